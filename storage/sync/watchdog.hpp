// Shuts a socket down at a deadline or on request, so that a call on it returns.
//
// Threads: `arm` and `disarm` from the socket's owner, `interrupt` from any thread. The socket must stay
// open until the Watchdog is destroyed or disarmed.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace epic::sync {

class Watchdog {
public:
    explicit Watchdog(int socket);
    ~Watchdog();
    Watchdog(const Watchdog&) = delete;
    Watchdog& operator=(const Watchdog&) = delete;

    void arm(std::chrono::milliseconds timeout);
    void disarm();
    void interrupt();
    bool interrupted();

private:
    void run();

    const int socket_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::optional<std::chrono::steady_clock::time_point> deadline_;
    bool interrupted_ = false;
    bool stopping_ = false;
    std::thread thread_;
};

} // namespace epic::sync
