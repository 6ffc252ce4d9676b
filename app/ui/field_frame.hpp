// The frame of a field: label above, box with ring, message below. Shared by fields, combos and dates; nobody
// outside this folder includes it. Screen pixels.
#pragma once

#include <imgui.h>

#include "app/ui/detail.hpp"
#include "app/ui/field.hpp"

namespace epic::ui::detail {

struct FieldFrame {
    ImRect box;
    float left;  // where its content may begin
    float right; // and end
};

// Draws the label and lays out room for the box; the box itself is drawn by `paint_frame`, below what comes next.
FieldFrame begin_frame_of(const FieldOptions& options, float height);
void paint_frame(const FieldFrame& frame, const FieldOptions& options, bool focused, bool hovered);
// The message, and the end of the group that begin_frame_of began.
void end_frame_of(const FieldOptions& options);
bool is_disabled(const FieldOptions& options);
// True once, for the first field of a dialog that has just opened, and when the caller asks.
bool takes_keyboard(const FieldOptions& options);

struct Input {
    const char* id;
    std::string* value;
    const FieldOptions* options;
    ImGuiInputTextFlags flags = 0;
    ImGuiInputTextCallback callback = nullptr;
    void* user = nullptr;
    int lines = 1;
    float right_inset = 0; // room for what stands at the right
};
struct InputResult {
    FieldResult field;
    FieldFrame frame;
};
// The whole field but for what the caller adds at the right; the caller ends it with end_frame_of.
InputResult input(const Input& request);

} // namespace epic::ui::detail
