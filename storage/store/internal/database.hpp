// What a Store and its Exchange share: the vault, the connections, who is signed in, who listens.
//
// Threads: any. One write at a time (`write`), reads side by side (`read`); a connection is lent to one thread.
// Lock order: writing, then pool or session; callbacks run without a lock.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

#include "core/base/turn_mutex.hpp"
#include "storage/store/internal/checkpoints.hpp"
#include "storage/store/internal/journal.hpp"
#include "storage/store/internal/lists.hpp"
#include "storage/store/internal/search.hpp"
#include "storage/store/internal/tallies.hpp"
#include "storage/store/store.hpp"

namespace epic::store {

inline std::uint32_t entity_bit(Entity entity) {
    return 1U << static_cast<unsigned>(entity);
}
inline constexpr std::uint32_t all_entities = (1U << entity_count) - 1;

// Where what is written comes from. The server's rows may arrive before what they refer to, and one that never does
// must not stop the rest: such a reference is found by verify(), and heals when its target comes. The disk is not
// waited for either: a power cut may take the last of it back, never a part of a transaction, and the server gives it
// again. What is written here afterwards waits for the disk and takes all before it along.
enum class Source : std::uint8_t { here, server };

// Tells the log of a transaction that is about to commit; unless `keep` says that it did, takes it back.
class Announcement {
public:
    // Throws SQLite::Exception.
    Announcement(ChangeLog& log, Connection& connection, const Revisions& before)
        : log_(log), announced_(log.announce(before, read_tallied(connection).revisions, connection.row_changes())) {}
    ~Announcement() {
        if (announced_) log_.withdraw();
    }
    Announcement(const Announcement&) = delete;
    Announcement& operator=(const Announcement&) = delete;
    void keep() { announced_ = false; }

private:
    ChangeLog& log_;
    bool announced_;
};

class Database {
public:
    Database(std::unique_ptr<vault::Vault> vault, const intl::Environment& environment, std::string login);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    // A new, empty file's schema and device.
    Result<> set_up();
    // Migrates, and signs in whoever opened the vault.
    Result<> begin();
    // Before Vault::finish: no connection may be open.
    void close_connections();

    // `body(Connection&)` in one read transaction.
    template <typename Body>
    auto read(Body&& body) -> decltype(body(std::declval<Connection&>()));
    // `body(Connection&, Changed&)` in one write transaction, committed if it succeeds and has set `entities` or
    // `exchange`; then the session is read again and listeners are told.
    template <typename Body>
    auto write(Body&& body, Source source = Source::here)
        -> decltype(body(std::declval<Connection&>(), std::declval<Changed&>()));
    // Writing that no list shows: drafts, fences.
    template <typename Body>
    auto write_quietly(Body&& body, Source source = Source::here) -> decltype(body(std::declval<Connection&>()));

    // For a `body` of these that takes long: whether somebody else waits to write.
    bool wanted() const { return writing_.wanted(); }

    Session session() const;
    Reader reader(bool joined) const;
    Moment moment() const;
    vault::Vault& vault() { return *vault_; }
    // Whether pages that were deciphered are kept for the next who asks for them: so it is, but for somebody who wants
    // to know what is on the disk.
    void remember_pages(bool remember);
    SearchMemory search_memory() { return {vocabulary_, word_rows_, change_log_}; }
    ListMemory list_memory() { return {orderings_, word_rows_, client_rows_, change_log_, lists_are_prepared_}; }
    void prepare_lists() { lists_are_prepared_ = true; }
    const intl::Environment& environment() const { return environment_; }
    std::string login() const;
    void set_login(std::string login);
    // Whose session this is, from now on. account_unknown or account_inactive: sign_in_refused.
    Result<> set_person(const Id& person);

    std::uint64_t version() const { return version_.load(std::memory_order_acquire); }
    Store::Subscription subscribe(std::function<void(const Changed&)> callback);

private:
    Result<> open_writer();
    Result<std::unique_ptr<Connection>> take_reader();
    // Of the writer, outside a transaction. Throws SQLite::Exception.
    void take_terms(Source source);
    void give_back(std::unique_ptr<Connection> connection);
    // Throws SQLite::Exception.
    Session read_session(Connection& connection);
    void set_session(const Session& session);
    Error closed() const;
    void tell(Changed changed);

    std::unique_ptr<vault::Vault> vault_;
    const intl::Environment environment_;
    TurnMutex writing_;
    std::unique_ptr<Connection> writer_;
    Checkpoints checkpoints_{writing_};
    Source terms_ = Source::here; // of the writer
    mutable std::mutex pool_mutex_;
    std::vector<std::unique_ptr<Connection>> idle_;
    Vocabulary vocabulary_;
    WordRows word_rows_;
    Orderings orderings_;
    ClientRows client_rows_;
    ChangeLog change_log_;
    std::atomic<bool> lists_are_prepared_ = false;
    mutable std::mutex session_mutex_;
    Session session_;
    Id person_{};
    std::string login_;
    std::atomic<std::uint64_t> version_{1};
    std::mutex listeners_mutex_;
    std::vector<std::weak_ptr<const std::function<void(const Changed&)>>> listeners_;
};

template <typename Body>
auto Database::read(Body&& body) -> decltype(body(std::declval<Connection&>())) {
    std::unique_ptr<Connection> connection = EPIC_TRY(take_reader());
    auto result = guarded(*connection, [&]() -> decltype(body(*connection)) {
        const ReadTransaction transaction(*connection);
        return body(*connection);
    });
    give_back(std::move(connection));
    return result;
}

template <typename Body>
auto Database::write(Body&& body, Source source)
    -> decltype(body(std::declval<Connection&>(), std::declval<Changed&>())) {
    Changed changed;
    std::unique_lock lock(writing_);
    if (!writer_ || vault_->locked()) return closed();
    auto result = guarded(*writer_, [&]() -> decltype(body(*writer_, changed)) {
        take_terms(source);
        WriteTransaction transaction(*writer_);
        const Revisions before = read_tallied(*writer_).revisions;
        auto answer = body(*writer_, changed);
        if (answer && (changed.entities != 0 || changed.exchange)) {
            const bool people = (changed.entities & entity_bit(Entity::collaborator)) != 0;
            const Session now = people ? read_session(*writer_) : session();
            Announcement announcement(change_log_, *writer_, before);
            transaction.commit();
            announcement.keep();
            if (people) set_session(now);
        } else {
            changed = {};
        }
        return answer;
    });
    lock.unlock();
    if (result && (changed.entities != 0 || changed.exchange)) {
        tell(changed);
        checkpoints_.after_commit();
    }
    return result;
}

template <typename Body>
auto Database::write_quietly(Body&& body, Source source) -> decltype(body(std::declval<Connection&>())) {
    std::unique_lock lock(writing_);
    if (!writer_ || vault_->locked()) return closed();
    auto result = guarded(*writer_, [&]() -> decltype(body(*writer_)) {
        take_terms(source);
        WriteTransaction transaction(*writer_);
        auto answer = body(*writer_);
        if (answer) transaction.commit();
        return answer;
    });
    lock.unlock();
    if (result) checkpoints_.after_commit();
    return result;
}

} // namespace epic::store
