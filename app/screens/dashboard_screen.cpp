#include <algorithm>
#include <array>
#include <cmath>

#include "app/screens/screen.hpp"
#include "app/state/charts_words.hpp"
#include "app/state/overview_words.hpp"
#include "app/ui/chart.hpp"
#include "app/ui/combo.hpp"
#include "app/ui/layout.hpp"
#include "app/ui/navigation.hpp"
#include "app/ui/summary.hpp"
#include "app/ui/text.hpp"

namespace epic::app {
namespace {

using namespace ui;

constexpr float gap = 16;
constexpr float chart_height_min = 260;
constexpr float chart_height_max = 860;
constexpr float around_chart = 2 * size::card_padding + 58; // what a card has beside its chart
constexpr float load_height = 200;                          // of the card below, where everyone has room in one line
constexpr float two_columns_min = 1060;
constexpr float load_column_min = 320;

struct ChartLook {
    const char* id;
    const Msg& title;
    const Msg& text;
    Icon icon;
    const Msg& empty_title;
    const Msg& empty_text;
    const Msg& empty_action;
    Entity entity;
    bool money;
};

std::string tick_text(const Screen& screen, const ChartsState& charts, bool money, double value) {
    const auto whole = static_cast<std::int64_t>(std::llround(value));
    if (!money) return display_text(whole, screen.state.language);
    return round_amount(Money{whole, charts.currencies[charts.currency]}, screen.state.language);
}

// Steps of money are round in its main unit.
std::vector<double> steps_of(const ChartsState& charts, bool money, double highest) {
    constexpr int steps_max = 4;
    if (!money) return axis_values(std::max(highest, 1.0), steps_max, true);
    double unit = 1;
    for (int i = 0; i < minor_digits(charts.currencies[charts.currency]); ++i) unit *= 10;
    std::vector<double> values = axis_values(std::max(highest / unit, 1.0), steps_max, true);
    for (double& value : values) value *= unit;
    return values;
}

void chart_card(const Screen& screen, const ChartLook& look, const Chart& chart, std::span<const ChartPart> parts,
                float width, float chart_height) {
    const ChartsState& charts = screen.state.charts;
    const std::string id = std::string("dashboard.") + look.id;
    const Card card(id.c_str(), {.title = screen.say(look.title),
                                 .subtitle = screen.say(look.text),
                                 .width = width,
                                 .height = chart_height + around_chart});
    if (chart.highest <= 0) {
        if (empty_state((id + ".empty").c_str(), {.icon = look.icon,
                                                  .title = screen.say(look.empty_title),
                                                  .text = screen.say(look.empty_text),
                                                  .action = screen.say(look.empty_action),
                                                  .primary = false})) {
            screen.send(intent::ShowList{ListQuery{.entity = look.entity}});
        }
        return;
    }
    std::vector<ChartBar> bars;
    for (const ChartLine& bar : chart.bars) {
        bars.push_back({bar.label, bar.sub_label, bar.hint, std::span(bar.parts).first(parts.size())});
    }
    std::vector<std::string> texts;
    const std::vector<double> steps = steps_of(charts, look.money, chart.highest);
    texts.reserve(steps.size());
    std::vector<ChartTick> ticks;
    for (const double step : steps)
        ticks.push_back({step, texts.emplace_back(tick_text(screen, charts, look.money, step))});
    const int pressed = bar_chart(id.c_str(), screen.view.chart_bars[look.id],
                                  {.parts = parts, .bars = bars, .ticks = ticks, .height = chart_height});
    if (pressed >= 0) screen.send(intent::ShowList{chart.bars[static_cast<std::size_t>(pressed)].behind});
}

void signed_card(const Screen& screen, float width, float chart_height) {
    const std::array parts{ChartPart{screen.say(words::charts_paid), Role::chart_first},
                           ChartPart{screen.say(words::charts_owed), Role::chart_second}};
    chart_card(screen,
               {"signed", words::charts_signed, words::charts_signed_text, Icon::contract, words::charts_none_signed,
                words::charts_none_signed_text, words::today_see_contracts, Entity::contract, true},
               screen.state.charts.signed_by_month, parts, width, chart_height);
}

void events_card(const Screen& screen, float width, float chart_height) {
    const bool mine = screen.state.charts.data->mine;
    const std::array parts{ChartPart{screen.say(words::charts_with_support), Role::chart_first},
                           ChartPart{screen.say(words::charts_without_support), Role::chart_second}};
    chart_card(
        screen,
        {"events", mine ? words::charts_my_events : words::charts_events, words::charts_events_text, Icon::event,
         words::charts_none_coming, words::charts_none_coming_text, words::today_see_events, Entity::event, false},
        screen.state.charts.events_by_week, parts, width, chart_height);
}

void load_card(const Screen& screen) {
    const ChartsState& charts = screen.state.charts;
    const Card card("dashboard.load",
                    {.title = screen.say(words::charts_load), .subtitle = screen.say(words::charts_load_text)});
    if (charts.load.empty()) {
        if (empty_state("dashboard.load.empty", {.icon = Icon::support,
                                                 .title = screen.say(words::today_none_support),
                                                 .text = screen.say(words::today_none_support_text),
                                                 .action = screen.say(words::today_see_people),
                                                 .primary = false,
                                                 .height = 240})) {
            screen.send(intent::ShowList{ListQuery{.entity = Entity::collaborator}});
        }
        return;
    }
    const int people = static_cast<int>(std::min<std::size_t>(charts.load.size(), 4));
    const int columns = std::clamp(static_cast<int>((available_width() + gap) / (load_column_min + gap)), 1, people);
    FormGrid grid(columns);
    for (std::size_t i = 0; i < charts.load.size(); ++i) {
        const SupportLoad& person = charts.load[i];
        const std::string key = person.person.text();
        const std::string id = "dashboard.load." + std::to_string(i);
        grid.next();
        if (meter(id.c_str(), {.title = person.name, .text = person.text, .share = person.share, .avatar_key = key})) {
            screen.send(intent::ShowList{person.behind});
        }
    }
}

void choices(const Screen& screen) {
    const ChartsState& charts = screen.state.charts;
    const bool commercial = screen.state.person.department == Department::commercial;
    if (!commercial && charts.currencies.size() < 2) return;
    ui::Row row(size::control_height);
    if (commercial) {
        const std::array<std::string_view, 2> whose{screen.say(words::charts_all), screen.say(words::charts_mine)};
        int chosen = charts.mine ? 1 : 0;
        row.next(size::control_height);
        if (segmented("dashboard.whose", whose, chosen)) screen.send(intent::ShowCharts{chosen == 1, charts.currency});
    }
    if (charts.currencies.size() > 1) {
        std::vector<std::string_view> codes;
        for (std::size_t i = 0; i < charts.currencies.size() && i < 5; ++i)
            codes.push_back(charts.currencies[i].text());
        int chosen = static_cast<int>(std::min(charts.currency, codes.size() - 1));
        row.next(size::control_height);
        if (segmented("dashboard.currency", codes, chosen)) {
            screen.send(intent::ShowCharts{charts.mine, static_cast<std::size_t>(chosen)});
        }
    }
    row.end();
    space(gap);
}

void loading(float width, bool beside, float chart_height) {
    for (int i = 0; i < (beside ? 2 : 1); ++i) {
        if (i > 0) same_line(gap);
        const Card card(i == 0 ? "dashboard.loading" : "dashboard.loading.2",
                        {.width = width, .height = chart_height + around_chart});
        skeleton(260, 16);
        space(24);
        chart_skeleton(chart_height);
    }
}

} // namespace

void draw_dashboard(const Screen& screen) {
    const ChartsState& charts = screen.state.charts;
    const Pane page("page", {.kind = PaneKind::page, .scroll = true});
    page_header(screen.say(words::nav_dashboard), screen.state.today.date);
    space(16);
    if (read_failed(screen, "dashboard.error", charts.error)) space(gap);
    const float full = available_width();
    const bool beside = full >= two_columns_min;
    const float width = beside ? std::floor((full - gap) / 2) : full;
    if (!charts.data) {
        if (!charts.error) loading(width, beside, chart_height_min);
        return;
    }
    choices(screen);
    // Beside each other the charts take the height that the window has.
    const float spare = available_height() - around_chart - gap - load_height - 28;
    const float chart_height =
        beside ? std::clamp(std::floor(spare), chart_height_min, chart_height_max) : chart_height_min;
    const ImVec2 origin = ImGui::GetCursorPos();
    signed_card(screen, width, chart_height);
    if (beside) {
        ImGui::SetCursorPos({origin.x + px(width + gap), origin.y});
    } else {
        space(gap);
    }
    events_card(screen, beside ? full - width - gap : full, chart_height);
    if (beside) {
        end_row(origin, chart_height + around_chart + gap);
    } else {
        space(gap);
    }
    load_card(screen);
    space(28);
}

} // namespace epic::app
