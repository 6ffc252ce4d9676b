#include "assets/embedded.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <span>
#include <string_view>

namespace {

std::string_view first_four(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), 4};
}

} // namespace

TEST_CASE("The fonts inside the program are whole OpenType files") {
    using namespace std::string_view_literals;
    CHECK(first_four(epic::assets::inter_regular()) == "OTTO");
    CHECK(first_four(epic::assets::inter_medium()) == "OTTO");
    CHECK(first_four(epic::assets::inter_semi_bold()) == "OTTO");
    CHECK(first_four(epic::assets::material_icons()) == "\0\1\0\0"sv);
    CHECK(epic::assets::inter_regular().size() > 100'000);
    CHECK(epic::assets::material_icons().size() > 100'000);
}

TEST_CASE("Every licence is there to be read") {
    for (const auto& [of, text] : epic::assets::licences()) {
        INFO(of);
        CHECK(text.size() > 500);
        const bool names_someone = text.find("opyright") != std::string_view::npos;
        CHECK(names_someone);
    }
}
