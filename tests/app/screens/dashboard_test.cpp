#include <catch2/catch_test_macros.hpp>

#include "tests/app/harness/app_under_test.hpp"
#include "tests/app/harness/busy_office.hpp"
#include "tests/support/places.hpp"

namespace epic::test {
namespace {

struct Desk {
    TemporaryFolder folder;
    BusyOffice office = make_busy_office(folder / "office.epic");
    AppUnderTest laptop{{.state_folder = folder / "state"}};
    const app::AppState& state = laptop.state();

    void as(const std::string& person) {
        laptop.open(folder / "office.epic");
        laptop.sign_in(person, office.password);
        laptop.click("nav.dashboard");
    }
};

double total_of(const app::Chart& chart) {
    double total = 0;
    for (const app::ChartLine& bar : chart.bars) {
        for (const double part : bar.parts) total += part;
    }
    return total;
}

} // namespace

TEST_CASE("each chart answers its question, and a bar leads to the records it counts") {
    Desk desk;
    desk.as(desk.office.gestion);
    AppUnderTest& laptop = desk.laptop;
    CHECK(laptop.sees("How much was signed, and how much is still owed?"));
    const app::ChartsState& charts = desk.state.charts;
    REQUIRE(charts.signed_by_month.bars.size() == 12);
    CHECK(charts.signed_by_month.bars.back().parts == std::vector<double>{500'000, 750'000});
    REQUIRE(charts.events_by_week.bars.size() == 12);
    CHECK(total_of(charts.events_by_week) == 6);
    laptop.click("dashboard.signed.bar.11");
    CHECK(desk.state.section == app::Section::contracts);
    CHECK(desk.state.list(Entity::contract).total == 1);
    laptop.click("nav.dashboard");
    // What each week counts is what its list shows.
    for (std::size_t week = 0; week < 4; ++week) {
        const auto& parts = charts.events_by_week.bars[week].parts;
        laptop.click("dashboard.events.bar." + std::to_string(week));
        CHECK(static_cast<double>(desk.state.list(Entity::event).total) == parts[0] + parts[1]);
        laptop.click("nav.dashboard");
    }
    laptop.click("dashboard.load.1");
    CHECK(desk.state.list(Entity::event).total == 1);
}

TEST_CASE("a chart is one stop of Tab, its bars are chosen by arrows and pressed by Enter") {
    Desk desk;
    desk.as(desk.office.gestion);
    AppUnderTest& laptop = desk.laptop;
    const auto shown = [&] { return laptop.app().view().chart_bars.at("signed"); };
    for (int i = 0; i < 40 && shown() == 0; ++i) {
        laptop.ui().key(ImGuiKey_Tab);
        laptop.ui().key(ImGuiKey_End);
    }
    REQUIRE(shown() == 11);
    CHECK(laptop.sees("€12,500.00 signed"));
    laptop.ui().key(ImGuiKey_LeftArrow);
    CHECK(shown() == 10);
    CHECK(laptop.sees("€0.00 signed"));
    laptop.ui().key(ImGuiKey_RightArrow);
    laptop.ui().key(ImGuiKey_Enter);
    laptop.settle();
    CHECK(desk.state.section == app::Section::contracts);
    CHECK(desk.state.list(Entity::contract).total == 1);
}

TEST_CASE("a commercial sees everyone's figures or those of their own clients") {
    Desk desk;
    desk.as(desk.office.other_commercial);
    CHECK(total_of(desk.state.charts.signed_by_month) == 1'250'000);
    desk.laptop.click("dashboard.whose.1");
    CHECK(total_of(desk.state.charts.signed_by_month) == 0);
    CHECK(total_of(desk.state.charts.events_by_week) == 0);
    CHECK(desk.laptop.sees("Nothing was signed in a year"));
    CHECK(desk.laptop.sees("No event is coming"));
    desk.laptop.click("dashboard.signed.empty.action");
    CHECK(desk.state.section == app::Section::contracts);
}

TEST_CASE("the dashboard follows what is written, and says so when it cannot be read") {
    Desk desk;
    desk.as(desk.office.gestion);
    AppUnderTest& laptop = desk.laptop;
    laptop.app().send(app::intent::AssignEvent{desk.office.nobody, desk.office.support_id}); // not on screen: nothing
    laptop.settle();
    const auto without = [&] {
        double total = 0;
        for (const app::ChartLine& bar : desk.state.charts.events_by_week.bars) total += bar.parts[1];
        return total;
    };
    CHECK(without() == 2);
    laptop.app().send(app::intent::OpenRecord{Entity::event, desk.office.nobody});
    laptop.settle();
    laptop.click("record.assign");
    laptop.choose("assign.support", "David Morel");
    laptop.click("form.save");
    laptop.click("record.back");
    CHECK(without() == 1);
    laptop.app().send(
        app::answer::ChartsFailed{desk.state.charts.ticket, Error{.code = ErrorCode::damaged, .message = {}}});
    laptop.settle();
    CHECK(laptop.sees("This page could not be read."));
    laptop.click("dashboard.error.action");
    CHECK_FALSE(laptop.sees("This page could not be read."));
}

} // namespace epic::test
