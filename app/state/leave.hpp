// What leaving the file now would lose. Everything that is recorded, and every draft, is in the file.
//
// Threads: pure functions.
#pragma once

#include <vector>

#include "app/state/app_state.hpp"

namespace epic::app {

// In the order in which it is told; empty: nothing.
std::vector<Msg> would_be_lost(const AppState& state);

} // namespace epic::app
