#include "app/ui/theme.hpp"

#include <catch2/catch_test_macros.hpp>
#include <set>
#include <string>

#include "app/ui/feedback.hpp"

namespace epic::ui {
namespace {

const Palette* const palettes[] = {&light_palette(), &dark_palette(), &high_contrast_palette()};

TEST_CASE("Every text and every control stands out from what it is drawn on") {
    for (const Palette* palette : palettes) {
        for (const RolePair& pair : palette_pairs()) {
            CAPTURE(palette->id, static_cast<int>(pair.foreground), static_cast<int>(pair.background));
            CHECK(contrast((*palette)[pair.foreground], (*palette)[pair.background]) >= pair.contrast_min);
        }
        for (const Colour& ground : palette->avatars) CHECK(contrast((*palette)[Role::on_accent], ground) >= 4.5);
    }
}

TEST_CASE("Every tone is legible on its own ground") {
    for (const Palette* palette : palettes) {
        for (const Tone tone : {Tone::neutral, Tone::accent, Tone::success, Tone::warning, Tone::danger, Tone::info}) {
            CAPTURE(palette->id, static_cast<int>(tone));
            CHECK(contrast((*palette)[tone_foreground(tone)], (*palette)[tone_background(tone)]) >= 4.5);
        }
    }
}

TEST_CASE("In high contrast every text has seven to one") {
    const Palette& palette = high_contrast_palette();
    for (const RolePair& pair : palette_pairs()) {
        CAPTURE(static_cast<int>(pair.foreground), static_cast<int>(pair.background));
        CHECK(contrast(palette[pair.foreground], palette[pair.background]) >= 7);
    }
    CHECK(contrast(palette[Role::border], palette[Role::surface]) >= 3);
}

TEST_CASE("Contrast is that of WCAG: black on white is 21, equal colours are 1") {
    const Colour black{0, 0, 0};
    const Colour white{255, 255, 255};
    CHECK(contrast(black, white) > 20.99);
    CHECK(contrast(white, black) < 21.01);
    CHECK(contrast(white, white) == 1.0);
    // The grey that everyone knows to be just enough on white.
    CHECK(contrast({0x76, 0x76, 0x76}, white) >= 4.5);
    CHECK(contrast({0x77, 0x77, 0x77}, white) < 4.5);
}

TEST_CASE("No role of a palette was forgotten") {
    for (const Palette* palette : palettes) {
        for (const Colour& colour : palette->roles) CHECK_FALSE(colour == Colour{});
    }
}

TEST_CASE("Initials are the first letters of the first and the last word, accents kept") {
    CHECK(initials("Éléonore Lefèvre") == "ÉL");
    CHECK(initials("Lou Bouzin") == "LB");
    CHECK(initials("Jean-René de la Tour") == "JT");
    CHECK(initials("Ζωή") == "Ζ");
    CHECK(initials("  ").empty());
    CHECK(initials("").empty());
}

} // namespace
} // namespace epic::ui
