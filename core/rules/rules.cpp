#include "core/rules/rules.hpp"

#include <array>

#include "core/model/model_words.hpp"
#include "core/rules/rule_words.hpp"

namespace epic {
namespace {

using D = Department;
using E = Entity;
using A = Action;
using C = Condition;
using F = Field;

FieldSet all(E entity) {
    return all_fields_of(entity);
}

FieldSet without(FieldSet set, std::initializer_list<F> fields) {
    return set & ~field_set(fields);
}

const std::array<Rule, 16>& table() {
    static const FieldSet contract_terms = field_set(
        {F::contract_total, F::contract_currency, F::contract_created_on, F::contract_signed_on, F::contract_notes});
    static const FieldSet event_on_site =
        without(all(E::event), {F::event_contract, F::event_support, F::event_withdrawn});
    static const std::array<Rule, 16> rules{{
        {"collaborator.create", D::gestion, E::collaborator, A::create, all(E::collaborator), C::always},
        {"collaborator.change", D::gestion, E::collaborator, A::change, all(E::collaborator), C::always},
        {"collaborator.change.own", D::commercial, E::collaborator, A::change,
         field_set({F::collaborator_language, F::collaborator_must_change_password}), C::self},
        {"collaborator.change.own", D::support, E::collaborator, A::change,
         field_set({F::collaborator_language, F::collaborator_must_change_password}), C::self},

        {"client.create", D::commercial, E::client, A::create, without(all(E::client), {F::client_withdrawn}),
         C::own_client},
        {"client.change.own", D::commercial, E::client, A::change, without(all(E::client), {F::client_commercial}),
         C::own_client},
        {"client.reassign", D::gestion, E::client, A::change, field_set({F::client_commercial}), C::always},

        {"contract.create", D::gestion, E::contract, A::create, without(all(E::contract), {F::contract_withdrawn}),
         C::always},
        {"contract.change", D::gestion, E::contract, A::change, contract_terms | field_set({F::contract_withdrawn}),
         C::always},
        {"contract.change.own_client", D::commercial, E::contract, A::change, contract_terms, C::own_client},

        {"payment.create", D::gestion, E::payment, A::create, all(E::payment), C::always},
        {"payment.create.own_client", D::commercial, E::payment, A::create, all(E::payment), C::own_client},

        {"event.create", D::commercial, E::event, A::create,
         without(all(E::event), {F::event_support, F::event_cancelled, F::event_withdrawn}), C::own_client_signed},
        {"event.change", D::gestion, E::event, A::change, all(E::event), C::always},
        {"event.change.assigned", D::support, E::event, A::change, event_on_site, C::assigned_to_me},
        {"event.change.created", D::commercial, E::event, A::change, event_on_site | field_set({F::event_withdrawn}),
         C::created_by_me_unassigned},

        // Nobody changes a payment: a mistake is corrected by a reversal, which is a creation. Nobody
        // changes the client of a contract or its number: no row of `change` holds them.
    }};
    return rules;
}

bool holds(C condition, const Actor& actor, const RuleFacts& facts) {
    const bool own = facts.client_commercial && *facts.client_commercial == actor.id;
    switch (condition) {
        case C::always: return true;
        case C::own_client: return own;
        case C::own_client_signed: return own && facts.contract_signed;
        case C::assigned_to_me: return facts.support && *facts.support == actor.id;
        case C::created_by_me_unassigned: return facts.created_by == actor.id && !facts.support;
        case C::self: return facts.record == actor.id;
    }
    return false;
}

Message person_or_colleague(const Msg& message, const std::string& name) {
    return name.empty() ? Message(message).with(words::colleague) : Message(message, {name});
}

Message why_not(C condition, const Actor& actor, const RuleFacts& facts) {
    switch (condition) {
        case C::own_client_signed:
            if (facts.client_commercial && *facts.client_commercial == actor.id) return words::refused_not_signed;
            [[fallthrough]];
        case C::own_client:
            return facts.client_commercial_name.empty()
                       ? Message(words::refused_own_client_nobody)
                       : Message(words::refused_own_client, {facts.client_commercial_name});
        case C::assigned_to_me:
            return facts.support ? person_or_colleague(words::refused_assigned_other, facts.support_name)
                                 : Message(words::refused_assigned_nobody);
        case C::created_by_me_unassigned:
            return facts.created_by == actor.id
                       ? person_or_colleague(words::refused_already_assigned, facts.support_name)
                       : Message(words::refused_created_by_other);
        case C::self:
        case C::always: break;
    }
    return words::refused_self;
}

Message one_who_could(const Rule& rule, const RuleFacts& facts) {
    // A new client belongs to whoever makes it: to nobody yet.
    const bool new_client = rule.entity == E::client && rule.action == A::create;
    if (new_client) return Message(words::could_department).with(department_label(rule.department));
    switch (rule.condition) {
        case C::always: return Message(words::could_department).with(department_label(rule.department));
        case C::own_client:
            return facts.client_commercial_name.empty() ? Message(words::could_owner)
                                                        : Message(words::could_person, {facts.client_commercial_name});
        case C::own_client_signed:
            if (!facts.contract_signed) return words::could_after_signature;
            return facts.client_commercial_name.empty() ? Message(words::could_owner)
                                                        : Message(words::could_person, {facts.client_commercial_name});
        case C::assigned_to_me:
            return facts.support_name.empty() ? Message(words::could_assigned)
                                              : Message(words::could_person, {facts.support_name});
        case C::self: return words::could_self;
        case C::created_by_me_unassigned: break;
    }
    return {};
}

// Whose rows let `fields` be set: the person concerned, a whole department, or both.
Message who_could(E entity, A action, const FieldSet& fields, const RuleFacts& facts) {
    const Rule* department = nullptr;
    Message person;
    for (const Rule& rule : table()) {
        if (rule.entity != entity || rule.action != action || (fields & ~rule.fields).any()) continue;
        if (rule.condition == C::always) {
            department = &rule;
        } else if (person.empty()) {
            person = one_who_could(rule, facts);
        }
    }
    if (department == nullptr) return person;
    const bool named = std::string_view(person.msg.id) == words::could_person.id;
    if (!named) return one_who_could(*department, facts);
    Message both(words::could_person_or_department);
    both.arguments = person.arguments;
    return std::move(both).with(department_label(department->department));
}

} // namespace

std::string_view action_name(Action action) {
    return action == Action::create ? "create" : "change";
}

std::string_view condition_name(Condition condition) {
    switch (condition) {
        case C::always: return "always";
        case C::own_client: return "own_client";
        case C::own_client_signed: return "own_client_signed";
        case C::assigned_to_me: return "assigned_to_me";
        case C::created_by_me_unassigned: return "created_by_me_unassigned";
        case C::self: break;
    }
    return "self";
}

std::span<const Rule> rule_table() {
    return table();
}

std::optional<Refusal> refuses(const Actor& actor, Entity entity, Action action, const FieldSet& fields,
                               const RuleFacts& facts) {
    if (!actor.active) return Refusal{"signed_in", words::refused_inactive, {}, std::nullopt};

    const Rule* closest = nullptr; // a row of this department whose fields suffice, but not its condition
    const Rule* any_row = nullptr; // a row of this department for this entity and action
    FieldSet changeable;
    for (const Rule& rule : table()) {
        if (rule.department != actor.department || rule.entity != entity || rule.action != action) continue;
        if (any_row == nullptr) any_row = &rule;
        const bool enough = (fields & ~rule.fields).none();
        const bool condition = holds(rule.condition, actor, facts);
        if (enough && condition) return std::nullopt;
        if (condition) changeable |= rule.fields;
        if (enough && closest == nullptr) closest = &rule;
    }

    Refusal refusal{};
    refusal.who_could = who_could(entity, action, fields, facts);
    if (closest != nullptr) {
        refusal.rule = closest->id;
        refusal.reason = why_not(closest->condition, actor, facts);
        return refusal;
    }
    if (any_row == nullptr) {
        refusal.rule = action == A::create ? "department.create" : "department.change";
        refusal.reason =
            Message(action == A::create ? words::refused_department_create : words::refused_department_change)
                .with(department_label(actor.department))
                .with(entity_label(entity));
        if (entity == E::payment && action == A::change) refusal.reason = words::refused_payment_change;
        return refusal;
    }
    refusal.rule = any_row->id;
    for (const FieldSpec& candidate : fields_of(entity)) {
        const auto bit = static_cast<std::size_t>(candidate.field);
        if (!fields.test(bit) || changeable.test(bit) || any_row->fields.test(bit)) continue;
        refusal.field = candidate.field;
        refusal.reason = Message(words::refused_field).with(department_label(actor.department)).with(candidate.label);
        // What nobody may fill in at a creation, someone may set afterwards.
        if (refusal.who_could.empty())
            refusal.who_could = who_could(entity, A::change, field_set({candidate.field}), facts);
        return refusal;
    }
    refusal.reason = why_not(any_row->condition, actor, facts);
    return refusal;
}

Error to_error(const Refusal& refusal) {
    return Error{.code = ErrorCode::not_allowed,
                 .message = refusal.reason,
                 .rule = refusal.rule,
                 .field = refusal.field ? spec(*refusal.field).name : std::string_view(),
                 .who_could = refusal.who_could};
}

} // namespace epic
