// Where the words of a search stand in one record, how good that is, and what to show of it.
//
// Threads: plain values and pure functions.
#pragma once

#include <compare>
#include <optional>
#include <span>

#include "core/base/seams.hpp"
#include "core/model/search.hpp"
#include "storage/store/internal/words.hpp"

namespace epic::store {

// The least of these under which every term is found: a better rank comes first. A name that begins with what was
// typed stands before a note that has the very word, and whatever is mistyped behind all that is not.
struct Rank {
    bool mistyped = false;
    SearchPlace place = SearchPlace::name; // at this place or a better one
    bool partial = false;                  // of some word only the start is there
    auto operator<=>(const Rank&) const = default;
};

// By what a row keeps in `folded` (word_index.hpp). Nothing when a term is not found at all.
std::optional<Rank> rank_of(Entity entity, std::string_view folded, std::span<const Term> terms);
// What to show of a record that was found.
std::vector<SearchMatch> matches_of(const RecordView& view, std::span<const Term> terms, const Unicode& unicode);

} // namespace epic::store
