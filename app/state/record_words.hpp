// The page of a record: its actions, its parts, its history.
#pragma once

#include "core/words/message.hpp"

namespace epic::words {

inline constexpr Msg edit_here{"edit_here", N_("Edit")};
inline constexpr Msg on_site{"on_site", N_("On site")};
inline constexpr Msg when{"when", N_("When")};
inline constexpr Msg local_time{"local_time", N_("{0} (local time, {1})")};

inline constexpr Msg history_pending{"history_pending", N_("Not sent yet")};
inline constexpr Msg history_merged{"history_merged", N_("Merged")};
inline constexpr Msg history_conflict{"history_conflict", N_("Conflict")};
inline constexpr Msg history_refused{"history_refused", N_("Returned")};

inline constexpr Msg did_create{"did_create", N_("created it")};
inline constexpr Msg did_change{"did_change", N_("changed it")};
inline constexpr Msg did_sign{"did_sign", N_("signed it")};
inline constexpr Msg did_assign{"did_assign", N_("assigned support")};
inline constexpr Msg did_cancel{"did_cancel", N_("cancelled it")};
inline constexpr Msg did_deactivate{"did_deactivate", N_("ended an account")};
inline constexpr Msg did_reset{"did_reset", N_("reset the password")};
inline constexpr Msg did_password{"did_password", N_("chose a new password")};
inline constexpr Msg did_reverse{"did_reverse", N_("reversed a payment")};

} // namespace epic::words
