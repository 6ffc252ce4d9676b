// A cluster whose first node dies while laptops push: real nodes, killed with SIGKILL, real files.
#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstdio>
#include <thread>

#include "tests/support/random.hpp"
#include "tests/sync/galera/cluster.hpp"

using namespace epic;
using namespace epic::test;
using std::chrono::milliseconds;

namespace {

// Writes and exchanges until it is told to stop; never asserts, because it has a thread of its own.
struct Worker {
    Desk desk;
    std::string name;
    int made = 0;
    int exchanges = 0;
    int not_through = 0;
    milliseconds longest{0};
    std::string trouble{};

    void work(const std::atomic<bool>& stop) {
        while (!stop && trouble.empty()) {
            for (int i = 0; i < 3; ++i) {
                if (!desk.store->execute(client_named(name + " " + std::to_string(made)))) {
                    trouble = "the file did not take a change";
                    return;
                }
                ++made;
            }
            exchange_once();
        }
    }

    bool exchange_once() {
        const auto begin = std::chrono::steady_clock::now();
        const auto report = sync::exchange_once(*desk.store, world(), desk.credential);
        longest = std::max(longest, std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - begin));
        ++exchanges;
        if (!report) {
            trouble = report.error().message.in(Language::english) + " " + report.error().details;
            return false;
        }
        if (report->state == sync::SyncState::up_to_date) return true;
        ++not_through;
        if (report->state == sync::SyncState::needs_you) {
            trouble = report->problem->message.in(Language::english) + " " + report->problem->details;
        }
        return false;
    }

    bool drain() {
        for (int i = 0; i < 20 && trouble.empty(); ++i) {
            if (exchange_once()) return true;
            std::this_thread::sleep_for(milliseconds(300));
        }
        return false;
    }
};

} // namespace

TEST_CASE("a node of the cluster killed during pushes loses nothing and doubles nothing") {
    for_each_seed(1, [](Random& random) {
        GaleraCluster cluster;
        Company company(cluster.servers());
        company.found();
        Worker anne{company.join("anne@example.org"), "Anne"};
        Worker bruno{company.join("bruno@example.org"), "Bruno"};

        std::atomic<bool> stop = false;
        std::thread first([&] { anne.work(stop); });
        std::thread second([&] { bruno.work(stop); });
        constexpr int kills = 2;
        for (int i = 0; i < kills; ++i) {
            // All laptops come back to the first node, so that it is always the one to lose.
            std::this_thread::sleep_for(milliseconds(random.between(400, 1'400)));
            cluster.kill(0);
            std::this_thread::sleep_for(milliseconds(1'500));
            if (i + 1 < kills) cluster.restart(0);
        }
        std::this_thread::sleep_for(milliseconds(2'000));
        stop = true;
        first.join();
        second.join();
        REQUIRE(anne.trouble == "");
        REQUIRE(bruno.trouble == "");
        // Twice: what one of them sends last, the other has yet to fetch.
        for (int i = 0; i < 2; ++i) {
            REQUIRE(anne.drain());
            REQUIRE(bruno.drain());
        }

        const std::string made = std::to_string(anne.made + bruno.made);
        for (std::size_t node = 1; node < GaleraCluster::nodes; ++node) {
            INFO("node " << node);
            CHECK(company.cell("select count(*) from client", node) == made);
            CHECK(company.cell("select count(distinct full_name) from client", node) == made);
            CHECK(company.cell("select count(*) - count(distinct operation) from operation_log", node) == "0");
            CHECK(company.cell("select max(number) - count(*) from operation_log", node) == "0");
            CHECK(company.cell(
                      "select h.chain = (select b.chain from batch b where b.last_number = h.number) from head h",
                      node) == "1");
        }
        CHECK(company.cell("select chain from head", 1) == company.cell("select chain from head", 2));
        for (Worker* worker : {&anne, &bruno}) {
            CHECK(must(worker->desk.store->list({.entity = Entity::client})).total == anne.made + bruno.made);
            CHECK(must(worker->desk.store->pending_counts()).operations == 0);
            CHECK(must(worker->desk.store->pending_counts()).returned == 0);
        }
        std::printf(
            "Galera %s: %d kills of the first node during %d exchanges of 2 laptops; %d did not go through at once; "
            "the longest took %lld ms; %s changes, none lost, none twice\n",
            company.cell("select version()", 1).c_str(), kills, anne.exchanges + bruno.exchanges,
            anne.not_through + bruno.not_through, static_cast<long long>(std::max(anne.longest, bruno.longest).count()),
            made.c_str());
    });
}
