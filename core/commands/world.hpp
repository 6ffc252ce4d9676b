// What a command must know of the present state to be judged. The store implements it over SQLite inside
// the transaction that will write; a simulation over plain maps.
//
// Every method may fail because a file can be damaged. Threads: those of the implementation.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "core/model/record.hpp"

namespace epic {

class World {
public:
    virtual ~World() = default;

    virtual Result<std::optional<Record>> find(Entity entity, const Id& id) const = 0;
    // `email` is normalised.
    virtual Result<std::optional<Id>> collaborator_by_email(std::string_view email) const = 0;
    virtual Result<std::int64_t> active_gestion_count() const = 0;
    // Payments less reversals, in minor units of the contract's currency.
    virtual Result<std::int64_t> paid_minor(const Id& contract) const = 0;
    virtual Result<bool> has_payment(const Id& contract) const = 0;
    // One that is neither a reversal nor reversed.
    virtual Result<bool> has_standing_payment(const Id& contract) const = 0;
    virtual Result<std::optional<Id>> reversal_of(const Id& payment) const = 0;
    // Events of the contract that are neither cancelled nor withdrawn.
    virtual Result<bool> has_standing_event(const Id& contract) const = 0;
    virtual Result<bool> has_contract(const Id& client) const = 0;
    // Not withdrawn.
    virtual Result<std::vector<Id>> clients_of(const Id& commercial) const = 0;
    // Neither cancelled nor withdrawn, ending after `now`.
    virtual Result<std::vector<Id>> coming_events_of(const Id& support, Instant now) const = 0;
    // Standing events of `support` that share a moment with [starts, ends), other than `except`.
    virtual Result<std::vector<Record>> overlapping_events(const Id& support, Instant starts, Instant ends,
                                                           const Id& except) const = 0;
    // The number that a new contract gets on a file that never joined a server; nothing on one that did.
    virtual Result<std::optional<std::string>> next_local_contract_number(Date today) const = 0;
};

} // namespace epic
