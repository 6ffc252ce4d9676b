// What core's commands ask about the state that this laptop shows.
#include "tests/simulation/light_laptop.hpp"

namespace epic::test {
namespace {

bool stands(const Record& event) {
    return !event.flag(Field::event_cancelled) && !event.flag(Field::event_withdrawn);
}

} // namespace

template <typename Visit>
void LightLaptop::each(Entity entity, Visit visit) const {
    for (const auto& [id, shown] : records_) {
        if (shown.record.entity == entity) visit(shown.record);
    }
}

Result<std::optional<Record>> LightLaptop::find(Entity entity, const Id& id) const {
    const auto found = records_.find(id);
    if (found == records_.end() || found->second.record.entity != entity) return std::optional<Record>();
    return std::optional(found->second.record);
}

Result<std::optional<Id>> LightLaptop::collaborator_by_email(std::string_view email) const {
    std::optional<Id> found;
    each(Entity::collaborator, [&](const Record& person) {
        if (person.text(Field::collaborator_email) == email) found = person.id;
    });
    return found;
}

Result<std::int64_t> LightLaptop::active_gestion_count() const {
    std::int64_t count = 0;
    each(Entity::collaborator, [&](const Record& person) {
        count += person.flag(Field::collaborator_active) && department_of(person) == Department::gestion ? 1 : 0;
    });
    return count;
}

Result<std::int64_t> LightLaptop::paid_minor(const Id& contract) const {
    std::int64_t sum = 0;
    each(Entity::payment, [&](const Record& payment) {
        if (payment.reference(Field::payment_contract) == contract) sum += payment.integer(Field::payment_amount);
    });
    return sum;
}

Result<bool> LightLaptop::has_payment(const Id& contract) const {
    bool found = false;
    each(Entity::payment,
         [&](const Record& payment) { found = found || payment.reference(Field::payment_contract) == contract; });
    return found;
}

Result<bool> LightLaptop::has_standing_payment(const Id& contract) const {
    bool found = false;
    each(Entity::payment, [&](const Record& payment) {
        if (payment.reference(Field::payment_contract) != contract || payment.reference(Field::payment_reverses))
            return;
        found = found || !reversal_of(payment.id).value();
    });
    return found;
}

Result<std::optional<Id>> LightLaptop::reversal_of(const Id& reversed) const {
    std::optional<Id> found;
    each(Entity::payment, [&](const Record& payment) {
        if (payment.reference(Field::payment_reverses) == reversed) found = payment.id;
    });
    return found;
}

Result<bool> LightLaptop::has_standing_event(const Id& contract) const {
    bool found = false;
    each(Entity::event, [&](const Record& event) {
        found = found || (event.reference(Field::event_contract) == contract && stands(event));
    });
    return found;
}

Result<bool> LightLaptop::has_contract(const Id& client) const {
    bool found = false;
    each(Entity::contract, [&](const Record& contract) {
        found = found ||
                (contract.reference(Field::contract_client) == client && !contract.flag(Field::contract_withdrawn));
    });
    return found;
}

Result<std::vector<Id>> LightLaptop::clients_of(const Id& commercial) const {
    std::vector<Id> found;
    each(Entity::client, [&](const Record& client) {
        const bool theirs = client.reference(Field::client_commercial) == commercial;
        // Not those that they have created and not sent: they could not be handed on before.
        const bool unsent = std::any_of(journal_.begin(), journal_.end(), [&](const Line& one) {
            return one.state == State::pending && one.operation.author == commercial &&
                   one.operation.record == client.id && one.operation.kind == OperationKind::create;
        });
        if (theirs && !unsent && !client.flag(Field::client_withdrawn)) found.push_back(client.id);
    });
    return found;
}

Result<std::vector<Id>> LightLaptop::coming_events_of(const Id& support, Instant now) const {
    std::vector<Id> found;
    each(Entity::event, [&](const Record& event) {
        const bool theirs = event.reference(Field::event_support) == support;
        if (theirs && stands(event) && *event.instant(Field::event_ends_at) > now) found.push_back(event.id);
    });
    return found;
}

Result<std::vector<Record>> LightLaptop::overlapping_events(const Id& support, Instant starts, Instant ends,
                                                            const Id& except) const {
    std::vector<Record> found;
    each(Entity::event, [&](const Record& event) {
        const bool theirs = event.reference(Field::event_support) == support && event.id != except && stands(event);
        const bool meets = *event.instant(Field::event_starts_at)<ends&& * event.instant(Field::event_ends_at)> starts;
        if (theirs && meets) found.push_back(event);
    });
    return found;
}

} // namespace epic::test
