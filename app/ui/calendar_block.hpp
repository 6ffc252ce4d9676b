// What a calendar is drawn with: events as blocks, and the cells they stand on.
//
// Neither is a stop of Tab: the calendar's key area (key_area.hpp) has the keyboard. Threads: the one that draws.
// Screen pixels.
#pragma once

#include <imgui.h>
#include <string_view>

#include "app/ui/icons.hpp"
#include "app/ui/theme.hpp"

namespace epic::ui {

struct BlockOptions {
    std::string_view time = {};
    std::string_view title = {};
    std::string_view detail = {}; // below, where there is room
    std::string_view hint = {};   // while the pointer is on it, one thing a line
    Tone tone = Tone::accent;
    Icon icon = Icon::none; // before the time
    bool from_before = false;
    bool goes_on = false;
    bool vertical = false; // from above to below instead of from left to right
    bool current = false;  // chosen by the keyboard
    bool ghost = false;    // follows the pointer
};
struct BlockResult {
    bool pressed = false;
    bool dragged = false; // is being moved
    bool dropped = false; // was let go, in this frame, after having been moved
};
BlockResult event_block(const char* id, ImVec2 low, ImVec2 high, const BlockOptions& options);
// From this height on the title has a line of its own, below the time.
float block_two_lines_px();
// The picture alone.
void draw_event_block(ImVec2 low, ImVec2 high, const BlockOptions& options);

struct CellOptions {
    Role ground = Role::surface;
    bool current = false; // chosen by the keyboard, which is to be seen
    bool target = false;  // something would be laid down here
};
// A cell that can be pressed; what is drawn on it afterwards comes first.
bool calendar_cell(const char* id, std::string_view name, ImVec2 low, ImVec2 high, const CellOptions& options);

// Lines between things, of one pixel.
void calendar_line(ImVec2 low, ImVec2 high, Role role = Role::border);
// Text in the middle of a round mark.
void day_mark(ImVec2 centre, std::string_view text, bool today, Role role);
// A word that can be pressed without being a stop of Tab.
bool calendar_more(const char* id, std::string_view text, ImVec2 low, ImVec2 high);
// Several lines beside the pointer.
void calendar_hint(std::string_view text);

} // namespace epic::ui
