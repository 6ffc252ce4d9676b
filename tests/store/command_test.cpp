// The one write path: row, journal and before-images together or not at all.
#include <catch2/catch_test_macros.hpp>

#include "tests/store/office.hpp"

using namespace epic;
using namespace epic::test;

TEST_CASE("A command writes the row and its history with what was before") {
    Office office;
    office.as(office.commercial);
    const Id client = office.add_client("Kévin Casey", {{Field::client_company, std::string("Cool Startup")}});
    const auto written = must(
        office->execute(EditRecord{Entity::client, client, {{Field::client_company, std::string("Casey & Fils")}}}));
    CHECK(written.record == client);
    CHECK(written.operations.size() == 1);

    const RecordView view = must(office->find(Entity::client, client));
    CHECK(view.record.text(Field::client_company) == "Casey & Fils");
    CHECK(view.record.created_by == office.commercial);
    CHECK(view.commercial_name == "Bastien Roy");
    CHECK_FALSE(view.pending);

    const auto history = must(office->history(Entity::client, client));
    REQUIRE(history.size() > 1);
    CHECK(history.front().field == Field::client_company);
    CHECK(history.front().before == Value{std::string("Cool Startup")});
    CHECK(history.front().after == Value{std::string("Casey & Fils")});
    CHECK(history.front().by_name == "Bastien Roy");
    CHECK(history.front().state == "local");
    CHECK(history.front().command == "client.edit");
    CHECK(history.front().at == office.clock.now());
    const auto named = std::find_if(history.begin(), history.end(),
                                    [](const HistoryItem& i) { return i.field == Field::client_commercial; });
    REQUIRE(named != history.end());
    CHECK(named->after_name == "Bastien Roy");
}

TEST_CASE("A second edit of a field builds on the first operation, not on the creation") {
    Office office;
    office.as(office.commercial);
    const Id client = office.add_client("Lou Bouzin");
    const auto edit = [&](const char* company) {
        return must(
            office->execute(EditRecord{Entity::client, client, {{Field::client_company, std::string(company)}}}));
    };
    const auto created_history = must(office->history(Entity::client, client));
    const auto first = edit("A");
    const auto second = edit("B");
    const Operation one = must(office->exchange().operation(first.operations[0]));
    const Operation two = must(office->exchange().operation(second.operations[0]));
    CHECK(one.changes[0].base == Base{0, created_history.front().operation});
    CHECK(two.changes[0].base == Base{0, first.operations[0]});
    CHECK(one.stamp < two.stamp);
    CHECK(one.group != two.group);
}

TEST_CASE("A refused command leaves nothing behind") {
    Office office;
    office.as(office.support);
    const std::uint64_t version = office->version();
    const auto refused = office->execute(AddRecord{Entity::client, {}, {{Field::client_full_name, std::string("X")}}});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::not_allowed);
    CHECK_FALSE(refused.error().who_could.empty());
    CHECK(must(office->list({.entity = Entity::client})).total == 0);
    CHECK(office->version() == version);
}

TEST_CASE("An edit that changes nothing writes nothing") {
    Office office;
    office.as(office.commercial);
    const Id client = office.add_client("Lou Bouzin");
    const std::size_t lines = must(office->history(Entity::client, client)).size();
    const auto same = must(
        office->execute(EditRecord{Entity::client, client, {{Field::client_full_name, std::string("Lou Bouzin")}}}));
    CHECK(same.operations.empty());
    CHECK(must(office->history(Entity::client, client)).size() == lines);
}
