// What the window and the tour say on a terminal.
#pragma once

#include "core/words/message.hpp"

namespace epic::words {

inline constexpr Msg no_screen{"no_screen",
                               N_("No screen to open a window on. `epic-events --help` shows the command line.")};
inline constexpr Msg tour_failed{"tour_failed", N_("The pictures could not be drawn: {0}")};
inline constexpr Msg tour_no_variant{"tour_no_variant", N_("There are no pictures of the kind “{0}”.")};
inline constexpr Msg tour_done{"tour_done", N_("{0} pictures in {1}")};

} // namespace epic::words
