// What overviews are made of: figures, lines that lead to a record, meters. Each returns true when pressed.
//
// Threads: the one that draws. Lengths: design pixels.
#pragma once

#include <span>
#include <string_view>

#include "app/ui/icons.hpp"
#include "app/ui/theme.hpp"

namespace epic::ui {

struct FigureOptions {
    std::string_view label = {};
    std::string_view value = {};
    std::string_view detail = {};
    Icon icon = Icon::none;
    Tone tone = Tone::accent; // of the icon
    float width = 0;          // 0: what is available
};
inline constexpr float figure_height = 116;
// A card with one number, pressed as a whole.
bool figure(const char* id, const FigureOptions& options);
// The same while its number is not known.
void figure_skeleton(float width);

struct LinePill {
    std::string_view text = {};
    Tone tone = Tone::neutral;
};
struct LineOptions {
    std::string_view title = {};
    std::string_view detail = {};
    std::string_view amount = {};
    std::span<const LinePill> pills = {};
    std::string_view avatar_key = {}; // empty: no avatar
    float room_right = 0;             // is left to what stands on it: a button
};
inline constexpr float line_height_px = 56;
// A line of a card as wide as what is available, pressed as a whole; its ground reaches a little beyond.
bool line(const char* id, const LineOptions& options);
void line_skeleton();

struct MeterOptions {
    std::string_view title = {};
    std::string_view text = {};
    float share = 0; // of the bar
    std::string_view avatar_key = {};
    Tone tone = Tone::accent;
};
bool meter(const char* id, const MeterOptions& options);

} // namespace epic::ui
