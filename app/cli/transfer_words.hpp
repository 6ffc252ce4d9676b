// What import and export say on the command line.
#pragma once

#include "core/words/message.hpp"

namespace epic::cli::words {

inline constexpr Msg verb_import_clients{
    "verb_import_clients",
    N_("Imports clients from a CSV file, as yours. Line by line: what will not do is reported.")};
inline constexpr Msg verb_import_events{"verb_import_events",
                                        N_("Imports events from a CSV file, onto a signed contract of your client.")};
inline constexpr Msg verb_export_csv{"verb_export_csv", N_("Writes a list as CSV, with every field.")};
inline constexpr Msg verb_export_ics{"verb_export_ics",
                                     N_("Writes events as iCalendar; a later file updates an earlier one.")};
inline constexpr Msg verb_export_sheet{"verb_export_sheet", N_("Draws the sheet of an event as PDF.")};

inline constexpr Msg option_map{
    "option_map", N_("a column’s heading, or #number, and the field it fills; “none” leaves the column out")};
inline constexpr Msg option_date_order{"option_date_order", N_("the order of dates, instead of what the columns show")};
inline constexpr Msg option_contract{"option_contract", N_("the contract of the events, by number or identifier")};
inline constexpr Msg option_zone{"option_zone", N_("the time zone of events that name none")};
inline constexpr Msg option_on_duplicate{"option_on_duplicate", N_("what to do with what is here already")};
inline constexpr Msg option_rejects{"option_rejects",
                                    N_("a new file for the lines that failed, to be corrected and imported again")};
inline constexpr Msg option_dry_run{"option_dry_run", N_("only says what would happen")};
inline constexpr Msg option_person{"option_person", N_("only the events of this person")};

inline constexpr Msg not_one_of{"not_one_of", N_("{0} takes {1}, not “{2}”.")};
inline constexpr Msg not_a_map{"not_a_map", N_("“{0}” is not of the form \"Heading=field\".")};
inline constexpr Msg read_as{"read_as", N_("{0}: {1}, separated by {2}.")};
inline constexpr Msg tabs{"tabs", N_("tabs")};
inline constexpr Msg commas{"commas", N_("commas")};
inline constexpr Msg semicolons{"semicolons", N_("semicolons")};
inline constexpr Msg column_heading{"column_heading", N_("Column")};
inline constexpr Msg fills{"fills", N_("Fills")};
inline constexpr Msg dates_in{"dates_in", N_("Order of dates")};
inline constexpr Msg unsure{"unsure", N_("{0} (could be another; choose with --date-order)")};
inline constexpr Msg import_counts{"import_counts",
                                   N_("{0} lines read: {1} created, {2} merged, {3} skipped, {4} that would not do.")};
inline constexpr Msg nothing_written{"nothing_written", N_("Nothing was written: this was a rehearsal.")};
inline constexpr Msg import_is{"import_is", N_("To take all of it back: epic-events undo --import {0}")};
inline constexpr Msg failed_lines{"failed_lines", N_("Lines that would not do:")};
inline constexpr Msg possible_lines{"possible_lines", N_("Perhaps here already:")};
inline constexpr Msg by_phone{"by_phone", N_("the same phone")};
inline constexpr Msg by_name{"by_name", N_("nearly the same name and company")};
inline constexpr Msg rows_written{"rows_written", N_("{0}: {1} lines.")};
inline constexpr Msg events_written{"events_written", N_("{0}: {1} events.")};
inline constexpr Msg sheet_written{"sheet_written", N_("{0} is drawn.")};

} // namespace epic::cli::words
