// Taking back, and doing again, across calls of the program: the journal remembers.
#include <catch2/catch_test_macros.hpp>

#include "tests/cli/office.hpp"

namespace epic::test {
namespace {

std::string company_of(const Office& office, const std::string& client) {
    const Json company = office.bruno.done({"client", "show", client}).at("company");
    return company.is_null() ? "" : company.get<std::string>();
}

} // namespace

TEST_CASE("undo takes back what one did last, redo does it again, and each is a change like any other") {
    const Office office;
    const std::string client = office.sold(false).client;
    office.bruno.done({"client", "edit", client, "--set", "company=Bouzin SA"});
    const Json undone = office.bruno.done({"undo"});
    CHECK(undone.at("operations") == 1);
    CHECK(undone.at("record").at("id") == client);
    CHECK_FALSE(undone.at("what").get<std::string>().empty());
    CHECK(company_of(office, client).empty());
    office.bruno.done({"redo"});
    CHECK(company_of(office, client) == "Bouzin SA");
    CHECK(office.bruno.done({"client", "history", client}).at("items").size() >= 4);

    // Who has done nothing has nothing to take back.
    CHECK(office.denis.call({"undo"}).exit == 5);
    CHECK(office.denis.call({"redo"}).exit == 5);
}

TEST_CASE("undo refuses with a reason when somebody else has changed the same field since") {
    const Office office;
    const std::string contract = office.sold(false).contract;
    office.bruno.done({"contract", "edit", contract, "--set", "total=1600 EUR"});
    office.alice.done({"contract", "edit", contract, "--set", "total=1700 EUR"});
    const Outcome refused = office.bruno.call({"undo"});
    CHECK(refused.exit == 4);
    CHECK(refused.error().at("message").get<std::string>().find("Alice Renard") != std::string::npos);
    CHECK(office.bruno.done({"contract", "show", contract}).at("total").at("minor") == 170'000);
}

TEST_CASE("undo of an import takes all of it back, by its id, and says so in one line") {
    const Office office;
    const std::string table =
        office.write("t.csv", "Nom complet;E-mail\nAnn Roe;ann@roe.example\nBo Roe;bo@roe.example\n");
    const std::string import = office.bruno.done({"import", "clients", table}).at("import_id");
    office.bruno.done({"client", "add", "--set", "full_name=Lou Bouzin"});
    CHECK(office.carla.call({"undo", "--import", import}).exit != 0);
    CHECK(office.bruno.call({"undo", "--import", "no id"}).exit == 5);
    CHECK(office.bruno.done({"undo", "--import", import}).at("operations") == 2);
    const Json left = office.bruno.done({"client", "list"});
    REQUIRE(left.at("total") == 1);
    CHECK(left.at("items")[0].at("full_name") == "Lou Bouzin");

    office.bruno.done({"import", "clients", table});
    const Person& bruno = office.bruno;
    const Outcome told = run_program(
        {"undo", "--file", bruno.file, "--as", bruno.email, "--password-file", bruno.password_file, "--lang", "en"}, {},
        bruno.settings());
    CHECK(told.exit == 0);
    CHECK(told.out == "Undone: import of 2 changes\n");
}

} // namespace epic::test
