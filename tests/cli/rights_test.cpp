// Everyone tries every verb on work that is theirs and on work that is not: PRODUCT.md's table, seen from outside.
#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>

#include "tests/cli/office.hpp"

namespace epic::test {
namespace {

// Bruno's client with a signed contract that has a payment, another signed and an unsigned one; an event that is
// Denis's and one that is nobody's yet.
struct Desk {
    Office office;
    std::map<std::string, std::string> names;

    Desk() {
        const Office::Work work = office.sold(true);
        names["CLIENT"] = work.client;
        names["SIGNED"] = work.contract;
        const auto added =
            office.alice.batch({{"contract", "add", "--set", "client=" + work.client, "--set", "total=1"},
                                {"contract", "add", "--set", "client=" + work.client, "--set", "total=1"}});
        names["UNSIGNED"] = added.at(0).at("result").at("record").at("id");
        names["OTHER"] = added.at(1).at("result").at("record").at("id");
        const auto sold = office.bruno.batch({{"contract", "sign", names["OTHER"]}, event("A"), event("B"), pay()});
        names["DENISES"] = sold.at(1).at("result").at("record").at("id");
        names["FREE"] = sold.at(2).at("result").at("record").at("id");
        names["PAYMENT"] = sold.at(3).at("result").at("record").at("id");
        office.alice.done({"event", "assign", names["DENISES"], "denis@agence.example"});
        names["PASSWORD"] = office.path("password");
    }

    Arguments event(const std::string& title) const {
        return {"event", "add",
                "--set", "title=" + title,
                "--set", "contract=" + names.at("SIGNED"),
                "--set", "starts_at=2027-06-04 13:00",
                "--set", "ends_at=2027-06-05 02:00"};
    }
    Arguments pay() const { return {"payment", "add", "--set", "contract=" + names.at("SIGNED"), "--set", "amount=5"}; }

    // With $NAMES replaced.
    Arguments line(Arguments words) const {
        for (std::string& word : words) {
            const std::size_t at = word.find('$');
            if (at != std::string::npos) word = word.substr(0, at) + names.at(word.substr(at + 1));
        }
        return words;
    }
};

struct Attempt {
    Arguments words;
    // Alice (gestion), Bruno (commercial, whose client it is), Carla (commercial), Denis (support, whose event it is),
    // Fatou (support): the exit code.
    std::array<int, 5> exits;
};

std::vector<Attempt> attempts() {
    const auto set = [](const char* entity, const char* id, const char* change) {
        return Arguments{entity, "edit", id, "--set", change};
    };
    return {
        {{"client", "list"}, {0, 0, 0, 0, 0}},
        {{"client", "show", "$CLIENT"}, {0, 0, 0, 0, 0}},
        {{"contract", "show", "$SIGNED"}, {0, 0, 0, 0, 0}},
        {{"payment", "show", "$PAYMENT"}, {0, 0, 0, 0, 0}},
        {{"event", "show", "$DENISES"}, {0, 0, 0, 0, 0}},
        {{"event", "history", "$DENISES"}, {0, 0, 0, 0, 0}},
        {{"collaborator", "show", "alice@agence.example"}, {0, 0, 0, 0, 0}},
        {{"verify"}, {0, 0, 0, 0, 0}},
        {{"inbox", "list"}, {0, 0, 0, 0, 0}},

        {{"client", "add", "--set", "full_name=Neuf"}, {4, 0, 0, 4, 4}},
        {{"client", "add", "--set", "full_name=Neuf", "--set", "commercial=carla@agence.example"}, {4, 4, 0, 4, 4}},
        {set("client", "$CLIENT", "company=x"), {4, 0, 4, 4, 4}},
        {set("client", "$CLIENT", "withdrawn=yes"), {4, 4, 4, 4, 4}}, // contracts depend on it

        {{"contract", "add", "--set", "client=$CLIENT", "--set", "total=1"}, {0, 4, 4, 4, 4}},
        {set("contract", "$SIGNED", "notes=x"), {0, 0, 4, 4, 4}},
        {set("contract", "$SIGNED", "total=1600"), {0, 0, 4, 4, 4}},
        {set("contract", "$UNSIGNED", "signed_on=2026-01-02"), {0, 0, 4, 4, 4}},
        {set("contract", "$UNSIGNED", "signed_on="), {0, 0, 0, 0, 0}}, // nothing to change for who could not sign it
        {{"contract", "sign", "$UNSIGNED"}, {0, 0, 4, 4, 4}},
        {set("contract", "$OTHER", "withdrawn=yes"), {0, 4, 4, 4, 4}},
        {set("contract", "$OTHER", "withdrawn=no"), {0, 0, 0, 0, 0}}, // nothing to change

        {{"payment", "add", "--set", "contract=$SIGNED", "--set", "amount=5"}, {0, 0, 4, 4, 4}},
        {{"payment", "reverse", "$PAYMENT", "--note", "erreur"}, {0, 0, 4, 4, 4}},
        {set("payment", "$PAYMENT", "note=x"), {4, 4, 4, 4, 4}},

        {{"event", "add", "--set", "title=T", "--set", "contract=$SIGNED", "--set", "starts_at=2027-06-04 13:00",
          "--set", "ends_at=2027-06-04 14:00"},
         {4, 0, 4, 4, 4}},
        {{"event", "add", "--set", "title=T", "--set", "contract=$SIGNED", "--set", "starts_at=2027-06-04 13:00",
          "--set", "ends_at=2027-06-04 14:00", "--set", "support=denis@agence.example"},
         {4, 4, 4, 4, 4}},
        {set("event", "$DENISES", "attendees=0"), {0, 4, 4, 0, 4}},
        {set("event", "$DENISES", "notes=x"), {0, 4, 4, 0, 4}},
        {set("event", "$DENISES", "contract=$OTHER"), {0, 4, 4, 4, 4}},
        {set("event", "$DENISES", "withdrawn=yes"), {0, 4, 4, 4, 4}},
        {set("event", "$DENISES", "withdrawn=no"), {0, 0, 0, 0, 0}},
        {set("event", "$DENISES", "support=fatou@agence.example"), {0, 4, 4, 4, 4}},
        {{"event", "assign", "$DENISES", "denis@agence.example"}, {0, 0, 0, 0, 0}}, // theirs already, or again
        {set("event", "$FREE", "title=x"), {0, 0, 4, 4, 4}},
        {{"event", "cancel", "$FREE"}, {0, 0, 4, 4, 4}},
        {{"event", "assign", "$FREE", "fatou@agence.example"}, {0, 4, 4, 4, 4}},
        {{"event", "cancel", "$DENISES"}, {0, 4, 4, 0, 4}},
        {{"event", "assign", "$DENISES", "none"}, {0, 4, 4, 4, 4}},

        {{"collaborator", "add", "--set", "full_name=N", "--set", "email=n@agence.example", "--set",
          "department=support", "--initial-password-file", "$PASSWORD"},
         {0, 4, 4, 4, 4}},
        {set("collaborator", "carla@agence.example", "phone=0639980001"), {0, 4, 4, 4, 4}},
        {set("collaborator", "carla@agence.example", "language=en"), {0, 4, 0, 4, 4}},
        {set("collaborator", "carla@agence.example", "department=conseil"), {6, 4, 4, 4, 4}},
        {{"collaborator", "reset-password", "fatou@agence.example", "--initial-password-file", "$PASSWORD"},
         {0, 4, 4, 4, 4}},
        {set("client", "$CLIENT", "commercial=carla@agence.example"), {0, 4, 4, 4, 4}},
        {{"collaborator", "deactivate", "fatou@agence.example", "--take-over", "denis@agence.example"},
         {0, 4, 4, 4, 4}},
        {{"collaborator", "deactivate", "alice@agence.example"}, {4, 4, 4, 4, 4}},
    };
}

} // namespace

TEST_CASE("everyone may do what the table of rights says and nothing else, and a refusal says who could") {
    const std::vector<Attempt> all = attempts();
    for (std::size_t who = 0; who < 5; ++who) {
        const Desk desk;
        const std::array people{desk.office.alice, desk.office.bruno, desk.office.carla, desk.office.denis,
                                desk.office.fatou};
        std::vector<Arguments> lines;
        for (const Attempt& attempt : all) lines.push_back(desk.line(attempt.words));
        const std::vector<Json> answers = people[who].batch(lines);
        for (std::size_t i = 0; i < all.size(); ++i) {
            INFO(people[who].email << ": " << Json(all[i].words).dump() << "\n" << answers[i].dump());
            CHECK(answers[i].at("exit") == all[i].exits[who]);
            if (answers[i].at("exit") != 4) continue;
            const Json& error = answers[i].at("error");
            CHECK(error.at("rule").is_string());
            CHECK_FALSE(error.at("message").get<std::string>().empty());
            // What nobody may do has nobody who could.
            const bool impossible = std::ranges::count(all[i].exits, 4) == 5;
            CHECK((error.at("who_could").is_string() || impossible));
        }
    }
}

} // namespace epic::test
