// What a person can do about each state and fault of the exchange; which goes with which is in plain_words.cpp.
#pragma once

#include "core/words/message.hpp"

namespace epic::sync::words {

inline constexpr Msg do_nothing{"do_nothing", N_("Nothing: work goes on as usual.")};
inline constexpr Msg do_once_reached{
    "do_once_reached", N_("Try again once the server is in reach; the page of the exchange says when it is.")};
inline constexpr Msg do_wait{
    "do_wait",
    N_("Nothing: it is tried again by itself, when the network comes back, and when you ask for it. If it lasts "
       "all day, ask your administrator whether the server runs.")};
inline constexpr Msg do_sign_in{
    "do_sign_in",
    N_("Enter the e-mail and the password that hold now on the page “Synchronisation”. If that does not help, "
       "ask management for new ones.")};
inline constexpr Msg do_certificate{"do_certificate",
                                    N_("Do not give your password. On a guest network open a web page first, since "
                                       "some ask for a sign-in; set the clock of "
                                       "this computer. Otherwise your administrator sends a new join file.")};
inline constexpr Msg do_administrator{
    "do_administrator",
    N_("Go on working: everything is kept in this file. Show this sentence to whoever runs the server.")};
inline constexpr Msg do_restored{
    "do_restored",
    N_("Go on working. Your administrator runs “epic-events central restored” on the file of management; then "
       "every laptop gives back what the server lost.")};
inline constexpr Msg do_update_program{"do_update_program",
                                       N_("Install the new version of the program, then open the file again.")};
inline constexpr Msg do_update_server{
    "do_update_server", N_("Your administrator runs “epic-events central upgrade”; until then go on working.")};
inline constexpr Msg do_inbox{"do_inbox", N_("Look into the inbox: there it can be read, sent again or handed over.")};
inline constexpr Msg do_other_person{
    "do_other_person", N_("Ask the person named to sign in on this computer once, with the network there.")};
inline constexpr Msg do_departed{
    "do_departed",
    N_("Ask for an exchange. If this sentence stays, your administrator runs “epic-events central upgrade”, or the "
       "person named signs in on this computer once more.")};
inline constexpr Msg do_recover{
    "do_recover", N_("Tell management: who works there signs in on this computer, or opens the file with its recovery "
                     "key, and exchanges.")};
inline constexpr Msg do_ask_management{"do_ask_management", N_("Ask management.")};
inline constexpr Msg do_disk{"do_disk",
                             N_("Free some space on the disk of this computer; the exchange goes on by itself.")};
inline constexpr Msg do_file{"do_file",
                             N_("Run “epic-events verify” on the file, and keep a backup before anything else.")};
inline constexpr Msg do_clock{"do_clock", N_("Set date, time and time zone of this computer.")};
inline constexpr Msg do_join_file{"do_join_file", N_("Ask your administrator for the join file of your office.")};

// ---- the states that are no fault ----
inline constexpr Msg state_not_joined{"state_not_joined", N_("This file has no server.")};
inline constexpr Msg state_connecting{"state_connecting", N_("Looking for the server.")};
inline constexpr Msg state_sending{"state_sending", N_("Sending your changes.")};
inline constexpr Msg state_receiving{"state_receiving", N_("Fetching what others changed.")};
inline constexpr Msg state_first{
    "state_first", N_("Fetching the company’s records for the first time. What concerns you comes first.")};
inline constexpr Msg state_up_to_date{"state_up_to_date", N_("Everything is exchanged.")};
inline constexpr Msg state_offline{"state_offline",
                                   N_("Without the server. Your changes are kept and will be sent later.")};
inline constexpr Msg state_needs_you{"state_needs_you", N_("The exchange waits for someone.")};

} // namespace epic::sync::words
