#include <cassert>
#include <chrono>
#include <mutex>
#include <sodium.h>
#include <span>

#include "storage/intl/intl.hpp"

namespace epic::intl {
namespace {

using RandomBits = std::array<std::uint8_t, 10>;

// Adds a random step of 1 to 2^32 to the number that the bytes spell. False when it runs over.
bool step_up(RandomBits& bits) {
    std::uint64_t carry = std::uint64_t{randombytes_random()} + 1;
    for (std::size_t i = bits.size(); i-- > 0 && carry != 0;) {
        carry += bits[i];
        bits[i] = static_cast<std::uint8_t>(carry & 0xff);
        carry >>= 8;
    }
    return carry == 0;
}

} // namespace

Instant SystemClock::now() const {
    const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
    return Instant{std::chrono::duration_cast<std::chrono::milliseconds>(since_epoch).count()};
}

struct RandomIds::State {
    explicit State(const Clock& source) : clock(source) {}
    const Clock& clock;
    std::mutex mutex;
    Id last{};
    std::int64_t last_ms = -1;
    RandomBits bits{};
};

RandomIds::RandomIds(const Clock& clock) : state_(std::make_unique<State>(clock)) {
    [[maybe_unused]] const int ready = sodium_init();
    assert(ready >= 0);
}

RandomIds::~RandomIds() = default;

Id RandomIds::next() {
    const std::lock_guard lock(state_->mutex);
    const std::int64_t now_ms = state_->clock.now().unix_ms;
    if (now_ms > state_->last_ms) {
        state_->last_ms = now_ms;
        randombytes_buf(state_->bits.data(), state_->bits.size());
    }
    Id id = Id::make_v7(state_->last_ms, state_->bits);
    // make_v7 takes 74 of the 80 bits, so one step may leave the id as it was.
    while (id <= state_->last) {
        if (!step_up(state_->bits)) {
            ++state_->last_ms;
            randombytes_buf(state_->bits.data(), state_->bits.size());
        }
        id = Id::make_v7(state_->last_ms, state_->bits);
    }
    state_->last = id;
    return id;
}

const Environment& system_environment() {
    static const SystemClock clock;
    static const IcuTimeZones zones;
    static const IcuUnicode unicode;
    static RandomIds ids(clock);
    static const Environment environment{clock, zones, unicode, ids};
    return environment;
}

} // namespace epic::intl
