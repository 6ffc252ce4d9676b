// Proof that the simulation can fail: each rule of the server is left out once, and the books must notice.
#include <catch2/catch_test_macros.hpp>
#include <cstdio>

#include "tests/simulation/simulation.hpp"

using epic::model::Undone;
using epic::test::Simulation;
using epic::test::SimulationCounts;

namespace {

constexpr std::uint64_t first_seed = 20'261'123;

} // namespace

TEST_CASE("each rule of the server, left out, is noticed by the simulation") {
    const std::pair<Undone, const char*> rules[] = {
        {Undone::batch_once, "the same batch is done again, with what it holds"},
        {Undone::operation_once, "an operation in the log is written once more"},
        {Undone::rights, "nobody is refused"},
        {Undone::base, "the last write stands"},
        {Undone::question_policy, "the clock decides what a person should"},
        {Undone::unit, "a unit is cut"},
        {Undone::false_question, "an own earlier edit is not recognised"},
        {Undone::group_whole, "a refused group is written in part"},
        {Undone::reversed_once, "a payment is reversed twice"},
        {Undone::deleted, "an edit of a withdrawn record is not recorded"},
        {Undone::last_gestion, "the last of management may leave"},
        {Undone::pull_order, "the log is cut inside a batch"},
        {Undone::choice, "a choice of what stands already is not in the log"},
        {Undone::notes, "notes are not merged by line"},
    };
    for (const auto& [undone, name] : rules) {
        SimulationCounts counts;
        std::vector<std::string> problems;
        std::uint64_t seed = first_seed;
        for (; problems.empty() && seed < first_seed + 8'000; ++seed) problems = Simulation(seed, undone, counts).run();
        std::printf("  left out: %-48s %s\n", name,
                    problems.empty() ? "NOT NOTICED" : (std::to_string(seed - first_seed) + " seeds: " + problems[0]).c_str());
        INFO(name);
        CHECK_FALSE(problems.empty());
    }
}
