// Before one is signed in.
#pragma once

#include "core/words/message.hpp"

namespace epic::words {

inline constexpr Msg choose_file_to_open{"choose_file_to_open", N_("Open a file")};
inline constexpr Msg choose_file_to_create{"choose_file_to_create", N_("Where to keep the file")};
inline constexpr Msg choose_join_file{"choose_join_file", N_("Choose the join file")};
inline constexpr Msg older_copy{"older_copy",
                                N_("This file is older than it was when this program last had it: an older copy is in "
                                   "its place. Changes may be missing.")};
inline constexpr Msg locked_notice{"locked_notice", N_("Locked. Drafts were kept.")};

} // namespace epic::words
