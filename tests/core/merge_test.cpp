// Notes merged by line, and the clock that orders edits.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "core/merge/hybrid_clock.hpp"
#include "core/merge/lines.hpp"
#include "tests/support/random.hpp"

using namespace epic;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::size_t first = 0;
    if (text.empty()) return lines;
    for (;;) {
        const auto end = text.find('\n', first);
        lines.push_back(text.substr(first, end == std::string::npos ? end : end - first));
        if (end == std::string::npos) return lines;
        first = end + 1;
    }
}

std::string join(const std::vector<std::string>& lines) {
    std::string text;
    for (std::size_t i = 0; i < lines.size(); ++i) text += (i == 0 ? "" : "\n") + lines[i];
    return text;
}

std::vector<std::string> random_lines(test::Random& random, int most) {
    std::vector<std::string> lines(static_cast<std::size_t>(random.between(1, most)));
    for (auto& line : lines) line = std::string(1, static_cast<char>(random.between('a', 'e')));
    return lines;
}

std::vector<std::string> edited(test::Random& random, std::vector<std::string> lines, const std::string& tag) {
    for (std::int64_t n = random.between(0, 3); n > 0; --n) {
        const auto at = lines.begin() + random.between(0, static_cast<std::int64_t>(lines.size()));
        switch (random.between(0, 2)) {
            case 0: lines.insert(at, tag + std::to_string(random.between(0, 99))); break;
            case 1:
                if (at != lines.end() && lines.size() > 1) lines.erase(at);
                break;
            default:
                if (at != lines.end()) *at = tag + std::to_string(random.between(0, 99));
        }
    }
    return lines;
}

} // namespace

TEST_CASE("Additions at different places are both kept") {
    CHECK(merge_lines("un\ndeux\ntrois", "zéro\nun\ndeux\ntrois", "un\ndeux\ntrois\nquatre") ==
          "zéro\nun\ndeux\ntrois\nquatre");
}

TEST_CASE("Two additions at one place are both kept, the server's first") {
    CHECK(merge_lines("un", "un\nserveur", "un\nportable") == "un\nserveur\nportable");
    CHECK(merge_lines("", "serveur", "portable") == "serveur\nportable");
}

TEST_CASE("One line changed in two ways has no merge") {
    CHECK_FALSE(merge_lines("un\ndeux\ntrois", "un\nDEUX\ntrois", "un\nzwei\ntrois"));
    CHECK_FALSE(merge_lines("un\ndeux", "un", "un\nzwei"));
}

TEST_CASE("The same change on both sides is one change") {
    CHECK(merge_lines("un\ndeux", "un\nDEUX", "un\nDEUX") == "un\nDEUX");
    CHECK(merge_lines("un\ndeux\ntrois", "un\ntrois", "un\ntrois\nquatre") == "un\ntrois\nquatre");
}

TEST_CASE("A side that did not change gives way whole") {
    test::for_each_seed(500, [](test::Random& random) {
        const auto base = random_lines(random, 12);
        const auto other = edited(random, base, "x");
        CHECK(merge_lines(join(base), join(base), join(other)) == join(other));
        CHECK(merge_lines(join(base), join(other), join(base)) == join(other));
    });
}

TEST_CASE("No added line is ever lost by a merge that succeeds") {
    int merged_count = 0;
    test::for_each_seed(2000, [&](test::Random& random) {
        const auto base = random_lines(random, 12);
        const auto theirs = edited(random, base, "t");
        const auto mine = edited(random, base, "m");
        const auto merged = merge_lines(join(base), join(theirs), join(mine));
        if (!merged) return;
        ++merged_count;
        const auto result = lines_of(*merged);
        for (const auto* side : {&theirs, &mine}) {
            for (const std::string& line : *side) {
                if (line.size() > 1) CHECK(std::find(result.begin(), result.end(), line) != result.end());
            }
        }
    });
    CHECK(merged_count > 200);
}

TEST_CASE("Without knowing what both had in common, every line of both stays") {
    CHECK(merge_lines("", "mine") == "mine");
    CHECK(merge_lines("theirs", "mine") == "theirs\nmine");
    CHECK(merge_lines("both\ntheirs", "both\nmine") == "both\ntheirs\nmine");
    test::for_each_seed(2000, [](test::Random& random) {
        const auto theirs = random_lines(random, 6);
        const auto mine = random_lines(random, 6);
        const auto merged = merge_lines(join(theirs), join(mine));
        REQUIRE(merged);
        const auto all = lines_of(*merged);
        for (const std::string& line : all) {
            const auto times = [&](const auto& lines) { return std::count(lines.begin(), lines.end(), line); };
            REQUIRE(times(all) >= std::max(times(theirs), times(mine)));
        }
        REQUIRE(all.size() >= std::max(theirs.size(), mine.size()));
        for (const auto& side : {theirs, mine}) {
            for (const std::string& line : side) REQUIRE(std::find(all.begin(), all.end(), line) != all.end());
        }
    });
}

TEST_CASE("Stamps grow, follow what was seen, and do not follow a clock that runs far ahead") {
    HybridClock clock;
    const Instant now{1'795'000'000'000};
    const HybridTime first = clock.next(now);
    const HybridTime second = clock.next(now);
    CHECK(second > first);
    CHECK(clock.next(Instant{now.unix_ms - 60'000}) > second);
    clock.see(HybridTime::at(Instant{now.unix_ms + 30'000}), now);
    CHECK(clock.next(now) > HybridTime::at(Instant{now.unix_ms + 30'000}));
    clock.see(HybridTime::at(Instant{now.unix_ms + 86'400'000}), now);
    CHECK(clock.last() <= HybridTime::at(Instant{now.unix_ms + stamp_ahead_ms_max}));
}
