// Files that go out and come in.
#pragma once

#include "core/words/message.hpp"

namespace epic::words {

inline constexpr Msg transfer_button{"transfer_button", N_("Export and import")};
inline constexpr Msg export_csv_item{"export_csv_item", N_("Export as CSV…")};
inline constexpr Msg export_calendar_item{"export_calendar_item", N_("Export as a calendar (ICS)…")};
inline constexpr Msg import_item{"import_item", N_("Import from CSV…")};
inline constexpr Msg act_save_sheet{"act_save_sheet", N_("Save as PDF…")};
inline constexpr Msg act_save_calendar{"act_save_calendar", N_("Save for a calendar (ICS)…")};
inline constexpr Msg export_csv_title{"export_csv_title", N_("Export as CSV")};
inline constexpr Msg export_calendar_title{"export_calendar_title", N_("Export as a calendar")};
inline constexpr Msg export_sheet_title{"export_sheet_title", N_("Save the event’s sheet")};
inline constexpr Msg import_choose_title{"import_choose_title", N_("Choose the CSV to import")};
// In the name of a file, small and without accents.
inline constexpr Msg file_of_clients{"file_of_clients", N_("clients")};
inline constexpr Msg file_of_contracts{"file_of_contracts", N_("contracts")};
inline constexpr Msg file_of_events{"file_of_events", N_("events")};
inline constexpr Msg file_of_event{"file_of_event", N_("event")};
inline constexpr Msg file_of_collaborators{"file_of_collaborators", N_("collaborators")};
inline constexpr Msg export_done{"export_done", N_("{0} is written.")};
inline constexpr PluralMsg export_rows_done{"export_rows_done", NP_("{0} line.", "{0} lines.")};
inline constexpr PluralMsg export_events_done{"export_events_done", NP_("{0} event.", "{0} events.")};
inline constexpr Msg export_running{"export_running", N_("Writing the file…")};

inline constexpr Msg import_missing_title{"import_missing_title", N_("Not every column was recognised")};
inline constexpr Msg import_missing_text{"import_missing_text", N_("Choose at the right which column holds: {0}.")};
inline constexpr Msg import_missing_reason{"import_missing_reason", N_("No column has been chosen for: {0}.")};

inline constexpr Msg import_clients_title{"import_clients_title", N_("Import clients")};
inline constexpr Msg import_events_title{"import_events_title", N_("Import events")};
// What parts the cells of the file.
inline constexpr Msg import_semicolon{"import_semicolon", N_("separator: semicolon")};
inline constexpr Msg import_comma{"import_comma", N_("separator: comma")};
inline constexpr Msg import_tab{"import_tab", N_("separator: tab")};
inline constexpr Msg import_parted{"import_parted", N_("separator: {0}")};
inline constexpr PluralMsg import_lines{"import_lines", NP_("{0} line", "{0} lines")};
inline constexpr Msg import_looking{"import_looking", N_("Looking at the file…")};
inline constexpr Msg import_checking{"import_checking", N_("Checking; nothing is written yet…")};
inline constexpr Msg import_running{"import_running", N_("Importing…")};
inline constexpr Msg import_counted{"import_counted", N_("{0} of {1}")};
inline constexpr Msg import_stop{"import_stop", N_("Stop")};
inline constexpr Msg import_column{"import_column", N_("Column of the file")};
inline constexpr Msg import_sample{"import_sample", N_("For example")};
inline constexpr Msg import_field{"import_field", N_("Becomes")};
inline constexpr Msg import_not{"import_not", N_("Not imported")};
inline constexpr Msg import_first_name{"import_first_name", N_("First name")};
inline constexpr Msg import_last_name{"import_last_name", N_("Last name")};
inline constexpr Msg import_start_time{"import_start_time", N_("Start: the time alone")};
inline constexpr Msg import_end_time{"import_end_time", N_("End: the time alone")};
inline constexpr Msg import_twins{"import_twins", N_("Records that exist already")};
inline constexpr Msg import_twins_skip{"import_twins_skip", N_("Leave as it is")};
inline constexpr Msg import_twins_merge{"import_twins_merge", N_("Fill what is empty")};
inline constexpr Msg import_twins_create{"import_twins_create", N_("Create again")};
inline constexpr Msg import_order_iso{"import_order_iso", N_("year, month, day")};
inline constexpr Msg import_order_dmy{"import_order_dmy", N_("day, month, year")};
inline constexpr Msg import_order_mdy{"import_order_mdy", N_("month, day, year")};
inline constexpr Msg import_dates{"import_dates", N_("Dates like 04/06 are")};
inline constexpr Msg import_day_first{"import_day_first", N_("4 June")};
inline constexpr Msg import_month_first{"import_month_first", N_("6 April")};
inline constexpr Msg import_contract{"import_contract", N_("Contract of events that name none")};
inline constexpr Msg import_check{"import_check", N_("Check first")};
inline constexpr Msg import_back{"import_back", N_("Back")};
inline constexpr PluralMsg import_now{"import_now", NP_("Import {0} line", "Import {0} lines")};
inline constexpr Msg import_nothing{"import_nothing", N_("There is nothing to import.")};
inline constexpr Msg import_created{"import_created", N_("Created")};
inline constexpr Msg import_merged{"import_merged", N_("Filled in")};
// The same before anything is written.
inline constexpr Msg import_to_create{"import_to_create", N_("To be created")};
inline constexpr Msg import_to_merge{"import_to_merge", N_("To be filled in")};
inline constexpr Msg import_skipped{"import_skipped", N_("There already")};
inline constexpr Msg import_failed{"import_failed", N_("Not possible")};
inline constexpr Msg import_failed_title{"import_failed_title", N_("Lines that cannot be imported")};
inline constexpr Msg import_doubtful_title{"import_doubtful_title", N_("New, but perhaps there already")};
inline constexpr Msg import_line{"import_line", N_("Line {0}")};
inline constexpr Msg import_line_column{"import_line_column", N_("Line {0}, {1}")};
inline constexpr Msg import_like{"import_like", N_("Like {0}")};
inline constexpr PluralMsg import_more_lines{"import_more_lines", NP_("and {0} more", "and {0} more")};
inline constexpr Msg import_done_title{"import_done_title", N_("Import finished")};
inline constexpr Msg import_rejects{
    "import_rejects", N_("The lines that were not imported are in {0}: correct them there and import that.")};
inline constexpr Msg import_undo{"import_undo", N_("Undo the whole import")};
inline constexpr Msg lost_import{"lost_import", N_("An import is under way: nothing of it would be kept.")};
inline constexpr Msg lost_export{"lost_export", N_("A file is being written: it would not be kept.")};

} // namespace epic::words
