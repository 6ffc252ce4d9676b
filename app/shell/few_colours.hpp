// A picture in 256 colours, so that its file is half as large: of an interface nobody sees the difference.
//
// The colours are those that leave the least error by area: each next one is that whose count times squared distance
// from the nearest chosen is greatest. The same picture gives the same colours. Threads: pure functions.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace epic::shell {

struct FewColours {
    std::array<std::uint8_t, std::size_t{256} * 3> colours{}; // red, green, blue
    std::vector<std::uint8_t> pixels;                         // a colour each
};
// `rgb`: three bytes a pixel.
FewColours in_few_colours(std::span<const std::uint8_t> rgb);

} // namespace epic::shell
