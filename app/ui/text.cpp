#include "app/ui/text.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "app/ui/detail.hpp"
#include "app/ui/fonts.hpp"
#include "app/ui/item_hooks.hpp"

namespace epic::ui {
namespace {

constexpr std::string_view ellipsis = "\xE2\x80\xA6";
// Cap height of Inter, 2048 of 2816 units (OS/2 sCapHeight).
constexpr float inter_cap_per_line = 2048.0F / 3408.0F;

struct Face {
    ImFont* font;
    float size;
};

Face face(TextStyle style) {
    const Kit& kit = Kit::current();
    return {kit.font(style.weight), font_size(style.size, kit.scale())};
}

float width_of(const Face& f, std::string_view value) {
    // ImGui takes a null end for "up to the zero byte".
    if (value.empty()) return 0;
    return f.font->CalcTextSizeA(f.size, FLT_MAX, 0.0F, value.data(), value.data() + value.size()).x;
}

// A cut text is shown whole while the pointer rests on it.
void tooltip_when_cut(const ImRect& box, std::string_view value) {
    if (!ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows | ImGuiHoveredFlags_AllowWhenBlockedByActiveItem) ||
        !ImGui::IsMouseHoveringRect(box.Min, box.Max))
        return;
    constexpr float rest_seconds = 0.3F;
    if (ImGui::GetCurrentContext()->MouseStationaryTimer < rest_seconds) {
        Kit::current().request_redraw_in(static_cast<double>(rest_seconds));
        return;
    }
    detail::show_tooltip(value, {});
}

} // namespace

ImVec2 measure(std::string_view value, TextStyle style) {
    const Face f = face(style);
    return {std::ceil(width_of(f, value)), f.size};
}

float line_height(TextStyle style) {
    return face(style).size;
}

float draw_text(ImVec2 top_left, std::string_view value, TextStyle style, ImU32 tint, float max_width) {
    if (value.empty()) return 0;
    const Face f = face(style);
    ImDrawList* list = detail::draw_list();
    const ImVec2 at{std::floor(top_left.x), std::floor(top_left.y)};
    const float width = width_of(f, value);
    const char* end = value.data() + value.size();
    if (ItemSink* sink = Kit::current().item_sink()) {
        const float needed = max_width > 0 ? std::min(width, max_width) : width;
        sink->text(value, {at.x, at.y, at.x + needed, at.y + f.size}, list->_CmdHeader.ClipRect,
                   ImGui::GetCurrentWindow()->Name, max_width > 0 && width > max_width);
    }
    if (max_width <= 0 || width <= max_width) {
        list->AddText(f.font, f.size, at, tint, value.data(), end);
        return width;
    }
    const float room = max_width - width_of(f, ellipsis);
    const char* fits = value.data();
    if (room > 0) f.font->CalcTextSizeA(f.size, room, 0.0F, value.data(), end, &fits);
    while (fits > value.data() && fits[-1] == ' ') --fits;
    const std::string shown = std::string(value.data(), fits) + std::string(ellipsis);
    if (max_width >= width_of(f, ellipsis)) {
        list->AddText(f.font, f.size, at, tint, shown.data(), shown.data() + shown.size());
    }
    tooltip_when_cut({at.x, at.y, at.x + max_width, at.y + f.size}, value);
    return max_width;
}

float draw_text_middle(float x, float centre_y, std::string_view value, TextStyle style, ImU32 tint, float max_width) {
    const Face f = face(style);
    const float ascent = f.font->GetFontBaked(f.size)->Ascent;
    const float baseline = std::round(centre_y + f.size * inter_cap_per_line / 2);
    return draw_text({x, baseline - ascent}, value, style, tint, max_width);
}

namespace detail {
namespace {

// Calls `piece` with each run of characters and the width it takes: digits one by one, the rest together.
template <typename Piece>
void for_each_piece(std::string_view value, TextStyle style, Piece piece) {
    const Face f = face(style);
    const float digit = std::ceil(width_of(f, "0"));
    std::size_t at = 0;
    while (at < value.size()) {
        if (value[at] >= '0' && value[at] <= '9') {
            const std::string_view one = value.substr(at, 1);
            piece(one, digit, std::round((digit - width_of(f, one)) / 2));
            ++at;
        } else {
            const std::size_t end = std::min(value.find_first_of("0123456789", at), value.size());
            const std::string_view rest = value.substr(at, end - at);
            piece(rest, width_of(f, rest), 0.0F);
            at = end;
        }
    }
}

} // namespace

float measure_tabular(std::string_view value, TextStyle style) {
    float total = 0;
    for_each_piece(value, style, [&total](std::string_view, float width, float) { total += width; });
    return total;
}

void draw_tabular(float x, float centre_y, std::string_view value, TextStyle style, ImU32 tint) {
    for_each_piece(value, style, [&](std::string_view piece, float width, float lead) {
        draw_text_middle(x + lead, centre_y, piece, style, tint);
        x += width;
    });
}

} // namespace detail

void draw_icon(ImVec2 centre, Icon value, float icon_size, ImU32 tint) {
    if (value == Icon::none) return;
    const Kit& kit = Kit::current();
    const float size = std::round(icon_size * kit.scale());
    char bytes[5];
    ImTextCharToUtf8(bytes, static_cast<unsigned int>(value));
    const char* end = bytes + std::char_traits<char>::length(bytes);
    const ImVec2 at{std::round(centre.x - size / 2), std::round(centre.y - size / 2)};
    detail::draw_list()->AddText(kit.icon_font(), size, at, tint, bytes, end);
}

void text(std::string_view value, TextStyle style, Role role) {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    if (window->SkipItems) return;
    const float room = std::max(ImGui::GetContentRegionAvail().x, 1.0F);
    const ImVec2 at = window->DC.CursorPos;
    const ImVec2 whole = measure(value, style);
    const ImVec2 box{std::min(whole.x, room), whole.y};
    ImGui::ItemSize(box);
    if (!ImGui::ItemAdd({at, {at.x + box.x, at.y + box.y}}, 0)) return;
    draw_text(at, value, style, colour(role), whole.x > room ? room : 0);
}

void text_wrapped(std::string_view value, TextStyle style, Role role, float width) {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    if (window->SkipItems || value.empty()) return;
    const float room = width > 0 ? px(width) : ImGui::GetContentRegionAvail().x;
    const ImVec2 at = window->DC.CursorPos;
    const ImVec2 box{std::min(measure(value, style).x, room), detail::paragraph_height(value, style, room)};
    ImGui::ItemSize(box);
    if (!ImGui::ItemAdd({at, {at.x + box.x, at.y + box.y}}, 0)) return;
    detail::draw_paragraph(at, value, style, colour(role), room);
}

void icon(Icon value, float icon_size, Role role) {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    if (window->SkipItems) return;
    const float side = px(icon_size);
    const ImVec2 at = window->DC.CursorPos;
    ImGui::ItemSize(ImVec2{side, side});
    if (!ImGui::ItemAdd({at, {at.x + side, at.y + side}}, 0)) return;
    draw_icon({at.x + side / 2, at.y + side / 2}, value, icon_size, colour(role));
}

std::string label_of(std::string_view text, std::string_view id) {
    std::string label;
    label.reserve(text.size() + 3 + id.size());
    label.append(text).append("###").append(id);
    return label;
}

} // namespace epic::ui
