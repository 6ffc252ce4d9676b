// Names of months and days, and how long ago something was.
#pragma once

#include <array>

#include "core/words/message.hpp"

namespace epic::words {

inline constexpr std::array<Msg, 12> months{{{"month_1", N_("January")},
                                             {"month_2", N_("February")},
                                             {"month_3", N_("March")},
                                             {"month_4", N_("April")},
                                             {"month_5", N_("May")},
                                             {"month_6", N_("June")},
                                             {"month_7", N_("July")},
                                             {"month_8", N_("August")},
                                             {"month_9", N_("September")},
                                             {"month_10", N_("October")},
                                             {"month_11", N_("November")},
                                             {"month_12", N_("December")}}};

// As they stand between a day and a year.
inline constexpr std::array<Msg, 12> short_months{{{"short_month_1", N_("Jan")},
                                                   {"short_month_2", N_("Feb")},
                                                   {"short_month_3", N_("Mar")},
                                                   {"short_month_4", N_("Apr")},
                                                   {"short_month_5", N_("May")},
                                                   {"short_month_6", N_("Jun")},
                                                   {"short_month_7", N_("Jul")},
                                                   {"short_month_8", N_("Aug")},
                                                   {"short_month_9", N_("Sep")},
                                                   {"short_month_10", N_("Oct")},
                                                   {"short_month_11", N_("Nov")},
                                                   {"short_month_12", N_("Dec")}}};

inline constexpr std::array<Msg, 7> weekdays{{{"weekday_1", N_("Monday")},
                                              {"weekday_2", N_("Tuesday")},
                                              {"weekday_3", N_("Wednesday")},
                                              {"weekday_4", N_("Thursday")},
                                              {"weekday_5", N_("Friday")},
                                              {"weekday_6", N_("Saturday")},
                                              {"weekday_7", N_("Sunday")}}};

inline constexpr std::array<Msg, 7> short_weekdays{{{"short_weekday_1", N_("Mo")},
                                                    {"short_weekday_2", N_("Tu")},
                                                    {"short_weekday_3", N_("We")},
                                                    {"short_weekday_4", N_("Th")},
                                                    {"short_weekday_5", N_("Fr")},
                                                    {"short_weekday_6", N_("Sa")},
                                                    {"short_weekday_7", N_("Su")}}};

inline constexpr Msg day_month_year{"day_month_year", N_("{0} {1} {2}")};
inline constexpr Msg day_month{"day_month", N_("{0} {1}")};
inline constexpr Msg hours_span{"hours_span", N_("{0} – {1}")};
inline constexpr Msg date_and_time{"date_and_time", N_("{0}, {1}")};
inline constexpr Msg from_to{"from_to", N_("{0} → {1}")};
inline constexpr Msg just_now{"just_now", N_("just now")};
inline constexpr Msg minutes_ago{"minutes_ago", N_("{0} min ago")};
inline constexpr Msg hours_ago{"hours_ago", N_("{0} h ago")};
inline constexpr Msg yesterday_at{"yesterday_at", N_("yesterday at {0}")};
inline constexpr Msg on_moment{"on_moment", N_("on {0}")};

inline constexpr Msg yes{"yes", N_("Yes")};
inline constexpr Msg no{"no", N_("No")};
inline constexpr Msg french{"french", N_("French")};
inline constexpr Msg english{"english", N_("English")};
inline constexpr Msg reason_and_who{"reason_and_who", N_("{0} Who can: {1}.")};

} // namespace epic::words
