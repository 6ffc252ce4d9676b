#include <catch2/catch_test_macros.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/bench/support/measure.hpp"
#include "tests/bench/support/report.hpp"
#include "tests/support/places.hpp"

namespace epic::bench {
namespace {

Options options_of(std::vector<std::string> arguments) {
    std::vector<char*> pointers;
    arguments.insert(arguments.begin(), "bench");
    for (std::string& argument : arguments) pointers.push_back(argument.data());
    return read_options(static_cast<int>(pointers.size()), pointers.data());
}

} // namespace

TEST_CASE("The median is the middle value, or the mean of the two in the middle") {
    CHECK(median({3}) == 3);
    CHECK(median({9, 1, 2}) == 2);
    CHECK(median({4, 1, 2, 100}) == 3);
}

TEST_CASE("A ratio is the median of the rounds' ratios and not the ratio of the medians") {
    // The second round was five times as slow for both.
    const Series series{{{{10, 1}, {60, 6}, {14, 1}}, {{10, 2}, {50, 10}, {7, 2}}}};
    CHECK(series.wall_ms(0) == 14);
    CHECK(series.wall_ratio(0, 1) == 1.2);
    CHECK(series.cpu_ratio(1, 0) == 2);
}

TEST_CASE("Contestants take turns, and another one begins each round") {
    std::string order;
    std::vector<Contestant> contestants;
    for (const char name : {'a', 'b', 'c'}) {
        contestants.push_back({std::string(1, name), [&order, name] {
                                   order += name;
                                   return Sample{};
                               }});
    }
    const Series series = alternate(contestants, 4, [&](std::size_t done) { order += std::to_string(done); });
    CHECK(order == "abc1bca2cab3abc4");
    CHECK(series.samples.size() == 3);
    CHECK(series.samples[2].size() == 4);
}

TEST_CASE("A stopwatch counts the processor time of this process") {
    const Sample sample = measure([] {
        volatile unsigned sum = 0;
        for (unsigned i = 0; i < 1'000'000; ++i) sum = sum + i;
    });
    CHECK(sample.wall_ms > 0);
    CHECK(sample.cpu_ms > 0);
}

TEST_CASE("A table is aligned for people, and has its own forms for READMEs and spreadsheets") {
    Table table({"what", "ms"});
    table.add({"é", "≤ 1"});
    table.add({"longer", "12.5"});
    CHECK(table.text() == "what      ms\né        ≤ 1\nlonger  12.5\n");
    CHECK(table.markdown() == "| what | ms |\n|---|---:|\n| é | ≤ 1 |\n| longer | 12.5 |\n");
    CHECK(table.tsv() == "what\tms\né\t≤ 1\nlonger\t12.5\n");
}

TEST_CASE("Milliseconds keep three figures") {
    CHECK(milliseconds(0.1234) == "0.123");
    CHECK(milliseconds(1.234) == "1.23");
    CHECK(milliseconds(12.34) == "12.3");
    CHECK(milliseconds(1234.5) == "1234");
}

TEST_CASE("A bench takes a size, a folder, files for its results and names of workloads") {
    const test::TemporaryFolder folder;
    const Options all = options_of({"--folder", folder.path().string()});
    CHECK(all.size == Size::full);
    CHECK(all.wants("scan"));
    const Options some = options_of({"--quick", "scan", "--tsv", "t.tsv", "--folder", folder.path().string()});
    CHECK(some.pick(1, 2, 3) == 2);
    CHECK(some.wants("scan"));
    CHECK_FALSE(some.wants("bulk"));
    CHECK(some.tsv == "t.tsv");
    CHECK_THROWS_AS(options_of({"--fast"}), std::runtime_error);
    CHECK_THROWS_AS(options_of({"--tsv"}), std::runtime_error);
    CHECK_THROWS_AS(options_of({"--folder", (folder / "none").string()}), std::runtime_error);
}

} // namespace epic::bench
