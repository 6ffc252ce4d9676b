#include "app/ui/detail.hpp"

#include <algorithm>
#include <cfloat>
#include <cmath>

namespace epic::ui::detail {

ImDrawList* draw_list() {
    return ImGui::GetWindowDrawList();
}

void report(ImGuiID id, std::string_view text, std::string_view name, ImGuiItemStatusFlags extra) {
    ImGuiContext& g = *ImGui::GetCurrentContext();
    if (!g.TestEngineHookItems) return;
    const std::string label = label_of(text, name);
    IMGUI_TEST_ENGINE_ITEM_INFO(id, label.c_str(), g.LastItemData.StatusFlags | extra);
}

Press press_area_at(std::string_view id, std::string_view text, const ImRect& box, bool disabled,
                    ImGuiItemFlags item_flags, ImGuiButtonFlags flags) {
    Press result;
    result.box = box;
    ImGuiContext& g = *ImGui::GetCurrentContext();
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    result.id = window->GetID(id.data(), id.data() + id.size());
    ImGui::BeginDisabled(disabled);
    result.visible = ImGui::ItemAdd(box, result.id, nullptr, item_flags);
    if (result.visible) {
        result.pressed = ImGui::ButtonBehavior(box, result.id, &result.hovered, &result.held, flags);
        result.focused = g.NavId == result.id && g.NavCursorVisible && !disabled;
    }
    report(result.id, text, id);
    ImGui::EndDisabled();
    if (result.hovered && !disabled) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    return result;
}

Press press_area(std::string_view id, std::string_view text, ImVec2 box, bool disabled, ImGuiButtonFlags flags) {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    if (window->SkipItems) return {};
    const ImVec2 at = window->DC.CursorPos;
    ImGui::ItemSize(box);
    return press_area_at(id, text, {at, {at.x + box.x, at.y + box.y}}, disabled, 0, flags);
}

void take_keyboard() {
    ImGui::SetKeyboardFocusHere();
    ImGui::SetNavCursorVisible(true);
    Kit::current().request_redraw_in(0);
}

void focus_ring(const ImRect& box, float radius) {
    const float gap = px(2);
    draw_list()->AddRect({box.Min.x - gap, box.Min.y - gap}, {box.Max.x + gap, box.Max.y + gap}, colour(Role::focus),
                         radius + gap, 0, px(2));
}

void shadow(ImDrawList* list, const ImRect& box, float radius, float strength) {
    constexpr int layers = 6;
    const float spread = px(2) * strength;
    for (int layer = layers; layer > 0; --layer) {
        const float out = spread * static_cast<float>(layer) / 2.5F - px(1);
        const float down = spread;
        list->AddRectFilled({box.Min.x - out, box.Min.y - out + down}, {box.Max.x + out, box.Max.y + out + down},
                            colour(Role::shadow, 0.010F), radius + out);
    }
}

void popup_shadow() {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    ImDrawList* list = window->DrawList;
    const ImRect box = window->Rect();
    const float rounding = window->WindowRounding;
    const float pixel = std::max(1.0F, px(1));
    constexpr int layers = 10;
    // Rings outside the popup only: its ground is painted already.
    list->PushClipRectFullScreen();
    for (int layer = 1; layer <= layers; ++layer) {
        const float out = pixel * (static_cast<float>(layer) - 0.5F);
        const float fade = 1.0F - static_cast<float>(layer) / (layers + 1);
        list->AddRect({box.Min.x - out, box.Min.y - out}, {box.Max.x + out, box.Max.y + out},
                      colour(Role::shadow, 0.09F * fade * fade), rounding + out, 0, pixel);
    }
    list->PopClipRect();
}

void filled_box(ImDrawList* list, const ImRect& box, float radius, ImU32 fill, ImU32 outline) {
    if (outline == 0) {
        list->AddRectFilled(box.Min, box.Max, fill, radius);
        return;
    }
    // Two filled shapes: a stroked line is blurred over two pixels at fractional scales.
    const float line = std::max(1.0F, px(1));
    list->AddRectFilled(box.Min, box.Max, outline, radius);
    list->AddRectFilled({box.Min.x + line, box.Min.y + line}, {box.Max.x - line, box.Max.y - line}, fill,
                        std::max(radius - line, 0.0F));
}

void show_tooltip(std::string_view text, std::string_view shortcut) {
    constexpr float width_max = 320;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {px(10), px(7)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0.0F);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, px(size::radius_control));
    ImGui::PushStyleColor(ImGuiCol_PopupBg, colour(Role::tooltip));
    if (ImGui::BeginTooltip()) {
        const bool wraps = measure(text, type::small).x > px(width_max);
        if (wraps) {
            text_wrapped(text, type::small, Role::on_tooltip, width_max);
        } else {
            ImGui::Dummy(measure(text, type::small));
            draw_text(ImGui::GetItemRectMin(), text, type::small, colour(Role::on_tooltip));
        }
        if (!shortcut.empty()) {
            ImGui::SameLine(0, px(10));
            ImGui::Dummy(measure(shortcut, type::small));
            draw_text(ImGui::GetItemRectMin(), shortcut, type::small, colour(Role::on_tooltip_muted));
        }
        ImGui::EndTooltip();
    }
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(3);
}

void item_tooltip(std::string_view text, std::string_view shortcut, bool is_reason) {
    if (text.empty() && shortcut.empty()) return;
    if (!ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled)) return;
    const ImGuiHoveredFlags rest = ImGuiHoveredFlags_AllowWhenDisabled | ImGuiHoveredFlags_DelayShort;
    if (is_reason || ImGui::IsItemHovered(rest)) {
        show_tooltip(text, shortcut);
    } else {
        Kit::current().request_redraw_in(0.05);
    }
}

float paragraph_pitch(TextStyle style) {
    return std::round(line_height(style) * 1.2F);
}

namespace {

// French has a space in front of these and behind "«": no line ends there, typed as one that does not break or not.
bool stands_alone(const char* word, const char* end) {
    const std::string_view rest(word, static_cast<std::size_t>(end - word));
    for (const std::string_view sign : {"»", ":", ";", "!", "?", "%", "€"}) {
        if (rest.starts_with(sign)) return true;
    }
    return false;
}

// The end of a line: behind the signs that follow where they fit (ImGui would break in front of them all the same),
// else that of the word before, so that the one they belong to goes with them.
template <typename Fits>
const char* keep_together(const char* at, const char* stop, const char* end, const Fits& fits) {
    const auto next_word = [end](const char* from) { return std::find_if(from, end, [](char c) { return c != ' '; }); };
    for (const char* sign = next_word(stop); sign != end && stands_alone(sign, end); sign = next_word(stop)) {
        const char* after = std::find(sign, end, ' ');
        if (!fits(after)) break;
        stop = after;
    }
    for (const char* kept = stop; kept > at;) {
        while (kept > at && kept[-1] == ' ') --kept;
        const char* word = next_word(kept);
        const std::string_view line(at, static_cast<std::size_t>(kept - at));
        if (word == end || !(stands_alone(word, end) || line.ends_with("«"))) return kept == at ? stop : kept;
        while (kept > at && kept[-1] != ' ') --kept;
    }
    return stop;
}

} // namespace

std::vector<std::string_view> wrap(std::string_view text, TextStyle style, float width) {
    ImFont* font = Kit::current().font(style.weight);
    const float size = line_height(style);
    std::vector<std::string_view> lines;
    const char* at = text.data();
    const char* end = at + text.size();
    while (at < end) {
        // ImGui wraps across line ends; a paragraph's own lines are kept.
        const char* line_end = std::find(at, end, '\n');
        const char* stop = font->CalcWordWrapPosition(size, at, line_end, std::max(width, 1.0F));
        // A word that is longer than a line, as an address is, fills it and parts behind one of its signs.
        const bool inside_word = stop > at && stop < line_end && *stop != ' ' && std::find(at, stop, ' ') == stop;
        if (inside_word) {
            const char* fits = at;
            font->CalcTextSizeA(size, std::max(width, 1.0F), 0.0F, at, line_end, &fits);
            const char* full = fits;
            const char* sign = fits;
            while (sign > at + (fits - at) / 2 && std::string_view("@-/._").find(sign[-1]) == std::string_view::npos)
                --sign;
            if (sign > at + (fits - at) / 2) fits = sign;
            // ImGui stops behind a sign of its own, or where nothing more fits, between any two characters.
            stop = stop < full ? std::max(stop, fits) : fits;
        }
        if (!inside_word && stop > at && stop < line_end) {
            stop = keep_together(at, stop, line_end, [&](const char* to) {
                return font->CalcTextSizeA(size, FLT_MAX, 0.0F, at, to).x <= width;
            });
        }
        // Where not even one character fits, one is taken anyway.
        if (stop == at && *at != '\n') {
            ++stop;
            while (stop < end && (static_cast<unsigned char>(*stop) & 0xC0U) == 0x80U) ++stop;
        }
        lines.emplace_back(at, static_cast<std::size_t>(stop - at));
        at = stop;
        while (at < end && *at == ' ') ++at;
        if (at < end && *at == '\n') ++at;
    }
    return lines;
}

float paragraph_height(std::string_view text, TextStyle style, float width) {
    const std::size_t lines = wrap(text, style, width).size();
    if (lines == 0) return 0;
    return static_cast<float>(lines - 1) * paragraph_pitch(style) + line_height(style);
}

void draw_paragraph(ImVec2 at, std::string_view text, TextStyle style, ImU32 tint, float width, bool centred) {
    for (const std::string_view line : wrap(text, style, width)) {
        const float x = centred ? std::round(at.x - measure(line, style).x / 2) : at.x;
        draw_text({x, at.y}, line, style, tint);
        at.y += paragraph_pitch(style);
    }
}

float keys_width(std::string_view chord) {
    float width = 0;
    while (!chord.empty()) {
        const std::size_t plus = chord.find('+', 1);
        width += std::max(measure(chord.substr(0, plus), type::meta_medium).x + px(12), px(22)) + px(4);
        chord = plus == std::string_view::npos ? std::string_view{} : chord.substr(plus + 1);
    }
    return width - px(4);
}

float draw_keys(ImVec2 at, std::string_view chord, bool muted) {
    float x = at.x;
    while (!chord.empty()) {
        const std::size_t plus = chord.find('+', 1);
        const std::string_view key = chord.substr(0, plus);
        const float width = std::max(measure(key, type::meta_medium).x + px(12), px(22));
        const ImRect box{{x, at.y}, {x + width, at.y + px(22)}};
        filled_box(draw_list(), box, px(5), colour(muted ? Role::surface_muted : Role::surface), colour(Role::border));
        draw_text_middle(x + std::round((width - measure(key, type::meta_medium).x) / 2), box.GetCenter().y, key,
                         type::meta_medium, colour(Role::text_muted));
        x += width + px(4);
        chord = plus == std::string_view::npos ? std::string_view{} : chord.substr(plus + 1);
    }
    return x - at.x - px(4);
}

} // namespace epic::ui::detail
