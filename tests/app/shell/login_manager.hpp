// A message bus of the test's own, and on it what systemd-logind does when the computer goes to sleep.
//
// Throws std::runtime_error when the bus does not start. Threads: any.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <sys/types.h>

#include "tests/support/places.hpp"

namespace epic::test {

class PrivateBus {
public:
    PrivateBus();
    ~PrivateBus();
    PrivateBus(const PrivateBus&) = delete;
    PrivateBus& operator=(const PrivateBus&) = delete;
    std::string address() const { return "unix:path=" + (folder_ / "bus").string(); }

private:
    TemporaryFolder folder_;
    pid_t daemon_ = -1;
};

class LoginManager {
public:
    explicit LoginManager(const PrivateBus& bus);
    ~LoginManager();
    LoginManager(const LoginManager&) = delete;
    LoginManager& operator=(const LoginManager&) = delete;

    // PrepareForSleep: about to sleep, or awake again.
    void announce(bool sleep);
    // How often an inhibitor was asked for, and whether one is held.
    int inhibitors_taken() const;
    bool is_held() const;
    // "sleep delay": what the last was for.
    std::string last_inhibitor() const;

private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

} // namespace epic::test
