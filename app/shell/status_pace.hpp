// When the window is told of the exchange: only of what it does not show already, and of an exchange that has begun
// only once it takes long enough to be read. One a minute that brings nothing would else be drawn in a dozen frames.
//
// Threads: confined to one.
#pragma once

#include <chrono>
#include <optional>

#include "app/state/sync.hpp"

namespace epic::shell {

class StatusPace {
public:
    using Time = std::chrono::steady_clock::time_point;
    static constexpr std::chrono::milliseconds quiet{400};

    // Whether it is to be told now; it counts as told then.
    bool tells(const app::SyncStatus& status, Time now);
    // When to look again because something is held back.
    const std::optional<Time>& due() const { return due_; }
    // Nothing is shown any more.
    void forget();

private:
    std::optional<app::SyncStatus> told_;
    std::optional<Time> due_;
};

} // namespace epic::shell
