#include "core/merge/hybrid_clock.hpp"

#include <algorithm>

namespace epic {

HybridTime HybridClock::next(Instant now) {
    last_ = std::max(HybridTime::at(now), HybridTime{last_.packed + 1});
    return last_;
}

void HybridClock::see(HybridTime other, Instant now) {
    const HybridTime limit = HybridTime::at(Instant{now.unix_ms + stamp_ahead_ms_max});
    last_ = std::max(last_, std::min(other, limit));
}

} // namespace epic
