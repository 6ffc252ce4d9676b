// Why a right is missing, and who has it.
#pragma once

#include "core/words/message.hpp"

namespace epic::words {

inline constexpr Msg refused_inactive{"refused_inactive", N_("This account is no longer active.")};
inline constexpr Msg refused_department_create{"refused_department_create",
                                               N_("The {0} department does not create {1}.")};
inline constexpr Msg refused_department_change{"refused_department_change",
                                               N_("The {0} department does not change {1}.")};
inline constexpr Msg refused_payment_change{"refused_payment_change",
                                            N_("A payment stays as it is: reverse it, and record another.")};
inline constexpr Msg refused_field{"refused_field", N_("The {0} department does not change “{1}” here.")};
inline constexpr Msg refused_own_client{"refused_own_client", N_("This client is looked after by {0}.")};
inline constexpr Msg refused_own_client_nobody{"refused_own_client_nobody", N_("This client is not one of yours.")};
inline constexpr Msg refused_not_signed{"refused_not_signed", N_("The contract is not signed yet.")};
inline constexpr Msg refused_assigned_other{"refused_assigned_other", N_("This event is assigned to {0}.")};
inline constexpr Msg refused_assigned_nobody{"refused_assigned_nobody",
                                             N_("This event is not assigned to anyone yet.")};
inline constexpr Msg refused_created_by_other{"refused_created_by_other", N_("Someone else created this event.")};
inline constexpr Msg refused_already_assigned{"refused_already_assigned",
                                              N_("This event is already in the hands of {0}.")};
inline constexpr Msg refused_self{"refused_self", N_("Only the person concerned can change this.")};

inline constexpr Msg could_department{"could_department", N_("the {0} department")};
inline constexpr Msg could_person{"could_person", N_("{0}")};
inline constexpr Msg could_person_or_department{"could_person_or_department", N_("{0}, or the {1} department")};
inline constexpr Msg could_owner{"could_owner", N_("the client’s sales contact")};
inline constexpr Msg could_assigned{"could_assigned", N_("the support person assigned to the event")};
inline constexpr Msg could_self{"could_self", N_("the person concerned")};
inline constexpr Msg could_after_signature{"could_after_signature",
                                           N_("the client’s sales contact, once the contract is signed")};

inline constexpr Msg colleague{"colleague", N_("a colleague")};

} // namespace epic::words
