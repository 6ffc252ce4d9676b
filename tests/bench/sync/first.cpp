#include <chrono>
#include <fstream>
#include <malloc.h>
#include <thread>

#include "tests/bench/office/many_records.hpp"
#include "tests/bench/office/stream.hpp"
#include "tests/bench/support/workshop.hpp"
#include "tests/bench/sync/local_writer.hpp"
#include "tests/bench/sync/plain_file.hpp"
#include "tests/bench/sync/workloads.hpp"

namespace epic::bench {
namespace {

// Of this process, in MB: "VmRSS:" what it has, "VmHWM:" the most since forget_peak.
double memory_mb(const std::string& name) {
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;) {
        double kilobytes = 0;
        if (word == name && status >> kilobytes) return kilobytes / 1'024;
    }
    throw std::runtime_error("no " + name + " in /proc/self/status");
}

void forget_peak() {
    ::malloc_trim(0);
    std::ofstream("/proc/self/clear_refs") << "5";
}

Sample select_all(const Office& office, PlainFile* file) {
    struct Table {
        const char* name;
        std::size_t columns;
        const char* query;
    };
    // Generated columns are not the rows'.
    const Table tables[] = {
        {"collaborator", 8, "select * from collaborator"},
        {"client", 10, "select * from client"},
        {"contract", 9, "select * from contract"},
        {"payment", 8, "select * from payment"},
        {"event", 16,
         "select id, title, contract, contact_name, contact_phone, contact_email, starts_at, ends_at, time_zone, "
         "support, venue_name, venue_address, attendees, notes, cancelled, withdrawn from event"},
        {"record", 6, "select * from record"}};
    return office.measure([&] {
        sync::Connection admin = office.admin();
        for (const Table& table : tables) {
            if (file != nullptr) file->begin_table(table.name, table.columns);
            must(admin.execute(table.query, [&](std::size_t, sync::RowView row) {
                if (file != nullptr) file->take(row);
            }));
            if (file != nullptr) file->end_table();
        }
    });
}

// A person who saves every second while the greater part comes, each time in the middle of a long slice. In memory:
// what the disk takes is not what is asked here.
void measure_meanwhile(SyncReport& report, const Office& office, const std::filesystem::path& folder) {
    report.step("someone writes while everything comes");
    const std::filesystem::path in_memory = "/dev/shm";
    const Workshop memory(std::filesystem::is_directory(in_memory) ? in_memory : folder);
    Office::Laptop laptop = office.join(memory.path() / "writes-meanwhile.epic", true);
    LocalWriter writer(*laptop.store);
    writer.start(std::chrono::milliseconds(15));
    std::this_thread::sleep_for(std::chrono::seconds(report.options.pick(0, 2, 4)) + std::chrono::milliseconds(200));
    const std::vector<double> alone = writer.stop();
    const auto begun = std::chrono::steady_clock::now();
    const std::chrono::seconds enough(report.options.pick(1, 20, 60));
    bool writing = false;
    laptop.exchange([&](const sync::ExchangeProgress& progress) {
        if (progress.first && !writing) {
            writer.start(std::chrono::seconds(1));
            writing = true;
        }
        return std::chrono::steady_clock::now() - begun < enough;
    });
    if (!writing) return;
    const std::vector<double> waits = writer.stop();
    const double blocked = waits.back() - alone[alone.size() / 2];
    report.bar("a local edit every second while everything comes", waits_line(waits),
               "blocked for " + milliseconds(blocked) + " ms at most", {}, "≤ 16 ms", blocked <= 16);
}

} // namespace

void measure_first(SyncReport& report, const Office& office, const std::filesystem::path& folder) {
    if (!report.options.wants("first")) return;
    const auto records = report.options.pick<std::size_t>(2'000, 100'000, 1'000'000);
    const std::string of = ", " + std::to_string(records) + " records";
    report.step("writing " + std::to_string(records) + " records");
    write_many_records(office, records, [&](const std::string& what) { report.step("writing " + what); });

    report.step("push beside them");
    // What others have written long ago must cost a push nothing.
    const auto pushed = report.options.pick<std::size_t>(500, 5'000, 10'000);
    Stream stream(office, office.server.port());
    auto creations = stream.creations(pushed);
    const Sample created = office.measure([&] { stream.send(std::move(creations)); });
    auto changes = stream.changes(pushed);
    const Sample changed = office.measure([&] { stream.send(std::move(changes)); });
    const auto rate = [&](const Sample& sample) { return per_second(static_cast<double>(pushed), sample.wall_ms); };
    report.line("push of " + std::to_string(pushed) + " creations beside them" + of, rate(created));
    report.line("push of " + std::to_string(pushed) + " changes beside them" + of, rate(changed));

    report.step("SELECT, streamed");
    const Sample streamed = select_all(office, nullptr);
    report.step("SELECT into plain SQLite");
    Sample plain;
    {
        PlainFile file(folder / "plain.sqlite");
        plain = select_all(office, &file);
    }
    report.step("first synchronisation");
    forget_peak();
    const double before_mb = memory_mb("VmRSS:");
    Office::Laptop laptop;
    const std::filesystem::path path = folder / ("first-" + office.name() + ".epic");
    const Sample useful = office.measure([&] { laptop = office.join(path, true); });
    const std::int64_t first_rows = laptop.pulled;
    report.step("the rest of it");
    std::uint64_t done = 0;
    std::uint64_t said = 0;
    const Sample rest = office.measure([&] {
        const auto finished = laptop.exchange([&](const sync::ExchangeProgress& progress) {
            if (progress.first && progress.done / 50'000 != said) {
                said = progress.done / 50'000;
                report.step(std::to_string(progress.done) + " of " + std::to_string(progress.total));
            }
            done = std::max(done, progress.done);
            return true;
        });
        if (finished.problem) throw std::runtime_error(finished.problem->details);
    });
    const double more_mb = memory_mb("VmHWM:") - before_mb;
    const double whole = useful.wall_ms + rest.wall_ms;
    const double ratio = whole / plain.wall_ms;
    const auto processor = [&](double cpu_ms) {
        return number(cpu_ms * 1'000 / static_cast<double>(records), 1) + " µs each";
    };
    const auto seconds = [](double ms) { return number(ms / 1'000, 1) + " s"; };
    report.line("SELECT of all, streamed" + of, seconds(streamed.wall_ms), {}, processor(streamed.cpu_ms));
    report.line("SELECT of all into plain SQLite" + of, seconds(plain.wall_ms), {}, processor(plain.cpu_ms));
    report.bar("first synchronisation, until a useful screen (" + std::to_string(first_rows) + " rows)",
               seconds(useful.wall_ms), {}, seconds(useful.cpu_ms), "≤ 2 s", useful.wall_ms <= 2'000);
    report.bar("first synchronisation, all" + of, seconds(whole), number(ratio, 1) + " × plain SQLite",
               processor(useful.cpu_ms + rest.cpu_ms), "≤ 1.6 ×", ratio <= 1.6);
    report.bar("memory that it takes more", number(more_mb, 0) + " MB", {}, {}, "≤ 64 MB", more_mb <= 64);
    const auto size = std::filesystem::file_size(path);
    report.line("the file then", number(static_cast<double>(size) / 1e6, 0) + " MB");
    measure_meanwhile(report, office, folder);
}

} // namespace epic::bench
