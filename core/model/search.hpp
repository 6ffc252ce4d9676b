// What a search finds. Screens, the command line and the store share these types.
//
// Threads: plain values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/model/query.hpp"

namespace epic {

// Where a word stands, from what a person most likely means to what they least do.
enum class SearchPlace : std::uint8_t {
    name, // of a person or contact on site, an event's title, a contract's number
    company,
    venue,
    reach, // e-mail addresses and phone numbers
    notes,
};

// Bytes of a UTF-8 text, at the borders of its characters.
struct TextRange {
    std::size_t begin = 0;
    std::size_t length = 0;
    bool operator==(const TextRange&) const = default;
};

// A field in which words were found: the text as it was written, or the part of a long one around the first word,
// with "…" where it was cut; and what to show as found.
struct SearchMatch {
    Field field{};
    std::string text;
    std::vector<TextRange> ranges; // in order, not overlapping
};

struct SearchHit {
    RecordView view;
    std::string title;                // a name, a number, an event's title
    std::string subtitle;             // the company, client or venue that tells two of one name apart; may be empty
    std::vector<SearchMatch> matches; // best place first; one at least
    bool mistyped = false;            // found by taking a word for a mistyped one
    bool own = false;                 // the reader's own client, contract or event
};

struct SearchAnswer {
    std::vector<SearchHit> hits; // best first
    bool interrupted = false;    // the question went stale: what was found until then was thrown away
};

} // namespace epic
