// Orders of lists that are remembered through writes: they are what reading everything again would give.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "storage/store/bulk.hpp"
#include "storage/store/internal/lists.hpp"
#include "storage/store/internal/records.hpp"
#include "storage/store/internal/tallies.hpp"
#include "tests/store/laptop.hpp"
#include "tests/support/random.hpp"

using namespace epic;
using namespace epic::test;

namespace {

using F = Field;
constexpr std::int64_t all_rows = 100'000;

// Every sort of every entity, every filter, texts, conditions and what was withdrawn.
ListQuery random_query(Random& random) {
    ListQuery query{.entity = random.pick(std::vector{Entity::client, Entity::contract, Entity::event, Entity::event,
                                                      Entity::payment, Entity::collaborator})};
    const auto fields = fields_of(query.entity);
    if (random.chance(75)) {
        query.sort.field =
            fields[static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(fields.size()) - 1))].field;
    }
    if (query.entity == Entity::contract && random.chance(20)) {
        query.sort = {std::nullopt, random.chance(50) ? Sort::Derived::remaining : Sort::Derived::amount_paid};
    }
    const std::vector<Filter> filters = filters_of(query.entity);
    if (!filters.empty() && random.chance(60)) query.filters.push_back(random.pick(filters));
    if (random.chance(25)) query.text = random.pick(std::vector<std::string>{"a", "ali", "zoe", "lou", "n"});
    if (query.entity == Entity::client && random.chance(15)) {
        query.where.push_back({F::client_company, Comparison::contains, std::string("o")});
    }
    query.withdrawn = random.chance(20);
    query.sort.descending = random.chance(50);
    return query;
}

std::vector<Id> read_again(store::Store& store, const ListQuery& query) {
    std::vector<Id> ids;
    must(store.for_each(query, [&](const RecordView& view) -> Result<> {
        ids.push_back(view.record.id);
        return Done{};
    }));
    return ids;
}

void check_list(store::Store& store, ListQuery query, Random& random) {
    const std::vector<Id> expected = read_again(store, query);
    const auto count = static_cast<std::int64_t>(expected.size());
    INFO(entity_name(query.entity) << " by " << sort_text(query.sort) << ", filters "
                                   << (query.filters.empty() ? "" : spec(query.filters.front()).name) << ", text "
                                   << query.text << (query.withdrawn ? ", withdrawn too" : ""));
    CHECK(must(store.count(std::vector{query})) == std::vector{count});
    query.limit = random.chance(70) ? all_rows : random.between(1, 5);
    query.offset = random.chance(70) ? 0 : random.between(0, count);
    const Page page = must(store.list(query));
    CHECK(page.total == count);
    std::vector<Id> ids;
    for (const RecordView& view : page.items) ids.push_back(view.record.id);
    const std::int64_t end = std::min(count, query.offset + query.limit);
    CHECK(ids == std::vector<Id>(expected.begin() + query.offset, expected.begin() + end));
}

// Writes of every kind by everybody.
class Writes {
public:
    Writes(Office& office, Random& random) : office_(office), random_(random) {}

    void one() {
        switch (random_.between(0, 15)) {
            case 0:
            case 1: add_client(); break;
            case 2:
            case 3: edit_client(); break;
            case 4: add_contract(); break;
            case 5: run(office_.gestion, SignContract{any(Entity::contract), {}}); break;
            case 6: edit_contract(); break;
            case 7:
                run(office_.gestion, AddRecord{Entity::payment,
                                               {},
                                               {{F::payment_contract, any(Entity::contract)},
                                                {F::payment_amount, random_.between(1, 900'00)},
                                                {F::payment_currency, std::string("EUR")}}});
                break;
            case 8: run(office_.gestion, ReversePayment{any(Entity::payment), "why not"}); break;
            case 9:
            case 10: add_event(); break;
            case 11: edit_event(); break;
            case 12: run(office_.gestion, AssignSupport{any(Entity::event), random_.pick(supports())}); break;
            case 13: rename_person(); break;
            case 14: undo_or_redo(); break;
            default: together(); break;
        }
        if (random_.chance(20)) {
            office_.clock.set(Instant{office_.clock.now().unix_ms + random_.between(-2, 4) * 6 * 3'600'000});
        }
    }

private:
    std::vector<Id> supports() const { return {office_.support, office_.other_support}; }
    Id any(Entity entity) {
        const std::vector<Id> ids = office_.ids({.entity = entity, .limit = all_rows});
        return ids.empty() ? Id{} : random_.pick(ids);
    }
    std::string name() {
        return random_.pick(std::vector<std::string>{"Aline", "Zoé", "Éric", "eric", "Lou", "Ode", "Nina", "Alizée"});
    }
    Value text() { return random_.chance(30) ? Value{} : Value{name()}; }
    // Refused or not.
    bool run(const Id& person, const Command& command) {
        office_.as(person);
        return office_->execute(command).has_value();
    }

    AddRecord new_client() {
        return {Entity::client, {}, {{F::client_full_name, name()}, {F::client_company, text()}}};
    }
    void add_client() { run(random_.chance(50) ? office_.commercial : office_.other_commercial, new_client()); }
    void edit_client() {
        FieldValues values;
        switch (random_.between(0, 4)) {
            case 0: values = {{F::client_full_name, name()}}; break;
            case 1: values = {{F::client_company, text()}, {F::client_notes, text()}}; break;
            case 2:
                values = {{F::client_commercial, random_.chance(50) ? office_.commercial : office_.other_commercial}};
                break;
            case 3: values = {{F::client_withdrawn, random_.between(0, 1)}}; break;
            default:
                values = {{F::client_last_contact, Date{2026, 11, static_cast<int>(random_.between(1, 22))}}};
                break;
        }
        const Id client = any(Entity::client);
        for (const Id& person : {office_.gestion, office_.commercial, office_.other_commercial}) {
            if (run(person, EditRecord{Entity::client, client, values})) return;
        }
    }
    void add_contract() {
        run(office_.gestion, AddRecord{Entity::contract,
                                       {},
                                       {{F::contract_client, any(Entity::client)},
                                        {F::contract_total, random_.between(0, 9) * 100'00}}});
    }
    void edit_contract() {
        FieldValues values{{F::contract_total, random_.between(0, 9) * 100'00}, {F::contract_notes, text()}};
        if (random_.chance(30)) values = {{F::contract_withdrawn, random_.between(0, 1)}};
        run(office_.gestion, EditRecord{Entity::contract, any(Entity::contract), values});
    }
    void add_event() {
        const std::int64_t starts = office_.clock.now().unix_ms + random_.between(-20, 60) * 3'600'000;
        const AddRecord command{Entity::event,
                                {},
                                {{F::event_title, name()},
                                 {F::event_contract, any(Entity::contract)},
                                 {F::event_starts_at, starts},
                                 {F::event_ends_at, starts + random_.between(1, 30) * 3'600'000},
                                 {F::event_time_zone, std::string("Europe/Paris")},
                                 {F::event_venue_name, text()}}};
        if (!run(office_.commercial, command)) run(office_.other_commercial, command);
    }
    void edit_event() {
        const Id event = any(Entity::event);
        if (random_.chance(30)) {
            run(office_.gestion, CancelEvent{event});
        } else {
            const std::vector<std::pair<Field, Value>> values{{F::event_title, name()}, {F::event_venue_name, text()}};
            run(random_.pick(supports()), EditRecord{Entity::event, event, values});
        }
    }
    void rename_person() {
        const Id person = random_.pick(std::vector{office_.commercial, office_.other_commercial, office_.support});
        const bool renamed = random_.chance(60);
        run(office_.gestion,
            EditRecord{Entity::collaborator,
                       person,
                       {renamed ? std::pair<Field, Value>{F::collaborator_full_name, name() + " B"}
                                : std::pair<Field, Value>{F::collaborator_phone, std::string("0611223344")}}});
    }
    // Management would take back that the others were ever there.
    void undo_or_redo() {
        office_.as(random_.pick(std::vector{office_.commercial, office_.other_commercial, office_.support}));
        if (random_.chance(60)) {
            (void)office_->undo();
        } else {
            (void)office_->redo();
        }
    }
    // An import, and one that fails at its end.
    void together() {
        office_.as(random_.chance(50) ? office_.commercial : office_.other_commercial);
        const bool fails = random_.chance(50);
        const std::int64_t count = random_.chance(25) ? random_.between(60, 90) : random_.between(1, 8);
        (void)office_->execute_together(office_.ids_source.next(), "import", [&](store::Bulk& bulk) -> Result<> {
            for (std::int64_t i = 0; i < count; ++i) EPIC_TRY(bulk.execute(new_client()));
            if (fails) return Error{.code = ErrorCode::invalid_value, .message = {}};
            return Done{};
        });
    }

    Office& office_;
    Random& random_;
};

} // namespace

TEST_CASE("What is remembered of a list is corrected to what reading it again gives, whatever was written") {
    for_each_seed(10, [](Random& random) {
        Office office;
        Writes writes(office, random);
        for (int i = 0; i < 25; ++i) writes.one();
        std::vector<ListQuery> queries;
        for (int i = 0; i < 7; ++i) queries.push_back(random_query(random));
        for (int i = 0; i < 40; ++i) {
            for (std::int64_t left = random.between(1, 3); left > 0; --left) writes.one();
            office.as(office.commercial);
            for (const ListQuery& query : queries) {
                if (random.chance(60)) check_list(*office, query, random);
            }
        }
    });
}

TEST_CASE("What others wrote, and what the server refused, is corrected in remembered lists too") {
    for_each_seed(6, [](Random& random) {
        Laptop laptop;
        const std::vector<ListQuery> queries{
            {.entity = Entity::contract, .sort = {F::contract_client}},
            {.entity = Entity::client, .sort = {F::client_company}},
            {.entity = Entity::client, .sort = {F::client_notes}, .withdrawn = true},
            {.entity = Entity::contract, .text = "zoe"},
        };
        const std::vector<std::string> names{"Zoé", "Aline", "Ode"};
        for (int i = 0; i < 40; ++i) {
            switch (random.between(0, 4)) {
                case 0: laptop.pull({laptop.entry(F::client_full_name, random.pick(names))}); break;
                case 1:
                    laptop.pull({laptop.entry(F::client_company, random.pick(names)),
                                 laptop.entry(F::client_withdrawn, random.between(0, 1))});
                    break;
                case 2:
                    (void)laptop->execute(AddRecord{Entity::client, {}, {{F::client_full_name, random.pick(names)}}});
                    break;
                case 3: laptop.confirm_all(); break;
                default: {
                    store::Acknowledgement answer = laptop.freeze();
                    for (const Operation& operation : laptop.sent) {
                        store::Outcome refused{operation.id, store::Verdict::refused};
                        refused.code = "not_allowed";
                        answer.outcomes.push_back(refused);
                    }
                    must(laptop.exchange().apply(answer));
                    break;
                }
            }
            for (const ListQuery& query : queries) check_list(*laptop, query, random);
        }
    });
}

TEST_CASE("A write corrects what is remembered of a list instead of reading it again; a gap has it read") {
    Office office;
    office.as(office.commercial);
    for (int i = 0; i < 40; ++i) {
        office.add_client("Client " + std::to_string(i), {{F::client_company, "Company " + std::to_string(i % 7)}});
    }
    office.store.reset();
    const auto vault = must(vault::Vault::open(office.file(), {"bastien@epic.example", "secret-bastien"}));
    const auto connection = must(store::Connection::open(*vault, office.environment));
    store::Orderings orderings;
    store::ChangeLog log;
    store::WordRows words;
    store::ClientRows clients;
    const store::ListMemory memory{orderings, words, clients, log};
    const store::Reader reader{};
    ListQuery query{.entity = Entity::client, .sort = {F::client_company}, .limit = all_rows};
    const auto ids = [&] {
        std::vector<Id> found;
        for (const RecordView& view : store::read_page(*connection, memory, query, reader).items) {
            found.push_back(view.record.id);
        }
        return found;
    };
    const std::vector<Id> before = ids();
    // As if it were remembered wrongly: whoever reads the list again would see it.
    const store::ListStatement statement(query, office.environment.unicode);
    const std::string key = statement.bound(reader) + "\n" + statement.ordering(store::ListStatement::Part::filled);
    const auto known = orderings.find(key);
    REQUIRE(known);
    auto wrong = std::make_shared<store::Orderings::Order>(*known->order);
    std::swap(wrong->rows[0], wrong->rows[1]);
    orderings.keep(key, {wrong, known->revisions, known->now});

    const auto write = [&](bool is_told) {
        auto stored = *store::find_record(*connection, Entity::client, before.back());
        const std::string company = stored.record.text(F::client_company) == "Company 0" ? "Company 9" : "Company 0";
        stored.record.set(F::client_company, company);
        connection->begin_write();
        const auto revisions = store::read_tallied(*connection).revisions;
        store::put_record(*connection, stored);
        if (is_told) log.announce(revisions, store::read_tallied(*connection).revisions, connection->row_changes());
        connection->commit();
    };
    write(true);
    const std::vector<Id> corrected = ids();
    CHECK(corrected[0] == before[1]);
    CHECK(corrected[1] == before[0]);
    CHECK(std::find(corrected.begin(), corrected.begin() + 8, before.back()) != corrected.begin() + 8);
    write(false);
    CHECK(ids() == before);
}

TEST_CASE("The log of changes knows what lies between two states, both ways, and nothing across a gap") {
    const auto state = [](std::int64_t n) { return store::Revisions{0, n, 0, 0, 0}; };
    const auto rows = [](const std::optional<std::vector<store::RowChange>>& changes) {
        std::vector<std::uint32_t> found;
        if (!changes) return std::vector<std::uint32_t>{999};
        for (const store::RowChange& change : *changes) found.push_back(change.row);
        return found;
    };
    using Rows = std::vector<std::uint32_t>;
    store::ChangeLog log;
    store::RowChanges changes;
    const auto write = [&](std::int64_t before, std::uint32_t row) {
        changes.clear();
        changes.add({Entity::client, row, {}});
        return log.announce(state(before), state(before + 2), changes);
    };
    CHECK(write(0, 1));
    CHECK(write(2, 2));
    CHECK(write(4, 3));
    CHECK(rows(log.between(state(0), state(6))) == Rows{1, 2, 3});
    CHECK(rows(log.between(state(6), state(2))) == Rows{2, 3});
    CHECK(rows(log.between(state(4), state(4))) == Rows{});
    log.withdraw();
    CHECK_FALSE(log.between(state(0), state(6)));
    CHECK(rows(log.between(state(0), state(4))) == Rows{1, 2});
    // Somebody else wrote from 4 to 6.
    CHECK(write(6, 4));
    CHECK_FALSE(log.between(state(4), state(8)));
    CHECK(rows(log.between(state(6), state(8))) == Rows{4});
    // One that writes very much.
    changes.clear();
    for (std::uint32_t row = 0; row < 50'000; ++row) changes.add({Entity::client, row, {}});
    CHECK_FALSE(changes.is_complete());
    CHECK_FALSE(log.announce(state(8), state(9), changes));
    CHECK_FALSE(log.between(state(8), state(9)));
    CHECK(write(9, 5));
    CHECK(rows(log.between(state(9), state(11))) == Rows{5});
    CHECK_FALSE(log.announce(state(11), state(11), {}));
}
