// Keys that a page acts on itself while no field, dialog or menu has the keyboard.
//
//     const PageKeys keys("inbox.keys", {ImGuiKey_UpArrow, ImGuiKey_DownArrow, ImGuiKey_1});
//     if (keys.pressed(ImGuiKey_DownArrow)) …
//
// Arrows would otherwise move between the page's controls. Threads: the one that draws.
#pragma once

#include <imgui.h>
#include <initializer_list>

namespace epic::ui {

class PageKeys {
public:
    PageKeys(const char* id, std::initializer_list<ImGuiKey> keys);
    bool pressed(ImGuiKey key) const; // repeats while it is held
    // Of a key that presses what the keyboard stands on, when it visibly stands on something.
    bool pressed_unfocused(ImGuiKey key) const;

private:
    ImGuiID owner_;
    bool active_;
};

} // namespace epic::ui
