#include "tests/bench/frames/real_window.hpp"

#include <array>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace epic::bench {
namespace {

struct ThreadUse {
    std::string name;
    double cpu_ms = 0;
    std::int64_t switches = 0; // of its own will: each is followed by a wake-up
};

std::map<std::string, ThreadUse> threads_of(int process) {
    std::map<std::string, ThreadUse> found;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/" + std::to_string(process) + "/task")) {
        ThreadUse use;
        std::getline(std::ifstream(entry.path() / "comm"), use.name);
        double run_ns = 0;
        std::ifstream(entry.path() / "schedstat") >> run_ns;
        use.cpu_ms = run_ns / 1e6;
        std::ifstream status(entry.path() / "status");
        for (std::string line; std::getline(status, line);) {
            if (line.starts_with("voluntary_ctxt_switches:")) use.switches = std::stoll(line.substr(24));
        }
        found[entry.path().filename().string()] = use;
    }
    return found;
}

void end(int process) {
    if (process <= 0) return;
    ::kill(process, SIGTERM);
    ::waitpid(process, nullptr, 0);
}

} // namespace

RealWindow::RealWindow(const std::filesystem::path& program, const std::filesystem::path& file,
                       const std::filesystem::path& home) {
    std::array<int, 2> pipe{};
    if (::pipe(pipe.data()) != 0) throw std::runtime_error("no pipe");
    const std::string descriptor = std::to_string(pipe[1]);
    screen_ = ::fork();
    if (screen_ == 0) {
        ::close(pipe[0]);
        const int nothing = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
        ::dup2(nothing, STDERR_FILENO);
        ::execlp("Xvfb", "Xvfb", "-displayfd", descriptor.c_str(), "-screen", "0", "1440x900x24", "-nolisten", "tcp",
                 nullptr);
        ::_exit(127);
    }
    ::close(pipe[1]);
    char letter = 0;
    while (::read(pipe[0], &letter, 1) == 1 && letter != '\n') display_ += letter;
    ::close(pipe[0]);
    if (display_.empty()) throw std::runtime_error("Xvfb does not start");
    display_.insert(0, ":");
    program_ = ::fork();
    if (program_ == 0) {
        ::setenv("DISPLAY", display_.c_str(), 1);
        for (const char* folder : {"XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "HOME"}) {
            ::setenv(folder, home.c_str(), 1);
        }
        ::execl(program.c_str(), program.c_str(), file.c_str(), nullptr);
        ::_exit(127);
    }
    std::this_thread::sleep_for(std::chrono::seconds(8)); // on a busy computer too
    if (::kill(program_, 0) != 0) throw std::runtime_error("the program does not start");
    tell("search --sync --onlyvisible --pid " + std::to_string(program_) + " windowfocus");
}

RealWindow::~RealWindow() {
    end(program_);
    end(screen_);
}

void RealWindow::tell(const std::string& command) const {
    const std::string line = "DISPLAY=" + display_ + " timeout 20 xdotool " + command + " >/dev/null 2>&1";
    if (std::system(line.c_str()) != 0) throw std::runtime_error("xdotool: " + command);
    std::this_thread::sleep_for(std::chrono::milliseconds(700));
}

void RealWindow::type(const std::string& text) {
    tell("type --delay 60 '" + text + "'");
}

void RealWindow::key(const std::string& name) {
    tell("key " + name);
}

ProcessorUse RealWindow::rest(std::chrono::seconds seconds) const {
    const auto before = threads_of(program_);
    std::this_thread::sleep_for(seconds);
    ProcessorUse use;
    for (const auto& [id, now] : threads_of(program_)) {
        const auto old = before.find(id);
        const ThreadUse then = old == before.end() ? ThreadUse{} : old->second;
        const bool draws = now.name.starts_with("llvmpipe");
        (draws ? use.drawing_ms : use.cpu_ms) += now.cpu_ms - then.cpu_ms;
        if (!draws) use.wake_ups += now.switches - then.switches;
    }
    return use;
}

} // namespace epic::bench
