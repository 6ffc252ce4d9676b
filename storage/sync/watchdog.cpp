#include "storage/sync/watchdog.hpp"

#include <csignal>
#include <pthread.h>
#include <sys/socket.h>

namespace epic::sync {

Watchdog::Watchdog(int socket) : socket_(socket) {
    // The new thread inherits the mask: signals are for the thread that expects them.
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    thread_ = std::thread([this] { run(); });
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

Watchdog::~Watchdog() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void Watchdog::arm(std::chrono::milliseconds timeout) {
    {
        const std::lock_guard lock(mutex_);
        deadline_ = std::chrono::steady_clock::now() + timeout;
    }
    changed_.notify_all();
}

void Watchdog::disarm() {
    const std::lock_guard lock(mutex_);
    deadline_.reset();
}

void Watchdog::interrupt() {
    const std::lock_guard lock(mutex_);
    interrupted_ = true;
    ::shutdown(socket_, SHUT_RDWR);
}

bool Watchdog::interrupted() {
    const std::lock_guard lock(mutex_);
    return interrupted_;
}

void Watchdog::run() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        if (!deadline_) {
            changed_.wait(lock);
        } else if (std::chrono::steady_clock::now() < *deadline_) {
            changed_.wait_until(lock, *deadline_);
        } else {
            ::shutdown(socket_, SHUT_RDWR);
            deadline_.reset();
        }
    }
}

} // namespace epic::sync
