#include "core/commands/invariants.hpp"

#include "core/commands/command_words.hpp"
#include "core/commands/plan.hpp"

namespace epic {
namespace {

Error broken(std::string_view rule, Message message, std::string_view field = {}) {
    return Error{.code = ErrorCode::conflict_with_state, .message = std::move(message), .rule = rule, .field = field};
}

bool stands(const Record& event) {
    return !event.flag(Field::event_cancelled) && !event.flag(Field::event_withdrawn);
}

bool differs(const Record* before, const Record& after, Field field) {
    return before == nullptr || before->get(field) != after.get(field);
}

Warning overpaid(const Record& contract, std::int64_t paid) {
    const Money credit{paid - contract.integer(Field::contract_total), money_of(contract).currency};
    return {"overpaid", Message(words::warning_overpaid, {plain_text(credit)})};
}

} // namespace

Result<> Invariants::check_created(const Record& record) const {
    switch (record.entity) {
        case Entity::collaborator: return check_collaborator(nullptr, record);
        case Entity::client: return check_client(nullptr, record);
        case Entity::contract: return check_contract(nullptr, record);
        case Entity::payment: return check_payment(record);
        case Entity::event: break;
    }
    return check_event(nullptr, record);
}

Result<> Invariants::check_changed(const Record& before, const Record& after) const {
    switch (before.entity) {
        case Entity::collaborator: return check_collaborator(&before, after);
        case Entity::client: return check_client(&before, after);
        case Entity::contract: return check_contract(&before, after);
        case Entity::payment: return Done{}; // every field of a payment is immutable
        case Entity::event: break;
    }
    return check_event(&before, after);
}

Result<> Invariants::must_be_active(const Id& person, Department department, Field field) const {
    const auto found = EPIC_TRY(world.find(Entity::collaborator, person));
    if (found && found->flag(Field::collaborator_active) && department_of(*found) == department) return Done{};
    const std::string name = found ? found->text(Field::collaborator_full_name) : std::string("?");
    const Msg& message = department == Department::support ? words::support_not_active : words::commercial_not_active;
    return broken(department == Department::support ? "event.support_active" : "client.commercial_active",
                  Message(message, {name}), spec(field).name);
}

Result<> Invariants::check_collaborator(const Record* before, const Record& after) const {
    if (differs(before, after, Field::collaborator_email)) {
        const std::string email = after.text(Field::collaborator_email);
        const auto other = EPIC_TRY(world.collaborator_by_email(email));
        if (other && *other != after.id) {
            return broken("collaborator.email_unique", Message(words::email_taken, {email}),
                          spec(Field::collaborator_email).name);
        }
    }
    if (before == nullptr) return Done{};
    const auto is_active_gestion = [](const Record& person) {
        return person.flag(Field::collaborator_active) && department_of(person) == Department::gestion;
    };
    if (is_active_gestion(*before) && !is_active_gestion(after) && EPIC_TRY(world.active_gestion_count()) <= 1) {
        return broken("collaborator.last_gestion", words::last_gestion);
    }
    if (differs(before, after, Field::collaborator_department)) {
        const auto clients = EPIC_TRY(world.clients_of(after.id));
        const auto events = EPIC_TRY(world.coming_events_of(after.id, moment.now));
        if (!clients.empty() || !events.empty()) {
            return broken("collaborator.still_has_work",
                          Message(words::still_has_work, {after.text(Field::collaborator_full_name),
                                                          std::to_string(clients.size() + events.size())}),
                          spec(Field::collaborator_department).name);
        }
    }
    return Done{};
}

Result<> Invariants::check_client(const Record* before, const Record& after) const {
    if (differs(before, after, Field::client_commercial)) {
        const auto commercial = after.reference(Field::client_commercial);
        if (commercial) EPIC_TRY(must_be_active(*commercial, Department::commercial, Field::client_commercial));
    }
    const bool withdraws = after.flag(Field::client_withdrawn) && differs(before, after, Field::client_withdrawn);
    if (withdraws && EPIC_TRY(world.has_contract(after.id))) {
        return broken("client.has_contracts", words::client_has_contracts);
    }
    if (before != nullptr && before->flag(Field::client_withdrawn) && after.flag(Field::client_withdrawn)) {
        return broken("record.withdrawn", words::record_withdrawn);
    }
    return Done{};
}

Result<> Invariants::check_contract(const Record* before, const Record& after) const {
    if (before == nullptr) {
        const auto client = EPIC_TRY(world.find(Entity::client, *after.reference(Field::contract_client)));
        if (client && client->flag(Field::client_withdrawn)) {
            return broken("record.withdrawn", words::record_withdrawn, spec(Field::contract_client).name);
        }
        return Done{};
    }
    if (before->flag(Field::contract_withdrawn)) {
        const auto client = EPIC_TRY(world.find(Entity::client, *after.reference(Field::contract_client)));
        if (after.flag(Field::contract_withdrawn) || (client && client->flag(Field::client_withdrawn))) {
            return broken("record.withdrawn", words::record_withdrawn);
        }
    }
    const bool clears = before->date(Field::contract_signed_on) && !after.date(Field::contract_signed_on);
    if (clears && EPIC_TRY(world.has_standing_event(after.id))) {
        return broken("contract.signature_holds_events", words::signature_holds_events,
                      spec(Field::contract_signed_on).name);
    }
    if (differs(before, after, Field::contract_currency) && EPIC_TRY(world.has_payment(after.id))) {
        return broken("contract.currency_fixed", words::currency_fixed, spec(Field::contract_currency).name);
    }
    if (after.flag(Field::contract_withdrawn) &&
        (EPIC_TRY(world.has_standing_payment(after.id)) || EPIC_TRY(world.has_standing_event(after.id)))) {
        return broken("contract.has_dependents", words::contract_has_dependents);
    }
    return Done{};
}

Result<> Invariants::check_payment(const Record& payment) const {
    const auto contract = EPIC_TRY(world.find(Entity::contract, *payment.reference(Field::payment_contract)));
    if (contract && contract->flag(Field::contract_withdrawn)) {
        return broken("record.withdrawn", words::record_withdrawn, spec(Field::payment_contract).name);
    }
    if (contract && contract->get(Field::contract_currency) != payment.get(Field::payment_currency)) {
        return broken("payment.currency",
                      Message(words::payment_currency,
                              {contract->text(Field::contract_currency), payment.text(Field::payment_currency)}),
                      spec(Field::payment_currency).name);
    }
    const auto reversed = payment.reference(Field::payment_reverses);
    if (!reversed) return Done{};
    if (payment.text(Field::payment_note).empty()) {
        return Error{.code = ErrorCode::invalid_value,
                     .message = words::reversal_needs_note,
                     .rule = "payment.reversal_note",
                     .field = spec(Field::payment_note).name};
    }
    const auto original = EPIC_TRY(world.find(Entity::payment, *reversed));
    if (original && original->reference(Field::payment_reverses)) {
        return broken("payment.reversal_final", words::reversal_of_reversal);
    }
    if (EPIC_TRY(world.reversal_of(*reversed))) return broken("payment.reversed_once", words::already_reversed);
    const bool mirrors = original && original->get(Field::payment_contract) == payment.get(Field::payment_contract) &&
                         original->integer(Field::payment_amount) == -payment.integer(Field::payment_amount);
    if (!mirrors)
        return broken("payment.reversal_mirrors", Message(words::field_fixed).with(spec(Field::payment_amount).label));
    return Done{};
}

Result<> Invariants::check_event(const Record* before, const Record& after) const {
    if (before != nullptr && before->flag(Field::event_withdrawn) && after.flag(Field::event_withdrawn)) {
        return broken("record.withdrawn", words::record_withdrawn);
    }
    const bool stands_again = before != nullptr && !stands(*before) && stands(after);
    if (differs(before, after, Field::event_contract) || stands_again) {
        const auto contract = EPIC_TRY(world.find(Entity::contract, *after.reference(Field::event_contract)));
        if (contract && (!contract->date(Field::contract_signed_on) || contract->flag(Field::contract_withdrawn))) {
            return broken("event.signed_contract", words::contract_needs_signature, spec(Field::event_contract).name);
        }
    }
    const auto support = after.reference(Field::event_support);
    if (support && (differs(before, after, Field::event_support) || stands_again)) {
        EPIC_TRY(must_be_active(*support, Department::support, Field::event_support));
    }
    return Done{};
}

Result<> Invariants::warn(const Record& before, const Record& after, std::vector<Warning>& warnings) const {
    if (after.entity == Entity::payment && after.integer(Field::payment_amount) > 0) {
        const Id contract_id = *after.reference(Field::payment_contract);
        const auto contract = EPIC_TRY(world.find(Entity::contract, contract_id));
        const std::int64_t paid = EPIC_TRY(world.paid_minor(contract_id)) + after.integer(Field::payment_amount);
        if (contract && paid > contract->integer(Field::contract_total)) {
            warnings.push_back(overpaid(*contract, paid));
        }
    }
    if (after.entity == Entity::contract && differs(&before, after, Field::contract_total)) {
        const std::int64_t paid = EPIC_TRY(world.paid_minor(after.id));
        if (paid > after.integer(Field::contract_total)) warnings.push_back(overpaid(after, paid));
    }
    if (after.entity != Entity::event || !stands(after)) return Done{};
    const auto support = after.reference(Field::event_support);
    const bool moved = !stands(before) || differs(&before, after, Field::event_support) ||
                       differs(&before, after, Field::event_starts_at) || differs(&before, after, Field::event_ends_at);
    if (!support || !moved) return Done{};
    const auto others = EPIC_TRY(world.overlapping_events(*support, *after.instant(Field::event_starts_at),
                                                          *after.instant(Field::event_ends_at), after.id));
    const auto person = EPIC_TRY(world.find(Entity::collaborator, *support));
    for (const Record& other : others) {
        warnings.push_back(
            {"double_booked", Message(words::warning_double_booked,
                                      {person ? person->text(Field::collaborator_full_name) : std::string(),
                                       other.text(Field::event_title)})});
    }
    return Done{};
}

} // namespace epic
