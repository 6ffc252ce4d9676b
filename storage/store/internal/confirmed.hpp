// Local state = what the server confirmed + the pending operations on top.
//
// A row shows the top. A field under a pending operation has its confirmed value in `shadow`. Values confirmed are
// taken only when their number is not older than the field's.
// Throws SQLite::Exception. Threads: those of the Connection, inside a write transaction.
#pragma once

#include "storage/store/exchange.hpp"
#include "storage/store/internal/journal.hpp"

namespace epic::store {

// The server says that `value` stands in the field since `number`. Changes `row` or the field's shadow; the caller
// puts the row.
void confirm_field(Connection& connection, Stored& row, Field field, const Value& value, std::uint64_t number);
// An operation on this field is no longer pending: the row shows the newest that still is, else the confirmed value.
void settle_field(Connection& connection, Stored& row, Field field);

// The value kept under the pending operations; nothing when there are none.
std::optional<Value> shadow_of(Connection& connection, const Id& record, Field field);
// What is confirmed of the field, under whatever is pending, and since when.
FieldResult confirmed_result(Connection& connection, const Stored& row, Field field);
// What was written on top of this change stands on what it stood on itself.
void rebase_followers(Connection& connection, const Id& operation, const FieldChange& change);

// An own operation was taken by the server.
void settle_taken(Connection& connection, const JournalLine& line, Verdict verdict, std::uint64_t number,
                  const std::vector<FieldResult>& results, const std::string& seal);

// Why an operation came back.
struct Reason {
    std::string code;
    std::string rule;
    std::string text;
};
// The rule of what built on a refused creation; its text is words::built_on_refused.
inline constexpr std::string_view built_on_refused_rule = "built_on_refused";
// Whether the server was asked about them. What it refuses has made no record there; of what it was not asked about a
// copy of this file may have sent some, and a record that came with a page stays.
enum class Asked : std::uint8_t { yes, no };
// Takes these waiting operations back, with the rest of their groups and whatever builds on records they created.
void take_back(Connection& connection, const std::vector<std::pair<JournalLine, Reason>>& refused,
               Asked asked = Asked::yes);

void put_conflict(Connection& connection, const ConflictEntry& conflict);
void put_contract_number(Connection& connection, const ContractNumber& issued);

} // namespace epic::store
