#include "app/ui/calendar_block.hpp"

#include <algorithm>
#include <cmath>

#include "app/ui/detail.hpp"

namespace epic::ui {
namespace {

constexpr float stripe = 3;
constexpr float radius = 5;
constexpr float drag_begins = 5;
constexpr float wrapped_width_min = 56;
constexpr float named_width_min = 64;

ImDrawFlags corners_of(const BlockOptions& options) {
    ImDrawFlags corners = 0;
    if (options.vertical) {
        if (!options.from_before) corners |= ImDrawFlags_RoundCornersTop;
        if (!options.goes_on) corners |= ImDrawFlags_RoundCornersBottom;
    } else {
        if (!options.from_before) corners |= ImDrawFlags_RoundCornersLeft;
        if (!options.goes_on) corners |= ImDrawFlags_RoundCornersRight;
    }
    return corners == 0 ? ImDrawFlags_RoundCornersNone : corners;
}

// Up to three lines stand closer where all of them have room then.
float line_pitch(float height) {
    const float roomy = std::round(line_height(type::meta) * 1.2F);
    const float closest = std::round(line_height(type::meta) * 1.05F);
    const float lines = std::clamp(std::floor((height - px(3)) / closest), 1.0F, 3.0F);
    return std::clamp(std::floor((height - px(3)) / lines), closest, roomy);
}

struct LineRoom {
    float width, pitch, bottom;
    bool has(float middle) const { return middle + line_height(type::meta) / 2 <= bottom; }
};

// A text goes on in the lines below its first, as long as they hold whole words; the last is cut. The middle of the
// line that follows. `at` is the left end of the first one's middle.
float in_lines(std::string_view text, TextStyle style, ImVec2 at, const LineRoom& room) {
    std::string_view rest = text;
    if (room.width >= px(wrapped_width_min)) {
        for (const std::string_view line : detail::wrap(text, style, room.width)) {
            const bool inside_word = line.size() < rest.size() && line.back() != ' ' && rest[line.size()] != ' ';
            if (line.size() == rest.size() || inside_word || !room.has(at.y + room.pitch)) break;
            draw_text_middle(at.x, at.y, line, style, colour(Role::text));
            rest.remove_prefix(static_cast<std::size_t>(line.data() + line.size() - rest.data()));
            while (rest.starts_with(' ')) rest.remove_prefix(1);
            at.y += room.pitch;
        }
    }
    draw_text_middle(at.x, at.y, rest, style, colour(Role::text), room.width);
    return at.y + room.pitch;
}

void draw_texts(const ImRect& box, const BlockOptions& options) {
    const ImU32 muted = colour(tone_foreground(options.tone));
    const float pitch = line_pitch(box.GetHeight());
    float left = box.Min.x + px(stripe + 5);
    const float right = box.Max.x - px(4);
    const bool one_line = box.GetHeight() < block_two_lines_px();
    float middle = one_line ? box.GetCenter().y : box.Min.y + px(2) + pitch / 2;
    if (options.icon != Icon::none && right - left > px(20)) {
        draw_icon({left + px(6), middle}, options.icon, 14, muted);
        left += px(16);
    }
    const float time_width = measure(options.time, type::meta_medium).x;
    // In one line a narrow block names the event rather than its time: those of a day stand by their beginning.
    const float for_title = one_line ? std::min(measure(options.title, type::meta_medium).x, px(named_width_min)) : 0;
    const bool timed = !options.time.empty() && right - left > time_width + for_title;
    if (timed) {
        draw_text_middle(left, middle, options.time, type::meta_medium, muted);
        if (one_line) left += time_width + px(5);
    }
    if (one_line) {
        if (right - left > px(14)) {
            draw_text_middle(left, middle, options.title, type::meta_medium, colour(Role::text), right - left);
        }
        return;
    }
    if (timed || options.icon != Icon::none) middle += pitch;
    left = box.Min.x + px(stripe + 5);
    const LineRoom room{right - left, pitch, box.Max.y - px(1)};
    middle = in_lines(options.title, type::meta_medium, {left, middle}, room);
    if (!options.detail.empty() && room.has(middle)) in_lines(options.detail, type::meta, {left, middle}, room);
}

} // namespace

float block_two_lines_px() {
    return 2 * std::round(line_height(type::meta) * 1.05F) + px(3);
}

void draw_event_block(ImVec2 low, ImVec2 high, const BlockOptions& options) {
    const ImRect box{low, high};
    ImDrawList* list = detail::draw_list();
    const ImDrawFlags corners = corners_of(options);
    const float round = px(radius);
    list->AddRectFilled(box.Min, box.Max, colour(tone_foreground(options.tone)), round, corners);
    const float line = std::max(1.0F, px(1));
    const float left = options.from_before && !options.vertical ? 0 : px(stripe);
    // A thin outline in the colour of the stripe: soft grounds alone are hard to tell in a high contrast.
    const ImVec2 inner_low{box.Min.x + std::max(left, line), box.Min.y + line};
    const ImVec2 inner_high{box.Max.x - line, box.Max.y - line};
    if (inner_high.x > inner_low.x && inner_high.y > inner_low.y) {
        list->AddRectFilled(inner_low, inner_high, colour(tone_background(options.tone)), round - line, corners);
    }
    if (options.current) detail::focus_ring({{low.x + px(1), low.y + px(1)}, {high.x - px(1), high.y - px(1)}}, round);
    draw_texts(box, options);
}

BlockResult event_block(const char* id, ImVec2 low, ImVec2 high, const BlockOptions& options) {
    BlockResult result;
    ImGui::SetNextItemAllowOverlap();
    const detail::Press press = detail::press_area_at(id, options.title, {low, high}, false, ImGuiItemFlags_NoNav);
    if (!press.visible) return result;
    draw_event_block(low, high, options);
    const bool moved = ImGui::GetIO().MouseDragMaxDistanceSqr[0] > px(drag_begins) * px(drag_begins);
    result.dragged = press.held && moved;
    // Released anywhere: the button says so in its own way only when the pointer is still on it.
    result.dropped = moved && ImGui::IsItemDeactivated() && ImGui::IsMouseReleased(ImGuiMouseButton_Left);
    result.pressed = press.pressed && !moved;
    if (press.hovered && !press.held && !options.hint.empty()) calendar_hint(options.hint);
    return result;
}

void calendar_hint(std::string_view text) {
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {px(10), px(8)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0.0F);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, px(size::radius_control));
    ImGui::PushStyleColor(ImGuiCol_PopupBg, colour(Role::tooltip));
    if (ImGui::BeginTooltip()) {
        bool first = true;
        for (std::size_t from = 0; from <= text.size();) {
            const std::size_t end = std::min(text.find('\n', from), text.size());
            const std::string_view piece = text.substr(from, end - from);
            const TextStyle style = first ? type::label : type::small;
            const float width = std::min(measure(piece, style).x, px(360));
            ImGui::Dummy({width, line_height(style)});
            draw_text(ImGui::GetItemRectMin(), piece, style, colour(Role::on_tooltip), width + 1);
            first = false;
            from = end + 1;
        }
        ImGui::EndTooltip();
    }
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(3);
}

bool calendar_cell(const char* id, std::string_view name, ImVec2 low, ImVec2 high, const CellOptions& options) {
    ImGui::SetNextItemAllowOverlap();
    const detail::Press press = detail::press_area_at(id, name, {low, high}, false, ImGuiItemFlags_NoNav);
    if (press.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Arrow);
    ImDrawList* list = detail::draw_list();
    list->AddRectFilled(low, high, colour(options.target ? Role::accent_soft : options.ground));
    if (options.current || options.target) {
        const float in = px(2);
        list->AddRect({low.x + in, low.y + in}, {high.x - in, high.y - in},
                      colour(options.target ? Role::accent : Role::focus), px(4), 0, px(2));
    }
    return press.pressed;
}

void calendar_line(ImVec2 low, ImVec2 high, Role role) {
    const float line = std::max(1.0F, px(1));
    const bool horizontal = high.x - low.x > high.y - low.y;
    detail::draw_list()->AddRectFilled(low, horizontal ? ImVec2{high.x, low.y + line} : ImVec2{low.x + line, high.y},
                                       colour(role));
}

void day_mark(ImVec2 centre, std::string_view text, bool today, Role role) {
    if (today) detail::draw_list()->AddCircleFilled(centre, px(13), colour(Role::accent));
    const TextStyle style = today ? TextStyle{13, Weight::semibold} : type::label;
    const float width = measure(text, style).x;
    draw_text_middle(std::round(centre.x - width / 2), centre.y, text, style, colour(today ? Role::on_accent : role));
}

bool calendar_more(const char* id, std::string_view text, ImVec2 low, ImVec2 high) {
    ImGui::SetNextItemAllowOverlap();
    const detail::Press press = detail::press_area_at(id, text, {low, high}, false, ImGuiItemFlags_NoNav);
    if (press.hovered) detail::draw_list()->AddRectFilled(low, high, colour(Role::surface_hover), px(4));
    draw_text_middle(low.x + px(6), (low.y + high.y) / 2, text, type::meta_medium, colour(Role::accent),
                     high.x - low.x - px(8));
    return press.pressed;
}

} // namespace epic::ui
