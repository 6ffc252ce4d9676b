#include "app/ui/button.hpp"

#include <algorithm>

#include "app/ui/detail.hpp"
#include "app/ui/feedback.hpp"
#include "app/ui/layout.hpp"

namespace epic::ui {
namespace {

constexpr float padding = 16;
constexpr float padding_small = 12;
constexpr float icon_gap = 8;

float height_of(bool small) {
    return px(small ? size::control_height_small : size::control_height);
}

struct Look {
    ImU32 fill = 0;
    ImU32 outline = 0;
    Role text = Role::text;
};

Look look_of(ButtonKind kind, bool disabled, const detail::Press& press) {
    if (disabled) {
        const bool ghost = kind == ButtonKind::ghost;
        return {ghost ? 0 : colour(Role::surface_muted), ghost ? 0 : colour(Role::border), Role::text_faint};
    }
    switch (kind) {
        case ButtonKind::primary: {
            const Role role = press.held ? Role::accent_pressed : press.hovered ? Role::accent_hover : Role::accent;
            return {colour(role), 0, Role::on_accent};
        }
        case ButtonKind::danger: return {colour(press.hovered ? Role::danger_hover : Role::danger), 0, Role::on_accent};
        case ButtonKind::secondary:
            return {colour(press.held      ? Role::border
                           : press.hovered ? Role::surface_hover
                                           : Role::surface),
                    colour(Role::border_control, 0.7F), Role::text};
        case ButtonKind::ghost:
            return {press.held      ? colour(Role::border)
                    : press.hovered ? colour(Role::surface_hover)
                                    : 0,
                    0, Role::text_muted};
    }
    return {};
}

} // namespace

float button_width(std::string_view text, const ButtonOptions& options) {
    if (options.width > 0) return px(options.width);
    const bool has_icon = options.icon != Icon::none || options.busy;
    const float sides = 2 * px(options.small ? padding_small : padding);
    const float mark = has_icon ? px(size::icon_small) + px(icon_gap) - px(4) : 0;
    return sides + mark + measure(text, options.small ? type::label : type::body_medium).x;
}

bool button(const char* id, std::string_view text, const ButtonOptions& options) {
    const bool disabled = options.disabled || options.busy || !options.disabled_reason.empty();
    const float width = options.width < 0 ? ImGui::GetContentRegionAvail().x : button_width(text, options);
    if (options.takes_keyboard && !disabled) detail::take_keyboard();
    const detail::Press press = detail::press_area(id, text, {width, height_of(options.small)}, disabled);
    if (!press.visible) return false;
    const Look look = look_of(options.kind, disabled, press);
    const float radius = px(size::radius_control);
    const ImRect& box = press.box;
    if (look.fill != 0) detail::filled_box(detail::draw_list(), box, radius, look.fill, look.outline);
    if (press.focused) detail::focus_ring(box, radius);

    const TextStyle style = options.small ? type::label : type::body_medium;
    const bool has_icon = options.icon != Icon::none || options.busy;
    const float mark = has_icon ? px(size::icon_small) + px(icon_gap) : 0;
    const float side = px(options.small ? padding_small : padding) - (has_icon ? px(4) : 0);
    const float room = box.GetWidth() - 2 * side - mark;
    const float text_width = std::min(measure(text, style).x, room);
    float x = box.Min.x + (box.GetWidth() - text_width - mark) / 2;
    const float middle = box.GetCenter().y;
    const ImU32 tint = colour(look.text);
    if (has_icon) {
        const ImVec2 centre{x + px(size::icon_small) / 2, middle};
        if (options.busy) {
            detail::draw_spinner(centre, size::icon_small, tint);
        } else {
            draw_icon(centre, options.icon, size::icon_small, tint);
        }
        x += mark;
    }
    draw_text_middle(x, middle, text, style, tint, measure(text, style).x > room ? room : 0);
    const bool has_reason = !options.disabled_reason.empty();
    detail::item_tooltip(has_reason ? options.disabled_reason : options.tooltip, has_reason ? "" : options.shortcut,
                         has_reason);
    return press.pressed;
}

bool icon_button(const char* id, Icon icon, std::string_view tooltip, const IconButtonOptions& options) {
    const bool disabled = options.disabled || !options.disabled_reason.empty();
    const float side = height_of(options.small);
    const detail::Press press = detail::press_area(id, tooltip, {side, side}, disabled);
    if (!press.visible) return false;
    const float radius = px(size::radius_control);
    ImDrawList* list = detail::draw_list();
    const ImU32 fill = colour(press.held ? Role::border : press.hovered ? Role::surface_hover : Role::surface);
    if (options.framed) {
        detail::filled_box(list, press.box, radius, disabled ? colour(Role::surface_muted) : fill,
                           colour(Role::border_control, disabled ? 0.35F : 0.7F));
    } else if (press.hovered && !disabled) {
        detail::filled_box(list, press.box, radius, fill);
    }
    if (press.focused) detail::focus_ring(press.box, radius);
    const Role tint = disabled ? Role::text_faint : press.hovered ? Role::text : options.tint;
    draw_icon(press.box.GetCenter(), icon, options.small ? size::icon_small : size::icon,
              colour(tint, disabled ? 0.6F : 1.0F));
    const bool has_reason = !options.disabled_reason.empty();
    detail::item_tooltip(has_reason ? options.disabled_reason : tooltip, has_reason ? "" : options.shortcut,
                         has_reason);
    return press.pressed;
}

bool link(const char* id, std::string_view text, std::string_view disabled_reason) {
    const bool disabled = !disabled_reason.empty();
    const float room = ImGui::GetContentRegionAvail().x;
    const ImVec2 whole = measure(text, type::body_medium);
    const detail::Press press =
        detail::press_area(id, text, {std::min(whole.x, std::max(room, 1.0F)), whole.y}, disabled);
    if (!press.visible) return false;
    const ImU32 tint = colour(disabled ? Role::text_faint : press.hovered ? Role::accent_hover : Role::accent);
    draw_text(press.box.Min, text, type::body_medium, tint, whole.x > room ? room : 0);
    if (press.hovered && !disabled) {
        const float y = press.box.Max.y;
        detail::draw_list()->AddRectFilled({press.box.Min.x, y}, {press.box.Max.x, y + px(1)}, tint);
    }
    if (press.focused) detail::focus_ring(press.box, px(3));
    detail::item_tooltip(disabled_reason, {}, true);
    return press.pressed;
}

int buttons_right(std::span<const ButtonSpec> buttons) {
    float total = 0;
    for (const ButtonSpec& spec : buttons) total += button_width(spec.text, spec.options) + px(size::gap);
    align_right(total - px(size::gap));
    int pressed = -1;
    for (std::size_t i = 0; i < buttons.size(); ++i) {
        if (i > 0) same_line();
        if (button(buttons[i].id, buttons[i].text, buttons[i].options)) pressed = static_cast<int>(i);
    }
    return pressed;
}

int buttons_right(std::initializer_list<ButtonSpec> buttons) {
    return buttons_right(std::span<const ButtonSpec>(buttons.begin(), buttons.size()));
}

} // namespace epic::ui
