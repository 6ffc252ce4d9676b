// Proof that the simulation can fail: each rule of the server is left out once, and the books must notice.
#include <algorithm>
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
    struct Rule {
        Undone undone;
        const char* name;
        const char* noticed; // what the books must say of it, whatever else
    };
    const Rule rules[] = {
        {Undone::batch_once, "the same batch is done again, with what it holds", "a laptop does not come to rest"},
        {Undone::operation_once, "an operation in the log is written once more", "an operation is twice in the log"},
        {Undone::rights, "nobody is refused", "someone did what the rule table forbids"},
        {Undone::base, "the last write stands", "a race that nobody recorded"},
        {Undone::question_policy, "the clock decides what a person should", "a question was decided by the clock"},
        {Undone::unit, "a unit is cut", "not converged"},
        {Undone::false_question, "an own earlier edit is not recognised", "a question that is none"},
        {Undone::group_whole, "a refused group is written in part", "a group was taken in part"},
        {Undone::reversed_once, "a payment is reversed twice", "a payment is reversed twice"},
        {Undone::deleted, "an edit of a withdrawn record is not recorded", "an edit after a deletion was not recorded"},
        {Undone::last_gestion, "the last of management may leave", "nobody of management is left"},
        {Undone::pull_order, "the log is cut inside a batch", "a laptop does not come to rest"},
        {Undone::choice, "a choice of what stands already is not in the log", "a laptop asks what the server does not"},
        {Undone::notes, "notes are not merged by line", "notes were decided by the clock"},
        {Undone::own_session, "everybody's edits leave at once", "an edit is in the log under another name"},
        {Undone::hold_back, "edits do not wait for another's", "an edit came back because what it builds on"},
        {Undone::departed, "what people left who work here no more stays",
         "an edit stands in a file and nobody sends it"},
        {Undone::new_epoch, "a restore begins no new epoch", "a laptop does not come to rest"},
        {Undone::returned_values, "what is returned is in the log alone", "not converged"},
        {Undone::returned_questions, "and asks nothing again", "a laptop asks what the server does not"},
        {Undone::pages_go_back, "only the journal goes back, not pages", "not converged"},
    };
    for (const auto& [undone, name, noticed] : rules) {
        SimulationCounts counts;
        const auto says = [&, wanted = noticed](const std::vector<std::string>& problems) {
            return std::any_of(problems.begin(), problems.end(),
                               [&](const std::string& problem) { return problem.starts_with(wanted); });
        };
        std::uint64_t seed = first_seed;
        const std::uint64_t end = first_seed + 8'000;
        while (seed < end && !says(Simulation(seed, undone, counts).run())) ++seed;
        std::printf(
            "  left out: %-50s %s\n", name,
            seed == end ? "NOT NOTICED" : (std::to_string(seed - first_seed + 1) + " seeds: " + noticed).c_str());
        INFO(name << ", EPIC_TEST_SEED=" << seed);
        CHECK(seed < end);
        // With the rule the same company is well: nothing else is at fault.
        CHECK(Simulation(seed, Undone::nothing, counts).run().empty());
    }
}
