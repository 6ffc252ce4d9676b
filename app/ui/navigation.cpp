#include "app/ui/navigation.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "app/ui/detail.hpp"
#include "app/ui/feedback.hpp"
#include "app/ui/layout.hpp"

namespace epic::ui {

void brand(std::string_view name, Icon mark, float inset) {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    if (window->SkipItems) return;
    const ImVec2 at = window->DC.CursorPos;
    const float side = px(30);
    const float middle = at.y + side / 2;
    const ImRect box{{at.x + px(inset), at.y}, {at.x + px(inset) + side, at.y + side}};
    detail::filled_box(window->DrawList, box, px(8), colour(Role::accent));
    draw_icon(box.GetCenter(), mark, size::icon_small, colour(Role::on_accent));
    draw_text_middle(box.Max.x + px(10), middle, name, {17, Weight::semibold}, colour(Role::text),
                     ImGui::GetContentRegionAvail().x - side - px(16));
    ImGui::ItemSize(ImVec2{ImGui::GetContentRegionAvail().x, side});
    space(16);
}

bool sidebar_item(const char* id, std::string_view text, const SidebarItemOptions& options) {
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, px(2)});
    const float width = ImGui::GetContentRegionAvail().x;
    const detail::Press press = detail::press_area(id, text, {width, px(size::sidebar_item_height)});
    ImGui::PopStyleVar();
    if (!press.visible) return false;
    const float radius = px(size::radius_control);
    ImDrawList* list = detail::draw_list();
    if (options.active) {
        detail::filled_box(list, press.box, radius, colour(Role::accent_soft));
    } else if (press.hovered) {
        detail::filled_box(list, press.box, radius, colour(Role::surface_hover));
    }
    if (press.focused) detail::focus_ring(press.box, radius);
    const float middle = press.box.GetCenter().y;
    const Role role = options.active ? Role::accent : Role::text;
    draw_icon({press.box.Min.x + px(12 + 10), middle}, options.icon, size::icon,
              colour(options.active ? Role::accent : Role::text_muted));
    float right = press.box.Max.x - px(12);
    if (!options.count.empty()) {
        if (options.count_tone == Tone::neutral) {
            const float count_width = measure(options.count, type::meta).x;
            draw_text_middle(right - count_width, middle, options.count, type::meta,
                             colour(options.active ? Role::accent : Role::text_muted));
            right -= count_width + px(8);
        } else {
            const float count_width = std::max(measure(options.count, type::meta_medium).x + px(14), px(22));
            const ImRect box{{right + px(4) - count_width, middle - px(10)}, {right + px(4), middle + px(10)}};
            detail::filled_box(list, box, px(10), colour(tone_background(options.count_tone)));
            draw_text_middle(std::round(box.GetCenter().x - measure(options.count, type::meta_medium).x / 2), middle,
                             options.count, type::meta_medium, colour(tone_foreground(options.count_tone)));
            right -= count_width + px(4);
        }
    }
    const float left = press.box.Min.x + px(12 + 20 + 12);
    draw_text_middle(left, middle, text, {14.5F, options.active ? Weight::semibold : Weight::medium}, colour(role),
                     right - left);
    detail::item_tooltip(options.tooltip, {}, false);
    return press.pressed;
}

void sidebar_heading(std::string_view value) {
    space(16);
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + px(12));
    text(value, type::meta_medium, Role::text_muted);
    space(4);
}

int page_header(std::string_view title, std::string_view subtitle, std::initializer_list<ButtonSpec> actions) {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    if (window->SkipItems) return -1;
    const ImVec2 at = window->DC.CursorPos;
    const float room = ImGui::GetContentRegionAvail().x;
    float total = 0;
    for (const ButtonSpec& spec : actions) total += button_width(spec.text, spec.options) + px(size::gap);
    const float row = px(size::control_height);
    draw_text_middle(at.x, at.y + row / 2, title, type::title, colour(Role::text), room - total);
    int pressed = -1;
    ImGui::BeginGroup();
    if (actions.size() > 0) {
        ImGui::SetCursorScreenPos({std::max(at.x, at.x + room - total + px(size::gap)), at.y});
        int index = 0;
        for (const ButtonSpec& spec : actions) {
            if (index > 0) same_line();
            if (button(spec.id, spec.text, spec.options)) pressed = index;
            ++index;
        }
    }
    ImGui::SetCursorScreenPos(at);
    ImGui::ItemSize(ImVec2{room, row});
    ImGui::EndGroup();
    if (!subtitle.empty()) {
        ImGui::SetCursorScreenPos({at.x, at.y + row + px(2)});
        text_wrapped(subtitle, type::body, Role::text_muted);
    }
    space(16);
    return pressed;
}

bool tabs(const char* id, std::span<const TabItem> items, int& selected) {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    if (window->SkipItems) return false;
    const ImVec2 at = window->DC.CursorPos;
    const float width = ImGui::GetContentRegionAvail().x;
    const float high = px(40);
    const float line = std::max(1.0F, px(1));
    window->DrawList->AddRectFilled({at.x, at.y + high - line}, {at.x + width, at.y + high}, colour(Role::border));
    bool changed = false;
    float x = at.x;
    ImGui::PushID(id);
    for (std::size_t i = 0; i < items.size(); ++i) {
        const TabItem& item = items[i];
        const bool active = static_cast<int>(i) == selected;
        const float text_width = measure(item.text, type::body_medium).x;
        const float count_width = item.count.empty() ? 0 : measure(item.count, type::meta_medium).x + px(14 + 8);
        const ImRect box{{x, at.y}, {x + text_width + count_width + px(8), at.y + high}};
        const detail::Press press = detail::press_area_at(item.id, item.text, box);
        const Role role = active ? Role::accent : press.hovered ? Role::text : Role::text_muted;
        const float middle = at.y + high / 2 - px(1);
        draw_text_middle(x + px(4), middle, item.text, type::body_medium, colour(role));
        if (!item.count.empty()) {
            const float left = x + px(4) + text_width + px(8);
            const ImRect ground{{left, middle - px(10)}, {left + count_width - px(8), middle + px(10)}};
            detail::filled_box(window->DrawList, ground, px(10),
                               colour(active ? Role::accent_soft : Role::surface_hover));
            draw_text_middle(left + px(7), middle, item.count, type::meta_medium,
                             colour(active ? Role::accent : Role::text_muted));
        }
        if (active) {
            window->DrawList->AddRectFilled({box.Min.x + px(4), box.Max.y - px(2)}, {box.Max.x - px(4), box.Max.y},
                                            colour(Role::accent), px(1));
        }
        if (press.focused) detail::focus_ring({{box.Min.x, box.Min.y + px(4)}, {box.Max.x, box.Max.y - px(4)}}, px(4));
        if (press.pressed && !active) {
            selected = static_cast<int>(i);
            changed = true;
        }
        x = box.Max.x + px(16);
    }
    ImGui::PopID();
    ImGui::ItemSize(ImVec2{std::min(x - at.x, width), high});
    return changed;
}

bool back_link(const char* id, std::string_view text) {
    const ImVec2 whole = measure(text, type::label);
    const detail::Press press = detail::press_area(id, text, {whole.x + px(20 + 8), px(28)});
    if (!press.visible) return false;
    const ImU32 tint = colour(press.hovered ? Role::accent : Role::text_muted);
    const float middle = press.box.GetCenter().y;
    draw_icon({press.box.Min.x + px(7), middle}, Icon::chevron_left, size::icon, tint);
    draw_text_middle(press.box.Min.x + px(20), middle, text, type::label, tint);
    if (press.focused) detail::focus_ring(press.box, px(4));
    return press.pressed;
}

int breadcrumb(std::span<const Crumb> crumbs) {
    int pressed = -1;
    for (std::size_t i = 0; i < crumbs.size(); ++i) {
        if (i > 0) {
            same_line(2);
            const ImVec2 at = ImGui::GetCursorScreenPos();
            draw_icon({at.x + px(9), at.y + px(14)}, Icon::chevron_right, size::icon_small, colour(Role::text_faint));
            ImGui::ItemSize(ImVec2{px(18), px(28)});
            same_line(2);
        }
        const Crumb& crumb = crumbs[i];
        const ImVec2 whole = measure(crumb.text, type::label);
        if (crumb.id == nullptr) {
            const ImVec2 at = ImGui::GetCursorScreenPos();
            const float room = ImGui::GetContentRegionAvail().x;
            draw_text_middle(at.x, at.y + px(14), crumb.text, type::label, colour(Role::text),
                             whole.x > room ? room : 0);
            ImGui::ItemSize(ImVec2{std::min(whole.x, room), px(28)});
            continue;
        }
        const detail::Press press = detail::press_area(crumb.id, crumb.text, {whole.x, px(28)});
        draw_text_middle(press.box.Min.x, press.box.GetCenter().y, crumb.text, type::label,
                         colour(press.hovered ? Role::accent : Role::text_muted));
        if (press.focused) detail::focus_ring(press.box, px(4));
        if (press.pressed) pressed = static_cast<int>(i);
    }
    return pressed;
}

float person_button_width(std::string_view name, std::string_view role) {
    const float text_width = std::max(measure(name, type::label).x, measure(role, type::meta).x);
    return std::min(text_width, px(180)) + px(6 + 30 + 10 + 8);
}

bool person_button(const char* id, std::string_view name, std::string_view role, std::string_view key) {
    const float width = person_button_width(name, role);
    const detail::Press press = detail::press_area(id, name, {width, px(40)});
    if (!press.visible) return false;
    const float radius = px(size::radius_control);
    if (press.hovered) detail::filled_box(detail::draw_list(), press.box, radius, colour(Role::surface_hover));
    if (press.focused) detail::focus_ring(press.box, radius);
    const float middle = press.box.GetCenter().y;
    detail::draw_avatar({press.box.Min.x + px(6 + 15), middle}, name, key, 30);
    const float left = press.box.Min.x + px(6 + 30 + 10);
    const float room = press.box.Max.x - px(6) - left;
    if (role.empty()) {
        draw_text_middle(left, middle, name, type::label, colour(Role::text), room);
    } else {
        draw_text_middle(left, middle - px(8), name, type::label, colour(Role::text), room);
        draw_text_middle(left, middle + px(8), role, type::meta, colour(Role::text_muted), room);
    }
    return press.pressed;
}

bool search_button(const char* id, std::string_view hint, std::string_view chord, float width) {
    const detail::Press press = detail::press_area(id, hint, {px(width), px(size::control_height)});
    if (!press.visible) return false;
    const float radius = px(size::radius_control);
    detail::filled_box(detail::draw_list(), press.box, radius, colour(Role::surface),
                       colour(press.hovered ? Role::text_muted : Role::border_control));
    if (press.focused) detail::focus_ring(press.box, radius);
    const float middle = press.box.GetCenter().y;
    draw_icon({press.box.Min.x + px(12 + 9), middle}, Icon::search, size::icon_small, colour(Role::text_muted));
    float keys_width = 0;
    if (!chord.empty()) {
        keys_width = detail::keys_width(chord);
        detail::draw_keys({press.box.Max.x - px(8) - keys_width, std::round(middle - px(11))}, chord, true);
    }
    const float left = press.box.Min.x + px(12 + 18 + 8);
    draw_text_middle(left, middle, hint, type::body, colour(Role::text_faint),
                     press.box.Max.x - px(16) - keys_width - left);
    return press.pressed;
}

} // namespace epic::ui
