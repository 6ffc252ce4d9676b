#include "tests/app/golden/picture.hpp"

#include <algorithm>
#include <cstdlib>
#include <png.h>
#include <stdexcept>
#include <string>

namespace epic::test {

Picture read_picture(const std::filesystem::path& path) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_file(&image, path.c_str()) == 0)
        throw std::runtime_error(path.string() + ": " + image.message);
    image.format = PNG_FORMAT_RGB;
    Picture picture{static_cast<int>(image.width), static_cast<int>(image.height), {}};
    picture.pixels.resize(PNG_IMAGE_SIZE(image));
    if (png_image_finish_read(&image, nullptr, picture.pixels.data(), 0, nullptr) == 0)
        throw std::runtime_error(path.string() + ": " + image.message);
    return picture;
}

void write_picture(const std::filesystem::path& path, const Picture& picture) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(picture.width);
    image.height = static_cast<png_uint_32>(picture.height);
    image.format = PNG_FORMAT_RGB;
    if (png_image_write_to_file(&image, path.c_str(), 0, picture.pixels.data(), 0, nullptr) == 0)
        throw std::runtime_error(path.string() + ": " + image.message);
}

Difference compare(const Picture& expected, const Picture& actual) {
    Difference difference{0, false, actual};
    if (expected.width != actual.width || expected.height != actual.height) {
        difference.pixels = actual.count();
        return difference;
    }
    for (std::size_t at = 0; at < actual.pixels.size(); at += 3) {
        int off = 0;
        for (std::size_t channel = at; channel < at + 3; ++channel) {
            off = std::max(off, std::abs(int{expected.pixels[channel]} - int{actual.pixels[channel]}));
        }
        const bool counts = off > channel_tolerance;
        if (counts) ++difference.pixels;
        for (std::size_t channel = at; channel < at + 3; ++channel) {
            const int faded = 170 + int{actual.pixels[channel]} / 3;
            difference.marked.pixels[channel] = static_cast<std::uint8_t>(counts ? (channel == at ? 220 : 0) : faded);
        }
    }
    difference.tolerated = static_cast<double>(difference.pixels) * 100'000 <=
                           static_cast<double>(actual.count()) * pixels_tolerated_per_100000;
    return difference;
}

} // namespace epic::test
