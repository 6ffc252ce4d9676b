#include "app/ui/editable_row.hpp"

#include <algorithm>
#include <cmath>

#include "app/ui/detail.hpp"
#include "app/ui/feedback.hpp"

namespace epic::ui {
namespace {

constexpr float mark_width = 26; // of the pencil or the lock at the right
constexpr float inset = 6;       // of the ground beyond the text
constexpr std::string_view nothing = "—";

} // namespace

float row_label_px(float label_width) {
    return std::min(px(label_width), std::floor(ImGui::GetContentRegionAvail().x * 0.45F));
}

void row_label(std::string_view label, float label_width, float height) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_text_middle(at.x, at.y + px(height) / 2, label, type::small, colour(Role::text_muted),
                     row_label_px(label_width) - px(8));
}

bool editable_row(const char* id, std::string_view label, std::string_view value, const EditableRowOptions& options) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x - px(options.right_room);
    const float left = row_label_px(options.label_width);
    const float waiting = options.waiting.empty() ? 0 : px(22);
    const float room = std::max(width - left - px(mark_width) - waiting, px(60));
    const bool empty = value.empty();
    const std::string_view shown = empty ? nothing : value;
    const float height = std::max(detail::paragraph_height(shown, type::body, room), line_height(type::body));
    const bool disabled = !options.disabled_reason.empty();
    const detail::Press press = detail::press_area(id, label, {width, height}, disabled);
    if (!press.visible) return false;
    const bool over = ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled);
    const ImRect ground{{at.x + left - px(inset), at.y - px(3)}, {at.x + width + px(inset), at.y + height + px(3)}};
    if (press.hovered && !disabled) {
        detail::filled_box(detail::draw_list(), ground, px(6), colour(Role::surface_hover));
    }
    if (press.focused) detail::focus_ring(ground, px(6));
    const float lift = std::floor((line_height(type::body) - line_height(type::small)) / 2);
    draw_text({at.x, at.y + lift}, label, type::small, colour(Role::text_muted), left - px(12));
    detail::draw_paragraph({at.x + left, at.y}, shown, type::body, colour(empty ? Role::text_faint : Role::text), room);
    const float middle = at.y + line_height(type::body) / 2;
    if (over || press.focused) {
        draw_icon({at.x + width - px(8), middle}, disabled ? Icon::lock : Icon::edit, 16, colour(Role::text_muted));
    }
    if (waiting > 0) {
        const ImVec2 centre{at.x + width - px(mark_width) - px(8), middle};
        draw_icon(centre, Icon::cloud_upload, 16, colour(Role::info));
    }
    const bool on_waiting = waiting > 0 && ImGui::GetMousePos().x > at.x + width - px(mark_width) - px(20);
    detail::item_tooltip(disabled     ? options.disabled_reason
                         : on_waiting ? options.waiting
                                      : options.tooltip,
                         {}, disabled);
    return press.pressed;
}

} // namespace epic::ui
