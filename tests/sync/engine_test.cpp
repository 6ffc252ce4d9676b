// The engine alone: facts in, actions out, no network and no file.
#include "storage/sync/engine.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <deque>
#include <tuple>

#include "tests/support/random.hpp"

using namespace epic;
using namespace epic::sync;

namespace {

constexpr Instant begin{1'000'000};

Greeted hello(Standing device = Standing::known, History history = History::same) {
    HelloAnswer answer;
    answer.device = device;
    answer.history = history;
    return Greeted{answer, true};
}

RemoteFailed failure(RemoteFault fault, unsigned number = 0) {
    return RemoteFailed{{fault, number, {}}};
}

// Plays the events one after the other and gives the steps that the engine asked for.
std::vector<Step> play(Engine& engine, std::initializer_list<Event> events) {
    std::vector<Step> steps;
    for (const Event& event : events) steps.push_back(engine.on(event, begin).step);
    return steps;
}

using Steps = std::vector<Step>;

} // namespace

TEST_CASE("what a copy of this file has sent already is settled by the log, before more is sent") {
    Engine engine({}, 1);
    CHECK(play(engine, {Woken{}, Connected{}, hello(), Prepared{true}, Sent{}, Settled{.known = true}, Fetched{},
                        Kept{false}}) == std::vector<Step>{Step::connect, Step::greet, Step::prepare, Step::send,
                                                           Step::settle, Step::fetch, Step::keep, Step::prepare});
}

TEST_CASE("an exchange greets, sends all that waits, fetches to the head, and rests") {
    Engine engine({}, 1);
    CHECK(play(engine, {Woken{}, Connected{}, hello(), Prepared{true}, Sent{}, Settled{}, Prepared{true}, Sent{},
                        Settled{}, Prepared{false}, Fetched{}, Kept{true}, Fetched{}, Kept{false}, Disconnected{}}) ==
          Steps{Step::connect, Step::greet, Step::prepare, Step::send, Step::settle, Step::prepare, Step::send,
                Step::settle, Step::prepare, Step::fetch, Step::keep, Step::fetch, Step::keep, Step::disconnect,
                Step::rest});
    CHECK(engine.status().up_to_date);
    CHECK_FALSE(engine.status().problem);
}

TEST_CASE("a copy of the file takes a new device and fetches before it sends") {
    Engine engine({}, 1);
    CHECK(play(engine, {Woken{}, Connected{}, hello(Standing::clone), Renewed{}, hello(Standing::new_device), Fetched{},
                        Kept{false}, Prepared{true}, Sent{}, Settled{}, Prepared{false}, Fetched{}, Kept{false}}) ==
          Steps{Step::connect, Step::greet, Step::new_device, Step::greet, Step::fetch, Step::keep, Step::prepare,
                Step::send, Step::settle, Step::prepare, Step::fetch, Step::keep, Step::disconnect});
}

TEST_CASE("a server that calls every device a copy is not obeyed for ever") {
    Engine engine({}, 1);
    const Steps steps = play(engine, {Woken{}, Connected{}, hello(Standing::clone), Renewed{}, hello(Standing::clone)});
    CHECK(steps.back() == Step::disconnect);
    CHECK(engine.status().needs_you);
}

TEST_CASE("a file without the company's records asks for them page by page, then for the log, then sends") {
    Engine engine({}, 1);
    Greeted first = hello(Standing::new_device);
    first.wants_pages = true;
    CHECK(play(engine, {Woken{}, Connected{}, first, Paged{}, PageKept{true}, Paged{}, PageKept{false}, Fetched{},
                        Kept{false}, Prepared{false}, Fetched{}, Kept{false}}) ==
          Steps{Step::connect, Step::greet, Step::page, Step::keep_page, Step::page, Step::keep_page, Step::fetch,
                Step::keep, Step::prepare, Step::fetch, Step::keep, Step::disconnect});
    CHECK(engine.status().up_to_date);
}

TEST_CASE("a device that was retired begins anew, wherever its place in the log was, and keeps its queue") {
    for (const History history : {History::same, History::different}) {
        Engine engine({}, 1);
        Greeted retired = hello(Standing::retired, history);
        retired.place_gone = history == History::different;
        Greeted again = hello(Standing::new_device);
        again.wants_pages = true;
        CHECK(play(engine, {Woken{}, Connected{}, retired, Renewed{}, again, Paged{}, PageKept{false}, Fetched{},
                            Kept{false}, Prepared{true}}) == Steps{Step::connect, Step::greet, Step::begin_anew,
                                                                   Step::greet, Step::page, Step::keep_page,
                                                                   Step::fetch, Step::keep, Step::prepare, Step::send});
    }
}

// It came back by pages, and went on believing acknowledged what the restore had lost.
TEST_CASE("a device that was retired waits for a server that was restored and has not said so") {
    for (const History history : {History::behind, History::different}) {
        Engine engine({}, 1);
        CHECK(play(engine, {Woken{}, Connected{}, hello(Standing::retired, history)}).back() == Step::disconnect);
    }
}

TEST_CASE("an old copy of a file, whose place in the log is gone, begins anew before it sends") {
    Greeted again = hello(Standing::new_device);
    again.wants_pages = true;
    for (const Standing standing : {Standing::clone, Standing::known, Standing::unheard, Standing::new_device}) {
        Engine engine({}, 1);
        Greeted old = hello(standing);
        old.place_gone = true;
        CHECK(play(engine,
                   {Woken{}, Connected{}, old, Renewed{}, again, Paged{}, PageKept{false}, Fetched{}, Kept{false}}) ==
              Steps{Step::connect, Step::greet, Step::begin_anew, Step::greet, Step::page, Step::keep_page, Step::fetch,
                    Step::keep, Step::prepare});
    }
    // Shortened after hello, and the file was a copy besides: it said that the server refuses.
    Engine engine({}, 1);
    const RemoteFailed compacted = failure(RemoteFault::refused, 31'015);
    CHECK(play(engine, {Woken{}, Connected{}, hello(Standing::clone), Renewed{}, hello(Standing::new_device), compacted,
                        Renewed{}, again, Paged{}}) == Steps{Step::connect, Step::greet, Step::new_device, Step::greet,
                                                             Step::fetch, Step::begin_anew, Step::greet, Step::page,
                                                             Step::keep_page});
    CHECK_FALSE(engine.status().problem);
}

TEST_CASE("an answer to somebody else's batch that was lost keeps nobody waiting") {
    Engine engine({}, 1);
    Greeted shared = hello(Standing::unheard);
    shared.others_batch = true;
    CHECK(play(engine, {Woken{}, Connected{}, shared, Renewed{}, hello(Standing::new_device)}) ==
          Steps{Step::connect, Step::greet, Step::new_device, Step::greet, Step::fetch});
    Engine own({}, 1);
    CHECK(play(own, {Woken{}, Connected{}, hello(Standing::unheard)}).back() == Step::prepare);
}

TEST_CASE("what is for management is exchanged when all the rest is") {
    Engine engine({}, 1);
    CHECK(play(engine, {Woken{}, Connected{}, hello(), Prepared{false}, Fetched{}, Kept{true, false, false}, Fetched{},
                        Kept{false, false, true}, HandedOver{}, Disconnected{}}) ==
          Steps{Step::connect, Step::greet, Step::prepare, Step::fetch, Step::keep, Step::fetch, Step::keep,
                Step::hand_over, Step::disconnect, Step::rest});
    CHECK(engine.status().up_to_date);
}

TEST_CASE("history from before the file joined comes last, and lets newer things in between") {
    Engine engine({.older_pages_max = 2}, 1);
    CHECK(play(engine, {Woken{}, Connected{}, hello(), Prepared{false}, Fetched{}, Kept{false, true, true},
                        HandedOver{}, Fetched{}, OlderKept{true}, Fetched{}, OlderKept{true}}) ==
          Steps{Step::connect, Step::greet, Step::prepare, Step::fetch, Step::keep, Step::hand_over, Step::fetch_older,
                Step::keep_older, Step::fetch_older, Step::keep_older, Step::disconnect});
    CHECK(engine.status().up_to_date);
    CHECK(engine.on(Disconnected{}, begin).until.unix_ms == begin.unix_ms + 1'000); // and goes on soon
    play(engine, {Woken{}, Connected{}, hello(), Prepared{false}, Fetched{}, Kept{false, true, false}});
    // A log that does not go back that far any more is no failure.
    CHECK(engine.on(failure(RemoteFault::refused, 31'012), begin).step == Step::disconnect);
    CHECK(engine.status().up_to_date);
    CHECK(engine.on(Disconnected{}, begin).until.unix_ms == begin.unix_ms + 60'000);
}

TEST_CASE("a value that the server cannot take is set aside, and the rest is sent") {
    Engine engine({.operations_max = 2}, 1);
    play(engine, {Woken{}, Connected{}, hello(), Prepared{true}});
    CHECK(engine.on(failure(RemoteFault::server, 1406), begin).step == Step::split);
    CHECK(engine.on(Split{true}, begin).operations_max == 1);
    CHECK(engine.on(Prepared{true}, begin).step == Step::send);
    CHECK(engine.on(failure(RemoteFault::server, 1406), begin).step == Step::split);
    CHECK(engine.on(Split{false}, begin).step == Step::set_aside);
    const Action next = engine.on(SetAside{}, begin);
    CHECK(next.step == Step::prepare);
    CHECK(next.operations_max == 2);
    CHECK_FALSE(engine.status().problem);
}

TEST_CASE("a server that is ill does not empty the queue into the tray") {
    Engine engine({.operations_max = 1}, 1);
    play(engine, {Woken{}, Connected{}, hello(), Prepared{true}});
    CHECK(engine.on(failure(RemoteFault::server, 1021), begin).step == Step::disconnect); // its disk is full
    CHECK(engine.status().problem);
}

TEST_CASE("laptops that lost the same server come back all over the time, not together") {
    std::vector<std::int64_t> waits;
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        Engine engine({}, seed);
        Action action{};
        for (int i = 0; i < 8; ++i) {
            engine.on(Woken{}, begin);
            engine.on(failure(RemoteFault::unreachable), begin);
            action = engine.on(Disconnected{}, begin);
        }
        waits.push_back(action.until.unix_ms - begin.unix_ms);
    }
    std::sort(waits.begin(), waits.end());
    CHECK(waits.front() >= 1'000);
    CHECK(waits.back() <= 60'000);
    for (std::size_t tenth = 1; tenth < 10; ++tenth) { // in every tenth of the minute some
        const std::int64_t from = 1'000 + 59'000 / 10 * static_cast<std::int64_t>(tenth - 1);
        const auto in = std::count_if(waits.begin(), waits.end(),
                                      [&](std::int64_t wait) { return wait >= from && wait < from + 5'900; });
        CHECK(in > 10);
    }
}

TEST_CASE("a restored server is not written to, and its laptops are not called copies") {
    for (const History history : {History::behind, History::different}) {
        Engine engine({}, 1);
        const Steps steps = play(engine, {Woken{}, Connected{}, hello(Standing::clone, history)});
        CHECK(steps.back() == Step::disconnect);
        // A copy that lags is waited for.
        CHECK_FALSE(engine.status().needs_you);
        CHECK(engine.status().problem->message.msg.id == std::string_view("server_lags"));
        engine.on(Disconnected{}, begin);
        const Instant later{begin.unix_ms + 180'000};
        engine.on(Woken{}, later);
        engine.on(Connected{}, later);
        CHECK(engine.on(hello(Standing::clone, history), later).step == Step::disconnect);
        CHECK(engine.status().needs_you);
        CHECK(engine.status().problem->message.msg.id == std::string_view("server_restored"));
        CHECK_FALSE(engine.status().restored);
    }
}

TEST_CASE("a copy that has caught up is not remembered as one that lagged") {
    Engine engine({}, 1);
    std::ignore =
        play(engine, {Woken{}, Connected{}, hello(Standing::unknown, History::behind), Disconnected{}, Woken{},
                      Connected{}, hello(), Prepared{false}, Fetched{}, Kept{false}, Disconnected{}});
    const Instant later{begin.unix_ms + 1'000'000};
    engine.on(Woken{}, later);
    engine.on(Connected{}, later);
    engine.on(hello(Standing::unknown, History::behind), later);
    CHECK_FALSE(engine.status().needs_you);
}

TEST_CASE("a server of a newer epoch is gone back to, whatever it says of the history") {
    Engine engine({}, 1);
    Greeted greeted = hello();
    greeted.new_epoch = true;
    CHECK(play(engine, {Woken{}, Connected{}, greeted}).back() == Step::disconnect);
    CHECK(engine.status().restored);
}

TEST_CASE("a lost connection goes on with the next server, and then waits longer each time") {
    Engine engine({.hosts = 3}, 7);
    CHECK(engine.on(Woken{}, begin).host == 0);
    CHECK(engine.on(failure(RemoteFault::unreachable, 2002), begin).host == 1);
    CHECK(engine.on(Connected{}, begin).step == Step::greet);
    CHECK(engine.on(failure(RemoteFault::lost, 2026), begin).host == 2);
    CHECK(engine.on(failure(RemoteFault::unreachable, 2002), begin).step == Step::disconnect);
    CHECK_FALSE(engine.status().needs_you);
    CHECK(engine.status().problem->code == ErrorCode::unreachable);
    std::int64_t longest = 0;
    for (int round = 0; round < 12; ++round) {
        const Action rest = engine.on(Disconnected{}, begin);
        CHECK(rest.step == Step::rest);
        const std::int64_t wait = rest.until.unix_ms - begin.unix_ms;
        CHECK(wait >= 1'000);
        CHECK(wait <= 60'000);
        longest = std::max(longest, wait);
        engine.on(Woken{}, begin);
        for (int host = 0; host < 3; ++host) engine.on(failure(RemoteFault::unreachable), begin);
    }
    CHECK(longest >= 30'000);
}

TEST_CASE("the first server is come back to, so that all laptops write to the same one") {
    Engine engine({.hosts = 3}, 1);
    engine.on(Woken{}, begin);
    CHECK(engine.on(failure(RemoteFault::unreachable), begin).host == 1);
    play(engine, {Connected{}, hello(), Prepared{false}, Fetched{}, Kept{false}, Disconnected{}});
    CHECK(engine.on(Woken{}, Instant{begin.unix_ms + 60'000}).host == 1);
    play(engine, {Connected{}, hello(), Prepared{false}, Fetched{}, Kept{false}, Disconnected{}});
    CHECK(engine.on(Woken{}, Instant{begin.unix_ms + 300'000}).host == 0);
}

TEST_CASE("a deadlock is tried again on the same connection, but not for ever") {
    Engine engine({}, 1);
    play(engine, {Woken{}, Connected{}, hello(), Prepared{true}});
    for (int i = 0; i < 5; ++i) CHECK(engine.on(failure(RemoteFault::retry, 1213), begin).step == Step::send);
    CHECK(engine.on(failure(RemoteFault::retry, 1213), begin).step == Step::disconnect);
}

TEST_CASE("a batch that the server cannot take is halved until one operation is left") {
    Engine engine({}, 1);
    play(engine, {Woken{}, Connected{}, hello(), Prepared{true}});
    CHECK(engine.on(failure(RemoteFault::too_large, 1153), begin).step == Step::split);
    const Action again = engine.on(Split{true}, begin);
    CHECK(again.step == Step::prepare);
    CHECK(again.operations_max == 250);
    play(engine, {Prepared{true}});
    CHECK(engine.on(failure(RemoteFault::refused, 31'004), begin).step == Step::split);
    // The one that is left goes to its author's tray.
    CHECK(engine.on(Split{false}, begin).step == Step::set_aside);
}

TEST_CASE("a wrong password, a foreign certificate and a full disk wait for a person, with a reason") {
    const Event events[] = {failure(RemoteFault::account_refused, 1045), failure(RemoteFault::certificate, 2026),
                            LocalFailed{Error{.code = ErrorCode::disk_full, .message = {}}}};
    for (const Event& event : events) {
        Engine engine({}, 1);
        engine.on(Woken{}, begin);
        CHECK(engine.on(event, begin).step == Step::disconnect);
        CHECK(engine.status().needs_you);
        CHECK_FALSE(engine.status().revoked);
        CHECK(engine.status().problem);
    }
}

TEST_CASE("only the known server's word means revoked") {
    Engine engine({}, 1);
    HelloAnswer answer;
    answer.revoked = true;
    play(engine, {Woken{}, Connected{}, Greeted{answer, false}});
    CHECK_FALSE(engine.status().revoked);
    play(engine, {Disconnected{}, Woken{}, Connected{}, Greeted{answer, true}});
    CHECK(engine.status().revoked);
}

TEST_CASE("whatever happens, an exchange comes to rest, and never without a reason when it failed") {
    test::for_each_seed(300, [](test::Random& random) {
        Engine engine({.hosts = static_cast<std::size_t>(random.between(1, 3))}, random.bits());
        Action action = engine.on(Woken{}, begin);
        int steps = 0;
        while (action.step != Step::rest) {
            REQUIRE(++steps < 2'000);
            Event event = Disconnected{};
            if (action.step != Step::disconnect && random.chance(8)) {
                const std::vector<RemoteFault> faults{RemoteFault::lost,        RemoteFault::retry,
                                                      RemoteFault::unreachable, RemoteFault::server,
                                                      RemoteFault::too_large,   RemoteFault::refused};
                event = failure(random.pick(faults), static_cast<unsigned>(31'000 + random.between(0, 15)));
            } else {
                switch (action.step) {
                    case Step::connect: event = Connected{}; break;
                    case Step::greet: {
                        Greeted greeted = hello(static_cast<Standing>(random.between(1, 6)));
                        greeted.wants_pages = random.chance(20);
                        greeted.others_batch = random.chance(20);
                        event = greeted;
                        break;
                    }
                    case Step::new_device: event = Renewed{}; break;
                    case Step::prepare: event = Prepared{random.chance(60)}; break;
                    case Step::send: event = Sent{}; break;
                    case Step::settle: event = Settled{}; break;
                    case Step::fetch: event = Fetched{}; break;
                    case Step::keep: event = Kept{random.chance(30), random.chance(30), random.chance(30)}; break;
                    case Step::fetch_older: event = Fetched{}; break;
                    case Step::keep_older: event = OlderKept{random.chance(80)}; break;
                    case Step::begin_anew: event = Renewed{}; break;
                    case Step::page: event = Paged{}; break;
                    case Step::keep_page: event = PageKept{random.chance(40)}; break;
                    case Step::hand_over: event = HandedOver{}; break;
                    case Step::set_aside: event = SetAside{}; break;
                    case Step::split: event = Split{random.chance(80)}; break;
                    case Step::disconnect:
                    case Step::rest: break;
                }
            }
            action = engine.on(event, begin);
        }
        CHECK(engine.status().up_to_date != engine.status().problem.has_value());
        CHECK(action.until.unix_ms > begin.unix_ms);
        CHECK(action.until.unix_ms <= begin.unix_ms + 60'000);
    });
}
