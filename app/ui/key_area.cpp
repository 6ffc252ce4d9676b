#include "app/ui/key_area.hpp"

#include <array>

#include "app/ui/detail.hpp"

namespace epic::ui {

KeyArea key_area(const char* id, ImVec2 low, ImVec2 high, const KeyAreaOptions& options) {
    ImGuiContext& g = *ImGui::GetCurrentContext();
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    const ImGuiID key = window->GetID(id);
    if (options.take_focus) {
        ImGui::FocusWindow(window->RootWindow);
        ImGui::SetFocusID(key, window);
    }
    KeyArea area;
    if (ImGui::ItemAdd({low, high}, key)) detail::report(key, {}, id);
    area.focused = g.NavId == key && g.ActiveId == 0;
    if (!area.focused) return area;
    area.visible = g.NavCursorVisible;
    constexpr std::array keys{ImGuiKey_UpArrow, ImGuiKey_DownArrow,   ImGuiKey_LeftArrow, ImGuiKey_RightArrow,
                              ImGuiKey_PageUp,  ImGuiKey_PageDown,    ImGuiKey_Home,      ImGuiKey_End,
                              ImGuiKey_Enter,   ImGuiKey_KeypadEnter, ImGuiKey_Space};
    for (const ImGuiKey owned : keys) ImGui::SetKeyOwner(owned, key);
    const auto again = [&](ImGuiKey pressed) {
        return ImGui::IsKeyPressed(pressed, ImGuiInputFlags_Repeat, key) ? 1 : 0;
    };
    const auto once = [&](ImGuiKey pressed) { return ImGui::IsKeyPressed(pressed, 0, key); };
    area.right = again(ImGuiKey_RightArrow) - again(ImGuiKey_LeftArrow);
    area.down = again(ImGuiKey_DownArrow) - again(ImGuiKey_UpArrow);
    area.page = again(ImGuiKey_PageDown) - again(ImGuiKey_PageUp);
    area.home = once(ImGuiKey_Home);
    area.end = once(ImGuiKey_End);
    area.enter = once(ImGuiKey_Enter) || once(ImGuiKey_KeypadEnter);
    area.space = once(ImGuiKey_Space);
    const bool any = area.right != 0 || area.down != 0 || area.page != 0 || area.home || area.end || area.space;
    if (any) ImGui::SetNavCursorVisible(true);
    return area;
}

} // namespace epic::ui
