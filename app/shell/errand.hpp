// Something long that runs beside the runner's queue, one at a time: an import, an export.
//
// Threads: start and stop from one thread; the work runs on a thread of its own and looks at its flag now and then.
#pragma once

#include <atomic>
#include <functional>
#include <thread>

namespace epic::shell {

class Errand {
public:
    using Work = std::function<void(const std::atomic<bool>& stop)>;

    ~Errand() { stop(); }
    // False when another is under way.
    bool start(Work work);
    void ask_to_stop() { stop_ = true; }
    void stop();                              // asks, and waits for it
    bool running() const { return running_; } // any thread

private:
    std::thread thread_;
    std::atomic<bool> stop_ = false;
    std::atomic<bool> running_ = false;
};

} // namespace epic::shell
