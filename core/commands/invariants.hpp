// What must hold whoever writes: rules about the state, beside the rule table about persons.
//
// The central server checks the ones that two laptops could break together again (SYNC.md, "Invariants").
// Failures: conflict_with_state with a stable `rule` name. Threads: those of the World.
#pragma once

#include <vector>

#include "core/commands/world.hpp"
#include "core/model/record.hpp"

namespace epic {

struct Moment;
struct Warning;

struct Invariants {
    const World& world;
    const Moment& moment;

    Result<> check_created(const Record& record) const;
    Result<> check_changed(const Record& before, const Record& after) const;
    // Adds what is allowed but worth a second look.
    Result<> warn(const Record& before, const Record& after, std::vector<Warning>& warnings) const;

private:
    Result<> check_collaborator(const Record* before, const Record& after) const;
    Result<> check_client(const Record* before, const Record& after) const;
    Result<> check_contract(const Record* before, const Record& after) const;
    Result<> check_payment(const Record& payment) const;
    Result<> check_event(const Record* before, const Record& after) const;
    Result<> must_be_active(const Id& person, Department department, Field field) const;
};

} // namespace epic
