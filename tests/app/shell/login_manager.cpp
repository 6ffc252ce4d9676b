#include "tests/app/shell/login_manager.hpp"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <mutex>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <systemd/sd-bus.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace epic::test {
namespace {

constexpr const char* path = "/org/freedesktop/login1";
constexpr const char* interface = "org.freedesktop.login1.Manager";

void must(int result, const char* what) {
    if (result < 0) throw std::runtime_error(std::string(what) + ": " + std::strerror(-result));
}

} // namespace

namespace {

// The socket is there a moment before anybody may connect to it.
bool listens(const std::string& socket_path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    socket_path.copy(address.sun_path, sizeof(address.sun_path) - 1);
    const int end = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const bool connected = ::connect(end, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
    ::close(end);
    return connected;
}

} // namespace

PrivateBus::PrivateBus() {
    write_file(folder_ / "bus.conf",
               "<busconfig><type>session</type><listen>" + address() +
                   "</listen><auth>EXTERNAL</auth><policy context=\"default\">"
                   "<allow send_destination=\"*\"/><allow receive_sender=\"*\"/><allow own=\"*\"/>"
                   "</policy></busconfig>\n");
    std::vector<std::string> words{"dbus-daemon", "--config-file=" + (folder_ / "bus.conf").string(), "--nofork",
                                   "--nopidfile"};
    std::vector<char*> pointers;
    for (std::string& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    if (::posix_spawnp(&daemon_, words[0].c_str(), nullptr, nullptr, pointers.data(), environ) != 0) {
        throw std::runtime_error("dbus-daemon cannot be started");
    }
    while (!listens((folder_ / "bus").string())) {
        if (::waitpid(daemon_, nullptr, WNOHANG) != 0) throw std::runtime_error("dbus-daemon ended at once");
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

PrivateBus::~PrivateBus() {
    ::kill(daemon_, SIGTERM);
    ::waitpid(daemon_, nullptr, 0);
}

class LoginManager::Implementation {
public:
    explicit Implementation(const std::string& address) {
        must(sd_bus_new(&bus_), "bus");
        must(sd_bus_set_address(bus_, address.c_str()), "address");
        must(sd_bus_set_bus_client(bus_, 1), "client");
        must(sd_bus_start(bus_), "start");
        static const sd_bus_vtable methods[] = {
            SD_BUS_VTABLE_START(0), SD_BUS_METHOD("Inhibit", "ssss", "h", inhibit, SD_BUS_VTABLE_UNPRIVILEGED),
            SD_BUS_SIGNAL("PrepareForSleep", "b", 0), SD_BUS_VTABLE_END};
        must(sd_bus_add_object_vtable(bus_, nullptr, path, interface, methods, this), "object");
        must(sd_bus_request_name(bus_, "org.freedesktop.login1", 0), "name");
        thread_ = std::thread([this] { run(); });
    }

    ~Implementation() {
        stopping_ = true;
        thread_.join();
        sd_bus_close_unref(bus_);
        for (const int end : ends_) ::close(end);
    }

    void announce(bool sleep) {
        const std::lock_guard lock(mutex_);
        announcements_.push_back(sleep);
    }

    int taken() const {
        const std::lock_guard lock(mutex_);
        return static_cast<int>(ends_.size());
    }

    // The other end of a pipe that is still open somewhere does not hang up.
    bool held() const {
        const std::lock_guard lock(mutex_);
        for (const int end : ends_) {
            pollfd looked{end, POLLIN, 0};
            ::poll(&looked, 1, 0);
            if ((looked.revents & POLLHUP) == 0) return true;
        }
        return false;
    }

    std::string last() const {
        const std::lock_guard lock(mutex_);
        return last_;
    }

private:
    static int inhibit(sd_bus_message* message, void* self, sd_bus_error*) {
        const char* what = nullptr;
        const char* who = nullptr;
        const char* why = nullptr;
        const char* mode = nullptr;
        const int read = sd_bus_message_read(message, "ssss", &what, &who, &why, &mode);
        if (read < 0) return read;
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0) return -errno;
        auto& own = *static_cast<Implementation*>(self);
        {
            const std::lock_guard lock(own.mutex_);
            own.ends_.push_back(ends[0]);
            own.last_ = std::string(what) + " " + mode;
        }
        const int answered = sd_bus_reply_method_return(message, "h", ends[1]); // sends a duplicate
        ::close(ends[1]);
        return answered;
    }

    void run() {
        while (!stopping_) {
            while (sd_bus_process(bus_, nullptr) > 0) {
            }
            std::vector<bool> announcements;
            {
                const std::lock_guard lock(mutex_);
                announcements.swap(announcements_);
            }
            for (const bool sleep : announcements) {
                sd_bus_emit_signal(bus_, path, interface, "PrepareForSleep", "b", sleep ? 1 : 0);
            }
            sd_bus_flush(bus_);
            sd_bus_wait(bus_, 5'000);
        }
    }

    sd_bus* bus_ = nullptr;
    mutable std::mutex mutex_;
    std::vector<bool> announcements_;
    std::vector<int> ends_;
    std::string last_;
    std::atomic<bool> stopping_{false};
    std::thread thread_;
};

LoginManager::LoginManager(const PrivateBus& bus) : implementation_(std::make_unique<Implementation>(bus.address())) {}
LoginManager::~LoginManager() = default;
void LoginManager::announce(bool sleep) {
    implementation_->announce(sleep);
}
int LoginManager::inhibitors_taken() const {
    return implementation_->taken();
}
bool LoginManager::is_held() const {
    return implementation_->held();
}
std::string LoginManager::last_inhibitor() const {
    return implementation_->last();
}

} // namespace epic::test
