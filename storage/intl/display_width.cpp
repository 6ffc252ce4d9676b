#include "storage/intl/display_width.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace epic::intl {
namespace {

constexpr UChar32 replacement = 0xfffd;
constexpr UChar32 joiner = 0x200d;
constexpr UChar32 emoji_selector = 0xfe0f;

// The next character; ill-formed bytes are U+FFFD.
UChar32 next(std::string_view text, std::int32_t& at) {
    UChar32 character = 0;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    U8_NEXT_OR_FFFD(bytes, at, static_cast<std::int32_t>(text.size()), character);
    return character;
}

std::size_t width_of(UChar32 character) {
    switch (u_charType(character)) {
        case U_NON_SPACING_MARK:
        case U_ENCLOSING_MARK:
        case U_FORMAT_CHAR:
        case U_CONTROL_CHAR: return 0;
        default: break;
    }
    const int wide = u_getIntPropertyValue(character, UCHAR_EAST_ASIAN_WIDTH);
    return wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ? 2 : 1;
}

// One character with what combines with it.
struct Cluster {
    std::size_t bytes = 0;
    std::size_t width = 0;
};

Cluster next_cluster(std::string_view text) {
    Cluster cluster;
    std::int32_t at = 0;
    UChar32 last = next(text, at);
    cluster.width = width_of(last);
    cluster.bytes = static_cast<std::size_t>(at);
    while (cluster.bytes < text.size()) {
        const UChar32 character = next(text, at);
        const bool skin = u_hasBinaryProperty(character, UCHAR_EMOJI_MODIFIER) != 0 && cluster.width == 2;
        if (last != joiner && !skin && width_of(character) > 0) break;
        if (character == emoji_selector && u_hasBinaryProperty(last, UCHAR_EMOJI) != 0) cluster.width = 2;
        last = character;
        cluster.bytes = static_cast<std::size_t>(at);
    }
    return cluster;
}

} // namespace

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    while (!text.empty()) {
        const Cluster cluster = next_cluster(text);
        width += cluster.width;
        text.remove_prefix(cluster.bytes);
    }
    return width;
}

std::string cut_to_width(std::string_view text, std::size_t width) {
    if (display_width(text) <= width) return std::string(text);
    std::size_t bytes = 0;
    std::size_t used = 0;
    while (bytes < text.size()) {
        const Cluster cluster = next_cluster(text.substr(bytes));
        if (used + cluster.width + 1 > width) break;
        used += cluster.width;
        bytes += cluster.bytes;
    }
    return std::string(text.substr(0, bytes)) + "…";
}

std::string printable(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::int32_t at = 0; static_cast<std::size_t>(at) < text.size();) {
        const auto begin = static_cast<std::size_t>(at);
        const UChar32 character = next(text, at);
        const bool turns = (character >= 0x202a && character <= 0x202e) || (character >= 0x2066 && character <= 0x2069);
        const bool control = u_charType(character) == U_CONTROL_CHAR && character != '\n';
        if (character == '\t') {
            out += ' ';
        } else if (character == replacement || turns || control) {
            out += "\xef\xbf\xbd";
        } else {
            out += text.substr(begin, static_cast<std::size_t>(at) - begin);
        }
    }
    return out;
}

} // namespace epic::intl
