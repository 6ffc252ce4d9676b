// The store at a million records: search as one types, lists, dashboard, commands, start, memory.
//
// The file is made once for each size and kept in the build folder; it is made by a process of its own, so that the
// memory measured is that of the store at work. Commands are written to it, a few hundred a run.
#include <algorithm>
#include <cstdio>
#include <exception>
#include <fstream>
#include <functional>
#include <map>
#include <sys/wait.h>
#include <unistd.h>

#include "storage/store/internal/migrations.hpp"
#include "storage/store/internal/records.hpp"
#include "storage/store/internal/word_index.hpp"
#include "tests/bench/office/names.hpp"
#include "tests/bench/office/office_file.hpp"
#include "tests/bench/support/measure.hpp"
#include "tests/bench/support/report.hpp"
#include "tests/support/places.hpp"

namespace {

using namespace epic;
using namespace epic::bench;
using F = Field;

constexpr double frame_ms = 16;

double percentile(std::vector<double> values, double share) {
    std::sort(values.begin(), values.end());
    return values.at(static_cast<std::size_t>(share * static_cast<double>(values.size() - 1)));
}

std::string megabytes(double bytes) {
    return number(bytes / 1e6, 0) + " MB";
}

// "VmRSS" now, "VmHWM" at most.
std::string memory(const std::string& what) {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with(what + ":")) return megabytes(std::stod(line.substr(what.size() + 1)) * 1024);
    }
    return "unknown";
}

void make_in_a_process_of_its_own(const std::filesystem::path& path, const OfficeSize& size) {
    if (std::filesystem::exists(path)) return;
    std::fprintf(stderr, "making %s\n", path.filename().c_str());
    const pid_t child = ::fork();
    if (child == 0) {
        try {
            make_office_file(path, size, [](const std::string& done) { std::fprintf(stderr, "  %s\n", done.c_str()); });
            ::_exit(0);
        } catch (const std::exception& failure) {
            std::fprintf(stderr, "%s\n", failure.what());
            ::_exit(1);
        }
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) throw std::runtime_error("the file could not be made");
}

// Every state of the search field while these are typed.
class Keystrokes {
public:
    explicit Keystrokes(std::size_t searches) : names_(random_) {
        for (char letter = 'a'; letter <= 'z'; ++letter) type(std::string(1, letter));
        for (const char* common : {"gmail", "mariage", "société générale", "salle des fêtes", "paris", "traiteur"}) {
            type(common);
        }
        while (typed_.size() < searches) {
            type(names_.person().full_name);
            type(with_an_error(names_.person().full_name));
            type(names_.company());
            type(with_an_error(names_.company()));
            type(names_.person().phone);
            type("20" + std::to_string(random_.between(21, 26)) + "-0" +
                 std::to_string(random_.between(10'000, 99'999)));
            type(names_.venue());
            type(names_.person().full_name.substr(0, 3) + " " + names_.company().substr(0, 4));
            type(with_an_error(names_.event_title()));
        }
        typed_.resize(searches);
    }
    const std::vector<std::string>& typed() const { return typed_; }

private:
    void type(const std::string& text) {
        for (std::size_t end = 1; end <= text.size(); ++end) {
            const bool within = end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80;
            if (!within) typed_.push_back(text.substr(0, end));
        }
    }
    // Two neighbours exchanged.
    std::string with_an_error(std::string text) {
        const auto at = static_cast<std::size_t>(random_.between(1, 5));
        const auto is_letter = [&](std::size_t i) { return i < text.size() && text[i] >= 'a' && text[i] <= 'z'; };
        if (is_letter(at) && is_letter(at + 1)) std::swap(text[at], text[at + 1]);
        return text;
    }

    test::Random random_{7};
    Names names_;
    std::vector<std::string> typed_;
};

class Bench {
public:
    Bench(const Options& options, std::filesystem::path path) : options_(options), path_(std::move(path)) {}

    void run() {
        if (options_.wants("start")) start();
        store_ = open();
        if (options_.wants("search")) search();
        if (options_.wants("lists")) lists();
        if (options_.wants("dashboard")) dashboard();
        add("memory of the program at work", memory("VmRSS"), "at most " + memory("VmHWM"));
        if (options_.wants("commands")) commands();
        store_.reset();
        if (options_.wants("size")) sizes();
    }

    const Table& table() const { return table_; }

private:
    void add(std::string what, std::string figure, std::string more) {
        std::fprintf(stderr, "%s: %s, %s\n", what.c_str(), figure.c_str(), more.c_str());
        table_.add({std::move(what), std::move(figure), std::move(more)});
    }

    std::unique_ptr<store::Store> open() const {
        return must(store::Store::open(path_, office_sign_in(), intl::system_environment()));
    }

    void start() {
        std::vector<double> times;
        for (int i = 0; i < 5; ++i) {
            times.push_back(measure([&] {
                                const auto store = open();
                                (void)must(store->list({.entity = Entity::client, .limit = 100}));
                            }).wall_ms);
        }
        add("start to the first page of clients", milliseconds(median(times)) + " ms", "key derivation at its least");
    }

    void search() {
        const Keystrokes keystrokes(options_.pick<std::size_t>(60, 1500, 6000));
        // Warm: every keystroke is asked twice, and the second time counts. The first time is shown too.
        std::map<std::string, std::vector<Sample>> by_length;
        std::vector<std::pair<double, std::string>> slowest;
        for (const std::string& text : keystrokes.typed()) {
            by_length["all, asked the first time"].push_back(measure([&] { (void)must(store_->search(text, 20)); }));
            const Sample sample = measure([&] { (void)must(store_->search(text, 20)); });
            by_length["all"].push_back(sample);
            by_length[text.size() == 1   ? "of one letter"
                      : text.size() <= 3 ? "of two or three"
                                         : "longer"]
                .push_back(sample);
            slowest.emplace_back(sample.cpu_ms, text);
        }
        for (const auto& [length, samples] : by_length) {
            std::vector<double> wall;
            std::vector<double> cpu;
            for (const Sample& sample : samples) {
                wall.push_back(sample.wall_ms);
                cpu.push_back(sample.cpu_ms);
            }
            add("a keystroke of search, " + length + " (" + std::to_string(samples.size()) + ")",
                "p50 " + milliseconds(percentile(wall, 0.5)) + ", p99 " + milliseconds(percentile(wall, 0.99)) + " ms",
                "of the processor p99 " + milliseconds(percentile(cpu, 0.99)) + ", at most " +
                    milliseconds(percentile(cpu, 1)) + " ms");
        }
        std::sort(slowest.rbegin(), slowest.rend());
        for (std::size_t i = 0; i < std::min<std::size_t>(5, slowest.size()); ++i) {
            std::fprintf(stderr, "  slow: %.2f ms “%s”\n", slowest[i].first, slowest[i].second.c_str());
        }
    }

    void list(const std::string& name, const ListQuery& asked) {
        ListQuery query = asked;
        query.limit = 100;
        std::int64_t total = 0;
        const auto window = [&](std::int64_t offset) {
            query.offset = std::max<std::int64_t>(offset, 0);
            return measure([&] { total = must(store_->list(query)).total; }).wall_ms;
        };
        const double opened = window(0);
        const double jumped = window(total / 2);
        std::vector<double> first;
        std::vector<double> middle;
        std::vector<double> last;
        for (int i = 0; i < 9; ++i) {
            first.push_back(window(0));
            middle.push_back(window(total / 2 + i * 1000));
            last.push_back(window(total - 100));
        }
        std::vector<double> after_a_write;
        for (int i = 0; i < 5; ++i) {
            write_one(query.entity);
            after_a_write.push_back(window(total / 2 + i * 1000));
        }
        add(name + " (" + std::to_string(total) + ")",
            "first " + milliseconds(median(first)) + ", middle " + milliseconds(median(middle)) + ", last " +
                milliseconds(median(last)) + " ms",
            "once: opening " + milliseconds(opened) + ", jumping " + milliseconds(jumped) +
                "; the middle after a write " + milliseconds(median(after_a_write)) + " ms");
    }

    // One command that moves a record of this kind in its lists.
    void write_one(Entity entity) {
        const std::string text = "Banc " + std::to_string(++written_);
        if (entity == Entity::client) {
            const ListQuery mine{.entity = entity, .filters = {Filter::client_mine}, .limit = 100};
            const auto clients = must(store_->list(mine)).items;
            if (clients.empty()) throw std::runtime_error("no client is one's own");
            const Id client = clients[static_cast<std::size_t>(written_) % clients.size()].record.id;
            (void)must(store_->execute(
                EditRecord{entity, client, {{F::client_company, text}, {F::client_full_name, text + " Martin"}}}));
            return;
        }
        ListQuery mine{.entity = Entity::contract, .filters = {Filter::contract_my_clients}, .limit = 50};
        for (const RecordView& contract : must(store_->list(mine)).items) {
            if (!contract.contract_signed) continue;
            if (entity == Entity::contract) {
                (void)must(store_->execute(EditRecord{entity, contract.record.id, {{F::contract_notes, text}}}));
                return;
            }
            const std::int64_t starts = store_->moment().now.unix_ms + (24 + written_ % 72) * 3'600'000;
            (void)must(store_->execute(AddRecord{Entity::event,
                                                 {},
                                                 {{F::event_title, text},
                                                  {F::event_contract, contract.record.id},
                                                  {F::event_starts_at, starts},
                                                  {F::event_ends_at, starts + 3'600'000},
                                                  {F::event_time_zone, std::string("Europe/Paris")}}}));
            return;
        }
        throw std::runtime_error("no contract of one's own is signed");
    }

    void lists() {
        const auto sorted = [&](Entity entity, std::optional<F> field, bool descending = false) {
            return ListQuery{.entity = entity, .sort = {field, Sort::Derived::none, descending}};
        };
        list("clients by name", sorted(Entity::client, std::nullopt));
        list("clients by name, from Z", sorted(Entity::client, F::client_full_name, true));
        list("clients by company", sorted(Entity::client, F::client_company));
        list("clients by e-mail", sorted(Entity::client, F::client_email));
        list("clients by commercial", sorted(Entity::client, F::client_commercial));
        list("clients by last contact", sorted(Entity::client, F::client_last_contact));
        list("contracts, newest first", sorted(Entity::contract, std::nullopt));
        list("contracts by number", sorted(Entity::contract, F::contract_number));
        list("contracts by client", sorted(Entity::contract, F::contract_client));
        list("contracts by signature", sorted(Entity::contract, F::contract_signed_on));
        ListQuery remaining{.entity = Entity::contract};
        remaining.sort = {std::nullopt, Sort::Derived::remaining, true};
        list("contracts by what remains", remaining);
        list("events by start", sorted(Entity::event, std::nullopt));
        list("events by title", sorted(Entity::event, F::event_title));
        list("events by venue", sorted(Entity::event, F::event_venue_name));
        list("events by support", sorted(Entity::event, F::event_support));
        list("clients, mine", {.entity = Entity::client, .filters = {Filter::client_mine}});
        list("clients with “martin”", {.entity = Entity::client, .text = "martin"});
        list("contracts not signed", {.entity = Entity::contract, .filters = {Filter::contract_not_signed}});
        list("contracts not fully paid", {.entity = Entity::contract, .filters = {Filter::contract_not_fully_paid}});
        list("contracts of my clients", {.entity = Entity::contract, .filters = {Filter::contract_my_clients}});
        list("events without support", {.entity = Entity::event, .filters = {Filter::event_without_support}});
        list("events, mine", {.entity = Entity::event, .filters = {Filter::event_mine}});
        list("events to come", {.entity = Entity::event, .filters = {Filter::event_upcoming}});
        list("events today", {.entity = Entity::event, .filters = {Filter::event_today}});
    }

    void dashboard() {
        DashboardQuery query{.today = store_->moment().today};
        for (const bool mine : {false, true}) {
            query.mine = mine;
            std::vector<double> times;
            for (int i = 0; i < 50; ++i)
                times.push_back(measure([&] { (void)must(store_->dashboard(query)); }).wall_ms);
            add(mine ? "dashboard, of my clients" : "dashboard", "p50 " + milliseconds(percentile(times, 0.5)) + " ms",
                "p99 " + milliseconds(percentile(times, 0.99)) + " ms");
        }
    }

    void commands() {
        test::Random random{static_cast<std::uint64_t>(::getpid())};
        Names names(random);
        const int count = options_.pick(5, 100, 300);
        const Sample all = measure([&] {
            for (int i = 0; i < count; ++i) {
                const Names::Person person = names.person();
                (void)must(store_->execute(AddRecord{Entity::client,
                                                     {},
                                                     {{F::client_full_name, person.full_name},
                                                      {F::client_company, names.company()},
                                                      {F::client_email, person.email},
                                                      {F::client_phone, person.phone},
                                                      {F::client_notes, names.notes(5, 15)}}}));
            }
        });
        add("commands, each durable when it returns", number(count * 1000.0 / all.wall_ms, 0) + " a second",
            milliseconds(all.cpu_ms / count) + " ms of the processor each");
    }

    void sizes() {
        const auto vault = must(vault::Vault::open(path_, {office_sign_in().email, office_sign_in().password}));
        const auto connection = must(store::Connection::open(*vault, intl::system_environment()));
        const auto ask = [&](const std::string& sql) { return connection->sqlite().execAndGet(sql).getDouble(); };
        double index = 0;
        for (const char* entity : {"collaborator", "client", "contract", "payment", "event"}) {
            index += ask(std::string("SELECT coalesce(sum(length(block)), 0) FROM ") + entity + "_words_data");
        }
        const double file = ask("PRAGMA page_count") * 4096;
        add("the file", megabytes(file),
            "word index " + megabytes(index) + ", " + number(100 * index / file, 1) + " %");
        add("vocabulary", number(ask("SELECT count(*) FROM vocabulary"), 0) + " words",
            megabytes(ask("SELECT sum(length(word)) FROM vocabulary")));
        write_cost(*connection);
    }

    // What the word index costs of the writing of a row; nothing of it is kept.
    void write_cost(store::Connection& connection) {
        test::Random random{3};
        Names names(random);
        const Unicode& unicode = connection.environment().unicode;
        const int count = options_.pick(20, 500, 2000);
        double rows = 0;
        double words = 0;
        const Id commercial =
            must(Id::parse(connection.sqlite().execAndGet("SELECT hex(id) FROM collaborator LIMIT 1").getString()));
        connection.begin_write();
        for (int i = 0; i < count; ++i) {
            Record record(Entity::client, connection.environment().ids.next());
            const Names::Person person = names.person();
            record.set({{F::client_full_name, person.full_name},
                        {F::client_company, names.company()},
                        {F::client_email, person.email},
                        {F::client_phone, person.phone},
                        {F::client_first_contact, Date{2026, 1, 1}},
                        {F::client_commercial, commercial},
                        {F::client_notes, names.notes(5, 15)}});
            rows += measure([&] { store::put_record(connection, {record, std::nullopt}); }).wall_ms;
            const std::int64_t row = connection.sqlite().execAndGet("SELECT max(row) FROM client").getInt64();
            // Once more what belongs to the index: forgetting and telling it again.
            words += measure([&] {
                         const std::string folded = store::folded_text(record, unicode);
                         store::forget_words(connection, Entity::client, record.id);
                         store::change_words(connection, Entity::client, row, {}, folded);
                     }).wall_ms;
        }
        connection.roll_back();
        add("writing a client's row, all indexes", number(1000 * rows / count, 0) + " µs",
            "forgetting and indexing its words again " + number(1000 * words / count, 0) + " µs");
    }

    template <typename T>
    static T must(std::optional<T> value) {
        if (!value) throw std::runtime_error("nothing there");
        return std::move(*value);
    }
    template <typename T>
    static T must(Result<T> result) {
        return epic::bench::must(std::move(result));
    }

    const Options& options_;
    const std::filesystem::path path_;
    std::unique_ptr<store::Store> store_;
    std::int64_t written_ = 0;
    Table table_{{"what", "figure", "more"}};
};

} // namespace

int main(int count, char** arguments) {
    try {
        const Options options = read_options(count, arguments);
        const std::int64_t records = options.pick<std::int64_t>(2'000, 200'000, 1'000'000);
        const std::filesystem::path path =
            test::build_dir() / "bench" /
            ("office-" + std::to_string(records) + "-" + std::to_string(store::newest_version()) + ".epic");
        make_in_a_process_of_its_own(path, OfficeSize::of(records));
        const std::string machine = machine_line(path.parent_path());
        Bench bench(options, path);
        bench.run();
        std::printf("%s\n%s records\n\n%s", machine.c_str(), std::to_string(records).c_str(),
                    bench.table().text().c_str());
        if (!options.markdown.empty()) write_text(options.markdown, machine + "\n\n" + bench.table().markdown());
        if (!options.tsv.empty()) write_text(options.tsv, bench.table().tsv());
        return 0;
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "%s\n", failure.what());
        return 1;
    }
}
