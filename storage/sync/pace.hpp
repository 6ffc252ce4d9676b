// How much is stored in one transaction: as much as takes a few milliseconds, so that a person who writes meanwhile
// never waits noticeably. Measured in the thread's own processor time: waiting for the disk is not what a smaller
// slice would shorten.
//
// Threads: confined to one.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace epic::sync {

class Pace {
public:
    std::size_t slice() const { return slice_; }

    void took(std::size_t entries, std::int64_t microseconds) {
        if (entries == 0) return;
        const std::int64_t each = std::max<std::int64_t>(1, microseconds / static_cast<std::int64_t>(entries));
        const auto fits = static_cast<std::size_t>(target_us / each);
        // At most doubled, so that one lucky slice does not make the next one long.
        slice_ = std::clamp(fits, slice_min, std::min(slice_max, slice_ * 2));
    }

private:
    static constexpr std::int64_t target_us = 8'000;
    static constexpr std::size_t slice_min = 8;
    static constexpr std::size_t slice_max = 2'000;
    std::size_t slice_ = 64;
};

// Of the calling thread.
std::int64_t processor_time_us();

} // namespace epic::sync
