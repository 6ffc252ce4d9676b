// How wide a text is on a terminal, and how to cut one there.
//
// Columns of a fixed-width font, as terminals count them: two for East Asian wide and full-width characters and
// for emoji (Unicode Standard Annex #11), none for marks that combine and for what is invisible. A sequence that
// joins emoji counts as its first one. Threads: pure functions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace epic::intl {

std::size_t display_width(std::string_view text);
// The text, or its beginning with an ellipsis, no wider than `width` (at least 1). Never cuts a character from its
// marks.
std::string cut_to_width(std::string_view text, std::size_t width);
// What a terminal would obey instead of show becomes U+FFFD: control characters, and those that turn the direction of
// writing round. A tab becomes a space, a line break stays.
std::string printable(std::string_view text);

} // namespace epic::intl
