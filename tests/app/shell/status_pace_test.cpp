// Which states of the exchange the window is told of, counted.
#include "app/shell/status_pace.hpp"

#include <catch2/catch_test_macros.hpp>

#include "storage/sync/sync_words.hpp"

namespace epic::test {
namespace {

using app::SyncPhase;
using app::SyncStatus;
using shell::StatusPace;
using namespace std::chrono_literals;

SyncStatus at(SyncPhase phase, std::int64_t exchanged_ms = 1'000) {
    SyncStatus status;
    status.phase = phase;
    status.last_exchange = Instant{exchanged_ms};
    return status;
}

struct Told {
    StatusPace pace;
    StatusPace::Time now{};
    int times = 0;

    bool tell(const SyncStatus& status) {
        const bool told = pace.tells(status, now);
        times += told ? 1 : 0;
        return told;
    }
};

} // namespace

TEST_CASE("An exchange that brings nothing is told once, at its end") {
    Told told;
    CHECK(told.tell(at(SyncPhase::up_to_date)));
    // Every step publishes: connecting, greeting, fetching, keeping, handing over.
    for (int step = 0; step < 6; ++step) {
        told.now += 10ms;
        CHECK_FALSE(told.tell(at(SyncPhase::syncing)));
    }
    CHECK(told.pace.due());
    told.now += 10ms;
    CHECK(told.tell(at(SyncPhase::up_to_date, 61'000)));
    CHECK_FALSE(told.pace.due());
    // Asked again by whoever wants to know, it is the same.
    CHECK_FALSE(told.tell(at(SyncPhase::up_to_date, 61'000)));
    CHECK(told.times == 2);
}

TEST_CASE("An exchange that takes long is told, also when it says nothing more by itself") {
    Told told;
    told.tell(at(SyncPhase::up_to_date));
    CHECK_FALSE(told.tell(at(SyncPhase::syncing)));
    REQUIRE(told.pace.due());
    told.now = *told.pace.due();
    CHECK(told.tell(at(SyncPhase::syncing)));
    CHECK_FALSE(told.pace.due());
    SyncStatus receiving = at(SyncPhase::syncing);
    receiving.percent = 40;
    CHECK(told.tell(receiving));
    CHECK(told.tell(at(SyncPhase::offline)));
}

TEST_CASE("What a person should read is told at once, and so is the first state of a file") {
    Told told;
    CHECK(told.tell(at(SyncPhase::syncing)));
    CHECK(told.tell(at(SyncPhase::up_to_date)));
    SyncStatus waiting = at(SyncPhase::syncing);
    waiting.pending = 1;
    CHECK(told.tell(waiting));
    CHECK(told.tell(at(SyncPhase::up_to_date)));
    SyncStatus slow = at(SyncPhase::syncing);
    slow.problem = Message(sync::words::server_slow);
    CHECK(told.tell(slow));
    told.pace.forget();
    CHECK(told.tell(slow));
    SyncStatus noted = slow;
    noted.exchanges.push_back({Instant{1}, Instant{2}, 1, 0, 3, {}});
    CHECK(told.tell(noted));
    noted.exchanges.back().times = 2;
    CHECK(told.tell(noted));
}

} // namespace epic::test
