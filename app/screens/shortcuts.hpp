// The keyboard: one table of chords, what they do and where; the page behind `?` prints the same table.
//
// Internal to app/screens. Threads: the one that draws.
#pragma once

#include <string>
#include <string_view>

#include "app/screens/screen.hpp"

namespace epic::app {

// Sends what the chords pressed in this frame mean. Call once a frame, before anything else is drawn.
void act_on_shortcuts(const Screen& screen);
// "Ctrl+Shift+Z" as it stands on a keyboard of the reader's language: "Ctrl+Maj+Z".
std::string keys_text(const Screen& screen, std::string_view keys);
// The page of shortcuts, in front, while the state shows it.
void draw_shortcuts(const Screen& screen);

} // namespace epic::app
