// UUIDv7 identifiers (RFC 9562, section 5.7), made on the laptop and never issued by a server.
//
// Text form: 36 characters, lower case with hyphens. Ids order by creation time, as bytes and as text.
// Threads: plain values.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace epic {

struct Id {
    std::array<std::uint8_t, 16> bytes{};

    bool is_nil() const;
    std::string text() const; // 36 characters
    std::string hex() const;  // 32 characters, the form on the wire
    auto operator<=>(const Id&) const = default;

    // Takes the 36- and the 32-character form, any case; nothing else.
    static std::optional<Id> parse(std::string_view text);
    // `random` supplies the 74 random bits; the version and variant are set here.
    static Id make_v7(std::int64_t unix_ms, std::span<const std::uint8_t, 10> random);
};

// The seam for new ids: random in the program, counted in tests.
class IdSource {
public:
    virtual ~IdSource() = default;
    // Strictly increasing within one source. Any thread.
    virtual Id next() = 0;
};

} // namespace epic

template <>
struct std::hash<epic::Id> {
    std::size_t operator()(const epic::Id& id) const noexcept {
        // The tail of a UUIDv7 is random: it is a hash already.
        std::size_t value = 0;
        for (std::size_t i = 8; i < 16; ++i) value = value << 8 | id.bytes[i];
        return value;
    }
};
