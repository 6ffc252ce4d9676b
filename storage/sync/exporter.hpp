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

#include "storage/sync/exchange_once.hpp"

namespace epic::sync {

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
