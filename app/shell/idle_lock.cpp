#include "app/shell/idle_lock.hpp"

#include "app/ui/picture.hpp"

namespace epic::shell {

bool IdleLock::before_frame(App& app, double now_seconds) {
    const bool touched = ui::input_waits();
    if (touched) last_input_ = now_seconds;
    const app::AppState& state = app.state();
    const double idle_max = 60.0 * state.preferences.idle_lock_minutes;
    if (app::signed_in(state) && now_seconds - last_input_ > idle_max) app.send(app::intent::Lock{});
    return touched;
}

} // namespace epic::shell
