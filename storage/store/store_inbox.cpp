// Answers to what the exchange asks: questions where two edits met, and edits that came back.
#include <algorithm>

#include "core/commands/inverse.hpp"
#include "storage/store/internal/inbox.hpp"
#include "storage/store/internal/writing.hpp"
#include "storage/store/store_words.hpp"

namespace epic::store {
namespace {

Error unknown(const Id& id) {
    return Error{.code = ErrorCode::not_found, .message = Message(words::id_unknown, {id.text()})};
}

std::vector<ConflictEntry> open_conflicts(Connection& connection) {
    std::vector<ConflictEntry> open;
    Query query(connection, "exchange/open_conflicts.sql");
    while (query.step()) {
        if (auto entry = read_conflict(query)) open.push_back(std::move(*entry));
    }
    return open;
}

bool is_one_choice(Field a, Field b) {
    return a == b || (spec(a).unit != MergeUnit::alone && spec(a).unit == spec(b).unit);
}

// The other fields of the unit as they are in the value that was kept.
void add_companions(Connection& connection, const ConflictEntry& asked, const std::vector<ConflictEntry>& open,
                    Keep keep, FieldValues& values) {
    const auto operation = find_operation(connection, asked.operation);
    for (const FieldSpec& field : fields_of(asked.entity)) {
        if (field.field == asked.field || !is_one_choice(field.field, asked.field)) continue;
        for (const ConflictEntry& other : open) {
            if (other.operation != asked.operation || other.record != asked.record || other.field != field.field)
                continue;
            values.emplace_back(field.field, keep == Keep::mine ? other.mine : other.theirs);
        }
        const bool found = !values.empty() && values.back().first == field.field;
        if (found || keep == Keep::theirs || !operation) continue;
        // Both wrote this one alike, so it was no question of its own.
        for (const FieldChange& change : operation->operation.changes) {
            if (change.field == field.field) values.emplace_back(field.field, change.after);
        }
    }
}

bool changes_a_value(Connection& connection, const std::vector<Id>& operations) {
    return std::ranges::any_of(operations, [&](const Id& id) {
        const auto line = find_operation(connection, id);
        return line && std::ranges::any_of(line->operation.changes,
                                           [](const FieldChange& change) { return change.before != change.after; });
    });
}

} // namespace

Result<Written> Store::settle(const Id& conflict, Keep keep) {
    return settle(conflict, keep, {});
}

Result<Written> Store::settle(const Id& conflict, const FieldValues& values) {
    return settle(conflict, Keep::theirs, values);
}

Result<Written> Store::settle(const Id& conflict, Keep keep, FieldValues values) {
    return database_->write([&](Connection& connection, Changed& changed) -> Result<Written> {
        const std::vector<ConflictEntry> open = open_conflicts(connection);
        const auto asked = std::find_if(open.begin(), open.end(), [&](const auto& c) { return c.id == conflict; });
        if (asked == open.end()) return unknown(conflict);
        if (values.empty()) {
            values.emplace_back(asked->field, keep == Keep::mine ? asked->mine : asked->theirs);
            add_companions(connection, *asked, open, keep, values);
        }
        SettleQuestion command{asked->entity, asked->record, std::move(values), {asked->operation}};
        // Others may have asked about the same field meanwhile: one answer is enough.
        for (const ConflictEntry& other : open) {
            const bool same = other.record == asked->record && is_one_choice(other.field, asked->field);
            if (same && other.operation != asked->operation) command.settles.push_back(other.operation);
        }
        Writing writing(*database_, connection, changed);
        Group group = writing.new_group();
        const std::string name(command_name(command));
        Written written = EPIC_TRY(writing.execute(command, {}, group));
        // What stood before the answer is an edit away; an answer that left it as it was has nothing to take back. The
        // question itself stays closed.
        if (changes_a_value(connection, written.operations)) {
            insert_action(connection, {group.id, writing.session().actor.id, ActionKind::done, group.id, name});
        }
        return written;
    });
}

Result<Written> Store::resend(const Id& returned) {
    return database_->write([&](Connection& connection, Changed& changed) -> Result<Written> {
        Writing writing(*database_, connection, changed);
        const Id me = writing.session().actor.id;
        std::vector<Operation> operations;
        {
            bool mine = false;
            Query tray(connection, "exchange/returned_of.sql");
            tray.bind(":author", me);
            while (tray.step()) mine = mine || tray.id(0) == returned;
            if (!mine) return unknown(returned);
            std::vector<JournalLine> lines;
            Query group(connection, "exchange/returned_group.sql");
            group.bind(":operation", returned);
            while (group.step()) lines.push_back(read_line(group));
            for (JournalLine& line : lines) {
                read_changes(connection, line);
                operations.push_back(std::move(line.operation));
            }
        }
        const std::string command = operations.front().command;
        order_for_repeating(operations);
        Group group = writing.new_group();
        Written written;
        for (const Operation& operation : operations) {
            Written one = EPIC_TRY(writing.execute(repeated(operation), {}, group, command));
            if (written.record.is_nil()) written.record = one.record;
            std::move(one.operations.begin(), one.operations.end(), std::back_inserter(written.operations));
            std::move(one.warnings.begin(), one.warnings.end(), std::back_inserter(written.warnings));
            Query(connection, "exchange/dismiss_returned.sql").bind(":operation", operation.id).run();
        }
        written.group = group.id;
        changed.exchange = true;
        if (!written.operations.empty()) insert_action(connection, {group.id, me, ActionKind::done, group.id, command});
        return written;
    });
}

Result<> Store::hand_over(const Id& returned) {
    return database_->write([&](Connection& connection, Changed& changed) -> Result<> {
        const Id me = database_->session().actor.id;
        Query query(connection, "exchange/hand_over.sql");
        if (query.bind(":operation", returned).bind(":me", me).run() == 0) return unknown(returned);
        changed.exchange = true;
        return Done{};
    });
}

} // namespace epic::store
