#include "app/ui/theme.hpp"

#include <cmath>
#include <utility>

namespace epic::ui {
namespace {

double linear(std::uint8_t channel) {
    const double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(Colour c) {
    return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
}

constexpr double text_min = 4.5;
constexpr double control_min = 3.0;

constexpr std::array pairs{
    RolePair{Role::text, Role::page, text_min},
    RolePair{Role::text, Role::sidebar, text_min},
    RolePair{Role::text, Role::surface, text_min},
    RolePair{Role::text, Role::surface_muted, text_min},
    RolePair{Role::text, Role::surface_hover, text_min},
    RolePair{Role::text, Role::accent_soft, text_min},
    RolePair{Role::text_muted, Role::page, text_min},
    RolePair{Role::text_muted, Role::sidebar, text_min},
    RolePair{Role::text_muted, Role::surface, text_min},
    RolePair{Role::text_muted, Role::surface_muted, text_min},
    RolePair{Role::text_muted, Role::surface_hover, text_min},
    RolePair{Role::text_muted, Role::accent_soft, text_min},
    RolePair{Role::text_faint, Role::page, text_min},
    RolePair{Role::text_faint, Role::surface, text_min},
    RolePair{Role::text_faint, Role::surface_muted, control_min},
    RolePair{Role::accent, Role::page, text_min},
    RolePair{Role::accent, Role::surface, text_min},
    RolePair{Role::accent, Role::surface_hover, text_min},
    RolePair{Role::accent, Role::accent_soft, text_min},
    RolePair{Role::on_accent, Role::accent, text_min},
    RolePair{Role::on_accent, Role::accent_hover, text_min},
    RolePair{Role::on_accent, Role::accent_pressed, text_min},
    RolePair{Role::on_accent, Role::danger, text_min},
    RolePair{Role::on_accent, Role::danger_hover, text_min},
    RolePair{Role::success, Role::success_soft, text_min},
    RolePair{Role::success, Role::surface, text_min},
    RolePair{Role::warning, Role::warning_soft, text_min},
    RolePair{Role::warning, Role::surface, text_min},
    RolePair{Role::danger, Role::danger_soft, text_min},
    RolePair{Role::danger, Role::surface, text_min},
    RolePair{Role::danger, Role::page, text_min},
    RolePair{Role::info, Role::info_soft, text_min},
    RolePair{Role::info, Role::surface, text_min},
    RolePair{Role::text, Role::info_soft, text_min},
    RolePair{Role::text, Role::warning_soft, text_min},
    RolePair{Role::text, Role::danger_soft, text_min},
    RolePair{Role::text, Role::success_soft, text_min},
    RolePair{Role::on_tooltip, Role::tooltip, text_min},
    RolePair{Role::on_tooltip_muted, Role::tooltip, text_min},
    RolePair{Role::chart_first, Role::surface, control_min},
    RolePair{Role::chart_first, Role::surface_hover, control_min},
    RolePair{Role::chart_second, Role::surface, control_min},
    RolePair{Role::chart_second, Role::surface_hover, control_min},
    RolePair{Role::border_control, Role::surface, control_min},
    RolePair{Role::focus, Role::surface, control_min},
    RolePair{Role::focus, Role::page, control_min},
    RolePair{Role::focus, Role::sidebar, control_min},
};

} // namespace

double contrast(Colour one, Colour other) {
    double lighter = luminance(one);
    double darker = luminance(other);
    if (lighter < darker) std::swap(lighter, darker);
    return (lighter + 0.05) / (darker + 0.05);
}

std::span<const RolePair> palette_pairs() {
    return pairs;
}

Role tone_foreground(Tone tone) {
    switch (tone) {
        case Tone::neutral: return Role::text_muted;
        case Tone::accent: return Role::accent;
        case Tone::success: return Role::success;
        case Tone::warning: return Role::warning;
        case Tone::danger: return Role::danger;
        case Tone::info: return Role::info;
    }
    return Role::text_muted;
}

Role tone_background(Tone tone) {
    switch (tone) {
        case Tone::neutral: return Role::surface_hover;
        case Tone::accent: return Role::accent_soft;
        case Tone::success: return Role::success_soft;
        case Tone::warning: return Role::warning_soft;
        case Tone::danger: return Role::danger_soft;
        case Tone::info: return Role::info_soft;
    }
    return Role::surface_hover;
}

} // namespace epic::ui
