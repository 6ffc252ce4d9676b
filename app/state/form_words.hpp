// Titles, fields and sentences of the forms.
#pragma once

#include "core/words/message.hpp"

namespace epic::words {

inline constexpr Msg password{"password", N_("Password")};
inline constexpr Msg new_password{"new_password", N_("New password")};
inline constexpr Msg current_password{"current_password", N_("Current password")};
inline constexpr Msg repeat_password{"repeat_password", N_("New password again")};
inline constexpr Msg one_time_password{"one_time_password", N_("One-time password")};
inline constexpr Msg your_name{"your_name", N_("Your full name")};
inline constexpr Msg your_email{"your_email", N_("Your e-mail")};
inline constexpr Msg file_to_create{"file_to_create", N_("File to create")};
inline constexpr Msg join_file{"join_file", N_("Join file of the office")};
inline constexpr Msg signed_on_date{"signed_on_date", N_("Signed on")};
inline constexpr Msg reversal_reason{"reversal_reason", N_("Why is it reversed?")};
inline constexpr Msg take_over_by{"take_over_by", N_("Who takes over")};

inline constexpr Msg password_help{"password_help", N_("At least 10 characters. A sentence is easy to remember.")};
inline constexpr Msg email_is_login{"email_is_login", N_("Used to sign in.")};
inline constexpr Msg join_file_help{"join_file_help", N_("Ask management for it; it holds no secret.")};
inline constexpr Msg one_time_help{"one_time_help",
                                   N_("Tell it to this person: the first sign-in asks for a new one.")};
inline constexpr Msg method_help{"method_help", N_("Transfer, card, cheque…")};
inline constexpr Msg take_over_help{"take_over_help",
                                    N_("Needed when clients or coming events are still in these hands.")};
inline constexpr Msg support_help{"support_help", N_("Leave empty to take the assignment back.")};
inline constexpr Msg zone_help{"zone_help", N_("Of the venue; start and end are meant there.")};

inline constexpr Msg password_too_short{"password_too_short", N_("A password has at least {0} characters.")};
inline constexpr Msg passwords_differ{"passwords_differ", N_("The two passwords are not the same.")};
inline constexpr Msg same_password{"same_password", N_("The new password is the same as the current one.")};
inline constexpr Msg nothing_changed{"nothing_changed", N_("Nothing has changed yet.")};

inline constexpr Msg new_client{"new_client", N_("New client")};
inline constexpr Msg new_contract{"new_contract", N_("New contract")};
inline constexpr Msg new_event{"new_event", N_("New event")};
inline constexpr Msg new_collaborator{"new_collaborator", N_("New collaborator")};
inline constexpr Msg edit_client{"edit_client", N_("Edit the client")};
inline constexpr Msg edit_contract{"edit_contract", N_("Edit the contract")};
inline constexpr Msg edit_event{"edit_event", N_("Edit the event")};
inline constexpr Msg edit_collaborator{"edit_collaborator", N_("Edit the collaborator")};
inline constexpr Msg record_payment{"record_payment", N_("Record a payment")};
inline constexpr Msg record_payment_now{"record_payment_now", N_("Record the payment")};
inline constexpr Msg sign_contract{"sign_contract", N_("Sign the contract")};
inline constexpr Msg reverse_payment{"reverse_payment", N_("Reverse the payment")};
inline constexpr Msg assign_support{"assign_support", N_("Assign support")};
inline constexpr Msg cancel_event{"cancel_event", N_("Cancel the event")};
inline constexpr Msg deactivate_collaborator{"deactivate_collaborator", N_("Deactivate the account")};
inline constexpr Msg reset_password{"reset_password", N_("Reset the password")};
inline constexpr Msg change_password{"change_password", N_("Change your password")};

inline constexpr Msg cancel_notice{"cancel_notice",
                                   N_("The event stays in the history and in the lists, marked as cancelled.")};
inline constexpr Msg sign_notice{"sign_notice", N_("From then on events can be created on this contract.")};
inline constexpr Msg deactivate_notice{"deactivate_notice",
                                       N_("Access ends everywhere; the name stays in the history.")};
inline constexpr Msg reset_notice{
    "reset_notice", N_("The present password stops working; a new one is asked for at the next sign-in.")};
inline constexpr Msg reverse_notice{"reverse_notice",
                                    N_("A payment is never erased: an opposite payment with your reason joins it.")};

inline constexpr Msg save{"save", N_("Save")};
inline constexpr Msg create_client{"create_client", N_("Create the client")};
inline constexpr Msg create_contract{"create_contract", N_("Create the contract")};
inline constexpr Msg create_event{"create_event", N_("Create the event")};
inline constexpr Msg create_collaborator{"create_collaborator", N_("Create the account")};
inline constexpr Msg sign_now{"sign_now", N_("Sign")};
inline constexpr Msg reverse_now{"reverse_now", N_("Reverse")};
inline constexpr Msg assign_now{"assign_now", N_("Assign")};
inline constexpr Msg deactivate_now{"deactivate_now", N_("Deactivate")};
inline constexpr Msg reset_now{"reset_now", N_("Reset")};

inline constexpr Msg done_client_created{"done_client_created", N_("Client created.")};
inline constexpr Msg done_contract_created{"done_contract_created", N_("Contract created.")};
inline constexpr Msg done_event_created{"done_event_created", N_("Event created.")};
inline constexpr Msg done_collaborator_created{"done_collaborator_created", N_("Account created.")};
inline constexpr Msg done_saved{"done_saved", N_("Saved.")};
inline constexpr Msg done_payment{"done_payment", N_("Payment recorded.")};
inline constexpr Msg done_signed{"done_signed", N_("Contract signed.")};
inline constexpr Msg done_reversed{"done_reversed", N_("Payment reversed.")};
inline constexpr Msg done_assigned{"done_assigned", N_("Support assigned.")};
inline constexpr Msg done_unassigned{"done_unassigned", N_("Assignment taken back.")};
inline constexpr Msg done_cancelled{"done_cancelled", N_("Event cancelled.")};
inline constexpr Msg done_deactivated{"done_deactivated", N_("Account deactivated.")};
inline constexpr Msg done_reset{"done_reset", N_("Password reset.")};
inline constexpr Msg done_password{"done_password", N_("Password changed.")};
inline constexpr Msg done_copied_for_a_while{"done_copied_for_a_while",
                                             N_("Copied; the clipboard forgets it in {0} seconds.")};

} // namespace epic::words
