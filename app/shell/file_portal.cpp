#include "app/shell/file_portal.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <poll.h>
#include <string_view>
#include <utility>

#include "app/shell/message_bus.hpp"

namespace epic::shell {
namespace {

constexpr const char* service = "org.freedesktop.portal.Desktop";
constexpr const char* path = "/org/freedesktop/portal/desktop";
constexpr const char* chooser = "org.freedesktop.portal.FileChooser";
constexpr const char* request_interface = "org.freedesktop.portal.Request";
constexpr const char* token = "epic_events";
// Starting the portal loads what belongs to the desktop; one that takes longer than this is broken.
constexpr std::chrono::seconds patience{10};

using Time = std::chrono::steady_clock::time_point;

bool readable(int descriptor) {
    pollfd looked{descriptor, POLLIN, 0};
    return ::poll(&looked, 1, 0) > 0;
}

// "*.[cC][sS][vV]": the portal's patterns tell capitals from small letters.
std::string pattern_of(const std::string& ending) {
    std::string pattern = "*";
    for (const char letter : ending) {
        if (letter >= 'a' && letter <= 'z') {
            pattern.append({'[', letter, static_cast<char>(letter - 'a' + 'A'), ']'});
        } else {
            pattern += letter;
        }
    }
    return pattern;
}

// Writes a call; after the first failure the rest is left out.
class Call {
public:
    Call(sd_bus* bus, const char* object, const char* interface, const char* member) {
        sd_bus_message* made = nullptr;
        good_ = sd_bus_message_new_method_call(bus, &made, service, object, interface, member) >= 0;
        message_.reset(made);
    }
    sd_bus_message* message() const { return good_ ? message_.get() : nullptr; }

    void text(const std::string& value) {
        step([&](auto* to) { return sd_bus_message_append(to, "s", value.c_str()); });
    }
    void open(char kind, const char* contents) {
        step([&](auto* to) { return sd_bus_message_open_container(to, kind, contents); });
    }
    void close() {
        step([](auto* to) { return sd_bus_message_close_container(to); });
    }
    // One of the options; `write` fills its value of that type.
    template <typename Write>
    void option(const char* name, const char* type, Write write) {
        open('e', "sv");
        text(name);
        open('v', type);
        write();
        close();
        close();
    }
    void option(const char* name, const std::string& value) {
        option(name, "s", [&] { text(value); });
    }
    void option(const char* name, bool value) {
        option(name, "b", [&] { step([&](auto* to) { return sd_bus_message_append(to, "b", value ? 1 : 0); }); });
    }
    // As bytes with a zero behind them: a path need not be UTF-8.
    void folder(const std::string& value) {
        option("current_folder", "ay", [&] {
            step([&](auto* to) { return sd_bus_message_append_array(to, 'y', value.c_str(), value.size() + 1); });
        });
    }
    void filter(const std::string& name, const std::string& pattern) {
        open('r', "sa(us)");
        text(name);
        step([&](auto* to) { return sd_bus_message_append(to, "a(us)", 1, 0, pattern.c_str()); });
        close();
    }

private:
    template <typename Step>
    void step(Step write) {
        good_ = good_ && write(message_.get()) >= 0;
    }

    BusMessage message_;
    bool good_ = false;
};

class PortalDialog {
public:
    PortalDialog(const ChooserRequest& request, const DesktopDialogs& dialogs)
        : request_(request), dialogs_(dialogs), bus_(connect_to_bus(WhichBus::session, dialogs.bus)) {}

    PortalAnswer run(int stop) {
        if (!bus_ || !watch() || !ask()) return {};
        const Time asked = std::chrono::steady_clock::now();
        while (!answer_) {
            int processed = 1;
            while (processed > 0 && !answer_) processed = sd_bus_process(bus_.get(), nullptr);
            if (processed < 0) lost(); // the bus itself
            if (answer_) break;
            if (readable(stop)) {
                close_dialog();
                return {PortalEnd::cancelled, {}};
            }
            const auto waited = std::chrono::steady_clock::now() - asked;
            if (!open_ && waited > patience) return {};
            // Asked for a file, the portal answers with a handle at once; then it takes as long as the person does.
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(patience - waited);
            wait_for_bus(bus_.get(), stop, open_ ? -1 : static_cast<int>(std::max<std::int64_t>(left.count(), 0)));
        }
        return *answer_;
    }

private:
    // Before anything is asked, so that no answer is missed; a portal without handle_token (before 0.9) says only then
    // under which name it answers.
    bool watch() {
        const char* name = nullptr;
        if (sd_bus_get_unique_name(bus_.get(), &name) < 0) return false;
        std::string sender(name + 1);
        for (char& letter : sender) letter = letter == '.' ? '_' : letter;
        handle_ = std::string(path) + "/request/" + sender + "/" + token;
        constexpr const char* owner =
            "type='signal',sender='org.freedesktop.DBus',interface='org.freedesktop.DBus',"
            "member='NameOwnerChanged',arg0='org.freedesktop.portal.Desktop'";
        constexpr const char* response =
            "type='signal',sender='org.freedesktop.portal.Desktop',"
            "interface='org.freedesktop.portal.Request',member='Response',"
            "path_namespace='/org/freedesktop/portal/desktop/request'";
        return sd_bus_add_match(bus_.get(), nullptr, response, on_response, this) >= 0 &&
               sd_bus_add_match(bus_.get(), nullptr, owner, on_owner, this) >= 0;
    }

    bool ask() {
        Call call(bus_.get(), path, chooser, request_.save ? "SaveFile" : "OpenFile");
        call.text(dialogs_.parent);
        call.text(request_.title);
        call.open('a', "{sv}");
        call.option("handle_token", std::string(token));
        call.option("modal", true);
        const std::size_t slash = request_.suggested.rfind('/');
        const std::size_t name = slash == std::string::npos ? 0 : slash + 1;
        if (name > 1) call.folder(request_.suggested.substr(0, name - 1));
        if (request_.save) call.option("current_name", request_.suggested.substr(name));
        if (!request_.ending.empty()) {
            call.option("filters", "a(sa(us))", [&] {
                call.open('a', "(sa(us))");
                call.filter(request_.kind, pattern_of(request_.ending));
                call.filter(request_.all_files, "*");
                call.close();
            });
        }
        call.close();
        return call.message() != nullptr &&
               sd_bus_call_async(bus_.get(), nullptr, call.message(), on_handle, this, 0) >= 0;
    }

    static int on_handle(sd_bus_message* reply, void* self, sd_bus_error*) {
        static_cast<PortalDialog*>(self)->take_handle(reply);
        return 0;
    }
    static int on_response(sd_bus_message* message, void* self, sd_bus_error*) {
        static_cast<PortalDialog*>(self)->take_response(message);
        return 0;
    }
    static int on_owner(sd_bus_message* message, void* self, sd_bus_error*) {
        const char* name = nullptr;
        const char* before = nullptr;
        const char* after = nullptr;
        if (sd_bus_message_read(message, "sss", &name, &before, &after) < 0) return 0;
        if (*after == 0) static_cast<PortalDialog*>(self)->lost();
        return 0;
    }

    void take_handle(sd_bus_message* reply) {
        if (answer_) return;
        const char* handle = nullptr;
        if (sd_bus_message_is_method_error(reply, nullptr) || sd_bus_message_read(reply, "o", &handle) < 0) {
            answer_ = PortalAnswer{};
            return;
        }
        open_ = true;
        handle_ = handle;
    }

    // Response codes: 0 chosen, 1 cancelled by the person, 2 ended in some other way.
    void take_response(sd_bus_message* message) {
        std::uint32_t code = 2;
        if (answer_ || handle_ != sd_bus_message_get_path(message) || sd_bus_message_read(message, "u", &code) < 0)
            return;
        if (code == 1) {
            answer_ = PortalAnswer{PortalEnd::cancelled, {}};
            return;
        }
        std::string chosen = code == 0 ? path_of_uri(first_uri(message)) : std::string();
        if (chosen.empty()) {
            lost(); // also what lies elsewhere: our own dialog shows what can be opened
            return;
        }
        answer_ = PortalAnswer{PortalEnd::chosen, std::move(chosen)};
    }

    static std::string first_uri(sd_bus_message* message) {
        if (sd_bus_message_enter_container(message, 'a', "{sv}") <= 0) return {};
        while (sd_bus_message_enter_container(message, 'e', "sv") > 0) {
            const char* key = nullptr;
            if (sd_bus_message_read(message, "s", &key) < 0) return {};
            if (std::string_view(key) == "uris") {
                const char* uri = nullptr;
                const bool found = sd_bus_message_enter_container(message, 'v', "as") > 0 &&
                                   sd_bus_message_enter_container(message, 'a', "s") > 0 &&
                                   sd_bus_message_read(message, "s", &uri) > 0;
                return found ? uri : std::string();
            }
            if (sd_bus_message_skip(message, "v") < 0 || sd_bus_message_exit_container(message) < 0) return {};
        }
        return {};
    }

    void lost() {
        if (!answer_) answer_ = PortalAnswer{open_ ? PortalEnd::gone : PortalEnd::absent, {}};
    }

    void close_dialog() {
        const Call call(bus_.get(), handle_.c_str(), request_interface, "Close");
        if (call.message() == nullptr || sd_bus_send(bus_.get(), call.message(), nullptr) < 0) return;
        sd_bus_flush(bus_.get());
    }

    const ChooserRequest& request_;
    const DesktopDialogs& dialogs_;
    Bus bus_;
    std::string handle_;
    bool open_ = false; // the portal has taken the request
    std::optional<PortalAnswer> answer_;
};

int digit_of(char letter) {
    if (letter >= '0' && letter <= '9') return letter - '0';
    if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
    if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
    return -1;
}

} // namespace

std::string path_of_uri(const std::string& uri) {
    std::string_view rest = uri;
    if (!rest.starts_with("file:")) return {};
    rest.remove_prefix(5);
    if (rest.starts_with("//")) {
        rest.remove_prefix(2);
        const std::string_view host = rest.substr(0, rest.find('/'));
        if (!host.empty() && host != "localhost") return {};
        rest.remove_prefix(host.size());
    }
    if (!rest.starts_with('/')) return {};
    std::string found;
    for (std::size_t i = 0; i < rest.size(); ++i) {
        if (rest[i] != '%') {
            found += rest[i];
            continue;
        }
        if (i + 2 >= rest.size()) return {};
        const int high = digit_of(rest[i + 1]);
        const int low = digit_of(rest[i + 2]);
        if (high < 0 || low < 0 || high + low == 0) return {};
        found += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return found;
}

PortalAnswer ask_portal(const ChooserRequest& request, const DesktopDialogs& dialogs, int stop) {
    return PortalDialog(request, dialogs).run(stop);
}

} // namespace epic::shell
