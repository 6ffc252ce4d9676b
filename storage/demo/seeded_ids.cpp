#include "storage/demo/seeded_ids.hpp"

#include <algorithm>
#include <array>

namespace epic::demo {

std::uint64_t SeededIds::number() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
}

Id SeededIds::next() {
    const std::lock_guard lock(mutex_);
    const std::int64_t now_ms = std::max(clock_.now().unix_ms, last_ms_);
    count_ = now_ms > last_ms_ ? 0 : count_ + 1;
    last_ms_ = now_ms;
    // The first bytes count, so that ids of one millisecond increase; the others are random.
    std::array<std::uint8_t, 10> bits{};
    // Version and variant take the upper bits of the first and the third.
    bits[0] = static_cast<std::uint8_t>((count_ >> 22U) & 0x0FU);
    bits[1] = static_cast<std::uint8_t>(count_ >> 14U);
    bits[2] = static_cast<std::uint8_t>((count_ >> 8U) & 0x3FU);
    bits[3] = static_cast<std::uint8_t>(count_);
    const std::uint64_t random = number();
    for (std::size_t i = 4; i < bits.size(); ++i) bits[i] = static_cast<std::uint8_t>(random >> (8 * (i - 4)));
    return Id::make_v7(now_ms, bits);
}

} // namespace epic::demo
