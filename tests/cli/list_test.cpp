// Conditions on every type of field, and every named filter for every department.
#include <catch2/catch_test_macros.hpp>

#include "tests/cli/office.hpp"

namespace epic::test {
namespace {

// Three clients (two Bruno's, one Carla's), four contracts, payments, and events at known times.
struct Company {
    Office office;
    std::map<std::string, std::string> ids;

    Company() {
        const auto id = [](const Json& answer) {
            INFO(answer.dump());
            REQUIRE(answer.at("exit") == 0);
            return answer.at("result").at("record").at("id").get<std::string>();
        };
        const auto bruno = office.bruno.batch(
            {{"client", "add", "--set", "full_name=Élodie Brun", "--set", "email=Elodie@Brun.example", "--set",
              "phone=06 39 98 00 01", "--set", "first_contact=2026-01-10", "--set", "notes=aime le bleu\nvégétarienne"},
             {"client", "add", "--set", "full_name=Zoé Petit", "--set", "company=Petit SA", "--set",
              "first_contact=2026-03-01"}});
        const auto carla = office.carla.batch({{"client", "add", "--set", "full_name=Marc Aubry"}});
        ids = {{"E", id(bruno[0])}, {"Z", id(bruno[1])}, {"M", id(carla[0])}};
        const auto contract = [&](const char* client, const char* total) {
            return Arguments{
                "contract", "add", "--set", "client=" + ids[client], "--set", "total=" + std::string(total)};
        };
        const auto alice = office.alice.batch(
            {contract("E", "100 EUR"), contract("E", "200,50 EUR"), contract("Z", "100 USD"), contract("M", "0 EUR")});
        for (std::size_t i = 0; i < 4; ++i) ids["C" + std::to_string(i)] = id(alice[i]);
        const auto sold = office.bruno.batch(
            {{"contract", "sign", ids["C0"], "--on", "2026-05-01"},
             {"contract", "sign", ids["C2"], "--on", "2026-06-01"},
             {"payment", "add", "--set", "contract=" + ids["C0"], "--set", "amount=100", "--set",
              "received_on=2026-05-02", "--set", "method=virement"},
             {"payment", "add", "--set", "contract=" + ids["C2"], "--set", "amount=40", "--set",
              "received_on=2026-06-02"},
             event("Gala", "C0", "2031-06-04 19:00", "2031-06-05 02:00", "attendees=0"),
             event("Concert", "C0", "2031-06-05 01:00", "2031-06-05 03:00", "attendees=300"),
             event("Congrès", "C2", "2020-03-01 09:00", "2020-03-02 18:00", "time_zone=America/New_York")});
        ids["G"] = id(sold[4]);
        ids["K"] = id(sold[5]);
        ids["N"] = id(sold[6]);
        for (const Json& answer : office.alice.batch({{"event", "assign", ids["G"], "denis@agence.example"},
                                                      {"event", "assign", ids["K"], "denis@agence.example"}}))
            id(answer);
    }

    Arguments event(const char* title, const char* contract, const char* starts, const char* ends, const char* more) {
        return {"event", "add",
                "--set", std::string("title=") + title,
                "--set", "contract=" + ids.at(contract),
                "--set", std::string("starts_at=") + starts,
                "--set", std::string("ends_at=") + ends,
                "--set", more};
    }
};

struct Question {
    const char* entity;
    const char* option;
    std::string value;
    int found; // -2: a usage error, -5: the reference is not found, -6: the value is wrong
};

void check(const Person& who, const std::vector<Question>& questions) {
    std::vector<Arguments> lines;
    for (const Question& each : questions) lines.push_back({each.entity, "list", each.option, each.value});
    const auto answers = who.batch(lines);
    for (std::size_t i = 0; i < questions.size(); ++i) {
        INFO(who.email << ": " << questions[i].entity << " " << questions[i].value << "\n" << answers[i].dump());
        if (questions[i].found < 0) {
            CHECK(answers[i].at("exit") == -questions[i].found);
        } else {
            REQUIRE(answers[i].at("exit") == 0);
            CHECK(answers[i].at("result").at("total") == questions[i].found);
        }
    }
}

} // namespace

TEST_CASE("conditions compare every type of field with every sign that applies to it") {
    Company company;
    const char* where = "--where";
    check(company.office.bruno, {{"client", where, "full_name = Élodie Brun", 1},
                                 {"client", where, "full_name = élodie brun", 1}, // as people mean it
                                 {"client", where, "full_name != Élodie Brun", 2},
                                 {"client", where, "full_name ~ ELO", 1}, // accents and case aside
                                 {"client", where, "full_name ~ %", 0},
                                 {"client", where, "full_name < Marc", 1},
                                 {"client", where, "full_name >= Marc Aubry", 2},
                                 {"client", where, "company =", 2},
                                 {"client", where, "company !=", 1},
                                 {"client", where, "email = ELODIE@brun.example", 1},
                                 {"client", where, "email ~ brun", 1},
                                 {"client", where, "phone ~ 06 39", 1},
                                 {"client", where, "notes ~ VEGETARIENNE", 1},
                                 {"client", where, "first_contact = 10/01/2026", 1},
                                 {"client", where, "first_contact < 2026-03-01", 1},
                                 {"client", where, "first_contact <= 2026-03-01", 2},
                                 {"client", where, "first_contact ~ 2026-03", 1},
                                 {"client", where, "commercial = carla@agence.example", 1},
                                 {"client", where, "commercial != carla@agence.example", 2},
                                 {"client", where, "commercial = nobody@agence.example", -5},
                                 {"client", where, "withdrawn = no", 3},
                                 {"client", where, "withdrawn = non", 3},
                                 {"client", where, "withdrawn = maybe", -6},
                                 {"contract", where, "total = 100 EUR", 1}, // of that currency
                                 {"contract", where, "total = 100", 2},     // of any
                                 {"contract", where, "total > 100", 1},
                                 {"contract", where, "total >= 200,50 €", 1},
                                 {"contract", where, "total < 100", 1},
                                 {"contract", where, "total <= 100", 3},
                                 {"contract", where, "total != 0", 3},
                                 {"contract", where, "currency = usd", 1},
                                 {"contract", where, "signed_on =", 2},
                                 {"contract", where, "signed_on > 2026-05-01", 1},
                                 {"contract", where, "number ~ 0001", 1},
                                 {"contract", where, "client = " + company.ids["E"], 2},
                                 {"payment", where, "amount >= 40", 2},
                                 {"payment", where, "amount = 40 USD", 1},
                                 {"payment", where, "method = virement", 1},
                                 {"payment", where, "reverses =", 2},
                                 {"payment", where, "received_on = 2026-05-02", 1},
                                 {"event", where, "attendees = 0", 1},
                                 {"event", where, "attendees =", 1},
                                 {"event", where, "attendees > 0", 1},
                                 {"event", where, "starts_at >= 2031-06-05", 1},
                                 {"event", where, "starts_at < 2021-01-01", 1},
                                 {"event", where, "starts_at = 2020-03-01T14:00:00Z", 1},
                                 {"event", where, "support =", 1},
                                 {"event", where, "support = denis@agence.example", 2},
                                 {"event", where, "time_zone = America/New_York", 1},
                                 {"event", where, "cancelled = yes", 0},
                                 {"event", where, "title = x' OR 1=1 --", 0},
                                 {"collaborator", where, "department = support", 2},
                                 {"collaborator", where, "active = oui", 5},
                                 {"collaborator", where, "email = ALICE@agence.example", 1},
                                 {"collaborator", where, "language != fr", 0}});
}

TEST_CASE("a condition that means nothing is a usage error, not an empty list") {
    Company company;
    const char* where = "--where";
    check(company.office.bruno, {{"event", where, "starts_at ~ 2031", -2},
                                 {"event", where, "attendees ~ 3", -2},
                                 {"contract", where, "total ~ 1", -2},
                                 {"contract", where, "client ~ Brun", -2},
                                 {"client", where, "commercial < carla@agence.example", -2},
                                 {"client", where, "withdrawn > no", -2},
                                 {"contract", where, "total >", -2},
                                 {"contract", where, "signed_on <", -2},
                                 {"client", where, "company ~", -2},
                                 {"contract", where, "total", -2},
                                 {"contract", where, "= 5", -2},
                                 {"contract", where, "", -2},
                                 {"contract", where, "id = 5", -2},
                                 {"contract", where, "total == 5", -6},
                                 {"contract", where, "total = much", -6},
                                 {"event", where, "starts_at > tomorrow", -6},
                                 {"event", "--filter", "my-clients", -2},
                                 {"event", "--filter", "", -2},
                                 {"event", "--sort", "age", -2},
                                 {"event", "--sort", "", -2},
                                 {"event", "--limit", "-1", -2},
                                 {"event", "--limit", "many", -2},
                                 {"event", "--offset", "99999999999999999999", -2}});
}

TEST_CASE("the named filters give each department its own") {
    Company company;
    const char* filter = "--filter";
    const Office& office = company.office;
    check(office.bruno, {{"client", filter, "mine", 2},
                         {"contract", filter, "not-signed", 2},
                         {"contract", filter, "not-fully-paid", 2}, // one of them has no payment at all
                         {"contract", filter, "my-clients", 3},
                         {"event", filter, "without-support", 1},
                         {"event", filter, "mine", 3}, // of his clients
                         {"event", filter, "upcoming", 2},
                         {"event", filter, "today", 0},
                         {"event", filter, "double-booked", 2},
                         {"event", filter, "cancelled", 0},
                         {"collaborator", filter, "active", 5},
                         {"collaborator", filter, "inactive", 0}});
    check(office.carla,
          {{"client", filter, "mine", 1}, {"contract", filter, "my-clients", 1}, {"event", filter, "mine", 0}});
    check(office.denis,
          {{"client", filter, "mine", 0}, {"contract", filter, "my-clients", 0}, {"event", filter, "mine", 2}});
    check(office.fatou, {{"event", filter, "mine", 0}, {"event", filter, "double-booked", 2}});
    check(office.alice, {{"client", filter, "mine", 0}, {"event", filter, "mine", 0}});
    // Filters, conditions and text must all hold.
    const Json both = office.denis.done({"event", "list", "--filter", "mine", "--filter", "upcoming", "--where",
                                         "attendees > 0", "--text", "concert", "--sort", "-starts_at"});
    CHECK(both.at("total") == 1);
    CHECK(office.denis.done({"event", "list", "--limit", "0"}).at("items").empty());
    CHECK(office.denis.done({"event", "list", "--offset", "9223372036854775807"}).at("items").empty());
}

TEST_CASE("numbers and days in tables are those of the reader's language") {
    Company company;
    const auto table = [&](const Arguments& verb, const Settings& settings) {
        Arguments words = company.office.bruno.arguments(verb);
        words.pop_back(); // --json
        const Outcome outcome = run_program(words, {}, settings);
        CHECK(outcome.exit == 0);
        return outcome.out;
    };
    const Settings french{{"LANG", "fr_FR.UTF-8"}, {"TZ", "Europe/Paris"}};
    const Settings english{{"LANG", "en_GB.UTF-8"}, {"TZ", "Europe/Paris"}};
    CHECK(table({"contract", "list"}, french).find("200,50\u00a0€") != std::string::npos);
    CHECK(table({"contract", "list"}, english).find("€200.50") != std::string::npos);
    CHECK(table({"contract", "list"}, french).find("01/05/2026") != std::string::npos);
    CHECK(table({"contract", "list"}, english).find("2026-05-01") != std::string::npos);
    // An event is at its venue's time, whoever reads it wherever.
    CHECK(table({"event", "show", company.ids["N"]}, french).find("01/03/2020 09:00") != std::string::npos);
    CHECK(table({"event", "show", company.ids["N"]}, english).find("2020-03-01 09:00") != std::string::npos);
    // Without a language in the locale, that of the person.
    CHECK(table({"contract", "list"}, {{"LANG", "C.UTF-8"}}).find("Reste à payer") != std::string::npos);
    CHECK(table({"contract", "list"}, {{"LANG", "fr_FR.UTF-8"}, {"LANGUAGE", "en"}}).find("Remaining") !=
          std::string::npos);
    CHECK(table({"contract", "list", "--lang", "en"}, french).find("Remaining") != std::string::npos);
}

} // namespace epic::test
