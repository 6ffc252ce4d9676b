// Whoever types fast is ahead of the picture: what follows a key that moves the keyboard waits until it has moved.
//
// ImGui takes Tab and the letters behind it in one frame when frames are slow: the field that is left swallows them,
// and the one that is entered throws away what comes in the frame in which it wakes. So what follows Tab, Enter or a
// chord with Ctrl stays in the queue for the frames that the keyboard needs.
//
// Belongs to the Kit, and works for whoever calls ImGui::NewFrame. Threads: the one that draws.
#pragma once

#include <imgui.h>
// After imgui.h, which it needs.
#include <imgui_internal.h>

namespace epic::ui {

class TypeAhead {
public:
    TypeAhead(); // for the current ImGui context
    ~TypeAhead();
    TypeAhead(const TypeAhead&) = delete;
    TypeAhead& operator=(const TypeAhead&) = delete;

    // What was typed in this frame comes once more when a field that is being opened has the keyboard.
    void type_again();

private:
    void before_frame(ImGuiContext& g);
    void in_frame(ImGuiContext& g);

    ImGuiContext* context_;
    ImGuiID before_hook_;
    ImGuiID in_hook_;
    ImVector<ImGuiInputEvent> waiting_; // out of the queue only while ImGui empties it
    int frames_left_ = 0;
    int frames_behind_ = 0; // of the key that has just been let through
};

} // namespace epic::ui
