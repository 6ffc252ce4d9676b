#include "core/base/id.hpp"

#include <algorithm>

namespace epic {
namespace {

constexpr std::string_view digits = "0123456789abcdef";

int nibble(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_hyphen_position(std::size_t i) {
    return i == 8 || i == 13 || i == 18 || i == 23;
}

} // namespace

bool Id::is_nil() const {
    return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t b) { return b == 0; });
}

std::string Id::hex() const {
    std::string out;
    out.reserve(32);
    for (const std::uint8_t b : bytes) {
        out += digits[b >> 4];
        out += digits[b & 15];
    }
    return out;
}

std::string Id::text() const {
    std::string out = hex();
    for (const std::size_t position : {8u, 13u, 18u, 23u}) out.insert(position, 1, '-');
    return out;
}

std::optional<Id> Id::parse(std::string_view text) {
    const bool hyphens = text.size() == 36;
    if (!hyphens && text.size() != 32) return std::nullopt;
    Id id;
    std::size_t read = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (hyphens && is_hyphen_position(i)) {
            if (text[i] != '-') return std::nullopt;
            continue;
        }
        const int value = nibble(text[i]);
        if (value < 0) return std::nullopt;
        id.bytes[read / 2] = static_cast<std::uint8_t>(id.bytes[read / 2] << 4 | value);
        ++read;
    }
    return id;
}

Id Id::make_v7(std::int64_t unix_ms, std::span<const std::uint8_t, 10> random) {
    Id id;
    for (std::size_t i = 0; i < 6; ++i) {
        id.bytes[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(unix_ms) >> (40 - 8 * i));
    }
    std::copy(random.begin(), random.end(), id.bytes.begin() + 6);
    id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0f) | 0x70);
    id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3f) | 0x80);
    return id;
}

} // namespace epic
