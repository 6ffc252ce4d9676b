// Colours by role, measures and type sizes: the only place that knows a raw colour or a raw size.
//
// A palette gives every role one colour, so that another theme is data. `palette_pairs` lists which role is
// drawn on which, with the contrast that WCAG 2.1 asks for it (1.4.3 text 4.5:1, 1.4.11 controls 3:1); a test
// walks the list. Lengths are design pixels at 100 %; `px` (app/ui/kit.hpp) turns them into screen pixels.
// Threads: plain values and pure functions.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace epic::ui {

enum class Role : std::uint8_t {
    page,           // behind everything
    sidebar,        // the navigation's ground
    surface,        // cards, fields, tables, dialogs
    surface_muted,  // read-only fields, table headers, skeletons
    surface_hover,  // a row, an item or a ghost button under the pointer
    border,         // lines between things; never the only sign of a control
    border_control, // the outline of a field or a box that can be used
    text,
    text_muted, // labels, secondary values, icons
    text_faint, // hints in empty fields, what is disabled
    accent,     // the primary button, the selected thing
    accent_hover,
    accent_pressed,
    accent_soft, // the ground of a selected item
    on_accent,   // text on accent and on danger
    focus,       // the ring around what the keyboard would reach
    success,
    success_soft,
    warning,
    warning_soft,
    danger,
    danger_hover,
    danger_soft,
    info,
    info_soft,
    chart_first, // the parts of a chart's bars; told apart by a gap as well
    chart_second,
    tooltip, // the ground of a tooltip and of a toast
    on_tooltip,
    on_tooltip_muted, // the action of a toast, a key hint
    scrim,            // dims the page behind a dialog
    shadow,
    count
};
inline constexpr std::size_t role_count = static_cast<std::size_t>(Role::count);

// Straight (not premultiplied) red, green, blue, alpha.
struct Colour {
    std::uint8_t r = 0, g = 0, b = 0, a = 255;
    bool operator==(const Colour&) const = default;
};

inline constexpr std::size_t avatar_colour_count = 8;

struct Palette {
    const char* id;
    std::array<Colour, role_count> roles;
    std::array<Colour, avatar_colour_count> avatars; // grounds for white initials
    const Colour& operator[](Role role) const { return roles[static_cast<std::size_t>(role)]; }
};

const Palette& light_palette();
const Palette& dark_palette();
// Nearly black and white, every text at 7:1 at least (WCAG 2.1, 1.4.6), every outline visible.
const Palette& high_contrast_palette();

// Contrast ratio of two opaque colours, 1…21 (WCAG 2.1, "relative luminance").
double contrast(Colour one, Colour other);

struct RolePair {
    Role foreground;
    Role background;
    double contrast_min;
};
std::span<const RolePair> palette_pairs();

// What a pill, a banner, a toast or an icon says by its colour.
enum class Tone : std::uint8_t { neutral, accent, success, warning, danger, info };
Role tone_foreground(Tone tone);
Role tone_background(Tone tone);

enum class Weight : std::uint8_t { regular, medium, semibold };

struct TextStyle {
    float size = 15;
    Weight weight = Weight::regular;
};

namespace type {
inline constexpr TextStyle display{28, Weight::semibold}; // a figure on a card
inline constexpr TextStyle title{24, Weight::semibold};
inline constexpr TextStyle card{16, Weight::semibold};
inline constexpr TextStyle body{15, Weight::regular};
inline constexpr TextStyle body_medium{15, Weight::medium};
inline constexpr TextStyle body_semibold{15, Weight::semibold};
inline constexpr TextStyle label{13, Weight::medium};
inline constexpr TextStyle small{13, Weight::regular};
inline constexpr TextStyle meta{12.5F, Weight::regular};
inline constexpr TextStyle meta_medium{12.5F, Weight::medium};
} // namespace type

namespace size {
inline constexpr float screen_width_min = 1024; // what every page has room in
inline constexpr float screen_height_min = 700;
inline constexpr float radius_control = 7;
inline constexpr float radius_card = 10;
inline constexpr float control_height = 36;
inline constexpr float control_height_small = 30;
inline constexpr float sidebar_width = 232;
inline constexpr float sidebar_item_height = 38;
inline constexpr float top_bar_height = 56;
inline constexpr float page_padding = 28;
inline constexpr float card_padding = 20;
inline constexpr float gap = 12;      // between controls beside each other
inline constexpr float gap_form = 16; // between fields above each other
inline constexpr float row_height = 44;
inline constexpr float table_header_height = 38;
inline constexpr float avatar = 28;
inline constexpr float icon = 20;
inline constexpr float icon_small = 18;
} // namespace size

} // namespace epic::ui
