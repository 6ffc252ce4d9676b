// What the planner must know, read from the rows of one connection (core/commands/world.hpp).
//
// Threads: those of the Connection; what it answers is the state of the transaction it runs in.
#pragma once

#include "core/commands/world.hpp"
#include "storage/store/internal/connection.hpp"

namespace epic::store {

class SqlWorld final : public World {
public:
    explicit SqlWorld(Connection& connection) : connection_(connection) {}

    Result<std::optional<Record>> find(Entity entity, const Id& id) const override;
    Result<std::optional<Id>> collaborator_by_email(std::string_view email) const override;
    Result<std::int64_t> active_gestion_count() const override;
    Result<std::int64_t> paid_minor(const Id& contract) const override;
    Result<bool> has_payment(const Id& contract) const override;
    Result<bool> has_standing_payment(const Id& contract) const override;
    Result<std::optional<Id>> reversal_of(const Id& payment) const override;
    Result<bool> has_standing_event(const Id& contract) const override;
    Result<bool> has_contract(const Id& client) const override;
    Result<std::vector<Id>> clients_of(const Id& commercial) const override;
    Result<std::vector<Id>> coming_events_of(const Id& support, Instant now) const override;
    Result<std::vector<Record>> overlapping_events(const Id& support, Instant starts, Instant ends,
                                                   const Id& except) const override;
    Result<std::optional<std::string>> next_local_contract_number(Date today) const override;

private:
    Connection& connection_;
};

} // namespace epic::store
