// The first rows of a list, as Today shows them: those of the list, found without reading the rest of it.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "storage/store/internal/list_statement.hpp"
#include "storage/vault/vault.hpp"
#include "tests/store/laptop.hpp"
#include "tests/support/random.hpp"

using namespace epic;
using namespace epic::test;

namespace {

using F = Field;

// Those of app/shell/overview_reader.cpp.
std::vector<ListQuery> todays(const Office& office) {
    ListQuery to_sign{.entity = Entity::contract,
                      .filters = {Filter::contract_not_signed, Filter::contract_my_clients}};
    to_sign.sort.field = F::contract_created_on;
    ListQuery to_be_paid{.entity = Entity::contract,
                         .filters = {Filter::contract_not_fully_paid, Filter::contract_my_clients}};
    to_be_paid.where = {{F::contract_signed_on, Comparison::not_equal, Value{}}};
    to_be_paid.sort.field = F::contract_created_on;
    ListQuery everybodys = to_be_paid;
    everybodys.filters = {Filter::contract_not_fully_paid};
    ListQuery to_call{.entity = Entity::client, .filters = {Filter::client_mine, Filter::client_not_contacted}};
    to_call.sort.field = F::client_last_contact;
    const std::int64_t now = office.clock.now().unix_ms;
    ListQuery mine{.entity = Entity::event};
    mine.where = {{F::event_support, Comparison::equal, office.support},
                  {F::event_starts_at, Comparison::greater, now - 31 * std::int64_t{86'400'000}},
                  {F::event_ends_at, Comparison::greater, now},
                  {F::event_cancelled, Comparison::equal, std::int64_t{0}}};
    ListQuery without{.entity = Entity::event, .filters = {Filter::event_without_support}};
    without.where = {{F::event_starts_at, Comparison::greater_or_equal, now}};
    return {to_sign, to_be_paid, everybodys, to_call, mine, without};
}

std::vector<Id> ids_of(const std::vector<RecordView>& views) {
    std::vector<Id> ids;
    for (const RecordView& view : views) ids.push_back(view.record.id);
    return ids;
}

} // namespace

TEST_CASE("The first rows of any list are those of its first window, however many are asked for") {
    for_each_seed(3, [](Random& random) {
        Office office;
        for (int i = 0; i < 40; ++i) {
            office.as(random.chance(50) ? office.commercial : office.other_commercial);
            FieldValues more;
            if (random.chance(60)) more.emplace_back(F::client_last_contact, Date{2026, 3 + i % 7, 1 + i % 5});
            const Id client = office.add_client("Client " + std::to_string(random.between(1, 9)), more);
            const bool is_signed = random.chance(60);
            const Id contract = office.add_contract(client, 100'00, is_signed);
            if (is_signed && random.chance(50)) office.add_payment(contract, random.chance(50) ? 100'00 : 50'00);
            if (is_signed)
                office.add_event(contract, "Fête", "2026-12-0" + std::to_string(1 + i % 8) + "T09:00",
                                 "2026-12-0" + std::to_string(1 + i % 8) + "T18:00");
        }
        for (const Id& person : {office.commercial, office.gestion, office.support}) {
            office.as(person);
            std::vector<ListQuery> queries = todays(office);
            queries.push_back({.entity = Entity::client});
            queries.push_back({.entity = Entity::contract});
            for (ListQuery query : queries) {
                for (const bool descending : {false, true}) {
                    query.sort.descending = descending;
                    query.limit = random.between(1, 30);
                    INFO(entity_name(query.entity) << " " << query.limit << (descending ? " descending" : ""));
                    CHECK(ids_of(must(office->first(query))) == ids_of(must(office->list(query)).items));
                }
            }
        }
    });
}

TEST_CASE("What Today shows is walked in order, and nothing is sorted or read whole for it") {
    Office office;
    const std::vector<ListQuery> queries = todays(office);
    office.store.reset();
    const auto vault = must(vault::Vault::open(office.file(), {"amelie@epic.example", "secret"}));
    const auto connection = must(store::Connection::open(*vault, office.environment));
    using Part = store::ListStatement::Part;
    const auto plan_of = [&](const ListQuery& query, Part part) {
        const store::ListStatement statement(query, office.unicode);
        auto rows = store::Query::composed(*connection, "EXPLAIN QUERY PLAN " + statement.first(part));
        std::string plan;
        while (rows.step()) plan += rows.text(3) + "\n";
        return plan;
    };
    CHECK(plan_of(queries[0], Part::filled).starts_with("SCAN k USING INDEX contract_unsigned\n"));
    CHECK(plan_of(queries[1], Part::filled).starts_with("SCAN k USING INDEX contract_unpaid\n"));
    CHECK(plan_of(queries[2], Part::filled).starts_with("SCAN k USING INDEX contract_unpaid\n"));
    for (const Part part : {Part::filled, Part::empty}) {
        CHECK(plan_of(queries[3], part).starts_with("SEARCH c USING INDEX client_by_last_contact (commercial=? AND "));
    }
    for (const ListQuery& query : queries) {
        const std::string plan = plan_of(query, Part::filled);
        INFO(plan);
        // Behind a time there may be several, which are put in order as they come.
        CHECK(plan.find("FOR ORDER BY") == std::string::npos);
    }
}
