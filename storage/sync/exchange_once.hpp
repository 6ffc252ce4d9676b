// One exchange from beginning to end, on the calling thread, and what came of it.
// Threads: any; of one store one at a time, the others wait for their turn.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
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

// One person's changes that wait for something that is not the network.
struct Waiting {
    Id author{};
    std::string name;
    std::int64_t operations = 0; // of theirs: they leave in their own session
    std::int64_t held = 0;       // of the person signed in, that build on them
    // The server has told this file that they work here no more: an exchange hands over what they left.
    bool departed = false;
};

// Of everyone who used this file but the person signed in, and of those whose access has ended also what came back to
// them. Needs no server.
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

} // namespace epic::sync
