// What is wrong with a call, before any file is opened; help and version.
#include <catch2/catch_test_macros.hpp>

#include "tests/cli/office.hpp"

namespace epic::test {
namespace {

// A usage error says so in one line and does nothing.
void check_usage(const Arguments& arguments, const std::string& word) {
    CAPTURE(arguments);
    const Outcome plain = run_program(arguments);
    CHECK(plain.exit == 2);
    CHECK(plain.out.empty());
    CHECK(plain.err.find(word) != std::string::npos);
    CHECK(plain.err.find('\n') == plain.err.size() - 1);
}

} // namespace

TEST_CASE("help and version need no file, and help is in the language that was asked for") {
    const Outcome version = run_program({"--version"});
    CHECK(version.exit == 0);
    CHECK(version.out.starts_with("epic-events 0."));
    const Outcome english = run_program({"--help"});
    CHECK(english.exit == 0);
    CHECK(english.out.find("contract sign ID [--on DATE]") != std::string::npos);
    CHECK(english.out.find("Exit codes: 0 done") != std::string::npos);
    const Outcome french = run_program({"--lang", "fr", "--help"});
    CHECK(french.out.find("Codes de sortie") != std::string::npos);
    CHECK(french.out.find("contract sign ID [--on DATE]") != std::string::npos);
    const Outcome by_locale = run_program({"--help"}, {}, {{"LANGUAGE", "fr"}});
    CHECK(by_locale.out == french.out);
    const Outcome verb = run_program({"event", "list", "--help"});
    CHECK(verb.exit == 0);
    CHECK(verb.out.find("without-support") != std::string::npos);
    CHECK(verb.out.find("time_zone") != std::string::npos);
}

TEST_CASE("a verb that is not there is a usage error") {
    check_usage({"frobnicate"}, "frobnicate");
    check_usage({"client", "frobnicate"}, "client frobnicate");
    check_usage({"client"}, "client");
    check_usage({"collaborator", "delete", "x"}, "collaborator delete");
    check_usage({"central", "forget", "x"}, "central forget");
}

TEST_CASE("what a verb does not take, or does not get, is a usage error") {
    check_usage({"--lang", "en"}, "VERB");
    check_usage({"contract", "sign"}, "ID");
    check_usage({"client", "add"}, "--set");
    check_usage({"client", "show", "a", "b"}, "b");
    check_usage({"client", "list", "--nonsense"}, "--nonsense");
    check_usage({"client", "list", "--limit"}, "--limit");
    check_usage({"client", "list", "--limit", "1", "--limit", "2"}, "--limit");
    check_usage({"payment", "reverse", "x"}, "--note");
    check_usage({"client", "list", "--lang", "de"}, "de");
}

TEST_CASE("a session needs a file, a person and a password, from flags or the environment; flags win") {
    const Office office;
    check_usage({"client", "list"}, "--file");
    check_usage({"client", "list", "--file", "x"}, "--as");
    check_usage({"client", "list", "--file", "x", "--as", "y"}, "--password-file");
    check_usage({"client", "list", "--file", "x", "--as", "y", "--password-file", "/nowhere"}, "/nowhere");

    const Settings settings{{"EPIC_EVENTS_FILE", office.alice.file},
                            {"EPIC_EVENTS_AS", office.alice.email},
                            {"EPIC_EVENTS_PASSWORD_FILE", office.alice.password_file}};
    const Outcome listed = run_program({"client", "list", "--json"}, {}, settings);
    INFO(listed.err);
    CHECK(listed.exit == 0);
    CHECK(listed.json().at("total") == 0);
    const Outcome elsewhere = run_program({"client", "list", "--file", "/nowhere.epic", "--json"}, {}, settings);
    CHECK(elsewhere.exit == 5);
    CHECK(elsewhere.code() == "not_found");
}

TEST_CASE("an error is one object on standard error, in the language asked for") {
    const Outcome english = run_program({"frobnicate", "--json", "--lang", "en"});
    CHECK(english.exit == 2);
    CHECK(english.out.empty());
    const Json error = english.error();
    CHECK(error.size() == 5);
    CHECK(error.at("code") == "usage");
    CHECK(error.at("rule").is_null());
    CHECK(error.at("field").is_null());
    CHECK(error.at("who_could").is_null());
    CHECK(error.at("message").get<std::string>().starts_with("There is no verb “frobnicate”"));
    const Json french = run_program({"frobnicate", "--json", "--lang", "fr"}).error();
    CHECK(french.at("message").get<std::string>().starts_with("Le verbe «\u202ffrobnicate\u202f» n’existe pas"));
}

TEST_CASE("who closes the pipe early, or has a full disk, is not told a lie") {
    const Outcome head = run_shell("epic-events manual | head -n 1; exit ${PIPESTATUS[0]}");
    CHECK((head.exit == 0 || head.exit == 141)); // 128 + SIGPIPE, as every filter has it
    CHECK(head.err.empty());
    CHECK(head.out.find('\n') == head.out.size() - 1);
    CHECK(run_shell("epic-events --help > /dev/full").exit == 1);
    CHECK(run_shell("epic-events --version > /dev/full").exit == 1);
    CHECK(run_shell("epic-events manual > /dev/full").exit == 1);
}

TEST_CASE("a file without an end is not read for ever") {
    const Office office;
    Person careless = office.alice;
    careless.password_file = "/dev/zero";
    CHECK(careless.call({"client", "list"}).exit == 2);
    careless.password_file = office.path(".");
    CHECK(careless.call({"client", "list"}).exit == 2);
}

} // namespace epic::test
