#include "assets/embedded.hpp"

#include <array>

#include "embedded/inter_medium_otf.hpp"
#include "embedded/inter_regular_otf.hpp"
#include "embedded/inter_semi_bold_otf.hpp"
#include "embedded/licence_cli11.hpp"
#include "embedded/licence_icons.hpp"
#include "embedded/licence_imgui.hpp"
#include "embedded/licence_inter.hpp"
#include "embedded/licence_json.hpp"
#include "embedded/licence_noto.hpp"
#include "embedded/licence_program.hpp"
#include "embedded/licence_sqlitecpp.hpp"
#include "embedded/material_icons_ttf.hpp"
#include "embedded/noto_sans_bold_ttf.hpp"
#include "embedded/noto_sans_regular_ttf.hpp"

namespace epic::assets {

namespace {

std::span<const std::byte> as_bytes(std::string_view text) {
    return std::as_bytes(std::span(text));
}

} // namespace

std::span<const std::byte> inter_regular() {
    return as_bytes(embedded::inter_regular_otf());
}

std::span<const std::byte> inter_medium() {
    return as_bytes(embedded::inter_medium_otf());
}

std::span<const std::byte> inter_semi_bold() {
    return as_bytes(embedded::inter_semi_bold_otf());
}

std::span<const std::byte> material_icons() {
    return as_bytes(embedded::material_icons_ttf());
}

std::span<const std::byte> noto_sans_regular() {
    return as_bytes(embedded::noto_sans_regular_ttf());
}

std::span<const std::byte> noto_sans_bold() {
    return as_bytes(embedded::noto_sans_bold_ttf());
}

std::span<const Licence> licences() {
    static const std::array<Licence, 8> all{{
        {"epic-events", embedded::licence_program()},
        {"Inter", embedded::licence_inter()},
        {"Noto Sans", embedded::licence_noto()},
        {"Material Icons", embedded::licence_icons()},
        {"Dear ImGui", embedded::licence_imgui()},
        {"SQLiteCpp", embedded::licence_sqlitecpp()},
        {"JSON for Modern C++", embedded::licence_json()},
        {"CLI11", embedded::licence_cli11()},
    }};
    return all;
}

} // namespace epic::assets
