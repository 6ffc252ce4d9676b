#include "app/ui/table.hpp"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <numeric>
#include <string>

#include "app/ui/layout.hpp"
#include "app/ui/table_parts.hpp"
#include "tests/app/support/driver.hpp"

namespace epic::test {
namespace {

using namespace epic::ui;

constexpr std::array columns{
    Column{.id = "number", .title = "Numéro", .width = 2, .width_min = 120},
    Column{.id = "city", .title = "Ville", .width = 1, .width_min = 100, .optional = true},
    Column{.id = "amount", .title = "Montant", .width = 130, .fixed = true, .align = Align::right},
};

struct Fixture {
    TableState state;
    std::int64_t rows = 1'000'000;
    bool multi_select = false;
    bool loading = false;
    bool ends_early = false;
    float height = 0; // of the table, as it came out
    TableResult result;
    std::int64_t opened = -1;
    int asked = 0;
    Driver driver;

    Fixture() : driver(1024, 700, 1, [this] { draw(); }) {}

    void draw() {
        const Root root;
        const Pane pane("page", {.kind = PaneKind::page});
        asked = 0;
        result = table("rows", state,
                       {.columns = columns,
                        .row_count = rows,
                        .ends_early = ends_early,
                        .multi_select = multi_select,
                        .loading = loading},
                       [this](TableRow& row) {
                           ++asked;
                           row.name("Ligne " + std::to_string(row.index()));
                           row.muted("Toulouse");
                           row.amount("1 234,50 €");
                       });
        height = ImGui::GetItemRectSize().y;
        if (result.opened) opened = *result.opened;
    }
};

TEST_CASE("A column goes to the gap nearest to the pointer, never before those that stay") {
    constexpr std::array<float, 4> left{0, 100, 200, 200}; // the third is not shown
    constexpr std::array<float, 4> right{100, 200, 200, 300};
    const detail::HeaderEdges edges{left, right};
    const auto to = [&](std::size_t from, float x) {
        const auto move = detail::move_to(edges, from, 1, x);
        return move ? static_cast<int>(move->to) : -1;
    };
    CHECK(to(1, 290) == 3);
    CHECK(to(3, 110) == 1);
    CHECK(to(3, 0) == 1); // the first stays the first
    CHECK(to(1, 120) == -1);
    CHECK(to(3, 310) == -1);
    CHECK(detail::move_by(edges, 1, 1, 1)->to == 3); // over the one that is not shown
    CHECK(detail::move_by(edges, 3, 1, -1)->to == 1);
    CHECK_FALSE(detail::move_by(edges, 1, 1, -1));
    CHECK_FALSE(detail::move_by(edges, 3, 1, 1));
}

TEST_CASE("A table with few rows ends with the last of them, one with many at the end of the page") {
    Fixture f;
    f.driver.frames();
    const float whole = f.height;
    f.ends_early = true;
    f.driver.frames();
    CHECK(f.height == whole);
    f.rows = 3;
    f.driver.frames();
    CHECK(f.height == 1 + size::table_header_height + 3 * size::row_height + 1);
    CHECK(f.driver.get("rows.row.2").visible());
    f.driver.click("rows.row.0");
    f.driver.key(ImGuiKey_End);
    CHECK(f.state.current == 2);
    CHECK(f.state.scroll_px == 0);
    f.loading = true;
    f.driver.frames();
    CHECK(f.height == whole);
}

TEST_CASE("A million rows scroll to the very last, and every row stands where it should") {
    Fixture f;
    CHECK(f.asked < 20);
    f.driver.click("rows.row.0");
    f.driver.key(ImGuiKey_End);
    CHECK(f.state.current == 999'999);
    CHECK(f.driver.sees("Ligne 999999"));
    CHECK(f.asked < 20);
    const Item& last = f.driver.get("rows.row.999999");
    const Item& before = f.driver.get("rows.row.999998");
    CHECK(last.bounds.y - before.bounds.y == size::row_height);
    CHECK(last.clip.w - last.clip.y == size::row_height);
    f.driver.key(ImGuiKey_UpArrow);
    CHECK(f.state.current == 999'998);
    f.driver.key(ImGuiKey_Home);
    CHECK(f.driver.sees("Ligne 0"));
    f.driver.key(ImGuiKey_PageDown);
    CHECK(f.state.current > 5);
    CHECK(f.driver.get("rows.row." + std::to_string(f.state.current)).visible());
    f.driver.key(ImGuiKey_PageUp);
    CHECK(f.state.current == 0);
}

TEST_CASE("The scroll bar is dragged to the end and back, and the wheel moves three rows") {
    Fixture f;
    const Item bar = f.driver.get("rows.scroll");
    const float x = (bar.bounds.x + bar.bounds.z) / 2;
    f.driver.drag({x, bar.bounds.y + 10}, {x, bar.bounds.w + 50});
    CHECK(f.driver.sees("Ligne 999999"));
    f.driver.drag({x, bar.bounds.w - 10}, {x, bar.bounds.y - 50});
    CHECK(f.driver.sees("Ligne 0"));
    CHECK(f.state.scroll_px == 0);
    f.driver.wheel("rows.row.2", -1);
    CHECK(f.state.scroll_px == 3 * static_cast<std::int64_t>(size::row_height));
    f.driver.wheel("rows.row.5", 5);
    CHECK(f.state.scroll_px == 0);
}

TEST_CASE("A row is opened by a click, and by Enter after the arrows") {
    Fixture f;
    f.driver.click("rows.row.3");
    CHECK(f.opened == 3);
    f.driver.key(ImGuiKey_DownArrow, 2);
    f.driver.key(ImGuiKey_Enter);
    CHECK(f.opened == 5);
    // By what it shows, too.
    f.driver.click("Ligne 1");
    CHECK(f.opened == 1);
}

TEST_CASE("Tab brings the keyboard to the rows, and beyond them") {
    Fixture f;
    for (int i = 0; i < 4; ++i) f.driver.key(ImGuiKey_Tab);
    CHECK(f.state.current == 0);
    f.driver.key(ImGuiKey_DownArrow);
    CHECK(f.state.current == 1);
    f.driver.key(ImGuiKey_Tab);
    f.driver.key(ImGuiKey_DownArrow);
    CHECK(f.state.current == 1);
}

TEST_CASE("A header sorts, then turns the order round, and the list begins anew") {
    Fixture f;
    f.state.scroll_px = 44'000;
    f.driver.frames(2);
    f.driver.click("rows.sort.amount");
    CHECK(f.state.sort_column == 2);
    CHECK_FALSE(f.state.sort_descending);
    CHECK(f.state.scroll_px == 0);
    f.driver.click("rows.sort.amount");
    CHECK(f.state.sort_descending);
    f.driver.click("rows.sort.number");
    CHECK(f.state.sort_column == 0);
    CHECK_FALSE(f.state.sort_descending);
}

TEST_CASE("Many rows are selected by their boxes and by Space, without being opened") {
    Fixture f;
    f.multi_select = true;
    f.driver.frames(2);
    f.driver.click("rows.row.1.select");
    f.driver.click("rows.row.4.select");
    CHECK(f.state.selected == std::set<std::int64_t>{1, 4});
    f.driver.click("rows.row.2");
    CHECK(f.opened == -1);
    f.driver.key(ImGuiKey_Space);
    CHECK(f.state.selected == std::set<std::int64_t>{1, 2, 4});
    f.driver.click("rows.row.1.select");
    CHECK(f.state.selected == std::set<std::int64_t>{2, 4});
    f.driver.double_click("rows.row.6");
    CHECK(f.opened == 6);
}

TEST_CASE("Shift selects up to a row, Ctrl one more, Ctrl+A asks for all, and Esc for none") {
    Fixture f;
    f.multi_select = true;
    f.driver.frames(2);
    f.driver.click("rows.row.1.select");
    f.driver.key(ImGuiMod_Shift | ImGuiKey_DownArrow);
    f.driver.key(ImGuiMod_Shift | ImGuiKey_DownArrow);
    CHECK(f.opened == -1);
    CHECK(f.state.selected.contains(3));
    CHECK(f.state.anchor == 1);
    f.driver.key(ImGuiKey_Escape);
    CHECK(f.state.selected.empty());
}

TEST_CASE("A table that shrinks below where it was scrolled to shows its last rows") {
    Fixture f;
    f.state.scroll_px = 44LL * 900'000;
    f.driver.frames(2);
    CHECK(f.driver.sees("Ligne 900000"));
    f.rows = 3;
    f.driver.frames(2);
    CHECK(f.driver.sees("Ligne 2"));
    CHECK(f.state.scroll_px == 0);
    f.rows = 0;
    f.driver.frames(2);
    CHECK_FALSE(f.driver.sees("Ligne"));
}

TEST_CASE("While rows are loading nothing is asked for and the header stays") {
    Fixture f;
    f.loading = true;
    f.driver.frames(2);
    CHECK(f.asked == 0);
    CHECK(f.driver.sees("Numéro"));
    CHECK_FALSE(f.driver.sees("Ligne"));
}

TEST_CASE("Amounts end at the same place, whatever their digits") {
    Fixture f;
    float right = 0;
    int seen = 0;
    for (const TextRun& run : f.driver.texts()) {
        if (run.text.find("€") == std::string::npos) continue;
        if (seen++ == 0) right = run.right;
        CHECK(run.right == right);
    }
    CHECK(seen > 5);
}

TEST_CASE("A name that is too long goes on in front of what stands below it") {
    constexpr std::array one{Column{.id = "title", .title = "Événement", .width = 1}};
    TableState state;
    Driver driver(320, 400, 1, [&] {
        const Root root;
        const Pane pane("page", {.kind = PaneKind::page});
        table("rows", state, {.columns = one, .row_count = 1, .row_height = 52},
              [](TableRow& row) { row.name("Assemblée des copropriétaires, Les Charmilles", {}, "Jean-Marc Lebrun"); });
    });
    CHECK(driver.sees("Charmilles"));
    CHECK(driver.sees("Jean-Marc Lebrun"));
    CHECK_FALSE(driver.sees("…"));
    CHECK(driver.layout_faults().empty());
}

TEST_CASE("Columns share what is there, keep their least, and the optional leave first") {
    const std::array wide{Column{.id = "a", .title = "", .width = 3, .width_min = 100},
                          Column{.id = "b", .title = "", .width = 1, .width_min = 100},
                          Column{.id = "c", .title = "", .width = 80, .fixed = true},
                          Column{.id = "d", .title = "", .width = 1, .width_min = 100, .optional = true}};
    const auto total = [](const std::vector<float>& widths) {
        return std::accumulate(widths.begin(), widths.end(), 0.0F);
    };
    const std::vector<float> roomy = ui::detail::place_columns(wide, 1080);
    CHECK(roomy == std::vector<float>{600, 200, 80, 200});
    const std::vector<float> tight = ui::detail::place_columns(wide, 480);
    CHECK(tight == std::vector<float>{200, 100, 80, 100});
    const std::vector<float> narrow = ui::detail::place_columns(wide, 330);
    CHECK(narrow[3] == 0);
    CHECK(total(narrow) == 330);
    const std::vector<float> tiny = ui::detail::place_columns(wide, 140);
    CHECK(total(tiny) <= 140.01F);
    CHECK(tiny[0] > 0);
}

} // namespace
} // namespace epic::test
