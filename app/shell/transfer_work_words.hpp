// What is said about files that the window writes.
#pragma once

#include "core/words/message.hpp"

namespace epic::words {

inline constexpr Msg rejected_suffix{"rejected_suffix", N_("rejected")};
inline constexpr Msg not_replaced{"not_replaced", N_("{0} could not be replaced.")};
inline constexpr Msg one_file_at_a_time{"one_file_at_a_time", N_("Another file is still being written.")};

inline constexpr Msg folder_unreadable{"folder_unreadable", N_("The folder “{0}” cannot be read.")};

} // namespace epic::words
