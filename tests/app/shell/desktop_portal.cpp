#include "tests/app/shell/desktop_portal.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <mutex>
#include <stdexcept>
#include <systemd/sd-bus.h>
#include <thread>

namespace epic::test {
namespace {

constexpr const char* path = "/org/freedesktop/portal/desktop";
constexpr const char* requests = "/org/freedesktop/portal/desktop/request";
constexpr const char* request_interface = "org.freedesktop.portal.Request";

void must(int result, const char* what) {
    if (result < 0) throw std::runtime_error(std::string(what) + ": " + std::strerror(-result));
}

std::string read_text(sd_bus_message* message) {
    const char* text = "";
    must(sd_bus_message_read(message, "v", "s", &text), "text");
    return text;
}

void read_filters(sd_bus_message* message, PortalRequest& request) {
    must(sd_bus_message_enter_container(message, 'v', "a(sa(us))"), "filters");
    must(sd_bus_message_enter_container(message, 'a', "(sa(us))"), "list of filters");
    while (sd_bus_message_enter_container(message, 'r', "sa(us)") > 0) {
        const char* name = "";
        std::uint32_t kind = 0;
        const char* pattern = "";
        must(sd_bus_message_read(message, "s", &name), "name of a filter");
        must(sd_bus_message_enter_container(message, 'a', "(us)"), "patterns");
        must(sd_bus_message_read(message, "(us)", &kind, &pattern), "pattern");
        must(sd_bus_message_exit_container(message), "patterns");
        must(sd_bus_message_exit_container(message), "filter");
        request.filters.emplace_back(name, pattern);
    }
    must(sd_bus_message_exit_container(message), "list of filters");
    must(sd_bus_message_exit_container(message), "filters");
}

void read_folder(sd_bus_message* message, PortalRequest& request) {
    const void* bytes = nullptr;
    std::size_t size = 0;
    must(sd_bus_message_enter_container(message, 'v', "ay"), "folder");
    must(sd_bus_message_read_array(message, 'y', &bytes, &size), "bytes of the folder");
    must(sd_bus_message_exit_container(message), "folder");
    const auto* letters = static_cast<const char*>(bytes);
    if (size == 0 || letters[size - 1] != 0) throw std::runtime_error("the folder does not end with a zero");
    request.folder.assign(letters, size - 1);
}

// What was asked, and the handle_token among it.
std::string read_request(sd_bus_message* message, PortalRequest& request) {
    const char* parent = "";
    const char* title = "";
    std::string token;
    must(sd_bus_message_read(message, "ss", &parent, &title), "parent and title");
    request.parent = parent;
    request.title = title;
    must(sd_bus_message_enter_container(message, 'a', "{sv}"), "options");
    while (sd_bus_message_enter_container(message, 'e', "sv") > 0) {
        const char* key = "";
        must(sd_bus_message_read(message, "s", &key), "key");
        const std::string option = key;
        if (option == "handle_token") {
            token = read_text(message);
        } else if (option == "current_name") {
            request.name = read_text(message);
        } else if (option == "modal") {
            int modal = 0;
            must(sd_bus_message_read(message, "v", "b", &modal), "modal");
            request.modal = modal != 0;
        } else if (option == "filters") {
            read_filters(message, request);
        } else if (option == "current_folder") {
            read_folder(message, request);
        } else {
            throw std::runtime_error("an option that the test does not know: " + option);
        }
        must(sd_bus_message_exit_container(message), "option");
    }
    return token;
}

} // namespace

class DesktopPortal::Implementation {
public:
    Implementation(const std::string& address, PortalHabits habits) : habits_(habits) {
        must(sd_bus_new(&bus_), "bus");
        must(sd_bus_set_address(bus_, address.c_str()), "address");
        must(sd_bus_set_bus_client(bus_, 1), "client");
        must(sd_bus_start(bus_), "start");
        static const sd_bus_vtable chooser[] = {
            SD_BUS_VTABLE_START(0), SD_BUS_METHOD("OpenFile", "ssa{sv}", "o", ask, SD_BUS_VTABLE_UNPRIVILEGED),
            SD_BUS_METHOD("SaveFile", "ssa{sv}", "o", ask, SD_BUS_VTABLE_UNPRIVILEGED), SD_BUS_VTABLE_END};
        static const sd_bus_vtable request[] = {SD_BUS_VTABLE_START(0),
                                                SD_BUS_METHOD("Close", "", "", close, SD_BUS_VTABLE_UNPRIVILEGED),
                                                SD_BUS_VTABLE_END};
        must(sd_bus_add_object_vtable(bus_, nullptr, path, "org.freedesktop.portal.FileChooser", chooser, this),
             "chooser");
        must(sd_bus_add_fallback_vtable(bus_, nullptr, requests, request_interface, request, find, this), "requests");
        must(sd_bus_request_name(bus_, "org.freedesktop.portal.Desktop", 0), "name");
        thread_ = std::thread([this] { run(); });
    }

    ~Implementation() {
        stopping_ = true;
        thread_.join();
        sd_bus_close_unref(bus_);
    }

    PortalRequest wait() {
        std::unique_lock lock(mutex_);
        if (!asked_.wait_for(lock, std::chrono::seconds(30), [this] { return !waiting_.empty(); })) {
            throw std::runtime_error("nobody asked the portal for a file");
        }
        PortalRequest next = std::move(waiting_.front());
        waiting_.pop_front();
        return next;
    }

    void answer(std::uint32_t code, const std::string& uri) {
        const std::lock_guard lock(mutex_);
        answers_.push_back({handle_, code, uri});
    }

    int closed() const { return closed_; }

private:
    struct Answer {
        std::string handle;
        std::uint32_t code;
        std::string uri;
    };

    static int ask(sd_bus_message* message, void* self, sd_bus_error* error) {
        auto& own = *static_cast<Implementation*>(self);
        if (own.habits_.refuses) {
            return sd_bus_error_set(error, SD_BUS_ERROR_UNKNOWN_METHOD, "this desktop has no file dialog");
        }
        PortalRequest request;
        request.method = sd_bus_message_get_member(message);
        std::string token = read_request(message, request);
        std::string sender(sd_bus_message_get_sender(message) + 1);
        for (char& letter : sender) letter = letter == '.' ? '_' : letter;
        if (own.habits_.own_handle) token = "t" + std::to_string(++own.handles_);
        const std::string handle = std::string(requests) + "/" + sender + "/" + token;
        const int answered = sd_bus_reply_method_return(message, "o", handle.c_str());
        {
            const std::lock_guard lock(own.mutex_);
            own.handle_ = handle;
            own.waiting_.push_back(std::move(request));
        }
        own.asked_.notify_all();
        return answered;
    }

    static int find(sd_bus*, const char*, const char*, void* self, void** found, sd_bus_error*) {
        *found = self;
        return 1;
    }

    static int close(sd_bus_message* message, void* self, sd_bus_error*) {
        ++static_cast<Implementation*>(self)->closed_;
        return sd_bus_reply_method_return(message, nullptr);
    }

    void respond(const Answer& given) {
        sd_bus_message* signal = nullptr;
        must(sd_bus_message_new_signal(bus_, &signal, given.handle.c_str(), request_interface, "Response"), "signal");
        must(sd_bus_message_append(signal, "u", given.code), "code");
        // What the portal says besides is passed over.
        must(sd_bus_message_open_container(signal, 'a', "{sv}"), "results");
        must(sd_bus_message_append(signal, "{sv}", "writable", "b", 1), "writable");
        if (!given.uri.empty()) must(sd_bus_message_append(signal, "{sv}", "uris", "as", 1, given.uri.c_str()), "uri");
        must(sd_bus_message_close_container(signal), "results");
        must(sd_bus_send(bus_, signal, nullptr), "send");
        sd_bus_message_unref(signal);
    }

    void run() {
        while (!stopping_) {
            while (sd_bus_process(bus_, nullptr) > 0) {
            }
            std::vector<Answer> answers;
            {
                const std::lock_guard lock(mutex_);
                answers.swap(answers_);
            }
            for (const Answer& given : answers) respond(given);
            sd_bus_flush(bus_);
            sd_bus_wait(bus_, 5'000);
        }
    }

    const PortalHabits habits_;
    sd_bus* bus_ = nullptr;
    std::mutex mutex_;
    std::condition_variable asked_;
    std::deque<PortalRequest> waiting_;
    std::vector<Answer> answers_;
    std::string handle_; // of the last
    int handles_ = 0;
    std::atomic<int> closed_{0};
    std::atomic<bool> stopping_{false};
    std::thread thread_;
};

DesktopPortal::DesktopPortal(const PrivateBus& bus, PortalHabits habits)
    : implementation_(std::make_unique<Implementation>(bus.address(), habits)) {}
DesktopPortal::~DesktopPortal() = default;
PortalRequest DesktopPortal::wait_for_request() {
    return implementation_->wait();
}
void DesktopPortal::answer(std::uint32_t code, const std::string& uri) {
    implementation_->answer(code, uri);
}
int DesktopPortal::closed() const {
    return implementation_->closed();
}

} // namespace epic::test
