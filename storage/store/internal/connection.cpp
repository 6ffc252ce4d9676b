#include "storage/store/internal/connection.hpp"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <sqlite3.h>

#include "core/base/embedded_file.hpp"
#include "embedded/store_sql.hpp"
#include "storage/store/store_words.hpp"

namespace epic::store {
namespace {

// A write waits for the write before it; nothing holds the file for as long as this.
constexpr int busy_ms_max = 10'000;
// What one search of a million records keeps coming back to; what others come back to is kept for all of them
// together (Vault::remember_pages).
constexpr int cache_kib = 8'000;
// Lists combine freely: beyond this many shapes the oldest are prepared again.
constexpr std::size_t prepared_max = 256;
// A few megabytes.
constexpr std::size_t learnt_max = 50'000;

std::string_view text_of(sqlite3_value* value) {
    const auto* bytes = static_cast<const char*>(sqlite3_value_blob(value));
    return bytes == nullptr ? std::string_view()
                            : std::string_view(bytes, static_cast<std::size_t>(sqlite3_value_bytes(value)));
}

// fold(text): without case and accents.
void fold_function(sqlite3_context* context, int count, sqlite3_value** values) {
    assert(count == 1);
    (void)count;
    if (sqlite3_value_type(values[0]) == SQLITE_NULL) return sqlite3_result_null(context);
    const auto* unicode = static_cast<const Unicode*>(sqlite3_user_data(context));
    const std::string folded = unicode->fold(text_of(values[0]));
    sqlite3_result_text64(context, folded.data(), folded.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

// french_key(text): bytes that sort as French readers do, made once for each row that is sorted.
void french_key_function(sqlite3_context* context, int count, sqlite3_value** values) {
    assert(count == 1);
    (void)count;
    if (sqlite3_value_type(values[0]) == SQLITE_NULL) return sqlite3_result_null(context);
    const auto* unicode = static_cast<const Unicode*>(sqlite3_user_data(context));
    const std::string key = unicode->sort_key(text_of(values[0]));
    sqlite3_result_blob64(context, key.data(), key.size(), SQLITE_TRANSIENT);
}

// row_numbers(row): of all rows, four bytes each, as the computer has them.
using RowNumbers = std::vector<std::uint32_t>;

void add_row_number(sqlite3_context* context, int count, sqlite3_value** values) {
    assert(count == 1);
    (void)count;
    auto** const rows = static_cast<RowNumbers**>(sqlite3_aggregate_context(context, sizeof(RowNumbers*)));
    if (rows == nullptr) return sqlite3_result_error_nomem(context);
    if (*rows == nullptr) *rows = new RowNumbers;
    (*rows)->push_back(static_cast<std::uint32_t>(sqlite3_value_int64(values[0])));
}

// SQLite calls it also when the question was given up.
void give_row_numbers(sqlite3_context* context) {
    auto** const rows = static_cast<RowNumbers**>(sqlite3_aggregate_context(context, 0));
    if (rows == nullptr || *rows == nullptr) return sqlite3_result_zeroblob(context, 0);
    const std::unique_ptr<RowNumbers> numbers(*rows);
    sqlite3_result_blob64(context, numbers->data(), numbers->size() * sizeof(std::uint32_t), SQLITE_TRANSIENT);
}

int french_order(void* data, int length_a, const void* a, int length_b, const void* b) {
    const auto* unicode = static_cast<const Unicode*>(data);
    const std::string key_a = unicode->sort_key({static_cast<const char*>(a), static_cast<std::size_t>(length_a)});
    const std::string key_b = unicode->sort_key({static_cast<const char*>(b), static_cast<std::size_t>(length_b)});
    return key_a.compare(key_b);
}

void require_ok(int code, SQLite::Database& database) {
    if (code != SQLITE_OK) throw SQLite::Exception(database.getHandle(), code);
}

} // namespace

std::span<const EmbeddedFile> statements() {
    return embedded::store_sql();
}

std::string replaced(std::string text, std::string_view name, std::string_view with) {
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + with.size())) {
        text.replace(at, name.size(), with);
    }
    return text;
}

std::string for_table(std::string_view file, std::string_view table) {
    return replaced(std::string(embedded::store_sql(file)), "{table}", table);
}

Connection::Connection(const vault::Vault& vault, const intl::Environment& environment)
    : vault_(vault),
      environment_(environment),
      sqlite_(vault.path(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX, busy_ms_max, vault.vfs_name()) {}

Result<std::unique_ptr<Connection>> Connection::open(const vault::Vault& vault, const intl::Environment& environment) {
    try {
        std::unique_ptr<Connection> connection(new Connection(vault, environment));
        EPIC_TRY(vault.configure(connection->sqlite_.getHandle()));
        connection->sqlite_.exec("PRAGMA foreign_keys = ON");
        connection->sqlite_.exec("PRAGMA cache_size = -" + std::to_string(cache_kib));
        connection->register_functions();
        return connection;
    } catch (const SQLite::Exception& exception) {
        return vault.explain(exception.getExtendedErrorCode());
    }
}

void Connection::register_functions() {
    // SQLite hands the pointer back as it is; the functions only read through it.
    auto* unicode = const_cast<Unicode*>(&environment_.unicode);
    require_ok(sqlite3_create_function_v2(sqlite_.getHandle(), "fold", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, unicode,
                                          fold_function, nullptr, nullptr, nullptr),
               sqlite_);
    require_ok(sqlite3_create_function_v2(sqlite_.getHandle(), "french_key", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC,
                                          unicode, french_key_function, nullptr, nullptr, nullptr),
               sqlite_);
    require_ok(sqlite3_create_function_v2(sqlite_.getHandle(), "row_numbers", 1, SQLITE_UTF8, nullptr, nullptr,
                                          add_row_number, give_row_numbers, nullptr),
               sqlite_);
    require_ok(sqlite3_create_collation_v2(sqlite_.getHandle(), "french", SQLITE_UTF8, unicode, french_order, nullptr),
               sqlite_);
}

Error Connection::explain(const SQLite::Exception& exception) const {
    Error error = vault_.explain(exception.getExtendedErrorCode());
    if (error.code == ErrorCode::unexpected) {
        const int code = exception.getErrorCode();
        const bool busy = code == SQLITE_BUSY || code == SQLITE_LOCKED;
        if (busy) error.code = ErrorCode::in_use;
        if (code == SQLITE_CORRUPT) error.code = ErrorCode::damaged;
        if (busy) error.message = words::file_busy;
    }
    error.details = exception.what();
    return error;
}

void Connection::run_script(std::string_view sql) {
    sqlite_.exec(std::string(sql));
}

void Connection::begin_read() {
    sqlite_.exec("BEGIN");
}

void Connection::begin_write() {
    sqlite_.exec("BEGIN IMMEDIATE");
    row_changes_.clear();
}

void Connection::commit() {
    sqlite_.exec("COMMIT");
}

void Connection::set_mark() {
    sqlite_.exec("SAVEPOINT mark");
}

void Connection::roll_back_to_mark() {
    learnt_.clear();
    sqlite_.exec("ROLLBACK TO mark");
}

void Connection::forget_mark() {
    sqlite_.exec("RELEASE mark");
}

void Connection::roll_back() noexcept {
    learnt_.clear();
    // Some failures have rolled back already; then there is nothing to do.
    if (sqlite3_get_autocommit(sqlite_.getHandle()) == 0) sqlite_.tryExec("ROLLBACK");
}

bool Connection::learns(std::string_view word) {
    if (learnt_.size() >= learnt_max) learnt_.clear();
    return learnt_.emplace(word).second;
}

Connection::Prepared& Connection::prepare(std::string_view key, std::string_view sql) {
    if (const auto found = prepared_.find(key); found != prepared_.end()) return found->second;
    if (prepared_.size() >= prepared_max) {
        std::erase_if(prepared_, [](const auto& entry) { return !entry.second.busy; });
    }
    const std::string text(sql.empty() ? embedded::store_sql(key) : sql);
    auto statement = std::make_unique<SQLite::Statement>(sqlite_, text);
    return prepared_.emplace(std::string(key), Prepared{std::move(statement), false}).first->second;
}

Query::Query(Connection& connection, std::string_view file) {
    take(connection, file, {});
}

Query Query::composed(Connection& connection, const std::string& sql) {
    Query query;
    query.take(connection, sql, sql);
    return query;
}

void Query::take(Connection& connection, std::string_view key, std::string_view sql) {
    Connection::Prepared& prepared = connection.prepare(key, sql);
    if (prepared.busy) {
        own_ = std::make_unique<SQLite::Statement>(connection.sqlite_, prepared.statement->getQuery());
        statement_ = own_.get();
        return;
    }
    prepared.busy = true;
    prepared_ = &prepared;
    statement_ = prepared.statement.get();
}

Query::Query(Query&& other) noexcept
    : prepared_(std::exchange(other.prepared_, nullptr)),
      own_(std::move(other.own_)),
      statement_(std::exchange(other.statement_, nullptr)) {}

Query::~Query() {
    if (prepared_ == nullptr) return;
    (void)statement_->tryReset();
    // Keeps no text of a record in memory longer than needed.
    statement_->clearBindings();
    prepared_->busy = false;
}

Query& Query::bind(const char* name, const Id& id) {
    statement_->bind(name, id.bytes.data(), static_cast<int>(id.bytes.size()));
    return *this;
}

Query& Query::bind(const char* name, const std::optional<Id>& id) {
    return id ? bind(name, *id) : bind_null(name);
}

Query& Query::bind(const char* name, std::int64_t number) {
    statement_->bind(name, number);
    return *this;
}

Query& Query::bind(const char* name, const std::string& text) {
    statement_->bind(name, text);
    return *this;
}

Query& Query::bind(const char* name, const std::optional<std::string>& text) {
    return text ? bind(name, *text) : bind_null(name);
}

Query& Query::bind_blob(const char* name, std::string_view bytes) {
    // An empty blob is not null.
    statement_->bind(name, bytes.empty() ? "" : bytes.data(), static_cast<int>(bytes.size()));
    return *this;
}

Query& Query::bind_null(const char* name) {
    statement_->bind(name);
    return *this;
}

Query& Query::bind_value(const char* name, const Value& value) {
    struct Visitor {
        Query& query;
        const char* name;
        void operator()(std::monostate) const { query.bind_null(name); }
        void operator()(std::int64_t number) const { query.bind(name, number); }
        void operator()(const std::string& text) const { query.bind(name, text); }
        void operator()(Date date) const { query.bind(name, iso_text(date)); }
        void operator()(const Id& id) const { query.bind(name, id); }
    };
    std::visit(Visitor{*this, name}, value);
    return *this;
}

bool Query::takes(const char* name) const {
    return statement_->getIndex(name) != 0;
}

Query& Query::restart() {
    (void)statement_->tryReset();
    return *this;
}

bool Query::step() {
    return statement_->executeStep();
}

int Query::run() {
    return statement_->exec();
}

bool Query::is_null(int column) const {
    return statement_->getColumn(column).isNull();
}

std::int64_t Query::integer(int column) const {
    return statement_->getColumn(column).getInt64();
}

std::string Query::text(int column) const {
    return statement_->getColumn(column).getString();
}

std::optional<std::string> Query::optional_text(int column) const {
    return is_null(column) ? std::nullopt : std::optional(text(column));
}

std::optional<Id> Query::optional_id(int column) const {
    const SQLite::Column bytes = statement_->getColumn(column);
    if (bytes.isNull()) return std::nullopt;
    Id id;
    if (!bytes.isBlob() || static_cast<std::size_t>(bytes.getBytes()) != id.bytes.size()) {
        throw SQLite::Exception("an id that is none", SQLITE_CORRUPT);
    }
    std::memcpy(id.bytes.data(), bytes.getBlob(), id.bytes.size());
    return id;
}

Id Query::id(int column) const {
    const auto found = optional_id(column);
    if (!found) throw SQLite::Exception("an id is missing", SQLITE_CORRUPT);
    return *found;
}

std::string Query::blob(int column) const {
    return text(column);
}

Value Query::value(int column, FieldType type) const {
    if (is_null(column)) return {};
    switch (type) {
        case FieldType::boolean:
        case FieldType::integer:
        case FieldType::amount_minor:
        case FieldType::instant: return integer(column);
        case FieldType::reference: return id(column);
        case FieldType::date:
            if (const auto date = parse_iso_date(text(column))) return *date;
            throw SQLite::Exception("a date that is none", SQLITE_CORRUPT);
        case FieldType::text:
        case FieldType::long_text:
        case FieldType::email:
        case FieldType::phone:
        case FieldType::currency:
        case FieldType::zone:
        case FieldType::department:
        case FieldType::language: return text(column);
    }
    return {};
}

SortValue Query::sort_value(int column) const {
    const SQLite::Column value = statement_->getColumn(column);
    if (value.isNull()) return {};
    if (value.isInteger()) return value.getInt64();
    return value.getString();
}

int Query::column_count() const {
    return statement_->getColumnCount();
}

} // namespace epic::store
