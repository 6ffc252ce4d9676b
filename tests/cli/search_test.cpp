// search and dashboard on the command line.
#include <catch2/catch_test_macros.hpp>

#include "tests/cli/office.hpp"

namespace epic::test {

TEST_CASE("search finds a client mistyped and without accents, and says where the word stands") {
    const Office office;
    office.bruno.done({"client", "add", "--set", "full_name=Éloïse Brûlé", "--set", "company=Brûlé & Fils"});
    const Json found = office.carla.done({"search", "brulée eloi"});
    REQUIRE(found.at("items").size() == 1);
    const Json hit = found.at("items").at(0);
    CHECK(hit.at("entity") == "client");
    CHECK(hit.at("title") == "Éloïse Brûlé");
    CHECK(hit.at("subtitle") == "Brûlé & Fils");
    CHECK(hit.at("mistyped") == true);
    CHECK(hit.at("own") == false);
    CHECK(hit.at("matches").at(0).at("field") == "full_name");
    CHECK(hit.at("matches").at(0).at("text") == "Éloïse Brûlé");
    CHECK(hit.at("matches").at(0).at("ranges") == Json::parse("[[0,6],[9,7]]"));
    CHECK(office.bruno.done({"search", "bru"}).at("items").at(0).at("own") == true);
    CHECK(office.bruno.done({"search", "b", "--limit", "1"}).at("items").size() == 1);
    CHECK(office.bruno.done({"search", "introuvable"}).at("items").empty());
    CHECK(office.bruno.call({"search"}).exit == 2);
    CHECK(office.bruno.call({"search", "a", "--limit", "-1"}).exit != 0);
}

TEST_CASE("dashboard tells signatures, payments, events and load in figures") {
    const Office office;
    const auto work = office.sold(true);
    office.bruno.done({"payment", "add", "--set", "contract=" + work.contract, "--set", "amount=500.00 EUR", "--set",
                       "received_on=2026-01-02", "--set", "method=virement"});
    const Json figures = office.alice.done({"dashboard"});
    REQUIRE(figures.at("to_be_paid").size() == 1);
    CHECK(figures.at("to_be_paid").at(0).at("remaining") == Json({{"minor", 1000'00}, {"currency", "EUR"}}));
    CHECK(figures.at("signed_by_month").at(0).at("contracts") == 1);
    CHECK(figures.at("to_sign").empty());
    CHECK(figures.at("events_by_week").size() == 12);
    CHECK(figures.at("load").at(0).at("support").at("name").is_string());
    CHECK(figures.at("not_contacted").at("clients") == 0);
    CHECK(office.carla.done({"dashboard", "--mine"}).at("to_be_paid").empty());
    Arguments plain = office.alice.arguments({"dashboard", "--lang", "fr"});
    std::erase(plain, "--json");
    CHECK(run_program(plain).out.find("Semaine du") != std::string::npos);
}

} // namespace epic::test
