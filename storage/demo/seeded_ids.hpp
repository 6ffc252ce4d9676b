// Identifiers that follow from a seed and a clock: the same on every run, for pictures that are compared and never for
// real work.
//
// UUIDv7 (RFC 9562); its random bits are those of SplitMix64 (Steele et al., 2014). Threads: any.
#pragma once

#include <cstdint>
#include <mutex>

#include "core/base/id.hpp"
#include "core/base/seams.hpp"

namespace epic::demo {

class SeededIds final : public IdSource {
public:
    SeededIds(const Clock& clock, std::uint64_t seed) : clock_(clock), state_(seed) {}
    Id next() override;

private:
    std::uint64_t number();
    const Clock& clock_;
    std::mutex mutex_;
    std::uint64_t state_;
    std::int64_t last_ms_ = -1;
    std::uint64_t count_ = 0; // within a millisecond: what increases
};

} // namespace epic::demo
