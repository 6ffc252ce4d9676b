// What people read about files that are imported and exported.
#pragma once

#include "core/words/message.hpp"

namespace epic::transfer::words {

inline constexpr Msg file_unreadable{"file_unreadable", N_("{0} cannot be read.")};
inline constexpr Msg file_empty{"file_empty", N_("{0} is empty.")};
inline constexpr Msg file_changed{"file_changed", N_("{0} has changed since it was looked at.")};
inline constexpr Msg file_exists{"file_exists", N_("{0} is there already.")};
inline constexpr Msg file_unwritable{"file_unwritable", N_("{0} cannot be written.")};
inline constexpr Msg heading_faulty{"heading_faulty", N_("The line of headings cannot be read: {0}")};
inline constexpr Msg import_stopped{"import_stopped", N_("The import was stopped. Nothing was imported.")};
inline constexpr Msg export_stopped{"export_stopped", N_("The export was stopped. There is no file.")};
inline constexpr Msg row_too_wide{"row_too_wide", N_("The line has {0} cells, but there are {1} headings.")};
inline constexpr Msg value_kept{"value_kept", N_("“{0}” is not the same in the file; it was left as it is here.")};
inline constexpr Msg contract_needed{"contract_needed", N_("Say which contract the events belong to.")};

inline constexpr Msg sheet_failed{"sheet_failed", N_("The sheet cannot be drawn.")};
inline constexpr Msg recovery_sheet_title{"recovery_sheet_title", N_("Recovery key")};
inline constexpr Msg recovery_sheet_file{"recovery_sheet_file", N_("File")};
inline constexpr Msg recovery_sheet_made{"recovery_sheet_made", N_("Made on")};
inline constexpr Msg recovery_sheet_use{"recovery_sheet_use",
                                        N_("If a password is forgotten: epic-events recover FILE --email E "
                                           "--recovery-key-file K --new-password-file P gives "
                                           "that person access again.")};
inline constexpr Msg recovery_sheet_typing{
    "recovery_sheet_typing", N_("Letters may be typed small, and hyphens left out. A mistyped group is found.")};
inline constexpr Msg recovery_sheet_keep{
    "recovery_sheet_keep",
    N_("Whoever has this page and the file can choose a new password for anyone. Keep it in a safe place, away from "
       "the computer.")};
inline constexpr Msg contract_of{"contract_of", N_("Contract {0}")};
inline constexpr Msg zone_is{"zone_is", N_("Time zone: {0}")};
inline constexpr Msg all_day{"all_day", N_("All day")};
inline constexpr Msg nobody_yet{"nobody_yet", N_("Nobody yet")};
inline constexpr Msg state_of{"state_of", N_("As of {0}, {1}")};
inline constexpr Msg page_of{"page_of", N_("Page {0} of {1}")};
inline constexpr Msg labelled{"labelled", N_("{0}: {1}")};
inline constexpr Msg yes{"yes", N_("yes")};
inline constexpr Msg no{"no", N_("no")};
inline constexpr Msg amount_paid{"amount_paid", N_("Paid")};
inline constexpr Msg remaining{"remaining", N_("Remaining")};

inline constexpr Msg import_needs{"import_needs", N_("No column fills “{0}”.")};

} // namespace epic::transfer::words
