// What a person reads when pictures cannot be made.
#pragma once

#include "core/words/message.hpp"

namespace epic::words {

inline constexpr Msg no_offscreen{"offscreen.none", N_("Pictures cannot be drawn on this machine without a screen.")};
inline constexpr Msg picture_not_written{"offscreen.not_written", N_("The picture could not be written to {0}.")};

} // namespace epic::words
