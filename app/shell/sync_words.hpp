// What joining a server says.
#pragma once

#include "core/words/message.hpp"

namespace epic::words {

inline constexpr Msg invite_unreadable{"invite_unreadable", N_("The join file cannot be read.")};

} // namespace epic::words
