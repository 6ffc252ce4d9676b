// The recovery key, the demonstration, and copies of the file.
#pragma once

#include "core/words/message.hpp"

namespace epic::words {

inline constexpr Msg recovery_title{"recovery_title", N_("Your recovery key")};
inline constexpr Msg recovery_text{
    "recovery_text",
    N_("If every password is forgotten, this key and the file give people access again. It is shown this once and kept "
       "nowhere: print it or save it, and keep it away from this computer.")};
inline constexpr Msg recovery_copy{"recovery_copy", N_("Copy")};
inline constexpr Msg recovery_save{"recovery_save", N_("Save as PDF…")};
inline constexpr Msg recovery_print{"recovery_print", N_("Print")};
inline constexpr Msg recovery_kept{"recovery_kept", N_("I have put the key in a safe place")};
inline constexpr Msg recovery_keep_first{"recovery_keep_first", N_("Tick that you have put the key in a safe place.")};
inline constexpr Msg recovery_done{"recovery_done", N_("Continue")};
inline constexpr Msg recovery_saved{"recovery_saved", N_("Saved: {0}")};
inline constexpr Msg recovery_printed{"recovery_printed", N_("Sent to the printer.")};
inline constexpr Msg no_printer{"no_printer", N_("No printer took the page. Save it as PDF instead.")};
// Part of a file's name.
inline constexpr Msg recovery_file{"recovery_file", N_("recovery key")};
inline constexpr Msg choose_recovery_file{"choose_recovery_file", N_("Where to save the recovery key")};

inline constexpr Msg new_recovery_key{"new_recovery_key", N_("Make a new recovery key")};
inline constexpr Msg new_recovery_notice{
    "new_recovery_notice", N_("The recovery key there is now opens nothing any more. The new one is shown once.")};
inline constexpr Msg new_recovery_now{"new_recovery_now", N_("Make the key")};

inline constexpr Msg demonstration{"demonstration", N_("Demonstration")};
inline constexpr Msg start_demonstration_text{
    "start_demonstration_text",
    N_("A year of an invented company: seven people, their clients, contracts and events. Nothing in it is real, and "
       "nothing can be broken.")};
inline constexpr Msg start_demonstration_button{"start_demonstration_button", N_("Look at the demonstration")};
inline constexpr Msg demonstration_making{"demonstration_making", N_("The demonstration is being made…")};
inline constexpr Msg demonstration_who{"demonstration_who", N_("Who do you want to be?")};
inline constexpr Msg demonstration_text{
    "demonstration_text",
    N_("Each department sees and may do something else. Come back and try another one any time.")};
inline constexpr Msg demonstration_enter{"demonstration_enter", N_("Go in")};
inline constexpr Msg demonstration_afresh{"demonstration_afresh", N_("Make the demonstration again")};
inline constexpr Msg demonstration_afresh_help{"demonstration_afresh_help", N_("With dates around today.")};

inline constexpr Msg make_backup{"make_backup", N_("Make a copy of the file")};
inline constexpr Msg backup_notice{
    "backup_notice", N_("Encrypted like this file, and whole: everyone goes on working while it is made. Keep it on "
                        "another disk.")};
inline constexpr Msg backup_to{"backup_to", N_("Where to keep the copy")};
inline constexpr Msg backup_password{"backup_password", N_("Password of its own")};
inline constexpr Msg backup_password_help{
    "backup_password_help", N_("Leave empty: the present passwords open the copy. Otherwise only you, with this one.")};
inline constexpr Msg backup_now{"backup_now", N_("Make the copy")};
inline constexpr Msg backup_stop{"backup_stop", N_("Stop")};
inline constexpr Msg backup_progress{"backup_progress", N_("{0}% copied.")};
inline constexpr Msg backup_done{"backup_done", N_("Copied to {0}.")};

// In an office without clients.
inline constexpr Msg first_steps{"first_steps", N_("First steps")};
inline constexpr Msg first_steps_gestion{"first_steps_gestion",
                                         N_("Add your colleagues: sales creates the clients, support looks after the "
                                            "events. Once a client is there, you create "
                                            "the contract; when it is signed, sales adds the event.")};
inline constexpr Msg first_steps_commercial{"first_steps_commercial",
                                            N_("Create your first client, or bring all of them from a spreadsheet "
                                               "(Clients, “…”, Import a CSV). Management then "
                                               "creates the contract, and once it is signed you add the event.")};

} // namespace epic::words
