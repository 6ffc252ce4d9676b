// Stands between a client and a server on loopback and hurts their connection at an exact byte.
//
// A fault is for one connection, the next to be accepted; those after it pass untouched. Bytes are counted as they
// are handed on, in either direction. Throws std::runtime_error when it cannot listen.
// Threads: its own, one; members from any.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <thread>

namespace epic::test {

struct Fault {
    enum class Kind : std::uint8_t {
        none,
        close, // in good order
        reset, // as a router does that has forgotten the connection
        stall, // both sides stay connected, nothing passes any more
    };
    Kind kind = Kind::none;
    // It happens when exactly so many bytes have passed in that direction.
    std::optional<std::uint64_t> after_up{};
    std::optional<std::uint64_t> after_down{};
    std::chrono::microseconds each_piece{0}; // waits so long before a piece is handed on
    std::size_t piece_bytes = 16'384;        // and hands on so many at a time
};

class FaultProxy {
public:
    explicit FaultProxy(std::uint16_t target);
    ~FaultProxy();
    FaultProxy(const FaultProxy&) = delete;
    FaultProxy& operator=(const FaultProxy&) = delete;

    std::uint16_t port() const { return port_; }
    void next(const Fault& fault);
    // Of the connection that was accepted last.
    struct Counts {
        std::uint64_t up = 0;
        std::uint64_t down = 0;
    };
    Counts counts() const { return {up_, down_}; }
    bool happened() const { return happened_; } // the fault given last

private:
    struct Pair;
    void run();
    void serve(int client, const Fault& fault);
    bool hand_on(Pair& pair, bool up, const Fault& fault);

    std::uint16_t target_;
    std::uint16_t port_ = 0;
    int listener_ = -1;
    int wake_[2] = {-1, -1};
    std::mutex mutex_;
    Fault fault_;
    std::atomic<std::uint64_t> up_ = 0;
    std::atomic<std::uint64_t> down_ = 0;
    std::atomic<bool> happened_ = false;
    std::atomic<bool> stopping_ = false;
    std::thread thread_;
};

} // namespace epic::test
