#include "app/ui/field.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "app/ui/button.hpp"
#include "app/ui/field_frame.hpp"

namespace epic::ui {
namespace {

// Characters that a filter lets through besides digits travel as the callback's user data.
int keep_digits_and(ImGuiInputTextCallbackData* data) {
    const ImWchar c = data->EventChar;
    if (c >= '0' && c <= '9') return 0;
    for (const char* other = static_cast<const char*>(data->UserData); *other != '\0'; ++other) {
        if (c == static_cast<ImWchar>(*other)) return 0;
    }
    // Spaces of every width, as French writes between thousands.
    const bool is_space = c == 0xA0 || c == 0x202F || c == 0x2009;
    return is_space && *static_cast<const char*>(data->UserData) != '\0' ? 0 : 1;
}

FieldResult filtered_field(const char* id, std::string& value, const FieldOptions& options, const char* others) {
    std::string kept(others);
    const detail::InputResult result = detail::input({.id = id,
                                                      .value = &value,
                                                      .options = &options,
                                                      .flags = ImGuiInputTextFlags_CallbackCharFilter,
                                                      .callback = keep_digits_and,
                                                      .user = kept.data()});
    detail::end_frame_of(options);
    return result.field;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// "9", "930", "9h30", "21:5" as hh:mm; empty when it is not a time.
std::string normal_time(std::string_view text) {
    int numbers[2] = {0, 0};
    int digits[2] = {0, 0};
    int part = 0;
    for (const char c : text) {
        if (is_digit(c)) {
            numbers[part] = numbers[part] * 10 + (c - '0');
            if (++digits[part] > 4) return {};
        } else if (part == 0 && digits[0] > 0) {
            part = 1;
        } else if (c != ' ') {
            return {};
        }
    }
    if (digits[0] == 0) return {};
    if (digits[0] >= 3) {
        if (digits[1] != 0) return {};
        numbers[1] = numbers[0] % 100;
        numbers[0] /= 100;
    }
    if (numbers[0] > 23 || numbers[1] > 59) return {};
    const auto two = [](int n) {
        return std::string{static_cast<char>('0' + n / 10), static_cast<char>('0' + n % 10)};
    };
    return two(numbers[0]) + ":" + two(numbers[1]);
}

// A small button inside a field, at its right edge.
bool inner_button(const detail::FieldFrame& frame, const std::string& id, Icon icon, std::string_view tooltip) {
    const float side = px(26);
    const float middle = frame.box.GetCenter().y;
    const ImRect box{{frame.box.Max.x - px(5) - side, middle - side / 2}, {frame.box.Max.x - px(5), middle + side / 2}};
    const detail::Press press = detail::press_area_at(id, tooltip, box, false, ImGuiItemFlags_NoTabStop);
    if (press.hovered) detail::filled_box(detail::draw_list(), box, px(5), colour(Role::surface_hover));
    if (press.focused) detail::focus_ring(box, px(5));
    draw_icon(box.GetCenter(), icon, size::icon_small, colour(press.hovered ? Role::text : Role::text_muted));
    detail::item_tooltip(tooltip, {}, false);
    return press.pressed;
}

constexpr float inner_button_room = 22;

} // namespace

FieldResult text_field(const char* id, std::string& value, const FieldOptions& options) {
    const detail::InputResult result = detail::input({.id = id, .value = &value, .options = &options});
    detail::end_frame_of(options);
    return result.field;
}

FieldResult password_field(const char* id, std::string& value, const FieldOptions& options) {
    Kit& kit = Kit::current();
    const ImGuiID key = ImGui::GetID(id);
    bool shown = kit.popup().password_shown == key;
    const detail::InputResult result = detail::input({.id = id,
                                                      .value = &value,
                                                      .options = &options,
                                                      .flags = shown ? 0 : ImGuiInputTextFlags_Password,
                                                      .right_inset = px(inner_button_room)});
    if (!detail::is_disabled(options) &&
        inner_button(result.frame, std::string(id) + ".show", shown ? Icon::eye_off : Icon::eye,
                     shown ? kit.words().hide_password : kit.words().show_password)) {
        kit.popup().password_shown = shown ? 0 : key;
    }
    detail::end_frame_of(options);
    return result.field;
}

FieldResult text_area(const char* id, std::string& value, int lines, const FieldOptions& options) {
    const detail::InputResult result =
        detail::input({.id = id, .value = &value, .options = &options, .lines = std::max(lines, 2)});
    detail::end_frame_of(options);
    return result.field;
}

FieldResult search_field(const char* id, std::string& value, const FieldOptions& options) {
    const Kit& kit = Kit::current();
    FieldOptions search = options;
    if (search.icon == Icon::none) search.icon = Icon::search;
    if (search.hint.empty()) search.hint = kit.words().search;
    const bool filled = !value.empty();
    detail::InputResult result = detail::input(
        {.id = id, .value = &value, .options = &search, .right_inset = filled ? px(inner_button_room) : 0});
    if (filled && !detail::is_disabled(search) &&
        inner_button(result.frame, std::string(id) + ".clear", Icon::close, kit.words().clear)) {
        value.clear();
        ImGui::ClearActiveID();
        result.field.changed = true;
    }
    detail::end_frame_of(search);
    return result.field;
}

FieldResult money_field(const char* id, std::string& value, const FieldOptions& options) {
    return filtered_field(id, value, options, " ,.'-+");
}

FieldResult phone_field(const char* id, std::string& value, const FieldOptions& options) {
    FieldOptions phone = options;
    if (phone.icon == Icon::none) phone.icon = Icon::phone;
    return filtered_field(id, value, phone, " +-./()");
}

FieldResult number_field(const char* id, std::string& value, const FieldOptions& options) {
    return filtered_field(id, value, options, "");
}

FieldResult time_field(const char* id, std::string& value, const FieldOptions& options) {
    FieldOptions time = options;
    if (time.icon == Icon::none) time.icon = Icon::clock;
    if (time.hint.empty()) time.hint = Kit::current().words().time_hint;
    FieldResult result = filtered_field(id, value, time, " :hH.");
    if (result.left || result.submitted) {
        const std::string normal = normal_time(value);
        if (!normal.empty() && normal != value) {
            value = normal;
            result.changed = true;
        }
    }
    return result;
}

bool checkbox(const char* id, std::string_view label, bool& value, const CheckboxOptions& options) {
    const bool disabled = options.disabled || !options.disabled_reason.empty();
    const float side = px(20);
    const float room = std::max(ImGui::GetContentRegionAvail().x, side);
    const float left = side + px(10);
    const float high = std::max(px(24), line_height(type::body));
    const float width = std::min(left + measure(label, type::body).x + px(2), room);
    ImGui::BeginGroup();
    if (options.takes_keyboard && !disabled) detail::take_keyboard();
    detail::Press press = detail::press_area(id, label, {width, high}, disabled);
    const ImGuiContext& g = *ImGui::GetCurrentContext();
    if (g.NavActivateId == press.id && (g.NavActivateFlags & ImGuiActivateFlags_PreferInput) != 0)
        press.pressed = false;
    if (g.NavId == press.id) Kit::current().popup().checkbox = press.id;
    if (press.visible) {
        const float middle = press.box.GetCenter().y;
        const ImRect box{{press.box.Min.x, std::round(middle - side / 2)},
                         {press.box.Min.x + side, std::round(middle - side / 2) + side}};
        ImDrawList* list = detail::draw_list();
        if (value) {
            detail::filled_box(list, box, px(5),
                               colour(disabled        ? Role::text_faint
                                      : press.hovered ? Role::accent_hover
                                                      : Role::accent));
            draw_icon(box.GetCenter(), Icon::check, 17, colour(Role::on_accent));
        } else {
            detail::filled_box(list, box, px(5),
                               colour(disabled        ? Role::surface_muted
                                      : press.hovered ? Role::accent_soft
                                                      : Role::surface),
                               colour(press.hovered ? Role::accent : Role::border_control));
        }
        if (press.focused) detail::focus_ring(box, px(5));
        draw_text_middle(box.Max.x + px(10), middle, label, type::body,
                         colour(disabled ? Role::text_faint : Role::text), press.box.Max.x - box.Max.x - px(10));
        detail::report(press.id, label, id,
                       ImGuiItemStatusFlags_Checkable | (value ? ImGuiItemStatusFlags_Checked : 0));
        detail::item_tooltip(options.disabled_reason, {}, true);
    }
    if (!options.help.empty()) {
        ImGui::SetCursorScreenPos({press.box.Min.x + left, press.box.Max.y + px(2)});
        text_wrapped(options.help, type::meta, Role::text_muted);
    }
    ImGui::EndGroup();
    if (press.pressed) value = !value;
    return press.pressed;
}

} // namespace epic::ui
