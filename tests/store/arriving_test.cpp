// What a server sends in great numbers leaves the same file as if each row had been written alone.
#include <algorithm>
#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <optional>
#include <span>
#include <sqlite3.h>
#include <thread>

#include "storage/store/internal/records.hpp"
#include "storage/store/internal/word_index.hpp"
#include "tests/store/laptop.hpp"
#include "tests/support/random.hpp"

using namespace epic;
using namespace epic::test;

namespace {

using F = Field;

Value text(std::string value) {
    return value;
}

// Records that refer to each other, and changes of them, in any order but that a record is made before it is changed.
class Stream {
public:
    Stream(Laptop& laptop, Random& random) : laptop_(laptop), random_(random) {
        std::vector<Id> clients, contracts, events;
        for (std::int64_t i = random.between(1, 6); i > 0; --i) clients.push_back(client());
        for (std::int64_t i = random.between(1, 9); i > 0; --i) contracts.push_back(contract(random.pick(clients)));
        for (std::int64_t i = random.between(0, 9); i > 0; --i) payment(random.pick(contracts));
        for (std::int64_t i = random.between(0, 6); i > 0 && !signed_.empty(); --i)
            events.push_back(event(random.pick(signed_)));
        std::vector<store::LogEntry> shuffled;
        while (!entries.empty()) {
            const auto at = entries.begin() + random.between(0, static_cast<std::int64_t>(entries.size()) - 1);
            shuffled.push_back(std::move(*at));
            entries.erase(at);
        }
        entries = std::move(shuffled);
        for (std::int64_t i = random.between(0, 12); i > 0; --i) change(clients, contracts);
        for (std::int64_t i = random.between(0, 6); i > 0 && !events.empty(); --i) {
            change_of(Entity::event, random.pick(events), event_change());
        }
        for (store::LogEntry& entry : entries) entry.number = ++laptop.head;
    }

    std::vector<store::LogEntry> entries;

private:
    Id create(Entity entity, const FieldValues& values) {
        store::LogEntry line;
        Operation& operation = line.operation;
        operation.id = operation.group = laptop_.ids_source.next();
        operation.command = std::string(entity_name(entity)) + ".add";
        operation.entity = entity;
        operation.record = laptop_.ids_source.next();
        operation.kind = OperationKind::create;
        operation.author = laptop_.gestion;
        operation.stamp = HybridTime::at(laptop_.clock.now());
        for (const auto& [field, value] : values) operation.changes.push_back({field, {}, value, {}});
        entries.push_back(line);
        return operation.record;
    }
    Id client() {
        return create(Entity::client,
                      {{F::client_full_name, text("Client " + std::to_string(entries.size()))},
                       {F::client_first_contact, Date{2026, 11, static_cast<int>(random_.between(1, 9))}},
                       {F::client_commercial, someone()}});
    }
    Id contract(const Id& client) {
        FieldValues values{{F::contract_number, text("2026-" + std::to_string(1'000 + entries.size()))},
                           {F::contract_client, client},
                           {F::contract_total, random_.between(1, 5) * 100},
                           {F::contract_currency, text("EUR")},
                           {F::contract_created_on, Date{2026, 11, 1}}};
        const bool is_signed = random_.chance(60);
        if (is_signed) values.emplace_back(F::contract_signed_on, Date{2026, 11, 2});
        const Id made = create(Entity::contract, values);
        if (is_signed) signed_.push_back(made);
        return made;
    }
    void payment(const Id& contract) {
        create(Entity::payment, {{F::payment_contract, contract},
                                 {F::payment_amount, random_.between(1, 3) * 100},
                                 {F::payment_currency, text("EUR")},
                                 {F::payment_received_on, Date{2026, 11, 3}},
                                 {F::payment_method, text("virement")}});
    }
    Id event(const Id& contract) {
        return create(Entity::event, {{F::event_title, text("Gala " + std::to_string(entries.size()))},
                                      {F::event_contract, contract},
                                      {F::event_starts_at, std::int64_t{1'780'570'800'000}},
                                      {F::event_ends_at, std::int64_t{1'780'617'600'000}},
                                      {F::event_time_zone, text("Europe/Paris")}});
    }
    void change(const std::vector<Id>& clients, const std::vector<Id>& contracts) {
        if (random_.chance(50)) return change_of(Entity::client, random_.pick(clients), client_change());
        const Id contract = random_.pick(contracts);
        change_of(Entity::contract, contract, contract_change(contract));
    }
    FieldChange client_change() {
        const Date day{2026, 12, static_cast<int>(random_.between(1, 9))};
        switch (random_.between(0, 6)) {
            case 0: return {F::client_full_name, {}, text("Renommé"), {}};
            case 3: return {F::client_company, {}, random_.chance(50) ? text("Équinoxe SA") : Value{}, {}};
            case 4: return {F::client_email, {}, text("Lou.Bouzin@Example.com"), {}};
            case 1: return {F::client_last_contact, {}, day, {}};
            case 2: return {F::client_phone, {}, text("06 12 34 56 78"), {}};
            default: return {F::client_commercial, {}, someone(), {}};
        }
    }
    FieldChange contract_change(const Id& contract) {
        // A signed one may have events, and is not withdrawn then.
        const bool stays = std::ranges::find(signed_, contract) != signed_.end();
        switch (random_.between(0, stays ? 2 : 3)) {
            case 0: return {F::contract_notes, {}, text("Acompte versé"), {}};
            case 3: return {F::contract_withdrawn, {}, std::int64_t{1}, {}};
            default: return {F::contract_total, {}, random_.between(1, 9) * 50, {}};
        }
    }
    FieldChange event_change() {
        switch (random_.between(0, 6)) {
            case 0: return {F::event_title, {}, text("Bal"), {}};
            case 5: return {F::event_venue_name, {}, text("Salle des fêtes"), {}};
            case 6: return {F::event_time_zone, {}, text("Pacific/Auckland"), {}};
            case 1: return {F::event_cancelled, {}, std::int64_t{1}, {}};
            case 2: return {F::event_support, {}, laptop_.support, {}};
            case 3: return {F::event_starts_at, {}, std::int64_t{1'780'500'000'000}, {}};
            default: return {F::event_ends_at, {}, std::int64_t{1'780'620'000'000}, {}};
        }
    }
    void change_of(Entity entity, const Id& record, FieldChange changed) {
        store::LogEntry line;
        Operation& operation = line.operation;
        operation.id = operation.group = laptop_.ids_source.next();
        operation.command = std::string(entity_name(entity)) + ".edit";
        operation.entity = entity;
        operation.record = record;
        operation.author = laptop_.gestion;
        operation.stamp = HybridTime::at(laptop_.clock.now());
        operation.changes.push_back(std::move(changed));
        // Not before the record is made, elsewhere at will.
        const auto made = std::find_if(entries.begin(), entries.end(), [&](const store::LogEntry& other) {
            return other.operation.record == record && other.operation.kind == OperationKind::create;
        });
        const auto after = made - entries.begin() + 1;
        entries.insert(entries.begin() + random_.between(after, static_cast<std::int64_t>(entries.size())), line);
    }
    Value someone() { return random_.chance(50) ? laptop_.commercial : laptop_.other_commercial; }

    Laptop& laptop_;
    Random& random_;
    std::vector<Id> signed_;
};

// Everything that lists and figures are made of.
void check_sound(Laptop& laptop) {
    const store::Verification found = must(laptop->verify());
    for (const store::Flaw& flaw : found.invariants)
        UNSCOPED_INFO(flaw.code << " " << flaw.message.in(Language::english));
    CHECK(found.sound());
}

// The file of a laptop, whose store is closed.
struct Opened {
    explicit Opened(Laptop& laptop) {
        laptop.store.reset();
        vault = must(vault::Vault::open(laptop.file(), {"amelie@epic.example", "secret"}));
        connection = must(store::Connection::open(*vault, laptop.environment));
    }
    // All columns of all rows.
    std::vector<std::string> rows() const {
        std::vector<std::string> all;
        for (const char* table : {"collaborator", "client", "contract", "payment", "event"}) {
            SQLite::Statement query(connection->sqlite(), "SELECT * FROM " + std::string(table) + " ORDER BY row");
            while (query.executeStep()) {
                std::string row = table;
                for (int i = 0; i < query.getColumnCount(); ++i) {
                    row += std::string(" ") + query.getColumn(i).getName() + "=" + query.getColumn(i).getString();
                }
                all.push_back(std::move(row));
            }
        }
        return all;
    }
    // Of the file, by the transaction.
    int pages_written(const std::function<void()>& write) const {
        sqlite3* const database = connection->sqlite().getHandle();
        int pages = 0;
        int most = 0;
        sqlite3_db_status(database, SQLITE_DBSTATUS_CACHE_WRITE, &pages, &most, 1);
        store::WriteTransaction transaction(*connection);
        write();
        transaction.commit();
        sqlite3_db_status(database, SQLITE_DBSTATUS_CACHE_WRITE, &pages, &most, 1);
        return pages;
    }

    std::unique_ptr<vault::Vault> vault;
    std::unique_ptr<store::Connection> connection;
};

} // namespace

TEST_CASE("what arrives for one field leaves the row as if all of it had been written") {
    for_each_seed(25, [](Random& random) {
        Laptop laptop;
        const Stream stream(laptop, random);
        for (const store::LogEntry& entry : stream.entries) {
            store::Pulled pulled;
            pulled.entries = {entry};
            pulled.cursor = entry.number;
            must(laptop.exchange().apply(pulled));
        }
        const Opened file(laptop);
        const std::vector<std::string> before = file.rows();
        store::WriteTransaction transaction(*file.connection);
        store::derive_again(*file.connection);
        transaction.commit();
        CHECK(file.rows() == before);
    });
}

TEST_CASE("what arrives for one field writes its own indexes, and no others") {
    Laptop laptop;
    const Id client = laptop.client;
    const Opened file(laptop);
    store::Connection& connection = *file.connection;
    const store::Stored before = *store::find_record(connection, Entity::client, client);
    const std::int64_t row = store::find_indexed(connection, Entity::client, client)->row;
    store::Stored after = before;
    after.record.set(F::client_phone, text("06 12 34 56 78"));
    const std::string folded = store::folded_text(after.record, laptop.unicode);
    const int fields = file.pages_written([&] { store::update_fields(connection, before, after, row, folded, true); });
    after.record.set(F::client_phone, text("06 12 34 56 79"));
    const int whole = file.pages_written([&] { store::update_row(connection, after, row, folded, true); });
    // The rows, and where clients are found by their phone. Each index has but one page in so small a file.
    CHECK(fields == 2);
    CHECK(whole > fields);
}

TEST_CASE("figures, payments and words are right, however the log is cut and whatever comes first") {
    for_each_seed(40, [](Random& random) {
        Laptop laptop;
        const Stream stream(laptop, random);
        std::map<Id, Record> expected;
        for (const store::LogEntry& entry : stream.entries) {
            const Operation& operation = entry.operation;
            auto [found, is_new] = expected.try_emplace(operation.record, operation.entity, operation.record);
            for (const FieldChange& change : operation.changes) found->second.set(change.field, change.after);
        }
        for (std::size_t begin = 0; begin < stream.entries.size();) {
            const std::size_t end =
                std::min<std::size_t>(stream.entries.size(), begin + static_cast<std::size_t>(random.between(1, 12)));
            store::Pulled pulled;
            pulled.entries.assign(stream.entries.begin() + static_cast<std::ptrdiff_t>(begin),
                                  stream.entries.begin() + static_cast<std::ptrdiff_t>(end));
            pulled.cursor = pulled.entries.back().number;
            must(laptop.exchange().apply(pulled));
            begin = end;
        }
        check_sound(laptop);
        for (const auto& [id, record] : expected) {
            const Record there = laptop.record(record.entity, id);
            for (const FieldSpec& spec_of : fields_of(record.entity)) {
                if (is_null(record.get(spec_of.field))) continue;
                CHECK(there.get(spec_of.field) == record.get(spec_of.field));
            }
        }
    });
}

TEST_CASE("the pages of a first synchronisation leave right figures, whatever comes first") {
    for_each_seed(25, [](Random& random) {
        Laptop laptop;
        const Stream stream(laptop, random);
        std::map<Id, store::BootstrapRow> rows;
        std::vector<Id> order;
        for (const store::LogEntry& entry : stream.entries) {
            const Operation& operation = entry.operation;
            const bool creates = operation.kind == OperationKind::create;
            if (creates) {
                rows[operation.record].record = Record(operation.entity, operation.record);
                rows[operation.record].created_number = entry.number;
                order.push_back(operation.record);
            }
            store::BootstrapRow& row = rows.at(operation.record);
            for (const FieldChange& change : operation.changes) {
                row.record.set(change.field, change.after);
                if (creates) continue;
                std::erase_if(row.numbers, [&](const auto& known) { return known.field == change.field; });
                row.numbers.push_back({change.field, entry.number});
            }
        }
        std::vector<store::BootstrapRow> page;
        for (const Id& id : order) {
            page.push_back(rows.at(id));
            if (!random.chance(20)) continue;
            must(laptop.exchange().apply_bootstrap(page, "{}"));
            // Some come twice: what a person looks at first, and then with everything.
            if (random.chance(70)) page.clear();
        }
        must(laptop.exchange().apply_bootstrap(page, "{}"));
        check_sound(laptop);
    });
}

TEST_CASE("a long slice gives way to somebody who waits to write, and is taken afterwards") {
    Laptop laptop;
    store::Pulled pulled;
    for (int i = 0; i < 2'000; ++i) {
        pulled.entries.push_back(laptop.entry(F::client_phone, text("06 00 00 " + std::to_string(1'000 + i))));
    }
    pulled.cursor = laptop.head;
    const std::uint64_t cursor = must(laptop.exchange().state()).cursor;
    laptop.as(laptop.commercial);
    std::atomic<bool> stop = false;
    std::int64_t written = 0;
    std::thread somebody([&] {
        while (!stop) {
            const auto edited = laptop.store->execute(EditRecord{
                Entity::client, laptop.client, {{F::client_notes, text("Note " + std::to_string(written))}}});
            if (edited) ++written;
        }
    });
    std::optional<Error> others_first;
    for (int i = 0; i < 100 && !others_first; ++i) {
        const auto taken = laptop.exchange().apply(pulled, store::Patience::gives_way);
        if (!taken) others_first = taken.error();
    }
    const std::uint64_t met = must(laptop.exchange().state()).cursor;
    stop = true;
    somebody.join();
    REQUIRE(others_first);
    CHECK(others_first->code == ErrorCode::cancelled);
    CHECK((met == cursor || met == laptop.head));
    CHECK(written > 0);
    must(laptop.exchange().apply(pulled, store::Patience::gives_way)); // nobody waits
    CHECK(must(laptop.exchange().state()).cursor == laptop.head);
    CHECK(laptop.record(Entity::client, laptop.client).text(F::client_phone) == "06 00 00 2999");
    CHECK(laptop.record(Entity::client, laptop.client).text(F::client_notes) == "Note " + std::to_string(written - 1));
    check_sound(laptop);
}
