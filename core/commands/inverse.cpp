#include "core/commands/inverse.hpp"

#include <algorithm>

#include "core/commands/command_words.hpp"
#include "core/commands/inverse_words.hpp"

namespace epic {
namespace {

const FieldChange* change_of(const Operation& operation, Field field) {
    const auto found = std::find_if(operation.changes.begin(), operation.changes.end(),
                                    [&](const FieldChange& change) { return change.field == field; });
    return found == operation.changes.end() ? nullptr : &*found;
}

bool deactivates(const Operation& operation) {
    const FieldChange* change = change_of(operation, Field::collaborator_active);
    return change != nullptr && operation.kind == OperationKind::change && change->after == Value{std::int64_t{0}};
}

bool activates(const Operation& operation) {
    const FieldChange* change = change_of(operation, Field::collaborator_active);
    return change != nullptr && !deactivates(operation);
}

Command set_flag(const Operation& operation, Field field) {
    return EditRecord{operation.entity, operation.record, {{field, std::int64_t{1}}}};
}

// The payment that a reversal took back, recorded anew.
Result<Command> recorded_again(const Id& payment, const World& world) {
    const auto original = EPIC_TRY(world.find(Entity::payment, payment));
    if (!original) return Error{.code = ErrorCode::not_found, .message = words::record_not_found};
    AddRecord again{Entity::payment, {}, {}};
    for (const FieldSpec& field : fields_of(Entity::payment)) {
        if (!is_null(original->get(field.field))) again.values.emplace_back(field.field, original->get(field.field));
    }
    return Command{std::move(again)};
}

Result<Command> inverse_of_creation(const Operation& operation, const World& world, std::string_view note) {
    switch (operation.entity) {
        case Entity::collaborator: return Command{DeactivateCollaborator{operation.record, {}}};
        case Entity::client: return set_flag(operation, Field::client_withdrawn);
        case Entity::contract: return set_flag(operation, Field::contract_withdrawn);
        case Entity::event: return set_flag(operation, Field::event_withdrawn);
        case Entity::payment: break;
    }
    const FieldChange* reverses = change_of(operation, Field::payment_reverses);
    const Id* reversed = reverses == nullptr ? nullptr : std::get_if<Id>(&reverses->after);
    if (reversed != nullptr) return recorded_again(*reversed, world);
    return Command{ReversePayment{operation.record, std::string(note)}};
}

// Fields that really changed; the others of their unit only travelled along.
std::vector<Field> changed_fields(const Operation& operation) {
    std::vector<Field> fields;
    for (const FieldChange& change : operation.changes) {
        if (change.before != change.after) fields.push_back(change.field);
    }
    return fields;
}

struct EntityWords {
    Msg created;
    Msg field;
    Msg several;
};

const EntityWords& words_of(Entity entity) {
    static const EntityWords table[] = {
        {words::did_add_collaborator, words::did_field_collaborator, words::did_several_collaborator},
        {words::did_add_client, words::did_field_client, words::did_several_client},
        {words::did_add_contract, words::did_field_contract, words::did_several_contract},
        {words::did_add_payment, words::did_add_payment, words::did_add_payment},
        {words::did_add_event, words::did_field_event, words::did_several_event},
    };
    return table[static_cast<std::size_t>(entity)];
}

Message named_change(const Operation& operation, std::string_view name) {
    const auto is = [&](Field field, bool to_null) {
        const FieldChange* change = change_of(operation, field);
        return change != nullptr && change->before != change->after && is_null(change->after) == to_null;
    };
    const auto turned_on = [&](Field field) {
        const FieldChange* change = change_of(operation, field);
        return change != nullptr && change->after == Value{std::int64_t{1}};
    };
    if (deactivates(operation)) return {words::did_deactivate_person, {name}};
    if (is(Field::contract_signed_on, false)) return {words::did_sign_contract, {name}};
    if (turned_on(Field::event_cancelled)) return {words::did_cancel_event, {name}};
    return {};
}

} // namespace

Result<Command> inverse_of(const Operation& operation, const World& world, std::string_view note) {
    if (operation.kind == OperationKind::create) return inverse_of_creation(operation, world, note);
    // Someone who got access again loses it in good order: what is theirs is asked about.
    if (activates(operation)) return Command{DeactivateCollaborator{operation.record, {}}};
    EditRecord edit{operation.entity, operation.record, {}};
    for (const FieldChange& change : operation.changes) edit.values.emplace_back(change.field, change.before);
    return Command{std::move(edit)};
}

void order_for_undo(std::vector<Operation>& group) {
    std::reverse(group.begin(), group.end());
    const auto rank = [](const Operation& operation) {
        if (deactivates(operation)) return 0;
        return operation.entity == Entity::collaborator ? 2 : 1;
    };
    std::stable_sort(group.begin(), group.end(),
                     [&](const Operation& a, const Operation& b) { return rank(a) < rank(b); });
}

Command repeated(const Operation& operation) {
    if (deactivates(operation)) return DeactivateCollaborator{operation.record, {}};
    FieldValues values;
    for (const FieldChange& change : operation.changes) {
        // Numbers are issued anew.
        if (change.field != Field::contract_number) values.emplace_back(change.field, change.after);
    }
    if (!operation.settles.empty()) {
        return SettleQuestion{operation.entity, operation.record, std::move(values), operation.settles};
    }
    if (operation.kind == OperationKind::create) {
        return AddRecord{operation.entity, operation.record, std::move(values)};
    }
    return EditRecord{operation.entity, operation.record, std::move(values)};
}

void order_for_repeating(std::vector<Operation>& group) {
    std::stable_partition(group.begin(), group.end(), [](const Operation& o) { return !deactivates(o); });
}

Message what_was_done(std::span<const Operation> operations, std::string_view name) {
    const Operation& first = operations.front();
    const EntityWords& entity = words_of(first.entity);
    if (first.kind == OperationKind::create) {
        if (first.entity != Entity::payment) return {entity.created, {name}};
        const FieldChange* amount = change_of(first, Field::payment_amount);
        const FieldChange* currency = change_of(first, Field::payment_currency);
        Record payment(first.entity, first.record);
        if (amount != nullptr) payment.set(Field::payment_amount, amount->after);
        if (currency != nullptr) payment.set(Field::payment_currency, currency->after);
        const FieldChange* reverses = change_of(first, Field::payment_reverses);
        const bool reversal = reverses != nullptr && !is_null(reverses->after);
        Money money = money_of(payment);
        if (reversal) money.minor = -money.minor;
        return {reversal ? words::did_reverse_payment : words::did_add_payment, {plain_text(money)}};
    }
    if (Message named = named_change(first, name); !named.empty()) return named;
    const std::vector<Field> fields = changed_fields(first);
    if (fields.size() != 1) return {entity.several, {name}};
    Message message(entity.field);
    message.with(spec(fields.front()).label);
    message.arguments.push_back({std::string(name), false});
    return message;
}

Message what_was_done_together(std::int64_t records) {
    return {words::did_together, {std::to_string(records)}};
}

Message what_was_imported(std::int64_t records) {
    if (records == 1) return words::did_import_one;
    return {words::did_import, {std::to_string(records)}};
}

} // namespace epic
