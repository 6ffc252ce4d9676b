#include <algorithm>
#include <cmath>

#include "app/ui/detail.hpp"
#include "app/ui/feedback.hpp"

namespace epic::ui {
namespace {

constexpr float width_max = 420;
constexpr float margin = 20;
constexpr float line_padding = 14;

} // namespace

std::optional<ToastEvent> toasts(std::vector<Toast>& stack) {
    if (stack.empty()) return std::nullopt;
    std::optional<ToastEvent> event;
    const ImVec2 screen = ImGui::GetMainViewport()->Size;
    Kit& kit = Kit::current();
    const float seconds = ImGui::GetIO().DeltaTime;
    float bottom = screen.y - px(margin);
    for (auto toast = stack.rbegin(); toast != stack.rend(); ++toast) {
        const std::string name = "toast." + std::to_string(toast->id);
        const float action_width = toast->action.empty() ? 0 : measure(toast->action, type::body_semibold).x + px(24);
        const float fixed = px(line_padding + 20 + 10) + action_width + px(size::control_height_small + 10);
        const float room = std::min(measure(toast->text, type::body_medium).x + 1, px(width_max) - fixed);
        const float text_height = detail::paragraph_height(toast->text, type::body_medium, room);
        const ImVec2 box{fixed + room, text_height + px(2 * line_padding)};
        ImGui::SetNextWindowPos({screen.x - px(margin) - box.x, bottom - box.y});
        ImGui::SetNextWindowSize(box);
        ImGui::PushStyleColor(ImGuiCol_WindowBg, 0);
        // A toast stands in front of the page but never takes the keyboard from it.
        ImGui::Begin(("###" + name).c_str(), nullptr,
                     ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                         ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav);
        ImGui::PopStyleColor();
        ImGuiWindow* window = ImGui::GetCurrentWindow();
        ImGui::BringWindowToDisplayFront(window);
        const ImRect rect = window->Rect();
        ImDrawList* list = window->DrawList;
        list->PushClipRectFullScreen();
        detail::shadow(list, rect, px(size::radius_card), 2.0F);
        list->PopClipRect();
        detail::filled_box(list, rect, px(size::radius_card), colour(Role::tooltip));
        const float middle = rect.GetCenter().y;
        const Icon mark = toast->tone == Tone::danger    ? Icon::error
                          : toast->tone == Tone::warning ? Icon::warning
                          : toast->tone == Tone::success ? Icon::check_circle
                                                         : Icon::info;
        draw_icon({rect.Min.x + px(line_padding + 10), middle}, mark, size::icon, colour(Role::on_tooltip_muted));
        detail::draw_paragraph({rect.Min.x + px(line_padding + 20 + 10), rect.Min.y + px(line_padding)}, toast->text,
                               type::body_medium, colour(Role::on_tooltip), room);
        const float cross = px(size::control_height_small);
        bool action = false;
        if (action_width > 0) {
            const ImRect area{{rect.Max.x - cross - px(8) - action_width, middle - px(16)},
                              {rect.Max.x - cross - px(8), middle + px(16)}};
            const detail::Press press =
                detail::press_area_at(name + ".action", toast->action, area, false, ImGuiItemFlags_NoNav);
            if (press.hovered) {
                detail::filled_box(list, area, px(6), colour(Role::on_tooltip, 0.10F));
            }
            draw_text_middle(area.Min.x + px(12), middle, toast->action, type::body_semibold,
                             colour(Role::on_tooltip_muted));
            action = press.pressed;
        }
        const ImRect cross_area{{rect.Max.x - cross - px(6), middle - cross / 2},
                                {rect.Max.x - px(6), middle + cross / 2}};
        const detail::Press close =
            detail::press_area_at(name + ".close", kit.words().close, cross_area, false, ImGuiItemFlags_NoNav);
        if (close.hovered) detail::filled_box(list, cross_area, px(6), colour(Role::on_tooltip, 0.10F));
        draw_icon(cross_area.GetCenter(), Icon::close, size::icon_small, colour(Role::on_tooltip, 0.8F));
        const bool held = ImGui::IsWindowHovered();
        ImGui::End();
        bottom -= box.y + px(8);
        // The first frame may come after hours of sleep, which are not the toast's.
        if (!held && toast->shown) toast->seconds_left -= static_cast<double>(seconds);
        toast->shown = true;
        const bool over = toast->seconds_left <= 0;
        if ((action || close.pressed || over) && !event) event = ToastEvent{toast->id, action};
        if (!held) kit.request_redraw_in(std::max(toast->seconds_left, 0.02));
    }
    if (event) std::erase_if(stack, [&event](const Toast& toast) { return toast.id == event->toast; });
    return event;
}

} // namespace epic::ui
