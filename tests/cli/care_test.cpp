// The file as a whole, through the program: verify, backup, restore, salvage.
#include <catch2/catch_test_macros.hpp>

#include "tests/cli/office.hpp"

namespace epic::test {
namespace {

constexpr std::size_t header_bytes = 65536;
constexpr std::size_t page_bytes = 4096;

void flip_page(const std::filesystem::path& file, std::size_t page) {
    std::string bytes = read_file(file);
    const std::size_t at = header_bytes + (page - 1) * page_bytes + 100;
    bytes.at(at) = static_cast<char>(bytes.at(at) ^ 1);
    write_file(file, bytes);
}

bool has_code(const Json& flaws, std::string_view code) {
    for (const Json& flaw : flaws) {
        if (flaw.at("code") == code) return true;
    }
    return false;
}

} // namespace

TEST_CASE("verify names what is hurt, in the language of who asks, and writes nothing to a damaged file") {
    const Office office;
    office.sold(true);
    const std::string sound = read_file(office.alice.file);
    CHECK(office.alice.done({"verify"}).at("ok") == true);
    int named = 0;
    for (std::size_t page = 2; page <= (sound.size() - header_bytes) / page_bytes; page += 7) {
        write_file(office.alice.file, sound);
        flip_page(office.alice.file, page);
        const std::string before = read_file(office.alice.file);
        const Outcome found = office.alice.call({"verify"});
        CHECK(found.exit == 7);
        CHECK(found.json().at("ok") == false);
        REQUIRE(found.json().at("damaged").size() >= 1);
        if (!found.json().at("damaged")[0].at("table").is_null()) ++named;
        CHECK(read_file(office.alice.file) == before);
    }
    CHECK(named > 0);
    const Outcome french = run_program({"verify", "--lang", "fr", "--file", office.alice.file, "--as",
                                        office.alice.email, "--password-file", office.alice.password_file});
    CHECK(french.exit == 7);
    CHECK(french.out.find("endommag") != std::string::npos);
    CHECK(french.out.find("salvage") != std::string::npos);
}

TEST_CASE("verify says when one copy of the header is bad, and opening the file mends it") {
    const Office office;
    std::string bytes = read_file(office.alice.file);
    bytes[300] = static_cast<char>(bytes[300] ^ 1);
    write_file(office.alice.file, bytes);
    const Outcome found = office.alice.call({"verify"});
    CHECK(found.exit == 7);
    CHECK(has_code(found.json().at("damaged"), "header_damaged"));
    office.alice.done({"client", "list"});
    CHECK(office.alice.done({"verify"}).at("ok") == true);
}

TEST_CASE("a backup made while the file is in use is restored, and the old file is kept") {
    const Office office;
    const auto backup = office.path("backup.epic");
    office.bruno.done({"client", "add", "--set", "full_name=Avant"});
    {
        RunningProgram holding(office.bruno.arguments({"batch"}));
        holding.write("[\"client\",\"list\"]\n");
        REQUIRE(Json::parse(holding.read_line()).at("exit") == 0);
        holding.write("[\"backup\",\"" + backup.string() + "\"]\n");
        const Json answer = Json::parse(holding.read_line());
        REQUIRE(answer.at("exit") == 0);
        CHECK(answer.at("result").at("pages").get<int>() > 10);
        holding.write("[\"client\",\"add\",\"--set\",\"full_name=Après\"]\n");
        REQUIRE(Json::parse(holding.read_line()).at("exit") == 0);
        const Outcome in_use = office.alice.call({"restore", backup, "--to", office.alice.file});
        CHECK(in_use.exit == 8);
        holding.close_input();
        CHECK(holding.wait() == 0);
    }
    CHECK(office.alice.call({"backup", backup}).exit == 6);
    const Json restored = office.alice.done({"restore", backup, "--to", office.alice.file});
    Person old = office.alice;
    old.file = restored.at("kept").get<std::string>();
    CHECK(office.alice.done({"client", "list"}).at("total") == 1);
    CHECK(old.done({"client", "list"}).at("total") == 2);
    // Everyone opens the restored file with the password they had.
    CHECK(office.denis.done({"client", "list"}).at("total") == 1);
    CHECK(office.alice.done({"verify"}).at("ok") == true);

    flip_page(backup, 5);
    const std::string before = read_file(office.alice.file);
    const Outcome damaged = office.alice.call({"restore", backup, "--to", office.alice.file});
    CHECK(damaged.exit == 7);
    CHECK(damaged.code() == "damaged");
    CHECK(read_file(office.alice.file) == before);
}

TEST_CASE("a backup with another password opens with that password alone") {
    const Office office;
    const auto backup = office.path("backup.epic");
    const auto secret = office.write("secret", "pour le coffre\n");
    office.alice.done({"backup", backup, "--new-password-file", secret});
    Person other = office.alice;
    other.file = backup;
    CHECK(other.call({"client", "list"}).exit == 3);
    other.password_file = secret;
    CHECK(other.call({"client", "list"}).exit == 0);
    Person bruno = office.bruno;
    bruno.file = backup;
    CHECK(bruno.call({"client", "list"}).exit == 3);
}

TEST_CASE("what is on sound pages of a damaged file is salvaged, also with a kept header") {
    const Office office;
    const Office::Work work = office.sold(true);
    const auto header = office.path("header");
    office.alice.done({"backup", "--header", header});
    CHECK(office.alice.call({"backup"}).exit == 2);
    std::string bytes = read_file(office.alice.file);
    bytes.replace(0, header_bytes, std::string(header_bytes, '\0'));
    write_file(office.alice.file, bytes);
    flip_page(office.alice.file, 20);
    CHECK(office.alice.call({"client", "list"}).exit == 7);
    CHECK(office.alice.call({"salvage", office.alice.file, "--to", office.path("new.epic")}).exit == 7);
    const Json salvaged =
        office.alice.done({"salvage", office.alice.file, "--to", office.path("new.epic"), "--header", header});
    CHECK(salvaged.at("damaged_pages") == 1);
    CHECK(salvaged.at("complete") == false);
    CHECK(salvaged.at("tables").size() > 5);
    Person saved = office.bruno;
    saved.file = office.path("new.epic");
    CHECK(saved.done({"client", "show", work.client}).at("id") == work.client);
    CHECK(saved.done({"contract", "show", work.contract}).at("id") == work.contract);
    CHECK(saved.done({"verify"}).at("ok") == true);
    CHECK(office.alice.call({"salvage", office.alice.file, "--to", saved.file, "--header", header}).exit == 6);
}

TEST_CASE("an older copy put in the file's place is told, once, and by verify") {
    const Office office;
    const std::string older = read_file(office.alice.file);
    office.bruno.done({"client", "add", "--set", "full_name=Récent"});
    CHECK(office.bruno.call({"client", "list"}).err.empty());
    write_file(office.alice.file, older);
    const Outcome verified = office.alice.call({"verify"});
    CHECK(verified.exit == 7);
    CHECK(has_code(verified.json().at("invariants"), "went_back"));
    const Outcome listed = office.alice.call({"client", "list"});
    CHECK(listed.exit == 0);
    CHECK(Json::parse(listed.err).contains("warning"));
    CHECK(office.alice.call({"client", "list"}).err.empty());
}

} // namespace epic::test
