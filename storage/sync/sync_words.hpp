// What a person reads about the exchange with the server, and what they can do about it.
#pragma once

#include "core/words/message.hpp"

namespace epic::sync::words {

inline constexpr Msg server_unreachable{
    "server_unreachable", N_("The server cannot be reached. Your changes are kept and will be sent later.")};
inline constexpr Msg server_needed{
    "server_needed", N_("The server cannot be reached, and passwords are its business. Nothing was changed here.")};
inline constexpr Msg connection_lost{"connection_lost",
                                     N_("The connection was lost. Your changes are kept and will be sent again.")};
inline constexpr Msg exchange_stopped{"exchange_stopped", N_("The exchange was stopped.")};
inline constexpr Msg account_refused{"account_refused", N_("The server does not know this e-mail with this password. "
                                                           "If the password was changed elsewhere, use the new one.")};
inline constexpr Msg wrong_certificate{
    "wrong_certificate",
    N_("This is not your office’s server, or someone stands in between. Nothing was sent. Ask your administrator.")};
inline constexpr Msg certificate_expired{
    "certificate_expired",
    N_("The server’s certificate has expired, or the clock of this computer is wrong. Check its date and time; if they "
       "are right, ask your administrator for a new certificate. Nothing was sent.")};
inline constexpr Msg certificate_name{
    "certificate_name", N_("The server’s certificate bears another name than the one in your join file. Nothing was "
                           "sent. Ask your administrator.")};
inline constexpr Msg no_encryption{
    "no_encryption",
    N_("The server does not offer an encrypted connection. Nothing was sent. Ask your administrator.")};
inline constexpr Msg not_a_server{
    "not_a_server", N_("Something answers at the server’s address, but it is not a server. If this network asks you to "
                       "sign in first, open a web page. Your changes are kept and will be sent later.")};
inline constexpr Msg server_silent{
    "server_silent",
    N_("The server was reached, but says nothing. It is tried again by itself; if this lasts, tell your "
       "administrator. Your changes are kept.")};
inline constexpr Msg clock_ahead{
    "clock_ahead",
    N_("The clock of this computer is {0} ahead of the server’s. Set its date and time right; until then "
       "the server’s time is used.")};
inline constexpr Msg clock_behind{
    "clock_behind", N_("The clock of this computer is {0} behind the server’s. Set its date and time right; until then "
                       "the server’s time is used.")};
inline constexpr Msg batch_too_large{"batch_too_large", N_("A change is too large for the server.")};
inline constexpr Msg out_of_memory{"out_of_memory", N_("There is not enough memory for this.")};
inline constexpr Msg server_has_one{"server_has_one", N_("This database already holds a central server.")};
inline constexpr Msg database_name{
    "database_name", N_("The name of a database is small letters, digits and underscores, twenty at most.")};
inline constexpr Msg server_anonymous{
    "server_anonymous", N_("This server lets people in without a name. Remove its anonymous accounts first.")};
inline constexpr Msg not_an_invitation{"not_an_invitation", N_("This is not a join file of an office.")};
inline constexpr Msg malformed_server{"malformed_server",
                                      N_("A server is written as name:port, several of them with commas between.")};
inline constexpr Msg strange_answer{
    "strange_answer", N_("The server answered something this program does not understand. It may need an update.")};
inline constexpr Msg revoked{"revoked",
                             N_("Your access has ended. What you had not sent goes to the management department.")};
inline constexpr Msg account_moved{
    "account_moved",
    N_("Your e-mail has changed at the office. Sign in at the server with the new one; your changes are kept.")};
inline constexpr Msg handed_over_at_leaving{
    "handed_over_at_leaving", N_("Not sent before their access ended; handed to the management department.")};
inline constexpr Msg brought_for_departed{
    "brought_for_departed", N_("It had not left when their access ended. {0} brought it, from a file that both used.")};
inline constexpr Msg departed_waits{
    "departed_waits",
    N_("The access of {0} has ended. What they left on this computer goes to the management department "
       "with an exchange from here.")};
inline constexpr Msg held_behind_departed{
    "held_behind_departed",
    N_("{0} of your changes build on changes of {1}, whose access has ended. With an exchange from here those go to "
       "the management department, and yours come back to your inbox.")};
inline constexpr Msg left_at_sign_in{
    "left_at_sign_in",
    N_("Your access has ended. What you had not sent is with the management department now, and your "
       "password opens this file no more.")};
inline constexpr Msg sent_at_sign_in{"sent_at_sign_in", N_("Management has ended your access on this computer, and the "
                                                           "server hears of it with their next exchange from here. "
                                                           "What you had not sent has been sent.")};
inline constexpr Msg leaves_later{
    "leaves_later", N_("Your access has ended. What you had not sent is kept in this file: it goes to the management "
                       "department when someone exchanges from here, or when you sign in with the server in reach.")};
inline constexpr Msg leaves_with_others{
    "leaves_with_others", N_("Your access has ended. What you had not sent is kept in this file: it goes to the "
                             "management department when someone who works there exchanges from here.")};
inline constexpr Msg program_old{"program_old",
                                 N_("This program is too old for the server. Update it; your changes are kept.")};
inline constexpr Msg server_old{
    "server_old",
    N_("The server is older than this program. Ask your administrator to upgrade it; your changes are kept.")};
inline constexpr Msg other_server{
    "other_server", N_("Another server answers at this address. Nothing was sent. Ask your administrator.")};
inline constexpr Msg server_lags{
    "server_lags",
    N_("The server lacks changes that it had before. Nothing is sent until it has caught up; your changes are kept.")};
inline constexpr Msg server_restored{
    "server_restored",
    N_("The server was restored from a backup. Your changes are kept; your administrator must confirm first.")};
inline constexpr Msg batch_refused{
    "batch_refused", N_("The server cannot take one of your changes. It is kept here; ask your administrator.")};
inline constexpr Msg server_newer{"server_newer",
                                  N_("The server is newer than this program. Update the program first.")};
inline constexpr Msg device_unknown{"device_unknown", N_("The server does not know this laptop.")};
inline constexpr Msg retire_other_device{"retire_other_device", N_("This is the laptop you are working on.")};
inline constexpr Msg verify_stopped{"verify_stopped", N_("The check was stopped.")};
inline constexpr Msg not_of_this_server{"not_of_this_server",
                                        N_("This join file is of another server than the one this file belongs to.")};
inline constexpr Msg verify_never_still{
    "verify_never_still", N_("Others are changing too much at the moment to compare. Try again a little later.")};
inline constexpr Msg not_joined{"not_joined", N_("This file has no server.")};
inline constexpr Msg joined_elsewhere{"joined_elsewhere", N_("This file belongs to a server already.")};
inline constexpr Msg gestion_only{"gestion_only", N_("Only the management department may do this.")};
inline constexpr Msg account_taken{"account_taken",
                                   N_("This account cannot be made: the e-mail may belong to someone else.")};
inline constexpr Msg account_before_person{"account_before_person",
                                           N_("The person is not on the server yet, or not active. Exchange first.")};
inline constexpr Msg history_refused{
    "history_refused", N_("The server could not take the history of this file. Nothing is lost; ask for help.")};
inline constexpr Msg waits_for_author{"waits_for_author",
                                      N_("Changes of {0} wait until {0} signs in on this computer.")};
inline constexpr Msg held_behind{
    "held_behind", N_("{0} of your changes build on changes of {1} and wait until {1} signs in on this computer.")};
inline constexpr Msg lines_set_aside{"lines_set_aside",
                                     N_("{0} changes from the server cannot be shown by this program. Everything else "
                                        "was taken. It may need an update.")};
inline constexpr Msg change_set_aside{
    "change_set_aside",
    N_("The server could not take this change. It was set aside, so that the others could be sent.")};
inline constexpr Msg server_slow{"server_slow",
                                 N_("The server answers slowly. The exchange goes on; nothing is lost.")};
inline constexpr Msg join_file_exists{"join_file_exists", N_("There is another file at this place already.")};
inline constexpr Msg server_refused{"server_refused", N_("The server refused. Ask your administrator.")};

// ---- why a change came back ----
inline constexpr Msg refused_right{"refused_right", N_("You may not change this, or not any more.")};
inline constexpr Msg refused_departed{"refused_departed", N_("Its author’s access ended before it could be sent.")};
inline constexpr Msg refused_group{"refused_group", N_("Another part of the same action was refused.")};
inline constexpr Msg refused_missing{"refused_missing", N_("What it belongs to is not on the server.")};
inline constexpr Msg refused_value{"refused_value", N_("The server does not take this value.")};
inline constexpr Msg refused_field_value{"refused_field_value", N_("The server does not take the value of “{0}”.")};
inline constexpr Msg refused_state{"refused_state",
                                   N_("The record has changed meanwhile, and this is no longer possible.")};
inline constexpr Msg refused_withdrawn{"refused_withdrawn", N_("It was withdrawn meanwhile.")};
inline constexpr Msg refused_exists{"refused_exists", N_("It is already on the server.")};
inline constexpr Msg refused_base{"refused_base", N_("It builds on a change that the server refused.")};
inline constexpr Msg refused_unsigned{"refused_unsigned", N_("The contract is not signed.")};
inline constexpr Msg refused_support{"refused_support",
                                     N_("This person is not an active member of the support department.")};
inline constexpr Msg refused_commercial{"refused_commercial",
                                        N_("This person is not an active member of the commercial department.")};
inline constexpr Msg refused_dependents{"refused_dependents", N_("Something else has come to depend on it.")};
inline constexpr Msg refused_signature{"refused_signature", N_("An event depends on this signature.")};
inline constexpr Msg refused_currency{"refused_currency", N_("The currency is fixed since the first payment.")};
inline constexpr Msg refused_reversed{"refused_reversed",
                                      N_("This payment was reversed already, or is itself a reversal.")};
inline constexpr Msg refused_email{"refused_email", N_("Someone else has this e-mail.")};
inline constexpr Msg refused_last_gestion{"refused_last_gestion",
                                          N_("The last active member of the management department cannot leave it.")};

} // namespace epic::sync::words
