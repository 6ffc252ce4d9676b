#include "tests/cli/office.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>

namespace epic::test {
namespace {

constexpr std::string_view the_password = "mot de passe d’essai";

struct Template {
    TemporaryFolder folder;

    Template() {
        write_file(folder / "password", the_password);
        const Person alice{folder / "office.epic", "alice@agence.example", folder / "password"};
        const Outcome made = run_program({"create", alice.file, "--name", "Alice Renard", "--email", alice.email,
                                          "--password-file", alice.password_file});
        INFO(made.err);
        REQUIRE(made.exit == 0);
        std::vector<Arguments> lines;
        for (const auto& [name, department] :
             {std::pair("Bruno Petit", "commercial"), std::pair("Carla Nunes", "commercial"),
              std::pair("Denis Roche", "support"), std::pair("Fatou Sow", "support")}) {
            std::string first(name);
            first = first.substr(0, first.find(' '));
            first[0] = static_cast<char>(first[0] - 'A' + 'a');
            lines.push_back({"collaborator", "add", "--set", std::string("full_name=") + name, "--set",
                             "email=" + first + "@agence.example", "--set", std::string("department=") + department,
                             "--initial-password-file", folder / "password", "--no-must-change"});
        }
        for (const Json& answer : alice.batch(lines)) REQUIRE(answer.at("exit") == 0);
    }
};

} // namespace

Office::Office() {
    static const Template made;
    // The copies are one file in different states, of which the program would remember the last.
    ::setenv("XDG_STATE_HOME", path("state").c_str(), 1);
    std::filesystem::copy_file(made.folder / "office.epic", path("office.epic"));
    write("password", the_password);
    alice = person("alice@agence.example", the_password);
    bruno = person("bruno@agence.example", the_password);
    carla = person("carla@agence.example", the_password);
    denis = person("denis@agence.example", the_password);
    fatou = person("fatou@agence.example", the_password);
}

std::filesystem::path Office::write(std::string_view name, std::string_view text) const {
    write_file(path(name), text);
    return path(name);
}

Person Office::person(const std::string& email, std::string_view password) const {
    if (password == the_password) return {path("office.epic"), email, path("password")};
    return {path("office.epic"), email, write(email + "." + std::string(password), password)};
}

Office::Work Office::sold(bool is_signed) const {
    const std::string client =
        bruno.done({"client", "add", "--set", "full_name=Lou Bouzin", "--set", "email=lou@bouzin.example"})
            .at("record")
            .at("id");
    const std::string contract =
        alice.done({"contract", "add", "--set", "client=" + client, "--set", "total=1500.00 EUR"})
            .at("record")
            .at("id");
    if (is_signed) bruno.done({"contract", "sign", contract});
    return {client, contract};
}

} // namespace epic::test
