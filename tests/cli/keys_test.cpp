// The recovery key, access given again with it, and rekey, as an administrator calls them.
#include <catch2/catch_test_macros.hpp>

#include "tests/cli/office.hpp"

namespace epic::test {
namespace {

std::string made_key(const Office& office) {
    return office.alice.done({"recovery-key", "new"}).at("recovery_key");
}

Outcome recover(const Office& office, const std::string& email, const std::string& key, std::string_view password) {
    return run_program({"recover", office.alice.file, "--email", email, "--recovery-key-file", "-",
                        "--new-password-file", office.write("chosen", password), "--json"},
                       key);
}

} // namespace

TEST_CASE("create gives a recovery key that is shown once and lets its founder in again") {
    const TemporaryFolder folder;
    write_file(folder / "password", "oublié\n");
    write_file(folder / "next", "retrouvé\n");
    const Outcome made = run_program({"create", folder / "new.epic", "--name", "Zoé Müller", "--email",
                                      "zoe@agence.example", "--password-file", folder / "password", "--json"});
    REQUIRE(made.exit == 0);
    const std::string key = made.json().at("recovery_key");
    CHECK(key.size() == 41);
    CHECK(read_file(folder / "new.epic").find(key) == std::string::npos);
    write_file(folder / "key", key + "\n");
    const Outcome recovered =
        run_program({"recover", folder / "new.epic", "--email", "Zoe@agence.example", "--recovery-key-file",
                     folder / "key", "--new-password-file", folder / "next", "--json"});
    INFO(recovered.err);
    REQUIRE(recovered.exit == 0);
    CHECK(recovered.json().at("file_id") == made.json().at("file_id"));
    CHECK(recovered.json().at("collaborator").at("email") == "zoe@agence.example");
    const auto sign_in = [&](const char* password) {
        return run_program({"slots", "--json", "--file", folder / "new.epic", "--as", "zoe@agence.example",
                            "--password-file", folder / password});
    };
    CHECK(sign_in("password").exit == 3);
    const Outcome slots = sign_in("next");
    REQUIRE(slots.exit == 0);
    REQUIRE(slots.json().at("slots").size() == 2);
    CHECK(slots.json().at("slots")[1].at("kind") == "recovery");
    CHECK(slots.json().at("slots")[1].at("collaborator").is_null());
}

TEST_CASE("a mistyped recovery key gives 6 and the group, another one gives 3, a stranger 5") {
    const Office office;
    const std::string old_key = made_key(office);
    const std::string key = made_key(office);
    std::string mistyped = key;
    mistyped[13] = mistyped[13] == 'A' ? 'B' : 'A';
    const Outcome wrong = recover(office, office.alice.email, mistyped, "neuf");
    CHECK(wrong.exit == 6);
    CHECK(wrong.error().at("field") == "recovery_key");
    CHECK(wrong.error().at("message").get<std::string>().find("Group 3") != std::string::npos);
    CHECK(recover(office, office.alice.email, old_key, "neuf").exit == 3);
    CHECK(recover(office, "nobody@agence.example", key, "neuf").exit == 5);
    CHECK(office.alice.call({"slots"}).exit == 0);
    CHECK(recover(office, office.denis.email, key, "neuf").exit == 0);
    CHECK(office.denis.call({"client", "list"}).exit == 3);
    CHECK(office.bruno.call({"recovery-key", "new"}).exit == 4);
}

TEST_CASE("rekey keeps everyone's password and work, under another file id, and is management's") {
    const Office office;
    const auto work = office.sold(true);
    const std::string key = made_key(office);
    const std::string before = read_file(office.alice.file);
    CHECK(office.bruno.call({"rekey"}).exit == 4);
    CHECK(read_file(office.alice.file).substr(65536) == before.substr(65536));
    const Json rekeyed = office.alice.done({"rekey"});
    CHECK(rekeyed.at("file_id").get<std::string>().size() == 36);
    CHECK(rekeyed.at("slots").size() == 6);
    CHECK(read_file(office.alice.file).substr(65536, 4096) != before.substr(65536, 4096));
    CHECK(office.bruno.done({"client", "show", work.client}).at("id") == work.client);
    CHECK(office.alice.done({"verify"}).at("ok") == true);
    CHECK(recover(office, office.carla.email, key, "neuf").exit == 0);

    // Progress goes to standard error, in words, and only beside words.
    const Outcome in_words = run_program({"rekey", "--lang", "en", "--file", office.alice.file, "--as",
                                          office.alice.email, "--password-file", office.alice.password_file});
    CHECK(in_words.exit == 0);
    CHECK(in_words.err.find("Sealing the file anew: 100") != std::string::npos);
    CHECK(in_words.out.find("Alice Renard") != std::string::npos);
    CHECK(office.alice.call({"rekey"}).err.empty());
}

TEST_CASE("wrong passwords in a row are remembered in the state folder, and forgotten when someone signs in") {
    const Office office;
    const TemporaryFolder state;
    const auto call = [&](const std::filesystem::path& password) {
        return run_program(
            {"slots", "--json", "--file", office.alice.file, "--as", office.alice.email, "--password-file", password},
            {}, {{"XDG_STATE_HOME", state.path()}});
    };
    const auto wrong = office.write("wrong", "faux\n");
    const std::filesystem::path attempts = state / "epic-events/attempts";
    CHECK(call(wrong).exit == 3);
    CHECK(call(wrong).exit == 3);
    CHECK(read_file(attempts).find(" 2 ") != std::string::npos);
    CHECK(read_file(attempts).find("agence") == std::string::npos);
    CHECK(call(office.alice.password_file).exit == 0);
    CHECK(read_file(attempts).empty());
}

TEST_CASE("who may not change the keys is told so, and not about a field of collaborators") {
    const Office office;
    for (const Arguments& verb : {Arguments{"rekey"}, Arguments{"recovery-key", "new"}}) {
        const Outcome refused = office.bruno.call(verb);
        CHECK(refused.exit == 4);
        CHECK(refused.error().at("field").is_null());
        CHECK(refused.error().at("message").get<std::string>().find("Active") == std::string::npos);
    }
}

} // namespace epic::test
