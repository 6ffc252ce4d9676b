// What is inside the program: fonts and licences. Translations: catalogue.hpp.
//
// Everything lives as long as the program and is never written to; any thread. A font may be given to
// Dear ImGui with FontDataOwnedByAtlas = false.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace epic::assets {

// OpenType files: Inter for text, Material Icons (code points U+E000 to U+F8FF) for symbols.
std::span<const std::byte> inter_regular();
std::span<const std::byte> inter_medium();
std::span<const std::byte> inter_semi_bold();
std::span<const std::byte> material_icons();
// TrueType: Noto Sans, for PDF.
std::span<const std::byte> noto_sans_regular();
std::span<const std::byte> noto_sans_bold();

struct Licence {
    // What it is the licence of, a proper name: "Inter".
    std::string_view of;
    // Plain text, UTF-8, lines ended by \n.
    std::string_view text;
};

// The program's own licence first, then those of the fonts and libraries that are part of it.
std::span<const Licence> licences();

} // namespace epic::assets
