// Documents of a hostile client: malformed, huge, deep, at the edge of their types, replayed.
#include <catch2/catch_test_macros.hpp>
#include <tuple>

#include "tests/sync/hostile.hpp"

using namespace epic;
using namespace epic::test;
using nlohmann::json;

namespace {

bool is_utf8(const std::string& text) {
    try {
        return !json(text).dump().empty();
    } catch (const json::exception&) {
        return false;
    }
}

} // namespace

TEST_CASE("no document makes a procedure do what it should not") {
    BusyOffice office;
    Laptop anne = office.laptop(office.anne);
    anne.hello();
    const std::string before = checksums(office);
    const std::string contract = office.signed_contract_of(office.anne);
    const json good =
        anne.operation("client.edit", "client", office.client_of(office.anne), "change", {{"company", "Midi", "0"}});
    Attempts attempts;
    const auto request = [&](const json& operations) {
        return json({{"protocol", "1"},
                     {"schema", "1"},
                     {"server_id", office.server_id},
                     {"device", anne.device},
                     {"fence", anne.fence},
                     {"batch", next_id()},
                     {"operations", operations}});
    };
    // The whole call must fail, by a number of ours or the server's.
    const auto refused = [&](const char* procedure, const std::string& text, const std::string& what) {
        const auto answer = anne.connection.call_for_text(procedure, {text});
        attempts.note(bool(answer), what);
        return answer ? 0U : answer.error().number;
    };
    const std::vector<std::string> documents{"",
                                             " ",
                                             "null",
                                             "true",
                                             "1",
                                             "\"x\"",
                                             "[]",
                                             "{",
                                             "}",
                                             "{}",
                                             "[{}]",
                                             "{\"protocol\":1",
                                             "{'protocol':'1'}",
                                             "{\"protocol\":\"1\",}",
                                             "{\"protocol\":\"1\"} {}",
                                             "\xef\xbb\xbf{}",
                                             std::string("{}\0{}", 5),
                                             "{\"protocol\":\"\\ud800\"}",
                                             "{\"protocol\":\"\xff\"}",
                                             "{\"protocol\":\"1\",\"schema\":\"1\n\"}",
                                             "{\"protocol\":[\"1\"],\"schema\":{\"a\":1}}",
                                             "{\"protocol\":{\"$\":\"1\"}}",
                                             std::string(200, '['),
                                             std::string(200'000, '['),
                                             std::string(200, '[') + std::string(200, ']'),
                                             "{\"a\":" + std::string(5'000, '[') + std::string(5'000, ']') + "}",
                                             std::string(9'000'000, 'x'),
                                             "\"" + std::string(9'000'000, 'x') + "\""};
    for (const char* procedure :
         {"sync_hello", "sync_push", "sync_pull", "sync_page", "sync_hand_over", "central_devices"}) {
        for (const std::string& document : documents) {
            refused(procedure, document, std::string(procedure) + " " + document.substr(0, 60));
        }
    }
    std::string deep = request(json::array({good})).dump();
    deep.insert(deep.size() - 1, ",\"z\":" + std::string(150, '[') + std::string(150, ']'));
    refused("sync_push", deep, "150 levels deep");
    json large = json::array();
    for (int i = 0; i < 5'001; ++i)
        large.push_back(anne.operation("client.edit", "client", contract, "change", {{"a", "1", "0"}}));
    CHECK(refused("sync_push", request(large).dump(), "5001 operations") == 31009);
    json wide = request(json::array({good}));
    wide["padding"] = std::string(8'000'001, 'x');
    CHECK(refused("sync_push", wide.dump(), "eight megabytes") == 31009);
    for (const json& operations :
         {json(nullptr), json(1), json("x"), json::object(), json({{"0", good}}), json::array(), json::array({1}),
          json::array({nullptr}), json::array({json::array()}), json::array({json::array({good})})}) {
        refused("sync_push", request(operations).dump(), "operations " + operations.dump().substr(0, 60));
    }
    // One member of one operation.
    const std::vector<std::pair<const char*, json>> members{
        {"id", 1},
        {"id", "x"},
        {"id", nullptr},
        {"id", json::array()},
        {"id", std::string(33, '0')},
        {"id", std::string(32, 'A')},
        {"id", std::string(32, '0') + "\n"},
        {"id", "x\n" + std::string(32, '0')},
        {"g", "x"},
        {"g", std::string(32, 'F')},
        {"p", "-1"},
        {"p", "99999999999"},
        {"p", "x"},
        {"p", "1e3"},
        {"c", nullptr},
        {"c", "drop table"},
        {"c", std::string(90, 'a') + ".b"},
        {"c", "a.b\n"},
        {"e", "Client"},
        {"e", "CLIENT"},
        {"e", "clïent"},
        {"e", "head"},
        {"e", "client "},
        {"k", "create "},
        {"e", ""},
        {"r", "x"},
        {"r", nullptr},
        {"k", "delete"},
        {"k", "CREATE"},
        {"k", 1},
        {"s", "-1"},
        {"s", "x"},
        {"s", "1e18"},
        {"s", "99999999999999999999"},
        {"s", nullptr},
        {"s", json::object()},
        {"m", "10"},
        {"m", "-1"},
        {"m", "x"},
        {"f", json::array({json::array({"company", "x"})})},
        {"f", json::array({json::array({"company", "x", "y"})})},
        {"f", json::array({json::array({"company", "x", "-1"})})},
        {"f", json::array({json::array({"Company ", "x", "0"})})},
        {"f", json::array({json::array({"company; drop", "x", "0"})})},
        {"f", json::array({json::array({nullptr, "x", "0"})})},
        {"f", json::array({json::array({"company", json::array({"x"}), "0"})})},
        {"f", json::array({json::array({"company", json({{"x", "y"}}), "0"})})},
        {"f", json::array({json::array({"company", "x", "0"}), json::array({"notes", json::array(), "0"})})}};
    for (const auto& [name, value] : members) {
        json bad = good;
        bad[name] = value;
        refused("sync_push", request(json::array({bad})).dump(), std::string(name) + " " + value.dump());
    }
    // Without an entity it is the command's, if that names one.
    for (const char* command : {"question.settle", "Client.edit", "head.edit", "clients.edit", ".edit"}) {
        json bad = good;
        bad.erase("e");
        bad["c"] = command;
        refused("sync_push", request(json::array({bad})).dump(), command);
    }
    CHECK(checksums(office) == before);

    // These leave the call alive: the operation itself is refused, and nothing is written.
    const std::vector<std::pair<const char*, json>> quiet{{"f", json::array()},
                                                          {"f", nullptr},
                                                          {"f", "x"},
                                                          {"f", json({{"company", "x"}})},
                                                          {"f", json::array({"company"})},
                                                          {"r", next_id()},
                                                          {"e", "event"}};
    for (const auto& [name, value] : quiet) {
        json bad = good;
        bad["id"] = next_id();
        bad[name] = value;
        const json answer = anne.push({bad});
        const bool failed = answer.contains("refused") || answer.at("operations").at(0).at("state") == "refused";
        attempts.note(!failed, std::string(name) + " " + value.dump() + answer.dump());
    }
    CHECK(checksums(office) == before);
    attempts.print("malformed documents");
    CHECK(attempts.made > 200);
    CHECK(attempts.through.empty());
}

TEST_CASE("values at the edge of a type are taken as they are or refused, and never poison a batch") {
    BusyOffice office;
    Laptop anne = office.laptop(office.anne);
    Laptop chloe = office.laptop(office.chloe);
    anne.hello();
    chloe.hello();
    chloe.pull();
    const std::string contract = office.signed_contract_of(office.anne);
    Attempts attempts;
    const std::vector<std::pair<std::string, std::string>> edges{{"starts_at", "-999999999999999"},
                                                                 {"starts_at", "-62167219200001"},
                                                                 {"starts_at", "-1"},
                                                                 {"starts_at", "0"},
                                                                 {"ends_at", "999999999999999"},
                                                                 {"ends_at", "253402300800000"},
                                                                 {"attendees", "999999999"},
                                                                 {"title", std::string("nul\0nul", 7)},
                                                                 {"title", "\u202E\u2066right to left"},
                                                                 {"title", "\U0010FFFF"},
                                                                 {"title", "\x01\x1b[31m"},
                                                                 {"title", std::string(300, 'x')},
                                                                 {"title", "a\u2028b\u0085c"},
                                                                 {"title", "\\\"'`%_{}$"},
                                                                 {"title", "%s%n"},
                                                                 {"notes", std::string(20'000, 'n')},
                                                                 {"notes", "\r\n\t"},
                                                                 {"venue_address", "1, rue\n31000"},
                                                                 {"contact_email", "a@b"}};
    for (const auto& [field, value] : edges) {
        json fields = {{"contract", contract, "0"}, {"time_zone", "Europe/Paris", "0"}};
        for (const auto& [name, usual] : std::vector<std::pair<std::string, std::string>>{
                 {"title", "x"}, {"starts_at", "1780570800000"}, {"ends_at", "1780617600000"}}) {
            if (name != field) fields.push_back({name, usual, "0"});
        }
        fields.push_back({field, value, "0"});
        const json answer = anne.push({anne.operation("event.add", "event", next_id(), "create", fields)});
        if (answer.contains("refused")) {
            attempts.note(true, field + " " + value.substr(0, 30) + ": the batch failed: " + anne.last_failure.details);
            continue;
        }
        // What was applied comes back the same, as valid UTF-8 and JSON.
        const Laptop::Log log = chloe.pull();
        const bool applied = answer.at("operations").at(0).at("state") == "applied";
        attempts.note(applied != (log.operations.size() == 1), field + ": the log");
        if (!applied) continue;
        bool same = false;
        for (const json& pair : json::parse(log.operations.at(0).at(13))) same = same || pair == json({field, value});
        attempts.note(!same, field + " came back as " + log.operations.at(0).at(13).substr(0, 200));
        // And every reader of the plain table can read the row.
        attempts.note(office.number("select count(starts_at_utc) + count(*) from event") == "none",
                      field + ": the table");
    }
    Laptop gestion = office.laptop(office.gestion);
    gestion.hello();
    for (const auto& [field, value] : std::vector<std::pair<std::string, std::string>>{{"department", "support "},
                                                                                       {"department", "Support"},
                                                                                       {"language", "fr "},
                                                                                       {"active", "1 "},
                                                                                       {"active", "2"}}) {
        const json answer = gestion.push(
            {gestion.operation("collaborator.edit", "collaborator", office.denis, "change", {{field, value, "0"}})});
        attempts.note(answer.at("operations").at(0).at("code") != "invalid_value", field + " \"" + value + "\"");
    }
    attempts.print("values at the edge");
    CHECK(attempts.through.empty());

    // Bytes that are not UTF-8, by every way that a client has.
    Attempts bytes;
    for (const char* charset : {"utf8mb4", "latin1", "binary"}) {
        Laptop odd = office.laptop(office.anne);
        odd.hello();
        json operation = odd.operation(
            "client.add", "client", next_id(), "create",
            {{"full_name", "BYTES", "0"}, {"first_contact", "2026-11-01", "0"}, {"commercial", office.anne.id, "0"}});
        std::string text = json({{"protocol", "1"},
                                 {"schema", "1"},
                                 {"server_id", office.server_id},
                                 {"device", odd.device},
                                 {"fence", odd.fence},
                                 {"batch", next_id()},
                                 {"operations", json::array({operation})}})
                               .dump();
        text.replace(text.find("BYTES"), 5, "\xff\xfe\xc0\x80\xed\xa0\x80");
        REQUIRE(odd.connection.execute(std::string("set names ") + charset));
        std::ignore = odd.connection.execute("call sync_push('" + text + "')");
        Laptop reader = office.laptop(office.chloe);
        reader.hello();
        for (const auto& line : reader.pull().operations) {
            for (const std::string& cell : line) bytes.note(!is_utf8(cell), std::string(charset) + ": " + line.at(0));
        }
    }
    bytes.print("cells read after bytes that are not UTF-8");
    CHECK(bytes.through.empty());
}

TEST_CASE("a batch cannot be replayed with another content, nor another device’s place be taken") {
    BusyOffice office;
    Attempts attempts;
    Laptop anne = office.laptop(office.anne);
    anne.hello();
    const auto edit = [&](const std::string& company) {
        return anne.operation("client.edit", "client", office.client_of(office.anne), "change",
                              {{"company", company, "0"}});
    };
    const auto request = [&](const std::string& device, const std::string& fence, const std::string& batch,
                             const json& operation) {
        return json({{"protocol", "1"},
                     {"schema", "1"},
                     {"server_id", office.server_id},
                     {"device", device},
                     {"fence", fence},
                     {"batch", batch},
                     {"operations", json::array({operation})}})
            .dump();
    };
    const std::string fence = anne.fence;
    const std::string batch = next_id();
    const json first = edit("Première");
    auto answer = anne.connection.call_for_text("sync_push", {request(anne.device, fence, batch, first)});
    REQUIRE(answer);
    const std::string before = checksums(office);
    const std::string next = json::parse(*answer)["fence"];

    json other = first;
    other["f"][0][1] = "Seconde";
    const auto refused = [&](Laptop& who, const std::string& text, const std::string& what) {
        const auto done = who.connection.call_for_text("sync_push", {text});
        attempts.note(bool(done), what);
    };
    refused(anne, request(anne.device, fence, batch, other), "the same batch, another value");
    refused(anne, request(anne.device, fence, batch, edit("Tierce")), "the same batch, another operation");
    refused(anne, request(anne.device, next, batch, edit("Tierce")), "the same batch under the new fence");
    refused(anne, request(anne.device, fence, next_id(), edit("Tierce")), "another batch under the old fence");
    refused(anne, request(anne.device, std::string(32, '0'), next_id(), edit("Tierce")), "a fence of one's own");
    refused(anne, request(next_id(), next, next_id(), edit("Tierce")), "a device that never said hello");
    // Someone else, with the device of another and what they may have seen of it.
    Laptop bruno = office.laptop(office.bruno);
    bruno.hello();
    refused(bruno, request(anne.device, fence, batch, first), "the answer to another's batch");
    refused(bruno, request(anne.device, std::string(32, 'a'), next_id(), edit("Tierce")), "another's device");
    // The same operation with another content, in a batch of its own: it is known, and nothing changes.
    auto again = anne.connection.call_for_text("sync_push", {request(anne.device, next, next_id(), other)});
    REQUIRE(again);
    attempts.note(json::parse(*again)["operations"][0]["state"] != "known", "an operation again, with another value");
    CHECK(checksums(office) == before);

    // Naming another's device changes nothing of what the server knows about it.
    const std::string devices =
        "select group_concat(concat_ws(' ', id, fence, last_account, cursor_number, state) order by id) "
        "from device where id = '" +
        anne.device + "'";
    const std::string known = office.number(devices);
    Laptop spy = office.laptop(office.bruno);
    spy.device = anne.device;
    spy.cursor = "3";
    const json hello = spy.hello();
    attempts.note(!hello.value("fence", json()).is_null(), "hello gave another's fence");
    std::ignore = spy.pull();
    CHECK(office.number(devices) == known);
    // A device that has said hello and not pushed yet.
    Laptop fresh = office.laptop(office.anne);
    fresh.hello();
    Laptop thief = office.laptop(office.bruno);
    thief.device = fresh.device;
    attempts.note(!thief.hello().value("fence", json()).is_null(),
                  "hello gave the fence of a device that has not pushed");
    attempts.print("replays and stolen devices");
    CHECK(attempts.through.empty());
}
