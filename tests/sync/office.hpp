// A central server for tests, with people: installed by the program's own code on a private MariaDB.
//
// One MariaDB per test executable (it starts in a second), one fresh database per Office. The batches here are
// written by hand as JSON, so that the procedures are tried by a client that shares no code with the engine.
#pragma once

#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "core/base/id.hpp"
#include "storage/sync/connection.hpp"
#include "tests/support/central_server.hpp"

namespace epic::test {

CentralServer& shared_server();

// Ids that differ from each other and are the same in every run: "0190…" and a counter.
std::string next_id();

struct Person {
    std::string id;
    std::string account;
    std::string password; // derived already: tests do not pay for Argon2id
};

// Talks to the procedures as one person on one device, keeping fence and cursor as a laptop would.
class Laptop {
public:
    Laptop(sync::Connection connection, std::string server_id);

    nlohmann::json hello();
    // Operations as JSON; gives the answer and takes the new fence. `refused` when the procedure said no.
    nlohmann::json push(std::initializer_list<nlohmann::json> operations);
    nlohmann::json push_array(const nlohmann::json& operations);
    nlohmann::json push_again(); // the very same request
    struct Log {
        nlohmann::json answer;
        std::vector<std::vector<std::string>> operations; // "\\N" for null
    };
    Log pull();
    sync::Outcome<Log> try_pull(); // the procedure may fail
    sync::RemoteFailure last_failure{};
    sync::Connection connection;
    std::string server_id;
    std::string device;
    std::string fence;
    std::string cursor = "0";
    std::string chain;
    std::uint64_t stamp = 0; // of the next operation; 0: now

    nlohmann::json operation(std::string_view command, std::string_view entity, const std::string& record,
                             std::string_view kind, const nlohmann::json& fields);

private:
    nlohmann::json envelope() const;
    nlohmann::json call(std::string_view procedure, const std::string& request);
    std::string last_request_;
};

class Office {
public:
    Office();
    ~Office();
    Laptop laptop(const Person& person);
    sync::Connection admin();
    std::string number(std::string_view query); // the first cell, as the administrator sees it

    std::string database;
    std::string server_id;
    Person gestion, anne, bruno, chloe; // gestion; commercial, commercial; support
};

// A client of `commercial`, made by their laptop.
std::string add_client(Laptop& laptop, const Person& commercial, std::string_view name);

} // namespace epic::test
