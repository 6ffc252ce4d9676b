// "Label   value" that can be changed where it stands: pressed, it asks for a field in its place.
//
// One stop of Tab; Enter or Space press it. A value that may not be changed says why. Threads: the one that draws.
#pragma once

#include <string_view>

#include "app/ui/theme.hpp"

namespace epic::ui {

struct EditableRowOptions {
    float label_width = 160;
    std::string_view tooltip = {};
    std::string_view disabled_reason = {};
    float right_room = 0;          // left free at the right end, for what the caller puts there
    std::string_view waiting = {}; // not empty: the value has not been sent yet, and this says so
};

// True when it is to be edited.
bool editable_row(const char* id, std::string_view label, std::string_view value,
                  const EditableRowOptions& options = {});
// Where the value of such a row begins, in screen pixels from its left edge; for what is drawn in its place.
float row_label_px(float label_width);
// The label alone, beside what is drawn by hand; `height` design pixels.
void row_label(std::string_view label, float label_width, float height);

} // namespace epic::ui
