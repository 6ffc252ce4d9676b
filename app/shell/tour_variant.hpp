// What a tour looks like: the size of the window, the language, the theme, the scale. Threads: any.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "app/state/preferences.hpp"
#include "core/words/message.hpp"

namespace epic::shell {

struct TourVariant {
    std::string name;
    int width = 0; // screen pixels
    int height = 0;
    float scale = 1; // of the screen
    Language language = Language::english;
    app::Theme theme = app::Theme::light;
};

// From a name: width (1024, 1440 or 2560, at 100 %), language, and where they are not the usual ones theme and scale in
// percent. "1440-fr-150-screen" is a screen of 1440 pixels, on which less fits; without the word it has as many more as
// its scale asks for. Nothing when it is none.
std::optional<TourVariant> parse_variant(std::string_view name);
// Both languages, sizes and themes.
std::span<const std::string_view> usual_variants();

} // namespace epic::shell
