#include "app/shell/file_chooser.hpp"

#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

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

// The first line that the program writes; nothing when it cannot be started.
std::optional<std::string> first_line_of(std::vector<std::string> arguments) {
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
        ssize_t got = 0;
        while ((got = read(ends[0], chunk.data(), chunk.size())) > 0)
            text.append(chunk.data(), static_cast<std::size_t>(got));
        int status = 0;
        waitpid(child, &status, 0);
    }
    close(ends[0]);
    if (failed != 0) return std::nullopt;
    return text.substr(0, text.find('\n'));
}

} // namespace

ChooserAnswer choose_file(const ChooserRequest& request) {
    const bool screen = std::getenv("DISPLAY") != nullptr || std::getenv("WAYLAND_DISPLAY") != nullptr;
    if (!screen) return {};
    std::vector<std::string> arguments;
    if (installed("zenity")) {
        arguments = {"zenity", "--file-selection", "--title=" + request.title};
        if (request.save) arguments.insert(arguments.end(), {"--save", "--confirm-overwrite"});
        if (!request.suggested.empty()) arguments.push_back("--filename=" + request.suggested);
    } else if (installed("kdialog")) {
        arguments = {"kdialog", "--title", request.title, request.save ? "--getsavefilename" : "--getopenfilename"};
        if (!request.suggested.empty()) arguments.push_back(request.suggested);
    } else {
        return {};
    }
    const auto chosen = first_line_of(std::move(arguments));
    return {chosen.has_value(), chosen.value_or("")};
}

} // namespace epic::shell
