// The effects that core asks for, with the system clock, ICU and libsodium behind them.
//
// `system_environment()` is what the program uses; tests build an Environment of their own.
// Ownership: an Environment refers, it owns nothing; what it names outlives every user of it.
// Threads: everything here may be called from any thread.
#pragma once

#include <array>
#include <memory>
#include <string>

#include "core/base/id.hpp"
#include "core/base/seams.hpp"

namespace epic::intl {

struct Environment {
    const Clock& clock;
    const TimeZones& zones;
    const Unicode& unicode;
    IdSource& ids;
};

// Lives until the program ends. Asserts that libsodium and ICU's data are there.
const Environment& system_environment();

class SystemClock final : public Clock {
public:
    Instant now() const override;
};

// UUIDv7 from a clock and the system's random numbers. Ids made within one millisecond, or while the
// clock stands still or goes back, still increase (RFC 9562, section 6.2, method 2).
class RandomIds final : public IdSource {
public:
    explicit RandomIds(const Clock& clock);
    ~RandomIds() override;
    Id next() override;

private:
    struct State;
    std::unique_ptr<State> state_;
};

class IcuTimeZones final : public TimeZones {
public:
    IcuTimeZones();
    ~IcuTimeZones() override;
    bool knows(std::string_view zone) const override;
    Instant to_instant(const CivilTime& time, std::string_view zone) const override;
    CivilTime to_civil(Instant instant, std::string_view zone) const override;
    std::vector<std::string> names() const override;
    std::string local_zone() const override;

private:
    struct State;
    std::unique_ptr<State> state_;
};

class IcuUnicode final : public Unicode {
public:
    IcuUnicode();
    ~IcuUnicode() override;
    std::string nfc(std::string_view text) const override;
    std::string fold(std::string_view text) const override;
    std::string sort_key(std::string_view text) const override;
    // Less than, equal to or greater than zero, in the order of sort_key.
    int compare(std::string_view a, std::string_view b) const;
    // Changes when sort keys or foldings that were stored have to be made again.
    static std::string version();

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace epic::intl
