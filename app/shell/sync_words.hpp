// What to do when the exchange with the server does not go through.
#pragma once

#include "core/words/message.hpp"

namespace epic::words {

inline constexpr Msg sync_do_wait{
    "sync_do_wait", N_("Work goes on as usual: it is tried again by itself, and as soon as you ask for it.")};
inline constexpr Msg sync_do_sign_in{
    "sync_do_sign_in", N_("Lock and sign in with your newest password. If that does not help, ask management.")};
inline constexpr Msg sync_do_tell{"sync_do_tell",
                                  N_("Your changes are kept in this file. Show this page to whoever runs the server.")};
inline constexpr Msg invite_unreadable{"invite_unreadable", N_("The join file cannot be read.")};

} // namespace epic::words
