// The hybrid logical clock that orders two edits which did not see each other.
//
// Source: Kulkarni et al., "Logical Physical Clocks" (2014). A stamp is 48 bits of UTC milliseconds and
// a 16-bit counter. It never decides whether there is a conflict, only which value stands until someone
// chooses. Threads: HybridClock is confined to its owner.
#pragma once

#include <compare>
#include <cstdint>

#include "core/base/instant.hpp"

namespace epic {

struct HybridTime {
    std::uint64_t packed = 0; // milliseconds << 16 | counter
    auto operator<=>(const HybridTime&) const = default;
    Instant instant() const { return Instant{static_cast<std::int64_t>(packed >> 16)}; }
    static HybridTime at(Instant instant, std::uint16_t counter = 0) {
        return HybridTime{static_cast<std::uint64_t>(instant.unix_ms) << 16 | counter};
    }
};

class HybridClock {
public:
    explicit HybridClock(HybridTime last = {}) : last_(last) {}
    // Later than every stamp given or seen. `now` is this laptop's clock corrected by the server's.
    HybridTime next(Instant now);
    // Takes another's stamp into account; one more than two minutes ahead of `now` is clamped.
    void see(HybridTime other, Instant now);
    HybridTime last() const { return last_; }

private:
    HybridTime last_;
};

inline constexpr std::int64_t stamp_ahead_ms_max = 120'000;

} // namespace epic
