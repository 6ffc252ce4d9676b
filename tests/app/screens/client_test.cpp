#include <catch2/catch_test_macros.hpp>

#include "tests/app/harness/app_under_test.hpp"
#include "tests/app/harness/sample_office.hpp"
#include "tests/support/places.hpp"

namespace epic::test {

TEST_CASE("a commercial creates a client, and it is theirs") {
    const TemporaryFolder folder;
    const SampleOffice office = make_sample_office(folder / "office.epic");
    AppUnderTest laptop({.state_folder = folder / "state"});
    laptop.open(folder / "office.epic");
    laptop.sign_in(office.commercial, office.password);
    laptop.click("nav.clients");
    laptop.click("list.client.new");
    CHECK(laptop.ui().is_disabled("form.save"));
    laptop.fill("client.full_name", "François Müller");
    laptop.fill("client.email", "francois@exemple.fr");
    laptop.click("form.save");
    REQUIRE(laptop.state().page);
    REQUIRE(laptop.state().page->loaded);
    CHECK(laptop.state().page->title == "François Müller");
    CHECK(laptop.sees("Bruno Lemoine"));
    CHECK(laptop.sees("Client created."));
}

TEST_CASE("a wrong e-mail is told at its field and keeps saving disabled") {
    const TemporaryFolder folder;
    const SampleOffice office = make_sample_office(folder / "office.epic");
    AppUnderTest laptop({.state_folder = folder / "state"});
    laptop.open(folder / "office.epic");
    laptop.sign_in(office.commercial, office.password);
    laptop.click("nav.clients");
    laptop.click("list.client.new");
    laptop.fill("client.full_name", "François Müller");
    laptop.fill("client.email", "not an address");
    CHECK(laptop.sees("is not an e-mail address"));
    CHECK(laptop.ui().is_disabled("form.save"));
    CHECK(laptop.ui().tooltip_of("form.save").find("is not an e-mail address") != std::string::npos);
    laptop.fill("client.email", "francois@exemple.fr");
    CHECK_FALSE(laptop.ui().is_disabled("form.save"));
}

TEST_CASE("what a right is missing for is disabled and says why and who can") {
    const TemporaryFolder folder;
    const SampleOffice office = make_sample_office(folder / "office.epic");
    AppUnderTest laptop({.state_folder = folder / "state"});
    laptop.open(folder / "office.epic");
    laptop.sign_in(office.gestion, office.password);
    laptop.click("nav.clients");
    CHECK(laptop.ui().is_disabled("list.client.new"));
    CHECK(laptop.ui().tooltip_of("list.client.new").find("does not create a client") != std::string::npos);

    laptop.app().send(app::intent::Lock{});
    laptop.settle();
    laptop.sign_in(office.other_commercial, office.password);
    laptop.click("nav.clients");
    laptop.open_row("Éléonore Lefèvre");
    CHECK(laptop.ui().is_disabled("record.edit"));
    CHECK(laptop.ui().tooltip_of("record.edit").find("looked after by Bruno Lemoine") != std::string::npos);
}

TEST_CASE("filters and text change the rows, and clearing them brings all back") {
    const TemporaryFolder folder;
    const SampleOffice office = make_sample_office(folder / "office.epic");
    AppUnderTest laptop({.state_folder = folder / "state"});
    laptop.open(folder / "office.epic");
    laptop.sign_in(office.commercial, office.password);
    laptop.click("nav.clients");
    CHECK(laptop.sees("3 clients"));
    laptop.click("list.client.filter.mine");
    CHECK(laptop.sees("2 clients"));
    CHECK_FALSE(laptop.sees("Benoît Château"));
    laptop.ui().key(ImGuiMod_Ctrl | ImGuiKey_F);
    laptop.ui().type("eleo");
    laptop.settle();
    CHECK(laptop.sees("1 client"));
    CHECK(laptop.sees("Éléonore Lefèvre"));
    laptop.ui().type("zzz");
    laptop.settle();
    CHECK(laptop.sees("Nothing matches"));
    laptop.click("list.client.no_match.action");
    CHECK(laptop.sees("3 clients"));
}

} // namespace epic::test
