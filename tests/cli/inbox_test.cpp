// What the exchange asks of people, on the command line, with a real server between two files.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/cli/joined_office.hpp"

namespace epic::test {
namespace {

Json inbox(const Person& person) {
    return person.done({"inbox", "list"}).at("items");
}

// Made and sent.
std::string client_of(const Person& person) {
    const Json made = person.done({"client", "add", "--set", "full_name=Lou Bouzin"});
    person.done({"sync", "--once"});
    return made.at("record").at("id");
}

// As people read it.
std::string shown(const Person& person, Arguments verb, const std::string& language) {
    verb.insert(verb.end(), {"--file", person.file, "--as", person.email, "--password-file", person.password_file,
                             "--lang", language});
    const Outcome outcome = run_program(verb, {}, person.settings());
    INFO(outcome.err);
    REQUIRE(outcome.exit == 0);
    return outcome.out;
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

std::int64_t total_of(const Person& person, const std::string& contract) {
    return person.done({"contract", "show", contract}).at("total").at("minor");
}

} // namespace

TEST_CASE("inbox asks where two people set the same total, and resolve keeps one, the other, or a third") {
    const JoinedOffice joined(GENERATE(ServerKind::mariadb, ServerKind::mysql));
    const Person& alice = joined.office.alice;
    const Person bruno = joined.join("bruno");
    const std::string client = client_of(bruno);
    alice.done({"sync", "--once"});
    const std::string contract =
        alice.done({"contract", "add", "--set", "client=" + client, "--set", "total=1500 EUR"}).at("record").at("id");
    alice.done({"sync", "--once"});
    bruno.done({"sync", "--once"});

    const auto differ = [&](const std::string& hers, const std::string& his) {
        alice.done({"contract", "edit", contract, "--set", "total=" + hers});
        bruno.done({"contract", "edit", contract, "--set", "total=" + his});
        alice.done({"sync", "--once"});
        bruno.done({"sync", "--once"});
        const Json items = inbox(bruno);
        REQUIRE(items.size() == 1);
        CHECK(items[0].at("kind") == "conflict");
        CHECK(items[0].at("entity") == "contract");
        CHECK(items[0].at("record_id") == contract);
        CHECK(items[0].at("field") == "total");
        return items[0];
    };
    const auto settled_at = [&](std::int64_t minor) {
        bruno.done({"sync", "--once"});
        alice.done({"sync", "--once"});
        CHECK(inbox(bruno).empty());
        CHECK(inbox(alice).empty());
        CHECK(total_of(bruno, contract) == minor);
        CHECK(total_of(alice, contract) == minor);
    };

    const Json first = differ("1600 EUR", "1700 EUR");
    CHECK(first.at("base").at("minor") == 150'000);
    CHECK(first.at("mine").at("minor") == 170'000);
    CHECK(first.at("theirs").at("minor") == 160'000);
    CHECK(total_of(bruno, contract) == 160'000); // an amount stays the server's until someone answers
    const std::string question = first.at("id");
    CHECK(bruno.call({"inbox", "resolve", question}).exit == 2);
    CHECK(bruno.call({"inbox", "resolve", question, "--keep", "both"}).exit == 2);
    CHECK(bruno.call({"inbox", "resolve", question, "--keep", "mine", "--value", "1 EUR"}).exit == 2);
    CHECK(bruno.call({"inbox", "resolve", question, "--value", "much"}).exit == 6);
    CHECK(bruno.call({"inbox", "resolve", contract, "--keep", "mine"}).exit == 5);
    CHECK(bruno.call({"inbox", "resolve", "no id", "--keep", "mine"}).exit == 5);
    bruno.done({"inbox", "resolve", question, "--keep", "mine"});
    settled_at(170'000);

    bruno.done({"inbox", "resolve", differ("1800 EUR", "1900 EUR").at("id"), "--keep", "theirs"});
    settled_at(180'000);
    bruno.done({"inbox", "resolve", differ("2000 EUR", "2100 EUR").at("id"), "--value", "2050.50 EUR"});
    settled_at(205'050);
}

TEST_CASE("a returned edit stands in its author's inbox with the reason, is sent again or handed to management") {
    const JoinedOffice joined(GENERATE(ServerKind::mariadb, ServerKind::mysql));
    const Person& alice = joined.office.alice;
    const Person bruno = joined.join("bruno");
    const std::string client = client_of(bruno);
    alice.done({"sync", "--once"});
    bruno.done({"inbox", "digest", "--seen"});
    bruno.done({"client", "edit", client, "--set", "company=Bouzin SA"});
    alice.done({"client", "edit", client, "--set", "commercial=carla@agence.example"});
    alice.done({"sync", "--once"});
    CHECK(bruno.done({"sync", "--once"}).at("returned") == 1);

    const Json items = inbox(bruno);
    REQUIRE(items.size() == 1);
    CHECK(items[0].at("kind") == "returned");
    CHECK(items[0].at("record_id") == client);
    CHECK(items[0].at("field") == "company");
    CHECK(items[0].at("mine") == "Bouzin SA");
    CHECK_FALSE(items[0].at("reason").get<std::string>().empty());
    const std::string returned = items[0].at("id");
    CHECK(bruno.call({"inbox", "resend", returned}).exit == 4); // still another's client
    CHECK(bruno.call({"inbox", "resend", client}).exit == 5);

    // What others changed meanwhile, until one says to have seen it.
    const Json digest = bruno.done({"inbox", "digest"});
    REQUIRE(digest.at("total") == 1);
    CHECK(digest.at("items")[0].at("record_id") == client);
    CHECK(digest.at("items")[0].at("fields")[0].at("field") == "commercial");
    CHECK(digest.at("items")[0].at("fields")[0].at("after").at("name") == "Carla Nunes");
    bruno.done({"inbox", "digest", "--seen"});
    CHECK(bruno.done({"inbox", "digest"}).at("total") == 0);

    SECTION("sent again, once it is theirs again") {
        alice.done({"client", "edit", client, "--set", "commercial=bruno@agence.example"});
        alice.done({"sync", "--once"});
        bruno.done({"sync", "--once"});
        bruno.done({"inbox", "resend", returned});
        bruno.done({"sync", "--once"});
        alice.done({"sync", "--once"});
        CHECK(inbox(bruno).empty());
        CHECK(alice.done({"client", "show", client}).at("company") == "Bouzin SA");
    }
    SECTION("handed to management") {
        CHECK(bruno.done({"inbox", "hand-over", returned}).at("handed_over") == returned);
        bruno.done({"sync", "--once"});
        alice.done({"sync", "--once"});
        CHECK(inbox(bruno).empty());
        const Json handed = inbox(alice);
        REQUIRE(handed.size() == 1);
        CHECK(handed[0].at("kind") == "returned");
        CHECK(handed[0].at("mine") == "Bouzin SA");
    }
}

TEST_CASE("what the inbox shows can be answered: names, amounts, times and identifiers are those of the record") {
    const JoinedOffice joined(ServerKind::mariadb);
    const Person& alice = joined.office.alice;
    const Person bruno = joined.join("bruno");
    const std::string client = client_of(bruno);
    alice.done({"sync", "--once"});
    const Json contract =
        alice.done({"contract", "add", "--set", "client=" + client, "--set", "total=1500 USD"}).at("record");
    const std::string id = contract.at("id");
    alice.done({"contract", "sign", id});
    alice.done({"sync", "--once"});
    bruno.done({"sync", "--once"});
    const std::string event =
        bruno
            .done({"event", "add", "--set", "title=Gala", "--set", "contract=" + id, "--set", "time_zone=Asia/Tokyo",
                   "--set", "starts_at=2031-06-04 13:00", "--set", "ends_at=2031-06-05 02:00"})
            .at("record")
            .at("id");
    bruno.done({"sync", "--once"});
    alice.done({"sync", "--once"});

    SECTION("a question says whose values they are, to those who wrote neither as well") {
        alice.done({"contract", "edit", id, "--set", "total=1600 USD"});
        alice.done({"event", "edit", event, "--set", "starts_at=2031-06-04 14:00"});
        bruno.done({"contract", "edit", id, "--set", "total=1700 USD"});
        bruno.done({"event", "edit", event, "--set", "starts_at=2031-06-04 15:00"});
        alice.done({"sync", "--once"});
        bruno.done({"sync", "--once"});
        alice.done({"sync", "--once"});
        const Json items = inbox(bruno);
        const auto total =
            std::find_if(items.begin(), items.end(), [](const Json& i) { return i["field"] == "total"; });
        REQUIRE(total != items.end());
        CHECK(total->at("mine") == Json{{"minor", 170'000}, {"currency", "USD"}});
        CHECK(total->at("theirs") == Json{{"minor", 160'000}, {"currency", "USD"}});
        CHECK(total->at("base") == Json{{"minor", 150'000}, {"currency", "USD"}});
        CHECK_FALSE(total->at("name").get<std::string>().empty());

        const std::string his = shown(bruno, {"inbox", "list"}, "en");
        CHECK(has(his, total->at("id").get<std::string>()));
        CHECK(has(his, "$1,700.00  "));
        CHECK(has(his, "$1,600.00"));
        CHECK(has(his, "2031-06-04 15:00"));
        CHECK(has(his, "2031-06-04 14:00"));
        const std::string hers = shown(alice, {"inbox", "list"}, "en");
        CHECK(has(hers, "$1,700.00 (Bruno Petit)"));
        CHECK(has(shown(alice, {"inbox", "digest"}, "fr"), "événement Gala"));
        CHECK(has(shown(alice, {"inbox", "digest"}, "en"), "2031-06-04 15:00"));
    }
    SECTION("what came back names the record, and says why in the language that is asked for") {
        bruno.done({"payment", "add", "--set", "contract=" + id, "--set", "amount=300 USD"});
        alice.done({"client", "edit", client, "--set", "commercial=carla@agence.example"});
        alice.done({"sync", "--once"});
        bruno.done({"sync", "--once"});
        const Json items = inbox(bruno);
        REQUIRE_FALSE(items.empty());
        const std::string returned = items[0].at("id");
        const std::string number = bruno.done({"contract", "show", id}).at("number");
        for (const Json& item : items) {
            if (item["field"] == "contract") CHECK(item.at("mine").at("name") == number);
            if (item["field"] == "amount") CHECK(item.at("mine").at("currency") == "USD");
        }
        const std::string english = shown(bruno, {"inbox", "list"}, "en");
        CHECK(has(english, returned));
        CHECK(has(english, "$300.00"));
        CHECK(has(english, "You may not change this, or not any more."));
        CHECK_FALSE(has(english, id)); // a number is what people know a contract by
        CHECK(has(shown(bruno, {"inbox", "list"}, "fr"), "Vous n’avez pas, ou plus, le droit de modifier ceci."));

        // It is no question, so it has one answer less; a creation would be lost.
        CHECK(bruno.call({"inbox", "resolve", returned, "--value", "1 USD"}).exit == 2);
        CHECK(bruno.call({"inbox", "resolve", returned, "--keep", "theirs"}).exit == 4);
        CHECK(bruno.call({"inbox", "resolve", returned, "--keep", "mine"}).exit == 4); // still another's client
    }
    SECTION("an edit that came back is put aside by keeping what stands") {
        bruno.done({"client", "edit", client, "--set", "company=Bouzin SA"});
        alice.done({"client", "edit", client, "--set", "commercial=carla@agence.example"});
        alice.done({"sync", "--once"});
        bruno.done({"sync", "--once"});
        const Json items = inbox(bruno);
        REQUIRE(items.size() == 1);
        CHECK(items[0].at("name") == "Lou Bouzin");
        bruno.done({"inbox", "resolve", items[0].at("id"), "--keep", "theirs"});
        CHECK(inbox(bruno).empty());
    }
}

} // namespace epic::test
