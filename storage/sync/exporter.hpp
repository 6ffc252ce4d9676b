// The background exchange: one thread per open, joined file, and what the window shows of it.
//
//     Exporter exporter(store, environment, credential);
//     EPIC_TRY(exporter.start());
//     pill.draw(exporter.status());
//
// It exchanges at once, every minute, shortly after a local change, and on request. It never asks anything and
// never interrupts work: what a person must know is in `status().problem`.
// Threads: every member from any thread. Ownership: store and environment must outlive the Exporter; destroy it
// before the store is locked.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "storage/intl/intl.hpp"
#include "storage/store/store.hpp"
#include "storage/sync/credential.hpp"

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
    std::uint64_t done = 0; // of `total`, while receiving: numbers of the server's log
    std::uint64_t total = 0;
    std::optional<Instant> last_exchange{}; // the last one that went through
    std::optional<Instant> next_try{};
    std::optional<Error> problem{};
    bool revoked = false;
    // The farewell is done and the slot erased: lock and close the file. Nothing is exchanged any more.
    bool access_ended = false;
    // The server has another password or e-mail for this person: ask for it and call CentralAccounts::renew.
    bool password_needed = false;
};

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
};

// One whole exchange on the calling thread, which it blocks. An unreachable server is not a failure of this
// function but a report with its problem; not_ours: the file never joined.
Result<ExchangeReport> exchange_once(store::Store& store, const intl::Environment& environment,
                                     const Credential& credential);

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
    // After a change of the own password.
    void use(Credential credential);
    SyncStatus status() const;
    // Called on the exporter's thread when the status has changed: set a flag, wake the drawing thread.
    using Subscription = std::shared_ptr<const std::function<void()>>;
    [[nodiscard]] Subscription subscribe(std::function<void()> callback);

private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

} // namespace epic::sync
