// What is asked before the file is closed, and what a toast offers.
#pragma once

#include "core/words/message.hpp"

namespace epic::words {

inline constexpr Msg leave_title{"leave_title", N_("Leave now?")};
inline constexpr Msg lost_typed{"lost_typed", N_("What you typed in this dialog keeps no draft: it would be lost.")};
inline constexpr Msg lost_recovery_key{"lost_recovery_key",
                                       N_("The recovery key is shown this once: it would be lost.")};
inline constexpr Msg leave_stay{"leave_stay", N_("Stay")};
inline constexpr Msg leave_anyway{"leave_anyway", N_("Leave all the same")};
inline constexpr Msg toast_undo{"toast_undo", N_("Undo")};
inline constexpr Msg toast_redo{"toast_redo", N_("Redo")};
inline constexpr Msg shortcut_undo{"shortcut_undo", N_("Undo what you did last")};
inline constexpr Msg shortcut_redo{"shortcut_redo", N_("Redo what you undid")};
inline constexpr Msg shortcut_quit{"shortcut_quit", N_("Quit")};

} // namespace epic::words
