// A table of any length: only the rows on screen are asked for, by number, so a million rows scroll to the last.
//
// ImGui positions are floats and lose whole pixels beyond 2^24; therefore the table scrolls by itself, with a
// 64-bit offset in TableState, and has its own scroll bar. Column widths adapt to the width that is there.
// Keyboard, when it has the focus: up, down, page up, page down, home, end move the current row; Enter opens it;
// Space selects (multi_select), Shift with up and down or with a click selects up to there, Ctrl with a click one more,
// Ctrl+A all, Esc none. A header that has the keyboard moves its column with Alt and left or right. Rows are reported
// as "<id>.row.<number>", headers as "<id>.sort.<column id>". Threads: the one that draws. Lengths: design pixels.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/ui/icons.hpp"
#include "app/ui/theme.hpp"

namespace epic::ui {

enum class Align : std::uint8_t { left, right };

struct Column {
    const char* id;
    std::string_view title = {};
    float width = 1; // `fixed`: design pixels; otherwise a share of what is left
    bool fixed = false;
    float width_min = 80; // columns that share never get narrower; the last ones leave when nothing fits
    Align align = Align::left;
    bool sortable = true;
    bool optional = false; // leaves first when the table is narrow
};

struct TableState {
    std::int64_t scroll_px = 0;      // screen pixels above the first visible row
    std::int64_t current = -1;       // row of the keyboard; -1 none
    std::set<std::int64_t> selected; // multi_select
    std::int64_t anchor = -1;        // from which Shift selects
    int sort_column = -1;            // index into columns
    bool sort_descending = false;
    int moved_column = -1;       // follows the pointer
    bool reveal_current = false; // scroll so that `current` is seen; the table resets it
};

struct TableOptions {
    std::span<const Column> columns = {};
    std::int64_t row_count = 0;
    float row_height = size::row_height;
    float height = 0;        // 0: down to the end of what is available
    bool ends_early = false; // with its last row, when they are few: a blank rest looks like rows that are missing
    bool multi_select = false;
    int movable_from = -1;    // columns from this one on are moved by dragging their header; -1: none
    bool click_opens = false; // with multi_select: a plain click opens all the same, and boxes and keys select
    bool boxes = true;        // with multi_select: false shows no boxes
    bool take_focus = false;  // the keyboard goes to the table now
    bool framed = true;       // a card of its own; false inside a card
    bool loading = false;     // skeleton rows instead of rows
};

// What was selected in this frame, for those whose selection is not of row numbers.
struct TableSelecting {
    enum class How : std::uint8_t { toggle, extend, all, none } how = How::toggle;
    std::int64_t row = 0;
    std::int64_t anchor = 0; // extend: from here to `row`
};

// A column that was put elsewhere: as indices into the columns, `to` once it has left its old place.
struct ColumnMove {
    std::size_t from = 0;
    std::size_t to = 0;
};

struct TableResult {
    std::optional<std::int64_t> opened =
        {}; // double click, or Enter on the current row, or a click when not multi_select
    bool current_changed = false;
    bool selection_changed = false;
    std::optional<TableSelecting> selecting = {};
    bool sort_changed = false;
    std::optional<ColumnMove> moved = {};
    std::int64_t first_visible = 0; // load these
    std::int64_t visible_count = 0;
};

// One row while it is drawn. Each call fills the next column; a column that is not shown is passed over.
class TableRow {
public:
    std::int64_t index() const { return index_; }
    void text(std::string_view value, Role role = Role::text, TextStyle style = type::body);
    void muted(std::string_view value) { text(value, Role::text_muted); }
    // The row's name: medium weight, with an avatar whose colour comes from `avatar_key` when that is not empty. One
    // that is too long goes on in the second line, in front of what stands there.
    void name(std::string_view value, std::string_view avatar_key = {}, std::string_view second_line = {});
    void amount(std::string_view value, Role role = Role::text); // right-aligned whatever the column says
    void pill(std::string_view value, Tone tone);
    void icon(Icon value, Role role, std::string_view tooltip);
    void two_lines(std::string_view first, std::string_view second);
    void skip();
    void skeleton(); // this row is not loaded yet: all remaining columns

private:
    friend class TablePainter;
    struct Cell {
        float x, width;
        Align align;
        bool shown;
    };
    struct Room {
        float x, width;
    };
    Cell next();
    void in_two_lines(Room room, std::string_view value, Role role, TextStyle style);
    std::int64_t index_ = 0;
    std::span<const Cell> cells_ = {};
    std::size_t at_ = 0;
    float top_ = 0, height_ = 0;
    void note(std::string_view value);
    std::string first_text_; // what tests know the row by; kept only for them
};

TableResult table(const char* id, TableState& state, const TableOptions& options,
                  const std::function<void(TableRow&)>& draw_row);

} // namespace epic::ui
