#include "app/state/charts.hpp"

#include <algorithm>
#include <map>

#include "app/state/charts_words.hpp"
#include "app/state/date_words.hpp"
#include "app/state/overview_words.hpp"
#include "app/state/present.hpp"

namespace epic::app {
namespace {

using F = Field;

struct Formatter {
    ChartsState& charts;
    const ChartsData& data;
    Language language;
    const Seams& seams;
    const std::string& zone;

    std::string number(std::int64_t value) const { return display_text(value, language); }

    void currencies() const {
        std::map<Currency, std::int64_t> contracts;
        for (const MonthFigures& month : data.figures.signed_by_month) {
            contracts[month.contracts.currency] += month.contracts.contracts;
        }
        for (const auto& [currency, count] : contracts) charts.currencies.push_back(currency);
        std::stable_sort(charts.currencies.begin(), charts.currencies.end(),
                         [&](Currency one, Currency other) { return contracts[one] > contracts[other]; });
        if (charts.currencies.empty()) charts.currencies.push_back(euro);
        charts.currency = std::min(charts.currency, charts.currencies.size() - 1);
    }

    void signed_by_month() const {
        const Currency currency = charts.currencies[charts.currency];
        const int last = data.today.year * 12 + data.today.month - 1;
        for (int month = last - chart_months + 1; month <= last; ++month) {
            ContractFigures figures{currency, 0, Money{0, currency}, 0, Money{0, currency}};
            const Date first{month / 12, month % 12 + 1, 1};
            for (const MonthFigures& known : data.figures.signed_by_month) {
                if (known.month == first && known.contracts.currency == currency) figures = known.contracts;
            }
            add(charts.signed_by_month, month_bar(first, figures));
        }
    }

    ChartLine month_bar(Date first, const ContractFigures& figures) const {
        const auto place = static_cast<std::size_t>(first.month - 1);
        ChartLine bar;
        bar.label = tr(language, words::short_months[place]);
        const bool names_year = first.month == 1 || charts.signed_by_month.bars.empty();
        if (names_year) bar.sub_label = std::to_string(first.year);
        const std::string month =
            tr(language, words::charts_month_year, {tr(language, words::months[place]), std::to_string(first.year)});
        bar.hint = tr(language, words::charts_signed_hint,
                      {month, display_text(figures.total, language), display_text(figures.remaining, language)});
        const std::int64_t owed = std::clamp<std::int64_t>(figures.remaining.minor, 0, figures.total.minor);
        bar.parts = {static_cast<double>(figures.total.minor - owed), static_cast<double>(owed)};
        bar.behind.entity = Entity::contract;
        bar.behind.where = {{F::contract_signed_on, Comparison::greater_or_equal, first},
                            {F::contract_signed_on, Comparison::less_or_equal,
                             Date{first.year, first.month, days_in_month(first.year, first.month)}}};
        if (data.mine) bar.behind.filters = {Filter::contract_my_clients};
        bar.behind.sort.field = F::contract_signed_on;
        return bar;
    }

    void events_by_week() const {
        for (const WeekFigures& week : data.figures.events_by_week) {
            ChartLine bar;
            bar.label = std::to_string(week.monday.day);
            const bool names_month = charts.events_by_week.bars.empty() || week.monday.day <= 7;
            if (names_month) {
                bar.sub_label = tr(language, words::short_months[static_cast<std::size_t>(week.monday.month - 1)]);
            }
            const std::string count = tr(language, words::today_events_count, week.events, number(week.events));
            bar.hint = tr(language, words::charts_week_hint,
                          {date_text(week.monday, language), count, number(week.without_support)});
            bar.parts = {static_cast<double>(week.events - week.without_support),
                         static_cast<double>(week.without_support)};
            const std::int64_t monday = days_since_epoch(week.monday);
            bar.behind.entity = Entity::event;
            bar.behind.where = {
                {F::event_starts_at, Comparison::greater_or_equal, midnight_of(monday, zone, seams).unix_ms},
                {F::event_starts_at, Comparison::less, midnight_of(monday + 7, zone, seams).unix_ms},
                {F::event_cancelled, Comparison::equal, std::int64_t{0}}};
            if (data.mine) bar.behind.filters = {Filter::event_mine};
            add(charts.events_by_week, std::move(bar));
        }
    }

    static void add(Chart& chart, ChartLine bar) {
        double total = 0;
        for (const double part : bar.parts) total += part;
        chart.highest = std::max(chart.highest, total);
        chart.bars.push_back(std::move(bar));
    }
};

} // namespace

void format(ChartsState& charts, Language language, const Seams& seams, const std::string& zone) {
    charts.currencies.clear();
    charts.signed_by_month = {};
    charts.events_by_week = {};
    charts.load.clear();
    if (!charts.data) return;
    const Formatter formatter{charts, *charts.data, language, seams, zone};
    formatter.currencies();
    formatter.signed_by_month();
    formatter.events_by_week();
    charts.load = support_load(charts.data->figures, charts.data->today, zone, seams, language);
}

} // namespace epic::app
