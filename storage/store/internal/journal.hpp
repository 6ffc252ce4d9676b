// The one journal: operations of this laptop and of the others, in the order in which this file met them.
//
// Throws SQLite::Exception. Threads: those of the Connection; writing needs a transaction that is open.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/commands/plan.hpp"
#include "core/merge/operation.hpp"
#include "core/model/query.hpp"
#include "storage/store/internal/connection.hpp"
#include "storage/store/internal/records.hpp"

namespace epic::store {

// The numbers are those of the file.
enum class State : std::uint8_t {
    local = 0, // this file has no server
    pending = 1,
    sent = 2, // in the frozen batch
    confirmed = 3,
    merged = 4,
    conflict = 5,
    refused = 6,
};

// What this copy of the file is.
struct Device {
    Id id{};
    bool joined = false;
    HybridTime last_stamp{};
    std::int64_t clock_offset_ms = 0;
};
Device read_device(Connection& connection);

struct JournalLine {
    std::int64_t sequence = 0;
    Operation operation;
    State state = State::local;
    std::uint64_t number = 0;
};

// The group that operations are written into, and how many it has so far.
struct Group {
    Id id{};
    std::optional<Id> action{}; // where that is more than the group
    std::uint32_t size = 0;
};
// Applies a plan to the rows and journals it at the end of `group`. Returns the operations' ids.
std::vector<Id> apply_plan(Connection& connection, const Plan& plan, const Id& author, std::optional<std::int64_t> seen,
                           Group& group);

// What one person did in one go on this file. The numbers are those of the file.
enum class ActionKind : std::uint8_t { done = 0, undone = 1, redone = 2 };
struct ActionLine {
    Id id{};
    Id author{};
    ActionKind kind = ActionKind::done;
    Id origin{}; // what is undone or done again; of `done` itself
    std::string command;
};
void insert_action(Connection& connection, const ActionLine& action);

// Which version of the field is on the screen: the newest own operation that is not confirmed, or the server's
// number. With `seen`: as it was when the journal ended there.
Base base_of(Connection& connection, const Stored& stored, Field field, std::optional<std::int64_t> seen);
// The server's number of the confirmed value; 0 while the record is not confirmed.
std::uint64_t confirmed_number(Connection& connection, const Stored& stored, Field field);

// What stood after an operation, where it is not the operation's own value under its own number.
struct StandingResult {
    Field field{};
    Value value{};
    std::uint64_t number = 0;
};
// Returns the new sequence: at the end, unless `sequence` says where.
std::int64_t insert_operation(Connection& connection, const Operation& operation, State state, std::uint64_t number,
                              const std::vector<StandingResult>& results = {}, const std::optional<Id>& action = {},
                              std::optional<std::int64_t> sequence = {});
std::optional<JournalLine> find_operation(Connection& connection, const Id& id);
// From the columns sequence, id, group_id, position, command, entity, record, creates, author, device, stamp, state,
// number; the changes, and what it settles, are read with read_changes.
JournalLine read_line(const Query& query);
void read_changes(Connection& connection, JournalLine& line);
std::int64_t last_sequence(Connection& connection);

std::vector<HistoryItem> read_history(Connection& connection, Entity entity, const Id& record, std::int64_t limit,
                                      std::int64_t offset);
// What a person calls a record; empty when there is none.
std::string name_of(Connection& connection, Entity entity, const Id& id);

} // namespace epic::store
