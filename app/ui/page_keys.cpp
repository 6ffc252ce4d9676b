#include "app/ui/page_keys.hpp"

#include "app/ui/detail.hpp"

namespace epic::ui {
namespace {

bool unfocused() {
    return !ImGui::GetCurrentContext()->NavCursorVisible;
}

} // namespace

PageKeys::PageKeys(const char* id, std::initializer_list<ImGuiKey> keys) : owner_(ImGui::GetID(id)) {
    const bool popup = ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
    active_ = !popup && !ImGui::GetIO().WantTextInput;
    if (!active_) return;
    for (const ImGuiKey key : keys) {
        const bool confirms = key == ImGuiKey_Enter || key == ImGuiKey_KeypadEnter || key == ImGuiKey_Space;
        if (!confirms || unfocused()) ImGui::SetKeyOwner(key, owner_);
    }
}

bool PageKeys::pressed(ImGuiKey key) const {
    const ImGuiIO& io = ImGui::GetIO();
    return active_ && !io.KeyCtrl && !io.KeyAlt && ImGui::IsKeyPressed(key, ImGuiInputFlags_Repeat, owner_);
}

bool PageKeys::pressed_unfocused(ImGuiKey key) const {
    return active_ && unfocused() && ImGui::IsKeyPressed(key, 0, owner_);
}

} // namespace epic::ui
