// bench_vault: plain SQLite, SQLCipher and the vault, in turns. What is measured and how: tests/bench/README.md.
#include <array>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <memory>

#include "tests/bench/support/measure.hpp"
#include "tests/bench/support/report.hpp"
#include "tests/bench/support/workshop.hpp"
#include "tests/bench/vault/engine_process.hpp"

namespace epic::bench {
namespace {

// A workload of the table, with the ratios that the vault is to keep below. A bar of 0 is none.
struct Line {
    const char* workload;
    const char* title;
    std::int64_t smoke_count, quick_count, full_count;
    std::size_t quick_rounds, full_rounds;
    double bar_to_plain, bar_to_sqlcipher;
};

constexpr std::array lines = {
    Line{"bulk", "bulk load", 200, 20'000, 100'000, 3, 3, 1.15, 1.00},
    Line{"one_row_normal", "one-row transactions, NORMAL", 20, 1'000, 2'000, 7, 9, 1.35, 0.72},
    Line{"one_row_full", "one-row transactions, FULL", 20, 100, 300, 7, 9, 1.15, 0.75},
    Line{"scan", "full scan, cached by the system", 1, 1, 1, 9, 11, 2.1, 0.68},
    Line{"scan_evicted", "full scan, evicted", 1, 1, 1, 7, 9, 1.15, 0.50},
    Line{"point_reads", "point reads, 10-page cache", 100, 10'000, 20'000, 9, 11, 3.5, 0.50},
    Line{"random_updates", "random updates, 100 a transaction", 2, 20, 50, 7, 9, 1.2, 0.60},
    Line{"list_screen", "list screen, warm", 5, 50, 50, 7, 9, 1.05, 1.00},
    Line{"checkpoint", "checkpoint", 200, 5'000, 20'000, 7, 9, 1.05, 1.00},
    Line{"open", "open, without key derivation", 2, 20, 20, 9, 11, 1.0, 0.50},
    Line{"size", "size, KB", 1, 1, 1, 1, 1, 1.015, 1.00},
};

constexpr std::array growth_lines = {
    Line{"grown_read", "reads of one row", 100, 10'000, 20'000, 5, 7, 0, 0},
    Line{"grown_write", "one-row transactions, FULL", 10, 50, 100, 5, 7, 0, 0},
    Line{"grown_open", "open", 1, 10, 10, 5, 7, 0, 0},
};

class Bench {
public:
    Bench(Options options, const std::filesystem::path& sqlcipher);
    void run();

private:
    Series measure_in_turns(const std::string& workload, std::int64_t count, std::size_t rounds);
    std::vector<std::string> row(const std::string& title, const Series& series, double bar_to_plain,
                                 double bar_to_sqlcipher);
    void add_main_table();
    void add_growth();
    void add_crash();
    void show(const std::string& title, const Table& table);
    std::vector<std::string> columns(const std::string& first) const;
    bool has_sqlcipher() const { return engines_.size() == 3; }

    Options options_;
    Workshop workshop_;
    std::vector<std::unique_ptr<EngineProcess>> engines_; // plain, vault, and SQLCipher where it is there
    std::unique_ptr<Progress> progress_;
    std::string markdown_;
    // Every engine's figures on a line of their own, for a spreadsheet.
    Table raw_{{"workload", "engine", "wall ms", "CPU ms", "wall to plain", "CPU to plain", "middle half"}};
};

constexpr std::size_t plain = 0;
constexpr std::size_t vault = 1;
constexpr std::size_t sqlcipher = 2;
constexpr std::array<std::string_view, 3> engine_names = {"plain", "vault", "SQLCipher"};

Bench::Bench(Options options, const std::filesystem::path& library)
    : options_(std::move(options)), workshop_(options_.folder) {
    engines_.push_back(std::make_unique<EngineProcess>(Kind::plain, workshop_.path() / "plain", ""));
    engines_.push_back(std::make_unique<EngineProcess>(Kind::vault, workshop_.path() / "vault", ""));
    if (std::filesystem::exists(library)) {
        engines_.push_back(std::make_unique<EngineProcess>(Kind::sqlcipher, workshop_.path() / "sqlcipher", library));
    } else {
        std::cerr << "SQLCipher is not there: its columns stay empty\n";
    }
}

Series Bench::measure_in_turns(const std::string& workload, std::int64_t count, std::size_t rounds) {
    if (options_.size == Size::smoke) rounds = 1;
    std::uint64_t round = 0;
    std::vector<Contestant> contestants;
    for (const auto& engine : engines_) {
        contestants.push_back({"", [&, engine = engine.get()] { return engine->run(workload, count, round); }});
    }
    return alternate(contestants, rounds, [&](std::size_t done) { round = done; });
}

std::vector<std::string> Bench::columns(const std::string& first) const {
    return {first,
            "plain, ms",
            "SQLCipher, ms",
            "vault, ms",
            "vault : plain (bar)",
            "vault : SQLCipher (bar)",
            "plain : SQLCipher",
            "CPU, vault : plain",
            "CPU, vault : SQLCipher",
            "middle half"};
}

std::vector<std::string> Bench::row(const std::string& title, const Series& series, double bar_to_plain,
                                    double bar_to_sqlcipher) {
    const int decimals = title.starts_with("size") ? 3 : 2;
    const auto ratio = [&](double value, double bar) {
        return number(value, decimals) + (bar == 0 ? "" : " (≤ " + number(bar, decimals) + ")");
    };
    const auto against_sqlcipher = [&](const auto& cell) { return has_sqlcipher() ? cell() : std::string(); };
    for (std::size_t who = 0; who < engines_.size(); ++who) {
        raw_.add({title, std::string(engine_names.at(who)), number(series.wall_ms(who), 4),
                  number(series.cpu_ms(who), 4), number(series.wall_ratio(who, plain), 4),
                  number(series.cpu_ratio(who, plain), 4), number(series.spread(who), 4)});
    }
    return {title,
            milliseconds(series.wall_ms(plain)),
            against_sqlcipher([&] { return milliseconds(series.wall_ms(sqlcipher)); }),
            milliseconds(series.wall_ms(vault)),
            ratio(series.wall_ratio(vault, plain), bar_to_plain),
            against_sqlcipher([&] { return ratio(series.wall_ratio(vault, sqlcipher), bar_to_sqlcipher); }),
            against_sqlcipher([&] { return number(series.wall_ratio(plain, sqlcipher), decimals); }),
            number(series.cpu_ratio(vault, plain), 2),
            against_sqlcipher([&] { return number(series.cpu_ratio(vault, sqlcipher), 2); }),
            "± " + number(series.spread(vault) * 50, 0) + " %"};
}

void Bench::show(const std::string& title, const Table& table) {
    progress_->pause();
    std::cout << title << "\n\n" << table.text() << std::endl;
    // After each table, so that a run that is stopped leaves what it had.
    markdown_ += title + "\n\n" + table.markdown() + "\n";
    if (!options_.markdown.empty()) write_text(options_.markdown, markdown_);
    if (!options_.tsv.empty()) write_text(options_.tsv, raw_.tsv());
}

void Bench::add_main_table() {
    const auto clients = options_.pick(lines[0].smoke_count, lines[0].quick_count, lines[0].full_count);
    Table table(columns("workload"));
    for (const Line& line : lines) {
        // The others work on what bulk has left.
        const bool wanted = options_.wants(line.workload);
        if (!wanted && &line != &lines.front()) continue;
        progress_->step(line.title);
        const std::size_t rounds = wanted ? options_.pick(std::size_t{1}, line.quick_rounds, line.full_rounds) : 1;
        const Series series =
            measure_in_turns(line.workload, options_.pick(line.smoke_count, line.quick_count, line.full_count), rounds);
        if (wanted) table.add(row(line.title, series, line.bar_to_plain, line.bar_to_sqlcipher));
    }
    show(std::to_string(clients) + " clients, " + std::to_string(2 * clients) + " contracts, " +
             std::to_string(2 * clients) + " events, full-text search:",
         table);
}

void Bench::add_growth() {
    std::vector<std::int64_t> sizes = {100'000, 1'000'000, 5'000'000};
    if (options_.size == Size::quick) sizes.pop_back();
    if (options_.size == Size::smoke) sizes = {1'000, 2'000};
    Table table(columns("as the file grows"));
    std::uint64_t step = 0;
    for (const std::int64_t rows : sizes) {
        const std::string with_rows = ", " + std::to_string(rows) + " rows";
        progress_->step("growing to" + with_rows.substr(1));
        for (const auto& engine : engines_) engine->run("grow", rows, step);
        ++step;
        for (const Line& line : growth_lines) {
            progress_->step(line.title + with_rows);
            const Series series =
                measure_in_turns(line.workload, options_.pick(line.smoke_count, line.quick_count, line.full_count),
                                 options_.pick(std::size_t{1}, line.quick_rounds, line.full_rounds));
            table.add(row(line.title + with_rows, series, 0, 0));
        }
    }
    show("One table of small rows:", table);
}

void Bench::add_crash() {
    std::vector<std::int64_t> sizes = {1'000, 16'000, 64'000};
    if (options_.size == Size::quick) sizes.pop_back();
    if (options_.size == Size::smoke) sizes = {100};
    Table table(columns("open after a crash"));
    for (const std::int64_t pages : sizes) {
        progress_->step("open after a crash, " + std::to_string(pages) + " pages in the log");
        for (const auto& engine : engines_) engine->run_to_the_end("crash", pages);
        const Series series =
            measure_in_turns("open_after_crash", 1, options_.pick(std::size_t{1}, std::size_t{5}, std::size_t{5}));
        table.add(row(std::to_string(pages) + " pages in the log", series, 0, 0));
    }
    show("Opening what a killed program has left:", table);
}

void Bench::run() {
    const std::string machine = machine_line(options_.folder);
    std::cout << machine << "\n\n";
    markdown_ = machine + "\n\n";
    progress_ = std::make_unique<Progress>();
    add_main_table();
    if (options_.wants("growth")) add_growth();
    if (options_.wants("crash")) add_crash();
    progress_.reset();
    const std::string end = "At the end: " + machine_line(options_.folder);
    std::cout << end << "\n";
}

} // namespace
} // namespace epic::bench

int main(int count, char** arguments) {
    try {
        if (count > 1 && std::string_view(arguments[1]) == "--engine") {
            return epic::bench::serve(count - 2, arguments + 2);
        }
        const auto beside = std::filesystem::read_symlink("/proc/self/exe").parent_path();
        epic::bench::Bench(epic::bench::read_options(count, arguments), beside / "libsqlcipher.so").run();
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "bench_vault: " << error.what() << "\n";
        return 1;
    }
}
