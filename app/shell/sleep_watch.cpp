#include "app/shell/sleep_watch.hpp"

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <sys/eventfd.h>
#include <systemd/sd-bus.h>
#include <thread>
#include <unistd.h>

namespace epic::shell {
namespace {

constexpr const char* service = "org.freedesktop.login1";
constexpr const char* path = "/org/freedesktop/login1";
constexpr const char* interface = "org.freedesktop.login1.Manager";
constexpr std::chrono::milliseconds patience{2000};

using Time = std::chrono::steady_clock::time_point;

class Descriptor {
public:
    explicit Descriptor(int number = -1) : number_(number) {}
    ~Descriptor() { reset(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    void reset(int number = -1) {
        if (number_ >= 0) ::close(number_);
        number_ = number;
    }
    int get() const { return number_; }

private:
    int number_;
};

struct Unref {
    void operator()(sd_bus* bus) const { sd_bus_close_unref(bus); }
    void operator()(sd_bus_message* message) const { sd_bus_message_unref(message); }
};
using Bus = std::unique_ptr<sd_bus, Unref>;
using BusMessage = std::unique_ptr<sd_bus_message, Unref>;

Bus connect(const std::string& address) {
    sd_bus* bus = nullptr;
    if (address.empty()) {
        if (sd_bus_open_system(&bus) < 0) return nullptr;
        return Bus(bus);
    }
    if (sd_bus_new(&bus) < 0) return nullptr;
    Bus opened(bus);
    const bool ready =
        sd_bus_set_address(bus, address.c_str()) >= 0 && sd_bus_set_bus_client(bus, 1) >= 0 && sd_bus_start(bus) >= 0;
    return ready ? std::move(opened) : nullptr;
}

} // namespace

class SleepWatch::Implementation {
public:
    Implementation(SleepCallbacks callbacks, const std::string& address)
        : callbacks_(std::move(callbacks)), bus_(connect(address)), wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
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
        pollfd waited[2] = {{sd_bus_get_fd(bus_.get()), static_cast<short>(sd_bus_get_events(bus_.get())), 0},
                            {wake_.get(), POLLIN, 0}};
        int timeout_ms = -1;
        if (deadline_) {
            const auto left =
                std::chrono::ceil<std::chrono::milliseconds>(*deadline_ - std::chrono::steady_clock::now());
            timeout_ms = static_cast<int>(std::max<std::int64_t>(left.count(), 0));
        }
        ::poll(waited, 2, timeout_ms);
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
