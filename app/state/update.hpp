// update(state, intent): what happens next. Pure but for the state it is given: no file, no clock, no ImGui.
//
// Returns the effects to execute, in order. Threads: the one that draws.
#pragma once

#include <vector>

#include "app/state/app_state.hpp"
#include "app/state/effect.hpp"
#include "app/state/intent.hpp"

namespace epic::app {

using Effects = std::vector<Effect>;

// The state the program starts with, and what it does first.
AppState initial_state(Language language, Instant now, const Seams& seams);
Effects first_effects();

Effects update(AppState& state, Intent intent, const Seams& seams);

// Whether the exporter should be let go on, the window be locked by idling…: `open` and no dialog is asked.
inline bool signed_in(const AppState& state) {
    return state.gate == Gate::open || state.gate == Gate::change_password;
}

} // namespace epic::app
