// Why the state of a record forbids a change, and what is worth a second look.
#pragma once

#include "core/words/message.hpp"

namespace epic::words {

inline constexpr Msg record_not_found{"record_not_found", N_("There is no such record.")};
inline constexpr Msg record_withdrawn{"record_withdrawn", N_("This record was withdrawn.")};
inline constexpr Msg email_taken{"email_taken", N_("Another collaborator already uses {0}.")};
inline constexpr Msg last_gestion{
    "last_gestion",
    N_("This is the last active person of the management department: nobody could give rights any more.")};
inline constexpr Msg commercial_not_active{"commercial_not_active",
                                           N_("{0} is not an active member of the sales department.")};
inline constexpr Msg support_not_active{"support_not_active",
                                        N_("{0} is not an active member of the support department.")};
inline constexpr Msg take_over_needed{"take_over_needed",
                                      N_("{0} still has {1} clients or coming events: say who takes them over.")};
inline constexpr Msg still_has_work{
    "still_has_work", N_("{0} still has {1} clients or coming events: hand them over before the department changes.")};
inline constexpr Msg contract_needs_signature{"contract_needs_signature", N_("The contract is not signed yet.")};
inline constexpr Msg already_signed{"already_signed",
                                    N_("The contract was signed on {0}. Clear that date first to give another.")};
inline constexpr Msg signature_holds_events{"signature_holds_events",
                                            N_("The signature cannot be cleared: an event depends on it.")};
inline constexpr Msg currency_fixed{"currency_fixed", N_("The currency is fixed since the first payment.")};
inline constexpr Msg payment_currency{"payment_currency",
                                      N_("The contract is in {0}: a payment in {1} cannot be recorded on it.")};
inline constexpr Msg already_reversed{"already_reversed", N_("This payment is already reversed.")};
inline constexpr Msg reversal_of_reversal{"reversal_of_reversal",
                                          N_("A reversal cannot be reversed: record a new payment.")};
inline constexpr Msg reversal_needs_note{"reversal_needs_note", N_("Say why the payment is reversed.")};
inline constexpr Msg already_cancelled{"already_cancelled", N_("This event is already cancelled.")};
inline constexpr Msg already_inactive{"already_inactive", N_("This account is already inactive.")};
inline constexpr Msg field_fixed{"field_fixed", N_("“{0}” cannot be changed.")};
inline constexpr Msg field_by_command{"field_by_command", N_("“{0}” is changed by an action of its own.")};
inline constexpr Msg client_has_contracts{"client_has_contracts", N_("A client with contracts cannot be withdrawn.")};
inline constexpr Msg contract_has_dependents{"contract_has_dependents",
                                             N_("A contract with payments or events cannot be withdrawn.")};
inline constexpr Msg not_yourself{"not_yourself", N_("You cannot deactivate your own account.")};
inline constexpr Msg take_over_same{"take_over_same", N_("Someone else must take over.")};

inline constexpr Msg warning_overpaid{"warning_overpaid",
                                      N_("The contract is now overpaid by {0}: the client has a credit.")};
inline constexpr Msg warning_double_booked{"warning_double_booked", N_("{0} is already on “{1}” at that time.")};
inline constexpr Msg warning_phone{"warning_phone",
                                   N_("The phone number {0} is kept as typed: it has no international form.")};

} // namespace epic::words
