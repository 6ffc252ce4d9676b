// What the vault says to people.
#pragma once

#include "core/words/message.hpp"

namespace epic::vault::words {

inline constexpr Msg file_missing{"vault.file_missing", N_("There is no file here: {0}")};
inline constexpr Msg is_folder{"vault.is_folder", N_("This is a folder, not a file: {0}")};
inline constexpr Msg file_exists{"vault.file_exists", N_("There is already a file here: {0}")};
inline constexpr Msg not_ours{"vault.not_ours", N_("This is not an Epic Events file.")};
inline constexpr Msg newer_version{
    "vault.newer_version",
    N_("This file was made by a newer version of Epic Events. Update the program on this computer to open it.")};
inline constexpr Msg header_damaged{
    "vault.header_damaged",
    N_("The beginning of the file is damaged, and with it the keys. Nothing was changed. Restore a backup.")};
inline constexpr Msg page_damaged{"vault.page_damaged",
                                  N_("The file is damaged at page {0}. Nothing was changed there. Restore a backup.")};
inline constexpr Msg file_cut{"vault.file_cut",
                              N_("The end of the file is missing, from page {0} on. Restore a backup.")};
inline constexpr Msg log_damaged{
    "vault.log_damaged",
    N_("The file of recent changes (the one that ends in “-wal”) is damaged at its part {0}. Nothing was changed. "
       "Restore a backup.")};
inline constexpr Msg damaged_somewhere{"vault.damaged_somewhere", N_("The file is damaged. Restore a backup.")};
inline constexpr Msg in_use{"vault.in_use", N_("The file is in use by another window of Epic Events. Close it first.")};
inline constexpr Msg wrong_credential{"vault.wrong_credential", N_("The e-mail address or the password is wrong.")};
inline constexpr Msg locked{"vault.locked", N_("The file is locked. Sign in again.")};
inline constexpr Msg read_only{
    "vault.read_only",
    N_("The file or its folder cannot be written to. Check the rights on it, or move it elsewhere.")};
inline constexpr Msg disk_full{
    "vault.disk_full", N_("There is no space left on the disk. Nothing was lost; free some space and try again.")};
inline constexpr Msg disk_failed{"vault.disk_failed", N_("The disk did not do what was asked. Nothing more is known.")};
inline constexpr Msg no_memory{"vault.no_memory",
                               N_("There is not enough memory to check the password. Close other programs.")};
inline constexpr Msg slots_full{
    "vault.slots_full", N_("{0} people can sign in on one file, and all places are taken. Remove someone first.")};
inline constexpr Msg slot_exists{"vault.slot_exists", N_("This person can sign in on this file already.")};
inline constexpr Msg slot_missing{"vault.slot_missing", N_("This person cannot sign in on this file.")};
inline constexpr Msg last_slot{"vault.last_slot",
                               N_("This is the last person who can sign in on this file. Add someone else first.")};
inline constexpr Msg sealed_for_another{
    "vault.sealed_for_another", N_("What was kept for this person cannot be read with this password. Enter it again.")};
inline constexpr Msg recovery_symbol{"vault.recovery_symbol",
                                     N_("“{0}” in group {1} is not a letter or digit of a recovery key.")};
inline constexpr Msg recovery_group{"vault.recovery_group",
                                    N_("Group {0} of the recovery key is mistyped. Compare it with the paper.")};
inline constexpr Msg recovery_group_size{
    "vault.recovery_group_size", N_("Group {0} of the recovery key should have 5 letters and digits. It has {1}.")};
inline constexpr Msg recovery_size{
    "vault.recovery_size", N_("A recovery key has 7 groups of 5 letters and digits, 35 in all. There are {0} here.")};
inline constexpr Msg recovery_refused{
    "vault.recovery_refused",
    N_("This recovery key does not open this file. It may have been replaced by a newer one.")};
inline constexpr Msg recovery_only{"vault.recovery_only",
                                   N_("A recovery key can only give people access again. Sign in to do this.")};
inline constexpr Msg connections_open{"vault.connections_open", N_("The new file is still being written to.")};
inline constexpr Msg not_a_header{"vault.not_a_header", N_("This is not a copy of the beginning of a file.")};
inline constexpr Msg given_up{"vault.given_up", N_("Given up; nothing was changed.")};
inline constexpr Msg database_failed{"vault.database_failed", N_("The database refused what was asked.")};

} // namespace epic::vault::words
