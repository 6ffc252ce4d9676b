// The manual page's own texts; verbs and options say theirs in cli_words.hpp and option_words.hpp.
#pragma once

#include "core/words/message.hpp"

namespace epic::cli::words {

// Headings, as manual pages have them in each language.
inline constexpr Msg manual_name{"manual_name", N_("NAME")};
inline constexpr Msg manual_synopsis{"manual_synopsis", N_("SYNOPSIS")};
inline constexpr Msg manual_description{"manual_description", N_("DESCRIPTION")};
inline constexpr Msg manual_options{"manual_options", N_("OPTIONS OF EVERY CALL")};
inline constexpr Msg manual_verbs{"manual_verbs", N_("VERBS")};
inline constexpr Msg manual_values{"manual_values", N_("HOW VALUES ARE WRITTEN")};
inline constexpr Msg manual_fields{"manual_fields", N_("FIELDS AND FILTERS")};
inline constexpr Msg manual_answers{"manual_answers", N_("ANSWERS")};
inline constexpr Msg manual_exit{"manual_exit", N_("EXIT STATUS")};
inline constexpr Msg manual_environment{"manual_environment", N_("ENVIRONMENT")};
inline constexpr Msg manual_examples{"manual_examples", N_("EXAMPLES")};

inline constexpr Msg manual_purpose{"manual_purpose",
                                    N_("clients, contracts and events in one encrypted file, shared with the office")};
inline constexpr Msg manual_intro{
    "manual_intro",
    N_("Without a verb, opens the window, on FILE if there is one. With a verb, does the same as the window does, for "
       "administrators, scripts and tests. Every call opens the file, signs in, does one thing and closes it again; a "
       "batch does many things in one session.")};
inline constexpr Msg manual_passwords{
    "manual_passwords",
    N_("A password is only ever in a file or on standard input, never in an argument or in the environment. One line "
       "end behind it is not part of it. Someone who must choose their own password can do nothing else first.")};

inline constexpr Msg manual_value_id{"manual_value_id",
                                     N_("a record’s identifier; also a contract’s number, a collaborator’s e-mail")};
inline constexpr Msg manual_value_date{"manual_value_date", N_("2027-06-04, or with the day first: 04/06/2027")};
inline constexpr Msg manual_value_time{
    "manual_value_time", N_("2027-06-04 13:00 in the event’s time zone, in --where in this computer’s; with an offset "
                            "or a Z, that moment")};
inline constexpr Msg manual_value_amount{
    "manual_value_amount", N_("1500.00 EUR, 1 500,00 €; without a currency, that of the contract, else euros")};
inline constexpr Msg manual_value_yes_or_no{"manual_value_yes_or_no",
                                            N_("yes or no, oui or non, true or false, 1 or 0")};
inline constexpr Msg manual_value_where{
    "manual_value_where",
    N_("a field, one of = != < <= > >= ~ and a value, as one argument; nothing after the sign asks for what is empty")};

inline constexpr Msg manual_json{
    "manual_json", N_("With --json an answer is one line. A moment is in UTC; what is empty is null. Codes, rules and "
                      "names of fields are the same in every language.")};
inline constexpr Msg manual_json_list{"manual_json_list", N_("a list; `total` counts what there is without --limit")};
inline constexpr Msg manual_json_write{"manual_json_write",
                                       N_("a write: the record as it is now; no operation where nothing changed")};
inline constexpr Msg manual_json_history{"manual_json_history", N_("one field of one change in a history")};
inline constexpr Msg manual_json_digest{"manual_json_digest",
                                        N_("one record that others changed; each field with before and after")};
inline constexpr Msg manual_json_inbox{"manual_json_inbox", N_("one question or one edit that came back")};
inline constexpr Msg manual_json_money{"manual_json_money", N_("an amount, in the currency’s smallest unit")};
inline constexpr Msg manual_json_reference{"manual_json_reference", N_("a record that a field names")};
inline constexpr Msg manual_json_error{"manual_json_error", N_("an error, on standard error")};
inline constexpr Msg manual_words{
    "manual_words", N_("Without --json, tables and sentences for people, in the language of --lang, else of the "
                       "locale, else of the person who signs in. Colours and pagers are not used.")};

inline constexpr Msg manual_variable_file{"manual_variable_file", N_("the file, where --file is not given")};
inline constexpr Msg manual_variable_as{"manual_variable_as", N_("who signs in, where --as is not given")};
inline constexpr Msg manual_variable_password{"manual_variable_password",
                                              N_("the file with the password, where --password-file is not given")};
inline constexpr Msg manual_variable_locale{"manual_variable_locale", N_("the language, where --lang is not given")};

} // namespace epic::cli::words
