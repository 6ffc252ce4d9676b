// What the screens say by themselves: titles, hints, empty states, the sync pill.
#pragma once

#include "core/words/message.hpp"

namespace epic::words {

inline constexpr Msg product{"product", N_("Epic Events")};
inline constexpr Msg tagline{"tagline", N_("Clients, contracts and events, with or without a network.")};

// Start.
inline constexpr Msg start_create{"start_create", N_("Create a file")};
inline constexpr Msg start_create_text{
    "start_create_text", N_("Begin on this computer. The file is encrypted; a server can be joined later.")};
inline constexpr Msg start_join{"start_join", N_("Join an office")};
inline constexpr Msg start_join_text{"start_join_text",
                                     N_("Your office has a server: take its join file, your e-mail and password.")};
inline constexpr Msg start_open{"start_open", N_("Open a file")};
inline constexpr Msg start_open_text{"start_open_text", N_("A file from this computer or from a USB stick.")};
inline constexpr Msg start_create_button{"start_create_button", N_("Create…")};
inline constexpr Msg start_join_button{"start_join_button", N_("Join…")};
inline constexpr Msg start_open_button{"start_open_button", N_("Open…")};
inline constexpr Msg recent_files{"recent_files", N_("Recent files")};
inline constexpr Msg no_recent_files{"no_recent_files", N_("Files that you open are listed here.")};
inline constexpr Msg file_missing{"file_missing", N_("Not found any more")};
inline constexpr Msg forget_file{"forget_file", N_("Remove from this list")};
inline constexpr Msg open_this{"open_this", N_("Open")};

// Sign in and its neighbours.
inline constexpr Msg sign_in{"sign_in", N_("Sign in")};
inline constexpr Msg signing_in{"signing_in", N_("Opening…")};
inline constexpr Msg other_file{"other_file", N_("Another file")};
inline constexpr Msg data_fresh{"data_fresh", N_("Data exchanged {0}")};
inline constexpr Msg data_never_fresh{"data_never_fresh", N_("Not exchanged with a server yet")};
inline constexpr Msg create_file_title{"create_file_title", N_("Create a file")};
inline constexpr Msg create_file_text{"create_file_text",
                                      N_("You become the first member of management: you can then add the others.")};
inline constexpr Msg create_file_button{"create_file_button", N_("Create the file")};
inline constexpr Msg creating{"creating", N_("Creating…")};
inline constexpr Msg join_title{"join_title", N_("Join an office")};
inline constexpr Msg join_text{"join_text",
                               N_("Everything is copied to this computer, encrypted, and kept up to date.")};
inline constexpr Msg join_button{"join_button", N_("Join")};
inline constexpr Msg joining{"joining", N_("Joining…")};
inline constexpr Msg new_password_title{"new_password_title", N_("Choose your own password")};
inline constexpr Msg new_password_text{"new_password_text",
                                       N_("The one-time password was only for the first sign-in.")};
inline constexpr Msg change_password_button{"change_password_button", N_("Change the password")};
inline constexpr Msg browse{"browse", N_("Browse…")};

// Shell.
inline constexpr Msg nav_clients{"nav_clients", N_("Clients")};
inline constexpr Msg nav_contracts{"nav_contracts", N_("Contracts")};
inline constexpr Msg nav_events{"nav_events", N_("Events")};
inline constexpr Msg nav_collaborators{"nav_collaborators", N_("Collaborators")};
inline constexpr Msg nav_sync{"nav_sync", N_("Synchronisation")};
inline constexpr Msg nav_lock{"nav_lock", N_("Lock")};
inline constexpr Msg nav_close{"nav_close", N_("Close the file")};
inline constexpr Msg heading_office{"heading_office", N_("Office")};
inline constexpr Msg change_own_password{"change_own_password", N_("Change my password…")};

// The pill.
inline constexpr Msg pill_no_server{"pill_no_server", N_("No server yet")};
inline constexpr Msg pill_offline{"pill_offline", N_("Offline")};
inline constexpr PluralMsg pill_offline_pending{"pill_offline_pending",
                                                NP_("Offline · {0} pending", "Offline · {0} pending")};
inline constexpr PluralMsg pill_pending{"pill_pending", NP_("{0} to send", "{0} to send")};
inline constexpr Msg pill_syncing{"pill_syncing", N_("Synchronising…")};
inline constexpr Msg pill_receiving{"pill_receiving", N_("Synchronising {0}%")};
inline constexpr Msg pill_up_to_date{"pill_up_to_date", N_("Up to date {0}")};
inline constexpr Msg pill_needs_you{"pill_needs_you", N_("Needs you")};
inline constexpr Msg pill_tooltip{"pill_tooltip", N_("Show what is synchronised and what is not")};

// Lists.
inline constexpr PluralMsg count_clients{"count_clients", NP_("{0} client", "{0} clients")};
inline constexpr PluralMsg count_contracts{"count_contracts", NP_("{0} contract", "{0} contracts")};
inline constexpr PluralMsg count_events{"count_events", NP_("{0} event", "{0} events")};
inline constexpr PluralMsg count_collaborators{"count_collaborators", NP_("{0} collaborator", "{0} collaborators")};
inline constexpr Msg loading{"loading", N_("Loading…")};
inline constexpr Msg search_clients{"search_clients", N_("Name, company, e-mail…")};
inline constexpr Msg search_contracts{"search_contracts", N_("Number, client, notes…")};
inline constexpr Msg search_events{"search_events", N_("Title, client, venue…")};
inline constexpr Msg search_collaborators{"search_collaborators", N_("Name, e-mail…")};
inline constexpr Msg new_client_button{"new_client_button", N_("New client")};
inline constexpr Msg new_collaborator_button{"new_collaborator_button", N_("New collaborator")};
inline constexpr Msg no_match_title{"no_match_title", N_("Nothing matches")};
inline constexpr Msg no_match_text{"no_match_text", N_("No record has all that is asked for.")};
inline constexpr Msg clear_filters{"clear_filters", N_("Clear filters")};
inline constexpr Msg no_clients_title{"no_clients_title", N_("No client yet")};
inline constexpr Msg no_clients_text{"no_clients_text",
                                     N_("The first one that the sales department creates appears here.")};
inline constexpr Msg no_contracts_title{"no_contracts_title", N_("No contract yet")};
inline constexpr Msg no_contracts_text{"no_contracts_text",
                                       N_("Management creates contracts, for a client that exists.")};
inline constexpr Msg no_events_title{"no_events_title", N_("No event yet")};
inline constexpr Msg no_events_text{"no_events_text",
                                    N_("Once a contract is signed, its sales contact creates the event.")};
inline constexpr Msg no_collaborators_title{"no_collaborators_title", N_("Nobody here yet")};
inline constexpr Msg no_collaborators_text{"no_collaborators_text", N_("Management adds the collaborators.")};
inline constexpr Msg list_failed{"list_failed", N_("The list could not be read.")};
inline constexpr Msg try_again{"try_again", N_("Try again")};

// Records.
inline constexpr Msg tab_details{"tab_details", N_("Details")};
inline constexpr Msg tab_history{"tab_history", N_("History")};
inline constexpr Msg card_details{"card_details", N_("Details")};
inline constexpr Msg card_people{"card_people", N_("People and contract")};
inline constexpr Msg card_responsible{"card_responsible", N_("Looked after by")};
inline constexpr Msg card_money{"card_money", N_("Amounts")};
inline constexpr Msg card_payments{"card_payments", N_("Payments")};
inline constexpr Msg card_contracts{"card_contracts", N_("Contracts")};
inline constexpr Msg card_events{"card_events", N_("Events")};
inline constexpr Msg card_clients{"card_clients", N_("Clients")};
inline constexpr Msg no_payments{"no_payments", N_("No payment has been received.")};
inline constexpr Msg no_related_contracts{"no_related_contracts", N_("No contract with this client yet.")};
inline constexpr Msg no_related_events{"no_related_events", N_("No event on this contract yet.")};
inline constexpr Msg amount_total{"amount_total", N_("Total")};
inline constexpr Msg amount_paid{"amount_paid", N_("Paid")};
inline constexpr Msg amount_remaining{"amount_remaining", N_("Remaining")};
inline constexpr Msg amount_credit{"amount_credit", N_("Credit of the client")};
inline constexpr Msg nothing_written{"nothing_written", N_("empty")};
inline constexpr Msg no_history{"no_history", N_("Nothing has been written about this record yet.")};
inline constexpr Msg more_actions{"more_actions", N_("More actions")};
inline constexpr Msg reversal_label{"reversal_label", N_("Reversal")};
inline constexpr Msg reversed_label{"reversed_label", N_("Reversed")};

inline constexpr Msg act_edit{"act_edit", N_("Edit")};
inline constexpr Msg act_contacted{"act_contacted", N_("Contacted today")};
inline constexpr Msg act_new_contract{"act_new_contract", N_("New contract")};
inline constexpr Msg act_sign{"act_sign", N_("Sign")};
inline constexpr Msg act_add_payment{"act_add_payment", N_("Record a payment")};
inline constexpr Msg act_new_event{"act_new_event", N_("Create event")};
inline constexpr Msg act_assign{"act_assign", N_("Assign support")};
inline constexpr Msg act_cancel_event{"act_cancel_event", N_("Cancel the event…")};
inline constexpr Msg act_reset{"act_reset", N_("Reset the password…")};
inline constexpr Msg act_deactivate{"act_deactivate", N_("Deactivate…")};
inline constexpr Msg act_reactivate{"act_reactivate", N_("Reactivate")};
inline constexpr Msg act_reverse{"act_reverse", N_("Reverse this payment…")};

// Forms.
inline constexpr Msg cancel{"cancel", N_("Cancel")};
inline constexpr Msg close{"close", N_("Close")};
inline constexpr Msg keep_event{"keep_event", N_("Keep the event")};
inline constexpr Msg saving{"saving", N_("Saving…")};
inline constexpr Msg choose{"choose", N_("Choose…")};
inline constexpr Msg draft_restored{"draft_restored", N_("Your draft is back.")};
inline constexpr Msg start_afresh{"start_afresh", N_("Start afresh")};
inline constexpr Msg are_you_sure{"are_you_sure", N_("A second look")};
inline constexpr Msg save_anyway{"save_anyway", N_("Save anyway")};
inline constexpr Msg go_back{"go_back", N_("Go back")};
inline constexpr Msg required_note{"required_note", N_("Fields with an asterisk are required.")};
inline constexpr Msg another_password{"another_password", N_("Another one")};
inline constexpr Msg copy{"copy", N_("Copy")};
inline constexpr Msg time_part{"time_part", N_("Time")};

// Synchronisation.
inline constexpr Msg sync_now{"sync_now", N_("Synchronise now")};
inline constexpr Msg sync_title{"sync_title", N_("Synchronisation")};
inline constexpr Msg sync_status_card{"sync_status_card", N_("Where things stand")};
inline constexpr Msg sync_server_card{"sync_server_card", N_("Connection")};
inline constexpr Msg sync_state{"sync_state", N_("State")};
inline constexpr Msg sync_pending{"sync_pending", N_("Not sent yet")};
inline constexpr PluralMsg sync_changes{"sync_changes", NP_("{0} change", "{0} changes")};
inline constexpr Msg sync_nothing_pending{"sync_nothing_pending", N_("Nothing: all has been sent")};
inline constexpr Msg sync_last_exchange{"sync_last_exchange", N_("Last exchange")};
inline constexpr Msg sync_never{"sync_never", N_("Never")};
inline constexpr Msg sync_server_id{"sync_server_id", N_("Server id")};
inline constexpr Msg sync_position{"sync_position", N_("Position in the log")};
inline constexpr Msg sync_no_server_title{"sync_no_server_title", N_("This file has no server yet")};
inline constexpr Msg sync_no_server_text{
    "sync_no_server_text",
    N_("Everything stays in this file. To work with others, an administrator installs the office’s server once, "
       "with “epic-events central install”; the other computers then join with its join file.")};
inline constexpr Msg no_server_reason{"no_server_reason", N_("This file has no server yet.")};

// Of the kit.
inline constexpr Msg kit_clear{"kit_clear", N_("Clear")};
inline constexpr Msg kit_search{"kit_search", N_("Search…")};
inline constexpr Msg kit_nothing_found{"kit_nothing_found", N_("Nothing found")};
inline constexpr Msg kit_show_password{"kit_show_password", N_("Show the password")};
inline constexpr Msg kit_hide_password{"kit_hide_password", N_("Hide the password")};
inline constexpr Msg kit_previous_month{"kit_previous_month", N_("Previous month")};
inline constexpr Msg kit_next_month{"kit_next_month", N_("Next month")};
inline constexpr Msg kit_today{"kit_today", N_("Today")};
inline constexpr Msg kit_date_hint{"kit_date_hint", N_("dd/mm/yyyy")};
inline constexpr Msg kit_time_hint{"kit_time_hint", N_("hh:mm")};

} // namespace epic::words
