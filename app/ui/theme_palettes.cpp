#include "app/ui/theme.hpp"

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
    set(Role::chart_first, rgb(0x4A6FDC));
    set(Role::chart_second, rgb(0xC56A00));
    set(Role::tooltip, rgb(0x1B2438));
    set(Role::on_tooltip, rgb(0xFFFFFF));
    set(Role::on_tooltip_muted, rgb(0xB4C5FF));
    set(Role::scrim, rgb(0x0F172A, 115));
    set(Role::shadow, rgb(0x101828));
    p.avatars = {rgb(0xB0500A), rgb(0x8A3AAF), rgb(0x0F736C), rgb(0xB81C59),
                 rgb(0x4453C4), rgb(0x2D6F40), rgb(0xA43A2C), rgb(0x35657D)};
    return p;
}

// What stands on the accent is dark here: no blue is both legible on a dark ground and dark enough for white on it.
constexpr Palette make_dark() {
    Palette p{"dark", {}, {}};
    const auto set = [&p](Role role, Colour value) { p.roles[static_cast<std::size_t>(role)] = value; };
    set(Role::page, rgb(0x0F1420));
    set(Role::sidebar, rgb(0x121826));
    set(Role::surface, rgb(0x182032));
    set(Role::surface_muted, rgb(0x1E2739));
    set(Role::surface_hover, rgb(0x232D42));
    set(Role::border, rgb(0x2B364C));
    set(Role::border_control, rgb(0x6F7D97));
    set(Role::text, rgb(0xE8ECF4));
    set(Role::text_muted, rgb(0xAAB4C8));
    set(Role::text_faint, rgb(0x97A3B9));
    set(Role::accent, rgb(0x8FABFF));
    set(Role::accent_hover, rgb(0xA6BCFF));
    set(Role::accent_pressed, rgb(0xBCCDFF));
    set(Role::accent_soft, rgb(0x24325A));
    set(Role::on_accent, rgb(0x0B1330));
    set(Role::focus, rgb(0x7F9DFF));
    set(Role::success, rgb(0x63D39B));
    set(Role::success_soft, rgb(0x153A2A));
    set(Role::warning, rgb(0xF0B45B));
    set(Role::warning_soft, rgb(0x3F2E11));
    set(Role::danger, rgb(0xFF8B8F));
    set(Role::danger_hover, rgb(0xFFA5A8));
    set(Role::danger_soft, rgb(0x4A1F26));
    set(Role::info, rgb(0x74B9F2));
    set(Role::info_soft, rgb(0x16344F));
    set(Role::chart_first, rgb(0x7D9DFF));
    set(Role::chart_second, rgb(0xF0A648));
    set(Role::tooltip, rgb(0xE8ECF4));
    set(Role::on_tooltip, rgb(0x141B2B));
    set(Role::on_tooltip_muted, rgb(0x2A45A8));
    set(Role::scrim, rgb(0x04070F, 165));
    set(Role::shadow, rgb(0x000006));
    p.avatars = {rgb(0xF2A569), rgb(0xD3A0F0), rgb(0x6CCFC6), rgb(0xF58FB6),
                 rgb(0xA5B0FF), rgb(0x8FD1A1), rgb(0xF09A8D), rgb(0x93C3DB)};
    return p;
}

constexpr Palette make_high_contrast() {
    Palette p{"high_contrast", {}, {}};
    const auto set = [&p](Role role, Colour value) { p.roles[static_cast<std::size_t>(role)] = value; };
    set(Role::page, rgb(0x000001));
    set(Role::sidebar, rgb(0x000001));
    set(Role::surface, rgb(0x000001));
    set(Role::surface_muted, rgb(0x0B0B0F));
    set(Role::surface_hover, rgb(0x1C1C24));
    set(Role::border, rgb(0x9A9AA6));
    set(Role::border_control, rgb(0xFFFFFF));
    set(Role::text, rgb(0xFFFFFF));
    set(Role::text_muted, rgb(0xE6E6EE));
    set(Role::text_faint, rgb(0xC9C9D4));
    set(Role::accent, rgb(0xFFD60A));
    set(Role::accent_hover, rgb(0xFFE35C));
    set(Role::accent_pressed, rgb(0xFFEC94));
    set(Role::accent_soft, rgb(0x2E2700));
    set(Role::on_accent, rgb(0x000001));
    set(Role::focus, rgb(0x4FD8FF));
    set(Role::success, rgb(0x5CFF9D));
    set(Role::success_soft, rgb(0x00260F));
    set(Role::warning, rgb(0xFFB84D));
    set(Role::warning_soft, rgb(0x2B1900));
    set(Role::danger, rgb(0xFF9E9E));
    set(Role::danger_hover, rgb(0xFFBDBD));
    set(Role::danger_soft, rgb(0x330508));
    set(Role::info, rgb(0x7FD1FF));
    set(Role::info_soft, rgb(0x001E33));
    set(Role::chart_first, rgb(0xFFD60A));
    set(Role::chart_second, rgb(0x4FD8FF));
    set(Role::tooltip, rgb(0xFFFFFF));
    set(Role::on_tooltip, rgb(0x000001));
    set(Role::on_tooltip_muted, rgb(0x1B2A8A));
    set(Role::scrim, rgb(0x000001, 200));
    set(Role::shadow, rgb(0x000001));
    p.avatars = {rgb(0xFFC48A), rgb(0xE9C6FF), rgb(0x8DF0E6), rgb(0xFFB8D4),
                 rgb(0xC9D1FF), rgb(0xB0F5C2), rgb(0xFFC2B8), rgb(0xBEE6FA)};
    return p;
}

} // namespace

const Palette& light_palette() {
    static constexpr Palette palette = make_light();
    return palette;
}

const Palette& dark_palette() {
    static constexpr Palette palette = make_dark();
    return palette;
}

const Palette& high_contrast_palette() {
    static constexpr Palette palette = make_high_contrast();
    return palette;
}

} // namespace epic::ui
