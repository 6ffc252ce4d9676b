// Frames that show the same are told from those that do not.
#include "app/ui/picture.hpp"

#include <catch2/catch_test_macros.hpp>

#include "tests/app/support/driver.hpp"
#include "tests/app/ui/gallery.hpp"

namespace epic::test {

TEST_CASE("A frame in which nothing changed is the picture that is on screen") {
    Gallery gallery;
    Driver driver(1440, 900, 1, [&] { gallery.draw(); });
    ui::Picture picture;
    const auto becomes_another = [&] { return picture.becomes(*ImGui::GetDrawData()); };
    driver.frames(10);
    CHECK(becomes_another());
    int others = 0;
    for (int i = 0; i < 5; ++i) {
        driver.frames(1);
        others += becomes_another() ? 1 : 0;
    }
    CHECK(others == 0);
    driver.click("clients.new");
    driver.frames(20);
    CHECK(becomes_another());
    driver.frames(1);
    CHECK_FALSE(becomes_another());
    // A single letter counts.
    driver.type("x");
    CHECK(becomes_another());
    // A letter that was never drawn has to reach the card.
    ImDrawData with_new_texture = *ImGui::GetDrawData();
    ImTextureData texture;
    texture.SetStatus(ImTextureStatus_WantCreate);
    ImVector<ImTextureData*> textures;
    textures.push_back(&texture);
    with_new_texture.Textures = &textures;
    CHECK(picture.becomes(with_new_texture));
    // Another window was in front of it.
    picture.forget();
    driver.frames(1);
    CHECK(becomes_another());
}

} // namespace epic::test
