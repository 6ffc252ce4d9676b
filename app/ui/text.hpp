// Text and icons: drawn at a place (`draw_…`), or laid out like a widget (`text`, `text_wrapped`, `icon`).
//
// A text that does not fit is cut with an ellipsis and shown whole in a tooltip while the pointer is on it.
// Threads: the one that draws.
#pragma once

#include <imgui.h>
#include <string>
#include <string_view>

#include "app/ui/icons.hpp"
#include "app/ui/theme.hpp"

namespace epic::ui {

// Lays out one line (not wrapped, cut at the width that is available).
void text(std::string_view value, TextStyle style = type::body, Role role = Role::text);
// Lays out a paragraph. `width` in design pixels; 0 is what is available.
void text_wrapped(std::string_view value, TextStyle style = type::body, Role role = Role::text, float width = 0);
void icon(Icon value, float icon_size = size::icon, Role role = Role::text_muted);

// Screen pixels.
ImVec2 measure(std::string_view value, TextStyle style);
float line_height(TextStyle style);

// Draws into the current window, in screen pixels; returns the width drawn. `max_width` 0: not limited.
float draw_text(ImVec2 top_left, std::string_view value, TextStyle style, ImU32 tint, float max_width = 0);
// The same with its capital letters centred on `centre_y`. Shows the whole text in a tooltip when it was cut.
float draw_text_middle(float x, float centre_y, std::string_view value, TextStyle style, ImU32 tint,
                       float max_width = 0);
void draw_icon(ImVec2 centre, Icon value, float icon_size, ImU32 tint);

// "text###id": what ImGui wants from a widget whose text changes with the language.
std::string label_of(std::string_view text, std::string_view id);

} // namespace epic::ui
