// What a person reads about the exchange with the server, and what they can do about it.
#pragma once

#include "core/words/message.hpp"

namespace epic::sync::words {

inline constexpr Msg server_unreachable{
    "server_unreachable", N_("The server cannot be reached. Your changes are kept and will be sent later.")};
inline constexpr Msg connection_lost{"connection_lost",
                                     N_("The connection was lost. Your changes are kept and will be sent again.")};
inline constexpr Msg exchange_stopped{"exchange_stopped", N_("The exchange was stopped.")};
inline constexpr Msg account_refused{"account_refused", N_("The server does not know this e-mail with this password. "
                                                           "If the password was changed elsewhere, use the new one.")};
inline constexpr Msg wrong_certificate{
    "wrong_certificate",
    N_("This is not your office’s server, or someone stands in between. Nothing was sent. Ask your administrator.")};
inline constexpr Msg batch_too_large{"batch_too_large", N_("A change is too large for the server.")};
inline constexpr Msg out_of_memory{"out_of_memory", N_("There is not enough memory for this.")};
inline constexpr Msg server_has_one{"server_has_one", N_("This database already holds a central server.")};
inline constexpr Msg database_name{
    "database_name", N_("The name of a database is small letters, digits and underscores, twenty at most.")};
inline constexpr Msg server_anonymous{
    "server_anonymous", N_("This server lets people in without a name. Remove its anonymous accounts first.")};
inline constexpr Msg server_refused{"server_refused", N_("The server refused. Ask your administrator.")};

} // namespace epic::sync::words
