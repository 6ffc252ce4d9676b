// What the file costs of receiving the log: no server, no network, the same entries each time.
#include <string>

#include "storage/store/exchange.hpp"
#include "storage/store/store.hpp"
#include "tests/bench/office/must.hpp"
#include "tests/bench/support/workshop.hpp"
#include "tests/bench/sync/plain_file.hpp"
#include "tests/bench/sync/workloads.hpp"
#include "tests/support/random.hpp"

namespace epic::bench {
namespace {

using F = Field;

constexpr std::size_t in_one_slice = 1'000;
constexpr std::size_t clients_to_one_change = 4;

// Of clients, in the order of a log: creations, each fourth followed by a change of one field.
class LogOfClients {
public:
    LogOfClients(const Id& author, std::size_t entries) : author_(author) {
        std::vector<Id> clients;
        while (entries_.size() < entries) {
            if (clients.size() < clients_to_one_change) {
                clients.push_back(environment_.ids.next());
                add_creation(clients.back());
            } else {
                add_change(clients.at(static_cast<std::size_t>(random_.between(0, 3))));
                clients.clear();
            }
        }
    }
    const std::vector<store::LogEntry>& entries() const { return entries_; }

private:
    Operation& add(const Id& client, OperationKind kind, const char* command) {
        store::LogEntry& entry = entries_.emplace_back();
        entry.number = entries_.size();
        Operation& operation = entry.operation;
        operation.id = operation.group = environment_.ids.next();
        operation.command = command;
        operation.entity = Entity::client;
        operation.record = client;
        operation.kind = kind;
        operation.author = author_;
        operation.device = device_;
        operation.stamp = HybridTime::at(environment_.clock.now());
        return operation;
    }
    std::string digits(std::string pattern) {
        for (char& c : pattern) {
            if (c == '.') c = static_cast<char>('0' + random_.between(0, 9));
        }
        return pattern;
    }
    void add_creation(const Id& client) {
        add(client, OperationKind::create, "client.add").changes = {
            {F::client_full_name, {}, digits("Camille Étienne-Dubois ...."), {}},
            {F::client_first_contact, {}, Date{2026, 11, 1}, {}},
            {F::client_commercial, {}, author_, {}},
            {F::client_notes, {}, std::string("met at the fair, asks for a room for two hundred"), {}}};
    }
    void add_change(const Id& client) {
        add(client, OperationKind::change, "client.edit").changes = {
            {F::client_phone, {}, digits("06 .. .. .. .."), {}}};
    }

    const intl::Environment& environment_ = intl::system_environment();
    Id author_;
    Id device_ = environment_.ids.next();
    test::Random random_{17};
    std::vector<store::LogEntry> entries_;
};

std::unique_ptr<store::Store> new_file(const std::filesystem::path& path) {
    const intl::Environment& environment = intl::system_environment();
    const std::string email = "amelie@epic.example";
    must(store::Store::create(path, {"Amélie Garnier", email, "secret"}, environment, vault::KdfLimits::minimum()));
    auto store = must(store::Store::open(path, {email, "secret"}, environment));
    (void)must(store->exchange().join("bench", 1, "{}"));
    return store;
}

void apply(store::Exchange& exchange, const std::vector<store::LogEntry>& entries) {
    for (std::size_t begin = 0; begin < entries.size(); begin += in_one_slice) {
        const std::size_t end = std::min(begin + in_one_slice, entries.size());
        store::Pulled pulled;
        pulled.entries.assign(entries.begin() + static_cast<std::ptrdiff_t>(begin),
                              entries.begin() + static_cast<std::ptrdiff_t>(end));
        pulled.cursor = pulled.entries.back().number;
        (void)must(exchange.apply(pulled, store::Patience::whole));
    }
}

void into_plain_file(PlainFile& file, const std::vector<store::LogEntry>& entries) {
    file.begin_table("operation_log", 6);
    for (const store::LogEntry& entry : entries) {
        const Operation& operation = entry.operation;
        std::string fields;
        for (const FieldChange& change : operation.changes) {
            fields += std::string(spec(change.field).name) + "=" + wire_text(change.after).value_or("") + "\n";
        }
        const std::vector<std::string> texts{std::to_string(entry.number), operation.id.text(), operation.command,
                                             operation.record.text(),      operation.author.text(), fields};
        const std::vector<std::optional<std::string_view>> row(texts.begin(), texts.end());
        file.take(row);
    }
    file.end_table();
}

} // namespace

void measure_applying(SyncReport& report, const std::filesystem::path& folder) {
    if (!report.options.wants("apply")) return;
    const auto count = report.options.pick<std::size_t>(500, 20'000, 100'000);
    const auto rounds = report.options.pick<std::size_t>(1, 3, 5);
    std::size_t files = 0;
    const auto plain = [&] {
        const LogOfClients log(intl::system_environment().ids.next(), count);
        PlainFile file(folder / "plain-log.sqlite");
        return measure([&] { into_plain_file(file, log.entries()); });
    };
    const auto ours = [&] {
        const auto store = new_file(folder / ("applied-" + std::to_string(files++) + ".epic"));
        const LogOfClients log(store->session().actor.id, count);
        return measure([&] { apply(store->exchange(), log.entries()); });
    };
    const Series series = alternate({{"plain", plain}, {"ours", ours}}, rounds, [&](std::size_t done) {
        report.step("apply without a server, round " + std::to_string(done) + " done");
    });
    const auto each = [&](std::size_t contestant) {
        return number(series.cpu_ms(contestant) * 1'000 / static_cast<double>(count), 1) + " µs each";
    };
    report.line("as lines into one table of plain SQLite, " + std::to_string(count),
                per_second(static_cast<double>(count), series.wall_ms(0)), "", each(0));
    report.line("applied to the encrypted file, " + std::to_string(count),
                per_second(static_cast<double>(count), series.wall_ms(1)),
                number(series.cpu_ratio(1, 0), 1) + " × plain", each(1));
}

} // namespace epic::bench
