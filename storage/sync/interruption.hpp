// Ends what blocks on the network, from another thread.
//
//     Interruption stop;
//     std::thread([&] { central_verify(store, environment, credential, {}, &stop); });
//     stop.interrupt();
//
// Threads: `interrupt` and `interrupted` from any; `during` from the one that blocks. Must outlive what it interrupts.
#pragma once

#include <functional>
#include <memory>
#include <mutex>

namespace epic::sync {

class Interruption {
public:
    // For good: what begins later ends at once.
    void interrupt();
    bool interrupted() const;

    // While the guard lives, interrupt() calls `end`, which must be quick and fit for any thread. Called at once when
    // it is too late already. One at a time.
    class Guard {
    public:
        explicit Guard(Interruption* owner) : owner_(owner) {}
        ~Guard();
        Guard(const Guard&) = delete;
        Guard& operator=(const Guard&) = delete;

    private:
        Interruption* owner_;
    };
    // Nothing for nobody: `interruption` may be null.
    [[nodiscard]] static std::unique_ptr<Guard> during(Interruption* interruption, std::function<void()> end);

private:
    mutable std::mutex mutex_;
    bool interrupted_ = false;
    std::function<void()> end_;
};

} // namespace epic::sync
