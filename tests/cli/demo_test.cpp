// Demonstration files: our own year, and a real agenda that is not part of the repository.
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstdlib>
#include <set>

#include "tests/cli/office.hpp"

namespace epic::test {
namespace {

struct Demo {
    TemporaryFolder folder;
    Json made;

    explicit Demo(const Arguments& agenda = {}) {
        Arguments arguments{"demo", folder / "demo.epic", "--json"};
        arguments.insert(arguments.end(), agenda.begin(), agenda.end());
        const Outcome outcome = run_program(arguments);
        INFO(outcome.err);
        REQUIRE(outcome.exit == 0);
        made = outcome.json();
    }

    Person person(std::size_t index) const {
        const Json& who = made.at("collaborators").at(index);
        write_file(folder / "password", who.at("password").get<std::string>());
        return {folder / "demo.epic", who.at("email"), folder / "password"};
    }
};

std::int64_t total(const Json& answer) {
    INFO(answer.dump());
    REQUIRE(answer.at("exit") == 0);
    return answer.at("result").at("total");
}

// Beside the repository, or where EPIC_SHARED_DATA says.
std::filesystem::path agenda() {
    const char* given = std::getenv("EPIC_SHARED_DATA");
    return (given != nullptr ? std::filesystem::path(given) : source_dir().parent_path() / "shared" / "data") /
           "agenda-toulouse.csv";
}

} // namespace

TEST_CASE("our own year has people, work and money in every state") {
    const Demo demo;
    CHECK(demo.made.at("file_id").get<std::string>().size() == 36);
    CHECK(demo.made.at("rejected").empty());
    const Json people = demo.made.at("collaborators");
    REQUIRE(people.size() == 7);
    std::set<std::string> passwords;
    for (const Json& person : people) {
        const std::string password = person.at("password");
        CHECK(password.size() >= 12);
        passwords.insert(password);
    }
    CHECK(passwords.size() == 7);
    CHECK(run_program({"demo", demo.folder / "demo.epic"}).exit == 6);

    const auto answers = demo.person(2).batch({{"client", "list"},
                                               {"contract", "list"},
                                               {"event", "list"},
                                               {"payment", "list"},
                                               {"contract", "list", "--filter", "not-signed"},
                                               {"contract", "list", "--filter", "not-fully-paid"},
                                               {"contract", "list", "--sort", "remaining", "--limit", "1"},
                                               {"event", "list", "--filter", "without-support"},
                                               {"event", "list", "--filter", "today"},
                                               {"event", "list", "--filter", "upcoming"},
                                               {"event", "list", "--filter", "double-booked"},
                                               {"event", "list", "--filter", "cancelled"},
                                               {"client", "list", "--filter", "mine"},
                                               {"event", "list", "--where", "contact_name = Jacky Blangier"},
                                               {"event", "list", "--text", "mariage clemence"},
                                               {"collaborator", "list", "--where", "department = support"},
                                               {"payment", "list", "--where", "amount < 0"},
                                               {"verify"}});
    CHECK(total(answers[0]) == 40);
    CHECK(total(answers[1]) == 60);
    CHECK(total(answers[2]) == 60);
    CHECK(total(answers[3]) >= 70);
    CHECK(total(answers[4]) == 6);
    CHECK(total(answers[5]) >= 20);
    CHECK(answers[6].at("result").at("items").at(0).at("remaining").at("minor") ==
          -15'000); // the client who paid too much
    CHECK(total(answers[7]) >= 5);
    CHECK(total(answers[8]) == 3);
    CHECK(total(answers[9]) >= 20);
    CHECK(total(answers[10]) == 2);
    CHECK(total(answers[11]) == 3);
    CHECK(total(answers[12]) == 20);
    const Json assemblies = answers[13].at("result").at("items");
    REQUIRE(assemblies.size() == 2);
    for (const Json& assembly : assemblies) CHECK(assembly.at("client").at("name") == "Lou Bouzin");
    const Json wedding = answers[14].at("result").at("items").at(0);
    CHECK(wedding.at("starts_at").get<std::string>().substr(4) == "-06-04T11:00:00Z");
    CHECK(wedding.at("ends_at").get<std::string>().substr(4) == "-06-05T00:00:00Z");
    CHECK(wedding.at("notes").get<std::string>().find('\n') != std::string::npos);
    CHECK(total(answers[15]) == 3);
    CHECK(total(answers[16]) == 3);
    CHECK(answers[17].at("result").at("ok") == true);

    // Done by its right author and on its own day, not all today.
    const std::string id = answers[6].at("result").at("items").at(0).at("id");
    const Json history = demo.person(2).done({"contract", "history", id}).at("items");
    std::set<std::string> days;
    std::set<std::string> authors;
    for (const Json& item : history) {
        days.insert(item.at("at").get<std::string>().substr(0, 10));
        authors.insert(item.at("by").at("name"));
    }
    CHECK(days.size() == 2);
    CHECK(authors.size() == 2);

    // Nobody has to choose a password first, in any department.
    for (std::size_t i = 0; i < 7; ++i) CHECK(demo.person(i).call({"client", "list", "--limit", "1"}).exit == 0);
}

TEST_CASE("the agenda of Toulouse becomes 57 clients and 142 events, and 29 lines are given back") {
    if (!std::filesystem::exists(agenda())) SKIP("the folder of shared data is not here: " << agenda());
    const Demo demo({"--agenda", agenda()});
    const Json rejected = demo.made.at("rejected");
    REQUIRE(rejected.size() == 29);
    for (const Json& row : rejected) {
        CHECK(row.at("code") == "no_date");
        CHECK(row.at("line").get<int>() > 1);
        CHECK(row.at("column") == "Date début");
        CHECK_FALSE(row.at("message").get<std::string>().empty());
    }
    const auto answers = demo.person(3).batch({{"client", "list", "--limit", "500"},
                                               {"event", "list", "--limit", "500"},
                                               {"event", "list", "--filter", "today"},
                                               {"event", "list", "--filter", "upcoming"},
                                               {"event", "list", "--filter", "cancelled"},
                                               {"event", "list", "--text", "bach violoncelle"},
                                               {"contract", "list", "--filter", "not-fully-paid"},
                                               {"payment", "list"},
                                               {"verify"}});
    CHECK(total(answers[0]) == 57);
    CHECK(total(answers[1]) == 142);
    CHECK(total(answers[2]) > 0);
    CHECK(total(answers[3]) > 30);
    CHECK(total(answers[3]) < 142);
    CHECK(total(answers[4]) > 5);
    CHECK(total(answers[6]) > 5);
    CHECK(total(answers[7]) > 20);
    CHECK(answers[8].at("result").at("ok") == true);
    std::set<std::string> titles;
    for (const Json& event : answers[1].at("result").at("items")) titles.insert(event.at("title"));
    CHECK(titles.contains("EAU TOULOUSE !"));
    bool accents = false;
    for (const Json& client : answers[0].at("result").at("items"))
        accents = accents || client.at("full_name") == "L'ENVOL DES PIONNIERS";
    CHECK(accents);
}

TEST_CASE("a file that is no agenda makes no demonstration") {
    const TemporaryFolder folder;
    write_file(folder / "list.csv", "name;city\nA;B\n");
    CHECK(run_program({"demo", folder / "d.epic", "--agenda", folder / "list.csv"}).exit == 6);
    write_file(folder / "empty.csv", "Nom de la manifestation;Date début;Date fin;Lieu - nom\nConcert;;;Halle\n");
    CHECK(run_program({"demo", folder / "d.epic", "--agenda", folder / "empty.csv"}).exit == 6);
    CHECK(run_program({"demo", folder / "d.epic", "--agenda", folder / "nowhere.csv"}).exit == 2);
    CHECK_FALSE(std::filesystem::exists(folder / "d.epic"));
}

} // namespace epic::test
