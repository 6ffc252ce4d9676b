// bench_frames: what a frame costs, and how long a key takes to show its result, with a million records and while the
// office's changes arrive; what the program costs when nobody touches it; how soon it can be used; its memory.
//
// The records are those of the store's bench: a file that is kept in the build folder, and copied. A MariaDB of its own
// is installed from the copy, which takes its records to have been exchanged long ago; somebody else's laptop goes on
// writing there. The program that is measured is a process of its own (at_work.hpp). The last figures are those of the
// real program in a real window.
//
// Parts: start, screens, keys, idle, or the name of a screen as the table has it.
#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <optional>
#include <sstream>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "app/shell/state_folder.hpp"
#include "storage/store/internal/migrations.hpp"
#include "tests/bench/frames/at_work.hpp"
#include "tests/bench/frames/real_window.hpp"
#include "tests/bench/office/office.hpp"
#include "tests/bench/office/office_file.hpp"
#include "tests/bench/office/stream.hpp"
#include "tests/bench/support/report.hpp"
#include "tests/bench/support/workshop.hpp"
#include "tests/support/places.hpp"

namespace epic::bench {
namespace {

// An office of fifty in which everybody writes every other second.
constexpr std::size_t changes_a_second = 24;

struct Figure {
    std::string kind, what;
    double p50 = 0, p99 = 0, worst = 0;
    std::string count;
};

std::vector<Figure> figures_in(const std::string& text) {
    std::vector<Figure> figures;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream cells(line);
        std::vector<std::string> cell;
        for (std::string one; std::getline(cells, one, '\t');) cell.push_back(one);
        if (cell.size() != 6) throw std::runtime_error("not a figure: " + line);
        figures.push_back({cell[0], cell[1], std::stod(cell[2]), std::stod(cell[3]), std::stod(cell[4]), cell[5]});
    }
    return figures;
}

// This program again, with what it is to do; what it writes.
std::string run_process(std::vector<std::string> arguments) {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) throw std::runtime_error("no pipe");
    const pid_t child = ::fork();
    if (child == 0) {
        ::dup2(ends[1], STDOUT_FILENO);
        ::close(ends[0]);
        ::close(ends[1]);
        arguments.insert(arguments.begin(), "bench_frames");
        std::vector<char*> words;
        for (std::string& argument : arguments) words.push_back(argument.data());
        words.push_back(nullptr);
        ::execv("/proc/self/exe", words.data());
        ::_exit(127);
    }
    ::close(ends[1]);
    std::string text;
    std::array<char, 4096> bytes;
    for (ssize_t size = 0; (size = ::read(ends[0], bytes.data(), bytes.size())) > 0;) {
        text.append(bytes.data(), static_cast<std::size_t>(size));
    }
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        std::cerr << text;
        throw std::runtime_error("the program at the desk has failed");
    }
    return text;
}

// Somebody else's laptop, which goes on writing until it is destroyed.
class OthersWrite {
public:
    explicit OthersWrite(const Office& office) : stream_(office, office.server.port()) {
        stream_.send(stream_.creations(batch_size));
        thread_ = std::thread([this] { write(); });
    }
    ~OthersWrite() {
        done_ = true;
        thread_.join();
    }
    OthersWrite(const OthersWrite&) = delete;
    OthersWrite& operator=(const OthersWrite&) = delete;

private:
    void write() {
        try {
            while (!done_) {
                stream_.send(stream_.changes(changes_a_second / 2));
                std::this_thread::sleep_for(std::chrono::milliseconds(500));
            }
        } catch (const std::exception& failure) {
            std::fprintf(stderr, "the other laptop: %s\n", failure.what());
        }
    }

    Stream stream_;
    std::atomic<bool> done_ = false;
    std::thread thread_;
};

// The same start several times, as one line for each of its figures.
std::vector<Figure> joined(const std::vector<std::vector<Figure>>& times) {
    std::vector<Figure> all = times.front();
    for (std::size_t i = 0; i < all.size(); ++i) {
        std::vector<double> values;
        for (const auto& figures : times) values.push_back(figures.at(i).worst);
        std::sort(values.begin(), values.end());
        all[i].p50 = values[values.size() / 2];
        all[i].p99 = all[i].worst = values.back();
        all[i].count = std::to_string(values.size());
    }
    return all;
}

struct Row {
    const char* prefix = "";
    const char* unit = " ms";
    const char* bar = "";
    int decimals = 2;
};

Row row_of(const Figure& figure) {
    if (figure.kind == "frames") return {.prefix = "a frame: ", .bar = "p99 ≤ 2 ms"};
    if (figure.kind == "keys") return {.prefix = "a keystroke: ", .bar = "p99 ≤ 33 ms", .decimals = 1};
    if (figure.kind == "memory") return {.prefix = "memory ", .unit = " MB", .bar = "≤ 150 MB", .decimals = 0};
    if (figure.kind == "share") return {.unit = " %", .bar = "≤ 0.1 %", .decimals = 3};
    if (figure.kind == "start") return {.bar = figure.what.starts_with("signing in") ? "≤ 150 ms" : "", .decimals = 0};
    return {.unit = "", .decimals = figure.kind == "rate" ? 2 : 0};
}

Table table_of(const std::vector<Figure>& figures) {
    Table table({"what", "p50", "p99", "worst", "how often", "bar"});
    for (const Figure& one : figures) {
        const Row row = row_of(one);
        const auto value = [&](double x) { return number(x, row.decimals) + row.unit; };
        const bool once = one.count == "1";
        table.add({row.prefix + one.what, value(one.p50), once ? "" : value(one.p99), once ? "" : value(one.worst),
                   once ? "" : one.count, row.bar});
    }
    return table;
}

// As the program itself remembers it.
std::optional<Instant> exchanged(const std::filesystem::path& home) {
    for (const shell::KnownFile& file : shell::StateFolder(home / "epic-events").files()) return file.exchanged;
    return std::nullopt;
}

std::vector<Figure> at_rest(const Options& options, const Office& office, const std::filesystem::path& file,
                            const std::filesystem::path& home, bool others_write) {
    std::optional<OthersWrite> others;
    if (others_write) others.emplace(office);
    const auto seconds = std::chrono::seconds(options.pick(2, 20, 60));
    const auto before = exchanged(home);
    RealWindow window(std::filesystem::read_symlink("/proc/self/exe").parent_path() / "../../epic-events", file, home);
    window.type(office.email());
    window.key("Tab");
    window.type(office.password());
    window.key("Return");
    // Keys that came too soon would have a page at rest on which nobody is signed in.
    for (int i = 0; exchanged(home) == before; ++i) {
        if (i == 60) throw std::runtime_error("the program at rest did not exchange");
        std::this_thread::sleep_for(std::chrono::seconds(1));
    }
    // What the start leaves to be done.
    std::this_thread::sleep_for(std::chrono::seconds(15));
    const auto rested_from = exchanged(home);
    const ProcessorUse use = window.rest(seconds);
    const double exchanges = exchanged(home) == rested_from ? 0 : 1;
    const auto rest = static_cast<double>(seconds.count());
    const std::string when = others_write ? "while others write, at rest" : "at rest";
    return {{"share", when + " in a window, of a core", use.cpu_ms / rest / 10, 0, 0, "1"},
            {"share", when + ", of the threads that play the graphics card", use.drawing_ms / rest / 10, 0, 0, "1"},
            {"rate", when + ", wake-ups a second", static_cast<double>(use.wake_ups) / rest, 0, 0, "1"},
            {"rate", when + ", whether it exchanged in that time", exchanges, 0, 0, "1"}};
}

int run(int count, char** arguments) {
    const Options options = read_options(count, arguments);
    const Workshop workshop(options.folder);
    const std::string begin = machine_line(options.folder);
    std::cout << begin << "\n\n" << std::flush;
    Progress progress;
    const auto records = options.pick<std::int64_t>(2'000, 200'000, 1'000'000);
    const std::filesystem::path file = workshop.path() / "laptop.epic";
    const std::filesystem::path home = workshop.path() / "home";
    std::filesystem::create_directories(home / "epic-events");

    const std::filesystem::path kept =
        test::build_dir() / "bench" /
        ("office-" + std::to_string(records) + "-" + std::to_string(store::newest_version()) + ".epic");
    progress.step(std::to_string(records) + " records");
    make_office_file(kept, OfficeSize::of(records), [&](const std::string& what) { progress.step(what); });
    std::filesystem::copy_file(kept, file);
    progress.step("records that were exchanged long ago");
    take_as_exchanged(file);
    progress.step("a server");
    const Office office(test::ServerKind::mariadb, workshop.path(), file, founder_sign_in(), office_sign_in());

    const auto at_work = [&](const std::vector<std::string>& parts) {
        std::vector<std::string> call{"--at-work",
                                      file,
                                      home / "epic-events",
                                      office.email(),
                                      office.password(),
                                      std::to_string(options.pick(20, 120, 600)),
                                      std::to_string(options.pick(6, 60, 300))};
        call.insert(call.end(), parts.begin(), parts.end());
        return figures_in(run_process(std::move(call)));
    };
    std::vector<Figure> figures;
    const auto add = [&](const std::vector<Figure>& more) { figures.insert(figures.end(), more.begin(), more.end()); };
    if (options.wants("start")) {
        progress.step("the start");
        std::vector<std::vector<Figure>> times;
        for (int i = 0; i < options.pick(1, 3, 9); ++i) times.push_back(at_work({"start"}));
        add(joined(times));
    }
    if (options.workloads != std::vector<std::string>{"start"} &&
        options.workloads != std::vector<std::string>{"idle"}) {
        progress.step("at work, while others write");
        const OthersWrite others(office);
        auto found = at_work(options.workloads);
        std::erase_if(found, [](const Figure& figure) { return figure.kind == "start"; });
        add(found);
    }
    if (options.wants("idle") && options.size != Size::smoke) { // tests/app/window tries the real window
        progress.step("at rest, in a real window");
        for (const bool others_write : {false, true}) add(at_rest(options, office, file, home, others_write));
    }
    progress.pause();
    const Table table = table_of(figures);
    const std::string end = "At the end: " + machine_line(options.folder);
    std::cout << std::to_string(records) << " records\n\n"
              << table.text() << "\nMariaDB " << office.version() << "\n"
              << end << "\n";
    if (!options.markdown.empty()) {
        write_text(options.markdown,
                   begin + "; MariaDB " + office.version() + "\n\n" + table.markdown() + "\n" + end + "\n");
    }
    if (!options.tsv.empty()) write_text(options.tsv, table.tsv());
    return 0;
}

} // namespace
} // namespace epic::bench

int main(int count, char** arguments) {
    using namespace epic::bench;
    const std::vector<std::string> given(arguments, arguments + count);
    try {
        if (given.size() >= 8 && given[1] == "--at-work") {
            return work_at_desk({.file = given[2],
                                 .state_folder = given[3],
                                 .email = given[4],
                                 .password = given[5],
                                 .frames = std::stoi(given[6]),
                                 .keystrokes = std::stoi(given[7]),
                                 .parts = {given.begin() + 8, given.end()}});
        }
        return run(count, arguments);
    } catch (const std::exception& failure) {
        std::cerr << "bench_frames: " << failure.what() << "\n";
        return EXIT_FAILURE;
    }
}
