// What Dear ImGui tells a test engine about each item, passed on to a sink of our own.
//
// item_hooks.cpp defines the symbols that ImGui expects with IMGUI_ENABLE_TEST_ENGINE. In the program no Kit has
// a sink and each hook ends at one comparison (ImGuiContext::TestEngineHookItems is off, so it is not even called).
// Threads: the one that draws.
#pragma once

#include <imgui.h>
#include <string_view>

namespace epic::ui {

struct ItemSink {
    virtual ~ItemSink() = default;
    // `clip` is the visible part of `bounds`; empty when nothing of it is.
    virtual void item(ImGuiID id, ImVec4 bounds, ImVec4 clip, bool disabled, std::string_view window) = 0;
    // Follows `item` for items that have a label ("text###id"). `status`: ImGuiItemStatusFlags.
    virtual void label(ImGuiID id, std::string_view label, int status) = 0;
    // A line of text that a widget draws, with the box it needs and the box it may draw in. `shortened`: it has no room
    // and ends with an ellipsis.
    virtual void text(std::string_view value, ImVec4 bounds, ImVec4 clip, std::string_view window, bool shortened) = 0;
};

} // namespace epic::ui
