#include "tests/support/random.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>

namespace epic::test {

namespace {

constexpr std::uint64_t first_seed = 20'261'123;

std::uint64_t number_from_environment(const char* name, std::uint64_t otherwise) {
    const char* text = std::getenv(name);
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

} // namespace

std::int64_t Random::between(std::int64_t low, std::int64_t high) {
    return std::uniform_int_distribution<std::int64_t>(low, high)(engine_);
}

std::string Random::bytes(std::size_t count) {
    std::string result(count, '\0');
    for (char& byte : result) byte = static_cast<char>(static_cast<unsigned char>(bits() & 0xFFU));
    return result;
}

int rounds(int rounds) {
    return rounds * static_cast<int>(number_from_environment("EPIC_TEST_ROUNDS", 1));
}

void for_each_seed(int rounds, const std::function<void(Random&)>& check) {
    const std::uint64_t only = number_from_environment("EPIC_TEST_SEED", 0);
    const std::uint64_t begin = only != 0 ? only : first_seed;
    const std::uint64_t count = only != 0 ? 1 : static_cast<std::uint64_t>(test::rounds(rounds));
    for (std::uint64_t seed = begin; seed < begin + count; ++seed) {
        INFO("EPIC_TEST_SEED=" << seed);
        Random random(seed);
        check(random);
    }
}

} // namespace epic::test
