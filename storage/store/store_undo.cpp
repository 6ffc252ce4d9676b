// Undo and redo: the journal read backwards, written as further commands.
#include <algorithm>

#include "core/commands/command_words.hpp"
#include "core/commands/inverse.hpp"
#include "core/commands/inverse_words.hpp"
#include "core/rules/rule_words.hpp"
#include "storage/store/internal/writing.hpp"

namespace epic::store {
namespace {

// An action as it stands.
struct Standing {
    Id origin{};
    Id author{};
    std::string author_name;
    std::string command;
    Id last{}; // whose operations a step takes back: the action itself, or the last undo or redo of it
    ActionKind kind = ActionKind::done;
};

Error refused(ErrorCode code, Message message, std::string_view rule) {
    return Error{.code = code, .message = std::move(message), .rule = rule};
}

std::optional<Standing> find_action(Connection& connection, const Id& id) {
    Query query(connection, "action/find.sql");
    query.bind(":id", id);
    if (!query.step()) return std::nullopt;
    return Standing{query.id(0),   query.id(1), query.optional_text(3).value_or(""),
                    query.text(2), query.id(4), static_cast<ActionKind>(query.integer(5))};
}

std::optional<Standing> next_action(Connection& connection, const Id& me, std::string_view file) {
    std::optional<Id> id;
    {
        Query query(connection, file);
        query.bind(":author", me);
        if (query.step()) id = query.id(0);
    }
    return id ? find_action(connection, *id) : std::nullopt;
}

std::vector<JournalLine> read_operations(Connection& connection, std::string_view file, const Id& action) {
    std::vector<JournalLine> lines;
    {
        Query query(connection, file);
        query.bind(":action", action);
        while (query.step()) lines.push_back(read_line(query));
    }
    for (JournalLine& line : lines) read_changes(connection, line);
    return lines;
}

Message describe(Connection& connection, const Standing& standing) {
    {
        Query query(connection, "action/count_operations.sql");
        query.bind(":action", standing.origin);
        if (query.step() && query.integer(1) > 0) {
            const bool import = standing.command.starts_with("import.");
            return import ? what_was_imported(query.integer(0)) : what_was_done_together(query.integer(0));
        }
    }
    const auto lines = read_operations(connection, "action/first_operations.sql", standing.origin);
    if (lines.empty()) return {};
    const Operation& first = lines.front().operation;
    return what_was_done(std::span(&first, 1), name_of(connection, first.entity, first.record));
}

// One step back from where an action stands, in the transaction of `writing`.
class Step {
public:
    Step(Writing& writing, const Standing& standing)
        : writing_(writing),
          connection_(writing.connection()),
          standing_(standing),
          forward_(standing.kind == ActionKind::undone),
          note_(tr(writing.session().language, words::undo_note)) {}

    // Whose access the step gave or took.
    const std::vector<Id>& people() const { return people_; }

    Result<Written> take() {
        std::vector<JournalLine> lines = read_operations(connection_, "action/operations.sql", standing_.last);
        std::vector<std::vector<Operation>> groups;
        for (JournalLine& line : lines) {
            EPIC_TRY(nobody_else_since(line));
            const bool same = !groups.empty() && groups.back().front().group == line.operation.group;
            if (!same) groups.emplace_back();
            groups.back().push_back(std::move(line.operation));
        }
        const bool many = groups.size() > 1;
        std::optional<Id> action;
        if (many) action = writing_.new_group().id;
        Written written;
        for (auto group = groups.rbegin(); group != groups.rend(); ++group) {
            order_for_undo(*group);
            EPIC_TRY(take_back(*group, action, written));
        }
        if (written.operations.empty()) {
            return refused(ErrorCode::conflict_with_state, words::already_undone, "undo.once");
        }
        const ActionKind kind = forward_ ? ActionKind::redone : ActionKind::undone;
        const Id id = action.value_or(written.group);
        insert_action(connection_, {id, writing_.session().actor.id, kind, standing_.origin, standing_.command});
        return written;
    }

private:
    Result<> take_back(const std::vector<Operation>& operations, const std::optional<Id>& action, Written& written) {
        Group group = writing_.new_group(action);
        for (const Operation& planned : operations) {
            const Operation operation = EPIC_TRY(with_standing_payment(planned));
            EPIC_TRY(still_as_left(operation));
            const Command command = EPIC_TRY(inverse_of(operation, writing_.world(), note_));
            Written one = EPIC_TRY(writing_.execute(command, {}, group, forward_ ? "redo" : "undo"));
            written.record = one.record;
            if (operation.entity == Entity::collaborator) people_.push_back(operation.record);
            if (!one.operations.empty()) written.group = one.group;
            std::move(one.operations.begin(), one.operations.end(), std::back_inserter(written.operations));
            std::move(one.warnings.begin(), one.warnings.end(), std::back_inserter(written.warnings));
        }
        return Done{};
    }

    // Someone else's change, pulled or made on this laptop, is not to be undone along.
    Result<> nobody_else_since(const JournalLine& line) const {
        const Operation& operation = line.operation;
        const bool whole = operation.kind == OperationKind::create;
        if (whole) return check_others("action/record_changed_by_other.sql", line, std::nullopt);
        for (const FieldChange& change : operation.changes) {
            EPIC_TRY(check_others("action/field_changed_by_other.sql", line, change.field));
        }
        return Done{};
    }

    Result<> check_others(std::string_view file, const JournalLine& line, std::optional<Field> field) const {
        Query query(connection_, file);
        query.bind(":record", line.operation.record)
            .bind(":sequence", line.sequence)
            .bind(":author", writing_.session().actor.id);
        if (field) query.bind(":field", std::string(spec(*field).name));
        if (!query.step()) return Done{};
        const std::string who = query.optional_text(0).value_or("?");
        Message message = field ? Message(words::changed_by_other, {who}).with(spec(*field).label)
                                : Message(words::record_changed_by_other, {who});
        return refused(ErrorCode::conflict_with_state, std::move(message), "undo.changed_by_other");
    }

    // A reversal that was undone left a new payment in the place of the one that it had reversed.
    Result<Operation> with_standing_payment(Operation operation) const {
        if (operation.kind != OperationKind::create || operation.entity != Entity::payment) return operation;
        for (;;) {
            const auto reversal = EPIC_TRY(writing_.world().reversal_of(operation.record));
            const auto instead = reversal ? recorded_instead(*reversal, operation.record) : std::nullopt;
            if (!instead) return operation;
            operation.record = *instead;
        }
    }

    // The payment that the undoing of this reversal recorded, if it was undone.
    std::optional<Id> recorded_instead(const Id& reversal, const Id& payment) const {
        std::optional<Id> action;
        std::optional<Standing> standing;
        {
            Query query(connection_, "action/of_creation.sql");
            query.bind(":record", reversal);
            if (!query.step()) return std::nullopt;
            action = query.id(0);
            standing = find_action(connection_, query.id(1));
        }
        if (!standing || standing->last == *action) return std::nullopt;
        Query query(connection_, "action/payment_like.sql");
        query.bind(":action", standing->last).bind(":payment", payment);
        if (!query.step()) return std::nullopt;
        return query.id(0);
    }

    // An own later edit, or one of which only the result is known here.
    Result<> still_as_left(const Operation& operation) const {
        if (operation.kind == OperationKind::create) return Done{};
        const auto row = EPIC_TRY(writing_.world().find(operation.entity, operation.record));
        if (!row) return refused(ErrorCode::not_found, words::record_not_found, "undo.record");
        for (const FieldChange& change : operation.changes) {
            if (row->get(change.field) == change.after) continue;
            return refused(ErrorCode::conflict_with_state, Message(words::changed_since).with(spec(change.field).label),
                           "undo.changed_since");
        }
        return Done{};
    }

    Writing& writing_;
    Connection& connection_;
    const Standing standing_;
    const bool forward_;
    const std::string note_;
    std::vector<Id> people_;
};

} // namespace

Result<std::optional<Store::Undoable>> Store::next_step(std::string_view file) const {
    const Id me = session().actor.id;
    return database_->read([&](Connection& connection) -> Result<std::optional<Undoable>> {
        const auto standing = next_action(connection, me, file);
        if (!standing) return std::optional<Undoable>();
        return std::optional(Undoable{standing->origin, describe(connection, *standing)});
    });
}

Result<std::optional<Store::Undoable>> Store::undoable() const {
    return next_step("action/last_done.sql");
}

Result<std::optional<Store::Undoable>> Store::redoable() const {
    return next_step("action/last_undone.sql");
}

Result<Store::Undone> Store::step(std::optional<Id> action, bool forward) {
    std::vector<Id> people;
    Undone undone = EPIC_TRY(database_->write([&](Connection& connection, Changed& changed) -> Result<Undone> {
        Writing writing(*database_, connection, changed);
        const Id me = writing.session().actor.id;
        const auto standing =
            action ? find_action(connection, *action)
                   : next_action(connection, me, forward ? "action/last_undone.sql" : "action/last_done.sql");
        if (!standing) {
            return refused(ErrorCode::not_found, forward ? words::nothing_to_redo : words::nothing_to_undo,
                           "undo.nothing");
        }
        if (standing->author != me) {
            Error error = refused(ErrorCode::not_allowed, words::only_its_author, "undo.own");
            error.who_could = Message(words::could_person, {standing->author_name});
            return error;
        }
        if (!forward && standing->kind == ActionKind::undone) {
            return refused(ErrorCode::conflict_with_state, words::already_undone, "undo.once");
        }
        Step one(writing, *standing);
        auto written = one.take();
        if (!written) return std::move(written).error();
        people = one.people();
        return Undone{Undoable{standing->origin, describe(connection, *standing)}, std::move(*written)};
    }));
    for (const Id& person : people) EPIC_TRY(settle_access(person, undone.written.warnings));
    return undone;
}

Result<Store::Undone> Store::undo() {
    return step(std::nullopt, false);
}

Result<Store::Undone> Store::undo_import(const Id& import) {
    return step(import, false);
}

Result<Store::Undone> Store::redo() {
    return step(std::nullopt, true);
}

} // namespace epic::store
