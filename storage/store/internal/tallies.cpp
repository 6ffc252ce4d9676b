#include "storage/store/internal/tallies.hpp"

#include <algorithm>
#include <array>

namespace epic::store {
namespace {

// Each has <name>.add.sql, <name>.clear.sql, <name>.again.sql and <name>.wrong.sql below sql/tally/.
constexpr std::array<std::string_view, 4> tallies{"entity", "client", "contract", "event"};

std::string file(std::string_view tally, std::string_view suffix) {
    return "tally/" + std::string(tally) + std::string(suffix) + ".sql";
}

void add(Connection& connection, std::string_view tally, const Id& id, int sign) {
    Query(connection, file(tally, ".add")).bind(":id", id).bind(":sign", sign).run();
}

} // namespace

Tallied read_tallied(Connection& connection) {
    Tallied tallied;
    Query query(connection, "tally/entity.sql");
    while (query.step()) {
        const auto entity = parse_entity(query.text(0));
        if (!entity) continue;
        tallied.standing.at(static_cast<std::size_t>(*entity)) = query.integer(1);
        tallied.revisions.at(static_cast<std::size_t>(*entity)) = query.integer(2);
    }
    return tallied;
}

Tallying::Tallying(Connection& connection, Entity entity, const Id& id, std::optional<Id> commercial)
    : connection_(connection), entity_(entity), id_(id) {
    if (entity == Entity::client) {
        Query query(connection, "tally/commercial.sql");
        query.bind(":id", id);
        const auto before = query.step() ? query.optional_id(0) : std::nullopt;
        moves_contracts_ = before != commercial;
    }
    count(-1);
}

void Tallying::finish() const {
    count(1);
}

void Tallying::count(int sign) const {
    Query(connection_, "tally/entity.add.sql")
        .bind(":entity", std::string(entity_name(entity_)))
        .bind(":id", id_)
        .bind(":sign", sign)
        .run();
    switch (entity_) {
        case Entity::collaborator:
        case Entity::payment: break;
        case Entity::client:
            add(connection_, "client", id_, sign);
            if (moves_contracts_) count_contracts_of(connection_, id_, sign);
            break;
        case Entity::contract: count_contract(connection_, id_, sign); break;
        case Entity::event: add(connection_, "event", id_, sign); break;
    }
}

bool counts_otherwise(const Record& before, const Record& after) {
    using F = Field;
    static const std::vector<Field> client{F::client_commercial, F::client_first_contact, F::client_last_contact,
                                           F::client_withdrawn};
    static const std::vector<Field> contract{F::contract_client, F::contract_currency, F::contract_total,
                                             F::contract_signed_on, F::contract_withdrawn};
    static const std::vector<Field> event{F::event_starts_at, F::event_ends_at,   F::event_time_zone,
                                          F::event_support,   F::event_cancelled, F::event_withdrawn};
    const auto differs = [&](Field field) { return before.get(field) != after.get(field); };
    switch (after.entity) {
        case Entity::collaborator: return false;
        case Entity::client: return std::any_of(client.begin(), client.end(), differs);
        case Entity::contract: return std::any_of(contract.begin(), contract.end(), differs);
        case Entity::payment: return true;
        case Entity::event: return std::any_of(event.begin(), event.end(), differs);
    }
    return true;
}

void count_new_rows(Connection& connection, Entity entity, std::int64_t first, std::int64_t last) {
    const std::string name(entity_name(entity));
    Query(connection, "tally/entity.add_" + name + "_rows.sql").bind(":first", first).bind(":last", last).run();
    if (entity == Entity::collaborator || entity == Entity::payment) return;
    Query(connection, file(name, ".add_rows")).bind(":first", first).bind(":last", last).run();
}

void count_contract(Connection& connection, const Id& contract, int sign) {
    add(connection, "contract", contract, sign);
}

void count_contracts_of(Connection& connection, const Id& client, int sign) {
    Query(connection, "tally/contracts_of_client.sql").bind(":client", client).bind(":sign", sign).run();
}

void grow_revision(Connection& connection, Entity entity) {
    Query(connection, "tally/entity.touch.sql").bind(":entity", std::string(entity_name(entity))).run();
}

void count_again(Connection& connection) {
    for (const std::string_view tally : tallies) {
        Query(connection, file(tally, ".clear")).run();
        Query(connection, file(tally, ".again")).run();
    }
}

std::vector<std::string> wrong_tallies(Connection& connection) {
    std::vector<std::string> wrong;
    for (const std::string_view tally : tallies) {
        Query query(connection, file(tally, ".wrong"));
        while (query.step()) wrong.push_back("tally of " + std::string(tally) + ": " + query.text(0));
    }
    return wrong;
}

} // namespace epic::store
