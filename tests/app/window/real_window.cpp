#include "tests/app/window/real_window.hpp"

#include <array>
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "tests/support/places.hpp"

namespace epic::test {
namespace {

using namespace std::chrono_literals;

// Long enough for a frame or two of a busy computer without a graphics card.
constexpr auto between_two_acts = 250ms;

using Environment = std::vector<std::pair<std::string, std::string>>;

// Dies with the test. Output and errors go to `log`; descriptor `keep`, if any, stays open.
pid_t start(const std::vector<std::string>& words, const Environment& environment, const std::string& log,
            int keep = -1) {
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    const pid_t child = fork();
    if (child < 0) throw std::runtime_error("fork failed");
    if (child > 0) return child;
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    setpgid(0, 0);
    const int out = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    dup2(out, STDOUT_FILENO);
    dup2(out, STDERR_FILENO);
    if (keep >= 0) fcntl(keep, F_SETFD, 0);
    for (const auto& [name, value] : environment) {
        if (value.empty()) {
            unsetenv(name.c_str());
        } else {
            setenv(name.c_str(), value.c_str(), 1);
        }
    }
    execvp(arguments[0], arguments.data());
    _exit(127);
}

void end(pid_t child) {
    if (child <= 0) return;
    kill(child, SIGTERM);
    for (int i = 0; i < 100; ++i) {
        if (waitpid(child, nullptr, WNOHANG) == child) return;
        std::this_thread::sleep_for(20ms);
    }
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
}

// What a command of the shell writes; nothing when it fails.
std::optional<std::string> output_of(const std::string& command) {
    FILE* pipe = popen((command + " 2>/dev/null").c_str(), "r");
    if (pipe == nullptr) return std::nullopt;
    std::string text;
    std::array<char, 4096> chunk{};
    std::size_t got = 0;
    while ((got = fread(chunk.data(), 1, chunk.size(), pipe)) > 0) text.append(chunk.data(), got);
    return pclose(pipe) == 0 ? std::optional(text) : std::nullopt;
}

std::string quoted(const std::string& text) {
    std::string safe = "'";
    for (const char letter : text) safe += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
    return safe + "'";
}

} // namespace

bool wait_for(const std::function<bool()>& done, std::chrono::seconds at_most) {
    const auto end_at = std::chrono::steady_clock::now() + at_most;
    while (!done()) {
        if (std::chrono::steady_clock::now() > end_at) return done();
        std::this_thread::sleep_for(100ms);
    }
    return true;
}

// Just after another has ended a server may end at once, too: then the next one does not.
VirtualScreen::VirtualScreen(int width, int height) {
    const std::string mode = std::to_string(width) + "x" + std::to_string(height) + "x24";
    for (int attempt = 0; attempt < 10; ++attempt) {
        std::array<int, 2> ends{};
        if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("pipe failed");
        const std::vector<std::string> command{
            "Xvfb", "-displayfd", std::to_string(ends[1]), "-screen", "0", mode, "-nolisten", "tcp", "-noreset"};
        server_ = start(command, {}, "/dev/null", ends[1]);
        ::close(ends[1]);
        // It writes the number of its display once it is there.
        std::array<char, 16> number{};
        const ssize_t got = read(ends[0], number.data(), number.size() - 1);
        ::close(ends[0]);
        if (got > 0) {
            display_ = ":" + std::to_string(std::atoi(number.data()));
            const std::string ask = "DISPLAY=" + display_ + " timeout 5 xdotool getdisplaygeometry";
            if (wait_for([&] { return output_of(ask).has_value(); }, 2s)) return;
        }
        end(server_);
        server_ = -1;
        std::this_thread::sleep_for(300ms);
    }
    throw std::runtime_error("Xvfb does not start: are the packages xvfb and xdotool installed?");
}

VirtualScreen::~VirtualScreen() {
    end(server_);
}

RealWindow::RealWindow(const VirtualScreen& screen, const std::filesystem::path& home,
                       std::vector<std::string> arguments)
    : display_(screen.display()), log_((home / "window.log").string()) {
    arguments.insert(arguments.begin(), (build_dir() / "epic-events").string());
    program_ = start(arguments,
                     {{"DISPLAY", display_},
                      {"WAYLAND_DISPLAY", ""},
                      {"HOME", home.string()},
                      {"XDG_STATE_HOME", (home / "state").string()},
                      {"LIBGL_ALWAYS_SOFTWARE", "1"},
                      {"LC_ALL", "C.UTF-8"},
                      {"LANGUAGE", ""}},
                     log_);
    const bool shown = wait_for(
        [&] {
            window_ = xdotool("search --onlyvisible --name '^Epic Events$'");
            window_ = window_.substr(0, window_.find('\n'));
            return !window_.empty() || !runs();
        },
        30s);
    if (!shown || window_.empty()) {
        const std::string said = std::filesystem::exists(log_) ? read_file(log_) : "";
        end(program_);
        throw std::runtime_error("the program shows no window: " + said);
    }
    xdotool("windowfocus --sync " + window_);
    std::this_thread::sleep_for(between_two_acts);
}

RealWindow::~RealWindow() {
    if (runs()) end(program_);
}

bool RealWindow::runs() {
    if (status_) return false;
    int status = 0;
    if (waitpid(program_, &status, WNOHANG) != program_) return true;
    status_ = status;
    return false;
}

std::string RealWindow::xdotool(const std::string& words) const {
    return output_of("DISPLAY=" + display_ + " timeout 20 xdotool " + words).value_or("");
}

std::string RealWindow::title() const {
    std::string name = xdotool("getwindowname " + window_);
    while (name.ends_with('\n')) name.pop_back();
    return name;
}

std::pair<int, int> RealWindow::size() const {
    std::istringstream lines(xdotool("getwindowgeometry --shell " + window_));
    std::pair<int, int> found{};
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("WIDTH=")) found.first = std::atoi(line.c_str() + 6);
        if (line.starts_with("HEIGHT=")) found.second = std::atoi(line.c_str() + 7);
    }
    return found;
}

void RealWindow::resize(int width, int height) {
    xdotool("windowsize " + window_ + " " + std::to_string(width) + " " + std::to_string(height));
    std::this_thread::sleep_for(2 * between_two_acts);
}

void RealWindow::key(const std::string& chord) {
    xdotool("key --delay 120 " + chord); // as slowly as a person: chords within one frame are lost
    std::this_thread::sleep_for(between_two_acts);
}

void RealWindow::type(const std::string& ascii) {
    xdotool("type --clearmodifiers --delay 30 " + quoted(ascii));
    std::this_thread::sleep_for(between_two_acts);
}

void RealWindow::paste(const std::string& utf8) {
    output_of("printf %s " + quoted(utf8) + " | DISPLAY=" + display_ + " xclip -selection clipboard -i >/dev/null");
    key("ctrl+v");
}

void RealWindow::click(float x, float y) {
    const std::string at = std::to_string(std::lround(x)) + " " + std::to_string(std::lround(y));
    xdotool("mousemove --window " + window_ + " " + at);
    std::this_thread::sleep_for(between_two_acts);
    xdotool("click 1");
    std::this_thread::sleep_for(between_two_acts);
}

std::string RealWindow::clipboard() const {
    return output_of("DISPLAY=" + display_ + " timeout 5 xclip -selection clipboard -o").value_or("");
}

// From /proc (proc(5)): no thread runs or waits for a processor, and none has used any for a while.
void RealWindow::settle() {
    constexpr int quiet_needed = 4;
    long used_before = -1;
    int quiet = 0;
    const bool rests = wait_for(
        [&] {
            long used = 0;
            bool asleep = true;
            const auto threads = std::filesystem::path("/proc") / std::to_string(program_) / "task";
            for (const auto& thread : std::filesystem::directory_iterator(threads)) {
                std::ifstream in(thread.path() / "stat");
                std::string line;
                std::getline(in, line);
                std::istringstream fields(line.substr(std::min(line.rfind(')') + 1, line.size())));
                std::string field;
                for (int at = 3; fields >> field && at <= 15; ++at) {
                    if (at == 3) asleep = asleep && field == "S";
                    if (at == 14 || at == 15) used += std::atol(field.c_str());
                }
            }
            quiet = asleep && used == used_before ? quiet + 1 : 0;
            used_before = used;
            return quiet >= quiet_needed;
        },
        60s);
    if (!rests) throw std::runtime_error("the program does not come to rest");
}

bool RealWindow::close(std::chrono::seconds at_most) {
    ask_to_close(display_, std::stoul(window_));
    return wait_for([&] { return !runs(); }, at_most) && status_ && WIFEXITED(*status_) && WEXITSTATUS(*status_) == 0;
}

} // namespace epic::test
