// Everything by keyboard: where it stands when a page opens, and that nothing typed is lost.
#include <catch2/catch_test_macros.hpp>

#include "tests/app/harness/app_under_test.hpp"
#include "tests/app/harness/first_steps.hpp"
#include "tests/app/harness/sample_office.hpp"
#include "tests/support/places.hpp"

namespace epic::test {
namespace {

void press(ImGuiKey key) {
    ImGui::GetIO().AddKeyEvent(key, true);
    ImGui::GetIO().AddKeyEvent(key, false);
}

void type(std::string_view text) {
    ImGui::GetIO().AddInputCharactersUTF8(std::string(text).c_str());
}

} // namespace

TEST_CASE("the start page's main button has the keyboard from the first frame") {
    const TemporaryFolder folder;
    AppUnderTest laptop({.state_folder = folder / "state"});
    laptop.ui().key(ImGuiKey_Enter);
    laptop.settle();
    REQUIRE(laptop.state().gate == app::Gate::create_file);
    laptop.click("gate.back");
    REQUIRE(laptop.state().gate == app::Gate::start);
    laptop.ui().key(ImGuiKey_Enter);
    laptop.settle();
    CHECK(laptop.state().gate == app::Gate::create_file);
}

TEST_CASE("where a file was opened before, Enter on the start page opens it") {
    const TemporaryFolder folder;
    const SampleOffice office = make_sample_office(folder / "office.epic");
    {
        AppUnderTest laptop({.state_folder = folder / "state"});
        laptop.open(folder / "office.epic");
        laptop.sign_in(office.gestion, office.password);
        REQUIRE(laptop.state().gate == app::Gate::open);
    }
    AppUnderTest laptop({.state_folder = folder / "state"});
    REQUIRE(laptop.state().recents.size() == 1);
    laptop.ui().key(ImGuiKey_Enter);
    laptop.settle();
    CHECK(laptop.state().gate == app::Gate::sign_in);
}

TEST_CASE("the demonstration is reached and entered with Enter and Tab") {
    const TemporaryFolder folder;
    AppUnderTest laptop({.state_folder = folder / "state"});
    laptop.ui().key(ImGuiKey_Tab, 3);
    laptop.ui().key(ImGuiKey_Enter);
    laptop.settle();
    REQUIRE(laptop.state().demonstration.people.size() == 7);
    laptop.ui().key(ImGuiKey_Enter);
    laptop.settle();
    CHECK(laptop.state().gate == app::Gate::open);
}

TEST_CASE("Space ticks the recovery key's box and Enter never does; once it is ticked Enter goes on") {
    const TemporaryFolder folder;
    AppUnderTest laptop({.state_folder = folder / "state"});
    laptop.click("start.create");
    for (const auto& [field, text] : {std::pair<std::string, std::string>{"create.full_name", "Alice Renard"},
                                      {"create.email", "alice@agence.fr"},
                                      {"create.password", "une phrase facile"},
                                      {"create.repeat_password", "une phrase facile"},
                                      {"create.path", (folder / "office.epic").string()}})
        laptop.fill(field, text);
    laptop.click("create.submit");
    REQUIRE(laptop.state().recovery_key);
    laptop.ui().key(ImGuiKey_Enter, 3);
    laptop.settle();
    REQUIRE(laptop.state().recovery_key);
    CHECK_FALSE(laptop.state().recovery_key->kept);
    CHECK(laptop.state().recovery_key->done.empty()); // nothing was printed either
    laptop.ui().key(ImGuiKey_Space);
    laptop.settle();
    REQUIRE(laptop.state().recovery_key);
    CHECK(laptop.state().recovery_key->kept);
    laptop.ui().key(ImGuiKey_Enter);
    laptop.settle();
    CHECK_FALSE(laptop.state().recovery_key);
    CHECK(laptop.state().gate == app::Gate::open);
}

TEST_CASE("what is typed behind a Tab in the same frame stands in the next field, whole") {
    const TemporaryFolder folder;
    AppUnderTest laptop({.state_folder = folder / "state"});
    const SampleOffice office = make_sample_office(folder / "office.epic");
    laptop.open(folder / "office.epic");
    // All of it is there before the next frame, as when a frame takes long.
    laptop.ui();
    type(office.commercial);
    press(ImGuiKey_Tab);
    type(office.password);
    laptop.settle();
    CHECK(laptop.state().gate_form->text_of("email") == office.commercial);
    CHECK(laptop.state().gate_form->text_of("password") == office.password);
    press(ImGuiKey_Enter);
    laptop.settle();
    CHECK(laptop.state().gate == app::Gate::open);
}

TEST_CASE("who types at once behind Ctrl+N fills the form that opens") {
    const TemporaryFolder folder;
    AppUnderTest laptop({.state_folder = folder / "state"});
    const SampleOffice office = make_sample_office(folder / "office.epic");
    laptop.open(folder / "office.epic");
    laptop.sign_in(office.commercial, office.password);
    laptop.ui().key(ImGuiMod_Ctrl | ImGuiKey_3);
    laptop.settle();
    ImGuiIO& io = ImGui::GetIO();
    io.AddKeyEvent(ImGuiMod_Ctrl, true);
    press(ImGuiKey_N);
    io.AddKeyEvent(ImGuiMod_Ctrl, false);
    type("Nouvelle Cliente");
    laptop.settle();
    REQUIRE(laptop.state().form);
    CHECK(laptop.state().form->text_of("full_name") == "Nouvelle Cliente");
}

TEST_CASE("who types on a list that is closed opens it and searches, or goes to what begins so") {
    const TemporaryFolder folder;
    AppUnderTest laptop({.state_folder = folder / "state"});
    const SampleOffice office = make_sample_office(folder / "office.epic");
    laptop.open(folder / "office.epic");
    laptop.sign_in(office.gestion, office.password);
    laptop.ui().key(ImGuiMod_Ctrl | ImGuiKey_6);
    laptop.ui().key(ImGuiMod_Ctrl | ImGuiKey_N);
    laptop.settle();
    REQUIRE(laptop.state().form);
    laptop.ui().key(ImGuiKey_Tab, 3);
    laptop.ui().type("su");
    laptop.settle();
    laptop.ui().key(ImGuiKey_Enter);
    laptop.settle();
    CHECK(laptop.state().form->text_of("department") == "support");
}

TEST_CASE("a company's first steps need no mouse: file, key, colleague, client, contract, event") {
    const TemporaryFolder folder;
    {
        AppUnderTest laptop({.state_folder = folder / "state"});
        take_first_steps(keyboard_of(laptop), folder / "company.epic");
        INFO(laptop.ui().text_on_screen());
        REQUIRE(laptop.state().page);
        CHECK(laptop.state().page->title == "Kevin's first evening");
    }
    check_first_steps(folder / "company.epic");
}

} // namespace epic::test
