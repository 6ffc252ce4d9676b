// One encrypted file, opened by one person: reads, the one write path, drafts, passwords.
//
//     auto store = EPIC_TRY(Store::open(path, {email, password}, intl::system_environment()));
//     Page page = EPIC_TRY(store->list({.entity = Entity::contract, .filters = {Filter::contract_not_signed}}));
//     Written written = EPIC_TRY(store->execute(SignContract{contract, {}}));
//
// Result values: every failure a person may meet is an Error with a sentence: those of the vault
// (sign_in_refused, not_ours, newer_version, damaged, in_use, disk_full, read_only), those of the planner
// (invalid_value, not_allowed, not_found, conflict_with_state), must_change_password.
//
// Threads: every member function may be called from any thread at any time, except the destructor.
// Reads run side by side, each on a connection of its own and on one committed state; a write takes the
// single writing connection and waits for the write before it (the exchange applies in slices of a few
// milliseconds, so nobody waits long). No call ever needs another thread to go on.
// Ownership: the environment must outlive the store.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/commands/command.hpp"
#include "core/commands/plan.hpp"
#include "core/model/calendar.hpp"
#include "core/model/dashboard.hpp"
#include "core/model/digest.hpp"
#include "core/model/query.hpp"
#include "core/model/search.hpp"
#include "core/rules/rules.hpp"
#include "storage/intl/intl.hpp"
#include "storage/store/account_server.hpp"
#include "storage/store/verification.hpp"
#include "storage/vault/vault.hpp"

namespace epic::store {

// As typed: the store normalises the e-mail and brings the password into NFC.
struct SignIn {
    std::string email;
    std::string password;
};

// The first person of a new file: an active member of gestion.
struct Founder {
    std::string full_name;
    std::string email;
    std::string password;
    std::string phone{};
    Language language = Language::french;
};

// Who is signed in, as their own record says it now.
struct Session {
    Actor actor;
    std::string full_name;
    std::string email;
    Language language = Language::french;
    bool must_change_password = false;
    bool known = true; // false on a file that joined a server until their record has arrived
};

struct Written {
    Id record{};
    std::vector<Id> operations; // none: what was asked for was already so
    Id group{};
    std::vector<Warning> warnings;
};

// What a write or a pull has changed. Entities is a mask: bit i is Entity i.
struct Changed {
    std::uint64_t version = 0;
    std::uint32_t entities = 0;
    bool exchange = false; // pending counts, conflicts, the returned tray
};

struct PendingCounts {
    std::int64_t operations = 0; // not yet acknowledged by the server, of everyone
    std::int64_t conflicts = 0;  // open
    std::int64_t returned = 0;   // in the tray of the person signed in
};

// A point in the journal. Whoever shows a record for editing notes it before reading the record and gives
// it back with the command: a change that arrived in between is then met as a conflict, not overwritten.
struct Seen {
    std::int64_t sequence = 0;
};

// Which of the two values of a question stands from now on.
enum class Keep : std::uint8_t { mine, theirs };

class Bulk;
class Database;
class Exchange;

inline constexpr std::string_view access_ended_rule = "access_ended"; // of a sign-in that was refused

class Store {
public:
    // A new file. conflict_with_state: there is something at `path` already.
    static Result<std::unique_ptr<Store>> create(const std::string& path, const Founder& founder,
                                                 const intl::Environment& environment, const vault::KdfLimits& limits);
    // A new file for someone whom a server knows: empty until the exchange fills it (see exchange.hpp).
    static Result<std::unique_ptr<Store>> create_to_join(const std::string& path, const SignIn& who,
                                                         const Id& collaborator, const intl::Environment& environment,
                                                         const vault::KdfLimits& limits);
    // Blocks for the key derivation, about half a second. sign_in_refused also for a collaborator who was
    // deactivated, with `access_ended_rule`.
    static Result<std::unique_ptr<Store>> open(const std::string& path, const SignIn& who,
                                               const intl::Environment& environment);
    // For the farewell alone (storage/sync/farewell.hpp): lets in who does not work here any more, on a file that
    // joined a server. conflict_with_state: they do, or the file never joined.
    static Result<std::unique_ptr<Store>> open_to_leave(const std::string& path, const SignIn& who,
                                                        const intl::Environment& environment);
    // When a password is lost: the file's recovery key gives the active person `who` names a slot with the password
    // that `who` gives, and signs them in. invalid_value (a mistyped key, saying where), sign_in_refused (not this
    // file's key; a closed account), not_found. On a file that joined a server their account there keeps its
    // password: management resets that one too. Derives keys several times.
    static Result<std::unique_ptr<Store>> recover(const std::string& path, std::string_view recovery_key,
                                                  const SignIn& who, const intl::Environment& environment);
    // Another data key for the file at `path`, which nobody may have open; see vault::Vault::rekey. Management only.
    // Closed accounts whose work has all left do not come along.
    static Result<vault::RekeyOutcome> rekey(const std::string& path, const SignIn& who,
                                             const intl::Environment& environment,
                                             const std::function<bool(const vault::RekeyProgress&)>& go_on);
    ~Store();
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    std::string path() const;
    Id file_id() const;
    Session session() const;
    // The e-mail that opened this file, and the name of the account at the server: the record's may have changed since.
    std::string login() const;
    // Wipes the keys and ends every call in progress with sign_in_refused. What remains is to destroy the store.
    void lock();

    // ---- reading ----

    Result<RecordView> find(Entity entity, const Id& id) const; // not_found
    // `stale` is asked now and then on this thread: once it says yes the answer is cancelled.
    Result<Page> list(const ListQuery& query, const std::function<bool()>& stale = {}) const;
    // Reads what finds any text that is typed into this list within milliseconds, beside everything else; up to seconds
    // of reading with a million records, once. Until something was prepared, every list is asked by SQL.
    Result<> prepare(const ListQuery& query, const std::function<bool()>& stale = {}) const;
    bool is_prepared(const ListQuery& query) const;
    // The first rows of it, without knowing how many there are: stops looking once it has `limit` of them.
    Result<std::vector<RecordView>> first(const ListQuery& query) const;
    // Every row of it, one after the other, of one committed state; limit and offset do not matter. Ends at the first
    // error of `visit`, which must not call anything of the Store that writes.
    Result<> for_each(const ListQuery& query, const std::function<Result<>(const RecordView&)>& visit) const;
    // One number per query (limit, offset and sort do not matter), all of one committed state.
    Result<std::vector<std::int64_t>> count(std::span<const ListQuery> queries) const;
    // As one types: the best `limit` records of every entity, withdrawn ones left out. Every word of `text` must begin
    // a word of the record, in any order, case and accents aside; words of five letters or more may hold a typing
    // error. `stale` is asked now and then on this thread: once it says yes the search ends.
    Result<SearchAnswer> search(std::string_view text, std::int64_t limit,
                                const std::function<bool()>& stale = {}) const;
    // Reads what a search comes back to at each key: which rows have frequent words, and what typing errors are looked
    // for in. Seconds with a million records, once; later only what was written since.
    Result<> prepare_search(const std::function<bool()>& stale = {}) const;
    // What Today and the dashboard show; kept with every row, so that no row is read for it.
    Result<Dashboard> dashboard(const DashboardQuery& query) const;
    // What the calendar shows of a span of time. Costs what happens in it, however much there is besides.
    Result<CalendarPage> calendar(const CalendarQuery& query) const;
    // Newest first; the fields of one operation in the order of the form.
    Result<std::vector<HistoryItem>> history(Entity entity, const Id& id, std::int64_t limit = 1000,
                                             std::int64_t offset = 0) const;
    // What others changed on this file since the person signed in last said to have seen it, of `limit` records: the
    // reader's own first, then the latest. Who opens a file for the first time has seen it all.
    Result<Digest> digest(std::int64_t limit = 200) const;
    // Digest::until. What arrives later is told by the next digest.
    Result<> mark_digest_seen(std::int64_t until);
    // The record a person means: a UUID, a contract's number (or provisional number), a collaborator's e-mail.
    // not_found, or invalid_value for a number that two contracts have.
    Result<Id> resolve(Entity entity, std::string_view typed) const;
    Result<PendingCounts> pending_counts() const;
    // "Now" for the person at this computer: what filters such as `today` compare with.
    Moment moment() const;

    // ---- rights ----

    // Nothing when the person signed in may do it. For a creation `record` holds what is known so far (the
    // contract of an event, the client of a contract). `fields` are those the action would set.
    Result<std::optional<Refusal>> may(Action action, const Record& record, const FieldSet& fields) const;
    Result<std::optional<Refusal>> may_change(Entity entity, const Id& id, const FieldSet& fields) const;
    // Which of a record's fields the person signed in may not change, and why not; an empty list: all of them.
    Result<std::vector<std::pair<Field, Refusal>>> locked_fields(Entity entity, const Id& id) const;

    // ---- writing ----

    Seen seen() const;
    // One transaction: judged, applied, journalled with before-images, durable when it returns. On a failure
    // nothing has changed.
    Result<Written> execute(const Command& command, std::optional<Seen> seen = {});
    // Many commands as one action, in one transaction (bulk.hpp): an import. `name` is that of the action in the
    // journal ("import.clients"). When `body` fails, nothing has changed.
    Result<> execute_together(const Id& action, std::string_view name, const std::function<Result<>(Bulk&)>& body);
    // Judges without writing: refusals, errors and warnings before the person confirms.
    Result<Plan> preview(const Command& command) const;

    // ---- undo and redo ----
    // What the person signed in did on this file, in this session or an earlier one, taken back by further commands:
    // they need the right of the inverse and are ordinary operations to the server. An action is a command with all it
    // brought along, or a whole import. conflict_with_state, with the reason: someone else has changed it since, or
    // something depends on it. Passwords are not undone.

    struct Undoable {
        Id action{};
        Message what; // "“Phone” of client Lou Bouzin": set it into words::undo_what
    };
    struct Undone {
        Undoable step;
        Written written;
    };
    // What undo() and redo() would take next; nothing when there is nothing. Whatever a person does anew ends redo.
    Result<std::optional<Undoable>> undoable() const;
    Result<std::optional<Undoable>> redoable() const;
    Result<Undone> undo(); // not_found: nothing to undo
    Result<Undone> redo();
    // Any action of the person signed in by its id, out of order: what execute_together was given, or Written::group.
    // All of it or nothing.
    Result<Undone> undo_import(const Id& import);

    // ---- the inbox: what the exchange asks (Exchange::conflicts, Exchange::returned) ----

    // Answers a question; fields that merge as one are answered together, and every other question about them too.
    // Needs the right to change the field. not_found: it is not open any more. When another value stands afterwards,
    // undo() brings back the one before; the question stays closed.
    Result<Written> settle(const Id& conflict, Keep keep);
    Result<Written> settle(const Id& conflict, const FieldValues& values); // of one's own
    // Tries an edit that came back again, with the rest of its action, as a new command of the person signed in (so
    // management takes over what was handed over). When it is refused again it stays in the tray.
    Result<Written> resend(const Id& returned);
    // From one's own tray into that of the management department. not_found: it is not in one's tray.
    Result<> hand_over(const Id& returned);

    // ---- collaborators' passwords ----
    // On a file that joined a server these need `server` (else `unreachable`); on one that never did it is
    // not used. Key derivation and network block.

    // `command` is an AddRecord of a collaborator; must_change_password = 0 among its values keeps the password.
    Result<Written> add_collaborator(const AddRecord& command, std::string_view initial_password,
                                     AccountServer* server = nullptr);
    Result<Written> reset_password(const Id& collaborator, std::string_view initial_password,
                                   AccountServer* server = nullptr);
    // sign_in_refused when `current` is wrong.
    Result<Written> change_own_password(std::string_view current, std::string_view next,
                                        AccountServer* server = nullptr);
    // The command, and this file's slot. execute() with a DeactivateCollaborator does the same.
    Result<Written> deactivate(const DeactivateCollaborator& command);
    // The person signed in has another password or e-mail at the server than here: chosen elsewhere, or the one-time
    // password of a file that joined. Once the server says that these are theirs, this file's slot follows.
    // sign_in_refused: they are someone else's.
    Result<> renew_access(const SignIn& who, AccountServer& server);
    // The server that this file knows says that this person's access has ended: erases their slot, if they have one,
    // also the last one. Their password then opens nothing here; if they are signed in, lock and close the store
    // afterwards.
    Result<> end_access(const Id& person);
    // Gives a person whom the server knows a slot on this laptop.
    Result<Id> admit(const SignIn& who, AccountServer& server);

    // ---- saved views: each person's own, on this file ----

    // One of the same name is replaced. invalid_value: without a name, or one that is too long.
    Result<> save_view(const SavedView& view);
    // By name, as French readers sort.
    Result<std::vector<SavedView>> saved_views(Entity entity) const;
    Result<SavedView> saved_view(Entity entity, std::string_view name) const; // not_found
    Result<> remove_view(Entity entity, std::string_view name);               // not_found

    // ---- drafts: per person and form, kept through a lock and a crash ----

    struct Draft {
        std::string form; // "client.add", "event.edit:<uuid>": the caller's own key
        std::string text;
        Instant saved_at{};
    };
    Result<> save_draft(std::string_view form, std::string_view text);
    Result<std::optional<Draft>> load_draft(std::string_view form) const;
    Result<> remove_draft(std::string_view form);
    Result<std::vector<Draft>> drafts() const;

    // ---- change notification ----

    // Grows with every commit that changes what lists show. Cheap; compare once per frame.
    std::uint64_t version() const;
    // Called after each such commit, on the thread that committed, with no lock of the store held: set a flag,
    // wake the drawing thread, return. The subscription ends with the returned handle.
    using Subscription = std::shared_ptr<const std::function<void(const Changed&)>>;
    [[nodiscard]] Subscription subscribe(std::function<void(const Changed&)> callback);

    // ---- the file ----

    std::vector<vault::SlotInfo> slots() const;
    // Makes a recovery key, as text to be printed once; the one before opens nothing any more. Management only.
    // Derives a key.
    Result<std::string> renew_recovery_key();
    struct Backup {
        Id file_id{};
        std::int64_t pages = 0;
    };
    // A copy of one moment, sealed, durable and whole when it bears its name; everybody goes on working. It has an id
    // and keys of its own and is another device to the central server. Without `password` everyone opens it as they
    // open this file; with it only who makes it, with that password. conflict_with_state: there is a file at `to`, or
    // `progress` has said to stop; nothing is left behind then.
    Result<Backup> back_up(const std::string& to, const std::optional<std::string>& password = {},
                           const vault::ReadProgress& progress = {});
    // For salvage, should the file's own be lost: to be kept elsewhere, and made anew when a password changes.
    Result<vault::Bytes> header_bytes() const;
    // A number that only grows in the life of a file: one that is smaller than it was means an older copy.
    vault::Generation generation() const;
    // What SQLite, the rules and the history say of the records, the search index and what waits to be sent. The
    // bytes of the file are for examine_file (verification.hpp), while nobody has it open. Writers wait for a moment
    // at the end, while the word index is compared.
    Result<Verification> verify() const;

    // ---- for storage/sync only ----

    Exchange& exchange();

    // ---- for storage/demo only ----

    // From now on the session is that of this active collaborator: a demonstration file is written in the order of
    // time by several people, each judged by their own rights. Only on a file that never joined a server.
    Result<> act_as(const Id& collaborator);

private:
    explicit Store(std::unique_ptr<Database> database);
    static Result<std::unique_ptr<Store>> open_for_anyone(const std::string& path, const SignIn& who,
                                                          const intl::Environment& environment);
    Result<Written> commit(const Command& command, std::optional<Seen> seen);
    Result<Written> settle(const Id& conflict, Keep keep, FieldValues values);
    Result<Undone> step(std::optional<Id> action, bool forward);
    Result<std::optional<Undoable>> next_step(std::string_view file) const;
    // The slot of someone who became active or inactive.
    Result<> settle_access(const Id& person, std::vector<Warning>& warnings);
    std::unique_ptr<Database> database_;
    std::unique_ptr<Exchange> exchange_;
};

} // namespace epic::store
