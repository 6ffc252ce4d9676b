// The central server killed at any moment of the pushes, and started again on what it had written.
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <iostream>
#include <thread>

#include "tests/support/central_server.hpp"
#include "tests/support/random.hpp"
#include "tests/sync/company.hpp"

using namespace epic;
using namespace epic::test;

TEST_CASE("a server that is killed while laptops push has what it acknowledged, and everything once") {
    CentralServer server;
    Company company({{{server.host(), server.port()}}, server.ca_pem(), server.admin_user(), server.admin_password()});
    company.found();
    Desk anne = company.join("anne@example.org");
    Desk bruno = company.join("bruno@example.org");
    const int before = std::stoi(company.cell("select count(*) from operation_log"));
    int acknowledged = 0;
    int broken = 0;
    int made = 0;
    for_each_seed(4, [&](Random& random) {
        for (Desk* desk : {&anne, &bruno}) {
            for (int i = 0; i < 40; ++i) std::ignore = desk->run(client_named("Client " + std::to_string(made++)));
        }
        const auto send = [&](Desk& desk) {
            const auto report = desk.try_exchange();
            if (report.problem) ++broken;
            acknowledged += static_cast<int>(report.pushed);
        };
        std::thread killer([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(random.between(2, 60)));
            server.kill_hard();
        });
        send(anne);
        send(bruno);
        killer.join();
        server.start();
        CHECK(std::stoi(company.cell("select count(*) from operation_log")) - before >= acknowledged);
        for (Desk* desk : {&anne, &bruno}) {
            const auto report = desk->exchange();
            CHECK(report.pending == 0);
            acknowledged += static_cast<int>(report.pushed);
        }
    });
    CHECK(company.cell("select count(*) from client") == std::to_string(made));
    CHECK(company.cell("select count(distinct operation) from operation_log") ==
          company.cell("select count(*) from operation_log"));
    for (Desk* desk : {&anne, &bruno, &company.gestion}) {
        desk->exchange();
        CHECK(must(desk->store->list({.entity = Entity::client, .limit = 1})).total == made);
        CHECK(must(desk->store->verify()).sound());
    }
    std::cout << "the server killed: " << broken << " exchanges broken, " << made << " clients, each there once\n";
    CHECK(broken > 0);
}
