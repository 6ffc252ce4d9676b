// Clients, contracts, payments, events, collaborators: what is answered, what is refused.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/cli/office.hpp"

namespace epic::test {
namespace {

std::vector<std::string> keys(const Json& object) {
    std::vector<std::string> names;
    for (const auto& [name, value] : object.items()) names.push_back(name);
    std::ranges::sort(names);
    return names;
}

std::vector<std::string> sorted(std::vector<std::string> names) {
    std::ranges::sort(names);
    return names;
}

Json money(std::int64_t minor, const char* currency = "EUR") {
    return {{"minor", minor}, {"currency", currency}};
}

std::string id_of(const Json& answer) {
    INFO(answer.dump());
    REQUIRE(answer.at("exit") == 0);
    return answer.at("result").at("record").at("id");
}

} // namespace

TEST_CASE("a client is its commercial's, with every field of the record's form") {
    const Office office;
    const Json answer =
        office.bruno.done({"client", "add", "--set", "full_name=Éloïse Brûlé", "--set", "email=Eloise@Brule.example",
                           "--set", "phone=06 39 98 00 01", "--set", "company=Brûlé & Fils"});
    CHECK(keys(answer) == sorted({"record", "operation_id", "warnings"}));
    CHECK(answer.at("operation_id").get<std::string>().size() == 36);
    CHECK(answer.at("warnings").empty());
    const Json client = answer.at("record");
    CHECK(keys(client) == sorted({"id", "full_name", "email", "phone", "company", "first_contact", "last_contact",
                                  "commercial", "notes", "withdrawn", "pending"}));
    CHECK(client.at("full_name") == "Éloïse Brûlé");
    CHECK(keys(client.at("commercial")) == sorted({"id", "name"}));
    CHECK(client.at("commercial").at("name") == "Bruno Petit");
    CHECK(client.at("first_contact").get<std::string>().size() == 10);
    CHECK(client.at("notes").is_null());
    CHECK(client.at("withdrawn") == false);
    CHECK(client.at("pending") == false);
    CHECK(office.carla.done({"client", "show", client.at("id")}) == client);
}

TEST_CASE("fields are set, emptied and read from files; an unknown field is a usage error") {
    const Office office;
    const std::string id = office.sold(false).client;
    const auto notes = office.write("notes.txt", "première ligne\r\nseconde ligne\r\n");
    const auto answers =
        office.bruno.batch({{"client", "edit", id, "--set", "company=Bouzin SARL", "--set", "notes=@" + notes.string()},
                            {"client", "edit", id, "--set", "company="},
                            {"client", "edit", id, "--set", "company="},
                            {"client", "edit", id, "--set", "full_name="},
                            {"client", "edit", id, "--set", "colour=red"},
                            {"client", "edit", id, "--set", "company"},
                            {"client", "edit", id, "--set", "notes=@/nowhere"},
                            {"client", "edit", id, "--set", "email=not an address"},
                            {"client", "edit", "01999999-0000-7000-8000-000000000000", "--set", "company=x"},
                            {"client", "history", id}});
    CHECK(answers[0].at("result").at("record").at("company") == "Bouzin SARL");
    CHECK(answers[0].at("result").at("record").at("notes") == "première ligne\nseconde ligne");
    CHECK(answers[1].at("result").at("record").at("company").is_null());
    CHECK(answers[2].at("result").at("operation_id").is_null()); // it was empty already
    CHECK(answers[3].at("exit") == 6);
    CHECK(answers[3].at("error").at("field") == "full_name");
    for (const std::size_t i : {4U, 5U, 6U}) CHECK(answers[i].at("exit") == 2);
    CHECK(answers[7].at("exit") == 6);
    CHECK(answers[7].at("error").at("code") == "invalid_value");
    CHECK(answers[7].at("error").at("field") == "email");
    CHECK(answers[8].at("exit") == 5);

    const Json items = answers[9].at("result").at("items");
    REQUIRE(items.size() > 3);
    CHECK(keys(items[0]) ==
          sorted({"at", "by", "device", "operation_id", "command", "field", "before", "after", "state"}));
    CHECK(items[0].at("field") == "company");
    CHECK(items[0].at("before") == "Bouzin SARL");
    CHECK(items[0].at("after").is_null());
    CHECK(items[0].at("by").at("name") == "Bruno Petit");
    CHECK(items[0].at("state") == "local");
    CHECK(items[0].at("at").get<std::string>().ends_with("Z"));
    CHECK(items[0].at("operation_id") == answers[1].at("result").at("operation_id"));
}

TEST_CASE("who may not write is told which rule refused and who could, in their language") {
    const Office office;
    const std::string id = office.sold(false).client;
    const Outcome gestion = office.alice.call({"client", "add", "--set", "full_name=X", "--lang", "en"});
    CHECK(gestion.exit == 4);
    CHECK(gestion.code() == "not_allowed");
    CHECK(gestion.error().at("rule").get<std::string>().empty() == false);
    // Not herself, whose the client would be if she might make it.
    CHECK(gestion.error().at("who_could") == "the Sales department");
    const Outcome other = office.carla.call({"client", "edit", id, "--set", "company=x", "--lang", "en"});
    CHECK(other.exit == 4);
    CHECK(other.error().at("rule") == "client.change.own");
    CHECK(other.error().at("message") == "This client is looked after by Bruno Petit.");
    CHECK(other.error().at("who_could") == "Bruno Petit");
    const Outcome french =
        run_program({"client", "edit", id, "--set", "company=x", "--file", office.carla.file, "--as",
                     office.carla.email, "--password-file", office.carla.password_file, "--lang", "fr"});
    CHECK(french.exit == 4);
    CHECK(french.err.find("Bruno Petit") != std::string::npos);
    CHECK(french.err.find('\n') == french.err.size() - 1);
    CHECK(office.denis.call({"client", "edit", id, "--set", "company=x"}).exit == 4);
    // Management reassigns.
    const Json moved = office.alice.done({"client", "edit", id, "--set", "commercial=carla@agence.example"});
    CHECK(moved.at("record").at("commercial").at("name") == "Carla Nunes");
    CHECK(office.alice.call({"client", "edit", id, "--set", "commercial=denis@agence.example"}).exit == 6);
    CHECK(office.alice.call({"client", "edit", id, "--set", "commercial=nobody@agence.example"}).exit == 5);
}

TEST_CASE("a contract has a number to be called by, money in minor units and what is derived from payments") {
    const Office office;
    const std::string client = office.sold(false).client;
    const auto added = office.alice.batch(
        {{"contract", "add", "--set", "client=" + client, "--set", "total=19,99 €"},
         {"contract", "add", "--set", "client=" + client, "--set", "total=1 234,50 EUR"},
         {"contract", "add", "--set", "client=" + client, "--set", "total=5000 JPY"},
         {"contract", "add", "--set", "client=" + client, "--set", "total=1.999 EUR x"},
         {"contract", "add", "--set", "client=nobody", "--set", "total=1 EUR"},
         {"contract", "add", "--set", "client=" + client},
         {"contract", "add", "--set", "client=" + client, "--set", "total=1", "--set", "number=2026-9999"}});
    const Json contract = added[0].at("result").at("record");
    CHECK(keys(contract) == sorted({"id", "number", "number_provisional", "client", "commercial", "total", "created_on",
                                    "signed_on", "notes", "withdrawn", "amount_paid", "remaining", "pending"}));
    CHECK(contract.at("total") == money(1999));
    CHECK(contract.at("amount_paid") == money(0));
    CHECK(contract.at("remaining") == money(1999));
    CHECK(contract.at("signed_on").is_null());
    CHECK(contract.at("number_provisional") == false); // a file without a server issues its own
    CHECK(contract.at("client") == Json{{"id", client}, {"name", "Lou Bouzin"}});
    CHECK(added[1].at("result").at("record").at("total") == money(123'450));
    CHECK(added[2].at("result").at("record").at("total") == money(5000, "JPY"));
    CHECK(added[3].at("error").at("field") == "total");
    CHECK(added[4].at("exit") == 5);
    CHECK(added[4].at("error").at("field") == "client");
    CHECK(added[5].at("exit") == 6);
    CHECK(added[6].at("error").at("field") == "number"); // numbers are issued, not chosen

    const std::string number = added[1].at("result").at("record").at("number");
    const auto answers = office.bruno.batch({{"contract", "show", number},
                                             {"payment", "add", "--set", "contract=" + number, "--set", "amount=234,50",
                                              "--set", "received_on=24/12/2025", "--set", "method=virement"},
                                             {"payment", "add", "--set", "contract=" + number, "--set", "amount=1100"},
                                             {"contract", "show", number},
                                             {"contract", "list", "--filter", "not-fully-paid", "--sort", "-remaining"},
                                             {"payment", "add", "--set", "contract=" + number, "--set", "amount=5 USD"},
                                             {"contract", "edit", number, "--set", "total=1500 USD"},
                                             {"contract", "sign", number, "--on", "31/12/2025"},
                                             {"contract", "sign", number},
                                             {"contract", "sign", number, "--on", "yesterday"},
                                             {"contract", "list", "--filter", "not-signed", "--filter", "my-clients"},
                                             {"contract", "history", number}});
    CHECK(answers[0].at("result").at("id") == added[1].at("result").at("record").at("id"));
    const Json payment = answers[1].at("result").at("record");
    CHECK(keys(payment) == sorted({"id", "contract", "client", "amount", "received_on", "method", "note", "reverses",
                                   "reversed", "pending"}));
    CHECK(payment.at("amount") == money(23'450));
    CHECK(payment.at("received_on") == "2025-12-24");
    CHECK(payment.at("contract").at("name") == number);
    CHECK(answers[2].at("result").at("warnings").at(0).at("code") == "overpaid");
    CHECK(answers[3].at("result").at("amount_paid") == money(133'450));
    CHECK(answers[3].at("result").at("remaining") == money(-10'000));
    CHECK(answers[4].at("result").at("total") == 3); // that of office.sold() too
    CHECK(answers[5].at("exit") == 6);
    CHECK(answers[5].at("error").at("rule") == "payment.currency");
    CHECK(answers[6].at("error").at("rule") == "contract.currency_fixed");
    CHECK(answers[7].at("result").at("record").at("signed_on") == "2025-12-31");
    CHECK(answers[8].at("exit") == 6);
    CHECK(answers[8].at("error").at("rule") == "contract.signed_once");
    CHECK(answers[9].at("exit") == 6);
    CHECK(answers[10].at("result").at("total") == 3);
    CHECK(answers[11].at("result").at("items").at(0).at("field") == "signed_on");

    const std::string paid = payment.at("id");
    const auto reversed = office.bruno.batch({{"payment", "reverse", paid, "--note", ""},
                                              {"payment", "reverse", paid, "--note", "Saisi deux fois"},
                                              {"payment", "reverse", paid, "--note", "encore"},
                                              {"payment", "show", paid},
                                              {"payment", "list", "--where", "contract = " + number},
                                              {"payment", "edit", paid, "--set", "amount=1"},
                                              {"contract", "show", number}});
    CHECK(reversed[0].at("exit") == 6);
    CHECK(reversed[1].at("result").at("record").at("amount") == money(-23'450));
    CHECK(reversed[1].at("result").at("record").at("reverses").at("id") == paid);
    CHECK(reversed[2].at("exit") == 4);
    CHECK(reversed[3].at("result").at("reversed") == true);
    CHECK(reversed[4].at("result").at("total") == 3);
    CHECK(reversed[5].at("exit") == 4);
    CHECK(reversed[6].at("result").at("remaining") == money(13'450));
    CHECK(office.carla.call({"payment", "add", "--set", "contract=" + number, "--set", "amount=1"}).exit == 4);
}

TEST_CASE("lists are filtered, compared, searched, sorted as French readers sort, and windowed") {
    const Office office;
    std::vector<Arguments> lines;
    for (const char* name : {"Zoé", "Élodie", "Emile", "Eva", "Étienne"}) {
        lines.push_back({"client", "add", "--set", std::string("full_name=") + name, "--set",
                         std::string("company=Société ") + name});
    }
    lines.push_back({"client", "list", "--sort", "full_name"});
    lines.push_back({"client", "list", "--sort", "-full_name", "--limit", "2", "--offset", "1"});
    lines.push_back({"client", "list", "--text", "societe elo"});
    lines.push_back({"client", "list", "--where", "full_name ~ e", "--where", "company != Société Eva"});
    lines.push_back({"client", "list", "--where", "full_name=Eva"});
    lines.push_back({"client", "list", "--where", "email = "});
    lines.push_back({"client", "list", "--where", "commercial = bruno@agence.example", "--filter", "mine"});
    lines.push_back({"client", "list", "--where", "commercial = carla@agence.example"});
    lines.push_back({"client", "list", "--filter", "not-signed"});
    lines.push_back({"client", "list", "--where", "full_name"});
    lines.push_back({"client", "list", "--where", "age > 3"});
    lines.push_back({"client", "list", "--sort", "age"});
    lines.push_back({"client", "list", "--limit", "-1"});
    const auto answers = office.bruno.batch(lines);
    const auto names = [&](std::size_t i) {
        std::vector<std::string> found;
        INFO(answers[i].dump());
        for (const Json& item : answers[i].at("result").at("items")) found.push_back(item.at("full_name"));
        return found;
    };
    using Names = std::vector<std::string>;
    CHECK(keys(answers[5].at("result")) == sorted({"total", "limit", "offset", "items"}));
    CHECK(names(5) == Names{"Élodie", "Emile", "Étienne", "Eva", "Zoé"});
    CHECK(names(6) == Names{"Eva", "Étienne"});
    CHECK(answers[6].at("result").at("total") == 5);
    CHECK(answers[6].at("result").at("limit") == 2);
    CHECK(answers[6].at("result").at("offset") == 1);
    CHECK(names(7) == Names{"Élodie"});
    CHECK(answers[8].at("result").at("total") == 4);
    CHECK(names(9) == Names{"Eva"});
    CHECK(answers[10].at("result").at("total") == 5);
    CHECK(answers[11].at("result").at("total") == 5);
    CHECK(answers[12].at("result").at("total") == 0);
    for (const std::size_t i : {13U, 14U, 15U, 16U, 17U}) CHECK(answers[i].at("exit") == 2);
}

TEST_CASE("an event needs a signed contract; its times are those of its zone") {
    const Office office;
    const Office::Work work = office.sold(false);
    const Arguments add{"event", "add",
                        "--set", "title=Mariage",
                        "--set", "contract=" + work.contract,
                        "--set", "starts_at=2027-06-04 13:00",
                        "--set", "ends_at=05/06/2027 02:00",
                        "--set", "contact_name=Jacky Blangier"};
    const Outcome early = office.bruno.call(add);
    CHECK(early.exit == 4);
    CHECK(early.error().at("rule") == "event.create");
    CHECK_FALSE(early.error().at("who_could").is_null());

    const auto answers = office.bruno.batch(
        {{"contract", "sign", work.contract},
         add,
         {"event", "add", "--set", "title=London", "--set", "contract=" + work.contract, "--set",
          "starts_at=2027-01-20T09:00", "--set", "ends_at=2027-01-20T17:30", "--set", "time_zone=Europe/London",
          "--set", "attendees=0"},
         {"event", "add", "--set", "title=x", "--set", "contract=" + work.contract, "--set",
          "starts_at=2027-01-20T09:00+02:00", "--set", "ends_at=2027-01-20T08:00", "--set", "time_zone=Europe/London"},
         {"event", "add", "--set", "title=x", "--set", "contract=" + work.contract, "--set",
          "starts_at=2027-01-20 09:00", "--set", "ends_at=2027-01-20 10:00", "--set", "time_zone=Mars/Olympus"},
         {"event", "add", "--set", "title=x", "--set", "contract=" + work.contract, "--set",
          "starts_at=2027-01-20 09:00", "--set", "ends_at=2027-01-20 09:00"},
         {"event", "add", "--set", "title=x", "--set", "contract=" + work.contract, "--set", "starts_at=tomorrow",
          "--set", "ends_at=2027-01-20 09:00"}});
    const Json wedding = answers[1].at("result").at("record");
    CHECK(keys(wedding) == sorted({"id",           "title",         "contract",      "client",        "commercial",
                                   "contact_name", "contact_phone", "contact_email", "starts_at",     "ends_at",
                                   "time_zone",    "support",       "venue_name",    "venue_address", "attendees",
                                   "notes",        "cancelled",     "withdrawn",     "double_booked", "pending"}));
    CHECK(wedding.at("starts_at") == "2027-06-04T11:00:00Z");
    CHECK(wedding.at("ends_at") == "2027-06-05T00:00:00Z");
    CHECK(wedding.at("time_zone") == "Europe/Paris");
    CHECK(wedding.at("client").at("name") == "Lou Bouzin");
    CHECK(wedding.at("contact_name") == "Jacky Blangier");
    CHECK(wedding.at("support").is_null());
    const Json london = answers[2].at("result").at("record");
    CHECK(london.at("starts_at") == "2027-01-20T09:00:00Z");
    CHECK(london.at("attendees") == 0);
    CHECK(answers[3].at("exit") == 0); // the offset counts, not the zone
    CHECK(answers[3].at("result").at("record").at("starts_at") == "2027-01-20T07:00:00Z");
    CHECK(answers[4].at("error").at("field") == "time_zone");
    CHECK(answers[5].at("error").at("field") == "ends_at");
    CHECK(answers[6].at("error").at("field") == "starts_at");

    // On an edit a time without an offset is read in the event's present zone, or in the one that is set with it.
    const std::string id = london.at("id");
    const auto moved = office.bruno.batch(
        {{"event", "edit", id, "--set", "ends_at=2027-01-20 18:00"},
         {"event", "edit", id, "--set", "ends_at=2027-01-20 18:00", "--set", "time_zone=America/Martinique"}});
    CHECK(moved[0].at("result").at("record").at("ends_at") == "2027-01-20T18:00:00Z");
    CHECK(moved[1].at("result").at("record").at("ends_at") == "2027-01-20T22:00:00Z");
}

TEST_CASE("management assigns support, which alone may then change the event; a double booking is said") {
    const Office office;
    const Office::Work work = office.sold(true);
    const auto event = [&](const char* title, const char* from, const char* to) {
        return Arguments{"event", "add",
                         "--set", std::string("title=") + title,
                         "--set", "contract=" + work.contract,
                         "--set", std::string("starts_at=") + from,
                         "--set", std::string("ends_at=") + to};
    };
    const auto made = office.bruno.batch({event("Gala", "2027-03-05 20:00", "2027-03-06 02:00"),
                                          event("Matin", "2027-03-06 01:00", "2027-03-06 04:00"),
                                          event("Après", "2027-03-06 04:00", "2027-03-06 06:00")});
    const std::string gala = id_of(made[0]);
    const std::string morning = id_of(made[1]);
    const std::string later = id_of(made[2]);
    CHECK(office.bruno.call({"event", "assign", gala, "denis@agence.example"}).exit == 4);

    const auto answers = office.alice.batch({{"event", "list", "--filter", "without-support", "--filter", "upcoming"},
                                             {"event", "assign", gala, "denis@agence.example"},
                                             {"event", "assign", morning, "denis@agence.example"},
                                             {"event", "assign", later, "denis@agence.example"},
                                             {"event", "list", "--filter", "double-booked"},
                                             {"event", "assign", morning, "none"},
                                             {"event", "list", "--filter", "double-booked"},
                                             {"event", "assign", gala, "bruno@agence.example"},
                                             {"event", "assign", gala, "nobody@agence.example"},
                                             {"event", "list", "--filter", "without-support"}});
    CHECK(answers[0].at("result").at("total") == 3);
    CHECK(answers[1].at("result").at("record").at("support").at("name") == "Denis Roche");
    CHECK(answers[1].at("result").at("warnings").empty());
    CHECK(answers[2].at("result").at("warnings").at(0).at("code") == "double_booked");
    CHECK(answers[3].at("result").at("warnings").empty()); // it begins when the other ends
    CHECK(answers[4].at("result").at("total") == 2);
    CHECK(answers[5].at("result").at("record").at("support").is_null());
    CHECK(answers[6].at("result").at("total") == 0);
    CHECK(answers[7].at("exit") == 6);
    CHECK(answers[7].at("error").at("rule") == "event.support_active");
    CHECK(answers[8].at("exit") == 5);
    CHECK(answers[9].at("result").at("total") == 1);

    CHECK(office.denis.done({"event", "list", "--filter", "mine"}).at("total") == 2);
    CHECK(office.denis.done({"event", "edit", gala, "--set", "attendees=0"}).at("record").at("attendees") == 0);
    const Outcome stranger = office.fatou.call({"event", "edit", gala, "--set", "attendees=1"});
    CHECK(stranger.exit == 4);
    CHECK(stranger.error().at("who_could").get<std::string>().starts_with("Denis Roche"));
    CHECK(office.denis.call({"event", "edit", gala, "--set", "support=fatou@agence.example"}).exit == 4);
    CHECK(office.bruno.call({"event", "edit", gala, "--set", "attendees=1"}).exit == 4);

    const auto cancelled = office.alice.batch({{"event", "cancel", gala},
                                               {"event", "cancel", gala},
                                               {"event", "list", "--filter", "cancelled"},
                                               {"event", "list", "--where", "starts_at >= 06/03/2027"},
                                               {"event", "list", "--filter", "today"}});
    CHECK(cancelled[0].at("result").at("record").at("cancelled") == true);
    CHECK(cancelled[1].at("exit") == 4);
    CHECK(cancelled[2].at("result").at("total") == 1);
    CHECK(cancelled[3].at("result").at("total") == 2);
    CHECK(cancelled[4].at("result").at("total") == 0);
}

TEST_CASE("a collaborator's access ends with someone who takes over; the last of management stays") {
    const Office office;
    const Office::Work work = office.sold(false);
    const auto answers = office.alice.batch(
        {{"collaborator", "deactivate", "bruno@agence.example"},
         {"collaborator", "deactivate", "bruno@agence.example", "--take-over", "denis@agence.example"},
         {"collaborator", "deactivate", "bruno@agence.example", "--take-over", "carla@agence.example"},
         {"client", "show", work.client},
         {"collaborator", "list", "--filter", "inactive"},
         {"collaborator", "list", "--filter", "active"},
         {"collaborator", "deactivate", "alice@agence.example"},
         {"collaborator", "edit", "alice@agence.example", "--set", "department=support"},
         {"collaborator", "edit", "carla@agence.example", "--set", "phone=06 39 98 77 77"},
         {"collaborator", "show", "carla@agence.example"},
         {"collaborator", "add", "--set", "full_name=Double", "--set", "email=CARLA@agence.example", "--set",
          "department=support", "--initial-password-file", office.path("password")},
         {"collaborator", "history", "bruno@agence.example"}});
    CHECK(answers[0].at("exit") == 6);
    CHECK(answers[0].at("error").at("rule") == "collaborator.take_over");
    CHECK(answers[0].at("error").at("field") == "take_over");
    CHECK(answers[1].at("exit") == 6);
    CHECK(answers[2].at("exit") == 0);
    CHECK(answers[2].at("result").at("record").at("active") == false);
    CHECK(answers[3].at("result").at("commercial").at("name") == "Carla Nunes");
    CHECK(answers[4].at("result").at("total") == 1);
    CHECK(answers[5].at("result").at("total") == 4);
    CHECK(answers[6].at("exit") == 4);
    CHECK(answers[7].at("exit") == 4);
    CHECK(answers[7].at("error").at("rule") == "collaborator.last_gestion");
    CHECK(answers[9].at("result").at("phone") == "06 39 98 77 77");
    CHECK(keys(answers[9].at("result")) == sorted({"id", "full_name", "email", "phone", "department", "active",
                                                   "must_change_password", "language", "pending"}));
    CHECK(answers[10].at("exit") == 6);
    CHECK(answers[10].at("error").at("rule") == "collaborator.email_unique");
    CHECK(answers[11].at("result").at("items").at(0).at("field") == "active");
    CHECK(office.bruno.call({"client", "list"}).exit == 3);
    CHECK(office.denis.call({"collaborator", "deactivate", "carla@agence.example"}).exit == 4);
}

TEST_CASE("without --json people read tables and sheets in their language") {
    const Office office;
    const Office::Work work = office.sold(true);
    const auto words = [&](const Arguments& verb, const std::string& language) {
        Arguments arguments = verb;
        for (const std::string& word :
             {std::string("--file"), office.bruno.file.string(), std::string("--as"), office.bruno.email,
              std::string("--password-file"), office.bruno.password_file.string(), std::string("--lang"), language}) {
            arguments.push_back(word);
        }
        const Outcome outcome = run_program(arguments);
        CHECK(outcome.exit == 0);
        CHECK(outcome.err.empty());
        return outcome.out;
    };
    const std::string english = words({"contract", "list"}, "en");
    CHECK(english.find("Client") != std::string::npos);
    CHECK(english.find("€1,500.00") != std::string::npos);
    CHECK(english.find("1 to 1 of 1") != std::string::npos);
    const std::string french = words({"contract", "list"}, "fr");
    CHECK(french.find("Reste à payer") != std::string::npos);
    CHECK(french.find("1\u202f500,00\u00a0€") != std::string::npos);
    CHECK(french.find("1 à 1 sur 1") != std::string::npos);
    CHECK(words({"client", "show", work.client}, "fr").find("Nom complet") != std::string::npos);
    CHECK(words({"event", "list"}, "fr") == "Rien trouvé.\n");
    CHECK(words({"client", "edit", work.client, "--set", "company=x"}, "en")
              .starts_with("Recorded: client “Lou Bouzin”"));
    CHECK(words({"client", "edit", work.client, "--set", "company=y"}, "fr")
              .starts_with("Enregistré\u202f: client «\u202fLou Bouzin\u202f»"));
    CHECK(words({"client", "history", work.client}, "fr").find("sur cet ordinateur") != std::string::npos);
}

} // namespace epic::test
