// The program at a person's desk, without a window: the real state, runner, screens and widgets, drawn at the 60 Hz of
// a screen that waits for it, and how much of the processor each frame takes.
//
// What is timed is what the program does for a frame on the thread that draws: taking answers, updating the state,
// laying the screen out, and making the list of triangles. Handing these to a graphics card is not: here a processor
// would play the card. Throws std::runtime_error. Threads: the one that made it.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <imgui.h>
#include <memory>
#include <string>
#include <string_view>

#include "app/shell/app.hpp"
#include "app/ui/kit.hpp"

namespace epic::bench {

class Desk {
public:
    Desk(const std::filesystem::path& state_folder, int width, int height);
    ~Desk();
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    shell::App& app() { return *app_; }
    const app::AppState& state() const { return app_->state(); }
    void send(app::Intent intent) { app_->send(std::move(intent)); }

    // Draws one frame; the milliseconds of the processor that this thread took for it.
    double frame();
    // Frames at 60 Hz: so many, until nothing is under way, or until what is wanted is there; throws after
    // `seconds_max`.
    void draw(int frames);
    void settle(double seconds_max = 60);
    void until(const std::function<bool()>& there, double seconds_max = 60);
    // Sleeps to the next frame of the screen.
    void wait_for_screen();

private:
    std::string stuck() const; // what the program says when something does not come
    using Time = std::chrono::steady_clock::time_point;

    ImGuiContext* context_ = nullptr;
    std::unique_ptr<ui::Kit> kit_;
    std::unique_ptr<shell::App> app_;
    Time screen_begin_;
    Time next_frame_;
    int width_;
    int height_;
};

// As a person's hands.
void press(ImGuiKey key);
void type(std::string_view utf8);

} // namespace epic::bench
