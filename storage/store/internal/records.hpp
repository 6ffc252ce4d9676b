// Rows of the five entities: read, written whole, with the columns derived from them.
//
// Throws SQLite::Exception. Threads: those of the Connection.
#pragma once

#include <optional>
#include <string>

#include "core/model/record.hpp"
#include "storage/store/internal/connection.hpp"

namespace epic::store {

struct Stored {
    Record record;
    std::optional<std::uint64_t> created_number; // the server's; nothing while the creation is not confirmed
};

std::optional<Stored> find_record(Connection& connection, Entity entity, const Id& id);
// Inserts or updates, and keeps what is derived: the word index, the tallies, a contract's paid amount when a payment
// is written, and the counter of contract numbers.
void put_record(Connection& connection, const Stored& stored);
// Only the row, with the words of it that `folded_text` gives. The rest is the caller's affair (arriving_rows.hpp). One
// that is not there yet, whose number it gives; and one that is there, under its number: `renamed` as RowChange has it.
std::int64_t insert_row(Connection& connection, const Stored& stored, const std::string& folded);
void update_row(Connection& connection, const Stored& stored, std::int64_t row, const std::string& folded,
                bool renamed);
// The same, where only what differs from `before` is written. SQLite writes every index of a column that is set, also
// where the value stays, and what somebody changes is mostly one field. The derived columns are those of before.
void update_fields(Connection& connection, const Stored& before, const Stored& stored, std::int64_t row,
                   const std::string& folded, bool renamed);
// Whose paid amount the record makes or shows. A contract too: a first synchronisation may bring its payments before
// it.
std::optional<Id> contract_of(const Record& record);
// Counts the contract's payments again.
void settle_paid(Connection& connection, const Id& contract);
// "2026-0017" counts 2026 up to 17. Other forms are the server's or an import's and count nothing.
void count_up(Connection& connection, const std::string& number);
// Of a creation that the server refused; nothing else is ever removed.
void remove_record(Connection& connection, Entity entity, const Id& id);
// Makes keys, folded texts, words and tallies again: after a new version of the Unicode tables, and after a migration
// that changed what is derived (it empties device.unicode_version).
void derive_again(Connection& connection);

// "P-7K2M9Q": the last 30 bits of the id in Crockford's base 32, to be shown until the server issues a number.
std::string provisional_number(const Id& contract);

// Reads id, creator, number and fields from consecutive columns.
Stored read_record(const Query& query, Entity entity, int first_column = 0);
// How many columns that takes.
int record_columns(Entity entity);

// "name/find.sql" and so on.
std::string record_file(Entity entity, std::string_view suffix);

} // namespace epic::store
