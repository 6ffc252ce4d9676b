// A screen of the test's own (Xvfb), the program in a window on it, and a person at its keyboard and mouse (xdotool,
// xclip).
//
// What cannot be done throws std::runtime_error. Processes end with the objects that started them, by their own id.
// Threads: the test's.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace epic::test {

// Until `done`, asked often; its last answer.
bool wait_for(const std::function<bool()>& done, std::chrono::seconds at_most);

class VirtualScreen {
public:
    VirtualScreen(int width, int height);
    ~VirtualScreen();
    VirtualScreen(const VirtualScreen&) = delete;
    VirtualScreen& operator=(const VirtualScreen&) = delete;
    const std::string& display() const { return display_; } // ":99"

private:
    pid_t server_ = -1;
    std::string display_;
};

class RealWindow {
public:
    // Starts the program with `arguments`; its settings and files lie below `home`. Returns when its window is there.
    RealWindow(const VirtualScreen& screen, const std::filesystem::path& home, std::vector<std::string> arguments);
    ~RealWindow();
    RealWindow(const RealWindow&) = delete;
    RealWindow& operator=(const RealWindow&) = delete;

    std::string title() const;
    std::pair<int, int> size() const;
    void resize(int width, int height);

    void key(const std::string& chord); // "ctrl+l", "Return", as xdotool names them
    void type(const std::string& ascii);
    void paste(const std::string& utf8); // through the clipboard, with Ctrl+V
    void click(float x, float y);        // in the window
    std::string clipboard() const;
    // Until the program sleeps: nothing is under way, and it waits for somebody to do something.
    void settle();

    // As a window manager's cross does. Whether the program ended in time, with 0.
    bool close(std::chrono::seconds at_most);
    bool runs();

private:
    std::string xdotool(const std::string& words) const;
    std::string display_;
    std::string log_;
    pid_t program_ = -1;
    std::optional<int> status_;
    std::string window_;
};

// A window manager's request to close (ICCCM, WM_DELETE_WINDOW).
void ask_to_close(const std::string& display, unsigned long window);

} // namespace epic::test
