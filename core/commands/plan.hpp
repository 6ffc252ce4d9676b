// Judges a command against the present state and says exactly what it changes: validation, the rule
// table, the invariants. It writes nothing.
//
// Failures: invalid_value (with the field), not_allowed (with rule and who could), not_found,
// conflict_with_state (an invariant would break). Threads: pure, but for the World it reads.
#pragma once

#include <string_view>
#include <vector>

#include "core/base/seams.hpp"
#include "core/commands/command.hpp"
#include "core/commands/world.hpp"
#include "core/merge/operation.hpp"
#include "core/rules/rules.hpp"

namespace epic {

struct Moment {
    Instant now{};
    Date today{}; // in the author's zone
};

struct PlannedOperation {
    OperationKind kind{};
    Record before; // empty but for entity and id when created
    Record after;
    std::vector<Field> changed; // in the order of the enum; whole merge units
    std::vector<Id> settles{};  // as in Operation
};

// Allowed, but worth a second look. `id` is stable: "overpaid", "double_booked", "phone_not_e164".
struct Warning {
    std::string_view id;
    Message message;
};

struct Plan {
    std::string command;
    std::vector<PlannedOperation> operations; // the first is that of the record the command names; may be none
    std::vector<Warning> warnings;
    Id record{};
};

struct Planner {
    const World& world;
    const TimeZones& zones;
    IdSource& ids;

    Result<Plan> plan(const Command& command, const Actor& actor, const Moment& moment) const;

    // The facts the rule table asks about a record (for a creation: of the new record). Also what a screen
    // asks before it offers a button.
    Result<RuleFacts> facts(const Record& record) const;
    // Whether `actor` might do this to `record`; nothing when they may.
    Result<std::optional<Refusal>> refusal(const Actor& actor, Action action, const FieldSet& fields,
                                           const Record& record) const;
};

} // namespace epic
