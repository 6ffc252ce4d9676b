#include "storage/store/internal/confirmed.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace epic::store {
namespace {

std::string field_name(Field field) {
    return std::string(spec(field).name);
}

Value stored_value(Field field, const std::optional<std::string>& text) {
    auto value = value_from_wire(field, text);
    if (!value) throw SQLite::Exception("a kept value that cannot be read", 11 /* SQLITE_CORRUPT */);
    return std::move(value).value();
}

State state_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::applied: return State::confirmed;
        case Verdict::merged: return State::merged;
        case Verdict::conflict: return State::conflict;
        case Verdict::refused: break;
    }
    return State::refused;
}

std::vector<JournalLine> read_lines(Connection& connection, Query& query) {
    std::vector<JournalLine> lines;
    while (query.step()) lines.push_back(read_line(query));
    for (JournalLine& line : lines) read_changes(connection, line);
    return lines;
}

bool refers_to(const Operation& operation, const std::set<Id>& records) {
    if (records.contains(operation.record)) return true;
    return std::any_of(operation.changes.begin(), operation.changes.end(), [&](const FieldChange& change) {
        const auto* id = std::get_if<Id>(&change.after);
        return id != nullptr && records.contains(*id);
    });
}

void return_to_author(Connection& connection, const Operation& operation, const Reason& reason) {
    Query(connection, "journal/refuse_operation.sql").bind(":id", operation.id).run();
    Query(connection, "exchange/put_returned.sql")
        .bind(":operation", operation.id)
        .bind(":author", operation.author)
        .bind(":code", reason.code)
        .bind(":rule", reason.rule)
        .bind(":text", reason.text)
        .bind(":at", connection.environment().clock.now().unix_ms)
        .run();
}

bool is_on_server(Connection& connection, const Operation& creation) {
    const auto row = find_record(connection, creation.entity, creation.record);
    return row && row->created_number;
}

void forget_record(Connection& connection, Entity entity, const Id& record) {
    remove_record(connection, entity, record);
    Query(connection, "journal/remove_shadows.sql").bind(":record", record).run();
    Query(connection, "journal/remove_versions.sql").bind(":record", record).run();
}

} // namespace

std::optional<Value> shadow_of(Connection& connection, const Id& record, Field field) {
    Query query(connection, "journal/find_shadow.sql");
    query.bind(":record", record).bind(":field", field_name(field));
    if (!query.step()) return std::nullopt;
    return stored_value(field, query.optional_text(0));
}

void confirm_field(Connection& connection, Stored& row, Field field, const Value& value, std::uint64_t number) {
    if (number < confirmed_number(connection, row, field)) return;
    if (number != row.created_number) {
        Query(connection, "journal/put_version.sql")
            .bind(":record", row.record.id)
            .bind(":field", field_name(field))
            .bind(":number", number)
            .run();
    }
    Query shadow(connection, "journal/update_shadow.sql");
    shadow.bind(":record", row.record.id).bind(":field", field_name(field)).bind(":value", wire_text(value));
    if (shadow.run() == 0) row.record.set(field, value);
}

FieldResult confirmed_result(Connection& connection, const Stored& row, Field field) {
    auto kept = shadow_of(connection, row.record.id, field);
    return {field, kept ? std::move(*kept) : row.record.get(field), confirmed_number(connection, row, field)};
}

void settle_field(Connection& connection, Stored& row, Field field) {
    const auto confirmed = shadow_of(connection, row.record.id, field);
    if (!confirmed) return;
    {
        Query top(connection, "journal/last_waiting.sql");
        top.bind(":record", row.record.id).bind(":field", field_name(field));
        if (top.step()) {
            row.record.set(field, stored_value(field, top.optional_text(0)));
            return;
        }
    }
    row.record.set(field, *confirmed);
    Query(connection, "journal/remove_shadow.sql")
        .bind(":record", row.record.id)
        .bind(":field", field_name(field))
        .run();
}

void rebase_followers(Connection& connection, const Id& operation, const FieldChange& change) {
    Query(connection, "journal/rebase_field.sql")
        .bind(":refused", operation)
        .bind(":field", field_name(change.field))
        .bind(":base_number", change.base.number)
        .bind(":base_operation", change.base.operation)
        .run();
}

void settle_taken(Connection& connection, const JournalLine& line, Verdict verdict, std::uint64_t number,
                  const std::vector<FieldResult>& results, const std::string& seal) {
    const Operation& operation = line.operation;
    Query(connection, "journal/settle_operation.sql")
        .bind(":id", operation.id)
        .bind(":state", static_cast<int>(state_of(verdict)))
        .bind(":number", number)
        .bind(":seal", seal.empty() ? std::nullopt : std::optional(seal))
        .run();
    auto row = find_record(connection, operation.entity, operation.record);
    if (!row) return; // taken back meanwhile, with the creation it belonged to
    const bool creates = operation.kind == OperationKind::create;
    if (creates) row->created_number = number;
    std::map<Field, FieldResult> standing;
    // A creation's own values are in the row already, or in the shadow of what was edited since.
    for (const FieldChange& change : operation.changes) standing[change.field] = {change.field, change.after, number};
    for (const FieldResult& result : results) {
        standing[result.field] = result;
        Query(connection, "journal/set_result.sql")
            .bind(":sequence", line.sequence)
            .bind(":field", field_name(result.field))
            .bind(":result", wire_text(result.value))
            .bind(":number", result.number)
            .run();
    }
    for (const auto& [field, result] : standing) {
        confirm_field(connection, *row, field, result.value, result.number);
        settle_field(connection, *row, field);
    }
    put_record(connection, *row);
}

void take_back(Connection& connection, const std::vector<std::pair<JournalLine, Reason>>& refused, Asked asked) {
    const auto creates = [](const Operation& operation) { return operation.kind == OperationKind::create; };
    const auto stays = [&](const Operation& operation) {
        return creates(operation) && asked == Asked::no && is_on_server(connection, operation);
    };
    std::map<Id, std::pair<JournalLine, Reason>> all;
    for (const auto& [line, reason] : refused) all.try_emplace(line.operation.id, line, reason);
    for (const auto& [line, reason] : refused) {
        Query rest(connection, "journal/waiting_of_group.sql");
        rest.bind(":group_id", line.operation.group);
        for (JournalLine& other : read_lines(connection, rest)) {
            all.try_emplace(other.operation.id, std::move(other), reason);
        }
    }
    std::set<Id> gone;
    for (const auto& [id, taken] : all) {
        const Operation& operation = taken.first.operation;
        if (creates(operation) && !stays(operation)) gone.insert(operation.record);
    }
    if (!gone.empty()) {
        const Reason built_on{"not_found", std::string(built_on_refused_rule), {}};
        Query query(connection, "journal/waiting_all.sql");
        const std::vector<JournalLine> waiting = read_lines(connection, query);
        std::set<Id> groups; // of what builds on it: a group goes whole, and what builds on that with it
        for (bool more = true; more;) {
            more = false;
            for (const JournalLine& line : waiting) {
                const Operation& operation = line.operation;
                const bool goes = groups.contains(operation.group) || (refers_to(operation, gone) && !stays(operation));
                if (!goes || !all.try_emplace(operation.id, line, built_on).second) continue;
                groups.insert(operation.group);
                if (creates(operation) && !stays(operation)) gone.insert(operation.record);
                more = true;
            }
        }
    }
    // Newest first: a follower is rebased onto what its refused predecessor stood on.
    std::vector<std::pair<JournalLine, Reason>> newest_first;
    for (auto& [id, taken] : all) newest_first.push_back(std::move(taken));
    std::sort(newest_first.begin(), newest_first.end(),
              [](const auto& a, const auto& b) { return a.first.sequence > b.first.sequence; });
    for (const auto& [line, reason] : newest_first) {
        return_to_author(connection, line.operation, reason);
        if (creates(line.operation) && !gone.contains(line.operation.record)) continue; // the server knows it
        for (const FieldChange& change : line.operation.changes)
            rebase_followers(connection, line.operation.id, change);
    }
    for (const auto& [line, reason] : newest_first) {
        const Operation& operation = line.operation;
        if (creates(operation)) {
            if (gone.contains(operation.record)) forget_record(connection, operation.entity, operation.record);
        } else if (auto row = find_record(connection, operation.entity, operation.record)) {
            for (const FieldChange& change : operation.changes) settle_field(connection, *row, change.field);
            put_record(connection, *row);
        }
    }
}

void put_conflict(Connection& connection, const ConflictEntry& conflict) {
    Query(connection, "exchange/put_conflict.sql")
        .bind(":id", conflict.id)
        .bind(":entity", std::string(entity_name(conflict.entity)))
        .bind(":record", conflict.record)
        .bind(":field", field_name(conflict.field))
        .bind(":operation", conflict.operation)
        .bind(":author", conflict.author)
        .bind(":base", wire_text(conflict.base))
        .bind(":mine", wire_text(conflict.mine))
        .bind(":theirs", wire_text(conflict.theirs))
        .bind(":theirs_author", conflict.theirs_author)
        .bind(":number", conflict.number)
        .run();
}

void put_contract_number(Connection& connection, const ContractNumber& issued) {
    auto row = find_record(connection, Entity::contract, issued.contract);
    if (!row || row->record.text(Field::contract_number) == issued.number) return;
    row->record.set(Field::contract_number, issued.number);
    put_record(connection, *row);
}

} // namespace epic::store
