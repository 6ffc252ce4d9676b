// What a person could read on the screen: the glyphs of the frame just rendered, decoded back to text.
//
// Every glyph is a quad whose corner in the font atlas says which character it is; quads beside each other make a
// run. Works on ImGui's draw data after ImGui::Render, so what is covered, cut or not drawn shows as it is.
// Threads: the one that draws. Screen pixels.
#pragma once

#include <imgui.h>
#include <string>
#include <vector>

namespace epic::test {

struct TextRun {
    std::string text;
    float left = 0, top = 0, right = 0, bottom = 0; // of the ink
    ImU32 colour = 0;
    std::string window;      // ImGui's name of the window that drew it
    bool cut_across = false; // a glyph is cut at its left or right
    bool cut_along = false;  // a glyph is cut above or below
};

// Icons are runs of their own, of one private-use character each.
std::vector<TextRun> screen_text();

} // namespace epic::test
