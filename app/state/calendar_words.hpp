// The calendar.
#pragma once

#include <array>

#include "core/words/message.hpp"

namespace epic::words {

inline constexpr std::array<Msg, 7> calendar_weekdays{{{"calendar_weekday_1", N_("Mon")},
                                                       {"calendar_weekday_2", N_("Tue")},
                                                       {"calendar_weekday_3", N_("Wed")},
                                                       {"calendar_weekday_4", N_("Thu")},
                                                       {"calendar_weekday_5", N_("Fri")},
                                                       {"calendar_weekday_6", N_("Sat")},
                                                       {"calendar_weekday_7", N_("Sun")}}};
inline constexpr Msg calendar_month{"calendar_month", N_("Month")};
inline constexpr Msg calendar_week{"calendar_week", N_("Week")};
inline constexpr Msg calendar_timeline{"calendar_timeline", N_("Timeline")};
inline constexpr Msg calendar_everyone{"calendar_everyone", N_("All events")};
inline constexpr Msg calendar_mine{"calendar_mine", N_("My events")};
inline constexpr Msg calendar_earlier{"calendar_earlier", N_("Earlier")};
inline constexpr Msg calendar_later{"calendar_later", N_("Later")};
inline constexpr Msg calendar_month_title{"calendar_month_title", N_("{0} {1}")};
inline constexpr Msg calendar_span_title{"calendar_span_title", N_("{0} – {1}")};
inline constexpr PluralMsg calendar_more{"calendar_more", NP_("{0} more", "{0} more")};
inline constexpr Msg calendar_too_many{"calendar_too_many",
                                       N_("Only the first {0} events are shown. Choose a shorter span.")};
inline constexpr Msg calendar_drag_hint{
    "calendar_drag_hint", N_("Drag an event onto a person to assign it, or use Space, the arrows and Enter.")};
inline constexpr Msg calendar_carrying{"calendar_carrying", N_("“{0}”: choose a person with the arrows, then Enter")};
inline constexpr Msg calendar_drop_on{"calendar_drop_on", N_("Assign to {0}")};
inline constexpr Msg calendar_drop_nobody{"calendar_drop_nobody", N_("Take the assignment back")};

} // namespace epic::words
