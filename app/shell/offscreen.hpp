// Draws frames without a window, a screen or a graphics card, and writes them as PNG files.
//
// EGL on Mesa's surfaceless platform, a framebuffer object and Dear ImGui's real OpenGL 3 backend; on a machine
// without a graphics card Mesa draws by itself (llvmpipe), the same bytes on every run.
// An Offscreen owns an ImGui context and its Kit, and makes them current; one at a time in a thread.
// What fails: no EGL, no surfaceless platform, a file that cannot be written. Threads: the one that made it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "core/base/result.hpp"

namespace epic::ui {
class Kit;
}

namespace epic::shell {

class Offscreen {
public:
    // Screen pixels; `scale` is the kit's, 1 is 100 %.
    static Result<Offscreen> create(int width, int height, float scale);
    ~Offscreen();
    Offscreen(Offscreen&&) noexcept;
    Offscreen& operator=(Offscreen&&) noexcept;
    Offscreen(const Offscreen&) = delete;
    Offscreen& operator=(const Offscreen&) = delete;

    ui::Kit& kit();
    // Another size or scale from the next frame on.
    void resize(int width, int height, float scale);
    // Runs `draw` once, with 1/60 s between frames. Give ImGui's input queue events in between as one likes.
    void frame(const std::function<void()>& draw);
    // The last frame, rows from top to bottom, 3 bytes a pixel.
    std::vector<std::uint8_t> pixels() const;
    // In 256 colours (app/shell/few_colours.hpp).
    Result<> save_png(const std::filesystem::path& path) const;
    int width() const;
    int height() const;

private:
    struct State;
    explicit Offscreen(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace epic::shell
