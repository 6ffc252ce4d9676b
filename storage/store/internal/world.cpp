#include "storage/store/internal/world.hpp"

#include <cstdio>

#include "core/model/contact.hpp"
#include "storage/store/internal/records.hpp"

namespace epic::store {
namespace {

std::vector<Id> read_ids(Query& query) {
    std::vector<Id> ids;
    while (query.step()) ids.push_back(query.id(0));
    return ids;
}

std::optional<Id> read_one_id(Query& query) {
    return query.step() ? std::optional(query.id(0)) : std::nullopt;
}

std::int64_t read_number(Query& query) {
    return query.step() ? query.integer(0) : 0;
}

} // namespace

Result<std::optional<Record>> SqlWorld::find(Entity entity, const Id& id) const {
    return guarded(connection_, [&]() -> Result<std::optional<Record>> {
        auto stored = find_record(connection_, entity, id);
        if (!stored) return std::optional<Record>();
        return std::optional(std::move(stored->record));
    });
}

Result<std::optional<Id>> SqlWorld::collaborator_by_email(std::string_view email) const {
    return guarded(connection_, [&]() -> Result<std::optional<Id>> {
        Query query(connection_, "world/collaborator_by_email.sql");
        query.bind(":email", normalised_email(email));
        return read_one_id(query);
    });
}

Result<std::int64_t> SqlWorld::active_gestion_count() const {
    return guarded(connection_, [&]() -> Result<std::int64_t> {
        Query query(connection_, "world/active_gestion_count.sql");
        return read_number(query);
    });
}

Result<std::int64_t> SqlWorld::paid_minor(const Id& contract) const {
    return guarded(connection_, [&]() -> Result<std::int64_t> {
        Query query(connection_, "world/paid_minor.sql");
        return read_number(query.bind(":contract", contract));
    });
}

Result<bool> SqlWorld::has_payment(const Id& contract) const {
    return guarded(connection_, [&]() -> Result<bool> {
        Query query(connection_, "world/has_payment.sql");
        return read_number(query.bind(":contract", contract)) != 0;
    });
}

Result<bool> SqlWorld::has_standing_payment(const Id& contract) const {
    return guarded(connection_, [&]() -> Result<bool> {
        Query query(connection_, "world/has_standing_payment.sql");
        return read_number(query.bind(":contract", contract)) != 0;
    });
}

Result<std::optional<Id>> SqlWorld::reversal_of(const Id& payment) const {
    return guarded(connection_, [&]() -> Result<std::optional<Id>> {
        Query query(connection_, "world/reversal_of.sql");
        return read_one_id(query.bind(":payment", payment));
    });
}

Result<bool> SqlWorld::has_standing_event(const Id& contract) const {
    return guarded(connection_, [&]() -> Result<bool> {
        Query query(connection_, "world/has_standing_event.sql");
        return read_number(query.bind(":contract", contract)) != 0;
    });
}

Result<bool> SqlWorld::has_contract(const Id& client) const {
    return guarded(connection_, [&]() -> Result<bool> {
        Query query(connection_, "world/has_contract.sql");
        return read_number(query.bind(":client", client)) != 0;
    });
}

Result<std::vector<Id>> SqlWorld::clients_of(const Id& commercial) const {
    return guarded(connection_, [&]() -> Result<std::vector<Id>> {
        Query query(connection_, "world/clients_of.sql");
        return read_ids(query.bind(":commercial", commercial));
    });
}

Result<std::vector<Id>> SqlWorld::coming_events_of(const Id& support, Instant now) const {
    return guarded(connection_, [&]() -> Result<std::vector<Id>> {
        Query query(connection_, "world/coming_events_of.sql");
        return read_ids(query.bind(":support", support).bind(":now", now.unix_ms));
    });
}

Result<std::vector<Record>> SqlWorld::overlapping_events(const Id& support, Instant starts, Instant ends,
                                                         const Id& except) const {
    return guarded(connection_, [&]() -> Result<std::vector<Record>> {
        std::vector<Id> ids;
        {
            Query query(connection_, "world/overlapping_events.sql");
            query.bind(":support", support).bind(":except", except);
            ids = read_ids(query.bind(":starts", starts.unix_ms).bind(":ends", ends.unix_ms));
        }
        std::vector<Record> events;
        for (const Id& id : ids) {
            if (auto stored = find_record(connection_, Entity::event, id)) events.push_back(std::move(stored->record));
        }
        return events;
    });
}

Result<std::optional<std::string>> SqlWorld::next_local_contract_number(Date today) const {
    return guarded(connection_, [&]() -> Result<std::optional<std::string>> {
        Query joined(connection_, "world/joined.sql");
        if (read_number(joined) != 0) return std::optional<std::string>();
        Query counter(connection_, "world/contract_counter.sql");
        const std::int64_t next = read_number(counter.bind(":year", today.year)) + 1;
        std::array<char, 40> text{};
        (void)std::snprintf(text.data(), text.size(), "%04d-%04lld", today.year, static_cast<long long>(next));
        return std::optional(std::string(text.data()));
    });
}

} // namespace epic::store
