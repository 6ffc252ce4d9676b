// The effects that core needs and does not have: the clock, time zones and Unicode tables.
//
// Storage implements them with the system clock and ICU (storage/intl); tests with fixed values.
// Every implementation must be callable from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/instant.hpp"
#include "core/base/result.hpp"

namespace epic {

class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
};

class TimeZones {
public:
    virtual ~TimeZones() = default;
    // True for an IANA name such as "Europe/Paris".
    virtual bool knows(std::string_view zone) const = 0;
    // `zone` must be known. A civil time that a summer-time change skips moves forward by the gap; one
    // that occurs twice is the earlier.
    virtual Instant to_instant(const CivilTime& time, std::string_view zone) const = 0;
    virtual CivilTime to_civil(Instant instant, std::string_view zone) const = 0;
    virtual std::vector<std::string> names() const = 0;
    // The zone this computer is set to; "Europe/Paris" when it cannot be told.
    virtual std::string local_zone() const = 0;
};

class Unicode {
public:
    virtual ~Unicode() = default;
    // Unicode normalisation form C. Ill-formed UTF-8 becomes U+FFFD.
    virtual std::string nfc(std::string_view text) const = 0;
    // For comparing as people do: case and accents gone, ligatures opened ("Œuvre" → "oeuvre").
    virtual std::string fold(std::string_view text) const = 0;
    // Bytes whose order is the order of French readers (ICU collation, locale fr).
    virtual std::string sort_key(std::string_view text) const = 0;
};

} // namespace epic
