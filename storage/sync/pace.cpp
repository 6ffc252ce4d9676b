#include "storage/sync/pace.hpp"

#include <algorithm>
#include <ctime>

namespace epic::sync {

void Pace::took(std::size_t entries, std::int64_t microseconds) {
    if (entries == 0) return;
    if (short_ones_ > 0) {
        --short_ones_;
    } else {
        target_us_ = std::min(long_us, target_us_ * 2);
    }
    const std::int64_t each = std::max<std::int64_t>(1, microseconds / static_cast<std::int64_t>(entries));
    const auto fits = static_cast<std::size_t>(target_us_ / each);
    // At most doubled, so that one lucky slice does not make the next one long.
    slice_ = std::clamp(fits, slice_min, std::min(slice_max, slice_ * 2));
}

void Pace::gave_way() {
    slice_ = std::max(slice_min, slice_ * static_cast<std::size_t>(short_us) / static_cast<std::size_t>(target_us_));
    target_us_ = short_us;
    short_ones_ = calm;
}

void PageLength::took(std::uint32_t records, std::int64_t milliseconds) {
    if (milliseconds > late_ms) {
        records_ = std::max(records_min, records_ / 2);
    } else if (milliseconds <= soon_ms && records >= records_) {
        records_ = std::min(records_max, records_ * 2);
    }
}

std::int64_t processor_time_us() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<std::int64_t>(now.tv_sec) * 1'000'000 + now.tv_nsec / 1'000;
}

} // namespace epic::sync
