#include "core/commands/plan.hpp"

#include <algorithm>

#include "core/commands/command_words.hpp"
#include "core/commands/invariants.hpp"
#include "core/model/contact.hpp"
#include "core/model/validation.hpp"
#include "core/model/validation_words.hpp"

namespace epic {
namespace {

Error not_found(Entity entity) {
    return Error{
        .code = ErrorCode::not_found, .message = words::record_not_found, .details = std::string(entity_name(entity))};
}

// One command being planned: the helpers share what it reads.
class Work {
public:
    Work(const Planner& planner, const Actor& actor, const Moment& moment)
        : planner_(planner), actor_(actor), moment_(moment), invariants_{planner.world, moment} {}

    Result<Plan> run(const Command& command) {
        plan_.command = command_name(command);
        EPIC_TRY(std::visit([this](const auto& c) { return apply(c); }, command));
        return std::move(plan_);
    }

private:
    Result<> apply(const AddRecord& command) {
        Record record(command.entity, command.id.is_nil() ? planner_.ids.next() : command.id);
        record.created_by = actor_.id;
        EPIC_TRY(set_defaults(record));
        for (const auto& [field, value] : command.values) {
            if (spec(field).entity != command.entity) return fixed(field, words::field_fixed);
            // Numbers are issued, not chosen.
            if (field == Field::contract_number && !is_null(value)) return fixed(field, words::field_by_command);
            if (is_null(value) && !is_null(record.get(field)) && spec(field).required)
                continue; // empty keeps the default
            record.set(field, value);
        }
        return create(std::move(record));
    }

    Result<> apply(const EditRecord& command) {
        const Record before = EPIC_TRY(load(command.entity, command.id));
        Record after = before;
        for (const auto& [field, value] : command.values) {
            if (spec(field).entity != command.entity) return fixed(field, words::field_fixed);
            if (by_command_only(field, value) && value != before.get(field))
                return fixed(field, words::field_by_command);
            after.set(field, value);
        }
        return change(before, std::move(after));
    }

    Result<> apply(const SignContract& command) {
        const Record before = EPIC_TRY(load(Entity::contract, command.contract));
        if (const auto on = before.date(Field::contract_signed_on)) {
            return Error{.code = ErrorCode::conflict_with_state,
                         .message = Message(words::already_signed, {iso_text(*on)}),
                         .rule = "contract.signed_once",
                         .field = spec(Field::contract_signed_on).name};
        }
        Record after = before;
        after.set(Field::contract_signed_on, command.on.value_or(moment_.today));
        return change(before, std::move(after));
    }

    Result<> apply(const ReversePayment& command) {
        const Record original = EPIC_TRY(load(Entity::payment, command.payment));
        Record reversal(Entity::payment, planner_.ids.next());
        reversal.created_by = actor_.id;
        reversal.set({{Field::payment_contract, original.get(Field::payment_contract)},
                      {Field::payment_amount, -original.integer(Field::payment_amount)},
                      {Field::payment_currency, original.get(Field::payment_currency)},
                      {Field::payment_received_on, moment_.today},
                      {Field::payment_method, original.get(Field::payment_method)},
                      {Field::payment_note, command.note.empty() ? Value{} : Value{command.note}},
                      {Field::payment_reverses, original.id}});
        return create(std::move(reversal));
    }

    Result<> apply(const AssignSupport& command) {
        const Record before = EPIC_TRY(load(Entity::event, command.event));
        Record after = before;
        after.set(Field::event_support, command.support ? Value{*command.support} : Value{});
        return change(before, std::move(after));
    }

    Result<> apply(const CancelEvent& command) {
        const Record before = EPIC_TRY(load(Entity::event, command.event));
        if (before.flag(Field::event_cancelled)) {
            return Error{.code = ErrorCode::conflict_with_state,
                         .message = words::already_cancelled,
                         .rule = "event.cancelled_once"};
        }
        Record after = before;
        after.set(Field::event_cancelled, std::int64_t{1});
        return change(before, std::move(after));
    }

    Result<> apply(const DeactivateCollaborator& command) {
        const Record before = EPIC_TRY(load(Entity::collaborator, command.collaborator));
        if (!before.flag(Field::collaborator_active)) {
            return Error{.code = ErrorCode::conflict_with_state,
                         .message = words::already_inactive,
                         .rule = "collaborator.inactive_once"};
        }
        Record after = before;
        after.set(Field::collaborator_active, std::int64_t{0});
        // Refused for want of a right before anything is said about the work in hand.
        if (auto refused =
                EPIC_TRY(planner_.refusal(actor_, Action::change, field_set({Field::collaborator_active}), before))) {
            return to_error(*refused);
        }
        if (command.collaborator == actor_.id) {
            return Error{.code = ErrorCode::conflict_with_state,
                         .message = words::not_yourself,
                         .rule = "collaborator.not_yourself"};
        }
        EPIC_TRY(change(before, std::move(after)));
        return hand_over(before, command.take_over);
    }

    Result<> apply(const ResetPassword& command) {
        const Record before = EPIC_TRY(load(Entity::collaborator, command.collaborator));
        Record after = before;
        after.set(Field::collaborator_must_change_password, std::int64_t{1});
        if (auto refused = EPIC_TRY(planner_.refusal(
                actor_, Action::change,
                field_set({Field::collaborator_must_change_password, Field::collaborator_active}), before))) {
            return to_error(*refused);
        }
        return change(before, std::move(after));
    }

    Result<> apply(const PasswordChanged&) {
        const Record before = EPIC_TRY(load(Entity::collaborator, actor_.id));
        Record after = before;
        after.set(Field::collaborator_must_change_password, std::int64_t{0});
        return change(before, std::move(after));
    }

    Result<> apply(const SettleQuestion& command) {
        const Record before = EPIC_TRY(load(command.entity, command.record));
        Record after = before;
        FieldSet chosen;
        for (const auto& [field, value] : command.values) {
            if (spec(field).entity != command.entity) return fixed(field, words::field_fixed);
            if (by_command_only(field, value) && value != before.get(field))
                return fixed(field, words::field_by_command);
            after.set(field, value);
            chosen.set(static_cast<std::size_t>(field));
        }
        EPIC_TRY(change(before, std::move(after), chosen));
        if (!plan_.operations.empty()) plan_.operations.back().settles = command.settles;
        return Done{};
    }

    // Only commands of their own may set them: a form or a --set would go round what they check.
    static bool by_command_only(Field field, const Value& value) {
        const bool deactivates = field == Field::collaborator_active && value == Value{std::int64_t{0}};
        return deactivates || field == Field::collaborator_must_change_password || field == Field::contract_number;
    }

    static Error fixed(Field field, const Msg& message) {
        return Error{.code = ErrorCode::invalid_value,
                     .message = Message(message).with(spec(field).label),
                     .field = spec(field).name};
    }

    Result<Record> load(Entity entity, const Id& id) const {
        auto found = EPIC_TRY(planner_.world.find(entity, id));
        if (!found) return not_found(entity);
        return std::move(*found);
    }

    Result<> set_defaults(Record& record) const {
        switch (record.entity) {
            case Entity::collaborator:
                record.set({{Field::collaborator_active, std::int64_t{1}},
                            {Field::collaborator_must_change_password, std::int64_t{1}},
                            {Field::collaborator_language, std::string("fr")}});
                break;
            case Entity::client:
                record.set({{Field::client_first_contact, moment_.today},
                            {Field::client_last_contact, moment_.today},
                            {Field::client_commercial, actor_.id},
                            {Field::client_withdrawn, std::int64_t{0}}});
                break;
            case Entity::contract: {
                record.set({{Field::contract_created_on, moment_.today},
                            {Field::contract_currency, std::string(euro.text())},
                            {Field::contract_withdrawn, std::int64_t{0}}});
                if (auto number = EPIC_TRY(planner_.world.next_local_contract_number(moment_.today))) {
                    record.set(Field::contract_number, std::move(*number));
                }
                break;
            }
            case Entity::payment: record.set(Field::payment_received_on, moment_.today); break;
            case Entity::event:
                record.set({{Field::event_time_zone, std::string("Europe/Paris")},
                            {Field::event_cancelled, std::int64_t{0}},
                            {Field::event_withdrawn, std::int64_t{0}}});
                break;
        }
        return Done{};
    }

    // A creation may always carry its defaults; what counts for the rules is what the person filled in.
    static FieldSet filled_in(const Record& record) {
        FieldSet set;
        for (const FieldSpec& s : fields_of(record.entity)) {
            const Value& value = record.get(s.field);
            const bool off = s.type == FieldType::boolean && value == Value{std::int64_t{0}};
            if (!is_null(value) && !off) set.set(static_cast<std::size_t>(s.field));
        }
        return set;
    }

    Result<> create(Record record) {
        EPIC_TRY(validate_references(record));
        if (auto refused = EPIC_TRY(planner_.refusal(actor_, Action::create, filled_in(record), record))) {
            return to_error(*refused);
        }
        EPIC_TRY(validate_record(record, planner_.zones));
        EPIC_TRY(invariants_.check_created(record));
        PlannedOperation operation;
        operation.kind = OperationKind::create;
        operation.before = Record(record.entity, record.id);
        for (const FieldSpec& s : fields_of(record.entity)) {
            if (!is_null(record.get(s.field))) operation.changed.push_back(s.field);
        }
        operation.after = std::move(record);
        return add(std::move(operation));
    }

    // `chosen` are written whether they differ or not.
    Result<> change(const Record& before, Record after, FieldSet chosen = {}) {
        PlannedOperation operation;
        operation.kind = OperationKind::change;
        FieldSet changed = chosen;
        bool differs = false;
        for (const FieldSpec& s : fields_of(before.entity)) {
            if (before.get(s.field) == after.get(s.field)) continue;
            changed.set(static_cast<std::size_t>(s.field));
            differs = true;
        }
        plan_.record = before.id;
        if (changed.none()) return Done{};
        if (auto refused = EPIC_TRY(planner_.refusal(actor_, Action::change, changed, before)))
            return to_error(*refused);
        for (const FieldSpec& s : fields_of(before.entity)) {
            if (!changed.test(static_cast<std::size_t>(s.field))) continue;
            if (s.merge == MergePolicy::immutable) return fixed(s.field, words::field_fixed);
            EPIC_TRY(validate(s.field, after.get(s.field), planner_.zones));
        }
        EPIC_TRY(validate_record(after, planner_.zones));
        EPIC_TRY(validate_references(after));
        if (differs) EPIC_TRY(invariants_.check_changed(before, after));
        operation.before = before;
        operation.changed = whole_units(before.entity, changed);
        operation.after = std::move(after);
        return add(std::move(operation));
    }

    // Fields of one merge unit travel together, so that they merge as one.
    static std::vector<Field> whole_units(Entity entity, const FieldSet& changed) {
        std::vector<Field> fields;
        for (const FieldSpec& s : fields_of(entity)) {
            const bool itself = changed.test(static_cast<std::size_t>(s.field));
            const bool by_unit =
                s.unit != MergeUnit::alone &&
                std::any_of(fields_of(entity).begin(), fields_of(entity).end(), [&](const FieldSpec& other) {
                    return other.unit == s.unit && changed.test(static_cast<std::size_t>(other.field));
                });
            if (itself || by_unit) fields.push_back(s.field);
        }
        return fields;
    }

    Result<> validate_references(const Record& record) const {
        for (const FieldSpec& s : fields_of(record.entity)) {
            if (s.type != FieldType::reference) continue;
            const auto id = record.reference(s.field);
            if (!id) continue;
            if (!EPIC_TRY(planner_.world.find(*s.target, *id))) {
                Error error = not_found(*s.target);
                error.field = s.name;
                return error;
            }
        }
        return Done{};
    }

    Result<> add(PlannedOperation operation) {
        if (plan_.operations.empty()) {
            plan_.record = operation.after.id;
            EPIC_TRY(warn(operation));
        }
        plan_.operations.push_back(std::move(operation));
        return Done{};
    }

    Result<> warn(const PlannedOperation& operation) {
        const Record& after = operation.after;
        for (const Field field : operation.changed) {
            const std::string typed = spec(field).type == FieldType::phone ? after.text(field) : std::string();
            if (!typed.empty() && !phone_e164(typed)) {
                plan_.warnings.push_back({"phone_not_e164", Message(words::warning_phone, {typed})});
            }
        }
        return invariants_.warn(operation.before, after, plan_.warnings);
    }

    Result<> hand_over(const Record& leaver, const std::optional<Id>& take_over) {
        const auto clients = EPIC_TRY(planner_.world.clients_of(leaver.id));
        const auto events = EPIC_TRY(planner_.world.coming_events_of(leaver.id, moment_.now));
        if (clients.empty() && events.empty()) return Done{};
        if (!take_over) {
            return Error{.code = ErrorCode::conflict_with_state,
                         .message = Message(words::take_over_needed, {leaver.text(Field::collaborator_full_name),
                                                                      std::to_string(clients.size() + events.size())}),
                         .rule = "collaborator.take_over",
                         .field = "take_over"};
        }
        if (*take_over == leaver.id) {
            return Error{.code = ErrorCode::conflict_with_state,
                         .message = words::take_over_same,
                         .rule = "collaborator.take_over"};
        }
        for (const Id& id : clients) {
            const Record before = EPIC_TRY(load(Entity::client, id));
            Record after = before;
            after.set(Field::client_commercial, *take_over);
            EPIC_TRY(change(before, std::move(after)));
        }
        for (const Id& id : events) {
            const Record before = EPIC_TRY(load(Entity::event, id));
            Record after = before;
            after.set(Field::event_support, *take_over);
            EPIC_TRY(change(before, std::move(after)));
        }
        plan_.record = leaver.id;
        return Done{};
    }

    const Planner& planner_;
    const Actor& actor_;
    const Moment& moment_;
    Invariants invariants_;
    Plan plan_;
};

} // namespace

std::string command_name(const Command& command) {
    struct Visitor {
        std::string operator()(const AddRecord& c) const { return std::string(entity_name(c.entity)) + ".add"; }
        std::string operator()(const EditRecord& c) const { return std::string(entity_name(c.entity)) + ".edit"; }
        std::string operator()(const SignContract&) const { return "contract.sign"; }
        std::string operator()(const ReversePayment&) const { return "payment.reverse"; }
        std::string operator()(const AssignSupport&) const { return "event.assign"; }
        std::string operator()(const CancelEvent&) const { return "event.cancel"; }
        std::string operator()(const DeactivateCollaborator&) const { return "collaborator.deactivate"; }
        std::string operator()(const ResetPassword&) const { return "collaborator.reset_password"; }
        std::string operator()(const PasswordChanged&) const { return "password.change"; }
        std::string operator()(const SettleQuestion&) const { return "question.settle"; }
    };
    return std::visit(Visitor{}, command);
}

Result<RuleFacts> Planner::facts(const Record& record) const {
    RuleFacts facts;
    facts.record = record.id;
    facts.created_by = record.created_by;
    const auto name_of = [this](const Id& id) -> Result<std::string> {
        const auto person = EPIC_TRY(world.find(Entity::collaborator, id));
        return person ? person->text(Field::collaborator_full_name) : std::string();
    };

    std::optional<Id> client;
    std::optional<Id> contract;
    if (record.entity == Entity::client) {
        facts.client_commercial = record.reference(Field::client_commercial);
    } else if (record.entity == Entity::contract) {
        client = record.reference(Field::contract_client);
    } else if (record.entity == Entity::payment) {
        contract = record.reference(Field::payment_contract);
    } else if (record.entity == Entity::event) {
        contract = record.reference(Field::event_contract);
        facts.support = record.reference(Field::event_support);
    }
    if (contract) {
        if (const auto found = EPIC_TRY(world.find(Entity::contract, *contract))) {
            client = found->reference(Field::contract_client);
            facts.contract_signed =
                found->date(Field::contract_signed_on).has_value() && !found->flag(Field::contract_withdrawn);
        }
    }
    if (client) {
        if (const auto found = EPIC_TRY(world.find(Entity::client, *client))) {
            facts.client_commercial = found->reference(Field::client_commercial);
        }
    }
    if (facts.client_commercial) facts.client_commercial_name = EPIC_TRY(name_of(*facts.client_commercial));
    if (facts.support) facts.support_name = EPIC_TRY(name_of(*facts.support));
    return facts;
}

Result<std::optional<Refusal>> Planner::refusal(const Actor& actor, Action action, const FieldSet& fields,
                                                const Record& record) const {
    const RuleFacts known = EPIC_TRY(facts(record));
    return refuses(actor, record.entity, action, fields, known);
}

Result<Plan> Planner::plan(const Command& command, const Actor& actor, const Moment& moment) const {
    return Work(*this, actor, moment).run(command);
}

} // namespace epic
