#include "app/ui/field_frame.hpp"

#include <algorithm>
#include <cmath>
#include <imgui_stdlib.h>
#include <string>

#include "app/ui/layout.hpp"

namespace epic::ui::detail {
namespace {

constexpr float side = 12;

// A click on the icon is a click on the field.
bool pressed_icon(const FieldFrame& frame, const char* id, bool disabled) {
    if (disabled || frame.left <= frame.box.Min.x + px(side)) return false;
    const ImRect area{frame.box.Min, {frame.left - px(4), frame.box.Max.y}};
    const ImGuiID area_id = ImGui::GetID((std::string(id) + ".icon").c_str());
    if (!ImGui::ItemAdd(area, area_id, nullptr, ImGuiItemFlags_NoNav)) return false;
    bool hovered = false;
    bool held = false;
    const bool pressed = ImGui::ButtonBehavior(area, area_id, &hovered, &held);
    if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
    return pressed;
}

// Cuts at `bytes_max` without splitting a character.
void limit(std::string& value, std::size_t bytes_max) {
    if (value.size() <= bytes_max) return;
    std::size_t end = bytes_max;
    while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xC0U) == 0x80U) --end;
    value.resize(end);
}

} // namespace

bool is_disabled(const FieldOptions& options) {
    return options.disabled || !options.disabled_reason.empty();
}

bool takes_keyboard(const FieldOptions& options) {
    if (is_disabled(options)) return false;
    bool& first = Kit::current().popup().wants_first_field;
    const bool takes =
        options.focus || (first && (ImGui::GetCurrentWindow()->RootWindow->Flags & ImGuiWindowFlags_Modal));
    if (takes) first = false;
    return takes;
}

FieldFrame begin_frame_of(const FieldOptions& options, float height) {
    ImGui::BeginGroup();
    const float width = options.width > 0 ? std::min(px(options.width), ImGui::GetContentRegionAvail().x)
                                          : ImGui::GetContentRegionAvail().x;
    ImVec2 at = ImGui::GetCursorScreenPos();
    if (!options.label.empty()) {
        const float drawn = draw_text(at, options.label, type::label, colour(Role::text), width - px(12));
        if (options.required) {
            draw_text({at.x + drawn + px(4), at.y}, "*", type::label, colour(Role::danger));
        }
        at.y += line_height(type::label) + px(6);
        ImGui::SetCursorScreenPos(at);
    }
    FieldFrame frame{{at, {at.x + width, at.y + height}}, at.x + px(side), at.x + width - px(side)};
    if (options.icon != Icon::none) frame.left += px(size::icon_small + 8);
    if (!options.suffix.empty()) frame.right -= measure(options.suffix, type::body).x + px(8);
    return frame;
}

void paint_frame(const FieldFrame& frame, const FieldOptions& options, bool focused, bool hovered) {
    const bool disabled = is_disabled(options);
    const bool wrong = !options.error.empty();
    const float radius = px(size::radius_control);
    ImDrawList* list = draw_list();
    if (focused) {
        const ImU32 halo = colour(wrong ? Role::danger : Role::focus, 0.18F);
        const float out = px(3);
        list->AddRectFilled({frame.box.Min.x - out, frame.box.Min.y - out},
                            {frame.box.Max.x + out, frame.box.Max.y + out}, halo, radius + out);
    }
    const Role line = wrong ? Role::danger : focused ? Role::focus : hovered ? Role::text_muted : Role::border_control;
    const float strength = disabled ? 0.35F : 1.0F;
    // Opaque below, so that a thin outline does not let the page through.
    filled_box(list, frame.box, radius, colour(disabled ? Role::surface_muted : Role::surface));
    filled_box(list, frame.box, radius, colour(disabled ? Role::surface_muted : Role::surface), colour(line, strength));
    const float middle = std::min(frame.box.GetCenter().y, frame.box.Min.y + px(size::control_height) / 2);
    if (options.icon != Icon::none) {
        draw_icon({frame.box.Min.x + px(side + size::icon_small / 2), middle}, options.icon, size::icon_small,
                  colour(Role::text_muted, disabled ? 0.6F : 1.0F));
    }
    if (!options.suffix.empty()) {
        draw_text_middle(frame.box.Max.x - px(side) - measure(options.suffix, type::body).x, middle, options.suffix,
                         type::body, colour(Role::text_muted));
    }
}

void end_frame_of(const FieldOptions& options) {
    const bool wrong = !options.error.empty();
    const std::string_view message = wrong ? options.error : options.help;
    if (!message.empty()) {
        space(5);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        float left = 0;
        if (wrong) {
            draw_icon({at.x + px(8), at.y + line_height(type::meta) / 2}, Icon::error, 16, colour(Role::danger));
            left = px(20);
        }
        ImGui::SetCursorScreenPos({at.x + left, at.y});
        text_wrapped(message, type::meta, wrong ? Role::danger : Role::text_muted,
                     options.width > 0 ? options.width - left / Kit::current().scale() : 0);
    } else if (options.reserve_message) {
        space(5);
        ImGui::ItemSize(ImVec2{0, line_height(type::meta)});
    }
    ImGui::EndGroup();
}

InputResult input(const Input& request) {
    const FieldOptions& options = *request.options;
    const bool disabled = is_disabled(options);
    const bool multiline = request.lines > 1;
    const float line = line_height(type::body);
    const float padding_y = std::floor((px(size::control_height) - line) / 2);
    const float height =
        multiline ? line * static_cast<float>(request.lines) + 2 * padding_y : px(size::control_height);
    InputResult result;
    result.frame = begin_frame_of(options, height);
    FieldFrame& frame = result.frame;
    frame.right -= request.right_inset;

    ImGuiContext& g = *ImGui::GetCurrentContext();
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    const std::string label = std::string("###") + request.id;
    const ImGuiID id = window->GetID(label.c_str());
    const bool hovered = ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(frame.box.Min, frame.box.Max);
    paint_frame(frame, options, g.ActiveId == id || (g.NavId == id && g.NavCursorVisible), hovered);

    const ImRect inner{{frame.left - px(4), frame.box.Min.y}, {frame.right + px(4), frame.box.Max.y}};
    if (takes_keyboard(options) || pressed_icon(frame, request.id, disabled)) ImGui::SetKeyboardFocusHere();

    ImGui::SetCursorScreenPos(inner.Min);
    ImGui::SetNextItemWidth(inner.GetWidth());
    ImGui::PushFont(Kit::current().font(Weight::regular), line);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {px(4), padding_y});
    ImGui::PushStyleColor(ImGuiCol_Text, colour(disabled ? Role::text_faint : Role::text));
    ImGui::BeginDisabled(disabled);
    ImGuiInputTextFlags flags = request.flags;
    if (options.select_all) flags |= ImGuiInputTextFlags_AutoSelectAll;
    std::string& value = *request.value;
    const std::string hint(options.hint);
    if (multiline) {
        // Wrapping is not there before ImGui 1.92.3; a long line scrolls.
        result.field.changed =
            ImGui::InputTextMultiline(label.c_str(), &value, inner.GetSize(), flags, request.callback, request.user);
        if (value.empty() && g.ActiveId != id) {
            draw_text({inner.Min.x + px(4), inner.Min.y + padding_y}, hint, type::body, colour(Role::text_faint),
                      inner.GetWidth() - px(8));
        }
    } else {
        flags |= ImGuiInputTextFlags_EnterReturnsTrue;
        result.field.submitted =
            ImGui::InputTextWithHint(label.c_str(), hint.c_str(), &value, flags, request.callback, request.user);
        result.field.changed = ImGui::IsItemEdited();
    }
    // Ctrl+Enter makes ImGui leave a field of several lines.
    if (multiline && ImGui::IsItemDeactivated() && ImGui::GetIO().KeyCtrl)
        result.field.submitted = ImGui::IsKeyPressed(ImGuiKey_Enter, false);
    result.field.left = ImGui::IsItemDeactivatedAfterEdit();
    result.field.ended = ImGui::IsItemDeactivated();
    result.field.focused = ImGui::IsItemActive();
    report(id, options.label.empty() ? options.hint : options.label, request.id, ImGuiItemStatusFlags_Inputable);
    limit(value, options.bytes_max);
    ImGui::EndDisabled();
    ImGui::PopStyleColor();
    ImGui::PopStyleVar();
    ImGui::PopFont();
    item_tooltip(options.disabled_reason, {}, true);
    ImGui::SetCursorScreenPos(frame.box.Min);
    ImGui::ItemSize(frame.box.GetSize());
    return result;
}

} // namespace epic::ui::detail
