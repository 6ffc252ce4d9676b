#include "storage/store/internal/journal.hpp"

#include <algorithm>
#include <cassert>
#include <map>

namespace epic::store {
namespace {

std::string_view state_name(State state) {
    switch (state) {
        case State::local: return "local";
        case State::pending:
        case State::sent: return "pending";
        case State::confirmed: return "confirmed";
        case State::merged: return "merged";
        case State::conflict: return "conflict";
        case State::refused: return "refused";
    }
    return "refused";
}

std::string field_name(Field field) {
    return std::string(spec(field).name);
}

// A value of the journal; null for what this program cannot read, since the journal keeps texts of newer ones.
Value journal_value(Field field, const std::optional<std::string>& text) {
    auto value = value_from_wire(field, text);
    return value ? std::move(value).value() : Value{};
}

void keep_confirmed(Connection& connection, const Stored& before, Field field) {
    Query(connection, "journal/insert_shadow.sql")
        .bind(":record", before.record.id)
        .bind(":field", field_name(field))
        .bind(":value", wire_text(before.record.get(field)))
        .run();
}

std::optional<Base> base_as_seen(Connection& connection, const Stored& stored, Field field, std::int64_t seen) {
    const std::string name = field_name(field);
    {
        Query newer(connection, "journal/newer_than.sql");
        newer.bind(":record", stored.record.id).bind(":field", name).bind(":seen", seen);
        if (!newer.step() || newer.integer(0) == 0) return std::nullopt;
    }
    Query query(connection, "journal/as_seen.sql");
    query.bind(":record", stored.record.id).bind(":field", name).bind(":seen", seen);
    if (!query.step()) return Base{stored.created_number.value_or(0), std::nullopt};
    const auto state = static_cast<State>(query.integer(1));
    if (state <= State::sent) return Base{0, query.id(0)};
    return Base{query.is_null(3) ? query.number(2) : query.number(3), std::nullopt};
}

} // namespace

Device read_device(Connection& connection) {
    Query query(connection, "session/device.sql");
    if (!query.step()) throw SQLite::Exception("the file has no device row", 11 /* SQLITE_CORRUPT */);
    return Device{query.id(0), query.integer(1) != 0, HybridTime{query.number(2)}, query.integer(3)};
}

std::uint64_t confirmed_number(Connection& connection, const Stored& stored, Field field) {
    Query query(connection, "journal/version_of_field.sql");
    query.bind(":record", stored.record.id).bind(":field", field_name(field));
    if (query.step()) return query.number(0);
    return stored.created_number.value_or(0);
}

Base base_of(Connection& connection, const Stored& stored, Field field, std::optional<std::int64_t> seen) {
    if (seen) {
        if (const auto base = base_as_seen(connection, stored, field, *seen)) return *base;
    }
    {
        Query query(connection, "journal/last_unconfirmed.sql");
        query.bind(":record", stored.record.id)
            .bind(":field", field_name(field))
            .bind(":known", std::int64_t{stored.created_number ? 1 : 0});
        if (query.step()) return Base{0, query.id(0)};
    }
    if (!stored.created_number) {
        Query query(connection, "journal/creation_of.sql");
        query.bind(":record", stored.record.id);
        if (query.step()) return Base{0, query.id(0)};
    }
    return Base{confirmed_number(connection, stored, field), std::nullopt};
}

std::vector<Id> apply_plan(Connection& connection, const Plan& plan, const Id& author, std::optional<std::int64_t> seen,
                           Group& group) {
    const Device device = read_device(connection);
    const intl::Environment& environment = connection.environment();
    const Instant now{environment.clock.now().unix_ms + device.clock_offset_ms};
    HybridClock clock(device.last_stamp);
    std::vector<Id> applied;
    for (const PlannedOperation& planned : plan.operations) {
        Operation operation;
        operation.id = environment.ids.next();
        operation.group = group.id;
        operation.position = group.size++;
        operation.command = plan.command;
        operation.entity = planned.after.entity;
        operation.record = planned.after.id;
        operation.kind = planned.kind;
        operation.author = author;
        operation.device = device.id;
        operation.stamp = clock.next(now);
        operation.settles = planned.settles;

        const bool creates = planned.kind == OperationKind::create;
        const auto stored = creates ? std::nullopt : find_record(connection, operation.entity, operation.record);
        assert(creates || stored);
        for (const Field field : planned.changed) {
            FieldChange change{field, planned.before.get(field), planned.after.get(field), {}};
            if (!creates) {
                change.base = base_of(connection, *stored, field, seen);
                if (device.joined) keep_confirmed(connection, *stored, field);
            }
            operation.changes.push_back(std::move(change));
        }
        put_record(connection, Stored{planned.after, creates ? std::nullopt : stored->created_number});
        insert_operation(connection, operation, device.joined ? State::pending : State::local, 0, {}, group.action);
        applied.push_back(operation.id);
    }
    Query(connection, "session/set_stamp.sql").bind(":stamp", clock.last().packed).run();
    return applied;
}

void insert_action(Connection& connection, const ActionLine& action) {
    Query(connection, "action/insert.sql")
        .bind(":id", action.id)
        .bind(":author", action.author)
        .bind(":kind", static_cast<int>(action.kind))
        .bind(":origin", action.origin)
        .bind(":command", action.command)
        .run();
}

std::int64_t insert_operation(Connection& connection, const Operation& operation, State state, std::uint64_t number,
                              const std::vector<StandingResult>& results, const std::optional<Id>& action,
                              std::optional<std::int64_t> at) {
    {
        Query query(connection, "journal/insert_operation.sql");
        query.bind(":id", operation.id)
            .bind(":group_id", operation.group)
            .bind(":position", std::int64_t{operation.position})
            .bind(":command", operation.command)
            .bind(":entity", std::string(entity_name(operation.entity)))
            .bind(":record", operation.record)
            .bind(":creates", operation.kind == OperationKind::create ? 1 : 0)
            .bind(":author", operation.author)
            .bind(":device", operation.device)
            .bind(":stamp", operation.stamp.packed)
            .bind(":state", static_cast<int>(state))
            .bind(":action_id", action);
        if (at) {
            query.bind(":sequence", *at);
        } else {
            query.bind_null(":sequence");
        }
        if (number == 0) {
            query.bind_null(":number");
        } else {
            query.bind(":number", number);
        }
        query.run();
    }
    const std::int64_t sequence = connection.sqlite().getLastInsertRowid();
    for (const FieldChange& change : operation.changes) {
        const auto result = std::find_if(results.begin(), results.end(),
                                         [&](const StandingResult& r) { return r.field == change.field; });
        const bool differs = result != results.end();
        Query query(connection, "journal/insert_field.sql");
        query.bind(":sequence", sequence)
            .bind(":field", field_name(change.field))
            .bind(":before", wire_text(change.before))
            .bind(":after", wire_text(change.after))
            .bind(":base_number", change.base.number)
            .bind(":base_operation", change.base.operation)
            .bind(":has_result", differs ? 1 : 0)
            .bind(":result", differs ? wire_text(result->value) : std::nullopt);
        if (differs) {
            query.bind(":result_number", result->number);
        } else {
            query.bind_null(":result_number");
        }
        query.run();
    }
    for (const Id& settled : operation.settles) {
        Query(connection, "journal/insert_settled.sql").bind(":sequence", sequence).bind(":operation", settled).run();
    }
    return sequence;
}

JournalLine read_line(const Query& query) {
    JournalLine line;
    line.sequence = query.integer(0);
    line.operation.id = query.id(1);
    line.operation.group = query.id(2);
    line.operation.position = static_cast<std::uint32_t>(query.integer(3));
    line.operation.command = query.text(4);
    const auto entity = parse_entity(query.text(5));
    if (!entity) throw SQLite::Exception("the journal names an entity that is none", 11 /* SQLITE_CORRUPT */);
    line.operation.entity = *entity;
    line.operation.record = query.id(6);
    line.operation.kind = query.integer(7) != 0 ? OperationKind::create : OperationKind::change;
    line.operation.author = query.id(8);
    line.operation.device = query.id(9);
    line.operation.stamp = HybridTime{query.number(10)};
    line.state = static_cast<State>(query.integer(11));
    line.number = query.is_null(12) ? 0 : query.number(12);
    return line;
}

void read_changes(Connection& connection, JournalLine& line) {
    {
        Query settled(connection, "journal/settled_by_operation.sql");
        settled.bind(":sequence", line.sequence);
        while (settled.step()) line.operation.settles.push_back(settled.id(0));
    }
    Query query(connection, "journal/fields_of_operation.sql");
    query.bind(":sequence", line.sequence);
    while (query.step()) {
        const auto field = find_field(line.operation.entity, query.text(0));
        if (!field) continue; // of a newer program
        line.operation.changes.push_back(FieldChange{*field, journal_value(*field, query.optional_text(1)),
                                                     journal_value(*field, query.optional_text(2)),
                                                     Base{query.number(3), query.optional_id(4)}});
    }
    std::sort(line.operation.changes.begin(), line.operation.changes.end(),
              [](const FieldChange& a, const FieldChange& b) { return a.field < b.field; });
}

std::optional<JournalLine> find_operation(Connection& connection, const Id& id) {
    std::optional<JournalLine> line;
    {
        Query query(connection, "journal/find_operation.sql");
        query.bind(":id", id);
        if (!query.step()) return std::nullopt;
        line = read_line(query);
    }
    read_changes(connection, *line);
    return line;
}

std::int64_t last_sequence(Connection& connection) {
    Query query(connection, "journal/last_sequence.sql");
    return query.step() ? query.integer(0) : 0;
}

std::string name_of(Connection& connection, Entity entity, const Id& id) {
    Query query(connection, "session/" + std::string(entity_name(entity)) + "_name.sql");
    query.bind(":id", id);
    return query.step() ? query.text(0) : std::string();
}

std::vector<HistoryItem> read_history(Connection& connection, Entity entity, const Id& record, std::int64_t limit,
                                      std::int64_t offset) {
    std::map<Id, std::string> names;
    const auto named = [&](Field field, const Value& value) -> std::string {
        const auto* id = std::get_if<Id>(&value);
        if (id == nullptr || !spec(field).target) return {};
        const auto [found, is_new] = names.try_emplace(*id);
        if (is_new) found->second = name_of(connection, *spec(field).target, *id);
        return found->second;
    };
    std::vector<HistoryItem> items;
    Query query(connection, "journal/history.sql");
    query.bind(":record", record).bind(":limit", limit).bind(":offset", offset);
    while (query.step()) {
        const auto field = find_field(entity, query.text(7));
        if (!field) continue;
        HistoryItem item;
        item.operation = query.id(0);
        item.command = query.text(1);
        item.by = query.id(2);
        item.by_name = query.text(3);
        item.device = query.id(4);
        item.at = HybridTime{query.number(5)}.instant();
        item.state = state_name(static_cast<State>(query.integer(6)));
        item.field = *field;
        item.before = journal_value(*field, query.optional_text(8));
        item.after = journal_value(*field, query.optional_text(9));
        item.before_name = named(*field, item.before);
        item.after_name = named(*field, item.after);
        items.push_back(std::move(item));
    }
    // Within one operation as in the form; the operations stay newest first.
    for (auto first = items.begin(); first != items.end();) {
        const auto last =
            std::find_if(first, items.end(), [&](const HistoryItem& i) { return i.operation != first->operation; });
        std::sort(first, last, [](const HistoryItem& a, const HistoryItem& b) { return a.field < b.field; });
        first = last;
    }
    return items;
}

} // namespace epic::store
