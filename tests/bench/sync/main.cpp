// bench_sync: the exchange with the central server, over TLS, on MariaDB and on MySQL, against what the same server
// does with the same rows when nobody checks, merges or logs anything.
//
// The servers run here, their data in memory where there is enough of it; both ends share the computer's cores.
#include <algorithm>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <functional>
#include <iostream>
#include <mutex>
#include <thread>

#include "tests/bench/support/measure.hpp"
#include "tests/bench/support/report.hpp"
#include "tests/bench/support/workshop.hpp"
#include "tests/bench/sync/office.hpp"
#include "tests/support/fault_proxy.hpp"

namespace epic::bench {
namespace {

constexpr std::size_t batch_size = 500;

// Runs the work of each thread; the first failure is thrown here.
void in_threads(std::size_t count, const std::function<void(std::size_t)>& work) {
    std::exception_ptr failure;
    std::mutex mutex;
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < count; ++i) {
        threads.emplace_back([&, i] {
            try {
                work(i);
            } catch (...) {
                const std::lock_guard lock(mutex);
                failure = std::current_exception();
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    if (failure) std::rethrow_exception(failure);
}

class Bench {
public:
    Bench(test::ServerKind kind, const Options& options, const std::filesystem::path& folder, Progress& progress)
        : options_(options),
          folder_(folder),
          progress_(progress),
          name_(test::server_kind_name(kind)),
          office_(kind, folder) {
        must(office_.admin().execute("create table raw_client like client"));
    }

    std::string version() const { return name_ + " " + office_.version(); }

    void run(Table& table) {
        if (options_.wants("push")) push(table);
        if (options_.wants("one")) one_at_a_time(table);
        if (options_.wants("laptops")) laptops(table);
        if (options_.wants("bytes")) bytes(table);
        if (options_.wants("pull")) pull(table);
    }

private:
    void step(std::string_view what) { progress_.step(name_ + ": " + std::string(what)); }

    Stream stream() { return Stream(office_, office_.server.port(), ++streams_); }

    std::string row(std::size_t number, char quote, const char* separator) const {
        const std::string q = quote == 0 ? "" : std::string(1, quote);
        const std::string null = quote == 0 ? "\\N" : "null";
        const std::string tail = std::to_string(number);
        std::string text = q + "c" + std::string(31 - tail.size(), '0') + tail + q;
        for (const std::string& cell :
             {q + std::string(client_name) + q, null, null, null, q + "2026-11-01" + q, null,
              q + office_.commercial + q, q + std::string(client_notes) + q, std::string("0")}) {
            text += separator + cell;
        }
        return text;
    }

    Sample multi_row_insert(std::size_t rows) {
        sync::Connection admin = office_.admin();
        must(admin.execute("truncate table raw_client"));
        std::vector<std::string> statements;
        for (std::size_t i = 0; i < rows; ++i) {
            if (i % batch_size == 0) statements.emplace_back("insert into raw_client values ");
            statements.back() += (i % batch_size == 0 ? "(" : ",(") + row(i, '\'', ",") + ")";
        }
        return measure([&] {
            for (const std::string& statement : statements) must(admin.execute(statement));
        });
    }

    Sample load_data(std::size_t rows) {
        sync::Connection admin = office_.admin();
        must(admin.execute("truncate table raw_client"));
        const std::filesystem::path file = office_.server.folder() / "rows.tsv";
        {
            std::ofstream out(file);
            for (std::size_t i = 0; i < rows; ++i) out << row(i, 0, "\t") << "\n";
        }
        std::filesystem::permissions(file, std::filesystem::perms{0644});
        return measure([&] {
            must(admin.execute("load data infile " + admin.quote(file.string()) +
                               " into table raw_client character set utf8mb4"));
        });
    }

    Sample pushes(std::size_t rows, std::size_t count) {
        std::vector<Stream> streams;
        for (std::size_t i = 0; i < count; ++i) streams.push_back(stream());
        return measure([&] {
            in_threads(count, [&](std::size_t i) {
                for (std::size_t done = 0; done < rows / count; done += batch_size) {
                    streams[i].push_creations(std::min(batch_size, rows / count - done));
                }
            });
        });
    }

    void push(Table& table) {
        const std::size_t rows = options_.pick<std::size_t>(400, 20'000, 100'000);
        step("push, against inserts");
        const Series series = alternate({{"multi-row INSERT, 500 a statement", [&] { return multi_row_insert(rows); }},
                                         {"LOAD DATA", [&] { return load_data(rows); }},
                                         {"push, one stream", [&] { return pushes(rows, 1); }},
                                         {"push, four streams", [&] { return pushes(rows, 4); }}},
                                        options_.pick<std::size_t>(1, 3, 3));
        const bool mysql = name_ == "MySQL";
        const char* bars[] = {"", "", mysql ? "≥ 0.35" : "≥ 0.25", "≥ 0.35"};
        const char* names[] = {"multi-row INSERT, 500 a statement", "LOAD DATA", "push, one stream",
                               "push, four streams"};
        for (std::size_t i = 0; i < 4; ++i) {
            table.add({name_, std::string(names[i]) + ", " + std::to_string(rows) + " rows",
                       number(static_cast<double>(rows) * 1'000 / series.wall_ms(i), 0) + " rows/s",
                       number(1 / series.wall_ratio(i, 0), 2) + " of INSERT", bars[i]});
        }
    }

    void one_at_a_time(Table& table) {
        constexpr std::size_t clients = 16;
        const std::size_t each = options_.pick<std::size_t>(3, 100, 300);
        step("one operation at a time, 16 clients");
        std::vector<Stream> streams;
        for (std::size_t i = 0; i < clients; ++i) streams.push_back(stream());
        std::vector<double> waits(clients * each);
        const Sample whole = measure([&] {
            in_threads(clients, [&](std::size_t i) {
                for (std::size_t n = 0; n < each; ++n) {
                    waits[i * each + n] = measure([&] { streams[i].push_creations(1); }).wall_ms;
                }
            });
        });
        std::ranges::sort(waits);
        const auto at = [&](double share) {
            return waits[static_cast<std::size_t>(share * static_cast<double>(waits.size() - 1))];
        };
        table.add({name_, "one-operation push, 16 clients at once",
                   number(static_cast<double>(waits.size()) * 1'000 / whole.wall_ms, 0) + " pushes/s",
                   "median " + milliseconds(at(0.5)) + " ms, p99 " + milliseconds(at(0.99)) + " ms", "p99 ≤ 50 ms"});
    }

    void laptops(Table& table) {
        const std::size_t count = options_.pick<std::size_t>(4, 50, 50);
        const std::size_t each = options_.pick<std::size_t>(20, 1'000, 1'000);
        step("fifty laptops come back");
        std::vector<Stream> streams;
        for (std::size_t i = 0; i < count; ++i) streams.push_back(stream());
        const Sample whole = measure([&] {
            in_threads(count, [&](std::size_t i) {
                for (std::size_t done = 0; done < each; done += batch_size) {
                    streams[i].push_creations(std::min(batch_size, each - done));
                }
            });
        });
        table.add({name_, std::to_string(count) + " laptops × " + std::to_string(each) + " operations",
                   number(static_cast<double>(count * each) * 1'000 / whole.wall_ms, 0) + " operations/s",
                   "drained in " + number(whole.wall_ms / 1'000, 1) + " s", "≤ 10 s"});
    }

    struct Fetched {
        std::uint64_t after = 0;
        std::size_t operations = 0;
        std::size_t text = 0;
    };
    // All of the log after a number, as a laptop asks for it.
    Fetched fetch(sync::Connection& connection, std::uint64_t after) {
        Fetched fetched{after, 0, 0};
        for (;;) {
            std::size_t page = 0;
            must(connection.call("sync_pull",
                                 {R"({"protocol":"1","schema":"1","server_id":")" + office_.server_id +
                                  R"(","device":")" + std::string(32, 'e') + R"(","operations_max":"1000","after":")" +
                                  std::to_string(fetched.after) + "\"}"},
                                 [&](std::size_t set, sync::RowView cells) {
                                     if (set != 2) return;
                                     fetched.after = std::stoull(std::string(*cells[0]));
                                     fetched.text += cells[13]->size();
                                     ++page;
                                 }));
            if (page == 0) return fetched;
            fetched.operations += page;
        }
    }

    void bytes(Table& table) {
        const std::size_t changes = 500;
        step("bytes on the wire");
        test::FaultProxy proxy(office_.server.port());
        const std::uint64_t before_all = std::stoull(office_.cell("select number from head"));
        double up = 0;
        {
            Stream laptop(office_, proxy.port(), ++streams_);
            laptop.push_creations(changes);
            const std::uint64_t before = proxy.counts().up;
            laptop.push_changes(changes);
            up = static_cast<double>(proxy.counts().up - before) / static_cast<double>(changes);
        }
        sync::Connection reader = office_.connect(proxy.port(), true);
        const std::uint64_t before = proxy.counts().down;
        const Fetched fetched = fetch(reader, before_all + changes);
        const double down = static_cast<double>(proxy.counts().down - before) / static_cast<double>(fetched.operations);
        const double text = static_cast<double>(std::string_view("05 61 00 00 00").size());
        table.add({name_, "bytes of one changed field, up, beyond its text", number(up - text, 0), "", "≤ 150"});
        table.add({name_, "bytes of one changed field, down, compressed", number(down, 0), "", "≤ 40"});
    }

    void pull(Table& table) {
        step("pull");
        sync::Connection connection = office_.connect();
        Fetched fetched;
        const Sample raw = measure([&] { fetched = fetch(connection, 0); });
        table.add({name_, "pull, " + std::to_string(fetched.operations) + " operations, nothing kept",
                   number(static_cast<double>(fetched.operations) * 1'000 / raw.wall_ms, 0) + " operations/s", "", ""});
        step("pull and apply");
        Office::Laptop laptop;
        const Sample kept = measure([&] { laptop = office_.join(folder_ / ("joined-" + name_ + ".epic")); });
        table.add({name_, "join: pull and apply into the encrypted file",
                   number(static_cast<double>(laptop.pulled) * 1'000 / kept.wall_ms, 0) + " operations/s", "",
                   "≥ 40000"});
    }

    const Options& options_;
    std::filesystem::path folder_;
    Progress& progress_;
    std::string name_;
    Office office_;
    std::uint64_t streams_ = 0;
};

int run(int count, char** arguments) {
    const Options options = read_options(count, arguments);
    const Workshop workshop(options.folder);
    std::cout << machine_line(options.folder) << "\n\n";
    Table table({"server", "what", "rate", "", "bar"});
    std::string versions;
    {
        Progress progress;
        for (const test::ServerKind kind : {test::ServerKind::mariadb, test::ServerKind::mysql}) {
            Bench bench(kind, options, workshop.path(), progress);
            versions += (versions.empty() ? "" : ", ") + bench.version();
            bench.run(table);
        }
    }
    std::cout << table.text() << "\n" << versions << "\n" << machine_line(options.folder) << "\n";
    if (!options.markdown.empty()) write_text(options.markdown, table.markdown());
    if (!options.tsv.empty()) write_text(options.tsv, table.tsv());
    return 0;
}

} // namespace
} // namespace epic::bench

int main(int count, char** arguments) {
    try {
        return epic::bench::run(count, arguments);
    } catch (const std::exception& failure) {
        std::cerr << "bench_sync: " << failure.what() << "\n";
        return EXIT_FAILURE;
    }
}
