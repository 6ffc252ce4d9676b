// The protocol's documents: what a laptop sends and what the procedures answer (README.md gives the form).
//
// Reading never trusts: anything that is not as described is `server_refused`, with the reason in details.
// Threads: plain values and pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "core/merge/operation.hpp"
#include "storage/store/exchange.hpp"
#include "storage/sync/remote.hpp"

namespace epic::sync {

// Who asks. Every request carries it.
struct Envelope {
    std::string server_id;           // empty only before the first hello
    Id device{};                     // nil: only asks whose account this is
    std::uint64_t server_schema = 0; // as hello told it, for what an older server does not read; 0: not asked yet
};

struct HelloRequest {
    Envelope envelope{};
    std::string fence{};
    std::uint64_t cursor = 0;
    std::string chain{};
    std::string device_name{};
    bool sends = false; // a batch will follow: the server may make ready for it
};

enum class History : std::uint8_t { same, behind, different };
enum class Standing : std::uint8_t { none, new_device, known, unheard, clone, retired, unknown };

struct HelloAnswer {
    std::string server_id;
    std::uint64_t schema = 0; // the server's
    std::uint64_t epoch = 0;
    std::uint64_t head = 0;
    std::uint64_t log_from = 0; // the log begins after this number
    std::string chain;
    History history = History::same;
    Standing device = Standing::known;
    std::string fence; // empty when none is given
    Instant now{};
    Id collaborator{};
    bool revoked = false;
    bool moved = false; // the person has another account by now: their e-mail has changed
    bool open = true;   // false while a restored server waits for gestion
    bool one_time_password = false;
    std::size_t bytes_max = 1'000'000; // of one request, as the server takes it
    bool upkeep = false;               // retention is due, and this person may see to it
};

std::string hello_document(const HelloRequest& request);
Result<HelloAnswer> read_hello(std::string_view text);

// How often the notes of an operation were merged and sent again.
using MergeRounds = std::vector<std::pair<Id, int>>;

std::string push_document(const Envelope& envelope, std::string_view fence, const Id& batch,
                          std::span<const Operation> operations, bool with_authors, const MergeRounds& rounds = {});

// What a person leaves behind whose access has ended: what was never sent, and what came back to them and why.
// `of`: somebody else whose access has ended, and who left it in a file that both used. From this version on a server
// takes it, and their farewell.
inline constexpr std::uint64_t schema_of_departed = 4;
std::string hand_over_document(const Envelope& envelope, std::span<const store::ReturnedItem> items,
                               const std::optional<Id>& of = {});
std::string farewell_document(const Envelope& envelope, const std::optional<Id>& of = {});
// What management asks for: documents after a number; and what it has taken itself.
std::string handed_over_document(const Envelope& envelope, std::uint64_t after, std::span<const Id> taken);
// The operations of such a document, as they came back to `author` (nothing: as the document names them). Operations
// that this program does not know are left out.
Result<std::vector<store::ReturnedItem>> read_handed_over(std::string_view document, const std::optional<Id>& author);
// With nothing but who asks.
std::string plain_document(const Envelope& envelope);
// About another device.
std::string target_document(const Envelope& envelope, const Id& target);
std::string digests_document(const Envelope& envelope, Entity entity, std::string_view part);

// sync_rows: these records as the server has them now; what it does not have is left out.
Result<std::vector<store::BootstrapRow>> fetch_rows(Remote& remote, const Envelope& envelope, Entity entity,
                                                    std::span<const Id> ids);

enum class OperationState : std::uint8_t {
    applied,
    known, // was in the log already: what became of it, the log tells
    refused,
    merge,
    deferred,
};
enum class FieldOutcome : std::uint8_t { agreed, won, lost, question, amended, merge };

struct FieldAnswer {
    Field field{};
    FieldOutcome outcome{};
    std::uint64_t number = 0; // of the value that was met
    Value value{};            // that value
};

struct OperationAnswer {
    Id id{};
    OperationState state{};
    std::uint64_t number = 0;
    std::string code;
    std::string rule;
    std::string field;
    std::vector<FieldAnswer> fields;
};

struct PushAnswer {
    Id batch{};
    std::string fence;
    std::uint64_t epoch = 0;
    std::string chain;
    std::string seal;
    Instant now{};
    std::vector<OperationAnswer> operations;
};

// `sent` are the operations of the batch: field names belong to their entities.
Result<PushAnswer> read_push(std::string_view text, std::span<const Operation> sent);

struct PullAnswer {
    std::uint64_t from = 0;
    std::uint64_t to = 0;
    std::uint64_t head = 0;
    std::string chain; // of the log at `to`
};

std::string pull_document(const Envelope& envelope, std::uint64_t after, std::uint32_t operations_max);
Result<PullAnswer> read_pull(std::string_view text);

// One row of the log, and what it says beside the operation itself.
struct LogLine {
    store::LogEntry entry;
    std::vector<store::ConflictEntry> conflicts;
    std::optional<store::ContractNumber> contract_number;
};

Result<LogLine> read_log_row(RowView row);
// Of a row that cannot be read as a whole.
std::optional<std::uint64_t> number_of_log_row(RowView row);
// [[unit, outcome, theirs_number, base, mine, theirs], …] about the operation that `line` already holds.
Result<> read_conflicts(std::string_view text, LogLine& line);

// The id of a conflict: the same on every laptop, without the server having to issue one.
Id conflict_id(const Id& operation, Field field);

} // namespace epic::sync
