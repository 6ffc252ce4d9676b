// The procedures of the central server, on a real MariaDB, by a client that knows only their description.
#include <catch2/catch_test_macros.hpp>
#include <chrono>

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

} // namespace

TEST_CASE("a new device says hello, pushes, and another pulls the same") {
    Office office;
    Laptop anne = office.laptop(office.anne);
    const json hello = anne.hello();
    CHECK(hello.at("device") == "new");
    CHECK(hello.at("server_id") == office.server_id);
    CHECK(hello.at("department") == "commercial");
    CHECK(hello.at("head") == "4");
    const std::string client = add_client(anne, office.anne, "Kévin Casey 😀");

    Laptop chloe = office.laptop(office.chloe);
    chloe.hello();
    const Laptop::Log log = chloe.pull();
    REQUIRE(log.operations.size() == 5);
    CHECK(log.operations[4][0] == "5");
    CHECK(log.operations[4][7] == client);
    CHECK(json::parse(log.operations[4][13])[0] == json({"full_name", "Kévin Casey 😀"}));
    CHECK(log.answer.at("chain") == office.number("select chain from head"));
    CHECK(office.number("select full_name from client") == "Kévin Casey 😀");
}

TEST_CASE("the same batch gets the same answer, and does nothing twice") {
    Office office;
    Laptop anne = office.laptop(office.anne);
    anne.hello();
    const std::string old_fence = anne.fence;
    add_client(anne, office.anne, "Client");
    const std::string fence = anne.fence;
    CHECK(fence != old_fence);
    const json again = anne.push_again();
    CHECK(again.at("fence") == fence);
    CHECK(first(again).at("number") == "5");
    CHECK(office.number("select number from head") == "5");
    CHECK(office.number("select count(*) from client") == "1");
}

TEST_CASE("a copy of the file shows itself by its old fence") {
    Office office;
    Laptop anne = office.laptop(office.anne);
    anne.hello();
    add_client(anne, office.anne, "A");
    Laptop copy = office.laptop(office.anne);
    copy.device = anne.device;
    copy.fence = anne.fence;
    add_client(anne, office.anne, "B");
    add_client(anne, office.anne, "C");
    copy.push({copy.operation("client.add", "client", next_id(), "create", {{"full_name", "D", "0"}})});
    CHECK(copy.last_failure.number == 31008);
    const json hello = copy.hello();
    CHECK(hello.at("device") == "clone");
    CHECK(hello.at("fence").is_null());
}

TEST_CASE("another commercial is refused a change of the client, and the queue goes on") {
    Office office;
    Laptop anne = office.laptop(office.anne);
    anne.hello();
    const std::string client = add_client(anne, office.anne, "Client d’Anne");
    Laptop bruno = office.laptop(office.bruno);
    bruno.hello();
    const json forbidden = bruno.operation("client.edit", "client", client, "change", {{"phone", "0561000000", "5"}});
    const std::string own = next_id();
    const json allowed = bruno.operation("client.add", "client", own, "create",
                                         {{"full_name", "Client de Bruno", "0"},
                                          {"first_contact", "2026-11-02", "0"},
                                          {"commercial", office.bruno.id, "0"}});
    const json answer = bruno.push({forbidden, allowed});
    CHECK(first(answer).at("state") == "refused");
    CHECK(first(answer).at("code") == "not_allowed");
    CHECK(first(answer).at("rule") == "client.change.own");
    CHECK(answer.at("operations").at(1).at("state") == "applied");
    CHECK(office.number("select coalesce(phone, 'none') from client where commercial = (select id from collaborator "
                        "where full_name = 'anne')") == "none");
}

TEST_CASE("one refused operation refuses its group, and only that") {
    Office office;
    Laptop anne = office.laptop(office.anne);
    anne.hello();
    const std::string client = add_client(anne, office.anne, "Client");
    const std::string group = next_id();
    json good = anne.operation("client.edit", "client", client, "change", {{"phone", "1", "5"}});
    json bad = anne.operation(
        "contract.add", "contract", next_id(), "create",
        {{"client", client, "0"}, {"total", "100", "0"}, {"currency", "EUR", "0"}, {"created_on", "2026-11-02", "0"}});
    good["g"] = group, bad["g"] = group;
    good["p"] = "0", bad["p"] = "1";
    const json after = anne.operation("client.edit", "client", client, "change", {{"company", "Midi", "5"}});
    const json answer = anne.push({good, bad, after});
    CHECK(answer["operations"][0]["state"] == "refused");
    CHECK(answer["operations"][0]["code"] == "group");
    CHECK(answer["operations"][1]["rule"] == "department.create");
    CHECK(answer["operations"][2]["state"] == "applied");
    CHECK(office.number("select concat(coalesce(phone, '-'), company) from client") == "-Midi");
}

TEST_CASE("nobody reads or writes a table, or calls what is not theirs") {
    Office office;
    Laptop anne = office.laptop(office.anne);
    for (const char* statement :
         {"select * from client",
          "insert into client (id, full_name, first_contact, commercial) values ('1', 'x', '2026-01-01', 'y')",
          "update head set number = 0", "call central_seed('{}')", "call push_tables()", "select caller_account()",
          "call account_apply('root', 'aaaaaaaaaaaaaaaaaaaaaaaaaaa')", "create temporary table stage_operation (n int)",
          "select authentication_string from mysql.user", "drop table client"}) {
        INFO(statement);
        const auto done = anne.connection.execute(statement);
        REQUIRE_FALSE(done);
        CHECK(done.error().fault == epic::sync::RemoteFault::account_refused);
    }
}

TEST_CASE("only gestion makes accounts, and only accounts of ours") {
    Office office;
    Laptop anne = office.laptop(office.anne);
    const std::string password = "e1-0123456789012345678901234567";
    auto refused = anne.connection.call_for_text("account_put", {office.bruno.account, office.bruno.id, password});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().number == 31003);
    Laptop gestion = office.laptop(office.gestion);
    for (const char* name : {"root", "epic_owner_office_1", "epic_admin", "epic_0123456789abcdef0123456A", ""}) {
        auto odd = gestion.connection.call_for_text("account_put", {name, office.bruno.id, password});
        REQUIRE_FALSE(odd);
        CHECK(odd.error().number == 31013);
    }
    auto reset = gestion.connection.call_for_text("account_put", {office.bruno.account, office.bruno.id, password});
    if (!reset) FAIL(reset.error().details);
    Laptop bruno = office.laptop({office.bruno.id, office.bruno.account, password});
    CHECK(bruno.hello().at("one_time_password") == "1");
    auto own = bruno.connection.call_for_text("account_password", {"e1-abcdefghijabcdefghijabcdefghij"});
    REQUIRE(own);
    Laptop again = office.laptop({office.bruno.id, office.bruno.account, "e1-abcdefghijabcdefghijabcdefghij"});
    CHECK(again.hello().at("one_time_password") == "0");
}

TEST_CASE("a closed account hears that it is revoked, can hand over, and nothing else") {
    Office office;
    Laptop bruno = office.laptop(office.bruno);
    bruno.hello();
    Laptop gestion = office.laptop(office.gestion);
    REQUIRE(gestion.connection.call_for_text("account_close", {office.bruno.id}));
    CHECK(bruno.hello().at("account") == "revoked");
    bruno.push({bruno.operation("client.add", "client", next_id(), "create", {{"full_name", "D", "0"}})});
    CHECK(bruno.last_failure.number == 31002);
    const json farewell = {{"protocol", "1"},
                           {"schema", "1"},
                           {"server_id", office.server_id},
                           {"device", bruno.device},
                           {"operations", json::array()}};
    REQUIRE(bruno.connection.call_for_text("sync_hand_over", {farewell.dump()}));
    REQUIRE(bruno.connection.call_for_text("sync_hand_over", {farewell.dump()}));
    CHECK(office.number("select count(*) from hand_over") == "1");
}

TEST_CASE("a request that is not ours is refused by number and changes nothing") {
    Office office;
    Laptop anne = office.laptop(office.anne);
    anne.hello();
    const auto number_of = [&](const std::string& request) {
        auto answer = anne.connection.call_for_text("sync_push", {request});
        REQUIRE_FALSE(answer);
        return answer.error().number;
    };
    CHECK(number_of("") == 31004);
    CHECK(number_of("[]") == 31004);
    CHECK(number_of("{\"protocol\":\"2\"}") == 31005);
    const json other = {{"protocol", "1"}, {"schema", "1"}, {"server_id", next_id()}};
    CHECK(number_of(other.dump()) == 31007);
    CHECK(number_of(json({{"protocol", "1"}, {"schema", "0"}}).dump()) == 31005);
    CHECK(number_of(json({{"protocol", "1"}, {"schema", "9"}}).dump()) == 31006);
    CHECK(anne.push_array(json::array()).at("refused") == 31009);
    CHECK(anne.push({json({{"id", "short"}})}).at("refused") == 31004);
    json forged = anne.operation(
        "client.add", "client", next_id(), "create",
        {{"full_name", "x", "0"}, {"first_contact", "2026-02-30", "0"}, {"commercial", office.anne.id, "0"}});
    const json answer = anne.push({forged});
    CHECK(first(answer).at("code") == "invalid_value");
    CHECK(first(answer).at("field") == "first_contact");
    CHECK(office.number("select number from head") == "4");
}

TEST_CASE("five hundred creations leave in one batch, and a later one sees them") {
    Office office;
    Laptop anne = office.laptop(office.anne);
    anne.hello();
    json operations = json::array();
    std::string last;
    for (int i = 0; i < 499; ++i) {
        last = next_id();
        operations.push_back(anne.operation("client.add", "client", last, "create",
                                            {{"full_name", "Client " + std::to_string(i), "0"},
                                             {"first_contact", "2026-11-01", "0"},
                                             {"commercial", office.anne.id, "0"}}));
    }
    operations.push_back(
        anne.operation("client.edit", "client", last, "change", {{"phone", "0561", operations.back()["id"]}}));
    const auto begin = std::chrono::steady_clock::now();
    const json answer = anne.push_array(operations);
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
    INFO("milliseconds: " << took.count());
    REQUIRE(answer.at("operations").size() == 500);
    for (const json& one : answer.at("operations")) REQUIRE(one.at("state") == "applied");
    CHECK(answer.at("operations").at(499).at("number") == "504");
    CHECK(office.number("select phone from client where phone is not null") == "0561");
    CHECK(took < std::chrono::seconds(20)); // far from any measurement: it only tells a plan gone wrong
}
