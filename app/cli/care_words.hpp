// What the verbs say that look after the file as a whole: verify, backup, restore, salvage.
#pragma once

#include "core/words/message.hpp"

namespace epic::cli::words {

inline constexpr Msg file_is_sound{"file_is_sound", N_("The file is sound: {0} pages.")};
inline constexpr Msg file_is_damaged{"file_is_damaged", N_("The file is damaged:")};
inline constexpr Msg file_contradicts{"file_contradicts", N_("Every byte of the file is as it was written, but:")};
inline constexpr Msg what_to_do{"what_to_do",
                                N_("Restore a backup: epic-events restore BACKUP --to FILE. What a backup does not "
                                   "have: epic-events salvage FILE --to NEW.")};
inline constexpr Msg file_went_back{
    "file_went_back",
    N_("This file is older than it was when this program last had it: an older copy is in its place. Changes may be "
       "missing.")};
inline constexpr Msg backup_made{"backup_made", N_("{0} is made: {1} pages, opened with the same passwords.")};
inline constexpr Msg backup_made_for_one{"backup_made_for_one",
                                         N_("{0} is made: {1} pages, opened by {2} with the new password alone.")};
inline constexpr Msg header_exported{
    "header_exported",
    N_("{0} is written. Keep it elsewhere than the file, and make it anew when a password changes.")};
inline constexpr Msg backup_where{"backup_where", N_("Say where the backup shall be: OUT, or --header H.")};
inline constexpr Msg file_restored{"file_restored", N_("{0} is restored: {1} pages.")};
inline constexpr Msg old_file_kept{"old_file_kept", N_("The file that was there is kept as {0}.")};
inline constexpr Msg file_salvaged{"file_salvaged", N_("{0} is made from what could be read. {1}")};
inline constexpr Msg salvage_complete{"salvage_complete", N_("Nothing is known to be missing.")};
inline constexpr Msg salvage_pages{"salvage_pages", N_("Damaged pages: {0} of {1}.")};
inline constexpr Msg salvage_lost{"salvage_lost", N_("Records known to be lost: {0}")};
inline constexpr Msg salvage_join{
    "salvage_join", N_("The file does not know its central server any more. What waits to be sent is in it.")};
inline constexpr Msg column_table{"column_table", N_("Kept in")};
inline constexpr Msg column_recovered{"column_recovered", N_("Recovered")};
inline constexpr Msg column_older{"column_older", N_("As they were earlier")};
inline constexpr Msg column_rebuilt{"column_rebuilt", N_("From the history")};
inline constexpr Msg column_unreadable{"column_unreadable", N_("Unreadable")};
inline constexpr Msg column_lost_pages{"column_lost_pages", N_("Pages lost")};

inline constexpr Msg verb_verify{
    "verb_verify", N_("reads every byte of the file and says whether it is sound, and if not, what is hurt")};
inline constexpr Msg verb_backup{
    "verb_backup", N_("makes a sealed copy of the file while others work; or keeps a copy of its header")};
inline constexpr Msg verb_restore{"verb_restore",
                                  N_("examines a backup and puts it in the file’s place; the old file is kept")};
inline constexpr Msg verb_salvage{"verb_salvage",
                                  N_("makes a new file of every record that can be read in a damaged one")};
inline constexpr Msg option_backup_password{"option_backup_password",
                                            N_("a file with another password for the copy, which then only you open")};
inline constexpr Msg option_export_header{
    "option_export_header", N_("a new file for a copy of the header, which salvage needs if the file’s own is lost")};
inline constexpr Msg option_restore_to{"option_restore_to", N_("the file to put the backup in the place of")};
inline constexpr Msg option_salvage_to{"option_salvage_to", N_("the new file")};
inline constexpr Msg option_salvage_header{"option_salvage_header", N_("the copy of the header that was kept")};

} // namespace epic::cli::words
