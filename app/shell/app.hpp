// The program without a window: the state, the runner and the screens, joined. A window, the tour and the tests each
// call frame() between Kit::begin_frame and ImGui::Render.
//
// Threads: the one that draws, with the Kit's ImGui context current.
#pragma once

#include <optional>
#include <vector>

#include "app/screens/draw.hpp"
#include "app/shell/clipboard.hpp"
#include "app/shell/runner.hpp"
#include "app/state/update.hpp"

namespace epic::ui {
class Kit;
}

namespace epic::shell {

class App {
public:
    App(RunnerOptions options, Language language, const app::Preferences& preferences = {});

    // Takes what has come, draws, and acts on what the person did. True when the state changed, so that another
    // frame shows something new.
    bool frame();
    // Gives the kit the theme and the scale that the person chose; between frames. `screen_scale` is what the screen
    // asks for, `width_px` and `height_px` its size: nothing is made so large that the narrowest layout has no room.
    void dress(ui::Kit& kit, float screen_scale, int width_px, int height_px) const;
    // As if a person had done it.
    void send(app::Intent intent);
    // For when no frame may come in time: wipes the keys, without keeping what is being typed. Any thread.
    void lock_now() { runner_.lock_now(); }
    // Nothing is under way: the next frame shows what is so.
    bool idle() const { return runner_.idle() && pending_.empty(); }
    // Until released nothing that was asked for arrives: on screen is what is there while the file is being read.
    void hold_answers(bool hold) { held_ = hold; }
    const app::AppState& state() const { return state_; }
    app::View& view() { return view_; }

private:
    bool take_answers();
    void apply(app::Intent intent);
    void execute(app::Effects effects);

    const intl::Environment& environment_;
    app::Seams seams_;
    app::AppState state_;
    app::View view_;
    std::vector<app::Intent> pending_;
    std::optional<Language> kit_language_;
    bool held_ = false;
    Clipboard clipboard_;
    Runner runner_;
};

} // namespace epic::shell
