#include "app/shell/attempts.hpp"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/places.hpp"

namespace epic::test {
namespace {

using shell::Attempts;
using shell::pause_after_failures_ms;

const Id one = Id::make_v7(1'700'000'000'000, std::array<std::uint8_t, 10>{1});
const Id other = Id::make_v7(1'700'000'000'000, std::array<std::uint8_t, 10>{2});
constexpr Instant noon{1'800'000'000'000};

Instant after_ms(std::int64_t ms) {
    return {noon.unix_ms + ms};
}

} // namespace

TEST_CASE("the pause after wrong passwords is none for the first three, then doubles up to half a minute") {
    CHECK(pause_after_failures_ms(0) == 0);
    CHECK(pause_after_failures_ms(2) == 0);
    std::int64_t before = 0;
    for (std::int64_t failures = 3; failures < 100; ++failures) {
        const std::int64_t pause = pause_after_failures_ms(failures);
        CHECK(pause >= before);
        CHECK(pause <= 30'000);
        before = pause;
    }
    CHECK(pause_after_failures_ms(3) == 1'000);
    CHECK(pause_after_failures_ms(5) == 4'000);
    CHECK(before == 30'000);
}

TEST_CASE("failures are remembered for each file, across programs, until someone signs in") {
    const TemporaryFolder folder;
    for (int i = 0; i < 5; ++i) Attempts(folder / "state").note_failure(one, noon);
    const Attempts later(folder / "state");
    CHECK(later.pause_ms(one, noon) == 4'000);
    CHECK(later.pause_ms(one, after_ms(1'500)) == 2'500);
    CHECK(later.pause_ms(one, after_ms(4'000)) == 0);
    CHECK(later.pause_ms(other, noon) == 0);
    Attempts(folder / "state").forget(one);
    CHECK(later.pause_ms(one, noon) == 0);
}

TEST_CASE("a clock set back makes the pause no longer, and a day forgets") {
    const TemporaryFolder folder;
    Attempts attempts(folder.path());
    for (int i = 0; i < 4; ++i) attempts.note_failure(one, noon);
    CHECK(attempts.pause_ms(one, after_ms(-3'600'000)) == 2'000);
    CHECK(attempts.pause_ms(one, after_ms(25 * 3'600'000)) == 0);
    attempts.note_failure(one, after_ms(25 * 3'600'000));
    CHECK(attempts.pause_ms(one, after_ms(25 * 3'600'000)) == 0);
}

TEST_CASE("what stands in the attempts file and is none of ours is passed over, and the file stays small") {
    const TemporaryFolder folder;
    write_file(folder / "attempts", "nonsense 3 4\n" + one.text() + " -1 5\n\xff\xfe");
    Attempts attempts(folder.path());
    CHECK(attempts.pause_ms(one, noon) == 0);
    for (std::uint8_t i = 0; i < 200; ++i) {
        attempts.note_failure(Id::make_v7(i, std::array<std::uint8_t, 10>{i}), noon);
    }
    CHECK(read_file(folder / "attempts").size() < 50 * 80);
    Attempts nowhere("/proc/nowhere");
    nowhere.note_failure(one, noon);
    CHECK(nowhere.pause_ms(one, noon) == 0);
}

} // namespace epic::test
