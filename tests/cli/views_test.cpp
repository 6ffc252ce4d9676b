// Lists under a name.
#include <catch2/catch_test_macros.hpp>

#include "tests/cli/office.hpp"

namespace epic::test {

TEST_CASE("a list is saved under a name, shown by it, and is its owner's alone") {
    const Office office;
    const auto [client, contract] = office.sold(false);
    office.bruno.done({"client", "add", "--set", "full_name=Zoé Petit"});
    const Json saved = office.bruno.done({"view", "save", "client", "Les B", "--where", "full_name ~ bouzin",
                                          "--filter", "mine", "--sort", "-full_name", "--column", "email"});
    CHECK(saved.at("view").at("name") == "Les B");
    CHECK(saved.at("view").at("filters") == Json{"mine"});
    CHECK(saved.at("view").at("sort") == "-full_name");
    CHECK(saved.at("view").at("columns") == Json{"email"});

    const Json shown = office.bruno.done({"client", "list", "--view", "Les B"});
    REQUIRE(shown.at("total") == 1);
    CHECK(shown.at("items")[0].at("id") == client);
    // What is asked beside it holds as well.
    CHECK(office.bruno.done({"client", "list", "--view", "Les B", "--text", "zoe"}).at("total") == 0);

    CHECK(office.bruno.done({"view", "list"}).at("total") == 1);
    CHECK(office.carla.done({"view", "list"}).at("total") == 0);
    CHECK(office.carla.call({"client", "list", "--view", "Les B"}).exit == 5);
    CHECK(office.bruno.call({"contract", "list", "--view", "Les B"}).exit == 5);

    CHECK(office.bruno.call({"view", "save", "invoice", "X"}).exit == 2);
    CHECK(office.bruno.call({"view", "save", "client", "X", "--filter", "not-signed"}).exit == 2);
    CHECK(office.bruno.call({"view", "delete", "client", "No such"}).exit == 5);
    CHECK(office.bruno.done({"view", "delete", "client", "Les B"}).at("deleted") == "Les B");
    CHECK(office.bruno.done({"view", "list"}).at("total") == 0);
}

} // namespace epic::test
