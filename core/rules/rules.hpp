// Who may do what: one table, and the only place that decides.
//
// The same rows are written to the central server, which judges every pushed operation by them again
// (storage/sync). core/README.md prints the table. Reading is free for everyone signed in.
// Threads: constants and pure functions.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/model/record.hpp"

namespace epic {

enum class Action : std::uint8_t { create, change };
std::string_view action_name(Action action);

// What must be true of the record, before the change (for a creation: of the new record).
enum class Condition : std::uint8_t {
    always,
    own_client,               // the commercial of the record's client is the author
    own_client_signed,        // that, and the record's contract is signed and not withdrawn
    assigned_to_me,           // the event's support contact is the author
    created_by_me_unassigned, // the author created the event, and it has no support contact yet
    self,                     // the record is the author
};
std::string_view condition_name(Condition condition);

struct Rule {
    std::string_view id; // stable; shown in refusals, logs and the `rule` of the command line's errors
    Department department;
    Entity entity;
    Action action;
    FieldSet fields; // for `change`: the fields it lets change; for `create`: those it lets fill in
    Condition condition;
};

std::span<const Rule> rule_table();

// What the conditions look at. The caller reads it from the store (or the server's tables).
struct RuleFacts {
    Id record{};
    Id created_by{};
    std::optional<Id> client_commercial{}; // of the record's client, directly or through its contract
    std::string client_commercial_name{};
    bool contract_signed = false; // for an event
    std::optional<Id> support{};  // for an event
    std::string support_name{};
};

struct Refusal {
    std::string_view rule; // the row that came closest, or "signed_in" for an inactive author
    Message reason;
    Message who_could;
    std::optional<Field> field; // the first field that no row lets this person change
};

// Nothing when the author may do it. `fields` are those that the operation sets.
std::optional<Refusal> refuses(const Actor& actor, Entity entity, Action action, const FieldSet& fields,
                               const RuleFacts& facts);

Error to_error(const Refusal& refusal);

} // namespace epic
