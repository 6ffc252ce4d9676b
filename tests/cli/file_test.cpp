// Making files, signing in, passwords, batches, what holds a file.
#include <catch2/catch_test_macros.hpp>
#include <csignal>

#include "tests/cli/office.hpp"

namespace epic::test {

TEST_CASE("create makes a file that only its owner reads, and never writes over another") {
    const TemporaryFolder folder;
    write_file(folder / "password", "un mot de passe\n");
    const Arguments create{"create",          folder / "new.epic", "--name",
                           "Zoé Müller",      "--email",           "Zoe@Agence.example",
                           "--password-file", folder / "password", "--json"};
    const Outcome made = run_program(create);
    INFO(made.err);
    REQUIRE(made.exit == 0);
    CHECK(made.json().at("file_id").get<std::string>().size() == 36);
    const Json person = made.json().at("collaborator");
    CHECK(person.at("full_name") == "Zoé Müller");
    CHECK(person.at("email") == "zoe@agence.example");
    CHECK(person.at("department") == "gestion");
    CHECK(person.at("active") == true);
    CHECK(person.at("must_change_password") == false);
    namespace fs = std::filesystem;
    CHECK((fs::status(folder / "new.epic").permissions() & (fs::perms::group_all | fs::perms::others_all)) ==
          fs::perms::none);

    const Outcome again = run_program(create);
    CHECK(again.exit == 6);
    CHECK(again.code() == "conflict_with_state");

    // The line end of the password's file is not part of the password; standard input will do as well.
    const Outcome signed_in = run_program({"collaborator", "list", "--json", "--file", folder / "new.epic", "--as",
                                           "ZOE@agence.example", "--password-file", "-"},
                                          "un mot de passe\r\n");
    CHECK(signed_in.exit == 0);
    CHECK(signed_in.json().at("total") == 1);
    CHECK(run_program(
              {"slots", "--json", "--file", folder / "new.epic", "--as", "zoe@agence.example", "--password-file", "-"},
              "un mot de passe\n\n")
              .exit == 3);
}

TEST_CASE("a wrong password, a file of someone else and a file that is not ours each have their code") {
    const Office office;
    const Person stranger = office.person("nobody@agence.example", "mot de passe d’essai");
    CHECK(office.person(office.alice.email, "faux").call({"client", "list"}).exit == 3);
    CHECK(stranger.call({"client", "list"}).code() == "sign_in_refused");
    Person wrong = office.alice;
    wrong.file = office.write("letter.epic", std::string(100'000, 'x'));
    CHECK(wrong.call({"client", "list"}).exit == 7);
    CHECK(wrong.call({"client", "list"}).code() == "not_ours");
}

TEST_CASE("a file that another program has open is in use") {
    const Office office;
    RunningProgram holding(office.bruno.arguments({"batch"}));
    holding.write("[\"client\",\"list\"]\n");
    REQUIRE(Json::parse(holding.read_line()).at("exit") == 0);
    const Outcome second = office.alice.call({"client", "list"});
    CHECK(second.exit == 8);
    CHECK(second.code() == "in_use");
    holding.close_input();
    CHECK(holding.wait() == 0);
    CHECK(office.alice.call({"client", "list"}).exit == 0);
}

TEST_CASE("a batch answers line by line, after each commit, and one bad line does not stop the rest") {
    const Office office;
    RunningProgram batch(office.bruno.arguments({"batch"}));
    batch.write("[\"client\",\"add\",\"--set\",\"full_name=Une\"]\n");
    const Json first = Json::parse(batch.read_line()); // it has answered though its input is still open
    CHECK(first.at("exit") == 0);
    const std::string id = first.at("result").at("record").at("id");
    batch.signal(SIGKILL);
    batch.close_input();
    CHECK(batch.wait() == 128 + SIGKILL);
    CHECK(office.bruno.done({"client", "show", id}).at("full_name") == "Une");

    const std::string lines =
        "not json\n\n[\"client\",7]\n[\"frobnicate\"]\n[\"client\",\"show\",\"" + id +
        "\"]\n[\"batch\"]\n[\"create\",\"x\",\"--name\",\"n\",\"--email\",\"e\"]\n"
        "[\"client\",\"list\",\"--as\",\"x\"]\n[\"contract\",\"add\",\"--set\",\"total=1 EUR\"]\n";
    const Outcome mixed = run_program(office.bruno.arguments({"batch"}), lines);
    CHECK(mixed.exit == 0);
    std::vector<int> exits;
    std::size_t from = 0;
    for (std::size_t end = mixed.out.find('\n'); end != std::string::npos;
         from = end + 1, end = mixed.out.find('\n', from)) {
        const Json line = Json::parse(mixed.out.substr(from, end - from));
        exits.push_back(line.at("exit"));
        CHECK(line.contains("error") == (exits.back() != 0));
        CHECK(line.contains("result") == (exits.back() == 0));
    }
    CHECK(exits == std::vector<int>{2, 2, 2, 0, 2, 2, 2, 4});

    const Arguments from_input{"batch",           "--file", office.bruno.file, "--as", office.bruno.email,
                               "--password-file", "-"};
    CHECK(run_program(from_input, "mot de passe d’essai\n").exit == 2);
}

TEST_CASE("while a password must be changed, everything else is refused with 3") {
    const Office office;
    const auto first = office.write("first", "premier\n");
    const auto second = office.write("second", "deuxième\n");
    const Json added = office.alice.done({"collaborator", "add", "--set", "full_name=Gilles Adam", "--set",
                                          "email=gilles@agence.example", "--set", "department=support",
                                          "--initial-password-file", first});
    CHECK(added.at("record").at("must_change_password") == true);

    const Person gilles = office.person("gilles@agence.example", "premier");
    for (const Arguments& verb : {Arguments{"client", "list"}, Arguments{"slots"}, Arguments{"verify"},
                                  Arguments{"collaborator", "show", "gilles@agence.example"}}) {
        const Outcome refused = gilles.call(verb);
        CHECK(refused.exit == 3);
        CHECK(refused.code() == "must_change_password");
    }
    const auto answers =
        gilles.batch({{"client", "list"}, {"password", "--new-password-file", second}, {"client", "list"}});
    CHECK(answers[0].at("exit") == 3);
    CHECK(answers[1].at("exit") == 0);
    CHECK(answers[1].at("result").at("record").at("must_change_password") == false);
    CHECK(answers[2].at("exit") == 0);
    CHECK(gilles.call({"client", "list"}).code() == "sign_in_refused");
    CHECK(office.person("gilles@agence.example", "deuxième").call({"client", "list"}).exit == 0);

    // A reset gives a first password again; nobody but gestion resets.
    CHECK(
        office.denis.call({"collaborator", "reset-password", "gilles@agence.example", "--initial-password-file", first})
            .exit == 4);
    office.alice.done({"collaborator", "reset-password", "gilles@agence.example", "--initial-password-file", first});
    CHECK(gilles.call({"client", "list"}).code() == "must_change_password");
    CHECK(office.person("gilles@agence.example", "deuxième").call({"client", "list"}).code() == "sign_in_refused");
}

TEST_CASE("slots name who can open the file, and verify finds it sound") {
    const Office office;
    const Json slots = office.alice.done({"slots"}).at("slots");
    REQUIRE(slots.size() == 6); // five people and the recovery key
    CHECK(slots[0].at("kind") == "collaborator");
    CHECK(slots[0].at("collaborator").at("name") == "Alice Renard");
    const Json sound = office.alice.done({"verify"});
    CHECK(sound.at("ok") == true);
    CHECK(sound.at("pages").get<int>() > 10);
    CHECK(sound.at("damaged").empty());
    CHECK(sound.at("invariants").empty());
}

TEST_CASE("a damaged page gives 7, from the command that meets it and from verify") {
    const Office office;
    std::string bytes = read_file(office.alice.file);
    // One bit in every page behind the header and the first page.
    for (std::size_t at = 65536 + 4096 + 100; at < bytes.size(); at += 4096)
        bytes[at] = static_cast<char>(bytes[at] ^ 1);
    write_file(office.alice.file, bytes);
    const Outcome verified = office.alice.call({"verify"});
    CHECK(verified.exit == 7);
}

TEST_CASE("a file that never joined has no server to exchange with, and nothing in its inbox") {
    const Office office;
    CHECK(office.alice.call({"sync", "--once"}).exit == 7);
    CHECK(office.alice.call({"central", "status"}).exit == 7);
    CHECK(office.alice.call({"sync"}).exit == 2);
    CHECK(office.alice.call({"sync", "--once", "--watch"}).exit == 2);
    CHECK(office.alice.done({"inbox", "list"}).at("items").empty());
}

} // namespace epic::test
