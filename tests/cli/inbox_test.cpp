// What the exchange asks of people, on the command line, with a real server between two files.
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

} // namespace epic::test
