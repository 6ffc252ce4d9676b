// Locks the file before the computer sleeps: what a SleepWatch tells, done with the App between its frames.
//
// Drafts are kept in the file as with any lock. Where no frame comes in time (a hidden window may not be drawn), the
// keys are wiped all the same, and what was typed since the last draft is lost.
// Threads: the one that draws; `wake` is called from another.
#pragma once

#include <atomic>
#include <functional>
#include <string>

#include "app/shell/app.hpp"
#include "app/shell/sleep_watch.hpp"

namespace epic::shell {

class SleepLock {
public:
    // `app` must outlive it. `wake` asks for a frame. `bus` as for SleepWatch.
    SleepLock(App& app, std::function<void()> wake, const std::string& bus = {});

    bool active() const { return watch_.active(); }
    // Call before each frame of the App.
    void before_frame();

private:
    App& app_;
    std::atomic<bool> sleeps_{false};
    SleepWatch watch_; // last: its thread uses the others
};

} // namespace epic::shell
