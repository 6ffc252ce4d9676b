#include "tests/bench/office/stream.hpp"
#include "tests/bench/support/workshop.hpp"
#include "tests/bench/sync/local_writer.hpp"
#include "tests/bench/sync/plain_file.hpp"
#include "tests/bench/sync/workloads.hpp"

namespace epic::bench {
namespace {

using LogSink = std::function<void(sync::RowView)>;

// All of the log, as a laptop asks for it.
std::size_t fetch_log(const Office& office, const LogSink& sink) {
    sync::Connection connection = office.connect();
    const sync::Envelope envelope{office.server_id, intl::system_environment().ids.next()};
    std::uint64_t after = 0;
    std::size_t operations = 0;
    for (;;) {
        std::size_t page = 0;
        must(connection.call("sync_pull", {sync::pull_document(envelope, after, 1'000)},
                             [&](std::size_t set, sync::RowView row) {
                                 if (set != 2) return;
                                 after = std::stoull(std::string(*row[0]));
                                 if (sink) sink(row);
                                 ++page;
                             }));
        if (page == 0) return operations;
        operations += page;
    }
}

// Four creations to one change.
void fill_log(const Office& office, std::size_t operations) {
    Stream stream(office, office.server.port());
    stream.send(stream.creations(operations - operations / 5));
    stream.send(stream.changes(operations / 5));
}

// In memory, so that fsync, which is the disk's affair, costs nothing.
void meanwhile(SyncReport& report, Office::Laptop laptop, std::uint64_t head) {
    report.step("someone writes while the log arrives");
    LocalWriter writer(*laptop.store);
    writer.start(std::chrono::milliseconds(15));
    std::this_thread::sleep_for(std::chrono::seconds(report.options.pick(0, 2, 4)) + std::chrono::milliseconds(200));
    const std::vector<double> alone = writer.stop();
    // Only while the log comes: an exchange sends before it fetches, for as long as somebody writes.
    std::vector<double> waits;
    bool writing = false;
    laptop.exchange([&](const sync::ExchangeProgress& progress) {
        const bool comes = progress.state == sync::SyncState::receiving && progress.done < head;
        if (comes && !writing && waits.empty()) {
            writer.start(std::chrono::milliseconds(15));
            writing = true;
        } else if (!comes && writing) {
            waits = writer.stop();
            writing = false;
        }
        return true;
    });
    report.line("a local edit, nothing else going on", waits_line(alone));
    if (waits.empty()) { // of the tiny counts
        report.line("a local edit while the log is applied", "the log came at once, nobody could write meanwhile");
        return;
    }
    const double own = alone[alone.size() / 2];
    const double blocked = waits.back() - own;
    report.bar("a local edit while the log is applied", waits_line(waits),
               "blocked for " + milliseconds(blocked) + " ms at most", {}, "≤ 16 ms", blocked <= 16);
}

} // namespace

void measure_receiving(SyncReport& report, const Office& office, const std::filesystem::path& folder) {
    const bool pulls = report.options.wants("pull");
    const bool blocks = report.options.wants("block");
    if (!pulls && !blocks) return;
    const auto operations = report.options.pick<std::size_t>(500, 20'000, 100'000);
    const auto rounds = report.options.pick<std::size_t>(1, 3, 3);
    const std::filesystem::path in_memory = "/dev/shm";
    const Workshop memory(std::filesystem::is_directory(in_memory) ? in_memory : folder);
    report.step("laptops join, then the log grows by " + std::to_string(operations));
    std::vector<Office::Laptop> laptops;
    if (pulls) {
        for (std::size_t i = 0; i < rounds; ++i) {
            laptops.push_back(office.join(folder / ("pulls-" + office.name() + std::to_string(i) + ".epic")));
        }
    }
    Office::Laptop busy;
    if (blocks) busy = office.join(memory.path() / ("busy-" + office.name() + ".epic"));
    fill_log(office, operations);

    if (pulls) {
        report.step("pull " + std::to_string(operations) + " operations");
        std::size_t next = 0;
        std::size_t fetched = 0;
        const auto apply = [&] {
            Office::Laptop laptop = std::move(laptops.at(next++));
            return office.measure([&] {
                const sync::ExchangeReport done = laptop.exchange();
                if (done.problem) throw std::runtime_error(done.problem->details);
                if (static_cast<std::size_t>(done.pulled) != operations) {
                    throw std::runtime_error(std::to_string(done.pulled) + " operations were pulled");
                }
            });
        };
        const auto into_plain_file = [&] {
            return office.measure([&] {
                PlainFile file(folder / "plain.sqlite");
                file.begin_table("operation_log", 16);
                fetched = fetch_log(office, [&](sync::RowView row) { file.take(row); });
                file.end_table();
            });
        };
        const auto nothing_kept = [&] { return office.measure([&] { fetched = fetch_log(office, {}); }); };
        const std::vector<Contestant> contestants{{"the log into one table of plain SQLite", into_plain_file},
                                                  {"pull, nothing kept", nothing_kept},
                                                  {"pull and apply into the encrypted file", apply}};
        const Series series = alternate(contestants, rounds, [&](std::size_t done) {
            report.step("pull, round " + std::to_string(done) + " done");
        });
        for (std::size_t i = 0; i < contestants.size(); ++i) {
            const auto count = static_cast<double>(i == 2 ? operations : fetched);
            const double rate = count * 1'000 / series.wall_ms(i);
            const std::string what = contestants[i].name + ", " + std::to_string(static_cast<std::size_t>(count));
            const std::string ratio = number(1 / series.wall_ratio(i, 0), 2) + " of plain";
            const std::string processor = number(series.cpu_ms(i) * 1'000 / count, 1) + " µs each";
            if (i < 2) {
                report.line(what, number(rate, 0) + "/s", i == 0 ? "" : ratio, processor);
            } else {
                report.bar(what, number(rate, 0) + "/s", ratio, processor, "≥ 40000/s", rate >= 40'000);
            }
        }
    }
    if (blocks) meanwhile(report, std::move(busy), std::stoull(office.cell("select number from head")));
}

} // namespace epic::bench
