#include "app/shell/sleep_watch.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <fcntl.h>
#include <optional>
#include <sys/eventfd.h>
#include <thread>

#include "app/shell/message_bus.hpp"

namespace epic::shell {
namespace {

constexpr const char* service = "org.freedesktop.login1";
constexpr const char* path = "/org/freedesktop/login1";
constexpr const char* interface = "org.freedesktop.login1.Manager";
constexpr std::chrono::milliseconds patience{2000};

using Time = std::chrono::steady_clock::time_point;

} // namespace

class SleepWatch::Implementation {
public:
    Implementation(SleepCallbacks callbacks, const std::string& address)
        : callbacks_(std::move(callbacks)),
          bus_(connect_to_bus(WhichBus::system, address)),
          wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
        if (!bus_ || !hold()) return;
        if (sd_bus_match_signal(bus_.get(), nullptr, service, path, interface, "PrepareForSleep", on_signal, this) <
            0) {
            inhibitor_.reset();
            return;
        }
        active_ = true;
        thread_ = std::thread([this] { run(); });
    }

    ~Implementation() {
        stopping_ = true;
        signal();
        if (thread_.joinable()) thread_.join();
    }

    bool active() const { return active_; }

    void may_sleep() {
        released_ = true;
        signal();
    }

private:
    // The computer does not sleep while this descriptor is open.
    bool hold() {
        sd_bus_message* reply = nullptr;
        const int called = sd_bus_call_method(bus_.get(), service, path, interface, "Inhibit", nullptr, &reply, "ssss",
                                              "sleep", "Epic Events", "The file is being locked.", "delay");
        if (called < 0) return false;
        const BusMessage owner(reply);
        int descriptor = -1;
        if (sd_bus_message_read(reply, "h", &descriptor) < 0) return false;
        inhibitor_.reset(::fcntl(descriptor, F_DUPFD_CLOEXEC, 3));
        return inhibitor_.get() >= 0;
    }

    static int on_signal(sd_bus_message* message, void* self, sd_bus_error*) {
        int sleeps = 0;
        if (sd_bus_message_read(message, "b", &sleeps) >= 0) {
            static_cast<Implementation*>(self)->prepare(sleeps != 0);
        }
        return 0;
    }

    void prepare(bool sleeps) {
        if (!sleeps) {
            deadline_.reset();
            if (inhibitor_.get() < 0) hold();
            return;
        }
        released_ = false;
        deadline_ = std::chrono::steady_clock::now() + patience;
        callbacks_.about_to_sleep();
    }

    void run() {
        while (!stopping_) {
            int processed = 1;
            while (processed > 0 && !stopping_) processed = sd_bus_process(bus_.get(), nullptr);
            if (processed < 0) break; // the bus went away: nothing more will come
            if (deadline_ && released_) {
                deadline_.reset();
                inhibitor_.reset();
            } else if (deadline_ && std::chrono::steady_clock::now() >= *deadline_) {
                deadline_.reset();
                callbacks_.too_late();
                inhibitor_.reset();
            }
            wait();
        }
        inhibitor_.reset();
    }

    void wait() {
        int timeout_ms = -1;
        if (deadline_) {
            const auto left =
                std::chrono::ceil<std::chrono::milliseconds>(*deadline_ - std::chrono::steady_clock::now());
            timeout_ms = static_cast<int>(std::max<std::int64_t>(left.count(), 0));
        }
        wait_for_bus(bus_.get(), wake_.get(), timeout_ms);
        std::uint64_t count = 0;
        while (::read(wake_.get(), &count, sizeof count) > 0) {
        }
    }

    void signal() {
        const std::uint64_t one = 1;
        static_cast<void>(!::write(wake_.get(), &one, sizeof one));
    }

    const SleepCallbacks callbacks_;
    Bus bus_; // of the constructor, then of the thread
    Descriptor inhibitor_;
    Descriptor wake_;
    std::optional<Time> deadline_; // while the computer waits for us
    std::atomic<bool> released_{false};
    std::atomic<bool> stopping_{false};
    bool active_ = false;
    std::thread thread_;
};

SleepWatch::SleepWatch(SleepCallbacks callbacks, const std::string& bus)
    : implementation_(std::make_unique<Implementation>(std::move(callbacks), bus)) {}
SleepWatch::~SleepWatch() = default;

bool SleepWatch::active() const {
    return implementation_->active();
}

void SleepWatch::may_sleep() {
    implementation_->may_sleep();
}

} // namespace epic::shell
