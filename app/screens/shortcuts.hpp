// The keyboard: one table of chords, what they do and where; the page behind `?` prints the same table.
//
// Internal to app/screens. Threads: the one that draws.
#pragma once

#include "app/screens/screen.hpp"

namespace epic::app {

// Sends what the chords pressed in this frame mean. Call once a frame, before anything else is drawn.
void act_on_shortcuts(const Screen& screen);
// The page of shortcuts, in front, while the state shows it.
void draw_shortcuts(const Screen& screen);

} // namespace epic::app
