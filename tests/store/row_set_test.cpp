// Sets of row numbers, as the search keeps them.
#include "storage/store/internal/row_set.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <set>

#include "tests/support/random.hpp"

using namespace epic;
using namespace epic::test;

TEST_CASE("Sets of rows, as lists or bits, hold and share what plain sets do") {
    for_each_seed(200, [](Random& random) {
        const std::int64_t rows = random.pick(std::vector<std::int64_t>{1, 63, 64, 65, 1000});
        std::vector<std::set<std::uint32_t>> plain;
        store::CommonRows common;
        for (std::int64_t left = random.between(1, 4); left > 0; --left) {
            std::set<std::uint32_t> some;
            const int share = random.pick(std::vector{0, 1, 3, 50, 99});
            for (std::int64_t row = 1; row <= rows; ++row) {
                if (random.chance(share)) some.insert(static_cast<std::uint32_t>(row));
            }
            auto set = std::make_shared<store::RowSet>(std::vector<std::uint32_t>(some.rbegin(), some.rend()));
            for (int i = 0; i < 5; ++i) {
                const auto row = static_cast<std::uint32_t>(random.between(1, rows + 70));
                const bool is_in = random.chance(50);
                set->set(row, is_in);
                if (is_in) some.insert(row);
                if (!is_in) some.erase(row);
            }
            for (std::uint32_t row = 0; row < 1100; ++row) CHECK(set->contains(row) == some.contains(row));
            plain.push_back(some);
            common.add(set);
        }
        std::vector<std::uint32_t> expected;
        for (auto row = plain.front().rbegin(); row != plain.front().rend(); ++row) {
            if (std::all_of(plain.begin(), plain.end(), [&](const auto& set) { return set.contains(*row); })) {
                expected.push_back(*row);
            }
        }
        std::vector<std::uint32_t> found;
        const std::size_t enough = static_cast<std::size_t>(random.between(1, 1100));
        common.newest_first([&](std::uint32_t row) {
            found.push_back(row);
            return found.size() < enough;
        });
        CHECK(common.at_most(enough) == (expected.size() <= enough));
        if (expected.size() > enough) expected.resize(enough);
        CHECK(found == expected);
    });
}
