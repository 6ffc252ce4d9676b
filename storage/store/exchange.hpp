// The store's side of the exchange with the central server: what is to be sent, and what came back.
// Decides nothing about network or protocol: storage/sync does.
//
// Local state = what the server confirmed + the pending operations on top. A field under a pending operation
// has its confirmed value in a shadow; a pull changes the shadow, an answer settles the field.
//
// Every `apply` is one transaction, whole or not at all, and may be repeated: an entry already known changes nothing.
// An acknowledgement is durable (synchronous FULL) when it returns. What the server gives again (pages, the log, kept
// batches) does not wait for the disk: a power cut may take back the last of it, with the place where it ended. The
// caller cuts what is long into slices at group borders.
//
// Failures: those of the file (disk_full, damaged, …), and `server_refused` for answers and pages that cannot be (an
// unknown entity, a value of the wrong type): refused whole, nothing changed. A line of the log that cannot be is set
// aside with a note, and the others are taken.
// Threads: any thread; one caller at a time does the exchanging (not checked, only useful).
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/merge/hybrid_clock.hpp"
#include "core/merge/operation.hpp"
#include "core/model/query.hpp"

namespace epic::store {

class Database;

// What an operation stands on that was only heard from the log, where it met something, and that a restored server has
// lost: no version, and it is not known what its author saw.
inline constexpr std::uint64_t unseen_number = 999'999'999'999'999'998;

// What this copy of the file knows about its server. Texts that are the protocol's business are opaque here.
struct ExchangeState {
    Id device{};             // of this copy of the file
    bool joined = false;     // a file that never joined issues its own contract numbers
    std::string server_id{}; // empty until joined
    std::string invitation{};
    std::uint64_t epoch = 0;
    std::string fence{};              // the last one the server gave; empty before the first exchange
    std::uint64_t cursor = 0;         // the log is applied up to and with this number
    std::string chain_hash{};         // of the log at the cursor
    std::int64_t clock_offset_ms = 0; // server's clock minus this one's
    std::optional<Instant> last_exchange{};
    bool bootstrapped = false;            // the first pages have all arrived
    std::string bootstrap{};              // where they stand, for sync to resume
    std::uint64_t history_cursor = 0;     // the history from before this file joined is here up to this number
    std::uint64_t history_end = 0;        // and all of it from this one on
    std::uint64_t handed_over_cursor = 0; // of the documents for management, as the server numbers them
};

struct FrozenBatch {
    Id id{};
    std::string hash{};
    std::string fence{}; // the fence it was frozen under
    Id author{};
    std::string document{}; // the exact bytes that are sent
    std::vector<Id> operations{};
};

enum class Verdict : std::uint8_t { applied, merged, conflict, refused };

// What stands in a field after the server has judged, and since which number.
struct FieldResult {
    Field field{};
    Value value{};
    std::uint64_t number = 0;
};

struct ConflictEntry {
    Id id{};
    Entity entity{};
    Id record{};
    Field field{};
    Id operation{}; // whose value did not simply apply ("mine", for its author)
    Id author{};    // of that operation
    Value base{};
    Value mine{};
    Value theirs{};
    Id theirs_author{};
    std::uint64_t number = 0; // that recorded it
};

struct Outcome {
    Id operation{};
    Verdict verdict = Verdict::applied;
    std::uint64_t number = 0; // of the operation in the log; 0 when refused
    // It has been in the log, at a place that this file has passed or that the log no longer holds: what it met is not
    // told, and what this file has as confirmed stands.
    bool passed = false;
    // Fields whose standing value is not simply the operation's own under `number`.
    std::vector<FieldResult> results{};
    std::vector<ConflictEntry> conflicts{};
    // Refused: as the server says it, already made fit to be shown.
    std::string code{};
    std::string rule{};
    std::string text{};
};

struct ContractNumber {
    Id contract{};
    std::string number{};
};

struct Acknowledgement {
    Id batch{};
    std::string fence{}; // the new one; empty keeps the present one
    std::string seal{};  // of the server, kept with the operations until the log tells of them
    std::vector<Outcome> outcomes{};
    std::vector<ContractNumber> contract_numbers{};
};

// One line of the server's log: an operation and what stood after it.
struct LogEntry {
    std::uint64_t number = 0;
    Operation operation{};
    Verdict verdict = Verdict::applied;
    // For fields whose value after the operation is not the operation's own; the rest are `changes[].after`.
    std::vector<FieldResult> results{};
};

struct Pulled {
    std::vector<LogEntry> entries{}; // ascending, groups whole
    std::uint64_t cursor = 0;
    std::string chain_hash{};
    std::vector<ConflictEntry> conflicts{};
    // By which line; a question that was recorded after it stays. That happens behind a restored server: what settled a
    // question may come back before the operation that it was about.
    struct ClosedConflict {
        Id id{};
        std::uint64_t number = 0;
    };
    std::vector<ClosedConflict> conflicts_closed{};
    std::vector<ContractNumber> contract_numbers{};
    // Lines that could not even be read. They are noted, and do not keep the others from being taken.
    struct SetAside {
        std::uint64_t number = 0;
        std::string reason{}; // for engineers
    };
    std::vector<SetAside> set_aside{};
    std::string program{}; // whose reading this is: another one tries again what was set aside
};

// One record of the first synchronisation, with the number of each field that changed since creation.
struct BootstrapRow {
    Record record{};
    std::uint64_t created_number = 0;
    struct FieldNumber {
        Field field{};
        std::uint64_t number = 0;
    };
    std::vector<FieldNumber> numbers{};
};

struct ReturnedItem {
    Id id{}; // of the operation
    Operation operation{};
    std::string code{};
    std::string rule{};
    std::string text{};
    Instant at{};
    bool handed_over = false; // to management, by its author
};

struct OpenConflict {
    ConflictEntry entry{};
    std::string record_name{};
    std::string author_name{};
    std::string theirs_author_name{};
    Value now{}; // what stands
};

// Who has operations waiting, and how many.
struct WaitingAuthor {
    Id author{};
    std::int64_t operations = 0;
    Instant oldest{};
};

// Operations of one person that build on another's, who has not sent theirs.
struct HeldBack {
    Id behind{};
    std::int64_t operations = 0;
};

// An operation that waits here.
struct QueuedOperation {
    Operation operation{};
    std::string record_name{};
    std::string author_name{};
    bool sent = false;          // in the frozen batch: its answer has not come
    std::optional<Id> behind{}; // whose operations have to leave first
    std::string behind_name{};
};

// A batch of the server's log as it gave it; the document is what it is returned as.
struct KeptBatch {
    std::uint64_t last_number = 0;
    std::string chain{};
    std::string document{};
};

// Whether a slice lets others go first.
enum class Patience : std::uint8_t { whole, gives_way };

class Exchange {
public:
    explicit Exchange(Database& database) : database_(database) {}

    // One exchange at a time: whoever exchanges holds this from its first step to its last. Two at once would share
    // one fence, and the server would take the second for a copy of the file. Waits while another is under way.
    [[nodiscard]] std::unique_lock<std::mutex> turn() { return std::unique_lock(turn_); }
    // Does not wait: owns nothing while another is under way.
    [[nodiscard]] std::unique_lock<std::mutex> try_turn() { return std::unique_lock(turn_, std::try_to_lock); }

    // ---- identity ----
    Result<ExchangeState> state() const;
    // Sets server, invitation and fence and marks the file as joined, if it was not. Everything journalled
    // so far becomes pending, so that the first exchange carries it; local contract numbers become
    // provisional (the server issues its own).
    Result<> join(const std::string& server_id, std::uint64_t epoch, const std::string& invitation);
    Result<> set_invitation(const std::string& invitation);
    // A copied or restored file: a new device, no fence; operations stay.
    Result<> become_new_device(const Id& device);
    Result<> set_fence(const std::string& fence);
    Result<> set_clock(std::int64_t offset_ms, HybridTime seen);
    Result<> note_exchange(Instant at);
    // Opaque, sealed by the vault to one person: their central credential.
    Result<> save_credential(const Id& collaborator, const std::vector<std::uint8_t>& sealed);
    Result<std::vector<std::uint8_t>> load_credential(const Id& collaborator) const; // not_found

    // ---- sending ----
    Result<std::vector<WaitingAuthor>> waiting() const;
    // What pending() leaves out of this author's, by whose operations have to leave first.
    Result<std::vector<HeldBack>> held_back(const Id& author) const;
    // Whole groups of `author`, oldest first, at most about `operations_max` (a first group that is larger
    // comes alone). Leaves out groups that build on another author's pending operation.
    Result<std::vector<Operation>> pending(const Id& author, std::size_t operations_max) const;
    // The same for all authors together, in one order: how `central install` fills a new server.
    Result<std::vector<Operation>> pending_of_everyone(std::size_t operations_max) const;
    Result<std::optional<FrozenBatch>> frozen() const;
    // in_use when a batch is frozen already.
    Result<> freeze(const FrozenBatch& batch);
    // The server has never seen it: its operations are pending again.
    Result<> thaw(const Id& batch);
    // A pending operation's value after a merge with the server's (notes by line), which it was merged with and from
    // now on stands on. The row shows it. Edits on top of it then build on what it stood on before: they have not seen
    // what was merged in. not_found when the operation is not pending.
    Result<> amend(const Id& operation, const Value& value, const FieldResult& met);
    // Settles the batch: results, conflicts, refusals into the tray, fence, numbers. A refused operation takes
    // its group back, and what builds on its record: the row shows the confirmed values again. An operation
    // without an outcome is pending again, unchanged.
    Result<> apply(const Acknowledgement& acknowledgement);

    // ---- receiving ----
    // What is taken here may be a long slice while nobody else writes: with Patience::gives_way it is taken back as
    // soon as somebody waits to write, and fails with `cancelled`.
    Result<> apply(const Pulled& pulled, Patience patience = Patience::whole);
    // Confirmed rows, written as they are; fields with pending operations keep them on top.
    // On a file that has been away too long what differs from before is journalled as a change by nobody known.
    Result<> apply_bootstrap(const std::vector<BootstrapRow>& rows, const std::string& progress,
                             const std::vector<ConflictEntry>& conflicts = {}, Patience patience = Patience::whole);
    // The pages are wanted once more, from the first; rows and operations stay. What was asked is asked again only when
    // the pages ask it: who was away has not heard what was chosen meanwhile.
    Result<> begin_bootstrap();
    Result<> finish_bootstrap(std::uint64_t cursor, const std::string& chain_hash);
    // Lines of the log from before the file joined: history alone, no row changes.
    Result<> apply_history(const Pulled& pulled, Patience patience = Patience::whole);
    // How many lines of the log were set aside.
    Result<std::int64_t> lines_set_aside() const;
    // The first of those that another program than this one set aside, at most `limit`.
    Result<std::vector<std::uint64_t>> lines_of_others(const std::string& program, std::size_t limit) const;
    // It has been read again by this program: no longer set aside, unless this one has done so anew.
    Result<> take_line_up(std::uint64_t number, const std::string& program);

    // ---- what a person sees of it ----
    // All that waits, whoever wrote it, oldest first; at most `operations_max`. Reads the whole queue where several
    // people's operations wait.
    Result<std::vector<QueuedOperation>> queue(std::size_t operations_max) const;
    Result<std::vector<OpenConflict>> conflicts() const;
    // In the tray of this person: their own edits; for management also those that others handed over. Answering is the
    // Store's business (settle, resend, hand_over).
    Result<std::vector<ReturnedItem>> returned(const Id& person) const;
    // What stays readable in its record's history only. conflict_with_state: a creation, whose text would be lost.
    Result<> dismiss_returned(const Id& operation);
    // What was handed over on this file and the server has not been told, and that it now has.
    Result<std::vector<ReturnedItem>> handed_over() const;
    Result<> note_handed_over(const Id& operation);
    // On management's laptops: what others handed over elsewhere joins the tray; what a colleague has taken on leaves
    // it.
    Result<> take_handed_over(const std::vector<ReturnedItem>& items, const std::vector<Id>& taken,
                              std::uint64_t cursor);
    // What management has taken on or put aside on this file, for its colleagues to know.
    Result<std::vector<Id>> handed_over_done() const;
    Result<Operation> operation(const Id& id) const; // not_found

    // ---- proof ----
    // Every record that the server has confirmed, as it confirmed it (without what is pending on top), of one committed
    // state; of one entity or of all. Gives the cursor of that state. `visit` must not call the Store; once it says no,
    // the rest is left out and the failure is `cancelled`.
    Result<std::uint64_t> for_each_confirmed(std::optional<Entity> only,
                                             const std::function<bool(const Record&)>& visit) const;
    // Rows that the server says are different, whatever numbers this file has for them; what is pending stays on top.
    Result<> repair(const std::vector<BootstrapRow>& rows);

    // ---- a server that was restored from a backup ----
    // Keeps these, and of all the newest `kept_max`.
    Result<> keep_batches(const std::vector<KeptBatch>& batches, std::size_t kept_max);
    Result<std::vector<KeptBatch>> kept_batches(std::uint64_t after) const; // ascending
    Result<std::vector<std::pair<std::uint64_t, std::string>>> kept_chains() const;
    // The server has nothing after `common` any more: every operation after it, whoever's, waits to be sent again by
    // its author, on top of what stood before; the log is fetched from there. No row is removed. Gives the records
    // concerned, whose confirmed values are to be fetched (repair).
    Result<std::vector<std::pair<Entity, Id>>> go_back(std::uint64_t common, const std::string& chain);
    // They are fetched, but for those that the server does not have: what waits stands on the values that the server
    // has, where its author saw the same. Only now has this file heard of the epoch.
    Result<> resume(std::uint64_t common, std::uint64_t epoch, const std::set<Id>& missing);

    // ---- the end of someone's access ----
    // People other than who is signed in, of whom the server has confirmed that they work here no more: of `slots`, who
    // has one in this file, and whoever left something here.
    Result<std::vector<Id>> departed(const std::vector<Id>& slots) const;
    // What this person leaves behind here: all that waits to be sent (without a code), and what is in their tray.
    Result<std::vector<ReturnedItem>> left_behind(const Id& author) const;
    // The server has it. What waited is taken back here, with `text` as the reason, and with what builds on it; it is
    // in the tray of management from now on. A record whose creation waits here, and that came with a page because a
    // copy of this file had sent it, stays as the server has it.
    Result<> note_left_behind(const Id& author, const std::string& text);

private:
    Database& database_;
    std::mutex turn_;
};

} // namespace epic::store
