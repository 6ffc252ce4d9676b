// The background exchange: one thread per open, joined file, and what the window shows of it.
//
//     Exporter exporter(store, environment, credential);
//     EPIC_TRY(exporter.start());
//     pill.draw(exporter.status());
//
// It exchanges at once, every minute, shortly after a local change, when the network comes back, and on request; after
// a failure it waits longer each time. It never asks anything and never interrupts work: what a person must know is in
// `status().problem`, and what they can do about it in plain_words.hpp.
// Threads: every member from any thread. Ownership: store and environment must outlive the Exporter; destroy it
// before the store is locked.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "storage/intl/intl.hpp"
#include "storage/store/store.hpp"
#include "storage/sync/credential.hpp"
#include "storage/sync/interruption.hpp"

namespace epic::sync {

enum class SyncState : std::uint8_t {
    not_joined, // this file has no server
    connecting,
    sending,
    receiving,
    up_to_date,
    offline,   // will be tried again by itself
    needs_you, // `problem` says what a person must do
};
// "not_joined", "connecting", …: the `state` of the command line.
std::string_view sync_state_name(SyncState state);

struct SyncStatus {
    SyncState state = SyncState::not_joined;
    std::int64_t pending = 0; // operations not acknowledged yet
    std::int64_t conflicts = 0;
    std::int64_t returned = 0;
    std::uint64_t done = 0; // of `total`, while receiving: records of the first synchronisation, or numbers of the log
    std::uint64_t total = 0;
    bool first = false;                     // the first synchronisation has not come to its end
    std::optional<Instant> last_exchange{}; // the last one that went through
    std::optional<Instant> next_try{};
    std::optional<Error> problem{};
    bool revoked = false;
    // The farewell is done and the slot erased: lock and close the file. Nothing is exchanged any more.
    bool access_ended = false;
    // The server has another password or e-mail for this person: ask for it and call CentralAccounts::renew.
    bool password_needed = false;
};

// One person's changes that wait for something that is not the network.
struct Waiting {
    Id author{};
    std::string name;
    std::int64_t operations = 0; // of theirs: they leave in their own session
    std::int64_t held = 0;       // of the person signed in, that build on them
};

// Of everyone who used this file but the person signed in. Needs no server.
Result<std::vector<Waiting>> waiting_for(store::Store& store);
// Why, and for whom.
Message sentence_of(const Waiting& waiting);

// What one exchange did: the answer of `sync --once`.
struct ExchangeReport {
    std::int64_t pushed = 0;
    std::int64_t pulled = 0;
    std::int64_t pending = 0;
    std::int64_t conflicts = 0;
    std::int64_t returned = 0;
    std::uint64_t head = 0;
    SyncState state = SyncState::up_to_date;
    std::optional<Error> problem{};
    bool access_ended = false; // as in SyncStatus
    std::vector<Waiting> waiting{};
};

// An exchange that has come to its end. One that moved nothing and ended as the one before is counted with it.
struct PastExchange {
    Instant first{}; // when it ended, and when the last of `times` did
    Instant last{};
    std::int64_t times = 1;
    std::int64_t pushed = 0;
    std::int64_t pulled = 0;
    SyncState state = SyncState::up_to_date;
    std::optional<Error> problem{};
};

struct ExchangeProgress {
    SyncState state = SyncState::connecting;
    std::uint64_t done = 0; // as in SyncStatus
    std::uint64_t total = 0;
    bool first = false;
    bool useful = false; // of a first synchronisation: what a person looks at first is there
};

// One whole exchange on the calling thread, which it blocks. An unreachable server is not a failure of this
// function but a report with its problem; not_ours: the file never joined. `go_on` is asked before each step; when it
// says no, the exchange ends there and nothing that was done is lost; `interruption` ends a step, too.
Result<ExchangeReport> exchange_once(store::Store& store, const intl::Environment& environment,
                                     const Credential& credential,
                                     const std::function<bool(const ExchangeProgress&)>& go_on = {},
                                     Interruption* interruption = nullptr);

class Exporter {
public:
    Exporter(store::Store& store, const intl::Environment& environment, Credential credential);
    ~Exporter(); // stops
    Exporter(const Exporter&) = delete;
    Exporter& operator=(const Exporter&) = delete;

    // Does nothing on a file that never joined: the status says so. Failures: those of the file.
    Result<> start();
    void stop();
    void sync_now();
    // From whoever watches the network (the Exporter does so itself on Linux): while the server could not be reached
    // the next exchange begins at once.
    void network_returned();
    // After a change of the own password, or of the join file.
    void use(Credential credential);
    SyncStatus status() const;
    // How many exchanges have come to their end, and what the last one did.
    std::uint64_t exchanges() const;
    ExchangeReport last_report() const;
    // Since start(), the newest last, the last hundred. Not in the file: it would be written every minute for nothing.
    std::vector<PastExchange> past() const;
    // Called on the exporter's thread when the status has changed: set a flag, wake the drawing thread.
    using Subscription = std::shared_ptr<const std::function<void()>>;
    [[nodiscard]] Subscription subscribe(std::function<void()> callback);

private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

} // namespace epic::sync
