// A company with files, laptops and a central server of its own: the program's own code on both sides.
//
// One database per Company on the test executable's server, or on those that are given. Fails the test where something
// cannot be. Threads: one for each Desk.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <memory>
#include <string>
#include <vector>

#include "storage/store/exchange.hpp"
#include "storage/store/store.hpp"
#include "storage/sync/accounts.hpp"
#include "storage/sync/central.hpp"
#include "storage/sync/connection.hpp"
#include "storage/sync/exporter.hpp"
#include "tests/support/places.hpp"
#include "tests/sync/office.hpp"

namespace epic::test {

const intl::Environment& world();

template <typename T>
T must(Result<T> result) {
    if (!result) {
        FAIL(error_code_name(result.error().code)
             << " " << result.error().rule << " " << result.error().message.in(Language::english) << " "
             << result.error().details);
    }
    return std::move(result).value();
}

// One person at one file.
struct Desk {
    std::string path;
    std::string password;
    std::unique_ptr<store::Store> store;
    sync::Credential credential{};

    // One that must go through.
    sync::ExchangeReport exchange();
    // However it ends.
    sync::ExchangeReport try_exchange();
    store::Written run(const Command& command) { return must(store->execute(command)); }
    Error refused(const Command& command);
    Record record(Entity entity, const Id& id) { return must(store->find(entity, id)).record; }
    std::int64_t pending() { return must(store->pending_counts()).operations; }
    // The program ends and is started again. The error of signing in, if it fails.
    std::optional<Error> reopen();
    std::string email() { return store->session().email; }
};

struct CompanyServers {
    std::vector<sync::Host> hosts;
    std::string ca_pem;
    std::string admin_user;
    std::string admin_password;
};
CompanyServers shared_servers(); // the one server that this executable shares

class Company {
public:
    explicit Company(CompanyServers named = shared_servers()); // Marie of gestion, Anne and Bruno of commercial, Chloé
                                                               // of support; not joined yet
    void found();
    // On a laptop of their own: joins with the one-time password and chooses another.
    Desk join(const std::string& email, const std::string& file = {});
    // The same by an invitation that names other servers, and with another clock.
    Desk join_through(const std::vector<sync::Host>& hosts, const std::string& email,
                      const intl::Environment& environment = world(), const std::string& file = {});
    // One more laptop of someone who has joined before.
    Desk join_again(const Desk& first, const std::string& file);
    std::string one_time_password(const std::string& email) const;
    Id add(const std::string& name, const std::string& email, Department department);
    std::string path(const std::string& name) const { return folder / (name + ".epic"); }
    sync::CentralAccounts accounts(Desk& desk);
    sync::Connection connect(const sync::Credential& credential, std::size_t host = 0) const;
    sync::Connection admin(std::size_t host = 0) const;
    // The first cell, as the administrator sees it; "none" without a row.
    std::string cell(const std::string& query, std::size_t host = 0) const;
    void execute(const std::string& statement);

    TemporaryFolder folder;
    CompanyServers servers;
    std::string database;
    Desk gestion;
    Id anne, bruno, chloe;
    sync::InstallReport report;
};

AddRecord client_named(std::string name);

} // namespace epic::test
