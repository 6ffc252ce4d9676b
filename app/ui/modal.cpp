#include "app/ui/modal.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "app/ui/detail.hpp"
#include "app/ui/layout.hpp"

namespace epic::ui {
namespace {

constexpr float padding = 24;
constexpr float footer_height = size::control_height + 44;
constexpr float screen_margin = 32;

bool enter_is_free(const ImGuiContext& g) {
    if (!ImGui::IsKeyPressed(ImGuiKey_Enter, false) && !ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false)) return false;
    // A combo or a menu that is open in front takes it.
    if (g.OpenPopupStack.Size > g.BeginPopupStack.Size) return false;
    // So does a button that the keyboard stands on; a box to tick leaves it to the dialog.
    const bool pressed = g.NavActivateId != 0 && g.NavActivateId != Kit::current().popup().checkbox;
    if (pressed && g.InputTextState.ID != g.NavActivateId) return false;
    if (g.ActiveId != 0 && g.InputTextState.ID == g.ActiveId) {
        return (g.InputTextState.Flags & ImGuiInputTextFlags_Multiline) == 0;
    }
    return true;
}

} // namespace

Modal::Modal(const char* id, const ModalOptions& options) : id_(id) {
    ImGuiContext& g = *ImGui::GetCurrentContext();
    PopupState& state = Kit::current().popup();
    const ImGuiID popup_id = ImGui::GetID(id);
    auto open = std::find_if(state.modals.begin(), state.modals.end(),
                             [popup_id](const PopupState::OpenModal& m) { return m.id == popup_id; });
    appearing_ = open == state.modals.end();
    if (appearing_) {
        open = state.modals.insert(state.modals.end(), {popup_id, g.FrameCount});
        state.wants_first_field = true;
    }
    // Clicking the page or Esc may have made ImGui close it; it is open as long as its owner draws it.
    if (!ImGui::IsPopupOpen(popup_id, 0)) ImGui::OpenPopupEx(popup_id);
    open->last_frame = g.FrameCount;

    const ImVec2 screen = ImGui::GetMainViewport()->Size;
    const float width = std::min(px(options.width), screen.x - 2 * px(screen_margin));
    ImGui::SetNextWindowPos({std::floor(screen.x / 2), std::floor(screen.y / 2)}, ImGuiCond_Always, {0.5F, 0.5F});
    ImGui::SetNextWindowSizeConstraints({width, 0}, {width, screen.y - 2 * px(screen_margin)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, px(size::radius_card + 2));
    ImGui::PushStyleColor(ImGuiCol_PopupBg, colour(Role::surface));
    // Where surface and page are nearly of one colour, the outline alone shows where the dialog ends.
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, std::max(1.0F, px(1)));
    open_ = ImGui::BeginPopupModal(id, nullptr,
                                   ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                       ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoSavedSettings);
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(3);
    if (!open_) return;

    ImGuiWindow* window = ImGui::GetCurrentWindow();
    const ImVec2 at = window->DC.CursorPos;
    const float side = px(padding);
    const float mark = options.icon != Icon::none ? px(40) + px(14) : 0;
    const float close_side = px(size::control_height_small);
    const float title_room = width - 2 * side - mark - (options.can_dismiss ? close_side + px(8) : 0);
    const float title_height = line_height(TextStyle{18, Weight::semibold});
    float header = px(22) + title_height;
    if (options.icon != Icon::none) {
        const ImVec2 centre{at.x + side + px(20), at.y + px(20) + px(20)};
        window->DrawList->AddCircleFilled(centre, px(20), colour(tone_background(options.tone)));
        draw_icon(centre, options.icon, 22, colour(tone_foreground(options.tone)));
    }
    draw_text({at.x + side + mark, at.y + px(22)}, options.title, {18, Weight::semibold}, colour(Role::text),
              title_room);
    if (options.can_dismiss) {
        ImGui::SetCursorScreenPos({at.x + width - side - close_side + px(6), at.y + px(16)});
        ImGui::PushItemFlag(ImGuiItemFlags_NoNav, true);
        if (icon_button((std::string(id) + ".close").c_str(), Icon::close, Kit::current().words().close,
                        {.small = true}))
            dismissed_ = true;
        ImGui::PopItemFlag();
    }
    if (!options.subtitle.empty()) {
        ImGui::SetCursorScreenPos({at.x + side + mark, at.y + header + px(6)});
        text_wrapped(options.subtitle, type::small, Role::text_muted, title_room / Kit::current().scale());
        header = ImGui::GetItemRectMax().y - at.y;
    }
    if (options.icon != Icon::none) header = std::max(header, px(60));
    header += px(20);

    ImGui::SetCursorScreenPos({at.x, at.y + header});
    const float body_max = screen.y - 2 * px(screen_margin) - header - px(footer_height);
    ImGui::SetNextWindowSizeConstraints({width, 0}, {width, body_max});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {side, px(4)});
    ImGui::BeginChild(
        "body", {width, 0},
        ImGuiChildFlags_AutoResizeY | ImGuiChildFlags_AlwaysUseWindowPadding | ImGuiChildFlags_NavFlattened,
        ImGuiWindowFlags_NoSavedSettings);
    ImGui::PopStyleVar();
    body_open_ = true;

    if (options.can_dismiss && g.OpenPopupStack.Size == g.BeginPopupStack.Size &&
        ImGui::IsKeyPressed(ImGuiKey_Escape, false))
        dismissed_ = true;
    confirmed_ = !appearing_ && enter_is_free(g);
}

Modal::~Modal() {
    if (!open_) return;
    if (body_open_) {
        ImGui::EndChild();
        if (!footer_drawn_) ImGui::ItemSize(ImVec2{0, px(12)});
    }
    ImGui::EndPopup();
}

int Modal::footer(std::initializer_list<ButtonSpec> buttons, std::string_view note) {
    if (!open_) return -1;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {px(8), 0});
    const ImGuiWindow* body = ImGui::GetCurrentWindow();
    const bool empty = body->DC.CursorMaxPos.y <= body->DC.CursorStartPos.y;
    ImGui::EndChild();
    body_open_ = false;
    footer_drawn_ = true;
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    const ImVec2 at = window->DC.CursorPos;
    const float side = px(padding);
    float total = -px(size::gap);
    for (const ButtonSpec& spec : buttons) total += button_width(spec.text, spec.options) + px(size::gap);
    const float width = window->Size.x;
    const float top = at.y + px(empty ? 0 : 20);
    if (!note.empty()) {
        draw_text_middle(at.x + side, top + px(size::control_height) / 2, note, type::small, colour(Role::text_muted),
                         width - 2 * side - total - px(12));
    }
    ImGui::SetCursorScreenPos({at.x + std::max(width - side - total, side), top});
    int pressed = -1;
    int index = 0;
    for (const ButtonSpec& spec : buttons) {
        if (index > 0) same_line();
        if (button(spec.id, spec.text, spec.options)) pressed = index;
        ++index;
    }
    ImGui::ItemSize(ImVec2{0, px(24)});
    ImGui::PopStyleVar();
    return pressed;
}

int menu(const char* id, bool open_now, std::span<const MenuItem> items) {
    const ImVec2 below{ImGui::GetItemRectMin().x, ImGui::GetItemRectMax().y + px(4)};
    const float right = ImGui::GetItemRectMax().x;
    if (open_now) ImGui::OpenPopup(id);
    float width = px(180);
    float height = px(12);
    for (const MenuItem& item : items) {
        width = std::max(width, measure(item.text, type::body).x + measure(item.shortcut, type::small).x + px(84));
        height += px(36) + (item.separator_before ? px(9) : 0);
    }
    const ImVec2 screen = ImGui::GetMainViewport()->Size;
    const float x = below.x + width > screen.x - px(8) ? right - width : below.x;
    ImGui::SetNextWindowPos({x, std::min(below.y, screen.y - height - px(8))});
    ImGui::SetNextWindowSize({width, height});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {px(6), px(6)});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    int pressed = -1;
    if (ImGui::BeginPopup(id, ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings)) {
        detail::popup_shadow();
        for (std::size_t i = 0; i < items.size(); ++i) {
            const MenuItem& item = items[i];
            if (item.separator_before) divider(4);
            const bool disabled = !item.disabled_reason.empty();
            const detail::Press press = detail::press_area(item.id, item.text, {width - px(12), px(36)}, disabled);
            if (press.visible) {
                const float middle = press.box.GetCenter().y;
                if ((press.hovered || press.focused) && !disabled)
                    detail::filled_box(detail::draw_list(), press.box, px(6), colour(Role::surface_hover));
                const Role role = disabled ? Role::text_faint : item.danger ? Role::danger : Role::text;
                const Icon mark = item.checked ? Icon::check : item.icon;
                draw_icon({press.box.Min.x + px(20), middle}, mark, size::icon_small,
                          colour(item.danger || disabled ? role : Role::text_muted));
                draw_text_middle(press.box.Min.x + px(38), middle, item.text, type::body, colour(role));
                if (!item.shortcut.empty()) {
                    draw_text_middle(press.box.Max.x - px(10) - measure(item.shortcut, type::small).x, middle,
                                     item.shortcut, type::small, colour(Role::text_faint));
                }
                detail::item_tooltip(item.disabled_reason, {}, true);
            }
            if (press.pressed) {
                pressed = static_cast<int>(i);
                ImGui::CloseCurrentPopup();
            }
        }
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar(2);
    return pressed;
}

} // namespace epic::ui
