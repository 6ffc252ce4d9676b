// Tells when the computer is about to sleep, and holds it until the file is locked: systemd-logind's PrepareForSleep
// with a "delay" inhibitor (https://systemd.io/INHIBITOR_LOCKS/). A sleeping computer keeps its memory, keys included.
//
// logind waits InhibitDelayMaxSec, 5 s where nobody changed it, and then sleeps all the same.
// Threads: construction and destruction on one thread; may_sleep() from any; the callbacks come on a thread of its own.
#pragma once

#include <functional>
#include <memory>
#include <string>

namespace epic::shell {

struct SleepCallbacks {
    // Lock the file and call may_sleep().
    std::function<void()> about_to_sleep;
    // Two seconds later may_sleep() has not been called: lock the file from this very thread. The computer sleeps
    // when this returns.
    std::function<void()> too_late;
};

class SleepWatch {
public:
    // `bus` is a D-Bus address; empty for the system bus. Without a bus, or without logind on it, the watch does
    // nothing: active() says so.
    explicit SleepWatch(SleepCallbacks callbacks, const std::string& bus = {});
    ~SleepWatch();
    SleepWatch(const SleepWatch&) = delete;
    SleepWatch& operator=(const SleepWatch&) = delete;

    bool active() const;
    // Nothing is left to protect: the computer may sleep.
    void may_sleep();

private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

} // namespace epic::shell
