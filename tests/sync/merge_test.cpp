// Field merge on the server: what agrees silently, what is recorded, what asks.
#include <catch2/catch_test_macros.hpp>

#include "tests/sync/office.hpp"

using epic::test::add_client;
using epic::test::Laptop;
using epic::test::next_id;
using epic::test::Office;
using nlohmann::json;

namespace {

json first(const json& answer) {
    return answer.at("operations").at(0);
}

struct TwoLaptops {
    Office office;
    Laptop one = office.laptop(office.anne);
    Laptop two = office.laptop(office.anne);
    std::string client;

    TwoLaptops() {
        one.hello();
        two.hello();
        client = add_client(one, office.anne, "Lou Bouzin");
    }
    json edit(Laptop& laptop, const json& fields) {
        return laptop.operation("client.edit", "client", client, "change", fields);
    }
};

} // namespace

TEST_CASE("edits of different fields merge silently") {
    TwoLaptops at;
    CHECK(first(at.one.push({at.edit(at.one, {{"phone", "0561", "5"}})})).at("state") == "applied");
    const json answer = at.two.push({at.edit(at.two, {{"company", "Midi", "5"}})});
    CHECK(first(answer).at("state") == "applied");
    CHECK_FALSE(first(answer).contains("fields"));
    CHECK(at.office.number("select count(*) from conflict") == "0");
    CHECK(at.office.number("select concat(phone, company) from client") == "0561Midi");
}

TEST_CASE("a same-field race keeps the newer value, and records both") {
    TwoLaptops at;
    at.one.push({at.edit(at.one, {{"phone", "first", "5"}})});
    const json answer = at.two.push({at.edit(at.two, {{"phone", "second", "5"}})});
    CHECK(first(answer).at("state") == "applied");
    CHECK(first(answer).at("fields").at(0) == json({"phone", "won", "6", "first"}));
    CHECK(at.office.number("select phone from client") == "second");
    const Laptop::Log log = at.one.pull();
    const auto& row = log.operations.back();
    CHECK(json::parse(row[13]) == json::parse(R"([["phone","second"]])"));
    CHECK(json::parse(row[14]) == json::parse(R"([["phone","won","6","5",[["phone","second"]],[["phone","first"]]]])"));
}

TEST_CASE("the older of two values is kept beside, whenever it arrives") {
    TwoLaptops at;
    at.two.stamp = 1;
    at.one.push({at.edit(at.one, {{"phone", "new", "5"}})});
    const json answer = at.two.push({at.edit(at.two, {{"phone", "old", "5"}})});
    CHECK(first(answer).at("fields").at(0).at(1) == "lost");
    CHECK(at.office.number("select phone from client") == "new");
    CHECK(at.office.number("select mine from conflict") == R"([["phone","old"]])");
    CHECK(json::parse(at.one.pull().operations.back()[13]) == json::array());
}

TEST_CASE("two people who write the same value agree") {
    TwoLaptops at;
    at.one.push({at.edit(at.one, {{"phone", "same", "5"}})});
    const json second = at.edit(at.two, {{"phone", "same", "5"}});
    const json answer = at.two.push({second});
    CHECK(first(answer).at("fields").at(0) == json({"phone", "agreed", "6", "same"}));
    CHECK(at.office.number("select count(*) from conflict") == "0");
    // A further edit on top of the agreement is no conflict either.
    const json third = at.two.push({at.edit(at.two, {{"phone", "later", second["id"]}})});
    CHECK(first(third).at("state") == "applied");
    CHECK_FALSE(first(third).contains("fields"));
}

TEST_CASE("an own second edit never conflicts with the first, in one batch or two") {
    TwoLaptops at;
    const json first_edit = at.edit(at.one, {{"phone", "1", "5"}});
    const json second_edit = at.edit(at.one, {{"phone", "2", first_edit["id"]}});
    const json third_edit = at.edit(at.one, {{"phone", "3", second_edit["id"]}});
    const json answer = at.one.push({first_edit, second_edit});
    CHECK(answer["operations"][0]["state"] == "applied");
    CHECK(answer["operations"][1]["state"] == "applied");
    CHECK_FALSE(answer["operations"][1].contains("fields"));
    CHECK_FALSE(first(at.one.push({third_edit})).contains("fields"));
    CHECK(at.office.number("select phone from client") == "3");
    CHECK(at.office.number("select count(*) from conflict") == "0");
}

TEST_CASE("a further edit of a value that lost amends the same conflict") {
    TwoLaptops at;
    at.one.push({at.edit(at.one, {{"phone", "new", "5"}})});
    at.two.stamp = 1;
    const json lost = at.edit(at.two, {{"phone", "old", "5"}});
    at.two.push({lost});
    const json further = at.edit(at.two, {{"phone", "older", lost["id"]}});
    CHECK(first(at.two.push({further})).at("fields").at(0).at(1) == "amended");
    CHECK(at.office.number("select count(*) from conflict") == "1");
    CHECK(at.office.number("select mine from conflict") == R"([["phone","older"]])");
    CHECK(at.office.number("select phone from client") == "new");
}

// It kept the value that the first edit had met: a question between two equal values, or about one that stood no more.
TEST_CASE("a further edit meets what stands now, and one that is equal to it asks nobody") {
    TwoLaptops at;
    const json theirs = at.edit(at.one, {{"phone", "theirs", "5"}});
    at.one.push({theirs});
    at.two.stamp = 1;
    const json lost = at.edit(at.two, {{"phone", "mine", "5"}});
    at.two.push({lost});
    at.one.push({at.edit(at.one, {{"phone", "overtaken", theirs["id"]}})});
    const json further = at.edit(at.two, {{"phone", "theirs", lost["id"]}});
    CHECK(first(at.two.push({further})).at("fields").at(0) == json({"phone", "amended", "8", "overtaken"}));
    CHECK(at.office.number("select concat(mine, theirs, theirs_number) from conflict where settled_by is null") ==
          R"([["phone","theirs"]][["phone","overtaken"]]8)");
    CHECK(json::parse(at.one.pull().operations.back()[14]) ==
          json::parse(R"([["phone","lost","8","5",[["phone","theirs"]],[["phone","overtaken"]]]])"));
    const json agreed = at.edit(at.two, {{"phone", "overtaken", further["id"]}});
    at.two.push({agreed});
    CHECK(at.office.number("select count(*) from conflict where settled_by is null") == "0");
    CHECK(json::parse(at.one.pull().operations.back()[15]) == json::array({further["id"]}));
    CHECK(at.office.number("select phone from client") == "overtaken");
    // Who agreed has seen it: going on from there is no race.
    CHECK_FALSE(first(at.two.push({at.edit(at.two, {{"phone", "onwards", agreed["id"]}})})).contains("fields"));
}

// The log said that the first edit was settled, in both fields; the server went on asking about the one that had won.
TEST_CASE("a further edit takes along the question where the first one had won") {
    TwoLaptops at;
    at.one.stamp = 10;
    at.one.push({at.edit(at.one, {{"phone", "theirs", "5"}})});
    at.one.stamp = 1000;
    at.one.push({at.edit(at.one, {{"company", "theirs", "5"}})});
    at.two.stamp = 100;
    const json both = at.edit(at.two, {{"phone", "mine", "5"}, {"company", "mine", "5"}});
    at.two.push({both});
    CHECK(at.office.number("select group_concat(unit, outcome order by unit) from conflict") == "companylost,phonewon");
    const json further = at.edit(at.two, {{"phone", "later", both["id"]}, {"company", "later", both["id"]}});
    at.two.push({further});
    const std::string id = further["id"].get<std::string>();
    CHECK(at.office.number("select count(*) from conflict where settled_by is null and operation = '" + id + "'") ==
          "2");
    CHECK(at.office.number("select count(*) from conflict") == "2");
    const auto row = at.one.pull().operations.back();
    CHECK(json::parse(row[13]) == json::parse(R"([["phone","later"]])"));
    CHECK(json::parse(row[14]) ==
          json::parse(R"([["company","lost","7","5",[["company","later"]],[["company","theirs"]]],
                                                  ["phone","won","6","5",[["phone","later"]],[["phone","theirs"]]]])"));
    CHECK(json::parse(row[15]) == json::array({both["id"]}));
}

// Half of it was written and half asked about, and laptops showed no currency.
TEST_CASE("fields that are one choice are met as one, whatever each says that it stood on") {
    TwoLaptops at;
    const std::string contract = next_id();
    Laptop gestion = at.office.laptop(at.office.gestion);
    gestion.hello();
    gestion.push({gestion.operation("contract.add", "contract", contract, "create",
                                    {{"client", at.client, "0"},
                                     {"created_on", "2026-11-26", "0"},
                                     {"total", "1", "0"},
                                     {"currency", "EUR", "0"}})});
    const std::string created = at.office.number("select number from head");
    const auto edit = [&](const std::string& total, const std::string& base_total, const std::string& base_currency) {
        return first(gestion.push({gestion.operation(
            "contract.edit", "contract", contract, "change",
            {{"total", total, base_total}, {"currency", total == "2" ? "EUR" : "USD", base_currency}})}));
    };
    CHECK_FALSE(edit("2", created, created).contains("fields"));
    const std::string second = at.office.number("select number from head");
    const json answer = edit("3", created, second);
    CHECK(answer.at("fields").at(0) == json({"total", "question", second, "2"}));
    CHECK(answer.at("fields").at(1) == json({"currency", "question", second, "EUR"}));
    CHECK(at.office.number("select concat(total, currency) from contract") == "2EUR");
    CHECK(at.office.number("select fields from operation_log order by number desc limit 1") == "[]");
}

TEST_CASE("notes that changed come back to be merged, three times at most, then they ask") {
    TwoLaptops at;
    at.one.push({at.edit(at.one, {{"notes", "première ligne\nune", "5"}})});
    json mine = at.edit(at.two, {{"notes", "première ligne\ndeux", "5"}});
    const json depends = at.edit(at.two, {{"notes", "première ligne\ndeux\ntrois", mine["id"]}});
    json answer = at.two.push({mine, depends});
    CHECK(answer["operations"][0]["state"] == "merge");
    CHECK(answer["operations"][0]["fields"][0] == json({"notes", "merge", "6", "première ligne\nune"}));
    CHECK(answer["operations"][1]["state"] == "deferred");
    CHECK(at.office.number("select number from head") == "6");
    mine["m"] = "1";
    mine["f"] = {{"notes", "première ligne\nune\ndeux", "6"}};
    answer = at.two.push({mine});
    CHECK(first(answer).at("state") == "applied");
    CHECK(at.office.number("select notes from client") == "première ligne\nune\ndeux");
    json stubborn = at.edit(at.two, {{"notes", "autre", "5"}});
    stubborn["m"] = "3";
    answer = at.two.push({stubborn});
    CHECK(first(answer).at("fields").at(0).at(1) == "question");
    CHECK(at.office.number("select notes from client") == "première ligne\nune\ndeux");
    CHECK(at.office.number("select outcome from conflict") == "question");
}

// The group is taken back to its savepoint, and the server's text went with it: the laptop had nothing to merge with.
TEST_CASE("notes in a group that builds on itself come back with the server's text") {
    TwoLaptops at;
    at.one.push({at.edit(at.one, {{"notes", "première ligne\nune", "5"}})});
    json phone = at.edit(at.two, {{"phone", "0561", "5"}});
    json company = at.edit(at.two, {{"company", "Midi", "5"}});
    json notes = at.edit(at.two, {{"notes", "première ligne\ndeux", "5"}});
    for (json* one : {&phone, &company, &notes}) (*one)["g"] = phone["id"];
    const json answer = at.two.push({phone, company, notes});
    for (const json& one : answer["operations"]) CHECK(one["state"] == "merge");
    REQUIRE(answer["operations"][2].contains("fields"));
    CHECK(answer["operations"][2]["fields"][0] == json({"notes", "merge", "6", "première ligne\nune"}));
    CHECK_FALSE(answer["operations"][0].contains("fields"));
    CHECK(at.office.number("select phone from client") == "null");
    CHECK(at.office.number("select number from head") == "6");
}

TEST_CASE("a choice settles the conflict") {
    TwoLaptops at;
    at.one.push({at.edit(at.one, {{"phone", "a", "5"}})});
    const json racing = at.edit(at.two, {{"phone", "b", "5"}});
    at.two.push({racing});
    json choice = at.edit(at.one, {{"phone", "a", "7"}});
    choice["x"] = {racing["id"]};
    CHECK(first(at.one.push({choice})).at("state") == "applied");
    CHECK(at.office.number("select phone from client") == "a");
    CHECK(at.office.number("select settled_by from conflict") == choice["id"].get<std::string>());
}

// It counted as agreement, which the log does not hold: on every laptop the question stayed open for ever.
TEST_CASE("a choice of the value that stands already is in the log, whatever its author had seen") {
    TwoLaptops at;
    at.one.push({at.edit(at.one, {{"phone", "new", "5"}})});
    at.two.stamp = 1;
    const json late = at.edit(at.two, {{"phone", "old", "5"}});
    at.two.push({late});
    at.two.stamp = 0;
    json choice = at.edit(at.two, {{"phone", "new", "5"}});
    choice["x"] = {late["id"]};
    const json answer = first(at.two.push({choice}));
    CHECK(answer.at("state") == "applied");
    CHECK_FALSE(answer.contains("fields"));
    CHECK(at.office.number("select settled_by from conflict") == choice["id"].get<std::string>());
    const Laptop::Log log = at.one.pull();
    const auto& line = log.operations.back();
    CHECK(json::parse(line[13]) == json::parse(R"([["phone","new"]])"));
    CHECK(json::parse(line[15]) == json::array({late["id"]}));
    CHECK(at.office.number("select number from field_version where unit = 'phone'") == line[0]);
}

TEST_CASE("an edit of a record deleted meanwhile is kept, recorded, and does not resurrect it") {
    TwoLaptops at;
    REQUIRE(first(at.one.push({at.edit(at.one, {{"withdrawn", "1", "5"}})})).at("state") == "applied");
    const json answer = at.two.push({at.edit(at.two, {{"phone", "late", "5"}})});
    CHECK(first(answer).at("state") == "applied");
    CHECK(at.office.number("select concat(phone, withdrawn) from client") == "late1");
    CHECK(at.office.number("select outcome from conflict") == "deleted");
}

TEST_CASE("the whole sale: contract, number, signature, payment, event, support") {
    TwoLaptops at;
    Office& office = at.office;
    Laptop gestion = office.laptop(office.gestion);
    gestion.hello();
    const std::string contract = next_id();
    json made = gestion.push({gestion.operation("contract.add", "contract", contract, "create",
                                                {{"client", at.client, "0"},
                                                 {"total", "150000", "0"},
                                                 {"currency", "EUR", "0"},
                                                 {"created_on", "2026-11-20", "0"},
                                                 {"withdrawn", "0", "0"}})});
    REQUIRE(first(made).at("state") == "applied");
    CHECK(office.number("select number from contract") == "2026-0001");
    const json new_contract = gestion.pull().operations.back();
    CHECK(json::parse(new_contract[13].get<std::string>()).back() == json({"number", "2026-0001"}));

    const std::string event = next_id();
    const auto wedding = [&](Laptop& laptop) {
        return laptop.operation("event.add", "event", event, "create",
                                {{"title", "Mariage", "0"},
                                 {"contract", contract, "0"},
                                 {"starts_at", "1780570800000", "0"},
                                 {"ends_at", "1780617600000", "0"},
                                 {"time_zone", "Europe/Paris", "0"}});
    };
    CHECK(first(at.one.push({wedding(at.one)})).at("rule") == "event.create");
    const json sign =
        at.one.operation("contract.sign", "contract", contract, "change", {{"signed_on", "2026-11-21", "6"}});
    // Signed and used in one batch: the event is judged after the signature.
    const json both = at.one.push({sign, wedding(at.one)});
    CHECK(both["operations"][0]["state"] == "applied");
    CHECK(both["operations"][1]["state"] == "applied");
    CHECK(office.number("select cast(starts_at_utc as char) from event") == "2026-06-04 11:00:00.000");

    Laptop chloe = office.laptop(office.chloe);
    chloe.hello();
    const auto attend = [&](std::string_view base) {
        return chloe.operation("event.edit", "event", event, "change", {{"attendees", "80", base}});
    };
    CHECK(first(chloe.push({attend("8")})).at("rule") == "event.change.assigned");
    const auto assign = [&](const std::string& whom) {
        return gestion.operation("event.assign", "event", event, "change", {{"support", whom, "8"}});
    };
    CHECK(first(gestion.push({assign(office.bruno.id)})).at("rule") == "event.support_active");
    CHECK(first(gestion.push({assign(office.chloe.id)})).at("state") == "applied");
    CHECK(first(chloe.push({attend("8")})).at("state") == "applied");

    const json unsign =
        at.one.operation("contract.edit", "contract", contract, "change", {{"signed_on", nullptr, "7"}});
    CHECK(first(at.one.push({unsign})).at("rule") == "contract.signature_holds_events");
    // Cancelled, its contract may lose the signature; then it stands again only on another one.
    const auto cancel = [&](std::string_view value) {
        return gestion.operation("event.cancel", "event", event, "change", {{"cancelled", value, "8"}});
    };
    const json cancelled = gestion.push({cancel("1")});
    CHECK(first(cancelled).at("state") == "applied");
    CHECK(first(at.one.push({unsign})).at("state") == "applied");
    CHECK(first(gestion.push({cancel("0")})).at("rule") == "event.signed_contract");

    const std::string payment = next_id();
    const auto pay = [&](const std::string& id, const std::string& amount, const std::string& reverses) {
        json fields = {{"contract", contract, "0"},
                       {"amount", amount, "0"},
                       {"currency", "EUR", "0"},
                       {"received_on", "2026-11-22", "0"}};
        if (!reverses.empty()) fields.push_back({"reverses", reverses, "0"});
        return at.one.operation("payment.add", "payment", id, "create", fields);
    };
    const json paid =
        at.one.push({pay(payment, "50000", ""), pay(next_id(), "-50000", payment), pay(next_id(), "-50000", payment)});
    CHECK(paid["operations"][1]["state"] == "applied");
    CHECK(paid["operations"][2]["rule"] == "payment.reversed_once");
    CHECK(office.number("select sum(amount) from payment") == "0");
}

TEST_CASE("the last of gestion cannot be deactivated, not even by two in one batch") {
    Office office;
    Laptop gestion = office.laptop(office.gestion);
    gestion.hello();
    const auto leave = [&](const std::string& who) {
        return gestion.operation("collaborator.deactivate", "collaborator", who, "change", {{"active", "0", "0"}});
    };
    CHECK(first(gestion.push({leave(office.gestion.id)})).at("rule") == "collaborator.last_gestion");
    CHECK(first(gestion.push({leave(office.bruno.id)})).at("state") == "applied");
}
