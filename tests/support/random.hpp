// Property tests: a seed that is printed, and a number of rounds that tests/long.sh raises.
//
//     epic::test::for_each_seed(200, [](epic::test::Random& random) { … CHECK(…); });
//
// The first seed is fixed, so a run repeats. EPIC_TEST_ROUNDS=20 makes twenty times the rounds;
// EPIC_TEST_SEED=1234 runs that one seed. A failed check prints its seed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <vector>

namespace epic::test {

class Random {
public:
    explicit Random(std::uint64_t seed) : engine_(seed) {}

    std::uint64_t bits() { return engine_(); }
    // Both ends included.
    std::int64_t between(std::int64_t low, std::int64_t high);
    bool chance(int out_of_hundred) { return between(1, 100) <= out_of_hundred; }
    std::string bytes(std::size_t count);

    template <typename T>
    const T& pick(const std::vector<T>& choices) {
        return choices.at(static_cast<std::size_t>(between(0, static_cast<std::int64_t>(choices.size()) - 1)));
    }

private:
    std::mt19937_64 engine_;
};

// `rounds` times EPIC_TEST_ROUNDS (1 when unset).
int rounds(int rounds);

// Calls `check` once per seed; it uses Catch2's CHECK and REQUIRE.
void for_each_seed(int rounds, const std::function<void(Random&)>& check);

} // namespace epic::test
