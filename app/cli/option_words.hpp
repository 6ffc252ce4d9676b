// What each option of the command line is for, as help and the manual page say it.
#pragma once

#include "core/words/message.hpp"

namespace epic::cli::words {

inline constexpr Msg option_set{"option_set",
                                N_("gives a field its value; “field=” empties it, “field=@path” reads a file")};
inline constexpr Msg option_initial_password{"option_initial_password", N_("a file with their first password")};
inline constexpr Msg option_no_must_change{"option_no_must_change",
                                           N_("they may keep the first password instead of choosing their own")};
inline constexpr Msg option_take_over{"option_take_over", N_("who takes over the clients or the coming events")};
inline constexpr Msg option_confirm_restored{"option_confirm_restored",
                                             N_("the laptops have returned what they hold: let everyone in again")};
inline constexpr Msg option_new_password{"option_new_password", N_("a file with the new password")};
inline constexpr Msg option_central_password{
    "option_central_password",
    N_("a file with the password that the office’s server knows: a one-time one, or one chosen on another computer")};
inline constexpr Msg option_central_email{"option_central_email",
                                          N_("with it, the e-mail that the server knows, when that has changed")};
inline constexpr Msg option_name{"option_name", N_("the person’s full name")};
inline constexpr Msg option_email{"option_email", N_("the person’s e-mail, with which they sign in")};
inline constexpr Msg option_on{"option_on", N_("the day of the signature instead of today")};
inline constexpr Msg option_note{"option_note", N_("why the payment is taken back")};
inline constexpr Msg option_filter{"option_filter", N_("only what this filter lets through")};
inline constexpr Msg option_where{"option_where",
                                  N_("only where a field compares so: = != < <= > >=, or ~ for “contains”")};
inline constexpr Msg option_text{"option_text", N_("only what holds every one of these words")};
inline constexpr Msg option_sort{"option_sort", N_("sorts by this field, with - from the end")};
inline constexpr Msg option_limit{"option_limit", N_("at most so many")};
inline constexpr Msg option_offset{"option_offset", N_("leaves out so many at the beginning")};
inline constexpr Msg option_view{"option_view", N_("begins with this saved view")};
inline constexpr Msg option_column{"option_column", N_("a column to show, in this order")};
inline constexpr Msg option_seen{"option_seen", N_("what is shown is not told again")};
inline constexpr Msg option_keep{"option_keep", N_("which of the two values stands")};
inline constexpr Msg option_value{"option_value", N_("the value that stands instead of both")};
inline constexpr Msg option_import{"option_import", N_("the import to take back instead of what was done last")};
inline constexpr Msg option_server{"option_server", N_("host and port of the server, and of those to try after it")};
inline constexpr Msg option_ca{"option_ca", N_("the certificate of the authority that signed the server’s")};
inline constexpr Msg option_recover_email{"option_recover_email",
                                          N_("the e-mail address of the person who gets access")};
inline constexpr Msg option_recovery_key{"option_recovery_key",
                                         N_("the file with the recovery key as it was printed; - for standard input")};
inline constexpr Msg option_admin_user{"option_admin_user", N_("an account of the server that may create databases")};
inline constexpr Msg option_admin_password{"option_admin_password", N_("a file with that account’s password")};
inline constexpr Msg option_database{"option_database", N_("the name of the database on the server")};
inline constexpr Msg option_one_time_passwords{"option_one_time_passwords",
                                               N_("a new file for the one-time passwords to hand over")};
inline constexpr Msg option_invite{"option_invite", N_("the file that `central invite` wrote")};
inline constexpr Msg option_once{"option_once", N_("one exchange")};
inline constexpr Msg option_watch{"option_watch", N_("exchanges until it is interrupted")};
inline constexpr Msg option_agenda{"option_agenda", N_("makes the events of this agenda instead of our own year")};

} // namespace epic::cli::words
