// Thousands of companies by seed.
#include "tests/simulation/simulation.hpp"

#include <array>
#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <thread>

#include "tests/support/places.hpp"

using epic::model::Undone;
using epic::test::Simulation;
using epic::test::SimulationCounts;

namespace {

constexpr std::uint64_t first_seed = 20'261'123;

// EPIC_TEST_SEED is that one company, EPIC_TEST_FIRST_SEED begins elsewhere: two runs need not try the same ones.
struct Seeds {
    explicit Seeds(int usual) {
        const auto number = [](const char* name, std::uint64_t otherwise) {
            const char* given = std::getenv(name);
            return given != nullptr ? std::strtoull(given, nullptr, 10) : otherwise;
        };
        const bool one = std::getenv("EPIC_TEST_SEED") != nullptr;
        first = number(one ? "EPIC_TEST_SEED" : "EPIC_TEST_FIRST_SEED", first_seed);
        count = one ? 1 : static_cast<std::uint64_t>(epic::test::rounds(usual));
    }
    std::uint64_t first = 0;
    std::uint64_t count = 0;
};

std::string all_of(const std::vector<std::string>& problems) {
    std::string text;
    for (const std::string& problem : problems) text += problem + "\n";
    return text;
}

void print(const SimulationCounts& n) {
    std::printf("simulated: %ld seeds, %ld laptops, %ld edits, %ld exchanges, %ld lines of the log\n", n.seeds,
                n.laptops, n.edits, n.exchanges, n.lines);
    std::printf(
        "  races recorded %ld (asked %ld), settled by hand %ld, returned to a tray %ld, refused on the laptop %ld\n",
        n.races, n.questions, n.settled, n.returned, n.refused_here);
    std::printf("  faults: cut before %ld, answer cut %ld, sent twice %ld, late %ld, deadlock %ld, unreachable %ld\n",
                n.cut_before, n.cut_after, n.twice, n.delayed, n.deadlocks, n.unreachable);
    std::printf(
        "  killed %ld, cloned %ld, restored from an older copy %ld, accounts closed %ld, management left at once %ld\n",
        n.killed, n.cloned, n.restored, n.closed, n.left_at_once);
    std::printf("  retired %ld, lines gone from the log %ld, pages %ld, people let go crosswise %ld\n", n.retired,
                n.lines_gone, n.pages, n.crosswise);
    std::printf("  chosen on top of what had not left %ld, choices asked about once more at the end %ld\n",
                n.chosen_on_top, n.asked_again);
    std::printf(
        "  shared laptops %ld, somebody else signed in %ld, documents brought for who works there no more %ld\n",
        n.shared, n.signed_in, n.for_departed);
    std::printf(
        "  the server restored %ld times (unnoticed at first %ld), lines lost %ld, returned %ld, laptops that went "
        "back "
        "%ld, kept by none %ld\n",
        n.server_restored, n.unnoticed, n.lines_lost, n.lines_returned, n.went_back, n.lost_for_good);
    std::printf("  farewells %ld, with management and nowhere else %ld edits, taken on by it %ld\n", n.farewells,
                n.handed_over, n.taken_on);
}

// Two companies at a time: simulations share nothing. A long run says how far it is, and what fails as soon as it does,
// so that it may be stopped at any time.
class Workers {
public:
    Workers(std::uint64_t first, std::uint64_t count) : first_(first), next_(first), end_(first + count) {
        for (std::thread& worker : workers_) worker = std::thread([this] { work(); });
        for (std::thread& worker : workers_) worker.join();
    }

    SimulationCounts counts;
    std::vector<std::pair<std::uint64_t, std::vector<std::string>>> failed;

private:
    void work() {
        for (std::uint64_t seed = next_++; seed < end_; seed = next_++) {
            SimulationCounts own;
            auto problems = Simulation(seed, Undone::nothing, own).run();
            const std::lock_guard lock(mutex_);
            counts.add(own);
            if (!problems.empty()) {
                std::printf("FAILS: EPIC_TEST_SEED=%lu\n%s", seed, all_of(problems).c_str());
                failed.emplace_back(seed, std::move(problems));
            }
            if (counts.seeds % 20'000 == 0) {
                std::printf("-- %ld from seed %lu on, %zu of them failed\n", counts.seeds, first_, failed.size());
                print(counts);
            }
            std::fflush(stdout);
        }
    }

    const std::uint64_t first_;
    std::atomic<std::uint64_t> next_;
    const std::uint64_t end_;
    std::mutex mutex_;
    std::array<std::thread, 2> workers_;
};

} // namespace

TEST_CASE("companies of laptops lose nothing, whatever breaks") {
    const Seeds seeds(10'000);
    Workers done(seeds.first, seeds.count);
    for (const auto& [seed, problems] : done.failed) {
        INFO("EPIC_TEST_SEED=" << seed);
        FAIL_CHECK(all_of(problems));
    }
    print(done.counts);
    CHECK(done.counts.seeds == static_cast<std::int64_t>(seeds.count));
}

TEST_CASE("the encrypted file does what the laptop in memory does") {
    const Seeds seeds(100);
    SimulationCounts counts;
    for (std::uint64_t seed = seeds.first; seed < seeds.first + seeds.count; ++seed) {
        const epic::test::TemporaryFolder folder;
        const auto problems = Simulation(seed, Undone::nothing, counts, folder.path().string()).run();
        INFO("EPIC_TEST_SEED=" << seed);
        CHECK(all_of(problems) == "");
    }
    print(counts);
}
