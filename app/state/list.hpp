// A list of records: the question asked, and the rows that have arrived, formatted once.
//
// Rows come in pages of `page_rows` for the part on screen; the others are dropped when they are far away, so that
// a list of a million rows costs no more than one of a hundred. `generation` is the ticket of the question: an
// answer to an older one is dropped. Threads: plain values.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/state/seams.hpp"
#include "core/model/query.hpp"

namespace epic::app {

enum class Mood : std::uint8_t { neutral, accent, success, warning, danger, info };

enum class CellKind : std::uint8_t { name, text, muted, amount, pill };

struct Cell {
    CellKind kind = CellKind::text;
    std::string text;
    std::string second_line{};
    Mood mood = Mood::neutral;
};

struct Row {
    RecordView view;
    std::string avatar_key;
    std::vector<Cell> cells;
};

struct ListColumn {
    const char* id;
    Msg title;
    float share;     // of the width that is left
    float width_min; // design pixels
    bool right = false;
    bool optional = false; // leaves first when the window is narrow
    std::optional<Field> sort{};
    Sort::Derived derived = Sort::Derived::none;
    bool usual = true; // shown until a person chooses others
};

inline constexpr std::int64_t page_rows = 100;

struct ListState {
    ListQuery query; // limit and offset are those of a page
    std::uint64_t generation = 0;
    bool loaded = false; // an answer has come for some generation
    std::int64_t total = 0;
    std::map<std::int64_t, std::vector<Row>> pages; // by page number
    std::set<std::int64_t> asked;                   // of this generation, not answered yet
    std::set<std::int64_t> stale;                   // shown until the new answer comes
    bool outdated = false;                          // something was written since it was asked
    std::int64_t first_visible = 0;
    std::int64_t visible_count = 0;
    std::optional<Error> error;
    std::vector<std::string> columns; // by name, in order; empty: the person's own choice, else the usual ones
    std::string view;                 // the saved view that was asked for
    std::set<Id> chosen;
    std::set<Id> chosen_before; // the range that is being drawn with Shift

    // Nothing while the row has not arrived.
    const Row* row(std::int64_t index) const;
    bool filtered() const { return !query.filters.empty() || !query.text.empty() || !query.where.empty(); }
};

const std::vector<ListColumn>& columns_of(Entity entity);
// Which of them are shown, as indices; names that are none of them are passed over, and the first is always there.
std::vector<std::size_t> shown_columns(Entity entity, const std::vector<std::string>& names);
Row make_row(RecordView view, Language language, const TimeZones& zones, Instant now);
// Formats every row again, after the language changed.
void reformat(ListState& list, Language language, const TimeZones& zones, Instant now);
// Writes again what changes by itself as time goes by: whether an event is to come, runs or is over.
void tick(ListState& list, Language language, Instant now);

} // namespace epic::app
