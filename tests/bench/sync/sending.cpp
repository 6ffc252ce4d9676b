#include <algorithm>
#include <exception>
#include <fstream>
#include <mutex>
#include <thread>

#include "tests/bench/office/stream.hpp"
#include "tests/bench/sync/workloads.hpp"
#include "tests/support/fault_proxy.hpp"

namespace epic::bench {
namespace {

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

// A row of `raw_client`, as text of SQL or of LOAD DATA.
std::string row(const Office& office, char quote, const char* separator) {
    const std::string q = quote == 0 ? "" : std::string(1, quote);
    const std::string null = quote == 0 ? "\\N" : "null";
    std::string text = q + intl::system_environment().ids.next().hex() + q;
    for (const std::string& cell :
         {q + std::string(client_name) + q, null, null, null, q + "2026-11-01" + q, null,
          q + office.commercial.hex() + q, q + std::string(client_notes) + q, std::string("0")}) {
        text += separator + cell;
    }
    return text;
}

std::vector<std::string> insert_statements(const Office& office, std::size_t rows, std::size_t in_one) {
    std::vector<std::string> statements;
    for (std::size_t i = 0; i < rows; ++i) {
        if (i % in_one == 0) statements.emplace_back("insert into raw_client values ");
        statements.back() += (i % in_one == 0 ? "(" : ",(") + row(office, '\'', ",") + ")";
    }
    return statements;
}

void empty_raw_table(const Office& office) {
    must(office.admin().execute("create table if not exists raw_client like client"));
    must(office.admin().execute("truncate table raw_client"));
}

Sample multi_row_insert(const Office& office, std::size_t rows) {
    empty_raw_table(office);
    sync::Connection admin = office.admin();
    const auto statements = insert_statements(office, rows, batch_size);
    return office.measure([&] {
        for (const std::string& statement : statements) must(admin.execute(statement));
    });
}

Sample load_data(const Office& office, std::size_t rows) {
    empty_raw_table(office);
    sync::Connection admin = office.admin();
    const std::filesystem::path file = office.server.folder() / "rows.tsv";
    {
        std::ofstream out(file);
        for (std::size_t i = 0; i < rows; ++i) out << row(office, 0, "\t") << "\n";
    }
    std::filesystem::permissions(file, std::filesystem::perms{0644});
    const Sample sample = office.measure([&] {
        must(admin.execute("load data infile " + admin.quote(file.string()) +
                           " into table raw_client character set utf8mb4"));
    });
    std::filesystem::remove(file);
    return sample;
}

Sample pushes(const Office& office, std::size_t rows, std::size_t count) {
    std::vector<Stream> streams;
    std::vector<std::vector<std::string>> batches;
    for (std::size_t i = 0; i < count; ++i) {
        streams.emplace_back(office, office.server.port());
        batches.push_back(streams.back().creations(rows / count));
    }
    return office.measure([&] { in_threads(count, [&](std::size_t i) { streams[i].send(std::move(batches[i])); }); });
}

void push(SyncReport& report, const Office& office) {
    const auto rows = report.options.pick<std::size_t>(400, 20'000, 100'000);
    const std::vector<Contestant> contestants{
        {"multi-row INSERT, 500 a statement", [&] { return multi_row_insert(office, rows); }},
        {"LOAD DATA", [&] { return load_data(office, rows); }},
        {"push, one stream", [&] { return pushes(office, rows, 1); }},
        {"push, four streams", [&] { return pushes(office, rows, 4); }}};
    report.step("push " + std::to_string(rows) + " operations, against inserts");
    const Series series = alternate(contestants, report.options.pick<std::size_t>(1, 3, 3), [&](std::size_t done) {
        report.step("push, round " + std::to_string(done) + " done");
    });
    const double one = office.server.kind() == test::ServerKind::mysql ? 0.35 : 0.25;
    for (std::size_t i = 0; i < contestants.size(); ++i) {
        const std::string what = contestants[i].name + ", " + std::to_string(rows);
        const double wall = series.wall_ms(i);
        const std::string result = per_second(static_cast<double>(rows), wall);
        const std::string processor = number(series.cpu_ms(i) * 1'000 / static_cast<double>(rows), 1) + " µs each (" +
                                      number(1 / series.cpu_ratio(i, 0), 2) + ")";
        const double ratio = 1 / series.wall_ratio(i, 0);
        if (i < 2) {
            report.line(what, result, number(ratio, 2) + " of INSERT", processor);
        } else {
            const double bar = i == 2 ? one : 0.35;
            report.bar(what, result, number(ratio, 2) + " of INSERT", processor, "≥ " + number(bar, 2), ratio >= bar);
        }
    }
}

struct Waits {
    std::vector<double> ms;
    double at(double share) {
        std::ranges::sort(ms);
        return ms[static_cast<std::size_t>(share * static_cast<double>(ms.size() - 1))];
    }
};

// Sixteen clients, one operation at a time each, as fast as they can or after a pause for thought.
Sample one_by_one(const Office& office, std::size_t each, bool pushes, std::chrono::milliseconds pause, Waits& waits) {
    constexpr std::size_t clients = 16;
    empty_raw_table(office);
    std::vector<Stream> streams;
    std::vector<sync::Connection> plain;
    std::vector<std::vector<std::string>> statements(clients);
    for (std::size_t i = 0; i < clients; ++i) {
        if (pushes) {
            Stream& stream = streams.emplace_back(office, office.server.port());
            for (std::size_t n = 0; n < each; ++n) statements[i].push_back(stream.creations(1).front());
        } else {
            plain.push_back(office.admin());
            statements[i] = insert_statements(office, each, 1);
        }
    }
    std::mutex mutex;
    return office.measure([&] {
        in_threads(clients, [&](std::size_t i) {
            std::vector<double> own;
            std::this_thread::sleep_for(pause * static_cast<int>(i) / static_cast<int>(clients));
            for (std::string& statement : statements[i]) {
                own.push_back(bench::measure([&] {
                                  if (pushes) {
                                      streams[i].send(statement);
                                  } else {
                                      must(plain[i].execute(statement));
                                  }
                              }).wall_ms);
                std::this_thread::sleep_for(pause);
            }
            const std::lock_guard lock(mutex);
            waits.ms.insert(waits.ms.end(), own.begin(), own.end());
        });
    });
}

void one_at_a_time(SyncReport& report, const Office& office) {
    using std::chrono::milliseconds;
    const auto each = report.options.pick<std::size_t>(3, 60, 150);
    report.step("one operation at a time, 16 clients");
    Waits inserted, pushed, calm;
    const std::vector<Contestant> contestants{
        {"one-row INSERT, 16 clients, without a pause",
         [&] { return one_by_one(office, each, false, milliseconds(0), inserted); }},
        {"one-operation push, 16 clients, without a pause",
         [&] { return one_by_one(office, each, true, milliseconds(0), pushed); }},
        {"one-operation push, 16 clients, ten a second each",
         [&] { return one_by_one(office, std::max<std::size_t>(3, each / 4), true, milliseconds(100), calm); }}};
    const Series series = alternate(contestants, report.options.pick<std::size_t>(1, 3, 3));
    Waits* waits[] = {&inserted, &pushed, &calm};
    for (std::size_t i = 0; i < contestants.size(); ++i) {
        const auto rounds = static_cast<double>(series.samples[i].size());
        const double count = static_cast<double>(waits[i]->ms.size());
        const double p99 = waits[i]->at(0.99);
        const std::string result = "median " + epic::bench::milliseconds(waits[i]->at(0.5)) + " ms, p99 " +
                                   epic::bench::milliseconds(p99) + " ms, longest " +
                                   epic::bench::milliseconds(waits[i]->at(1)) + " ms";
        const std::string rate = per_second(count / rounds, series.wall_ms(i));
        const std::string processor = number(series.cpu_ms(i) * rounds * 1'000 / count, 0) + " µs each";
        if (i == 0) {
            report.line(contestants[i].name, result, rate, processor);
        } else {
            report.bar(contestants[i].name, result, rate, processor, "p99 ≤ 50 ms", p99 <= 50);
        }
    }
}

void many_laptops(SyncReport& report, const Office& office) {
    const auto count = report.options.pick<std::size_t>(4, 50, 50);
    const auto each = report.options.pick<std::size_t>(20, 1'000, 1'000);
    report.step(std::to_string(count) + " laptops come back");
    // From the connection on: they come back, and each says hello.
    const auto inserts = [&] {
        empty_raw_table(office);
        std::vector<std::vector<std::string>> statements;
        for (std::size_t i = 0; i < count; ++i) statements.push_back(insert_statements(office, each, batch_size));
        return office.measure([&] {
            in_threads(count, [&](std::size_t i) {
                sync::Connection admin = office.admin();
                for (const std::string& statement : statements[i]) must(admin.execute(statement));
            });
        });
    };
    const auto laptops = [&] {
        return office.measure([&] {
            in_threads(count, [&](std::size_t) {
                Stream stream(office, office.server.port());
                stream.send(stream.creations(each));
            });
        });
    };
    const Series series = alternate({{"", inserts}, {"", laptops}}, report.options.pick<std::size_t>(1, 1, 3));
    const auto all = static_cast<double>(count * each);
    const double wall = series.wall_ms(1);
    report.bar(std::to_string(count) + " laptops × " + std::to_string(each) + " operations",
               "drained in " + number(wall / 1'000, 1) + " s, " + per_second(all, wall),
               number(1 / series.wall_ratio(1, 0), 2) + " of as many inserting",
               number(series.cpu_ms(1) * 1'000 / all, 1) + " µs each", "≤ 10 s", wall <= 10'000);
}

} // namespace

std::string per_second(double count, double wall_ms) {
    return number(count * 1'000 / wall_ms, 0) + "/s";
}

void measure_sending(SyncReport& report, const Office& office) {
    if (report.options.wants("push")) push(report, office);
    if (report.options.wants("one")) one_at_a_time(report, office);
    if (report.options.wants("laptops")) many_laptops(report, office);
}

void measure_bytes(SyncReport& report, const Office& office) {
    constexpr std::size_t changes = 500;
    if (!report.options.wants("bytes")) return;
    report.step("bytes on the wire");
    test::FaultProxy proxy(office.server.port());
    double up = 0;
    std::string head;
    {
        Stream laptop(office, proxy.port());
        laptop.send(laptop.creations(changes));
        head = office.cell("select number from head");
        auto batches = laptop.changes(changes);
        const std::uint64_t before = proxy.counts().up;
        laptop.send(std::move(batches));
        up = static_cast<double>(proxy.counts().up - before) / static_cast<double>(changes);
    }
    const auto down = [&](bool compress) {
        sync::Connection reader = office.connect(proxy.port(), compress);
        const std::uint64_t before = proxy.counts().down;
        std::size_t operations = 0;
        must(reader.call(
            "sync_pull",
            {sync::pull_document({office.server_id, intl::system_environment().ids.next()}, std::stoull(head), 1'000)},
            [&](std::size_t set, sync::RowView) { operations += set == 2 ? 1 : 0; }));
        if (operations != changes) throw std::runtime_error("other people changed something as well");
        return static_cast<double>(proxy.counts().down - before) / static_cast<double>(changes);
    };
    const double beyond = up - static_cast<double>(Stream::changed_text);
    report.bar("bytes up for one changed field, beyond its text", number(beyond, 0), {}, {}, "≤ 150", beyond <= 150);
    report.line("bytes down for one changed field, as it is", number(down(false), 0));
    const double compressed = down(true);
    report.bar("bytes down for one changed field, compressed", number(compressed, 0), {}, {}, "≤ 40", compressed <= 40);
}

} // namespace epic::bench
