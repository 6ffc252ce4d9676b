#include "app/shell/file_chooser.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/eventfd.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

#include "app/shell/file_portal.hpp"

extern char** environ;

namespace epic::shell {
namespace {

bool installed(const std::string& program) {
    const char* path = std::getenv("PATH");
    std::string folders = path != nullptr ? path : "/usr/bin";
    std::size_t from = 0;
    while (from <= folders.size()) {
        const std::size_t to = std::min(folders.find(':', from), folders.size());
        const std::string candidate = folders.substr(from, to - from) + "/" + program;
        if (access(candidate.c_str(), X_OK) == 0) return true;
        from = to + 1;
    }
    return false;
}

// The first line that the program writes, nothing once `stop` can be read; none when it cannot be started.
std::optional<std::string> first_line_of(std::vector<std::string> arguments, int stop) {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) return std::nullopt;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    std::vector<char*> pointers;
    for (std::string& argument : arguments) pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    pid_t child = 0;
    const int failed = posix_spawnp(&child, pointers[0], &actions, nullptr, pointers.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    std::string text;
    if (failed == 0) {
        std::array<char, 4096> chunk{};
        while (true) {
            pollfd waited[2] = {{ends[0], POLLIN, 0}, {stop, POLLIN, 0}};
            if (::poll(waited, 2, -1) < 0) continue;
            if (waited[1].revents != 0) {
                kill(child, SIGTERM);
                text.clear();
                break;
            }
            const ssize_t got = read(ends[0], chunk.data(), chunk.size());
            if (got <= 0) break;
            text.append(chunk.data(), static_cast<std::size_t>(got));
        }
        int status = 0;
        waitpid(child, &status, 0);
    }
    close(ends[0]);
    if (failed != 0) return std::nullopt;
    return text.substr(0, text.find('\n'));
}

} // namespace

std::vector<std::string> chooser_arguments(const std::string& program, const ChooserRequest& request) {
    std::vector<std::string> arguments;
    if (program == "zenity") {
        arguments = {program, "--file-selection", "--title=" + request.title};
        if (request.save) arguments.insert(arguments.end(), {"--save", "--confirm-overwrite"});
        if (!request.suggested.empty()) arguments.push_back("--filename=" + request.suggested);
        if (!request.ending.empty()) {
            arguments.push_back("--file-filter=" + request.kind + " | *" + request.ending);
            arguments.push_back("--file-filter=" + request.all_files + " | *");
        }
        return arguments;
    }
    arguments = {program, "--title", request.title, request.save ? "--getsavefilename" : "--getopenfilename"};
    arguments.push_back(request.suggested.empty() ? "." : request.suggested);
    if (!request.ending.empty()) {
        arguments.push_back(request.kind + " (*" + request.ending + ")\n" + request.all_files + " (*)");
    }
    return arguments;
}

FileChooser::FileChooser(DesktopDialogs dialogs)
    : dialogs_(std::move(dialogs)), wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

FileChooser::~FileChooser() {
    stop();
    if (wake_ >= 0) ::close(wake_);
}

ChooserAnswer FileChooser::choose(const ChooserRequest& request) const {
    if (dialogs_.portal) {
        PortalAnswer answer = ask_portal(request, dialogs_, wake_);
        if (answer.end == PortalEnd::gone) return {};
        if (answer.end != PortalEnd::absent) return {true, std::move(answer.path)};
    }
    const bool screen = std::getenv("DISPLAY") != nullptr || std::getenv("WAYLAND_DISPLAY") != nullptr;
    if (!dialogs_.programs || !screen) return {};
    for (const char* program : {"zenity", "kdialog"}) {
        if (!installed(program)) continue;
        auto chosen = first_line_of(chooser_arguments(program, request), wake_);
        if (chosen) return {true, std::move(*chosen)};
    }
    return {};
}

void FileChooser::start(ChooserRequest request, Done done) {
    stop();
    busy_ = true;
    thread_ = std::thread([this, request = std::move(request), done = std::move(done)] {
        done(choose(request));
        busy_ = false;
    });
}

void FileChooser::stop() {
    if (!thread_.joinable()) return;
    const std::uint64_t one = 1;
    static_cast<void>(!::write(wake_, &one, sizeof one));
    thread_.join();
    std::uint64_t count = 0;
    static_cast<void>(!::read(wake_, &count, sizeof count));
}

} // namespace epic::shell
