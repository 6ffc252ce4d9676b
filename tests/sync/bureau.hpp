// A company with real files, its people, and a central server founded by the program's own code.
//
// What fails here fails the test that runs: these use Catch2's assertions. Threads: one for each Seat.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <memory>
#include <string>
#include <vector>

#include "storage/store/exchange.hpp"
#include "storage/store/store.hpp"
#include "storage/sync/central.hpp"
#include "storage/sync/connection.hpp"
#include "storage/sync/exporter.hpp"
#include "tests/support/places.hpp"

namespace epic::test::bureau {

inline const intl::Environment& world() {
    return intl::system_environment();
}

template <typename T>
T must(Result<T> result) {
    if (!result) {
        FAIL(error_code_name(result.error().code)
             << " " << result.error().rule << " " << result.error().message.in(Language::english) << " "
             << result.error().details);
    }
    return std::move(result).value();
}

// A person at a laptop.
struct Seat {
    std::unique_ptr<store::Store> store;
    sync::Credential credential;

    sync::ExchangeReport exchange(); // which must go through
    store::Written run(const Command& command) { return must(store->execute(command)); }
    Error refused(const Command& command);
    Record record(Entity entity, const Id& id) { return must(store->find(entity, id)).record; }
};

struct BureauServers {
    std::vector<sync::Host> hosts;
    std::string ca_pem;
    std::string admin_user;
    std::string admin_password;
};
BureauServers shared_servers(); // the server that this executable shares

class Bureau {
public:
    explicit Bureau(BureauServers servers = shared_servers());

    void found();
    // On a laptop of their own: joins with the one-time password and chooses another.
    Seat join(const std::string& email);
    // Joins, with an invitation that names other servers, and with another clock.
    Seat join(const std::string& email, const std::vector<sync::Host>& hosts,
              const intl::Environment& environment = world());

    std::string path(const std::string& name) const { return folder / (name + ".epic"); }
    sync::Connection connect(const sync::Credential& credential, std::size_t host = 0) const;
    sync::Connection admin(std::size_t host = 0) const;
    // The first cell, as the administrator sees it.
    std::string number(std::string_view query, std::size_t host = 0) const;

    TemporaryFolder folder;
    BureauServers servers;
    std::string database;
    Seat gestion;
    Id anne, bruno, chloe;
    sync::InstallReport report;

private:
    Id add(std::string name, std::string email, Department department);
};

AddRecord client_named(std::string name);

} // namespace epic::test::bureau
