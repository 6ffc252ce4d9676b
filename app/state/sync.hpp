// The exchange with the office's server, as a person sees it: what it is doing, what waits, what was exchanged, whether
// both sides hold the same, and how this computer reaches it.
//
// Threads: plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/state/seams.hpp"
#include "core/base/error.hpp"
#include "core/base/id.hpp"
#include "core/model/field.hpp"
#include "core/words/message.hpp"

namespace epic::app {

enum class SyncPhase : std::uint8_t { no_server, offline, waiting, syncing, up_to_date, needs_you };

// Exchanges that came to their end; `times` that moved nothing are one.
struct ExchangeNote {
    Instant first{};
    Instant last{};
    std::int64_t times = 1;
    std::int64_t sent = 0;
    std::int64_t received = 0;
    Message problem; // empty: it went through
};

struct SyncStatus {
    SyncPhase phase = SyncPhase::no_server;
    std::int64_t pending = 0;
    std::int64_t conflicts = 0;
    std::int64_t returned = 0;
    std::optional<int> percent; // while much is received
    std::optional<Instant> last_exchange;
    std::optional<Instant> next_try;
    Message problem; // empty when all is well
    Message what_to_do;
    bool password_needed = false;        // the server has another password or e-mail for this person
    std::vector<ExchangeNote> exchanges; // since the file was opened, the newest last
    // The connection.
    std::string servers; // host:port, …
    std::string database;
    std::string server_id;
    std::string certificate; // SHA-256 of the authority's, in pairs of digits
    std::string login;       // the e-mail
    std::string account;     // its name at the server
    std::string device_name;
    std::string device_id;
    std::uint64_t head = 0;
};

// Why an operation has not left.
enum class WaitsFor : std::uint8_t { exchange, answer, its_author, another };

// An edit that waits: one operation.
struct PendingEdit {
    Entity entity{};
    Id record{};
    std::string record_name;
    bool record_there = false; // its page can be opened
    std::string command;       // "contract.sign"
    std::vector<Field> fields; // that it changes, but for what only goes along
    std::string author;
    bool own = false;
    Instant at{};
    WaitsFor waits_for{};
    std::string behind; // another: whose changes have to leave first

    // Formatted.
    std::string what; // "Phone, Company"
    std::string who;  // "you, 2 min ago"
    std::string why;
};

inline constexpr std::size_t pending_shown_max = 100;

struct PendingState {
    bool loaded = false;
    std::int64_t total = 0;
    std::vector<PendingEdit> edits; // the oldest, pending_shown_max at most
};

// Writes the formatted part again. `phase` and `password_needed` say what an edit that may leave waits for.
void format(PendingEdit& edit, const SyncStatus& sync, Language language, const Seams& seams, Instant now);

struct CheckedTable {
    Entity entity{};
    std::int64_t here = 0;
    std::int64_t at_server = 0;
    bool same = false;
};

// What a comparison of both sides found.
struct CheckResult {
    Instant at{};
    bool match = false; // before anything was fetched again
    std::vector<CheckedTable> tables;
    std::int64_t fetched_again = 0;
    std::int64_t only_here = 0;
};

enum class CheckStep : std::uint8_t { exchanging, comparing, mending };

struct CheckState {
    std::uint64_t ticket = 0; // of the check that runs; 0: none
    bool stopping = false;
    CheckStep step{};
    std::uint64_t done = 0, total = 0; // total 0: not known
    std::optional<CheckResult> last;   // since the file was opened
    std::optional<Error> error;        // of the last try
};

} // namespace epic::app
