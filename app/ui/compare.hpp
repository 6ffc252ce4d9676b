// Values beside each other, to choose one: what I wrote, what another wrote, what there was before.
//
// Every column is a box with a heading, one line for each row, and a button. Texts wrap; rows stand at one height in
// all columns. Threads: the one that draws. Views must live until the call returns.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "app/ui/button.hpp"

namespace epic::ui {

struct CompareColumn {
    std::string_view title = {};
    std::string_view detail = {}; // muted, below the title: who and when
    bool strong = false;          // on the accent's ground: one's own
    const char* button_id = nullptr;
    std::string_view button_text = {};
    ButtonOptions button = {};
    std::string_view key = {}; // that presses it, shown beside it
};

struct CompareRow {
    std::string_view label = {};
    std::vector<std::string_view> values = {}; // one for each column; an empty one is shown as a dash
};

// The index of the column whose button was pressed, -1 when none was.
int compare(std::span<const CompareColumn> columns, std::span<const CompareRow> rows);

} // namespace epic::ui
