#include <catch2/catch_test_macros.hpp>
#include <imgui.h>
// After imgui.h, which it needs.
#include <imgui_internal.h>

#include "tests/app/harness/app_under_test.hpp"
#include "tests/app/harness/busy_office.hpp"
#include "tests/support/places.hpp"

namespace epic::test {
namespace {

struct Desk {
    TemporaryFolder folder;
    BusyOffice office = make_busy_office(folder / "office.epic");
    AppUnderTest laptop;

    explicit Desk(const LaptopOptions& options = {}) : laptop(with_folder(options)) {
        laptop.open(folder / "office.epic");
    }
    LaptopOptions with_folder(LaptopOptions options) const {
        options.state_folder = folder / "state";
        return options;
    }
    const app::AppState& as(const std::string& person) {
        laptop.sign_in(person, office.password);
        return laptop.state();
    }
};

} // namespace

TEST_CASE("support lands on the event that runs, with place, contact and notes, and on the next one") {
    Desk desk;
    const app::AppState& state = desk.as(desk.office.support);
    REQUIRE(state.section == app::Section::today);
    REQUIRE(state.today.now_and_next.size() == 2);
    CHECK(state.today.now_and_next[0].id == desk.office.running);
    CHECK(state.today.now_and_next[0].running);
    CHECK(state.today.now_and_next[1].id == desk.office.next);
    AppUnderTest& laptop = desk.laptop;
    for (const char* text : {"Now", "Séminaire de rentrée", "Salle Mermoz", "Jacky Blangier", "06 98 76 54 32",
                             "Clés chez le gardien.", "80 attendees", "Double-booked", "Concert du soir"}) {
        INFO(text);
        CHECK(laptop.sees(text));
    }
    CHECK(state.today.now_and_next[0].countdown.starts_with("ends in "));
    laptop.click("today.event.0.phone");
    CHECK(std::string(ImGui::GetClipboardText()) == "06 98 76 54 32");
    laptop.click("today.event.0.email");
    CHECK(std::string(ImGui::GetClipboardText()) == "jacky@salle.example");
    laptop.click("today.coming.0");
    REQUIRE(state.page);
    CHECK(state.page->id == desk.office.clash);
    laptop.click("record.back");
    CHECK(laptop.sees("Séminaire de rentrée"));
    laptop.click("today.coming.all");
    CHECK(state.section == app::Section::events);
    CHECK(state.list(Entity::event).total == 3);
}

TEST_CASE("the figures end where the cards below them end, whatever the width of the window") {
    Desk desk;
    desk.as(desk.office.commercial);
    AppUnderTest& laptop = desk.laptop;
    for (const int percent : {100, 150, 200}) {
        for (int width = 1024; width < 1030; ++width) {
            INFO(width << " at " << percent << " %");
            laptop.resize(width * percent / 100, 7 * percent, static_cast<float>(percent) / 100.0F);
            laptop.settle();
            const float inside = ui::size::card_padding * static_cast<float>(percent) / 100.0F;
            CHECK(laptop.ui().get("today.figure.not_contacted").bounds.z ==
                  laptop.ui().get("today.to_be_paid.0").bounds.z + inside);
        }
    }
}

TEST_CASE("commercial lands on what is to sign and to be paid and whom to call, and every figure leads to its list") {
    Desk desk;
    const app::AppState& state = desk.as(desk.office.commercial);
    AppUnderTest& laptop = desk.laptop;
    REQUIRE(state.today.figures.size() == 3);
    CHECK(state.today.figures[0].value == "€800");
    CHECK(state.today.figures[1].value == "€7,500");
    CHECK(state.today.figures[2].value == "1");
    laptop.click("today.figure.to_sign");
    CHECK(state.section == app::Section::contracts);
    CHECK(state.list(Entity::contract).total == 1);
    laptop.click("nav.today");
    laptop.click("today.figure.to_be_paid");
    CHECK(state.list(Entity::contract).total == 1);
    CHECK(laptop.sees("Signed on: given"));
    laptop.click("list.contract.condition.0");
    CHECK(state.list(Entity::contract).total == 2);
    laptop.click("nav.today");
    laptop.click("today.figure.not_contacted");
    CHECK(state.section == app::Section::clients);
    CHECK(state.list(Entity::client).total == 1);
}

TEST_CASE("a client who was called leaves the list of those to call at once") {
    Desk desk;
    const app::AppState& state = desk.as(desk.office.commercial);
    REQUIRE(desk.laptop.sees("Lou Bouzin"));
    desk.laptop.click("today.contacted.0");
    CHECK_FALSE(desk.laptop.sees("Lou Bouzin"));
    CHECK(desk.laptop.sees("Nobody waits for a call"));
    CHECK(state.today.figures[2].value == "0");
}

TEST_CASE("gestion lands on events without support, money outstanding and the load of each support person") {
    Desk desk;
    const app::AppState& state = desk.as(desk.office.gestion);
    AppUnderTest& laptop = desk.laptop;
    REQUIRE(state.today.figures.size() == 3);
    CHECK(state.today.figures[0].value == "2"); // the cocktail and the wedding
    CHECK(state.today.figures[1].value == "€7,500");
    REQUIRE(state.today.load.size() == 2);
    CHECK(laptop.sees("Cocktail sans support"));
    CHECK(laptop.sees("David Morel"));
    laptop.click("today.figure.without_support");
    CHECK(state.section == app::Section::events);
    CHECK(state.list(Entity::event).total == 2);
    laptop.click("nav.today");
    laptop.click("today.load.1");
    CHECK(state.list(Entity::event).total == 1);
    CHECK(laptop.sees("Exposition"));
    CHECK(laptop.sees("Elsa Petit"));
    laptop.click("nav.today");
    laptop.click("today.without_support.0");
    REQUIRE(state.page);
    CHECK(state.page->id == desk.office.nobody);
}

TEST_CASE("Today is reached and used by keyboard alone") {
    Desk desk;
    const app::AppState& state = desk.as(desk.office.commercial);
    AppUnderTest& laptop = desk.laptop;
    laptop.ui().key(ImGuiMod_Ctrl | ImGuiKey_4);
    laptop.settle();
    CHECK(state.section == app::Section::contracts);
    laptop.ui().key(ImGuiMod_Ctrl | ImGuiKey_1);
    laptop.settle();
    CHECK(state.section == app::Section::today);
    // From the sidebar and the top bar on, Tab reaches the first figure, and Enter presses it.
    for (int i = 0; i < 40 && state.section == app::Section::today; ++i) {
        laptop.ui().key(ImGuiKey_Tab);
        const Item* figure = laptop.ui().find("today.figure.to_sign");
        REQUIRE(figure != nullptr);
        if (ImGui::GetCurrentContext()->NavId == figure->id) laptop.ui().key(ImGuiKey_Enter);
    }
    laptop.settle();
    CHECK(state.section == app::Section::contracts);
}

TEST_CASE("who has nothing today is led on") {
    const TemporaryFolder folder;
    const SampleOffice office = make_sample_office(folder / "office.epic");
    AppUnderTest laptop({.state_folder = folder / "state"});
    laptop.open(folder / "office.epic");
    laptop.sign_in(office.support, office.password);
    CHECK(laptop.sees("Nothing is assigned to you"));
    laptop.click("today.none.empty.action");
    CHECK(laptop.state().section == app::Section::events);
    CHECK(laptop.sees("Mariage de Camille et Loïc"));

    AppUnderTest fresh({.state_folder = folder / "fresh"});
    fresh.create_file(folder / "new.epic", "Alice Renard", "alice@agence.test", "une phrase facile");
    CHECK(fresh.sees("Every event has its support"));
    CHECK(fresh.sees("Nobody in support yet"));
    fresh.click("today.load.empty.action");
    CHECK(fresh.state().section == app::Section::collaborators);
}

TEST_CASE("Today that cannot be read says so and is read again on demand; an answer to an older question is dropped") {
    Desk desk;
    const app::AppState& state = desk.as(desk.office.gestion);
    AppUnderTest& laptop = desk.laptop;
    const std::uint64_t asked = state.today.ticket;
    laptop.app().send(app::answer::TodayFailed{asked, Error{.code = ErrorCode::damaged, .message = {}}});
    laptop.settle();
    CHECK(laptop.sees("This page could not be read."));
    laptop.click("today.error.action");
    CHECK_FALSE(laptop.sees("This page could not be read."));
    laptop.app().send(app::answer::TodayFailed{asked, Error{.code = ErrorCode::damaged, .message = {}}});
    laptop.app().send(app::answer::TodayRead{asked, {}});
    laptop.settle();
    CHECK_FALSE(laptop.sees("This page could not be read."));
    CHECK(laptop.sees("Cocktail sans support"));
}

TEST_CASE("with ten thousand records Today shows the first of each list and the figures of all") {
    const TemporaryFolder folder;
    const BusyOffice office = make_busy_office(folder / "office.epic");
    fill_office(folder / "office.epic", office, 10'000);
    AppUnderTest laptop({.state_folder = folder / "state", .language = Language::french});
    laptop.open(folder / "office.epic");
    laptop.sign_in(office.commercial, office.password);
    const app::AppState& state = laptop.state();
    CHECK(state.today.data->clients.size() == static_cast<std::size_t>(app::today_rows_max));
    CHECK(state.today.data->figures.not_contacted == 5'001);
    CHECK(laptop.ui().layout_faults().empty());
    laptop.click("nav.calendar");
    REQUIRE(state.calendar.shown());
    CHECK(state.calendar.items.size() > 1'000);
    // So many events cannot be told apart in a week: the first are shown, and that there are more.
    for (const char* mode : {"calendar.mode.1", "calendar.mode.2"}) {
        laptop.click(mode);
        REQUIRE(state.calendar.shown());
        CHECK(state.calendar.items.size() == 250);
        CHECK(state.calendar.data->page.more);
        CHECK(laptop.sees("Seuls les 250 premiers"));
    }
    laptop.click("calendar.mode.0");
    CHECK(state.calendar.items.size() > 1'000);
    laptop.click("nav.dashboard");
    CHECK(state.charts.events_by_week.highest > 300);
    laptop.click("dashboard.whose.1");
    CHECK(state.charts.data->mine);
    CHECK(state.charts.events_by_week.highest > 300);
}

} // namespace epic::test
