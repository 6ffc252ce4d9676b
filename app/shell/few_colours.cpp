#include "app/shell/few_colours.hpp"

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace epic::shell {
namespace {

struct Seen {
    std::uint32_t colour = 0;
    double count = 0;
    int distance = std::numeric_limits<int>::max(); // squared, from the nearest that is chosen
    std::uint8_t nearest = 0;
};

int distance(std::uint32_t one, std::uint32_t other) {
    int sum = 0;
    for (const unsigned shift : {0U, 8U, 16U}) {
        const int off = static_cast<int>((one >> shift) & 0xFFU) - static_cast<int>((other >> shift) & 0xFFU);
        sum += off * off;
    }
    return sum;
}

} // namespace

FewColours in_few_colours(std::span<const std::uint8_t> rgb) {
    std::vector<Seen> seen;
    std::unordered_map<std::uint32_t, std::size_t> place;
    std::vector<std::uint32_t> of_pixel;
    of_pixel.reserve(rgb.size() / 3);
    for (std::size_t at = 0; at + 2 < rgb.size(); at += 3) {
        const std::uint32_t colour =
            std::uint32_t{rgb[at]} << 16U | std::uint32_t{rgb[at + 1]} << 8U | std::uint32_t{rgb[at + 2]};
        const auto [found, is_new] = place.try_emplace(colour, seen.size());
        if (is_new) seen.push_back({colour});
        ++seen[found->second].count;
        of_pixel.push_back(static_cast<std::uint32_t>(found->second));
    }
    FewColours made;
    for (std::size_t chosen = 0; chosen < 256 && chosen < seen.size(); ++chosen) {
        const auto next = std::ranges::max_element(
            seen, {}, [](const Seen& one) { return one.count * static_cast<double>(one.distance); });
        const std::uint32_t colour = next->colour;
        for (const unsigned channel : {0U, 1U, 2U})
            made.colours[chosen * 3 + channel] = static_cast<std::uint8_t>(colour >> (16U - 8U * channel));
        for (Seen& one : seen) {
            const int away = distance(one.colour, colour);
            if (away >= one.distance) continue;
            one.distance = away;
            one.nearest = static_cast<std::uint8_t>(chosen);
        }
    }
    made.pixels.reserve(of_pixel.size());
    for (const std::uint32_t at : of_pixel) made.pixels.push_back(seen[at].nearest);
    return made;
}

} // namespace epic::shell
