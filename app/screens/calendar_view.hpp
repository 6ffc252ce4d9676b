// What the three pictures of the calendar share. Internal to app/screens.
#pragma once

#include <string>
#include <vector>

#include "app/screens/screen.hpp"
#include "app/ui/calendar_block.hpp"
#include "app/ui/key_area.hpp"

namespace epic::app {

// Where the picture stands, in screen pixels.
struct CalendarFrame {
    ImVec2 low{};
    ImVec2 high{};
    float width() const { return high.x - low.x; }
    float height() const { return high.y - low.y; }
};

void draw_month(const Screen& screen, const CalendarFrame& frame);
void draw_week(const Screen& screen, const CalendarFrame& frame);
void draw_timeline(const Screen& screen, const CalendarFrame& frame);

ui::BlockOptions block_of(const CalendarItem& item);
std::string_view weekday_name(const Screen& screen, int day);
Date day_of_span(const CalendarState& calendar, int day);
// The names of the seven days above a picture that scrolls, to the right of what is `aside_px` wide; where the picture
// begins and how wide it is.
struct BelowDays {
    ImVec2 low{};
    float width = 0;
};
BelowDays week_head(const Screen& screen, const CalendarFrame& frame, float aside_px);
// Opens the one event of a place, or asks which of several, below `at`.
void open_items(const Screen& screen, const std::vector<std::size_t>& items, ImVec2 at);
// Moves the cursor by what was pressed. True when Enter was.
bool move_cursor(const Screen& screen, const ui::KeyArea& keys);
// The chooser of open_items, when it is open.
void draw_chooser(const Screen& screen);

} // namespace epic::app
