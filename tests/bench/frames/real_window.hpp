// The program as people start it, in a real window on a screen of its own (Xvfb), driven by keys.
//
// Throws std::runtime_error when Xvfb, xdotool or the program do not start. Threads: one.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

namespace epic::bench {

// Of a process in some time. Those threads of the software that stands for a graphics card are counted apart.
struct ProcessorUse {
    double cpu_ms = 0;
    double drawing_ms = 0; // of the threads that play the graphics card
    std::int64_t wake_ups = 0;
};

class RealWindow {
public:
    RealWindow(const std::filesystem::path& program, const std::filesystem::path& file,
               const std::filesystem::path& home);
    ~RealWindow();
    RealWindow(const RealWindow&) = delete;
    RealWindow& operator=(const RealWindow&) = delete;

    void type(const std::string& text);
    void key(const std::string& name); // as xdotool calls it: "Tab", "Return"
    ProcessorUse rest(std::chrono::seconds seconds) const;

private:
    void tell(const std::string& command) const;

    int screen_ = 0; // process ids
    int program_ = 0;
    std::string display_;
};

} // namespace epic::bench
