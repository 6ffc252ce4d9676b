#include <catch2/catch_test_macros.hpp>

#include "tests/app/harness/app_under_test.hpp"
#include "tests/app/harness/sample_office.hpp"
#include "tests/support/places.hpp"

namespace epic::test {

TEST_CASE("a person creates a file on the start page and is signed in as management") {
    const TemporaryFolder folder;
    AppUnderTest laptop({.state_folder = folder / "state"});
    laptop.create_file(folder / "office.epic", "Alice Renard", "alice@agence.fr", "une phrase facile");
    REQUIRE(laptop.state().gate == app::Gate::open);
    CHECK(laptop.sees("Alice Renard"));
    CHECK(laptop.sees("Management"));
    laptop.click("nav.clients");
    CHECK(laptop.sees("No client yet"));
    CHECK(std::filesystem::exists(folder / "office.epic"));
}

TEST_CASE("a wrong password is told so, and the right one opens the file") {
    const TemporaryFolder folder;
    const SampleOffice office = make_sample_office(folder / "office.epic");
    AppUnderTest laptop({.state_folder = folder / "state"});
    laptop.open(folder / "office.epic");
    laptop.sign_in(office.gestion, "not the password");
    CHECK(laptop.state().gate == app::Gate::sign_in);
    REQUIRE(laptop.state().gate_form);
    CHECK_FALSE(laptop.state().gate_form->error.empty());
    CHECK(laptop.state().gate_form->text_of("password").empty());

    laptop.sign_in(office.gestion, office.password);
    REQUIRE(laptop.state().gate == app::Gate::open);
    CHECK(laptop.sees("Alice Renard"));
    laptop.click("nav.clients");
    CHECK(laptop.sees("Éléonore Lefèvre"));
}

TEST_CASE("a file that another window has open says so, and opens once that one is locked") {
    const TemporaryFolder folder;
    const SampleOffice office = make_sample_office(folder / "office.epic");
    AppUnderTest first({.state_folder = folder / "first"});
    first.open(folder / "office.epic");
    first.sign_in(office.gestion, office.password);
    REQUIRE(first.state().gate == app::Gate::open);

    AppUnderTest second({.state_folder = folder / "second"});
    second.open(folder / "office.epic");
    second.sign_in(office.commercial, office.password);
    CHECK(second.state().gate == app::Gate::sign_in);
    CHECK(second.sees("The file is in use"));
    // Not a wrong password: nobody has to wait for it.
    first.app().send(app::intent::Lock{});
    first.settle();
    second.sign_in(office.commercial, office.password);
    CHECK(second.state().gate == app::Gate::open);
}

TEST_CASE("locking forgets what was read and keeps the draft of a client being typed") {
    const TemporaryFolder folder;
    const SampleOffice office = make_sample_office(folder / "office.epic");
    AppUnderTest laptop({.state_folder = folder / "state"});
    laptop.open(folder / "office.epic");
    laptop.sign_in(office.commercial, office.password);
    laptop.click("nav.clients");
    laptop.click("list.client.new");
    laptop.fill("client.full_name", "Søren Benhaïm");
    laptop.ui().key(ImGuiMod_Ctrl | ImGuiKey_L);
    laptop.settle();
    CHECK(laptop.state().gate == app::Gate::sign_in);
    CHECK(laptop.state().lists[0].pages.empty());
    CHECK_FALSE(laptop.sees("Éléonore Lefèvre"));

    laptop.fill("sign_in.password", office.password);
    laptop.click("sign_in.submit");
    laptop.click("nav.clients");
    laptop.click("list.client.new");
    CHECK(laptop.sees("Søren Benhaïm"));
    CHECK(laptop.sees("Your draft is back."));
}

TEST_CASE("the language changes at once on every screen") {
    const TemporaryFolder folder;
    const SampleOffice office = make_sample_office(folder / "office.epic");
    AppUnderTest laptop({.state_folder = folder / "state"});
    laptop.open(folder / "office.epic");
    laptop.sign_in(office.gestion, office.password);
    laptop.click("nav.contracts");
    CHECK(laptop.sees("To sign"));
    laptop.click("nav.settings");
    laptop.click("language.1");
    CHECK(laptop.sees("Réglages"));
    laptop.click("nav.contracts");
    CHECK(laptop.sees("À signer"));
    CHECK_FALSE(laptop.sees("To sign"));
    laptop.click("nav.settings");
    laptop.click("language.0");
    laptop.click("nav.contracts");
    CHECK(laptop.sees("To sign"));
}

} // namespace epic::test
