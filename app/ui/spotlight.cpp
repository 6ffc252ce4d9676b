#include "app/ui/spotlight.hpp"

#include <algorithm>
#include <cmath>

#include "app/ui/feedback.hpp"
#include "app/ui/field_frame.hpp"
#include "app/ui/layout.hpp"

namespace epic::ui {
namespace {

constexpr float width = 680;
constexpr float list_height_max = 420;
constexpr float padding = 12;
constexpr float row_height = 40;
constexpr float row_height_two_lines = 52;
constexpr float footer_height = 36;

// Up and down do not leave a field of one line; they are told to us instead.
int note_step(ImGuiInputTextCallbackData* data) {
    *static_cast<int*>(data->UserData) += data->EventKey == ImGuiKey_UpArrow ? -1 : 1;
    return 0;
}

} // namespace

float draw_marked_text(float x, float centre_y, std::string_view text, std::span<const TextMark> marks, TextStyle style,
                       Role role, float max_width) {
    const float start = x;
    const float end = x + max_width;
    std::size_t at = 0;
    const auto piece = [&](std::size_t stop, bool marked) {
        if (stop <= at || x >= end) return;
        const std::string_view run = text.substr(at, stop - at);
        const TextStyle run_style{style.size, marked ? Weight::semibold : style.weight};
        x += draw_text_middle(x, centre_y, run, run_style, colour(marked ? Role::accent : role), end - x);
        at = stop;
    };
    for (const TextMark& mark : marks) {
        const std::size_t begin = std::min(mark.begin, text.size());
        piece(begin, false);
        piece(std::min(begin + mark.length, text.size()), true);
    }
    piece(text.size(), false);
    return x - start;
}

Spotlight::Spotlight(const char* id) {
    ImGuiContext& g = *ImGui::GetCurrentContext();
    PopupState& state = Kit::current().popup();
    const ImGuiID popup_id = ImGui::GetID(id);
    auto known = std::ranges::find_if(state.modals, [popup_id](const auto& modal) { return modal.id == popup_id; });
    appearing_ = known == state.modals.end();
    if (appearing_) known = state.modals.insert(state.modals.end(), {popup_id, g.FrameCount});
    if (!ImGui::IsPopupOpen(popup_id, 0)) ImGui::OpenPopupEx(popup_id);
    known->last_frame = g.FrameCount;
    const ImVec2 screen = ImGui::GetMainViewport()->Size;
    ImGui::SetNextWindowPos({std::floor((screen.x - px(width)) / 2), std::floor(screen.y * 0.12F)});
    ImGui::SetNextWindowSize({px(width), 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {px(padding), px(padding)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, px(size::radius_card + 2));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, std::max(1.0F, px(1)));
    ImGui::PushStyleColor(ImGuiCol_PopupBg, colour(Role::surface));
    open_ = ImGui::BeginPopupModal(id, nullptr,
                                   ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                       ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoSavedSettings);
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(3);
    if (!open_) return;
    detail::popup_shadow();
    dismissed_ =
        ImGui::IsKeyPressed(ImGuiKey_Escape, false) ||
        (!appearing_ && ImGui::IsMouseClicked(ImGuiMouseButton_Left) &&
         !ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows | ImGuiHoveredFlags_AllowWhenBlockedByActiveItem));
}

Spotlight::~Spotlight() {
    if (!open_) return;
    end_list();
    ImGui::EndPopup();
}

bool Spotlight::input(const char* id, std::string& text, std::string_view hint, bool busy) {
    if (!open_) return false;
    const FieldOptions options{
        .hint = hint, .focus = !ImGui::IsAnyItemActive(), .select_all = true, .icon = Icon::search};
    const detail::InputResult typed = detail::input({.id = id,
                                                     .value = &text,
                                                     .options = &options,
                                                     .flags = ImGuiInputTextFlags_CallbackHistory,
                                                     .callback = note_step,
                                                     .user = &moved_,
                                                     .right_inset = px(24)});
    if (busy) {
        const ImRect& box = typed.frame.box;
        detail::draw_spinner({box.Max.x - px(22), box.GetCenter().y}, size::icon_small, colour(Role::accent));
    }
    detail::end_frame_of(options);
    confirmed_ = typed.field.submitted;
    if (ImGui::IsKeyPressed(ImGuiKey_PageDown)) moved_ += 8;
    if (ImGui::IsKeyPressed(ImGuiKey_PageUp)) moved_ -= 8;
    space(8);
    const float high = std::min(px(list_height_max), ImGui::GetMainViewport()->Size.y * 0.6F);
    ImGui::SetNextWindowSizeConstraints({0, 0}, {FLT_MAX, high});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    ImGui::BeginChild("found", {0, 0}, ImGuiChildFlags_AutoResizeY,
                      ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav);
    list_open_ = true;
    return typed.field.changed;
}

void Spotlight::heading(std::string_view text) {
    if (!open_) return;
    space(8);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_text({at.x + px(10), at.y}, text, type::meta_medium, colour(Role::text_muted));
    ImGui::ItemSize(ImVec2{0, px(22)});
}

bool Spotlight::row(const char* id, const SpotlightRow& row, bool current) {
    hovered_ = false;
    if (!open_) return false;
    const float height = px(row.detail.empty() ? row_height : row_height_two_lines);
    const detail::Press press =
        detail::press_area(id, row.title, {ImGui::GetContentRegionAvail().x, height}, row.disabled);
    const bool pointer_moved = ImGui::GetIO().MouseDelta.x != 0 || ImGui::GetIO().MouseDelta.y != 0;
    hovered_ = press.hovered && pointer_moved;
    if (current && moved_ != 0) {
        ImGui::ScrollToRect(ImGui::GetCurrentWindow(), press.box, ImGuiScrollFlags_KeepVisibleEdgeY);
    }
    if (!press.visible) return false;
    if (current) detail::filled_box(detail::draw_list(), press.box, px(6), colour(Role::surface_hover));
    const float middle = press.box.GetCenter().y;
    float x = press.box.Min.x + px(10);
    const float mark = 28;
    if (!row.avatar_key.empty()) {
        detail::draw_avatar({x + px(mark / 2), std::floor(middle)}, row.title, row.avatar_key, mark);
    } else {
        draw_icon({x + px(mark / 2), middle}, row.icon, size::icon,
                  colour(row.disabled ? Role::text_faint : Role::text_muted));
    }
    x += px(mark + 10);
    float right = press.box.Max.x - px(10);
    if (!row.keys.empty()) {
        right -= detail::keys_width(row.keys);
        detail::draw_keys({right, std::round(middle - px(11))}, row.keys, true);
        right -= px(10);
    }
    if (!row.trailing.empty()) {
        const float trailing = std::min(measure(row.trailing, type::small).x + 1, px(320));
        right -= trailing;
        draw_text_middle(right, middle, row.trailing, type::small,
                         colour(row.disabled ? Role::text_faint : Role::text_muted), trailing);
        right -= px(12);
    }
    const Role role = row.disabled ? Role::text_faint : Role::text;
    const float room = right - x;
    if (row.detail.empty()) {
        draw_marked_text(x, middle, row.title, row.title_marks, type::body_medium, role, room);
    } else {
        draw_marked_text(x, middle - px(9), row.title, row.title_marks, type::body_medium, role, room);
        draw_marked_text(x, middle + px(10), row.detail, row.detail_marks, type::small, Role::text_muted, room);
    }
    return press.pressed;
}

void Spotlight::nothing(std::string_view text) {
    if (!open_) return;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_text_middle(at.x + px(10), at.y + px(row_height) / 2, text, type::body, colour(Role::text_muted));
    ImGui::ItemSize(ImVec2{0, px(row_height)});
}

void Spotlight::end_list() {
    if (!list_open_) return;
    ImGui::EndChild();
    ImGui::PopStyleVar();
    list_open_ = false;
}

void Spotlight::footer(std::string_view text) {
    if (!open_) return;
    end_list();
    space(4);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float wide = ImGui::GetContentRegionAvail().x;
    detail::draw_list()->AddRectFilled(at, {at.x + wide, at.y + std::max(1.0F, px(1))}, colour(Role::border));
    draw_text_middle(at.x + px(10), at.y + px(footer_height) / 2 + px(4), text, type::meta, colour(Role::text_muted),
                     wide - px(20));
    ImGui::ItemSize(ImVec2{0, px(footer_height - 8)});
}

} // namespace epic::ui
