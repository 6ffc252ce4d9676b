// A rectangle that is one stop of Tab and owns the arrow keys while it has the keyboard: charts, calendars.
//
// It takes no clicks; what lies on it does. Threads: the one that draws. Screen pixels.
#pragma once

#include <imgui.h>

namespace epic::ui {

struct KeyAreaOptions {
    bool take_focus = false; // takes the keyboard now
};
struct KeyArea {
    bool focused = false; // has the keyboard
    bool visible = false; // and that is to be seen
    // What was pressed in this frame.
    int right = 0;
    int down = 0;
    int page = 0; // PageDown counts 1, PageUp -1
    bool home = false;
    bool end = false;
    bool enter = false;
    bool space = false;
};
// Reported as `id`. `escape` is left to others.
KeyArea key_area(const char* id, ImVec2 low, ImVec2 high, const KeyAreaOptions& options = {});

} // namespace epic::ui
