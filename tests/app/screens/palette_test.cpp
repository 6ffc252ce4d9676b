// The palette behind Ctrl+K: records as one types, saved views, commands.
#include <catch2/catch_test_macros.hpp>

#include "tests/app/harness/app_under_test.hpp"
#include "tests/app/harness/sample_office.hpp"
#include "tests/support/places.hpp"

namespace epic::test {
namespace {

struct Desk {
    TemporaryFolder folder;
    SampleOffice office = make_sample_office(folder / "office.epic");
    AppUnderTest laptop{{.state_folder = folder / "state"}};

    explicit Desk(const std::string& who) {
        laptop.open(folder / "office.epic");
        laptop.sign_in(who, office.password);
    }
    void press(ImGuiKeyChord chord) {
        laptop.ui().key(chord);
        laptop.settle();
    }
    void ask(std::string_view text) {
        press(ImGuiMod_Ctrl | ImGuiKey_K);
        laptop.ui().type(text);
        laptop.settle();
    }
};

} // namespace

TEST_CASE("a record is found by the beginning of a name without its accents, and Enter opens it") {
    Desk desk(SampleOffice{}.support);
    desk.ask("eleo");
    REQUIRE(desk.laptop.state().palette);
    REQUIRE_FALSE(desk.laptop.state().palette->hits.empty());
    const SearchHit& hit = desk.laptop.state().palette->hits.front();
    CHECK(hit.title == "Éléonore Lefèvre");
    CHECK(hit.matches.front().ranges.size() == 1);
    desk.press(ImGuiKey_Enter);
    CHECK_FALSE(desk.laptop.state().palette);
    REQUIRE(desk.laptop.state().page);
    CHECK(desk.laptop.state().page->id == desk.office.lefevre);
}

TEST_CASE("what stands in the notes of an event is found, and shown where it was found") {
    Desk desk(SampleOffice{}.support);
    desk.ask("electrogene");
    REQUIRE(desk.laptop.state().palette->hits.size() == 1);
    CHECK(desk.laptop.sees("Mariage de Camille et Loïc"));
    CHECK(desk.laptop.sees("Notes:"));
    desk.laptop.click("palette.record.0");
    CHECK(desk.laptop.state().page->id == desk.office.wedding);
}

TEST_CASE("Enter before the answer has come opens what was asked for, not what stood there") {
    Desk desk(SampleOffice{}.support);
    desk.ask("anais");
    REQUIRE(desk.laptop.state().palette->hits.front().title == "Anaïs Noël");
    desk.laptop.ui().key(ImGuiMod_Ctrl | ImGuiKey_A);
    desk.laptop.ui().type("benoit");
    desk.laptop.ui().key(ImGuiKey_Enter); // the search has not been answered yet
    desk.laptop.settle();
    REQUIRE(desk.laptop.state().page);
    CHECK(desk.laptop.state().page->id == desk.office.chateau);
}

TEST_CASE("commands are found by their words, and arrows choose among them") {
    Desk desk(SampleOffice{}.commercial);
    desk.ask("go to");
    desk.press(ImGuiKey_DownArrow);
    desk.press(ImGuiKey_UpArrow);
    desk.press(ImGuiKey_Escape);
    CHECK_FALSE(desk.laptop.state().palette);
    desk.ask("new client");
    desk.press(ImGuiKey_Enter);
    REQUIRE(desk.laptop.state().form);
    CHECK(desk.laptop.state().form->kind == app::FormKind::client);
    desk.press(ImGuiKey_Escape);
    desk.ask("theme: dark");
    desk.press(ImGuiKey_Enter);
    CHECK(desk.laptop.state().preferences.theme == app::Theme::dark);
    desk.ask("language");
    desk.press(ImGuiKey_Enter);
    CHECK(desk.laptop.state().language == Language::french);
    desk.ask("verrouiller");
    desk.press(ImGuiKey_Enter);
    CHECK(desk.laptop.state().gate == app::Gate::sign_in);
}

TEST_CASE("a command that this person may not use stays there, greyed out with its reason") {
    Desk desk(SampleOffice{}.support);
    desk.ask("new client");
    CHECK(desk.laptop.ui().is_disabled("palette.new.client"));
    CHECK(desk.laptop.sees("does not create a client"));
    desk.press(ImGuiKey_Enter);
    CHECK_FALSE(desk.laptop.state().form);
}

TEST_CASE("the search field of the top bar opens the palette, and a click beside it closes it") {
    Desk desk(SampleOffice{}.support);
    desk.laptop.click("search");
    REQUIRE(desk.laptop.state().palette);
    desk.laptop.ui().click_at(20, 800);
    desk.laptop.settle();
    CHECK_FALSE(desk.laptop.state().palette);
}

TEST_CASE("what nobody is called says so") {
    Desk desk(SampleOffice{}.support);
    desk.ask("zzzzqqq");
    CHECK(desk.laptop.sees("Nothing is called that."));
}

} // namespace epic::test
