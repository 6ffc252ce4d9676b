#include "tests/bench/vault/workloads.hpp"

#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <functional>
#include <map>
#include <random>
#include <stdexcept>
#include <unistd.h>

#include "tests/bench/vault/records.hpp"

namespace epic::bench {
namespace {

constexpr std::array suffixes = {"", "-wal", "-shm"};
constexpr std::int64_t updates_per_transaction = 100;
constexpr int point_read_cache_pages = 10;

std::filesystem::path records_file(const Task& task) {
    return task.folder / "records.db";
}

std::filesystem::path growing_file(const Task& task) {
    return task.folder / "growing.db";
}

void remove_database(const std::filesystem::path& path) {
    for (const char* suffix : suffixes) std::filesystem::remove(path.string() + suffix);
}

// Takes the file out of the system's cache. Nothing of this process may have it open: closing a descriptor drops locks.
void evict(const std::filesystem::path& path) {
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) throw std::runtime_error(path.string() + " cannot be opened");
    fdatasync(file);
    posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    close(file);
}

class Dice {
public:
    explicit Dice(std::uint64_t round) : engine_(round + 1) {}
    std::int64_t up_to(std::int64_t most) {
        return static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(most)) + 1;
    }

private:
    std::mt19937_64 engine_;
};

// --- the records ----------------------------------------------------------------------------------------

// count: clients. Leaves the file for the other workloads.
Sample bulk(const Task& task) {
    const auto path = records_file(task);
    remove_database(path);
    Connection::create(task.kind, path);
    Connection connection(task.kind, path);
    create_tables(connection.database());
    return measure([&] { load_records(connection.database(), task.count); });
}

Sample add_one_by_one(const Task& task, Synchronous synchronous) {
    Connection connection(task.kind, records_file(task), {.synchronous = synchronous});
    EventWriter events(connection.database());
    std::int64_t next = connection.number("SELECT max(id) FROM events") + 1;
    const std::int64_t contracts = connection.number("SELECT max(id) FROM contracts");
    Dice dice(task.round);
    return measure([&] {
        for (std::int64_t i = 0; i < task.count; ++i) {
            SQLite::Transaction transaction(connection.database());
            events.add(next++, dice.up_to(contracts));
            transaction.commit();
        }
    });
}

// count: transactions.
Sample one_row_normal(const Task& task) {
    return add_one_by_one(task, Synchronous::normal);
}

Sample one_row_full(const Task& task) {
    return add_one_by_one(task, Synchronous::full);
}

Sample scan_all(const Task& task) {
    Connection connection(task.kind, records_file(task));
    return measure([&] {
        const std::int64_t sum =
            connection.number("SELECT sum(length(full_name) + length(email) + length(notes)) FROM clients") +
            connection.number("SELECT sum(total_cents - due_cents) FROM contracts") +
            connection.number("SELECT sum(length(title) + length(place) + length(notes)) FROM events");
        if (sum <= 0) throw std::runtime_error("the scan found nothing");
    });
}

Sample scan(const Task& task) {
    // Whatever another workload has left in the system's cache, everything is there now.
    scan_all(task);
    return scan_all(task);
}

Sample scan_evicted(const Task& task) {
    evict(records_file(task));
    return scan_all(task);
}

// count: reads. With so small a cache each of them opens a page.
Sample point_reads(const Task& task) {
    Connection connection(task.kind, records_file(task), {.cache_pages = point_read_cache_pages});
    SQLite::Statement read(connection.database(), "SELECT title, place FROM events WHERE id = ?");
    const std::int64_t events = connection.number("SELECT max(id) FROM events");
    Dice dice(task.round);
    return measure([&] {
        for (std::int64_t i = 0; i < task.count; ++i) {
            read.bind(1, dice.up_to(events));
            if (!read.executeStep()) throw std::runtime_error("an event is missing");
            read.reset();
        }
    });
}

void update_at_random(Connection& connection, std::int64_t updates, Dice& dice) {
    SQLite::Statement update(connection.database(), "UPDATE events SET attendees = attendees + 1 WHERE id = ?");
    const std::int64_t events = connection.number("SELECT max(id) FROM events");
    for (std::int64_t i = 0; i < updates; ++i) {
        update.bind(1, dice.up_to(events));
        update.exec();
        update.reset();
    }
}

// count: transactions, of 100 updates each.
Sample random_updates(const Task& task) {
    Connection connection(task.kind, records_file(task));
    Dice dice(task.round);
    return measure([&] {
        for (std::int64_t i = 0; i < task.count; ++i) {
            SQLite::Transaction transaction(connection.database());
            update_at_random(connection, updates_per_transaction, dice);
            transaction.commit();
        }
    });
}

// count: how often the screen is shown.
Sample list_screen(const Task& task) {
    Connection connection(task.kind, records_file(task));
    SQLite::Statement list(connection.database(), R"(
        SELECT e.title, e.begins_ms, e.place, c.total_cents, p.full_name
        FROM events e JOIN contracts c ON c.id = e.contract JOIN clients p ON p.id = c.client
        WHERE e.begins_ms > 1730000000000 ORDER BY e.begins_ms LIMIT 60)");
    SQLite::Statement search(connection.database(),
                             "SELECT rowid FROM search WHERE search MATCH 'chateau* lumieres*' LIMIT 60");
    const auto show = [&] {
        std::int64_t rows = 0;
        while (list.executeStep()) rows += list.getColumn(0).getBytes() > 0 ? 1 : 0;
        while (search.executeStep()) ++rows;
        list.reset();
        search.reset();
        if (rows == 0) throw std::runtime_error("the screen is empty");
    };
    show();
    return measure([&] {
        for (std::int64_t i = 0; i < task.count; ++i) show();
    });
}

// count: updates that fill the log first.
Sample checkpoint(const Task& task) {
    Connection connection(task.kind, records_file(task));
    connection.database().exec("PRAGMA wal_autocheckpoint = 0");
    Dice dice(task.round);
    SQLite::Transaction transaction(connection.database());
    update_at_random(connection, task.count, dice);
    transaction.commit();
    return measure([&] {
        // What SQLite does by itself when the log has grown to 1000 pages.
        if (connection.number("PRAGMA wal_checkpoint(PASSIVE)") != 0) throw std::runtime_error("no checkpoint");
    });
}

Sample open_and_read(Kind kind, const std::filesystem::path& path, std::int64_t count, const std::string& query) {
    Sample sum;
    for (std::int64_t i = 0; i < count; ++i) {
        std::unique_ptr<Connection> connection;
        const Sample one = measure([&] {
            connection = std::make_unique<Connection>(kind, path);
            if (connection->number(query) <= 0) throw std::runtime_error("the file is empty");
        });
        sum.wall_ms += one.wall_ms / static_cast<double>(count);
        sum.cpu_ms += one.cpu_ms / static_cast<double>(count);
    }
    return sum;
}

// count: how often; what one opening takes, to the first row read. Closing is not timed.
Sample open_file(const Task& task) {
    return open_and_read(task.kind, records_file(task), task.count, "SELECT length(full_name) FROM clients LIMIT 1");
}

// The file's size in KB, in place of milliseconds.
Sample size(const Task& task) {
    return {static_cast<double>(std::filesystem::file_size(records_file(task))) / 1024, 0};
}

// --- a file that grows ----------------------------------------------------------------------------------

// count: how many rows there are afterwards.
Sample grow(const Task& task) {
    const auto path = growing_file(task);
    if (task.round == 0) {
        remove_database(path);
        Connection::create(task.kind, path);
        Connection(task.kind, path)
            .database()
            .exec("CREATE TABLE things(id INTEGER PRIMARY KEY, name TEXT, amount INTEGER) STRICT");
    }
    Connection connection(task.kind, path);
    SQLite::Statement insert(connection.database(), "INSERT INTO things(name, amount) VALUES(?, ?)");
    std::int64_t row = connection.number("SELECT coalesce(max(id), 0) FROM things");
    return measure([&] {
        SQLite::Transaction transaction(connection.database());
        while (row < task.count) {
            ++row;
            insert.bind(1, "a thing of some length, so that the file grows, number " + std::to_string(row));
            insert.bind(2, row);
            insert.exec();
            insert.reset();
        }
        transaction.commit();
    });
}

// count: reads of one row.
Sample grown_read(const Task& task) {
    Connection connection(task.kind, growing_file(task));
    SQLite::Statement read(connection.database(), "SELECT amount FROM things WHERE id = ?");
    const std::int64_t rows = connection.number("SELECT max(id) FROM things");
    Dice dice(task.round);
    return measure([&] {
        for (std::int64_t i = 0; i < task.count; ++i) {
            read.bind(1, dice.up_to(rows));
            if (!read.executeStep()) throw std::runtime_error("a row is missing");
            read.reset();
        }
    });
}

// count: transactions that change one row.
Sample grown_write(const Task& task) {
    Connection connection(task.kind, growing_file(task));
    SQLite::Statement update(connection.database(), "UPDATE things SET amount = amount + 1 WHERE id = ?");
    const std::int64_t rows = connection.number("SELECT max(id) FROM things");
    Dice dice(task.round);
    return measure([&] {
        for (std::int64_t i = 0; i < task.count; ++i) {
            update.bind(1, dice.up_to(rows));
            update.exec();
            update.reset();
        }
    });
}

Sample grown_open(const Task& task) {
    return open_and_read(task.kind, growing_file(task), task.count, "SELECT amount FROM things LIMIT 1");
}

// --- after a crash --------------------------------------------------------------------------------------

// count: pages in the log. This process ends without closing anything; run it in one of its own.
Sample crash(const Task& task) {
    const auto path = task.folder / "crashed.db";
    remove_database(path);
    Connection::create(task.kind, path);
    Connection connection(task.kind, path);
    connection.database().exec(
        "CREATE TABLE blobs(id INTEGER PRIMARY KEY, bytes BLOB) STRICT;"
        "PRAGMA wal_autocheckpoint = 0; PRAGMA synchronous = OFF;");
    SQLite::Statement insert(connection.database(), "INSERT INTO blobs(bytes) VALUES(randomblob(3600))");
    for (std::int64_t i = 0; i < task.count; i += updates_per_transaction) {
        SQLite::Transaction transaction(connection.database());
        for (std::int64_t j = 0; j < updates_per_transaction; ++j) {
            insert.exec();
            insert.reset();
        }
        transaction.commit();
    }
    std::_Exit(0);
}

// Opening what crash() has left, to the first row read.
Sample open_after_crash(const Task& task) {
    const auto copy = task.folder / "crashed-copy.db";
    remove_database(copy);
    for (const char* suffix : {"", "-wal"}) {
        std::filesystem::copy_file((task.folder / "crashed.db").string() + suffix, copy.string() + suffix);
    }
    return open_and_read(task.kind, copy, 1, "SELECT length(bytes) FROM blobs LIMIT 1");
}

} // namespace

Sample run(const Task& task) {
    static const std::map<std::string_view, std::function<Sample(const Task&)>> workloads = {
        {"bulk", bulk},
        {"one_row_normal", one_row_normal},
        {"one_row_full", one_row_full},
        {"scan", scan},
        {"scan_evicted", scan_evicted},
        {"point_reads", point_reads},
        {"random_updates", random_updates},
        {"list_screen", list_screen},
        {"checkpoint", checkpoint},
        {"open", open_file},
        {"size", size},
        {"grow", grow},
        {"grown_read", grown_read},
        {"grown_write", grown_write},
        {"grown_open", grown_open},
        {"crash", crash},
        {"open_after_crash", open_after_crash},
    };
    const auto found = workloads.find(task.workload);
    if (found == workloads.end()) throw std::runtime_error("no workload is called " + task.workload);
    return found->second(task);
}

} // namespace epic::bench
