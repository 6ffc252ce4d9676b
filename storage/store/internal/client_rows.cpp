#include "storage/store/internal/client_rows.hpp"

#include <set>
#include <string>

namespace epic::store {
namespace {

// Beyond that, all are read again.
constexpr std::size_t corrected_max = 2'000;

std::size_t index_of(Entity entity) {
    return static_cast<std::size_t>(entity);
}

std::string file(Entity entity, const char* what) {
    return "order/" + std::string(entity_name(entity)) + "." + what + ".sql";
}

// Whether nothing was written that says whose a row is.
bool same(const Revisions& one, const Revisions& other, Entity entity) {
    const auto is_same = [&](Entity which) { return one[index_of(which)] == other[index_of(which)]; };
    return is_same(entity) && is_same(Entity::contract) && is_same(Entity::client);
}

void set(std::vector<std::uint32_t>& clients, std::size_t row, std::uint32_t client) {
    if (row >= clients.size()) clients.resize(row + 1);
    clients[row] = client;
}

// The rows that may be of another client now.
std::set<std::int64_t> candidates(Connection& connection, Entity entity, const std::vector<RowChange>& changes) {
    std::set<std::int64_t> rows;
    const auto add_those = [&](const char* which, const Id& id) {
        Query query(connection, file(entity, which));
        query.bind(":id", id);
        while (query.step()) rows.insert(query.integer(0));
    };
    for (const RowChange& change : changes) {
        if (rows.size() > corrected_max) break;
        if (change.entity == entity) rows.insert(change.row);
        if (change.entity == Entity::client) add_those("of_client", change.id);
        if (change.entity == Entity::contract && entity != Entity::contract) add_those("of_contract", change.id);
    }
    return rows;
}

} // namespace

ClientRows::Rows ClientRows::find(Connection& connection, Entity entity, const Revisions& now, const ChangeLog& log) {
    std::optional<Known> known;
    {
        const std::lock_guard lock(mutex_);
        known = known_[index_of(entity)];
    }
    if (!known) return nullptr;
    if (same(known->revisions, now, entity)) return known->rows;
    const auto changes = log.between(known->revisions, now);
    if (!changes) return nullptr;
    const std::set<std::int64_t> rows = candidates(connection, entity, *changes);
    if (rows.size() > corrected_max) return nullptr;
    auto corrected = std::make_shared<std::vector<std::uint32_t>>(*known->rows);
    for (const std::int64_t row : rows) {
        Query query(connection, file(entity, "client_of_row"));
        query.bind(":row", row);
        set(*corrected, static_cast<std::size_t>(row), query.step() ? static_cast<std::uint32_t>(query.integer(0)) : 0);
    }
    keep(entity, {corrected, now});
    return corrected;
}

ClientRows::Rows ClientRows::read(Connection& connection, Entity entity, const Revisions& now, const ChangeLog& log) {
    if (auto known = find(connection, entity, now, log)) return known;
    // An event is of whom its contract is.
    const Rows contracts = entity == Entity::event ? read(connection, Entity::contract, now, log) : nullptr;
    auto rows = std::make_shared<std::vector<std::uint32_t>>();
    Query query(connection, file(entity, "clients"));
    while (query.step()) {
        const auto of = static_cast<std::size_t>(query.integer(1));
        const std::uint32_t client =
            contracts ? (of < contracts->size() ? (*contracts)[of] : 0) : static_cast<std::uint32_t>(of);
        set(*rows, static_cast<std::size_t>(query.integer(0)), client);
    }
    rows->shrink_to_fit();
    keep(entity, {rows, now});
    return rows;
}

void ClientRows::keep(Entity entity, Known known) {
    const std::lock_guard lock(mutex_);
    known_[index_of(entity)] = std::move(known);
}

void ClientRows::clear() {
    const std::lock_guard lock(mutex_);
    known_ = {};
}

} // namespace epic::store
