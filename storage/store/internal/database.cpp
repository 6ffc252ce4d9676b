#include "storage/store/internal/database.hpp"

#include <algorithm>
#include <cassert>
#include <sqlite3.h>

#include "storage/store/internal/migrations.hpp"
#include "storage/store/store_words.hpp"

namespace epic::store {
namespace {

// More than this many lists are not read at once; further ones open a connection and close it.
constexpr std::size_t idle_readers_max = 4;
// 16 megabytes, of all connections together.
constexpr std::size_t pages_remembered = 4'000;

} // namespace

Database::Database(std::unique_ptr<vault::Vault> vault, const intl::Environment& environment, std::string login)
    : vault_(std::move(vault)), environment_(environment), person_(vault_->opened_by()), login_(std::move(login)) {
    remember_pages(true);
}

void Database::remember_pages(bool remember) {
    vault_->remember_pages(remember ? pages_remembered : 0);
}

Database::~Database() {
    close_connections();
}

void Database::close_connections() {
    checkpoints_.end();
    const std::lock_guard lock(writing_);
    const std::lock_guard pool_lock(pool_mutex_);
    idle_.clear();
    writer_.reset();
    terms_ = Source::here;
    vocabulary_.clear();
    word_rows_.clear();
    orderings_.clear();
    client_rows_.clear();
    change_log_.clear();
}

// Migrating may write as much as the file holds: its log is copied in its commits, as SQLite does it.
Result<> Database::open_writer() {
    writer_ = EPIC_TRY(Connection::open(*vault_, environment_));
    EPIC_TRY(migrate(*writer_));
    return checkpoints_.begin(*vault_, environment_, *writer_);
}

Result<> Database::set_up() {
    EPIC_TRY(open_writer());
    return guarded(*writer_, [&]() -> Result<> {
        Query(*writer_, "session/insert_device.sql")
            .bind(":device", environment_.ids.next())
            .bind(":unicode_version", intl::IcuUnicode::version())
            .run();
        return Done{};
    });
}

Result<> Database::begin() {
    EPIC_TRY(open_writer());
    return guarded(*writer_, [&]() -> Result<> {
        WriteTransaction transaction(*writer_);
        bool write = false;
        Query version(*writer_, "session/unicode_version.sql");
        if (version.step() && version.text(0) != intl::IcuUnicode::version()) {
            derive_again(*writer_);
            Query(*writer_, "session/set_unicode_version.sql").bind(":version", intl::IcuUnicode::version()).run();
            write = true;
        }
        {
            Query mark(*writer_, "digest/find_mark.sql");
            mark.bind(":person", person_);
            if (!mark.step()) {
                Query(*writer_, "digest/begin_mark.sql")
                    .bind(":person", person_)
                    .bind(":at", environment_.clock.now().unix_ms)
                    .run();
                write = true;
            }
        }
        if (write) transaction.commit();
        set_session(read_session(*writer_));
        return Done{};
    });
}

// They stay until somebody else writes: with foreign_keys SQLite throws every prepared statement away.
void Database::take_terms(Source source) {
    if (terms_ == source) return;
    // What fails half-way is asked for again by the next.
    const bool here = source == Source::here;
    if (!here) terms_ = source;
    writer_->run_script(here ? "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL"
                             : "PRAGMA foreign_keys = OFF; PRAGMA synchronous = NORMAL");
    terms_ = source;
}

Result<std::unique_ptr<Connection>> Database::take_reader() {
    if (vault_->locked()) return closed();
    {
        const std::lock_guard lock(pool_mutex_);
        if (!idle_.empty()) {
            auto connection = std::move(idle_.back());
            idle_.pop_back();
            return connection;
        }
    }
    return Connection::open(*vault_, environment_);
}

void Database::give_back(std::unique_ptr<Connection> connection) {
    const std::lock_guard lock(pool_mutex_);
    if (idle_.size() < idle_readers_max && !vault_->locked()) idle_.push_back(std::move(connection));
}

Error Database::closed() const {
    return vault_->explain(SQLITE_IOERR_AUTH);
}

Session Database::read_session(Connection& connection) {
    Session session;
    session.actor.id = person_;
    const auto stored = find_record(connection, Entity::collaborator, person_);
    if (!stored) {
        session.known = false;
        session.actor.active = false;
        session.email = login_;
        return session;
    }
    const Record& person = stored->record;
    session.actor.department = department_of(person).value_or(Department::support);
    session.actor.active = person.flag(Field::collaborator_active);
    session.full_name = person.text(Field::collaborator_full_name);
    session.email = person.text(Field::collaborator_email);
    session.language = language_from_code(person.text(Field::collaborator_language));
    session.must_change_password = person.flag(Field::collaborator_must_change_password);
    return session;
}

Session Database::session() const {
    const std::lock_guard lock(session_mutex_);
    return session_;
}

void Database::set_session(const Session& session) {
    const std::lock_guard lock(session_mutex_);
    session_ = session;
}

Result<> Database::set_person(const Id& person) {
    const std::lock_guard lock(writing_);
    if (!writer_) return closed();
    return guarded(*writer_, [&]() -> Result<> {
        assert(!read_device(*writer_).joined && "on a joined file each person signs in");
        const Id before = std::exchange(person_, person);
        const Session session = read_session(*writer_);
        if (!session.known || !session.actor.active) {
            person_ = before;
            return Error{.code = ErrorCode::sign_in_refused,
                         .message = session.known ? words::account_inactive : words::account_unknown};
        }
        set_session(session);
        return Done{};
    });
}

std::string Database::login() const {
    const std::lock_guard lock(session_mutex_);
    return login_;
}

void Database::set_login(std::string login) {
    const std::lock_guard lock(session_mutex_);
    login_ = std::move(login);
}

Moment Database::moment() const {
    const Instant now = environment_.clock.now();
    return Moment{now, environment_.zones.to_civil(now, environment_.zones.local_zone()).date};
}

Reader Database::reader(bool joined) const {
    const Moment present = moment();
    const std::string zone = environment_.zones.local_zone();
    const auto midnight = [&](std::int64_t days) {
        const Date date = date_from_days(days_since_epoch(present.today) + days);
        return environment_.zones.to_instant(CivilTime{date, 0, 0, 0}, zone);
    };
    const Date long_ago = date_from_days(days_since_epoch(present.today) - not_contacted_days);
    return Reader{session().actor.id, present.now, midnight(0), midnight(1), long_ago, joined};
}

Store::Subscription Database::subscribe(std::function<void(const Changed&)> callback) {
    auto subscription = std::make_shared<const std::function<void(const Changed&)>>(std::move(callback));
    const std::lock_guard lock(listeners_mutex_);
    std::erase_if(listeners_, [](const auto& listener) { return listener.expired(); });
    listeners_.push_back(subscription);
    return subscription;
}

void Database::tell(Changed changed) {
    changed.version = version_.fetch_add(1, std::memory_order_acq_rel) + 1;
    std::vector<Store::Subscription> present;
    {
        const std::lock_guard lock(listeners_mutex_);
        for (const auto& listener : listeners_) {
            if (auto alive = listener.lock()) present.push_back(std::move(alive));
        }
    }
    for (const auto& listener : present) (*listener)(changed);
}

} // namespace epic::store
