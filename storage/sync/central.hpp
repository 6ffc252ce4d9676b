// What an administrator does with the central server, and how a laptop joins it.
//
// Everything here blocks on the network and on key derivation (0.2 s per account): keep it off the drawing
// thread. Failures: unreachable, account_refused, server_refused (certificate, anonymous accounts),
// conflict_with_state, not_allowed, those of the file. Threads: any, one at a time per store.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "storage/intl/intl.hpp"
#include "storage/store/store.hpp"
#include "storage/sync/credential.hpp"
#include "storage/sync/exchange_once.hpp"
#include "storage/sync/invitation.hpp"

namespace epic::sync {

struct CentralOptions {
    std::vector<Host> servers;
    std::string ca_pem;
    std::string admin_user;
    std::string admin_password;
    std::string database = "epic_events";
    std::string own_password; // of the person signed in, as typed: their account gets it
};

struct InstalledAccount {
    Id collaborator{};
    std::string full_name;
    std::string email;
    std::string one_time_password; // empty for the installer, who keeps their own
};

struct InstallReport {
    std::string server_id;
    int schema_version = 0;
    std::uint64_t head = 0;
    std::vector<InstalledAccount> accounts;
};

// Founds the server with what this file holds; afterwards the file is joined to it. Only gestion. When it was cut
// short, the same call goes on where it stopped; one-time passwords are then made anew.
Result<InstallReport> central_install(store::Store& store, const intl::Environment& environment,
                                      const CentralOptions& options);

// The join file for new laptops. not_ours: this file never joined.
Result<std::string> central_invite(store::Store& store);

struct CentralDevice {
    Id id{};
    std::string name;
    std::string state;
    std::optional<Id> collaborator{}; // who used it last
    std::uint64_t cursor = 0;         // what it held then
    Instant first_seen{};
    Instant last_seen{};
};

struct CentralStatus {
    std::string server_id;
    int schema_version = 0;
    std::uint64_t epoch = 0;
    std::uint64_t head = 0;
    std::vector<CentralDevice> devices;
};
// Only gestion.
Result<CentralStatus> central_status(store::Store& store, const Credential& credential);

struct Joined {
    std::unique_ptr<store::Store> store;
    Id device{};
    std::int64_t pulled = 0;
    bool one_time_password = false; // it must be changed before anything else
    bool whole = false;             // false: what comes first is there, the exporter fetches the rest
};
struct JoinOptions {
    std::function<bool(const ExchangeProgress&)> progress{}; // on this thread; false stops it
    bool until_useful = false; // ends as soon as there is something to look at: own and coming events
};
// A new file for a person whom the server knows, filled with what it holds. When it was cut short after something had
// arrived, the file stays and the same call goes on where it stopped; else there is no file. conflict_with_state: there
// is another file at `path`.
Result<Joined> join(const std::string& path, const Invitation& invitation, const store::SignIn& who,
                    const intl::Environment& environment, const vault::KdfLimits& limits,
                    const JoinOptions& options = {});

} // namespace epic::sync
