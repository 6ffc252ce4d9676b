// The short run of the fuzzer: what the long one (tests/fuzz.sh) kept, and random changes of it.

#include "tests/vault/fuzz.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <iostream>

#include "tests/support/random.hpp"
#include "tests/vault/support.hpp"

using namespace epic::vault::test;
using epic::test::Random;
using epic::test::read_file;
using epic::test::TemporaryFolder;

namespace {

std::span<const std::uint8_t> bytes_of(const std::string& text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

} // namespace

TEST_CASE("No header and no log, with the key or without it, stops the program or shows what never was") {
    const TemporaryFolder folder;
    const std::filesystem::path tests = epic::test::source_dir() / "tests" / "vault";
    Fuzz fuzz(tests / "golden", folder / "fuzz.epic");
    std::vector<std::string> corpus;
    for (const auto& entry : std::filesystem::directory_iterator(tests / "corpus")) {
        corpus.push_back(read_file(entry.path()));
    }
    std::sort(corpus.begin(), corpus.end());
    REQUIRE(corpus.size() >= Fuzz::parts);
    for (const std::string& input : corpus) fuzz.run(bytes_of(input));
    epic::test::for_each_seed(400, [&](Random& random) {
        std::string input = random.pick(corpus);
        if (random.chance(30)) input[0] = static_cast<char>(random.between(0, Fuzz::parts - 1));
        for (std::int64_t i = random.between(1, 3); i > 0; --i) {
            const auto at = static_cast<std::size_t>(random.between(1, static_cast<std::int64_t>(input.size())));
            if (random.chance(50)) {
                input.insert(at, random.bytes(static_cast<std::size_t>(random.between(1, 12))));
            } else if (at < input.size()) {
                input[at] = static_cast<char>(random.bits());
            }
        }
        fuzz.run(bytes_of(input));
    });
    const Fuzz::Counts& counts = fuzz.counts();
    CHECK(counts.runs > corpus.size());
    std::cout << "fuzz: " << counts.runs << " inputs (" << corpus.size() << " kept): " << counts.refused << " refused, "
              << counts.told << " told, " << counts.shown << " shown, none never was\n";
}
