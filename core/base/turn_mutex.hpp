// A mutex that is given in the order in which it was asked for.
//
// With std::mutex a thread that locks it again and again (the exchange, slice after slice) keeps those out that wait:
// whoever is running takes it before the one that has to be woken.
// Threads: any. Works with std::lock_guard and std::unique_lock.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace epic {

class TurnMutex {
public:
    TurnMutex() = default;
    TurnMutex(const TurnMutex&) = delete;
    TurnMutex& operator=(const TurnMutex&) = delete;

    void lock() {
        std::unique_lock guard(mutex_);
        const std::uint64_t mine = last_++;
        changed_.wait(guard, [&] { return mine == serving_; });
    }
    // For who holds it: whether somebody waits for it.
    bool wanted() const {
        const std::lock_guard guard(mutex_);
        return last_ - serving_ > 1;
    }
    void unlock() {
        {
            const std::lock_guard guard(mutex_);
            ++serving_;
        }
        changed_.notify_all();
    }

private:
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::uint64_t last_ = 0;
    std::uint64_t serving_ = 0;
};

} // namespace epic
