// Where a first synchronisation stands: which page comes next. The store keeps it as text with the rows of the page, so
// that a kill at any page costs that page only.
//
// The order: people; the events of the person and those to come, and what belongs to them; then everything; then the
// questions that are open. The log's head was noted before the first page, and the log goes on from there.
// Threads: plain values and pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace epic::sync {

struct PageStage {
    std::string_view part;   // "near", "all"
    std::string_view entity; // also "conflict"
};

struct PlaceInPages {
    std::uint64_t head = 0; // of the log, when the first page was asked for
    std::string chain{};
    std::size_t stage = 0;
    std::string after{}; // the last record kept of this stage, in hexadecimal
    std::uint64_t done = 0;
    std::uint64_t total = 0; // 0 until the server has said it

    PageStage what() const;
    bool finished() const;
    // The near part is kept: what a person looks at first is there.
    bool useful() const;
    void next_stage();
};

std::string write_place(const PlaceInPages& place);
// Nothing for a text that is not one of ours, or names a stage of another program: then it begins anew.
std::optional<PlaceInPages> read_place(std::string_view text);

} // namespace epic::sync
