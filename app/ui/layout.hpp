// Where things stand: the root, panes, cards, rows, form grids, headings.
//
// Scopes are objects: what they opened ends with them. Threads: the one that draws. Lengths: design pixels, except
// where a name ends in `_px`.
#pragma once

#include <cstdint>
#include <imgui.h>
#include <span>
#include <string_view>

#include "app/ui/theme.hpp"

namespace epic::ui {

// The one window that fills the screen; no other is ever opened by hand.
class Root {
public:
    Root();
    ~Root();
    Root(const Root&) = delete;
    Root& operator=(const Root&) = delete;
};

enum class PaneKind : std::uint8_t { page, sidebar, top_bar, plain };

struct PaneOptions {
    float width = 0;  // 0: what is left
    float height = 0; // 0: what is left
    PaneKind kind = PaneKind::plain;
    float padding_x = 0;
    float padding_y = 0;
    bool scroll = false;   // scrolls when its content is higher
    float content_max = 0; // what lies in it is no wider, so that on a wide screen a line is not torn apart
};
// A rectangle with its own cursor. Put the next one beside it with same_line(0).
class Pane {
public:
    Pane(const char* id, const PaneOptions& options);
    ~Pane();
    Pane(const Pane&) = delete;
    Pane& operator=(const Pane&) = delete;
};

struct CardOptions {
    std::string_view title = {};
    std::string_view subtitle = {};
    float width = 0;  // 0: what is available
    float height = 0; // 0: as high as its content
    float padding = size::card_padding;
};
class Card {
public:
    explicit Card(const char* id, const CardOptions& options = {});
    ~Card();
    Card(const Card&) = delete;
    Card& operator=(const Card&) = delete;

private:
    // ImGui paints a child's ground into its parent's list; the shadow, known last, must come before it.
    ImDrawListSplitter layers_;
};

// Content of at most `width`, centred in what is available (start, sign in, settings).
class Centred {
public:
    Centred(const char* id, float width, float height = 0); // height 0: as high as it is, centred from the 2nd frame
    ~Centred();
    Centred(const Centred&) = delete;
    Centred& operator=(const Centred&) = delete;

private:
    ImGuiID key_ = 0; // under which the height of the frame before is kept
};

// Fields in columns of equal width.
//
//     FormGrid grid(2);
//     grid.next();      text_field(…);
//     grid.next();      text_field(…);
//     grid.next_wide(); text_area(…);
class FormGrid {
public:
    explicit FormGrid(int columns, float width = 0);
    ~FormGrid();
    FormGrid(const FormGrid&) = delete;
    FormGrid& operator=(const FormGrid&) = delete;
    void next();
    void next_wide(); // all columns

private:
    void place(int span);
    void end_cell();
    int columns_;
    int at_ = 0;
    bool open_ = false;
    float left_px_ = 0, width_px_ = 0, row_top_px_ = 0, row_bottom_px_ = 0, right_px_ = 0;
};

// Things of different height beside each other, centred on one line.
//
//     Row row(36);
//     row.next(36); search_field(…, {.width = 280});
//     row.next(32); chip(…);
//     row.push_right(button_width(…)); row.next(36); button(…);
//     row.end();
class Row {
public:
    explicit Row(float height);
    ~Row() { end(); }
    Row(const Row&) = delete;
    Row& operator=(const Row&) = delete;
    void next(float height, float gap = size::gap); // before each thing; the gap is not before the first
    void push_right(float width_px);                // what follows, `width_px` in all, ends at the right edge
    void wrap(float width_px, float gap = 8);       // starts another line when `width_px` more would not fit
    void end();

private:
    float height_px_, left_px_, top_px_, right_px_, x_px_;
    bool first_ = true;
    bool pushed_ = false;
    bool ended_ = false;
};

void same_line(float gap = size::gap);
void space(float height);
void divider(float space_around = 12);
float available_width();  // design pixels
float available_height(); // design pixels
// Moves the cursor on this line so that `width_px` ends at the right edge.
void align_right(float width_px);
// Centres what follows, `height` high, on a line `row_height` high.
void centre_in_row(float row_height, float height);

// A heading inside a page or a card.
void section_header(std::string_view title, std::string_view subtitle = {});

// "Label   value" for reading. Values wrap; an empty value is shown as `empty_text` in faint.
struct DetailOptions {
    float label_width = 160;
    Role value_role = Role::text;
    std::string_view empty_text = "—";
};
void detail_row(std::string_view label, std::string_view value, const DetailOptions& options = {});

} // namespace epic::ui
