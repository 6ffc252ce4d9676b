// Lists: filters, conditions, sorting as French readers sort, windows, derived amounts.
#include <catch2/catch_test_macros.hpp>

#include "tests/store/office.hpp"

using namespace epic;
using namespace epic::test;

namespace {

std::vector<std::string> names(Office& office, const ListQuery& query, Field field) {
    std::vector<std::string> found;
    for (const RecordView& view : must(office->list(query)).items) found.push_back(view.record.text(field));
    return found;
}

using Names = std::vector<std::string>;

} // namespace

TEST_CASE("Names sort as French readers sort: É with E, case last") {
    Office office;
    office.as(office.commercial);
    for (const char* name : {"Zoé", "eric", "Éric", "Eva", "Élan", "Œuvre", "Ode", "Eric"}) office.add_client(name);
    const ListQuery query{.entity = Entity::client};
    CHECK(names(office, query, Field::client_full_name) ==
          Names{"Élan", "eric", "Eric", "Éric", "Eva", "Ode", "Œuvre", "Zoé"});
    ListQuery backwards = query;
    backwards.sort = {Field::client_full_name, Sort::Derived::none, true};
    CHECK(names(office, backwards, Field::client_full_name).front() == "Zoé");
}

TEST_CASE("What is empty sorts last in both directions") {
    Office office;
    office.as(office.commercial);
    office.add_client("A", {{Field::client_company, std::string("Beta")}});
    office.add_client("B");
    office.add_client("C", {{Field::client_company, std::string("Álfa")}});
    for (const bool descending : {false, true}) {
        const ListQuery query{.entity = Entity::client, .sort = {Field::client_company, {}, descending}};
        CHECK(names(office, query, Field::client_full_name).back() == "B");
    }
}

TEST_CASE("A window tells the total and never shows a row twice") {
    Office office;
    office.as(office.commercial);
    for (int i = 0; i < 25; ++i) office.add_client("Same name");
    std::vector<Id> seen;
    for (std::int64_t offset = 0; offset < 25; offset += 10) {
        const Page page = must(office->list({.entity = Entity::client, .limit = 10, .offset = offset}));
        CHECK(page.total == 25);
        CHECK(page.offset == offset);
        for (const RecordView& view : page.items) seen.push_back(view.record.id);
    }
    std::sort(seen.begin(), seen.end());
    CHECK(seen.size() == 25);
    CHECK(std::unique(seen.begin(), seen.end()) == seen.end());
}

TEST_CASE("Every sort of every entity gives every row") {
    Office office;
    office.as(office.commercial);
    const Id contract = office.add_contract(office.add_client("Lou Bouzin"), 1000);
    office.add_payment(contract, 500);
    office.add_event(contract, "AG", "2026-12-01T09:00", "2026-12-01T18:00");
    for (std::size_t i = 0; i < entity_count; ++i) {
        const auto entity = static_cast<Entity>(i);
        const std::int64_t total = must(office->list({.entity = entity})).total;
        CHECK(total >= 1);
        for (const FieldSpec& field : fields_of(entity)) {
            for (const bool descending : {false, true}) {
                const ListQuery query{.entity = entity, .sort = {field.field, {}, descending}};
                CHECK(static_cast<std::int64_t>(must(office->list(query)).items.size()) == total);
            }
        }
    }
}

TEST_CASE("Contracts: not signed, not fully paid, of my clients") {
    Office office;
    office.as(office.commercial);
    const Id mine = office.add_client("Mine");
    const Id unsigned_one = office.add_contract(mine, 100'00, false);
    const Id unpaid = office.add_contract(mine, 100'00);
    const Id paid = office.add_contract(mine, 100'00);
    office.add_payment(paid, 100'00);
    office.add_payment(unpaid, 19'99);
    office.as(office.other_commercial);
    const Id theirs = office.add_contract(office.add_client("Theirs"), 100'00);
    office.as(office.commercial);

    const auto filtered = [&](std::vector<Filter> filters) {
        auto found = office.ids({.entity = Entity::contract, .filters = std::move(filters)});
        std::sort(found.begin(), found.end());
        return found;
    };
    const auto sorted = [](std::vector<Id> ids) {
        std::sort(ids.begin(), ids.end());
        return ids;
    };
    CHECK(filtered({Filter::contract_not_signed}) == sorted({unsigned_one}));
    CHECK(filtered({Filter::contract_not_fully_paid}) == sorted({unsigned_one, unpaid, theirs}));
    CHECK(filtered({Filter::contract_my_clients}) == sorted({unsigned_one, unpaid, paid}));
    CHECK(filtered({Filter::contract_my_clients, Filter::contract_not_fully_paid}) == sorted({unsigned_one, unpaid}));

    const RecordView view = must(office->find(Entity::contract, unpaid));
    CHECK(view.paid.minor == 1999);
    CHECK(view.remaining.minor == 8001);
    CHECK(view.commercial_name == "Bastien Roy");
    CHECK(view.names.at(Field::contract_client) == "Mine");
}

TEST_CASE("Events: without support, mine, upcoming, today, cancelled") {
    Office office;
    office.as(office.commercial);
    const Id contract = office.add_contract(office.add_client("Lou Bouzin"), 1000);
    const Id past = office.add_event(contract, "Past", "2026-11-20T10:00", "2026-11-20T18:00");
    const Id night = office.add_event(contract, "Over midnight", "2026-11-22T22:00", "2026-11-23T02:00");
    const Id running = office.add_event(contract, "Running", "2026-11-23T08:00", "2026-11-23T18:00");
    const Id later = office.add_event(contract, "Later", "2026-12-24T10:00", "2026-12-24T18:00");
    const Id called_off = office.add_event(contract, "Called off", "2026-12-25T10:00", "2026-12-25T18:00");
    office.as(office.gestion);
    must(office->execute(AssignSupport{running, office.support}));
    must(office->execute(CancelEvent{called_off}));

    const auto filtered = [&](Filter filter) { return office.ids({.entity = Entity::event, .filters = {filter}}); };
    using Ids = std::vector<Id>;
    CHECK(filtered(Filter::event_without_support) == Ids{past, night, later});
    CHECK(filtered(Filter::event_upcoming) == Ids{running, later});
    CHECK(filtered(Filter::event_today) == Ids{night, running});
    CHECK(filtered(Filter::event_cancelled) == Ids{called_off});
    CHECK(filtered(Filter::event_mine).empty());
    office.as(office.support);
    CHECK(filtered(Filter::event_mine) == Ids{running});
    office.as(office.commercial);
    CHECK(filtered(Filter::event_mine).size() == 5);
    office.as(office.other_commercial);
    CHECK(filtered(Filter::event_mine).empty());
    CHECK(must(office->find(Entity::event, running)).names.at(Field::event_support) == "David Émond");
    CHECK(must(office->find(Entity::event, running)).client_name == "Lou Bouzin");
}

TEST_CASE("Today is the reader's day, whatever the venue's zone") {
    Office office;
    office.as(office.commercial);
    const Id contract = office.add_contract(office.add_client("Lou Bouzin"), 1000);
    // 23 November 20:00 in New York is 24 November 02:00 in Paris.
    const Id away = office.add_event(contract, "Away", "2026-11-23T20:00", "2026-11-23T22:00", "America/New_York");
    const ListQuery today{.entity = Entity::event, .filters = {Filter::event_today}};
    CHECK(office.ids(today).empty());
    office.clock.set("2026-11-23T23:30:00Z");
    CHECK(office.ids(today) == std::vector<Id>{away});
}

TEST_CASE("Clients of mine, and collaborators active or not") {
    Office office;
    office.as(office.commercial);
    const Id mine = office.add_client("Mine");
    office.as(office.other_commercial);
    office.add_client("Theirs");
    office.as(office.commercial);
    CHECK(office.ids({.entity = Entity::client, .filters = {Filter::client_mine}}) == std::vector<Id>{mine});
    office.as(office.gestion);
    must(office->execute(DeactivateCollaborator{office.other_support, {}}));
    CHECK(office.ids({.entity = Entity::collaborator, .filters = {Filter::collaborator_inactive}}) ==
          std::vector<Id>{office.other_support});
    CHECK(office.ids({.entity = Entity::collaborator, .filters = {Filter::collaborator_active}}).size() == 4);
}

TEST_CASE("Text finds every word, in any order, by its beginning, without accents or case") {
    Office office;
    office.as(office.commercial);
    const Id kevin = office.add_client("Kévin Casey", {{Field::client_company, std::string("Société Générale")},
                                                       {Field::client_email, std::string("kevin@startup.io")},
                                                       {Field::client_phone, std::string("06 78 12 34 56")}});
    office.add_client("Kévin Durand");
    const auto found = [&](const char* text) { return office.ids({.entity = Entity::client, .text = text}); };
    CHECK(found("generale kev") == std::vector<Id>{kevin});
    CHECK(found("KÉVIN").size() == 2);
    CHECK(found("startup.io") == std::vector<Id>{kevin});
    CHECK(found("+33678") == std::vector<Id>{kevin});
    CHECK(found("06 78") == std::vector<Id>{kevin});
    CHECK(found("evin").empty());
    CHECK(found("\" OR 1").empty());
    CHECK(found("--").empty());
    CHECK(found("casey – « kevin » …") == std::vector<Id>{kevin});
    CHECK(found("–").empty());
    CHECK(found("क\u093Fव").empty()); // a mark inside a word, which the index cuts
    CHECK(found("  ").size() == 2);
    must(office->execute(EditRecord{Entity::client, kevin, {{Field::client_company, Value{}}}}));
    CHECK(found("generale").empty());
    CHECK(found("casey") == std::vector<Id>{kevin});
    const Id contract = office.add_contract(kevin, 100);
    CHECK(office.ids({.entity = Entity::contract, .text = "casey 2026"}) == std::vector<Id>{contract});
}

TEST_CASE("Conditions compare dates, amounts, references, texts and emptiness") {
    Office office;
    office.as(office.commercial);
    const Id one_client = office.add_client("Élan", {{Field::client_company, std::string("Tout l’art")}});
    const Id two_client = office.add_client("Zoé");
    const Id small = office.add_contract(one_client, 100'00, false);
    const Id large = office.add_contract(two_client, 900'00);
    const auto contracts = [&](Field field, Comparison comparison, Value value) {
        return office.ids({.entity = Entity::contract, .where = {{field, comparison, std::move(value)}}});
    };
    using Ids = std::vector<Id>;
    CHECK(contracts(Field::contract_client, Comparison::equal, one_client) == Ids{small});
    CHECK(contracts(Field::contract_client, Comparison::not_equal, one_client) == Ids{large});
    CHECK(contracts(Field::contract_total, Comparison::greater, std::int64_t{100'00}) == Ids{large});
    CHECK(contracts(Field::contract_total, Comparison::less_or_equal, std::int64_t{100'00}) == Ids{small});
    CHECK(contracts(Field::contract_signed_on, Comparison::equal, Value{}) == Ids{small});
    CHECK(contracts(Field::contract_signed_on, Comparison::not_equal, Value{}) == Ids{large});
    CHECK(contracts(Field::contract_created_on, Comparison::greater_or_equal, Date{2026, 11, 23}).size() == 2);
    CHECK(contracts(Field::contract_created_on, Comparison::less, Date{2026, 11, 23}).empty());
    CHECK(contracts(Field::contract_number, Comparison::equal, std::string("2026-0002")) == Ids{large});
    const auto clients = [&](Comparison comparison, const char* text) {
        return office.ids(
            {.entity = Entity::client, .where = {{Field::client_full_name, comparison, std::string(text)}}});
    };
    CHECK(clients(Comparison::equal, "elan") == Ids{one_client});
    CHECK(clients(Comparison::contains, "OE") == Ids{two_client});
    CHECK(clients(Comparison::less, "F") == Ids{one_client});
    CHECK(clients(Comparison::greater, "F") == Ids{two_client});
    const auto empty_company =
        office.ids({.entity = Entity::client,
                    .where = {{Field::client_company, Comparison::not_equal, std::string("tout l'art")}}});
    CHECK(empty_company == Ids{two_client});
}

TEST_CASE("Counts of several lists are those of the lists") {
    Office office;
    office.as(office.commercial);
    office.add_contract(office.add_client("Mine"), 100, false);
    const std::vector<ListQuery> queries{{.entity = Entity::client},
                                         {.entity = Entity::contract, .filters = {Filter::contract_not_signed}},
                                         {.entity = Entity::event},
                                         {.entity = Entity::collaborator}};
    CHECK(must(office->count(queries)) == std::vector<std::int64_t>{1, 1, 0, 5});
}
