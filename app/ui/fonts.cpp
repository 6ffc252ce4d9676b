#include "app/ui/fonts.hpp"

#include <algorithm>
#include <cmath>
#include <imgui_freetype.h>
#include <span>
#include <string_view>

#include "assets/embedded.hpp"

namespace epic::ui {
namespace {

// Inter keeps alternates in the private-use area, where an icon must never be looked for.
constexpr std::array<ImWchar, 3> private_use{0xE000, 0xF8FF, 0};

ImFont* add(std::span<const std::byte> bytes, std::string_view name, bool text) {
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;
    config.SizePixels = 18; // the same reference for all: sizes are chosen when drawing
    config.FontLoaderFlags = ImGuiFreeTypeLoaderFlags_LightHinting;
    config.PixelSnapH = text;
    if (text) config.GlyphExcludeRanges = private_use.data();
    const std::size_t length = std::min(name.size(), sizeof config.Name - 1);
    name.copy(config.Name, length);
    config.Name[length] = '\0';
    // ImGui takes the bytes as mutable but only reads what it does not own.
    void* data = const_cast<std::byte*>(bytes.data()); // NOLINT(cppcoreguidelines-pro-type-const-cast)
    return ImGui::GetIO().Fonts->AddFontFromMemoryTTF(data, static_cast<int>(bytes.size()), config.SizePixels, &config);
}

} // namespace

Fonts load_fonts() {
    Fonts fonts{};
    fonts.text[0] = add(assets::inter_regular(), "Inter Regular", true);
    fonts.text[1] = add(assets::inter_medium(), "Inter Medium", true);
    fonts.text[2] = add(assets::inter_semi_bold(), "Inter SemiBold", true);
    fonts.icons = add(assets::material_icons(), "Material Icons", false);
    return fonts;
}

float font_size(float em_size, float scale) {
    return std::round(em_size * scale * inter_line_per_em);
}

} // namespace epic::ui
