// The central server's life on the command line, with a real one.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/cli/joined_office.hpp"

namespace epic::test {

TEST_CASE("on the command line, a deactivated person is told, and their file opens no more") {
    const JoinedOffice joined(GENERATE(ServerKind::mariadb, ServerKind::mysql));
    const Person bruno = joined.join("bruno");
    bruno.done({"sync", "--once"});
    bruno.done({"client", "add", "--set", "full_name=Jamais envoyé"});
    joined.office.alice.done(
        {"collaborator", "deactivate", "bruno@agence.example", "--take-over", "carla@agence.example"});
    joined.office.alice.done({"sync", "--once"});
    const Outcome told = bruno.call({"sync", "--once"});
    CHECK(told.exit == 3);
    CHECK(told.code() == "revoked");
    const Outcome closed = bruno.call({"client", "list"});
    CHECK(closed.exit == 3);
    CHECK(closed.code() == "sign_in_refused");
}

TEST_CASE("on the command line, someone of the founding file takes the server's password there") {
    const JoinedOffice joined(GENERATE(ServerKind::mariadb, ServerKind::mysql));
    const Person& denis = joined.office.denis;
    const Outcome before = denis.call({"sync", "--once"});
    CHECK(before.exit == 3);
    CHECK(before.code() == "account_refused");
    CHECK(denis.call({"password"}).exit == 2);

    const Json taken = denis.done({"password", "--central-password-file", joined.handed_over("denis")});
    CHECK(taken.at("must_change_password") == true);
    const Person once{denis.file, denis.email, joined.handed_over("denis")};
    CHECK(once.call({"sync", "--once"}).code() == "must_change_password");
    const auto own = joined.office.write("denis.own", "le mot de passe de Denis");
    once.done({"password", "--new-password-file", own});
    CHECK(Person{denis.file, denis.email, own}.done({"sync", "--once"}).at("state") == "up_to_date");

    // Both in one call; the password of before opens nothing any more.
    const Person& fatou = joined.office.fatou;
    const auto hers = joined.office.write("fatou.own", "le mot de passe de Fatou");
    fatou.done({"password", "--central-password-file", joined.handed_over("fatou"), "--new-password-file", hers});
    CHECK(Person{fatou.file, fatou.email, hers}.done({"sync", "--once"}).at("state") == "up_to_date");
    CHECK(fatou.call({"client", "list"}).exit == 3);
}

TEST_CASE("on the command line, the server is compared, a lost laptop reported and retired, the server upgraded") {
    const JoinedOffice joined(GENERATE(ServerKind::mariadb, ServerKind::mysql));
    const Person& alice = joined.office.alice;
    const Person bruno = joined.join("bruno");
    bruno.done({"client", "add", "--set", "full_name=Clémence Ouvrard"});
    bruno.done({"sync", "--once"});

    const Json same = alice.done({"central", "verify"});
    CHECK(same.at("match") == true);
    REQUIRE(same.at("tables").size() == 5);
    CHECK(same.at("tables").at(1).at("name") == "client");
    CHECK(same.at("tables").at(1).at("rows") == 1);
    CHECK(same.at("tables").at(1).at("local") == same.at("tables").at(1).at("server"));

    std::string device;
    const Json status = alice.done({"central", "status"});
    INFO(status.dump());
    for (const Json& one : status.at("devices")) {
        if (one.at("collaborator").at("name") == "Bruno Petit") device = one.at("id");
    }
    REQUIRE_FALSE(device.empty());
    const Json report = alice.done({"central", "report", device});
    CHECK(report.at("people").at(0).at("name") == "Bruno Petit");
    CHECK(report.at("records").size() >= 1);
    CHECK(bruno.call({"central", "report", device}).exit == 4);
    CHECK(alice.call({"central", "report", "01a20d7b-8673-7c01-8ba7-ee73ea71dea0"}).exit == 5);
    CHECK(alice.call({"central", "retire", "nobody"}).exit == 6);
    CHECK(alice.done({"central", "retire", device}).at("state") == "retired");
    CHECK(bruno.done({"sync", "--once"}).at("state") == "up_to_date");

    // Nothing was lost here: an epoch more, and everybody goes on.
    CHECK(bruno.call({"central", "restored"}).exit == 4);
    const Json restored = alice.done({"central", "restored"});
    CHECK(restored.at("epoch") == 2);
    CHECK(restored.at("state") == "restored");
    CHECK(restored.at("returned") == 0);
    CHECK(bruno.call({"sync", "--once"}).exit == 10);
    CHECK(alice.done({"central", "restored", "--confirm"}).at("state") == "open");
    CHECK(bruno.done({"sync", "--once"}).at("state") == "up_to_date");
    CHECK(alice.done({"central", "verify"}).at("match") == true);

    const Json upgraded =
        alice.done({"central", "upgrade", "--admin-user", joined.server.admin_user(), "--admin-password-file",
                    joined.office.write("admin.again", joined.server.admin_password())});
    CHECK(upgraded.at("schema_version") == upgraded.at("schema_before"));
    CHECK(bruno.done({"sync", "--once"}).at("state") == "up_to_date");
}

TEST_CASE("who sets a server up is told what is wrong there, and no password is said to wait for the server") {
    JoinedOffice joined(ServerKind::mariadb);
    const Person& alice = joined.office.alice;
    const auto own = joined.office.write("own", "une autre phrase pour Alice");
    const auto message = [](const Outcome& outcome) { return outcome.error().at("message").get<std::string>(); };
    const auto says = [&](const Outcome& outcome, const std::string& part) {
        INFO(outcome.err);
        return message(outcome).find(part) != std::string::npos;
    };
    const auto install = [&](const std::string& server, const std::string& ca) {
        return joined.office.alice.call({"central", "install", "--server", server, "--ca", ca, "--admin-user", "root",
                                         "--admin-password-file", own, "--one-time-passwords",
                                         joined.office.path("once.again"), "--lang", "en"});
    };
    const std::string there = joined.server.host() + ":" + std::to_string(joined.server.port());
    const Outcome no_certificate = install(there, own);
    CHECK(no_certificate.exit == 6);
    CHECK(says(no_certificate, "not a certificate"));
    const Outcome wrong_password = install(there, joined.server.ca_file());
    CHECK(wrong_password.exit == 3);
    CHECK(says(wrong_password, "root"));

    // Set anew before it was ever used: the record stays as it is, the password does not.
    const auto first = joined.office.write("first", "un premier mot de passe");
    const Outcome reset = alice.call(
        {"collaborator", "reset-password", "denis@agence.example", "--initial-password-file", first, "--lang", "en"});
    CHECK(reset.exit == 0);

    joined.server.stop();
    const Outcome nobody = install(there, joined.server.ca_file());
    CHECK(nobody.exit == 9);
    CHECK(says(nobody, there));
    for (const Arguments& verb :
         {Arguments{"password", "--new-password-file", own},
          Arguments{"collaborator", "reset-password", "denis@agence.example", "--initial-password-file", own},
          Arguments{"collaborator", "add", "--set", "full_name=Zoé", "--set", "email=zoe@agence.example", "--set",
                    "department=support", "--initial-password-file", own}}) {
        Arguments english = verb;
        english.insert(english.end(), {"--lang", "en"});
        const Outcome refused = alice.call(english);
        CHECK(refused.exit == 9);
        CHECK(says(refused, "Nothing was changed here."));
    }
    CHECK(alice.done({"collaborator", "list", "--text", "zoé"}).at("total") == 0);
}

} // namespace epic::test
