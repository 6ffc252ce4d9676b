// The names of the list filters.
#pragma once

#include "core/words/message.hpp"

namespace epic::words {

inline constexpr Msg filter_client_mine{"filter_client_mine", N_("My clients")};
inline constexpr Msg filter_not_contacted{"filter_not_contacted", N_("Not contacted lately")};
inline constexpr Msg filter_not_signed{"filter_not_signed", N_("Not signed")};
inline constexpr Msg filter_not_fully_paid{"filter_not_fully_paid", N_("Not fully paid")};
inline constexpr Msg filter_my_clients{"filter_my_clients", N_("Of my clients")};
inline constexpr Msg filter_without_support{"filter_without_support", N_("Without support")};
inline constexpr Msg filter_event_mine{"filter_event_mine", N_("My events")};
inline constexpr Msg filter_upcoming{"filter_upcoming", N_("Upcoming")};
inline constexpr Msg filter_today{"filter_today", N_("Today")};
inline constexpr Msg filter_double_booked{"filter_double_booked", N_("Double-booked")};
inline constexpr Msg filter_cancelled{"filter_cancelled", N_("Cancelled events")};
inline constexpr Msg filter_active{"filter_active", N_("Active accounts")};
inline constexpr Msg filter_inactive{"filter_inactive", N_("Inactive accounts")};

} // namespace epic::words
