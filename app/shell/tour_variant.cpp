#include "app/shell/tour_variant.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace epic::shell {
namespace {

constexpr std::array<std::string_view, 7> usual{"1440-en",      "1440-fr",          "1024-en", "1024-fr",
                                                "1440-fr-dark", "1440-en-contrast", "2560-fr"};
constexpr std::array<std::pair<int, int>, 3> sizes{{{1024, 700}, {1440, 900}, {2560, 1440}}};

bool take_word(TourVariant& variant, std::string_view word) {
    if (word == "en") {
        variant.language = Language::english;
    } else if (word == "fr") {
        variant.language = Language::french;
    } else if (word == "light" || word == "dark" || word == "contrast") {
        variant.theme = word == "light"  ? app::Theme::light
                        : word == "dark" ? app::Theme::dark
                                         : app::Theme::high_contrast;
    } else {
        int number = 0;
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
        if (error != std::errc() || end != word.data() + word.size()) return false;
        for (const auto& [width, height] : sizes) {
            if (number != width) continue;
            variant.width = width;
            variant.height = height;
            return true;
        }
        if (number < 50 || number > 400) return false;
        variant.scale = static_cast<float>(number) / 100.0F;
    }
    return true;
}

} // namespace

std::optional<TourVariant> parse_variant(std::string_view name) {
    constexpr std::string_view of_screen = "-screen";
    TourVariant variant{.name = std::string(name)};
    const bool fixed = name.ends_with(of_screen);
    if (fixed) name.remove_suffix(of_screen.size());
    while (!name.empty()) {
        const std::string_view word = name.substr(0, name.find('-'));
        name.remove_prefix(std::min(word.size() + 1, name.size()));
        if (!take_word(variant, word)) return std::nullopt;
    }
    if (variant.width == 0) return std::nullopt;
    if (fixed) return variant;
    variant.width = static_cast<int>(static_cast<float>(variant.width) * variant.scale);
    variant.height = static_cast<int>(static_cast<float>(variant.height) * variant.scale);
    return variant;
}

std::span<const std::string_view> usual_variants() {
    return usual;
}

} // namespace epic::shell
