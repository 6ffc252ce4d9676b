// The main job as a script of the command line: on one file without a server, then on two laptops with a real one.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <csignal>

#include "tests/cli/office.hpp"
#include "tests/support/central_server.hpp"

namespace epic::test {
namespace {

const std::string client_fields = "full_name=Clémence Ouvrard";

// From the client to the assigned event, with everything that is refused on the way; gives the ids.
struct Story {
    std::string client;
    std::string contract;
    std::string event;

    Story(const Person& alice, const Person& bruno) {
        const Json made =
            bruno.done({"client", "add", "--set", client_fields, "--set", "email=clemence@courriel.example", "--set",
                        "phone=06 39 98 10 12", "--set", "company=Ouvrard et Pesquet"});
        client = made.at("record").at("id");
        CHECK(made.at("record").at("commercial").at("name") == "Bruno Petit");
        CHECK(bruno.call({"contract", "add", "--set", "client=" + client, "--set", "total=8400.00 EUR"}).exit == 4);
        contract = alice.done({"contract", "add", "--set", "client=" + client, "--set", "total=8400.00 EUR"})
                       .at("record")
                       .at("id");
        const Arguments add{"event", "add",
                            "--set", "title=Mariage de Clémence et Julien",
                            "--set", "contract=" + contract,
                            "--set", "starts_at=2027-06-04 13:00",
                            "--set", "ends_at=2027-06-05 02:00",
                            "--set", "time_zone=Europe/Paris",
                            "--set", "contact_name=Solène Pesquet",
                            "--set", "venue_name=Château de la Brissardière",
                            "--set", "attendees=75",
                            "--set", "notes=Cérémonie à 15 h"};
        const Outcome early = bruno.call(add);
        CHECK(early.exit == 4);
        CHECK(early.error().at("rule") == "event.create");
        CHECK(bruno.done({"contract", "sign", contract}).at("record").at("signed_on").is_string());
        event = bruno.done(add).at("record").at("id");
        const Json waiting = alice.done({"event", "list", "--filter", "without-support"});
        CHECK(waiting.at("total") == 1);
        CHECK(waiting.at("items").at(0).at("id") == event);
        CHECK(alice.done({"event", "assign", event, "denis@agence.example"}).at("record").at("support").at("name") ==
              "Denis Roche");
        CHECK(alice.done({"event", "list", "--filter", "without-support"}).at("total") == 0);
    }
};

} // namespace

TEST_CASE("the whole story on one file, without a server") {
    const Office office;
    const Story story(office.alice, office.bruno);
    const Json changed =
        office.denis.done({"event", "edit", story.event, "--set", "attendees=82", "--set",
                           "notes=@" + office.write("notes", "Cérémonie à 15 h\nSono coupée à 1 h 30\n").string()});
    CHECK(changed.at("record").at("attendees") == 82);
    CHECK(office.alice.done({"event", "show", story.event}).at("notes") == "Cérémonie à 15 h\nSono coupée à 1 h 30");
    const Outcome other = office.carla.call({"client", "edit", story.client, "--set", "company=x"});
    CHECK(other.exit == 4);
    CHECK(other.error().at("who_could") == "Bruno Petit");
    CHECK(office.alice.done({"verify"}).at("ok") == true);
}

TEST_CASE("the whole story on two laptops with a server between them") {
    const Office office;
    const CentralServer server({.kind = GENERATE(ServerKind::mariadb, ServerKind::mysql)});
    const auto admin_password = office.write("admin", server.admin_password());
    const Json installed =
        office.alice.done({"central", "install", "--server", server.host() + ":" + std::to_string(server.port()),
                           "--ca", server.ca_file(), "--admin-user", server.admin_user(), "--admin-password-file",
                           admin_password, "--one-time-passwords", office.path("once")});
    CHECK(installed.at("server_id").is_string());
    CHECK(installed.at("schema_version").is_number());
    CHECK(installed.at("head").get<int>() > 0);
    CHECK(installed.at("accounts").size() == 5);
    const std::string once = read_file(office.path("once"));
    namespace fs = std::filesystem;
    CHECK((fs::status(office.path("once")).permissions() & (fs::perms::group_all | fs::perms::others_all)) ==
          fs::perms::none);
    CHECK(once.find("alice@") == std::string::npos);
    office.alice.done({"central", "invite", office.path("office.join")});
    const std::string invitation = read_file(office.path("office.join"));
    CHECK(invitation.find(server.admin_password()) == std::string::npos);
    CHECK(office.alice.call({"central", "invite", office.path("office.join")}).exit == 2);

    // Each on a laptop of their own, with the password that was handed over, and then one of their own.
    const auto join = [&](const std::string& name) {
        const std::string email = name + "@agence.example";
        const std::size_t at = once.find(email) + email.size() + 1;
        REQUIRE(at > email.size());
        const auto handed_over = office.write(name + ".once", once.substr(at, once.find('\n', at) - at));
        const auto own = office.write(name + ".own", "le mot de passe de " + name);
        const Outcome joined = run_program({"join", office.path(name + ".epic"), "--invite", office.path("office.join"),
                                            "--email", email, "--password-file", handed_over, "--json"});
        INFO(joined.err);
        REQUIRE(joined.exit == 0);
        CHECK(joined.json().at("file_id").is_string());
        CHECK(joined.json().at("device_id").is_string());
        CHECK(joined.json().at("pulled").get<int>() > 0);
        const Person first{office.path(name + ".epic"), email, handed_over};
        CHECK(first.call({"client", "list"}).code() == "must_change_password");
        first.done({"password", "--new-password-file", own});
        return Person{office.path(name + ".epic"), email, own};
    };
    const Person bruno = join("bruno");
    const Person carla = join("carla");
    const Person denis = join("denis");
    const auto exchange = [](const Person& person) {
        const Json report = person.done({"sync", "--once"});
        CHECK(report.at("state") == "up_to_date");
        CHECK(report.at("pending") == 0);
        return report;
    };

    // A client of Bruno's reaches management, whose contract reaches Bruno.
    const std::string client = bruno.done({"client", "add", "--set", client_fields}).at("record").at("id");
    CHECK(bruno.done({"client", "show", client}).at("pending") == true);
    CHECK(exchange(bruno).at("pushed").get<int>() > 0);
    CHECK(bruno.done({"client", "show", client}).at("pending") == false);
    CHECK(exchange(office.alice).at("pulled").get<int>() > 0);
    const Json contract =
        office.alice.done({"contract", "add", "--set", "client=" + client, "--set", "total=8400.00 EUR"}).at("record");
    CHECK(contract.at("number_provisional") == true);
    exchange(office.alice);
    const Json numbered = office.alice.done({"contract", "show", contract.at("id")});
    CHECK(numbered.at("number_provisional") == false);
    exchange(bruno);
    const Arguments add{"event", "add",
                        "--set", "title=Mariage",
                        "--set", "contract=" + numbered.at("number").get<std::string>(),
                        "--set", "starts_at=2027-06-04 13:00",
                        "--set", "ends_at=2027-06-05 02:00",
                        "--set", "attendees=75",
                        "--set", "notes=Cérémonie à 15 h"};
    CHECK(bruno.call(add).exit == 4);
    bruno.done({"contract", "sign", numbered.at("number")});
    const std::string event = bruno.done(add).at("record").at("id");
    exchange(bruno);
    exchange(office.alice);
    CHECK(office.alice.done({"event", "list", "--filter", "without-support"}).at("total") == 1);
    office.alice.done({"event", "assign", event, "denis@agence.example"});
    exchange(office.alice);
    exchange(denis);

    // Denis is at the venue: no network. Alice adds to the notes meanwhile.
    {
        CentralServer& away = const_cast<CentralServer&>(server);
        away.stop();
        denis.done(
            {"event", "edit", event, "--set", "attendees=82", "--set", "notes=Cérémonie à 15 h\nSono coupée à 1 h 30"});
        const Outcome offline = denis.call({"sync", "--once"});
        CHECK(offline.exit == 9);
        CHECK(offline.code() == "unreachable");
        CHECK(denis.done({"event", "show", event}).at("pending") == true);
        away.start();
    }
    office.alice.done({"event", "edit", event, "--set", "venue_name=Château de la Brissardière"});
    exchange(office.alice);
    exchange(denis);
    exchange(office.alice);
    exchange(bruno);
    const Json seen = denis.done({"event", "show", event});
    CHECK(seen.at("attendees") == 82);
    CHECK(seen.at("venue_name") == "Château de la Brissardière");
    CHECK(office.alice.done({"event", "show", event}) == seen);
    CHECK(bruno.done({"event", "show", event}) == seen);

    // Carla's program refuses her Bruno's client.
    exchange(carla);
    const Outcome refused = carla.call({"client", "edit", client, "--set", "company=x"});
    CHECK(refused.exit == 4);
    CHECK(refused.error().at("who_could") == "Bruno Petit");
    // And the server refuses what a program could not know: the client was given away meanwhile.
    office.alice.done({"client", "edit", client, "--set", "commercial=carla@agence.example"});
    exchange(office.alice);
    bruno.done({"client", "edit", client, "--set", "company=Ouvrard et Pesquet"});
    const Json answered = bruno.done({"sync", "--once"});
    CHECK(answered.at("returned") == 1);
    const Json inbox = bruno.done({"inbox", "list"}).at("items");
    REQUIRE(inbox.size() == 1);
    CHECK(inbox[0].at("kind") == "returned");
    CHECK(inbox[0].at("entity") == "client");
    CHECK(inbox[0].at("record_id") == client);
    CHECK(inbox[0].at("field") == "company");
    CHECK(inbox[0].at("mine") == "Ouvrard et Pesquet");
    CHECK_FALSE(inbox[0].at("reason").get<std::string>().empty());
    CHECK(bruno.done({"client", "show", client}).at("company").is_null());

    const Json status = office.alice.done({"central", "status"});
    CHECK(status.at("server_id") == installed.at("server_id"));
    CHECK(status.at("devices").size() == 4);
    CHECK(status.at("head").get<int>() > installed.at("head").get<int>());
    CHECK(denis.call({"central", "status"}).exit == 4);

    // The watch exchanges until it is told to stop.
    RunningProgram watch(carla.arguments({"sync", "--watch"}));
    CHECK(Json::parse(watch.read_line()).at("state") == "up_to_date");
    watch.signal(SIGTERM);
    CHECK(watch.wait() == 0);
    CHECK(carla.done({"client", "show", client}).at("commercial").at("name") == "Carla Nunes");

    // Begun without the server it says so, tries again by itself, and sends what had waited.
    CentralServer& gone = const_cast<CentralServer&>(server);
    gone.stop();
    carla.done({"client", "edit", client, "--set", "phone=06 39 98 10 99"});
    RunningProgram patient(carla.arguments({"sync", "--watch"}));
    const Json without = Json::parse(patient.read_line());
    CHECK(without.at("state") == "offline");
    CHECK(without.at("pending") == 1);
    gone.start();
    Json line = without;
    while (line.at("state") == "offline") line = Json::parse(patient.read_line());
    CHECK(line.at("state") == "up_to_date");
    CHECK(line.at("pushed") == 1);
    CHECK(line.at("pending") == 0);
    patient.signal(SIGINT);
    CHECK(patient.wait() == 0);
}

TEST_CASE("a wrong server, a wrong password at the server and a foreign join file are told apart") {
    const Office office;
    const CentralServer server({.kind = GENERATE(ServerKind::mariadb, ServerKind::mysql)});
    const auto admin_password = office.write("admin", server.admin_password());
    const auto install = [&](const std::string& host, const std::string& user) {
        return office.alice.call({"central", "install", "--server", host, "--ca", server.ca_file(), "--admin-user",
                                  user, "--admin-password-file", admin_password, "--one-time-passwords",
                                  office.path("once")});
    };
    const std::string here = server.host() + ":" + std::to_string(server.port());
    CHECK(install(server.host() + ":1", server.admin_user()).exit == 9);
    CHECK_FALSE(std::filesystem::exists(office.path("once"))); // no password without an account
    CHECK(install(here, "nobody").exit == 3);
    // A server that another authority signed is not the one we look for.
    REQUIRE(run_shell("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=x "
                      "-keyout /dev/null -out '" +
                      office.path("foreign").string() + "' 2>/dev/null")
                .exit == 0);
    const Outcome foreign = office.alice.call({"central", "install", "--server", here, "--ca", office.path("foreign"),
                                               "--admin-user", server.admin_user(), "--admin-password-file",
                                               admin_password, "--one-time-passwords", office.path("once")});
    CHECK(foreign.exit == 10);
    CHECK(foreign.code() == "server_refused");
    const Outcome not_gestion = office.bruno.call({"central", "install", "--server", here, "--ca", server.ca_file(),
                                                   "--admin-user", server.admin_user(), "--admin-password-file",
                                                   admin_password, "--one-time-passwords", office.path("once")});
    CHECK(not_gestion.exit == 4);
    const Outcome installed = install(here, server.admin_user());
    INFO(installed.err);
    REQUIRE(installed.exit == 0);
    office.alice.done({"central", "invite", office.path("office.join")});
    const auto join = [&](const std::string& name, const std::filesystem::path& invite) {
        return run_program({"join", office.path(name), "--invite", invite, "--email", "bruno@agence.example",
                            "--password-file", office.path("password"), "--json"});
    };
    CHECK(join("a.epic", office.path("office.join")).exit == 3); // not the one-time password
    CHECK_FALSE(std::filesystem::exists(office.path("a.epic")));
    CHECK(join("b.epic", office.write("letter", "Bonjour")).exit == 6);
    CHECK(join("c.epic", office.path("nowhere")).exit == 2);
}

} // namespace epic::test
