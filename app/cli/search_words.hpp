// What search and dashboard say.
#pragma once

#include "core/words/message.hpp"

namespace epic::cli::words {

inline constexpr Msg verb_search{"verb_search",
                                 N_("finds every kind of record by the start of words; one typing error is forgiven")};
inline constexpr Msg verb_dashboard{"verb_dashboard", N_("shows figures: signatures, payments, events, load")};
inline constexpr Msg option_mine{"option_mine", N_("of my own clients only")};
inline constexpr Msg nothing_found{"nothing_found", N_("Nothing found.")};
inline constexpr Msg found_kind{"found_kind", N_("Kind")};
inline constexpr Msg found_title{"found_title", N_("Found")};
inline constexpr Msg found_with{"found_with", N_("With")};
inline constexpr Msg found_in{"found_in", N_("Where it stands")};
inline constexpr Msg found_match{"found_match", N_("{0}: {1}")};
inline constexpr Msg figures_month{"figures_month", N_("Signed in")};
inline constexpr Msg figures_contracts{"figures_contracts", N_("Contracts")};
inline constexpr Msg figures_total{"figures_total", N_("Amount")};
inline constexpr Msg figures_remaining{"figures_remaining", N_("Still to be paid")};
inline constexpr Msg figures_to_sign{"figures_to_sign", N_("not signed")};
inline constexpr Msg figures_all{"figures_all", N_("signed, still to be paid")};
inline constexpr Msg figures_week{"figures_week", N_("Week of")};
inline constexpr Msg figures_events{"figures_events", N_("Events")};
inline constexpr Msg figures_without_support{"figures_without_support", N_("Without support")};
inline constexpr Msg figures_person{"figures_person", N_("Support")};
inline constexpr Msg figures_hours{"figures_hours", N_("Hours")};
inline constexpr Msg figures_without_support_ahead{"figures_without_support_ahead",
                                                   N_("Events to come without support: {0}")};
inline constexpr Msg figures_not_contacted{"figures_not_contacted", N_("Clients not contacted after {0}: {1}")};

} // namespace epic::cli::words
