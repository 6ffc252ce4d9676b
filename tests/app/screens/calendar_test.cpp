#include <catch2/catch_test_macros.hpp>

#include "app/state/present.hpp"
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
        laptop.click("nav.calendar");
    }
    Date day_in(std::int64_t hours) const {
        const Instant then{state.now.unix_ms + hours * 3'600'000};
        return app::today_in(then, state.zone, intl::system_environment().zones);
    }
    void go(Date day) {
        laptop.app().send(app::intent::CalendarGo{day});
        laptop.settle();
    }
    const app::CalendarItem* item(const Id& event) const {
        for (const app::CalendarItem& shown : state.calendar.items) {
            if (shown.id == event) return &shown;
        }
        return nullptr;
    }
    // The middle of an event in the timeline, and of the row of a person at the same x.
    ImVec2 middle_of(const Id& event) {
        const ImVec4 at = laptop.ui().get("calendar.event." + event.text()).bounds;
        return {(at.x + at.z) / 2, (at.y + at.w) / 2};
    }
    ImVec2 row_at(int row, float x) {
        const ImVec4 at = laptop.ui().get("calendar.cell." + std::to_string(row) + ".0").bounds;
        return {x, (at.y + at.w) / 2};
    }
};

} // namespace

TEST_CASE("the month begins on Monday, marks today and shows an event on each of its days") {
    Desk desk;
    desk.as(desk.office.gestion);
    desk.go(desk.day_in(26));
    const app::CalendarState& calendar = desk.state.calendar;
    REQUIRE(calendar.shown());
    CHECK(weekday_monday_first(calendar.first) == 0);
    CHECK(calendar.days % 7 == 0);
    CHECK(calendar.today == desk.day_in(0));
    const app::CalendarItem* exhibition = desk.item(desk.office.exhibition);
    REQUIRE(exhibition != nullptr);
    CHECK(exhibition->last_day - exhibition->first_day == 4);
    desk.go(desk.day_in(24));
    const app::CalendarItem* next = desk.item(desk.office.next);
    REQUIRE(next != nullptr);
    CHECK(next->double_booked);
    CHECK(desk.laptop.sees("Assembl"));
    CHECK(desk.laptop.sees("Mon"));
}

TEST_CASE("arrows move by day and by week, Page keys by month, and Enter opens what is there") {
    Desk desk;
    desk.as(desk.office.gestion);
    AppUnderTest& laptop = desk.laptop;
    const app::CalendarState& calendar = desk.state.calendar;
    const std::int64_t today = days_since_epoch(calendar.day);
    laptop.ui().key(ImGuiKey_RightArrow);
    laptop.settle();
    CHECK(days_since_epoch(calendar.day) == today + 1);
    laptop.ui().key(ImGuiKey_DownArrow);
    laptop.settle();
    CHECK(days_since_epoch(calendar.day) == today + 8);
    laptop.ui().key(ImGuiKey_PageDown);
    laptop.settle();
    CHECK(calendar.shown());
    CHECK(calendar.day > date_from_days(today + 27));
    laptop.ui().key(ImGuiKey_Home);
    laptop.settle();
    CHECK(days_since_epoch(calendar.day) == today);
    desk.go(desk.day_in(20 * 24));
    while (calendar.items_on(calendar.cursor_day()).empty()) {
        laptop.ui().key(ImGuiKey_RightArrow);
        laptop.settle();
    }
    laptop.ui().key(ImGuiKey_Enter);
    laptop.settle();
    REQUIRE(desk.state.page);
    CHECK(desk.state.page->id == desk.office.wedding);
}

TEST_CASE("a day of several events asks which one, by mouse and by keys") {
    Desk desk;
    desk.as(desk.office.gestion);
    desk.go(desk.day_in(48));
    const auto there = desk.state.calendar.items_on(desk.state.calendar.cursor_day());
    REQUIRE(there.size() > 1);
    desk.laptop.ui().key(ImGuiKey_Enter);
    desk.laptop.settle();
    REQUIRE(desk.laptop.ui().find("calendar.choice.1") != nullptr);
    desk.laptop.click("calendar.choice.1");
    REQUIRE(desk.state.page);
    CHECK(desk.state.page->id == desk.state.calendar.items[there[1]].id);
}

TEST_CASE("the week shows an event that crosses midnight on both days, and what overlaps beside each other") {
    Desk desk;
    desk.as(desk.office.gestion);
    desk.laptop.click("calendar.mode.1");
    desk.go(desk.day_in(26));
    int pieces = 0;
    bool beside = false;
    for (const app::WeekBlock& block : desk.state.calendar.blocks) {
        if (desk.state.calendar.items[block.item].id == desk.office.exhibition) ++pieces;
        beside = beside || block.columns > 1;
    }
    const int left = 7 - desk.state.calendar.cursor_day();
    CHECK(pieces == std::min(left, 5));
    CHECK(beside);
    desk.laptop.ui().key(ImGuiKey_DownArrow);
    desk.laptop.settle();
    CHECK(desk.state.calendar.at == 1);
    desk.laptop.ui().key(ImGuiKey_Enter);
    desk.laptop.settle();
    REQUIRE(desk.state.page);
}

TEST_CASE("gestion drags an event onto a person, and a double booking is asked about first") {
    Desk desk;
    desk.as(desk.office.gestion);
    AppUnderTest& laptop = desk.laptop;
    laptop.click("calendar.mode.2");
    desk.go(desk.day_in(48));
    REQUIRE(desk.state.calendar.rows.size() == 3);
    CHECK(desk.state.calendar.rows[1].name == "David Morel");
    const ImVec2 from = desk.middle_of(desk.office.nobody);
    laptop.ui().drag(from, desk.row_at(1, from.x));
    laptop.settle();
    CHECK(desk.item(desk.office.nobody)->support == desk.office.support_id);
    CHECK(laptop.sees("Support assigned."));

    // Elsa is at the exhibition.
    const ImVec2 again = desk.middle_of(desk.office.nobody);
    laptop.ui().drag(again, desk.row_at(2, again.x));
    laptop.settle();
    REQUIRE(laptop.sees("A second look"));
    laptop.click("warnings.back");
    CHECK_FALSE(desk.state.form);
    CHECK(desk.item(desk.office.nobody)->support == desk.office.support_id);
    laptop.ui().drag(again, desk.row_at(2, again.x));
    laptop.settle();
    laptop.click("warnings.save");
    CHECK(desk.item(desk.office.nobody)->support == desk.office.other_support_id);
    CHECK(desk.item(desk.office.nobody)->double_booked);
}

TEST_CASE("with the keyboard an event is taken by Space, carried by the arrows and laid down by Enter") {
    Desk desk;
    desk.as(desk.office.gestion);
    AppUnderTest& laptop = desk.laptop;
    laptop.click("calendar.mode.2");
    desk.go(desk.day_in(48));
    REQUIRE(desk.state.calendar.row == 0);
    laptop.ui().key(ImGuiKey_Space);
    laptop.settle();
    REQUIRE(laptop.app().view().calendar.carried == desk.office.nobody);
    laptop.ui().key(ImGuiKey_DownArrow);
    laptop.settle();
    laptop.ui().key(ImGuiKey_Enter);
    laptop.settle();
    CHECK(desk.item(desk.office.nobody)->support == desk.office.support_id);
}

TEST_CASE("who may not assign is told why, and nothing is written") {
    Desk desk;
    desk.as(desk.office.commercial);
    AppUnderTest& laptop = desk.laptop;
    laptop.click("calendar.mode.2");
    desk.go(desk.day_in(48));
    CHECK_FALSE(desk.state.calendar.assign_reason.empty());
    CHECK(laptop.sees(desk.state.calendar.assign_reason));
    const ImVec2 from = desk.middle_of(desk.office.nobody);
    laptop.ui().drag(from, desk.row_at(1, from.x));
    laptop.settle();
    CHECK_FALSE(desk.item(desk.office.nobody)->support);
    CHECK_FALSE(desk.state.page);
}

TEST_CASE("support sees their own events first, and all on demand") {
    Desk desk;
    desk.as(desk.office.support);
    desk.go(desk.day_in(48));
    CHECK(desk.state.calendar.mine);
    CHECK(desk.item(desk.office.nobody) == nullptr);
    desk.laptop.click("calendar.whose.0");
    CHECK(desk.item(desk.office.nobody) != nullptr);
}

TEST_CASE("an answer to a span that is no longer on screen is dropped, and a failure offers to read again") {
    Desk desk;
    desk.as(desk.office.gestion);
    AppUnderTest& laptop = desk.laptop;
    const std::uint64_t before = desk.state.calendar.ticket;
    laptop.ui().key(ImGuiKey_PageDown);
    laptop.settle();
    REQUIRE(desk.state.calendar.ticket != before);
    laptop.app().send(app::answer::CalendarRead{before, {}, {}, {}});
    laptop.settle();
    CHECK(desk.state.calendar.shown());
    laptop.app().send(
        app::answer::CalendarFailed{desk.state.calendar.ticket, Error{.code = ErrorCode::damaged, .message = {}}});
    laptop.settle();
    CHECK(laptop.sees("This page could not be read."));
    laptop.click("calendar.error.action");
    CHECK_FALSE(laptop.sees("This page could not be read."));
}

TEST_CASE("in a small window a day with more events than fit shows one and counts the others beside its number") {
    Desk desk;
    desk.as(desk.office.gestion);
    desk.laptop.resize(1024, 700, 1);
    desk.go(desk.day_in(48));
    const app::CalendarState& calendar = desk.state.calendar;
    const int day = calendar.cursor_day();
    REQUIRE(calendar.items_on(day).size() > 1);
    const Item& more = desk.laptop.ui().get("calendar.more." + std::to_string(day));
    const Item& cell = desk.laptop.ui().get("calendar.day." + iso_text(desk.day_in(48)));
    CHECK(more.bounds.w < cell.bounds.y + 32);
    bool shown = false;
    for (const Item& drawn : desk.laptop.ui().items()) {
        const bool here = drawn.bounds.x < cell.bounds.z && drawn.bounds.z > cell.bounds.x &&
                          drawn.bounds.y > cell.bounds.y && drawn.bounds.w < cell.bounds.w;
        shown = shown || (here && drawn.name.starts_with("calendar.event."));
    }
    CHECK(shown);
}

} // namespace epic::test
