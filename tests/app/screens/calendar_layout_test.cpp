#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "app/state/calendar.hpp"
#include "app/state/month_fit.hpp"
#include "app/state/overview.hpp"
#include "app/state/present.hpp"
#include "storage/intl/intl.hpp"
#include "tests/support/random.hpp"

namespace epic::test {
namespace {

app::CalendarItem item(int from_minute, int to_minute) {
    app::CalendarItem made;
    made.first_minute = from_minute;
    made.end_minute = to_minute;
    made.first_day = from_minute >= 0 ? from_minute / app::minutes_per_day : (from_minute - 1439) / 1440;
    made.last_day = (to_minute - 1) >= 0 ? (to_minute - 1) / app::minutes_per_day : (to_minute - 1440) / 1440;
    return made;
}

} // namespace

TEST_CASE("what overlaps never stands on each other, in the month, the week and the timeline") {
    for_each_seed(50, [](Random& random) {
        std::vector<app::CalendarItem> items;
        CalendarPage page;
        page.people = {{Id{}, "Someone"}};
        for (int i = 0; i < 60; ++i) {
            const int from = static_cast<int>(random.between(-1440, 7 * 1440 - 1));
            items.push_back(item(from, from + static_cast<int>(random.between(1, 4000))));
            page.events.emplace_back();
        }
        std::erase_if(items, [](const app::CalendarItem& one) { return one.end_minute <= 0; });
        std::sort(items.begin(), items.end(), [](const app::CalendarItem& one, const app::CalendarItem& other) {
            return one.first_minute < other.first_minute;
        });
        const auto bars = app::month_bars(items, 1);
        for (std::size_t i = 0; i < bars.size(); ++i) {
            CHECK(bars[i].from <= bars[i].to);
            for (std::size_t j = i + 1; j < bars.size(); ++j) {
                const bool overlap = bars[i].from <= bars[j].to && bars[j].from <= bars[i].to;
                CHECK_FALSE((overlap && bars[i].lane == bars[j].lane));
            }
            // As high as there is room: each lane above is taken by one that came before.
            for (int lane = 0; lane < bars[i].lane; ++lane) {
                CHECK(std::any_of(
                    bars.begin(), bars.begin() + static_cast<std::ptrdiff_t>(i),
                    [&](const app::MonthBar& earlier) { return earlier.lane == lane && earlier.to >= bars[i].from; }));
            }
        }
        const auto blocks = app::week_blocks(items);
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            CHECK(blocks[i].column < blocks[i].columns);
            CHECK(blocks[i].from_minute < blocks[i].to_minute);
            CHECK(blocks[i].to_minute <= app::minutes_per_day);
            for (std::size_t j = i + 1; j < blocks.size(); ++j) {
                if (blocks[i].day != blocks[j].day) continue;
                const bool overlap =
                    blocks[i].from_minute < blocks[j].to_minute && blocks[j].from_minute < blocks[i].to_minute;
                if (!overlap) continue;
                CHECK(blocks[i].column != blocks[j].column);
                CHECK(blocks[i].columns == blocks[j].columns);
            }
        }
        const auto rows = app::timeline_rows(items, page, 7, "Nobody");
        REQUIRE(rows.size() == 2);
        for (const app::TimelineBlock& one : rows[0].blocks) {
            CHECK(one.lane < rows[0].lanes);
            for (const app::TimelineBlock& other : rows[0].blocks) {
                const bool overlap = one.from_minute < other.to_minute && other.from_minute < one.to_minute;
                CHECK_FALSE((&one != &other && overlap && one.lane == other.lane));
            }
        }
    });
}

TEST_CASE("a day of the month shows all that fits, and counts only what does not") {
    for_each_seed(100, [](Random& random) {
        constexpr int weeks = 3;
        std::vector<app::CalendarItem> items;
        const auto count = static_cast<int>(random.between(0, 90));
        for (int i = 0; i < count; ++i) {
            const int from = static_cast<int>(random.between(-1440, weeks * 7 * 1440 - 1));
            items.push_back(item(from, from + static_cast<int>(random.between(1, 5000))));
        }
        std::erase_if(items, [](const app::CalendarItem& one) { return one.end_minute <= 0; });
        std::ranges::sort(items, {}, &app::CalendarItem::first_minute);
        const auto bars = app::month_bars(items, weeks);
        const int lanes = static_cast<int>(random.between(0, 6));
        const bool aside = random.between(0, 1) == 1;
        const app::MonthFit fit = app::fit_month(bars, weeks, lanes, aside);
        REQUIRE(fit.hidden.size() == weeks * 7);
        for (int day = 0; day < weeks * 7; ++day) {
            int events = 0;
            for (const app::MonthBar& bar : bars)
                events += bar.week == day / 7 && bar.from <= day % 7 && day % 7 <= bar.to ? 1 : 0;
            std::vector<int> taken;
            for (const app::MonthPiece& piece : fit.pieces) {
                if (bars[piece.bar].week != day / 7 || piece.from > day % 7 || day % 7 > piece.to) continue;
                CHECK(piece.lane < lanes);
                taken.push_back(piece.lane);
            }
            std::ranges::sort(taken);
            CHECK(std::ranges::adjacent_find(taken) == taken.end());
            const int room = events <= lanes || aside ? lanes : std::max(lanes - 1, 0);
            CHECK(static_cast<int>(taken.size()) == std::min(events, room));
            CHECK(fit.hidden[static_cast<std::size_t>(day)] == events - static_cast<int>(taken.size()));
        }
        if (lanes < 6) return;
        // Where all fit they stand where they would without a limit.
        const app::MonthFit wide = app::fit_month(bars, weeks, 60, aside);
        REQUIRE(wide.pieces.size() == bars.size());
        for (std::size_t i = 0; i < bars.size(); ++i) CHECK(wide.pieces[i].lane == bars[i].lane);
    });
}

TEST_CASE("an event that has no room on its first day is shown on the next") {
    constexpr int hour = 60;
    const std::vector<app::CalendarItem> items{item(9 * hour, 17 * hour), item(14 * hour, 18 * hour),
                                               item(19 * hour, 26 * hour)};
    const auto bars = app::month_bars(items, 1);
    const app::MonthFit fit = app::fit_month(bars, 1, 2, true);
    CHECK(fit.hidden == std::vector<int>{1, 0, 0, 0, 0, 0, 0});
    REQUIRE(fit.pieces.size() == 3);
    CHECK(fit.pieces[2].bar == 2);
    CHECK(fit.pieces[2].from == 1);
    CHECK(fit.pieces[2].lane == 0);
}

TEST_CASE("an event that crosses midnight has a piece on each day, which say where it goes on") {
    const std::vector<app::CalendarItem> items{item(13 * 60, 26 * 60)};
    const auto blocks = app::week_blocks(items);
    REQUIRE(blocks.size() == 2);
    CHECK(blocks[0].goes_on);
    CHECK_FALSE(blocks[0].from_before);
    CHECK(blocks[0].to_minute == app::minutes_per_day);
    CHECK(blocks[1].from_before);
    CHECK(blocks[1].to_minute == 2 * 60);
    const auto bars = app::month_bars(items, 1);
    REQUIRE(bars.size() == 1);
    CHECK(bars[0].from == 0);
    CHECK(bars[0].to == 1);
}

TEST_CASE("someone who left support and still has an event has a row of their own") {
    std::vector<app::CalendarItem> items{item(60, 120)};
    items[0].support = Id::parse("01a20d7b-8673-7c01-8ba7-ee73ea71dea0");
    CalendarPage page;
    page.events.emplace_back().support_name = "Gone";
    const auto rows = app::timeline_rows(items, page, 7, "Nobody");
    REQUIRE(rows.size() == 2);
    CHECK(rows[1].name == "Gone");
    CHECK(rows[1].blocks.size() == 1);
}

TEST_CASE("a month is shown in whole weeks from Monday, whichever day it begins with") {
    for (int month = 0; month < 48; ++month) {
        app::CalendarState calendar;
        calendar.day = {2025 + month / 12, month % 12 + 1, 28};
        app::place_span(calendar);
        CHECK(weekday_monday_first(calendar.first) == 0);
        CHECK(calendar.days % 7 == 0);
        const std::int64_t first = days_since_epoch({calendar.day.year, calendar.day.month, 1});
        CHECK(days_since_epoch(calendar.first) <= first);
        CHECK(first - days_since_epoch(calendar.first) < 7);
        const std::int64_t last = first + days_in_month(calendar.day.year, calendar.day.month) - 1;
        CHECK(days_since_epoch(calendar.first) + calendar.days > last);
        CHECK(days_since_epoch(calendar.first) + calendar.days - last <= 7);
    }
}

TEST_CASE("countdowns and round amounts are written as each language does") {
    const auto said = [](std::int64_t minutes, std::int64_t days, bool running, Language language) {
        return app::countdown_text(0, minutes * 60'000, days, running, language);
    };
    CHECK(said(25, 0, false, Language::english) == "in 25 min");
    CHECK(said(190, 0, true, Language::english) == "ends in 3 h 10 min");
    CHECK(said(24 * 60 + 5, 1, false, Language::english) == "tomorrow");
    CHECK(said(5 * 24 * 60, 5, false, Language::english) == "in 5 days");
    CHECK(said(0, 0, true, Language::english) == "ends now");
    CHECK(app::round_amount(Money{1'250'049, euro}, Language::english) == "€12,500");
    CHECK(app::round_amount(Money{1'250'050, euro}, Language::english) == "€12,501");
    CHECK(app::round_amount(Money{-1'250'050, euro}, Language::english) == "−€12,501");
    CHECK(app::round_amount(Money{1'250'000, euro}, Language::french).find(",00") == std::string::npos);
}

TEST_CASE("what overlaps may be laid over what began well before it, and only then") {
    using Items = std::vector<app::CalendarItem>;
    const auto steps = [](const Items& items) {
        const auto blocks = app::week_blocks(items);
        return std::ranges::all_of(blocks, [](const app::WeekBlock& block) { return block.steps; });
    };
    CHECK(steps(Items{item(9 * 60, 17 * 60), item(14 * 60, 18 * 60)}));
    CHECK(steps(Items{item(9 * 60, 17 * 60), item(11 * 60, 18 * 60), item(13 * 60, 15 * 60)}));
    CHECK_FALSE(steps(Items{item(9 * 60, 17 * 60)}));
    CHECK_FALSE(steps(Items{item(9 * 60, 17 * 60), item(10 * 60, 18 * 60)})); // would hide the name below it
    // The third begins where the first stood, and would hide the second.
    CHECK_FALSE(steps(Items{item(9 * 60, 12 * 60), item(11 * 60, 18 * 60), item(13 * 60, 15 * 60)}));
}

TEST_CASE("the hours of an event are told to the minute, those of several days by the day of their end") {
    const TimeZones& zones = intl::system_environment().zones;
    const auto hours = [&](CivilTime from, CivilTime to, Language language) {
        const Instant starts = zones.to_instant(from, "Europe/Paris");
        const Instant ends = zones.to_instant(to, "Europe/Paris");
        return app::hours_text(starts, ends, "Europe/Paris", zones, language);
    };
    CHECK(hours({{2027, 6, 4}, 13, 0}, {{2027, 6, 5}, 2, 0}, Language::english) == "13:00 – 02:00");
    CHECK(hours({{2027, 6, 4}, 9, 5}, {{2027, 6, 4}, 18, 30}, Language::english) == "09:05 – 18:30");
    CHECK(hours({{2027, 6, 4}, 9, 0}, {{2027, 6, 7}, 18, 0}, Language::english) == "09:00 → 7 Jun");
}

} // namespace epic::test
