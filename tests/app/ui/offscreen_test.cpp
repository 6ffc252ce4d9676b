#include "app/shell/offscreen.hpp"

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <string>

#include "app/ui/kit.hpp"
#include "tests/app/ui/gallery.hpp"
#include "tests/support/places.hpp"

namespace epic::test {
namespace {

TEST_CASE("A picture is the same from run to run, has the colours of the palette and is written as PNG") {
    const TemporaryFolder folder;
    std::vector<std::uint8_t> first;
    for (int run = 0; run < 2; ++run) {
        auto screen = shell::Offscreen::create(640, 400, 1);
        REQUIRE(screen);
        Gallery gallery;
        for (int i = 0; i < 4; ++i) screen->frame([&] { gallery.draw(); });
        const std::vector<std::uint8_t> pixels = screen->pixels();
        REQUIRE(pixels.size() == 640U * 400U * 3U);
        const ui::Colour side = ui::light_palette()[ui::Role::sidebar];
        const std::size_t at = (200U * 640U + 4U) * 3U;
        CHECK(pixels[at] == side.r);
        CHECK(pixels[at + 1] == side.g);
        CHECK(pixels[at + 2] == side.b);
        if (run == 0) {
            first = pixels;
            REQUIRE(screen->save_png(folder / "gallery.png"));
            CHECK(read_file(folder / "gallery.png").substr(1, 3) == "PNG");
            CHECK_FALSE(screen->save_png(folder / "missing" / "gallery.png"));
        } else {
            CHECK(pixels == first);
        }
    }
}

} // namespace
} // namespace epic::test
