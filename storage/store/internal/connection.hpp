// One SQLite connection with its prepared statements, and the statement in use.
//
// Both throw SQLite::Exception; `guarded` turns that into an Error at the edge of the module.
// Every statement is a file below sql/, named here by its path; a list is composed of such files.
// Threads: a Connection belongs to one thread at a time.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <variant>

#include "core/base/embedded_file.hpp"
#include "core/model/record.hpp"
#include "storage/intl/intl.hpp"
#include "storage/store/internal/change_log.hpp"
#include "storage/vault/vault.hpp"

namespace epic::store {

// Every file below sql/, for the test that prepares them all.
std::span<const EmbeddedFile> statements();

// `text` with every {name} replaced: fragments below any_table/ are composed for a table whose name is ours.
std::string replaced(std::string text, std::string_view name, std::string_view with);
std::string for_table(std::string_view file, std::string_view table);

class Connection {
public:
    // Throws SQLite::Exception, or returns what the vault says about the new connection.
    static Result<std::unique_ptr<Connection>> open(const vault::Vault& vault, const intl::Environment& environment);

    SQLite::Database& sqlite() { return sqlite_; }
    const intl::Environment& environment() const { return environment_; }
    Error explain(const SQLite::Exception& exception) const;

    // Runs text of several statements.
    void run_script(std::string_view sql);
    void begin_read();
    void begin_write();
    void commit();
    void roll_back() noexcept;
    // One at a time, inside a transaction.
    void set_mark();
    void roll_back_to_mark();
    void forget_mark();
    // The rows written since begin_write; whoever writes one of the five entities adds it.
    RowChanges& row_changes() { return row_changes_; }
    // Whether the vocabulary may not have this word yet. It is remembered as learnt unless the transaction is taken
    // back.
    bool learns(std::string_view word);

private:
    friend class Query;
    struct Prepared {
        std::unique_ptr<SQLite::Statement> statement;
        bool busy = false;
    };

    Connection(const vault::Vault& vault, const intl::Environment& environment);
    Prepared& prepare(std::string_view key, std::string_view sql);
    void register_functions();

    const vault::Vault& vault_;
    const intl::Environment& environment_;
    SQLite::Database sqlite_;
    std::map<std::string, Prepared, std::less<>> prepared_;
    RowChanges row_changes_;
    std::unordered_set<std::string> learnt_;
};

// What a column is sorted by; texts and blobs by their bytes. All values of one column are of one kind, or null.
using SortValue = std::variant<std::monostate, std::int64_t, std::string>;

// A statement while it is used. Values are bound by name, columns read by position.
class Query {
public:
    // `file` is a path below sql/.
    Query(Connection& connection, std::string_view file);
    // A composed statement.
    static Query composed(Connection& connection, const std::string& sql);
    ~Query();
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;
    Query(Query&& other) noexcept;

    Query& bind(const char* name, const Id& id);
    Query& bind(const char* name, const std::optional<Id>& id);
    Query& bind(const char* name, std::int64_t number);
    Query& bind(const char* name, std::uint64_t number) { return bind(name, static_cast<std::int64_t>(number)); }
    Query& bind(const char* name, int number) { return bind(name, std::int64_t{number}); }
    Query& bind(const char* name, const std::string& text);
    Query& bind(const char* name, const std::optional<std::string>& text);
    Query& bind_blob(const char* name, std::string_view bytes);
    Query& bind_null(const char* name);
    // As the column of a field of that type holds it.
    Query& bind_value(const char* name, const Value& value);
    // Whether the statement has a parameter of that name.
    bool takes(const char* name) const;

    // Forgets where it was, to be bound and asked again.
    Query& restart();

    bool step();
    // For a statement without rows; the number of rows changed.
    int run();

    bool is_null(int column) const;
    std::int64_t integer(int column) const;
    std::uint64_t number(int column) const { return static_cast<std::uint64_t>(integer(column)); }
    std::string text(int column) const;
    std::optional<std::string> optional_text(int column) const;
    Id id(int column) const;
    std::optional<Id> optional_id(int column) const;
    std::string blob(int column) const;
    // Reads what bind_value wrote. A value of another type in the file counts as damage: SQLite::Exception.
    Value value(int column, FieldType type) const;
    SortValue sort_value(int column) const;
    int column_count() const;

private:
    Query() = default;
    void take(Connection& connection, std::string_view key, std::string_view sql);

    Connection::Prepared* prepared_ = nullptr;
    std::unique_ptr<SQLite::Statement> own_;
    SQLite::Statement* statement_ = nullptr;
};

// Rolls back unless committed.
class WriteTransaction {
public:
    explicit WriteTransaction(Connection& connection) : connection_(connection) { connection_.begin_write(); }
    ~WriteTransaction() {
        if (!committed_) connection_.roll_back();
    }
    WriteTransaction(const WriteTransaction&) = delete;
    WriteTransaction& operator=(const WriteTransaction&) = delete;
    void commit() {
        connection_.commit();
        committed_ = true;
    }

private:
    Connection& connection_;
    bool committed_ = false;
};

// One committed state for several reads.
class ReadTransaction {
public:
    explicit ReadTransaction(Connection& connection) : connection_(connection) { connection_.begin_read(); }
    ~ReadTransaction() { connection_.roll_back(); }
    ReadTransaction(const ReadTransaction&) = delete;
    ReadTransaction& operator=(const ReadTransaction&) = delete;

private:
    Connection& connection_;
};

// Calls `body`, which returns a Result and may throw SQLite::Exception.
template <typename Body>
auto guarded(const Connection& connection, Body&& body) -> decltype(body()) {
    try {
        return body();
    } catch (const SQLite::Exception& exception) {
        return connection.explain(exception);
    }
}

} // namespace epic::store
