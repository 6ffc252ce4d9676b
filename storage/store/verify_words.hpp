// What verify says of a file, and salvage of what it found.
#pragma once

#include "core/words/message.hpp"

namespace epic::words {

// What a table holds.
inline constexpr Msg area_collaborators{"area_collaborators", N_("people")};
inline constexpr Msg area_clients{"area_clients", N_("clients")};
inline constexpr Msg area_contracts{"area_contracts", N_("contracts")};
inline constexpr Msg area_payments{"area_payments", N_("payments")};
inline constexpr Msg area_events{"area_events", N_("events")};
inline constexpr Msg area_history{"area_history", N_("history")};
inline constexpr Msg area_exchange{"area_exchange", N_("exchange with the server")};
inline constexpr Msg area_drafts{"area_drafts", N_("drafts")};
inline constexpr Msg area_form{"area_form", N_("form of the file")};
inline constexpr Msg area_counters{"area_counters", N_("numbers of contracts")};

inline constexpr Msg pages_of_rows{"pages_of_rows", N_("Damaged pages: {0}, the first is {1}. Concerned: {2}.")};
inline constexpr Msg pages_of_orders{
    "pages_of_orders",
    N_("Damaged pages: {0}, the first is {1}. Concerned: only searching and sorting ({2}); no record is on them.")};
inline constexpr Msg pages_of_nothing{"pages_of_nothing",
                                      N_("Damaged pages: {0}, the first is {1}. What was on them is not known.")};
inline constexpr Msg header_copy_bad{
    "header_copy_bad", N_("One of the two copies of the file’s beginning is damaged. The other is sound; the next "
                          "time the file is opened it is mended.")};
inline constexpr Msg file_is_cut{"file_is_cut", N_("The end of the file is missing, from page {0} on.")};
inline constexpr Msg file_size_odd{"file_size_odd", N_("The file does not end where a page ends, behind page {0}.")};
inline constexpr Msg log_is_missing{"log_is_missing", N_("The file of recent changes (the one that ends in “-wal”) is "
                                                         "missing. Changes of the last session may be lost.")};
inline constexpr Msg log_is_cut{
    "log_is_cut",
    N_("The end of the file of recent changes (the one that ends in “-wal”) is missing, from its part {0} on.")};
inline constexpr Msg log_part_bad{
    "log_part_bad",
    N_("The file of recent changes (the one that ends in “-wal”) is damaged at its part {0}; what was committed "
       "after that can still be salvaged. Do not open the file before.")};
inline constexpr Msg log_beginning_bad{"log_beginning_bad",
                                       N_("The beginning of the file of recent changes (the one that ends in “-wal”) "
                                          "is damaged. Salvage reads the rest.")};
inline constexpr Msg page_was_refused{"page_was_refused", N_("Something tried to write page {0} in a wrong form.")};
inline constexpr Msg database_says{"database_says", N_("The database finds: {0}")};
inline constexpr Msg database_unreadable{"database_unreadable", N_("The database cannot be read.")};

inline constexpr Msg breaks_paid{"breaks_paid", N_("The amount paid is not the sum of the payments: {0}")};
inline constexpr Msg breaks_tally{"breaks_tally", N_("A figure that is kept is not what its records add up to: {0}")};
inline constexpr Msg breaks_currency{"breaks_currency", N_("A payment has another currency than its contract: {0}")};
inline constexpr Msg breaks_reversal{"breaks_reversal", N_("A reversal does not fit the payment it reverses: {0}")};
inline constexpr Msg breaks_signature{"breaks_signature", N_("An event stands on a contract that is not signed: {0}")};
inline constexpr Msg breaks_times{"breaks_times", N_("An event ends before it starts: {0}")};
inline constexpr Msg breaks_gestion{"breaks_gestion", N_("Nobody of the management department is active.")};
inline constexpr Msg breaks_number{"breaks_number", N_("Two contracts have the same number: {0}")};
inline constexpr Msg breaks_counter{"breaks_counter", N_("The counter of contract numbers is behind: {0}")};
inline constexpr Msg breaks_shadow{"breaks_shadow",
                                   N_("A confirmed value is kept aside without a change that waits: {0}")};
inline constexpr Msg breaks_batch{"breaks_batch", N_("What was sent to the server and what waits do not agree: {0}")};
inline constexpr Msg breaks_operation{"breaks_operation", N_("A change in the history has no content: {0}")};
inline constexpr Msg breaks_device{"breaks_device", N_("The file does not know which laptop it is on.")};
inline constexpr Msg breaks_reference{"breaks_reference", N_("References that lead nowhere: {0} ({1})")};
inline constexpr Msg breaks_history{
    "breaks_history", N_("A record is not what its history says; an old page may have been put back: {0}")};
inline constexpr Msg breaks_words{"breaks_words", N_("The search index does not fit the records: {0}")};
inline constexpr Msg breaks_derived{"breaks_derived",
                                    N_("What is searched and sorted by does not fit the record: {0}")};

} // namespace epic::words
