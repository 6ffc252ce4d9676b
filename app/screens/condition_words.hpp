// Conditions of a list, as chips.
#pragma once

#include "core/words/message.hpp"

namespace epic::words {

inline constexpr Msg condition_is{"condition_is", N_("{0}: {1}")};
inline constexpr Msg condition_not{"condition_not", N_("{0}: not {1}")};
inline constexpr Msg condition_from{"condition_from", N_("{0} from {1}")};
inline constexpr Msg condition_after{"condition_after", N_("{0} after {1}")};
inline constexpr Msg condition_before{"condition_before", N_("{0} before {1}")};
inline constexpr Msg condition_until{"condition_until", N_("{0} until {1}")};
inline constexpr Msg condition_filled{"condition_filled", N_("{0}: given")};
inline constexpr Msg condition_empty{"condition_empty", N_("{0}: none")};
inline constexpr Msg condition_remove{"condition_remove", N_("Take this condition away")};

} // namespace epic::words
