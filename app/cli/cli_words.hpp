// What the command line says to people.
#pragma once

#include "core/words/message.hpp"

namespace epic::cli::words {

// Usage.
inline constexpr Msg unknown_verb{"unknown_verb", N_("There is no verb “{0}”; `epic-events --help` lists them all.")};
inline constexpr Msg unknown_verb_but{
    "unknown_verb_but", N_("There is no verb “{0}”. Did you mean “{1}”? `epic-events --help` lists them all.")};
inline constexpr Msg verb_incomplete{"verb_incomplete",
                                     N_("“{0}” needs a second word; `epic-events --help` lists them all.")};
inline constexpr Msg unknown_argument{"unknown_argument",
                                      N_("“{0}” is not expected here; --help after the verb says what is.")};
inline constexpr Msg unknown_argument_but{
    "unknown_argument_but", N_("“{0}” is not expected here. Did you mean “{1}”? --help after the verb says what is.")};
inline constexpr Msg argument_missing{"argument_missing",
                                      N_("{0} is missing; --help after the verb says what it takes.")};
inline constexpr Msg option_takes_one_value{"option_takes_one_value", N_("{0} takes one value, and only once.")};
inline constexpr Msg say_which_file{"say_which_file",
                                    N_("Say which file: --file F, or EPIC_EVENTS_FILE in the environment.")};
inline constexpr Msg say_who{"say_who", N_("Say who you are: --as EMAIL, or EPIC_EVENTS_AS in the environment.")};
inline constexpr Msg say_password_file{
    "say_password_file",
    N_("Say where the password is: --password-file P, or EPIC_EVENTS_PASSWORD_FILE in the environment.")};
inline constexpr Msg cannot_read{"cannot_read", N_("{0} cannot be read.")};
inline constexpr Msg too_large{"too_large", N_("{0} is too large to be read.")};
inline constexpr Msg cannot_write{"cannot_write", N_("{0} cannot be written.")};
inline constexpr Msg already_there{"already_there", N_("{0} is there already.")};
inline constexpr Msg input_read_twice{"input_read_twice", N_("Standard input can be read only once.")};
inline constexpr Msg password_empty{"password_empty", N_("The password is empty.")};
inline constexpr Msg not_a_set{"not_a_set", N_("“{0}” is not of the form field=value.")};
inline constexpr Msg not_a_where{
    "not_a_where", N_("“{0}” is not a condition: write it like “total >= 1000”, with = != < <= > >= or ~.")};
inline constexpr Msg not_comparable_so{
    "not_comparable_so", N_("{0} does not apply to “{1}” here: ~ is for texts, < and > for what has an order.")};
inline constexpr Msg not_utf8{"not_utf8", N_("{0} is not a text in UTF-8.")};
inline constexpr Msg unknown_field{"unknown_field", N_("There is no field “{0}” here. There are: {1}.")};
inline constexpr Msg unknown_filter{"unknown_filter", N_("There is no filter “{0}” here. There are: {1}.")};
inline constexpr Msg no_filters{"no_filters", N_("none")};
inline constexpr Msg not_a_count{"not_a_count", N_("“{0}” is not a number from 0 up.")};
inline constexpr Msg not_a_language_code{"not_a_language_code",
                                         N_("“{0}” is not a language of this program: fr or en.")};
inline constexpr Msg not_in_batch{"not_in_batch", N_("“{0}” cannot be a line of a batch.")};
inline constexpr Msg not_a_batch_line{"not_a_batch_line", N_("The line is not a JSON array of texts.")};
inline constexpr Msg password_from_input{
    "password_from_input", N_("The lines of a batch come from standard input, so the password must be in a file.")};
inline constexpr Msg session_given_in_batch{"session_given_in_batch",
                                            N_("{0} belongs to the batch as a whole, not to a line of it.")};
inline constexpr Msg must_change_first{
    "must_change_first", N_("Choose your own password first: epic-events password --new-password-file P.")};
inline constexpr Msg unexpected_failure{"unexpected_failure", N_("Something unexpected went wrong.")};

// Answers.
inline constexpr Msg recorded{"recorded", N_("Recorded: {0} “{1}” ({2}).")};
inline constexpr Msg password_reset{"password_reset",
                                    N_("{0} signs in with the new password, and then chooses one of their own.")};
inline constexpr Msg not_a_certificate{"not_a_certificate", N_("{0} is not a certificate in PEM form.")};
inline constexpr Msg administrator_refused{"administrator_refused",
                                           N_("The server does not know the administrator “{0}” with this password.")};
inline constexpr Msg nobody_answers{"nobody_answers",
                                    N_("No server answers at {0}. Check the name and the port, and that it runs.")};
inline constexpr Msg nothing_changed{"nothing_changed", N_("Nothing to change: {0} “{1}” ({2}).")};
inline constexpr Msg warning{"warning", N_("Warning: {0}")};
inline constexpr Msg who_could_instead{"who_could_instead", N_("{0} Who could: {1}.")};
inline constexpr Msg rows_shown{"rows_shown", N_("{0} to {1} of {2}")};
inline constexpr Msg no_rows{"no_rows", N_("Nothing found.")};
inline constexpr Msg yes{"yes", N_("yes")};
inline constexpr Msg no{"no", N_("no")};
inline constexpr Msg file_made{"file_made", N_("{0} is made. {1} may sign in as {2}.")};
inline constexpr Msg password_changed{"password_changed", N_("The password is changed.")};
inline constexpr Msg demo_made{"demo_made", N_("{0} is made. These people may sign in:")};
inline constexpr Msg demo_rejected{"demo_rejected", N_("Lines of the agenda that could not be used:")};
inline constexpr Msg recovery_slot{"recovery_slot", N_("recovery key")};
inline constexpr Msg recovery_key_made{
    "recovery_key_made",
    N_("Recovery key: {0}\nPrint it or write it down, and keep it away from this computer. It is shown this once. "
       "Whoever has it and the file can choose a new password for anyone.")};
inline constexpr Msg access_given{"access_given", N_("{0} may sign in with the new password.")};
inline constexpr Msg access_given_joined{
    "access_given_joined",
    N_("The account at the central server keeps its password: ask the management department to reset it.")};
inline constexpr Msg rekey_sealing{"rekey_sealing", N_("Sealing the file anew: {0} %")};
inline constexpr Msg rekey_erasing{"rekey_erasing", N_("Erasing the old file: {0} %")};
inline constexpr Msg rekeyed{"rekeyed", N_("{0} is sealed with a new key. These can open it:")};
inline constexpr Msg installed{
    "installed", N_("The central server is set up. {0} people have an account; their one-time passwords are in {1}.")};
inline constexpr Msg invitation_written{"invitation_written",
                                        N_("{0} is written: give it to whoever sets up a new laptop.")};
inline constexpr Msg joined{"joined", N_("{0} is made, and {1} records have arrived.")};
inline constexpr Msg one_time_password_next{
    "one_time_password_next",
    N_("This was a one-time password. Choose your own now: epic-events password --new-password-file P.")};
inline constexpr Msg password_renewed{"password_renewed",
                                      N_("From now on this file opens with the password that the server knows.")};
inline constexpr Msg exchanged{"exchanged", N_("Sent {0}, received {1}; {2} to be sent, {3} conflicts, {4} returned.")};
inline constexpr Msg server_stands{"server_stands", N_("Server {0}, form {1}, {2} changes.")};
inline constexpr Msg not_a_device{"not_a_device",
                                  N_("“{0}” is not the identifier of a laptop; central status lists them.")};
inline constexpr Msg records{"records", N_("Records")};
inline constexpr Msg checksum_here{"checksum_here", N_("Checksum here")};
inline constexpr Msg checksum_server{"checksum_server", N_("On the server")};
inline constexpr Msg verify_same{"verify_same", N_("This file holds what the server holds, at change {0}.")};
inline constexpr Msg verify_different{"verify_different",
                                      N_("They differed at change {0}. Fetched again: {1} records.")};
inline constexpr Msg verify_only_here{"verify_only_here",
                                      N_("{0} records are here and not on the server. They are kept.")};
inline constexpr Msg report_held{"report_held",
                                 N_("The laptop “{0}” exchanged last on {1}; it held changes 1 to {2} of {3}.")};
inline constexpr Msg report_people{"report_people", N_("Used by: {0}")};
inline constexpr Msg report_contacts{"report_contacts", N_("Events that name someone to reach: {0}")};
inline constexpr Msg report_may_hold_more{
    "report_may_hold_more",
    N_("It may also hold what was written on it since. The file is encrypted; whoever knows the password of one of "
       "these people can read it.")};
inline constexpr Msg device_retired{
    "device_retired",
    N_("The laptop is not waited for any more. If it is lost, also reset the passwords of those who used it.")};
inline constexpr Msg restored_returned{
    "restored_returned", N_("The server is in epoch {0}. This laptop returned {1} changes that it had lost.")};
inline constexpr Msg restored_waits{
    "restored_waits",
    N_("Nobody else is let in yet. Let the laptops make contact, so that they return what they hold, then "
       "confirm: epic-events central restored --confirm.")};
inline constexpr Msg restored_open{"restored_open", N_("The server is open again.")};
inline constexpr Msg restored_without_account{"restored_without_account",
                                              N_("Without an account; reset their passwords: {0}")};
inline constexpr Msg server_upgraded{"server_upgraded", N_("The central server has form {0} now.")};
inline constexpr Msg conflict{"conflict", N_("conflict")};
inline constexpr Msg returned{"returned", N_("returned")};
inline constexpr Msg kind{"kind", N_("Kind")};
inline constexpr Msg record{"record", N_("Record")};
inline constexpr Msg mine{"mine", N_("Mine")};
inline constexpr Msg theirs{"theirs", N_("Theirs")};
inline constexpr Msg device{"device", N_("Laptop")};
inline constexpr Msg last_seen{"last_seen", N_("Last seen")};
inline constexpr Msg digest_empty{"digest_empty", N_("Nobody else has changed anything since.")};
inline constexpr Msg joining{"joining", N_("{0} of {1} records")};
// A value and who wrote it.
inline constexpr Msg value_by{"value_by", N_("{0} ({1})")};
inline constexpr Msg dismissed{"dismissed", N_("Put aside; it stays readable in the history.")};
inline constexpr Msg returned_has_no_value{
    "returned_has_no_value",
    N_("This came back and is no question: --keep mine sends it again, --keep theirs puts it aside.")};
inline constexpr Msg inbox_empty{"inbox_empty", N_("Nothing is waiting for you.")};

// Headings that are no fields.
inline constexpr Msg identifier{"identifier", N_("Identifier")};
inline constexpr Msg amount_paid{"amount_paid", N_("Paid")};
inline constexpr Msg remaining{"remaining", N_("Remaining")};
inline constexpr Msg pending{"pending", N_("Not yet synchronised")};
inline constexpr Msg reversed{"reversed", N_("Reversed")};
inline constexpr Msg double_booked{"double_booked", N_("Double-booked")};
inline constexpr Msg when{"when", N_("When")};
inline constexpr Msg by_whom{"by_whom", N_("By")};
inline constexpr Msg what{"what", N_("Field")};
inline constexpr Msg before{"before", N_("Before")};
inline constexpr Msg after{"after", N_("After")};
inline constexpr Msg state{"state", N_("State")};
inline constexpr Msg password{"password", N_("Password")};
inline constexpr Msg line{"line", N_("Line")};
inline constexpr Msg column{"column", N_("Column")};
inline constexpr Msg reason{"reason", N_("Reason")};
inline constexpr Msg slot{"slot", N_("Slot")};
inline constexpr Msg person{"person", N_("Person")};

// How an operation stands with the server.
inline constexpr Msg state_local{"state_local", N_("on this computer")};
inline constexpr Msg state_pending{"state_pending", N_("to be sent")};
inline constexpr Msg state_confirmed{"state_confirmed", N_("confirmed")};
inline constexpr Msg state_merged{"state_merged", N_("merged")};
inline constexpr Msg state_conflict{"state_conflict", N_("in conflict")};
inline constexpr Msg state_refused{"state_refused", N_("refused")};

// Help.
inline constexpr Msg help_intro{
    "help_intro", N_("epic-events: clients, contracts and events in one encrypted file, shared with the office.\n\n"
                     "epic-events [FILE] opens the window. With a verb, the same commands for scripts:")};
inline constexpr Msg help_every_call{"help_every_call", N_("Every call takes:")};
inline constexpr Msg help_file{"help_file", N_("the file (or EPIC_EVENTS_FILE)")};
inline constexpr Msg help_as{"help_as", N_("who signs in (or EPIC_EVENTS_AS)")};
inline constexpr Msg help_password_file{
    "help_password_file", N_("a file with the password, - for standard input (or EPIC_EVENTS_PASSWORD_FILE)")};
inline constexpr Msg help_json{"help_json", N_("answers and errors as JSON")};
inline constexpr Msg help_lang{"help_lang", N_("the language of texts: fr or en")};
inline constexpr Msg help_help{"help_help", N_("this help; after a verb, what the verb takes")};
inline constexpr Msg help_version{"help_version", N_("the program’s version")};
inline constexpr Msg help_exit_codes{
    "help_exit_codes",
    N_("Exit codes: 0 done, 1 unexpected, 2 usage, 3 sign-in refused, 4 not allowed, 5 not found, 6 invalid value,\n"
       "7 file damaged, not ours or not matching, 8 file in use, 9 server unreachable, 10 server refused.")};
inline constexpr Msg help_more{"help_more",
                               N_("epic-events help VERB says more about one; epic-events manual is the manual page.")};
inline constexpr Msg help_options{"help_options", N_("Options:")};
inline constexpr Msg help_fields{"help_fields", N_("Fields:")};
inline constexpr Msg help_filters{"help_filters", N_("Filters:")};

inline constexpr Msg verb_create{"verb_create",
                                 N_("makes a new file and its first person, of the management department")};
inline constexpr Msg verb_collaborator_add{"verb_collaborator_add", N_("adds a person, with a first password")};
inline constexpr Msg verb_deactivate{"verb_deactivate", N_("ends a person’s access; someone may take over their work")};
inline constexpr Msg verb_reset_password{"verb_reset_password", N_("gives a person a new first password")};
inline constexpr Msg verb_password{"verb_password", N_("changes your own password")};
inline constexpr Msg verb_add{"verb_add", N_("adds a record")};
inline constexpr Msg verb_sign{"verb_sign", N_("marks a contract as signed, today or on a date")};
inline constexpr Msg verb_reverse{"verb_reverse", N_("takes a payment back by a second one that names it")};
inline constexpr Msg verb_assign{"verb_assign", N_("gives an event to a support person, or to none")};
inline constexpr Msg verb_cancel{"verb_cancel", N_("cancels an event")};
inline constexpr Msg verb_edit{"verb_edit",
                               N_("changes fields of a record; “field=” empties one, “field=@path” reads a file")};
inline constexpr Msg verb_show{"verb_show", N_("shows one record")};
inline constexpr Msg verb_history{"verb_history", N_("shows who changed what, newest first")};
inline constexpr Msg verb_list{"verb_list", N_("lists records; filters, conditions and text must all hold")};
inline constexpr Msg verb_inbox_list{"verb_inbox_list", N_("lists conflicts and edits that the server gave back")};
inline constexpr Msg verb_inbox_digest{"verb_inbox_digest",
                                       N_("shows what others changed since you last said to have seen it")};
inline constexpr Msg verb_inbox_resolve{"verb_inbox_resolve",
                                        N_("answers a conflict with one of the two values, or with a third")};
inline constexpr Msg verb_inbox_resend{"verb_inbox_resend",
                                       N_("tries an edit that was given back again, with the rest of its action")};
inline constexpr Msg verb_inbox_hand_over{"verb_inbox_hand_over",
                                          N_("gives an edit that was given back to the management department")};
inline constexpr Msg verb_view_save{"verb_view_save", N_("keeps the filters of a list under a name")};
inline constexpr Msg verb_view_list{"verb_view_list", N_("lists your saved views")};
inline constexpr Msg verb_view_delete{"verb_view_delete", N_("forgets a saved view")};
inline constexpr Msg verb_undo{"verb_undo", N_("takes back what you did last, or a whole import")};
inline constexpr Msg verb_redo{"verb_redo", N_("does again what you undid last")};
inline constexpr Msg inbox_unknown{"inbox_unknown", N_("There is nothing in the inbox under “{0}”.")};
inline constexpr Msg handed_over{"handed_over", N_("Handed over to the management department.")};
inline constexpr Msg view_name{"view_name", N_("View")};
inline constexpr Msg view_saved{"view_saved", N_("The view “{0}” is saved.")};
inline constexpr Msg view_deleted{"view_deleted", N_("The view “{0}” is forgotten.")};
inline constexpr Msg not_an_entity{"not_an_entity",
                                   N_("“{0}” is none of collaborator, client, contract, payment, event.")};
inline constexpr Msg verb_central_install{"verb_central_install",
                                          N_("sets the central server up and sends it this file")};
inline constexpr Msg verb_central_invite{"verb_central_invite",
                                         N_("writes the file with which new laptops join; it holds no secret")};
inline constexpr Msg verb_central_status{"verb_central_status", N_("says how the central server stands")};
inline constexpr Msg verb_central_verify{"verb_central_verify",
                                         N_("compares this file with the server, and fetches again what differs")};
inline constexpr Msg verb_central_report{"verb_central_report",
                                         N_("says what a laptop held at its last exchange, should it be lost")};
inline constexpr Msg verb_central_retire{"verb_central_retire",
                                         N_("waits for a laptop no more; it starts anew if it comes back")};
inline constexpr Msg verb_central_restored{
    "verb_central_restored", N_("after a restore of the server from a backup: takes back what it lost, and opens it")};
inline constexpr Msg verb_central_upgrade{"verb_central_upgrade",
                                          N_("brings the central server up to this program’s version")};
inline constexpr Msg verb_join{"verb_join", N_("makes a file on this laptop and fills it from the central server")};
inline constexpr Msg verb_sync{"verb_sync", N_("exchanges changes with the central server, once or until interrupted")};
inline constexpr Msg verb_demo{"verb_demo", N_("makes a demonstration file, from our own year or from an agenda")};
inline constexpr Msg verb_recovery_key{
    "verb_recovery_key", N_("makes a recovery key for the file; the one before opens nothing from then on")};
inline constexpr Msg verb_recover{"verb_recover",
                                  N_("gives a person access again with the file’s recovery key, and a new password")};
inline constexpr Msg verb_rekey{
    "verb_rekey", N_("seals the whole file anew with another key; everyone keeps their password. Goes on where it was "
                     "when it was interrupted")};
inline constexpr Msg verb_slots{"verb_slots", N_("lists who can open the file")};
inline constexpr Msg verb_batch{"verb_batch",
                                N_("runs one call per line of standard input, each a JSON array of its arguments")};
inline constexpr Msg verb_help{"verb_help", N_("says what a verb, or a group of verbs, takes")};
inline constexpr Msg verb_manual{"verb_manual", N_("writes the manual page, for man")};
inline constexpr Msg verb_completion{"verb_completion", N_("writes what a shell needs to complete words")};

} // namespace epic::cli::words
