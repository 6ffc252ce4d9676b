// What is on screen, told by what was drawn: a frame that shows the same need not be handed to the graphics card.
//
// Threads: the one that draws, with an ImGui context current.
#pragma once

#include <cstddef>
#include <imgui.h>
#include <optional>

namespace epic::ui {

class Picture {
public:
    // Whether `drawn` shows something else than the last one that was asked about.
    bool becomes(const ImDrawData& drawn);
    // What is on screen is lost: the next one is another.
    void forget() { shown_.reset(); }

private:
    std::optional<std::size_t> shown_;
};

// Whether a person has done something that the next frame takes.
bool input_waits();

} // namespace epic::ui
