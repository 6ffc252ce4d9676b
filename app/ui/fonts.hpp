// The fonts: Inter in three weights for text, Material Icons for symbols; glyphs are made on demand.
//
// `load_fonts` adds them to the atlas of the current ImGui context, from memory that lives for ever.
// `font_size` turns a CSS-like em size into what ImGui calls a font size, the height of a line
// (ascender − descender of the `hhea` table, ISO/IEC 14496-22): Inter's is 3408/2816 em. Threads: the one that draws.
#pragma once

#include <array>
#include <imgui.h>

namespace epic::ui {

struct Fonts {
    std::array<ImFont*, 3> text; // by Weight
    ImFont* icons;
};
Fonts load_fonts();

inline constexpr float inter_line_per_em = 3408.0F / 2816.0F;
// Screen pixels, whole.
float font_size(float em_size, float scale);

} // namespace epic::ui
