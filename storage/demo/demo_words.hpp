// What a person reads about an agenda that cannot be used.
#pragma once

#include "core/words/message.hpp"

namespace epic::demo::words {

inline constexpr Msg no_date{"no_date", N_("The event has no date.")};
inline constexpr Msg unreadable_date{"unreadable_date", N_("“{0}” is not a date.")};
inline constexpr Msg no_title{"no_title", N_("The event has no title.")};
inline constexpr Msg no_venue{"no_venue", N_("The event has no venue.")};
inline constexpr Msg ends_before_it_starts{"ends_before_it_starts", N_("The event ends before it starts.")};
inline constexpr Msg not_an_agenda{"not_an_agenda", N_("This is not an agenda: the column “{0}” is missing.")};
inline constexpr Msg agenda_empty{"agenda_empty", N_("The agenda holds no event with a date.")};

} // namespace epic::demo::words
