// What somebody may have meant who mistyped a word.
//
// Threads: pure functions.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace epic::cli {

// The candidate that needs the fewest edits (a letter more, less, other, or two swapped: optimal string
// alignment), if they are few for its length; the first of several.
std::optional<std::string> suggestion(std::string_view typed, std::span<const std::string> candidates);

} // namespace epic::cli
