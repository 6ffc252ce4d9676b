// Decides what the exchange does next. No I/O, no clock, no threads: facts come in, one action goes out.
//
// The runner (exporter.cpp; a simulation) performs the action and reports what happened, until the action is
// `rest`. The order of one exchange: connect, say hello, send what waits batch by batch, fetch the log to its
// head, disconnect, rest. A device that turned out to be a copy fetches before it sends. A file without the company's
// records, or one whose device was retired while it was away, asks for them page by page before that.
// The queue never stands without a reason: `status().problem` says why nothing moves, from the first failure.
//
// Source: SYNC.md, "Rules that the best systems learned the hard way". Threads: confined to one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <variant>

#include "core/base/instant.hpp"
#include "core/base/result.hpp"
#include "storage/sync/remote.hpp"
#include "storage/sync/wire.hpp"

namespace epic::sync {

struct EngineSettings {
    std::size_t hosts = 1;
    std::int64_t interval_ms = 60'000; // between exchanges when nothing happens
    std::int64_t retry_ms_min = 1'000; // after a failure: doubled each time, with jitter
    std::int64_t retry_ms_max = 60'000;
    std::int64_t lag_ms_max = 180'000;    // a replica that lags longer is taken for a server that was restored
    int retries_max = 5;                  // of one call on one connection, after a deadlock
    int older_pages_max = 20;             // of old history in one exchange: what people change now must not wait for it
    std::size_t operations_max = 500;     // in one batch
    std::int64_t first_host_ms = 300'000; // then the first server is tried again before the one that stood in for it
};

enum class Step : std::uint8_t {
    rest,        // until `until`, or until something wakes
    connect,     // to `host`, as the person signed in
    greet,       // hello
    new_device,  // this file is a copy: take a new device id
    begin_anew,  // this device was retired: the same, and the records are fetched page by page again
    page,        // the next page of the first synchronisation
    keep_page,   // store it
    prepare,     // freeze the next batch, or find the one that is frozen
    send,        // the frozen batch
    settle,      // store the answer to it
    fetch,       // the log after the cursor
    keep,        // store what was fetched
    fetch_older, // the log from before this file joined, whose history it still lacks
    keep_older,
    hand_over,  // what was given to management goes to the server, and what others gave comes to management
    split,      // the batch fails by its size or form: thaw it, and take half as much from now on
    set_aside,  // what is left of it cannot be taken: back to its author, with the reason
    disconnect, // and rest
};

struct Action {
    Step step = Step::rest;
    std::size_t host = 0;
    Instant until{};
    std::size_t operations_max = 500;
};

// ---- what the runner reports ----
struct Woken {}; // time has come, a local change, a request, the network
struct Connected {};
struct Greeted {
    HelloAnswer answer;
    bool known_server = true;
    bool wants_pages = false;  // the first synchronisation has not come to its end
    bool others_batch = false; // a batch is frozen that is not of the person signed in
    bool new_epoch = false;    // the server was restored since this file heard of it last
    bool place_gone = false;   // the log begins after the place up to which this file has it
};
struct Renewed {}; // a new device id is stored
struct Paged {};
struct PageKept {
    bool more = false;
};
struct Prepared {
    bool any = false;
};
struct Sent {};
struct Settled {
    bool known = false; // some are further on in the log, sent by a copy of this file: it is heard before more is sent
};
struct Fetched {};
struct Kept {
    bool more = false;
    bool older = false;     // history from before the file joined is still to come
    bool hand_over = false; // there is something to hand over, or the person signed in is management
};
struct HandedOver {};
struct OlderKept {
    bool more = false;
};
struct Split {
    bool possible = true;
};
struct SetAside {};
struct Disconnected {};
struct RemoteFailed {
    RemoteFailure failure;
};
struct LocalFailed {
    Error error;
}; // the file, or an answer that cannot be understood

using Event = std::variant<Woken, Connected, Greeted, Renewed, Paged, PageKept, Prepared, Sent, Settled, Fetched, Kept,
                           HandedOver, OlderKept, Split, SetAside, Disconnected, RemoteFailed, LocalFailed>;

enum class Activity : std::uint8_t { resting, connecting, sending, receiving };

struct EngineStatus {
    Activity activity = Activity::resting;
    bool up_to_date = false; // the last exchange went through
    bool needs_you = false;  // nothing will change until a person does something
    bool restored = false;   // the server was restored from a backup, or looks like it: storage/sync/restored.hpp
    bool revoked = false;    // the known server says that this person has no access any more
    std::optional<Error> problem{};
    int failures = 0; // in a row
};

class Engine {
public:
    Engine(EngineSettings settings, std::uint64_t seed);

    // `now` is this laptop's clock; only differences are used.
    Action on(const Event& event, Instant now);
    const EngineStatus& status() const { return status_; }

private:
    Action act(Step step);
    Action greeted(const Greeted& greeted, Instant now);
    Action go_older(Instant now);
    Action went_through(Instant now);
    Action renew(Step step, Instant now);
    Action split(bool of_content);
    Action behind(Instant now);
    Action failed(const RemoteFailure& failure, Instant now);
    Action stop(Error problem, Instant now, bool needs_you);
    Action rest(Instant now, std::int64_t ms);
    std::int64_t back_off();

    EngineSettings settings_;
    std::mt19937_64 random_;
    EngineStatus status_;
    Step step_ = Step::rest;
    std::size_t host_ = 0;
    std::size_t hosts_tried_ = 0;
    Instant left_first_host_{};
    std::size_t operations_max_ = 500;
    int retries_ = 0;
    bool fetch_first_ = false;
    bool older_ = false;
    int older_pages_ = 0;     // of this exchange
    bool of_content_ = false; // what made the batch fail lies in the batch, so that waiting would not help
    // Each once in one exchange: a server that calls every device a copy is not obeyed for ever.
    bool renewed_ = false;
    bool begun_anew_ = false;
    bool stopping_ = false;
    Instant rest_until_{};
    std::optional<Instant> behind_since_{};
};

} // namespace epic::sync
