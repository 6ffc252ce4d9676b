// The page of the exchange: what waits, what was exchanged, whether both sides match, the connection.
#pragma once

#include "core/words/message.hpp"

namespace epic::words {

inline constexpr Msg pending_card{"pending_card", N_("Waiting to be sent")};
inline constexpr Msg pending_none{"pending_none", N_("Nothing waits: all has been sent.")};
inline constexpr PluralMsg pending_more{"pending_more", NP_("and {0} more change", "and {0} more changes")};
inline constexpr Msg pending_created{"pending_created", N_("New record")};
inline constexpr Msg pending_by_you{"pending_by_you", N_("You, {0}")};
inline constexpr Msg pending_by{"pending_by", N_("{0}, {1}")};
inline constexpr Msg waits_exchange{"waits_exchange", N_("Leaves with the next exchange.")};
inline constexpr Msg waits_network{"waits_network", N_("Leaves as soon as the server can be reached.")};
inline constexpr Msg waits_password{"waits_password", N_("Leaves once your new password is entered.")};
inline constexpr Msg waits_settled{"waits_settled", N_("Leaves once what is said above is settled.")};
inline constexpr Msg waits_answer{"waits_answer", N_("Sent; the server’s answer has not come yet.")};
inline constexpr Msg waits_for_them{"waits_for_them", N_("Waits until {0} signs in on this computer.")};
inline constexpr Msg waits_behind{"waits_behind",
                                  N_("Builds on a change of {0}, who has to sign in on this computer first.")};

inline constexpr Msg past_card{"past_card", N_("Last exchanges")};
inline constexpr Msg past_since{"past_since", N_("Since this file was opened.")};
inline constexpr Msg past_none{"past_none", N_("None has come to its end yet.")};
inline constexpr PluralMsg past_sent{"past_sent", NP_("{0} change sent", "{0} changes sent")};
inline constexpr PluralMsg past_received{"past_received", NP_("{0} change received", "{0} changes received")};
inline constexpr Msg past_nothing{"past_nothing", N_("Nothing to exchange")};
inline constexpr PluralMsg past_times{"past_times", NP_("{0} exchange", "{0} exchanges")};
inline constexpr Msg past_done{"past_done", N_("Went through")};
inline constexpr Msg past_failed{"past_failed", N_("Did not go through")};
inline constexpr Msg past_next{"past_next", N_("Next exchange")};

inline constexpr Msg check_card{"check_card", N_("Do both sides match?")};
inline constexpr Msg check_text{
    "check_text", N_("Every record here is compared with the server’s by checksums; what differs is fetched again.")};
inline constexpr Msg check_now{"check_now", N_("Check now")};
inline constexpr Msg check_never{"check_never", N_("Not checked since this file was opened.")};
inline constexpr Msg check_same{"check_same", N_("Checked {0}: both sides hold the same.")};
inline constexpr Msg check_differed{"check_differed", N_("Checked {0}: both sides did not hold the same.")};
inline constexpr PluralMsg check_fetched{"check_fetched",
                                         NP_("{0} record was fetched again.", "{0} records were fetched again.")};
inline constexpr PluralMsg check_only_here{
    "check_only_here", NP_("{0} record is here and unknown to the server; it was left as it is.",
                           "{0} records are here and unknown to the server; they were left as they are.")};
inline constexpr Msg check_rows{"check_rows", N_("{0} here, {1} at the server")};
inline constexpr PluralMsg check_rows_same{"check_rows_same", NP_("{0} on both sides", "{0} on both sides")};
inline constexpr Msg check_exchanging{"check_exchanging", N_("Exchanging first…")};
inline constexpr Msg check_comparing{"check_comparing", N_("Comparing the records…")};
inline constexpr Msg check_mending{"check_mending", N_("Fetching again what differs…")};
inline constexpr Msg check_of{"check_of", N_("{0} of {1}")};
inline constexpr Msg check_stopping{"check_stopping", N_("Stopping…")};

inline constexpr Msg connection_servers{"connection_servers", N_("Servers")};
inline constexpr Msg connection_database{"connection_database", N_("Database")};
inline constexpr Msg connection_certificate{"connection_certificate", N_("Authority’s certificate (SHA-256)")};
inline constexpr Msg connection_login{"connection_login", N_("Signed in as")};
inline constexpr Msg connection_account{"connection_account", N_("Account at the server")};
inline constexpr Msg connection_device{"connection_device", N_("This computer is called")};
inline constexpr Msg connection_device_id{"connection_device_id", N_("Device id")};
inline constexpr Msg connection_fixed{
    "connection_fixed", N_("These come from the office’s join file and from the server. When the server moves or its "
                           "certificate changes, your administrator sends a new join file.")};
inline constexpr Msg renew_join_file{"renew_join_file", N_("Take a new join file…")};
inline constexpr Msg renew_join_title{"renew_join_title", N_("A new join file")};
inline constexpr Msg renew_join_notice{
    "renew_join_notice", N_("Take one only from your administrator: it says which server is trusted. It must be of the "
                            "same office; nothing that you wrote changes.")};
inline constexpr Msg renew_join_now{"renew_join_now", N_("Use this file")};
inline constexpr Msg renew_join_done{"renew_join_done", N_("The new join file is in use.")};

inline constexpr Msg central_password_open{"central_password_open", N_("Enter the new password…")};
inline constexpr Msg central_password_title{"central_password_title", N_("Your new password")};
inline constexpr Msg central_password_notice{
    "central_password_notice",
    N_("Your password or your e-mail was changed elsewhere. Enter those that hold now: they open this file from then "
       "on, and what waits is sent.")};
inline constexpr Msg central_password_now{"central_password_now", N_("Use it here")};
inline constexpr Msg central_password_done{"central_password_done",
                                           N_("The new password is in use here; what waits is being sent.")};
inline constexpr Msg choose_new_join_file{"choose_new_join_file", N_("The office’s new join file")};

} // namespace epic::words
