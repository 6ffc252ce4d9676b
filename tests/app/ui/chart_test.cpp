#include "app/ui/chart.hpp"

#include <catch2/catch_test_macros.hpp>

#include "app/ui/layout.hpp"
#include "tests/app/support/driver.hpp"

namespace epic::ui {
namespace {

TEST_CASE("An axis has few, round values that reach the highest bar") {
    CHECK(axis_values(1, 4, true) == std::vector<double>{0, 1});
    CHECK(axis_values(7, 4, true) == std::vector<double>{0, 2, 4, 6, 8});
    CHECK(axis_values(18'300, 4, true) == std::vector<double>{0, 5'000, 10'000, 15'000, 20'000});
    for (double highest = 1; highest < 1e12; highest *= 1.7) {
        const auto values = axis_values(highest, 4, true);
        CAPTURE(highest);
        CHECK(values.size() <= 5);
        CHECK(values.back() >= highest);
        CHECK(values[values.size() - 2] < highest);
    }
}

TEST_CASE("A bar says its value when it is pointed at, and is pressed by mouse and by keys") {
    const std::vector<double> low{2, 1};
    const std::vector<double> high{8, 0};
    const std::vector<ChartBar> bars{{"Jan", "2027", "January\n3 events", low},
                                     {"Feb", "", "February\n8 events", high}};
    const std::vector<ChartPart> parts{{"Done", Role::chart_first}, {"Open", Role::chart_second}};
    const std::vector<ChartTick> ticks{{0, "0"}, {10, "10"}};
    int current = 0;
    int pressed = -1;
    test::Driver driver(800, 500, 1.0F, [&] {
        const Root root;
        const Card card("card");
        if (const int bar = bar_chart("chart", current, {.parts = parts, .bars = bars, .ticks = ticks}); bar >= 0) {
            pressed = bar;
        }
    });
    driver.frames(3);
    CHECK(driver.sees("Done"));
    CHECK(driver.sees("Feb"));
    CHECK_FALSE(driver.sees("8 events"));
    driver.move_to("chart.bar.1");
    driver.frames(2);
    CHECK(driver.sees("8 events"));
    driver.click("chart.bar.1");
    CHECK(pressed == 1);
    driver.move_to(5, 5);
    driver.key(ImGuiKey_Tab, 2);
    driver.key(ImGuiKey_RightArrow);
    CHECK(current == 1);
    driver.key(ImGuiKey_Home);
    CHECK(current == 0);
    driver.key(ImGuiKey_Enter);
    CHECK(pressed == 0);
    CHECK(driver.layout_faults().empty());
}

} // namespace
} // namespace epic::ui
