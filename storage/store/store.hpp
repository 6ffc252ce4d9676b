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
#include "core/model/query.hpp"
#include "core/rules/rules.hpp"
#include "storage/intl/intl.hpp"
#include "storage/store/account_server.hpp"
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

class Database;
class Exchange;

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
    // deactivated.
    static Result<std::unique_ptr<Store>> open(const std::string& path, const SignIn& who,
                                               const intl::Environment& environment);
    ~Store();
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    std::string path() const;
    Id file_id() const;
    Session session() const;
    // Wipes the keys and ends every call in progress with sign_in_refused. What remains is to destroy the store.
    void lock();

    // ---- reading ----

    Result<RecordView> find(Entity entity, const Id& id) const; // not_found
    Result<Page> list(const ListQuery& query) const;
    // One number per query (limit, offset and sort do not matter), all of one committed state.
    Result<std::vector<std::int64_t>> count(std::span<const ListQuery> queries) const;
    // Newest first; the fields of one operation in the order of the form.
    Result<std::vector<HistoryItem>> history(Entity entity, const Id& id, std::int64_t limit = 1000,
                                             std::int64_t offset = 0) const;
    // The record a person means: a UUID, a contract's number (or provisional number), a collaborator's e-mail.
    // not_found.
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
    // Judges without writing: refusals, errors and warnings before the person confirms.
    Result<Plan> preview(const Command& command) const;

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
    // Gives a person whom the server knows a slot on this laptop.
    Result<Id> admit(const SignIn& who, AccountServer& server);

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
    struct Verification {
        std::int64_t pages = 0;
        std::vector<std::string> damaged; // for engineers; empty: nothing was found
    };
    // Reads every page, checks the tree, the references and the paid amounts.
    Result<Verification> verify() const;

    // ---- for storage/sync only ----

    Exchange& exchange();

    // ---- for storage/demo only ----

    // From now on the session is that of this active collaborator: a demonstration file is written in the order of
    // time by several people, each judged by their own rights. Only on a file that never joined a server.
    Result<> act_as(const Id& collaborator);

private:
    explicit Store(std::unique_ptr<Database> database);
    Result<Written> commit(const Command& command, std::optional<Seen> seen);
    std::unique_ptr<Database> database_;
    std::unique_ptr<Exchange> exchange_;
};

} // namespace epic::store
