// What the store has to say: files, sign-in, lists, the tray.
#pragma once

#include "core/words/message.hpp"

namespace epic::words {

inline constexpr Msg file_newer{
    "file_newer", N_("This file was written by a newer version of Epic Events: install that version to open it.")};
inline constexpr Msg file_not_events{"file_not_events", N_("This file does not hold Epic Events data.")};
inline constexpr Msg file_busy{"file_busy", N_("The file is busy. Try again in a moment.")};
inline constexpr Msg account_inactive{"account_inactive",
                                      N_("This account is no longer active. Ask the management department.")};
inline constexpr Msg account_unknown{"account_unknown", N_("Nobody in this file has this account.")};
inline constexpr Msg account_of_another{"account_of_another", N_("This account at the server is someone else’s.")};
inline constexpr Msg password_must_change{"password_must_change", N_("Choose a new password first.")};
inline constexpr Msg password_empty{"password_empty", N_("Choose a password.")};
inline constexpr Msg password_same{"password_same", N_("Choose a password other than the present one.")};
inline constexpr Msg warning_login{"warning_login",
                                   N_("This person signs in with {0} until their password is changed or reset.")};
inline constexpr Msg warning_no_access{"warning_no_access",
                                       N_("{0} cannot open this file until their password is reset.")};
inline constexpr Msg server_needed{"server_needed", N_("This needs the central server, which cannot be reached.")};
inline constexpr Msg id_unknown{"id_unknown", N_("Nothing is known under “{0}”.")};
inline constexpr Msg id_ambiguous{"id_ambiguous", N_("“{0}” may be one of several: give the identifier.")};
inline constexpr Msg batch_frozen{"batch_frozen", N_("An exchange is already under way.")};
inline constexpr Msg entries_malformed{"entries_malformed",
                                       N_("The server sent something that this program does not understand.")};
inline constexpr Msg given_up{"given_up", N_("Given up; nothing was changed.")};
inline constexpr Msg keys_are_managements{"keys_are_managements", N_("The keys of a file are management’s business.")};
inline constexpr Msg built_on_refused{"built_on_refused", N_("It builds on a change that the server refused.")};

inline constexpr Msg returned_creation_stays{
    "returned_creation_stays",
    N_("It exists nowhere else: send it again, or hand it over to the management department.")};
inline constexpr Msg view_unknown{"view_unknown", N_("There is no saved view “{0}” here.")};
inline constexpr Msg stopped_early{"stopped_early", N_("It was stopped before its end.")};
inline constexpr Msg view_needs_name{"view_needs_name", N_("Give the view a name.")};

} // namespace epic::words
