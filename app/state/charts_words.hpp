// The dashboard.
#pragma once

#include "core/words/message.hpp"

namespace epic::words {

inline constexpr Msg charts_all{"charts_all", N_("Everyone")};
inline constexpr Msg charts_mine{"charts_mine", N_("My clients")};
inline constexpr Msg charts_signed{"charts_signed", N_("How much was signed, and how much is still owed?")};
inline constexpr Msg charts_signed_text{"charts_signed_text", N_("By month of signature, the last twelve months")};
inline constexpr Msg charts_paid{"charts_paid", N_("Paid")};
inline constexpr Msg charts_owed{"charts_owed", N_("Still owed")};
inline constexpr Msg charts_events{"charts_events", N_("How many events are coming, and how many lack support?")};
inline constexpr Msg charts_events_text{"charts_events_text", N_("By week, this one and the next eleven")};
inline constexpr Msg charts_my_events{"charts_my_events", N_("How many events of my clients are coming?")};
inline constexpr Msg charts_with_support{"charts_with_support", N_("With support")};
inline constexpr Msg charts_without_support{"charts_without_support", N_("Without support")};
inline constexpr Msg charts_load{"charts_load", N_("Who is busy over the next four weeks?")};
inline constexpr Msg charts_load_text{"charts_load_text",
                                      N_("Hours of events per support person, this week and the next three")};
inline constexpr Msg charts_month_year{"charts_month_year", N_("{0} {1}")};
inline constexpr Msg charts_signed_hint{"charts_signed_hint", N_("{0}\n{1} signed\n{2} still owed")};
inline constexpr Msg charts_week_hint{"charts_week_hint", N_("Week of {0}\n{1}\n{2} without support")};
inline constexpr Msg charts_none_signed{"charts_none_signed", N_("Nothing was signed in a year")};
inline constexpr Msg charts_none_signed_text{"charts_none_signed_text", N_("The first signature shows here at once.")};
inline constexpr Msg charts_none_coming{"charts_none_coming", N_("No event is coming")};
inline constexpr Msg charts_none_coming_text{"charts_none_coming_text",
                                             N_("Once a contract is signed, its sales contact creates the event.")};

} // namespace epic::words
