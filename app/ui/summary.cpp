#include "app/ui/summary.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "app/ui/detail.hpp"
#include "app/ui/feedback.hpp"
#include "app/ui/layout.hpp"

namespace epic::ui {
namespace {

constexpr float reach = 10; // of a line's ground beyond its text

// The ground of a line that can be pressed, and its ring.
detail::Press line_ground(const char* id, std::string_view text, float height) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    ImGui::SetNextItemAllowOverlap();
    const detail::Press press = detail::press_area(id, text, {width, px(height)});
    const ImRect ground{{at.x - px(reach), at.y}, {at.x + width + px(reach), at.y + px(height)}};
    if (press.hovered) {
        detail::filled_box(detail::draw_list(), ground, px(size::radius_control), colour(Role::surface_hover));
    }
    if (press.focused) {
        const float in = px(2);
        detail::focus_ring({{ground.Min.x + in, ground.Min.y + in}, {ground.Max.x - in, ground.Max.y - in}},
                           px(size::radius_control - 2));
    }
    return press;
}

} // namespace

bool figure(const char* id, const FigureOptions& options) {
    const float width = options.width > 0 ? px(options.width) : ImGui::GetContentRegionAvail().x;
    const detail::Press press = detail::press_area(id, options.label, {width, px(figure_height)});
    if (!press.visible) return false;
    ImDrawList* list = detail::draw_list();
    const ImRect& box = press.box;
    detail::shadow(list, box, px(size::radius_card), 1.0F);
    detail::filled_box(list, box, px(size::radius_card), colour(press.hovered ? Role::surface_hover : Role::surface),
                       colour(press.hovered ? Role::border_control : Role::border));
    if (press.focused) detail::focus_ring(box, px(size::radius_card));
    const float left = box.Min.x + px(size::card_padding);
    const float mark = px(36);
    const float room = box.GetWidth() - 2 * px(size::card_padding);
    // Beside the number, which is short: the label has the whole width, and the mark gives way to a long number.
    const float middle = box.Min.y + px(58);
    if (measure(options.value, type::display).x + px(12) + mark <= room) {
        const ImVec2 low{box.Max.x - px(size::card_padding) - mark, std::floor(middle - mark / 2)};
        const ImRect place{low, {low.x + mark, low.y + mark}};
        detail::filled_box(list, place, px(8), colour(tone_background(options.tone)));
        draw_icon(place.GetCenter(), options.icon, size::icon, colour(tone_foreground(options.tone)));
    }
    draw_text({left, box.Min.y + px(18)}, options.label, type::label, colour(Role::text_muted), room);
    draw_text_middle(left, middle, options.value, type::display, colour(Role::text), room);
    draw_text_middle(left, box.Min.y + px(92), options.detail, type::small, colour(Role::text_muted), room);
    return press.pressed;
}

void figure_skeleton(float width) {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    const ImVec2 at = window->DC.CursorPos;
    const ImRect box{at, {at.x + px(width), at.y + px(figure_height)}};
    ImGui::ItemSize(box.GetSize());
    ImDrawList* list = detail::draw_list();
    detail::filled_box(list, box, px(size::radius_card), colour(Role::surface), colour(Role::border));
    const auto bar = [&](float top, float length, float height) {
        const ImVec2 low{box.Min.x + px(size::card_padding), box.Min.y + px(top)};
        detail::filled_box(list, {low, {low.x + px(length), low.y + px(height)}}, px(4), colour(Role::border));
    };
    bar(20, 90, 12);
    bar(46, 120, 24);
    bar(86, 80, 12);
}

bool line(const char* id, const LineOptions& options) {
    const detail::Press press = line_ground(id, options.title, line_height_px);
    if (!press.visible) return false;
    float left = press.box.Min.x;
    float right = press.box.Max.x - px(options.room_right);
    const float middle = press.box.GetCenter().y;
    if (!options.avatar_key.empty()) {
        detail::draw_avatar({left + px(16), std::floor(middle)}, options.title, options.avatar_key, 32);
        left += px(32 + 12);
    }
    // What stands at the right is on the first line, so that the second has the whole width.
    const bool two_lines = !options.detail.empty();
    const float first = two_lines ? std::floor(middle - px(10)) : middle;
    const float pill_height = two_lines ? 20 : 24;
    const float full_right = right;
    for (std::size_t i = options.pills.size(); i-- > 0;) {
        const LinePill& pill = options.pills[i];
        const float width = pill_width(pill.text);
        // Pills leave the title at least a third of the line.
        if (right - width < left + press.box.GetWidth() / 3) break;
        const float top = std::floor(first - px(pill_height) / 2);
        detail::draw_pill({{right - width, top}, {right, top + px(pill_height)}}, pill.text, pill.tone);
        right -= width + px(8);
    }
    if (!options.amount.empty()) {
        const float width = detail::measure_tabular(options.amount, type::body_medium);
        detail::draw_tabular(right - width, first, options.amount, type::body_medium, colour(Role::text));
        right -= width + px(12);
    }
    draw_text_middle(left, first, options.title, type::body_medium, colour(Role::text), std::max(right - left, 1.0F));
    if (two_lines) {
        draw_text_middle(left, middle + px(10), options.detail, type::small, colour(Role::text_muted),
                         std::max(full_right - left, 1.0F));
    }
    return press.pressed;
}

void line_skeleton() {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const auto bar = [&](float top, float length, float height) {
        const ImVec2 low{at.x, at.y + px(top)};
        detail::filled_box(detail::draw_list(), {low, {low.x + px(length), low.y + px(height)}}, px(4),
                           colour(Role::border));
    };
    // Where the two lines of text will be.
    bar(line_height_px / 2 - 17, 180, 14);
    bar(line_height_px / 2 + 4, 120, 12);
    ImGui::ItemSize(ImVec2{px(180), px(line_height_px)});
}

bool meter(const char* id, const MeterOptions& options) {
    const detail::Press press = line_ground(id, options.title, line_height_px);
    if (!press.visible) return false;
    float left = press.box.Min.x;
    const float right = press.box.Max.x;
    if (!options.avatar_key.empty()) {
        detail::draw_avatar({left + px(16), std::floor(press.box.GetCenter().y)}, options.title, options.avatar_key,
                            32);
        left += px(32 + 12);
    }
    const float text_width = measure(options.text, type::small).x;
    const float line = press.box.Min.y + px(20);
    draw_text_middle(left, line, options.title, type::body_medium, colour(Role::text),
                     std::max(right - left - text_width - px(12), 1.0F));
    draw_text_middle(right - text_width, line, options.text, type::small, colour(Role::text_muted));
    const float top = press.box.Min.y + px(36);
    const float high = px(6);
    ImDrawList* list = detail::draw_list();
    list->AddRectFilled({left, top}, {right, top + high}, colour(Role::border), high / 2);
    const float done = (right - left) * std::clamp(options.share, 0.0F, 1.0F);
    if (done >= 1) {
        list->AddRectFilled({left, top}, {left + std::max(done, high), top + high},
                            colour(tone_foreground(options.tone)), high / 2);
    }
    return press.pressed;
}

} // namespace epic::ui
