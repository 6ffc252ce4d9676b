#include "app/ui/theme.hpp"

#include <cmath>
#include <utility>

namespace epic::ui {
namespace {

constexpr Colour rgb(std::uint32_t hex, std::uint8_t alpha = 255) {
    return {static_cast<std::uint8_t>(hex >> 16U), static_cast<std::uint8_t>((hex >> 8U) & 0xFFU),
            static_cast<std::uint8_t>(hex & 0xFFU), alpha};
}

constexpr Palette make_light() {
    Palette p{"light", {}, {}};
    const auto set = [&p](Role role, Colour value) { p.roles[static_cast<std::size_t>(role)] = value; };
    set(Role::page, rgb(0xF5F7FA));
    set(Role::sidebar, rgb(0xFBFCFE));
    set(Role::surface, rgb(0xFFFFFF));
    set(Role::surface_muted, rgb(0xF4F6F9));
    set(Role::surface_hover, rgb(0xEFF2F8));
    set(Role::border, rgb(0xE2E6ED));
    set(Role::border_control, rgb(0x8A93A5));
    set(Role::text, rgb(0x172033));
    set(Role::text_muted, rgb(0x536079));
    set(Role::text_faint, rgb(0x667085));
    set(Role::accent, rgb(0x2F54D1));
    set(Role::accent_hover, rgb(0x2848B6));
    set(Role::accent_pressed, rgb(0x213C9A));
    set(Role::accent_soft, rgb(0xE9EEFC));
    set(Role::on_accent, rgb(0xFFFFFF));
    set(Role::focus, rgb(0x3B63E8));
    set(Role::success, rgb(0x17734A));
    set(Role::success_soft, rgb(0xE1F4E9));
    set(Role::warning, rgb(0x8A5300));
    set(Role::warning_soft, rgb(0xFDF0D5));
    set(Role::danger, rgb(0xC02734));
    set(Role::danger_hover, rgb(0xA31F2B));
    set(Role::danger_soft, rgb(0xFCE9EA));
    set(Role::info, rgb(0x1D62A0));
    set(Role::info_soft, rgb(0xE4F0FA));
    set(Role::tooltip, rgb(0x1B2438));
    set(Role::on_tooltip, rgb(0xFFFFFF));
    set(Role::on_tooltip_muted, rgb(0xB4C5FF));
    set(Role::scrim, rgb(0x0F172A, 115));
    set(Role::shadow, rgb(0x101828));
    p.avatars = {rgb(0xB0500A), rgb(0x8A3AAF), rgb(0x0F736C), rgb(0xB81C59),
                 rgb(0x4453C4), rgb(0x2D6F40), rgb(0xA43A2C), rgb(0x35657D)};
    return p;
}

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
    RolePair{Role::border_control, Role::surface, control_min},
    RolePair{Role::focus, Role::surface, control_min},
    RolePair{Role::focus, Role::page, control_min},
    RolePair{Role::focus, Role::sidebar, control_min},
};

} // namespace

const Palette& light_palette() {
    static constexpr Palette palette = make_light();
    return palette;
}

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
