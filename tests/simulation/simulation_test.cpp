// Thousands of companies by seed.
#include <catch2/catch_test_macros.hpp>
#include <cstdio>
#include <cstdlib>

#include "tests/simulation/simulation.hpp"

using epic::model::Undone;
using epic::test::Simulation;
using epic::test::SimulationCounts;

namespace {

constexpr std::uint64_t first_seed = 20'261'123;

std::string all_of(const std::vector<std::string>& problems) {
    std::string text;
    for (const std::string& problem : problems) text += problem + "\n";
    return text;
}

void print(const SimulationCounts& n) {
    std::printf("simulated: %ld seeds, %ld laptops, %ld edits, %ld exchanges, %ld lines of the log\n", n.seeds, n.laptops,
                n.edits, n.exchanges, n.lines);
    std::printf("  races recorded %ld (asked %ld), settled by hand %ld, returned to a tray %ld, refused on the laptop %ld\n",
                n.races, n.questions, n.settled, n.returned, n.refused_here);
    std::printf("  faults: cut before %ld, answer cut %ld, sent twice %ld, late %ld, deadlock %ld, unreachable %ld\n",
                n.cut_before, n.cut_after, n.twice, n.delayed, n.deadlocks, n.unreachable);
    std::printf("  killed %ld, cloned %ld, restored from an older copy %ld, accounts closed %ld\n", n.killed, n.cloned,
                n.restored, n.closed);
}

} // namespace

TEST_CASE("companies of laptops lose nothing, whatever breaks") {
    const char* only = std::getenv("EPIC_TEST_SEED");
    const std::uint64_t first = only != nullptr ? std::strtoull(only, nullptr, 10) : first_seed;
    const std::uint64_t count = only != nullptr ? 1 : static_cast<std::uint64_t>(epic::test::rounds(3'500));
    SimulationCounts counts;
    for (std::uint64_t seed = first; seed < first + count; ++seed) {
        const auto problems = Simulation(seed, Undone::nothing, counts).run();
        if (problems.empty()) continue;
        INFO("EPIC_TEST_SEED=" << seed);
        FAIL_CHECK(all_of(problems));
    }
    print(counts);
    CHECK(counts.seeds == static_cast<std::int64_t>(count));
}
