// Pictures as rows of pixels: read, written, compared.
//
// What cannot be read or written throws std::runtime_error. Threads: plain values.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace epic::test {

struct Picture {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> pixels; // rows from top to bottom, red, green, blue

    std::size_t count() const { return static_cast<std::size_t>(width) * static_cast<std::size_t>(height); }
};

Picture read_picture(const std::filesystem::path& path);
void write_picture(const std::filesystem::path& path, const Picture& picture);

// How far a channel may be off before the pixel counts, of 255, and how many of 100,000 pixels may.
inline constexpr int channel_tolerance = 24;
inline constexpr double pixels_tolerated_per_100000 = 10;

struct Difference {
    std::size_t pixels = 0; // that are off by more than the tolerance; all when the sizes differ
    bool tolerated = false;
    Picture marked; // the second, faded, with those pixels in red
};
Difference compare(const Picture& expected, const Picture& actual);

} // namespace epic::test
