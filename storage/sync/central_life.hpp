// What gestion does with the central server once it is there: devices, upgrade, restore.
//
// Only gestion; every call asks the server, whose word it is. Failures: those of the connection; not_allowed; not_found
// for a device that the server does not know. Threads: those of the store; block on the network.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "storage/intl/intl.hpp"
#include "storage/store/store.hpp"
#include "storage/sync/credential.hpp"

namespace epic::sync {

// What a device held at its last exchange: what must be told when it is lost. It may hold more that it wrote since.
struct DeviceReport {
    Id id{};
    std::string name;
    std::string state;
    std::string program;
    std::uint64_t cursor = 0; // it held the log up to here
    std::uint64_t head = 0;
    Instant first_seen{};
    Instant last_seen{};
    std::vector<Id> people;                               // who used it
    std::vector<std::pair<Entity, std::int64_t>> records; // everyone reads everything: all that there was
    std::int64_t contacts = 0;                            // events that name someone to reach on site
};
Result<DeviceReport> central_report(store::Store& store, const Credential& credential, const Id& device);

// Nothing waits for the device any more. When it comes back it takes a new id, and what it had not sent goes on.
// It does not close anybody's account: for a stolen laptop, reset the password of who used it as well.
Result<> central_retire(store::Store& store, const Credential& credential, const Id& device);

// After a restore of the server from a backup: a new epoch begins and the server lets nobody in; this laptop returns
// what it holds and the server lost, and so does every other that makes contact. With `confirm` the server then opens
// again: laptops that come later go back to what it has, and send again. Accounts of people who are not active close.
struct Restored {
    std::uint64_t epoch = 0;
    bool open = false;
    std::uint64_t head = 0;
    std::int64_t returned = 0;       // operations, by this laptop
    std::vector<Id> without_account; // who works here and must be given a password again
};
Result<Restored> central_restored(store::Store& store, const intl::Environment& environment,
                                  const Credential& credential, bool confirm);

struct Upgraded {
    int schema_before = 0;
    int schema_version = 0;
};
// Brings the server's procedures, rules and rights to those of this program. May be repeated, also after it was cut
// short. conflict_with_state: the server is newer than this program.
Result<Upgraded> central_upgrade(store::Store& store, const std::string& admin_user, const std::string& admin_password);

} // namespace epic::sync
