// Column heads and states of the lists.
#pragma once

#include "core/words/message.hpp"

namespace epic::words {

inline constexpr Msg column_name{"column_name", N_("Name")};
inline constexpr Msg column_status{"column_status", N_("Status")};
inline constexpr Msg column_payment{"column_payment", N_("Payment")};
inline constexpr Msg column_paid{"column_paid", N_("Paid")};
inline constexpr Msg column_remaining{"column_remaining", N_("Remaining")};
inline constexpr Msg column_when{"column_when", N_("When")};
inline constexpr Msg column_event{"column_event", N_("Event")};
inline constexpr Msg column_support{"column_support", N_("Support")};
inline constexpr Msg column_attendees{"column_attendees", N_("Attendees")};

inline constexpr Msg status_signed{"status_signed", N_("Signed")};
inline constexpr Msg status_to_sign{"status_to_sign", N_("To sign")};
inline constexpr Msg status_paid{"status_paid", N_("Paid")};
inline constexpr Msg status_to_pay{"status_to_pay", N_("To be paid")};
inline constexpr Msg status_part_paid{"status_part_paid", N_("Partly paid")};
inline constexpr Msg status_overpaid{"status_overpaid", N_("Overpaid")};
inline constexpr Msg status_cancelled{"status_cancelled", N_("Cancelled")};
inline constexpr Msg status_without_support{"status_without_support", N_("Without support")};
inline constexpr Msg status_double_booked{"status_double_booked", N_("Double-booked")};
inline constexpr Msg status_past{"status_past", N_("Past")};
inline constexpr Msg status_running{"status_running", N_("In progress")};
inline constexpr Msg status_upcoming{"status_upcoming", N_("Upcoming")};
inline constexpr Msg status_active{"status_active", N_("Active")};
inline constexpr Msg status_inactive{"status_inactive", N_("Inactive")};
inline constexpr Msg status_pending{"status_pending", N_("Not sent yet")};
inline constexpr Msg provisional_number{"provisional_number", N_("Provisional number")};

} // namespace epic::words
