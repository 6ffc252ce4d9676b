#include <numeric>

#include "app/cli/record_json.hpp"
#include "app/cli/search_words.hpp"
#include "app/cli/table.hpp"
#include "app/cli/verbs.hpp"

namespace epic::cli {
namespace {

std::string month_text(Date month) {
    return iso_text(month).substr(0, 7);
}

Json figures_json(const ContractFigures& figures) {
    Json json;
    json["contracts"] = figures.contracts;
    json["total"] = money_json(figures.total);
    json["unpaid"] = figures.unpaid;
    json["remaining"] = money_json(figures.remaining);
    return json;
}

Json dashboard_json(const Dashboard& dashboard) {
    Json json;
    json["signed_by_month"] = Json::array();
    for (const MonthFigures& figures : dashboard.signed_by_month) {
        Json month = figures_json(figures.contracts);
        month["month"] = month_text(figures.month);
        json["signed_by_month"].push_back(std::move(month));
    }
    json["to_sign"] = Json::array();
    for (const ContractFigures& figures : dashboard.to_sign) json["to_sign"].push_back(figures_json(figures));
    json["to_be_paid"] = Json::array();
    for (const ContractFigures& figures : dashboard.to_be_paid) json["to_be_paid"].push_back(figures_json(figures));
    json["events_by_week"] = Json::array();
    for (const WeekFigures& figures : dashboard.events_by_week) {
        json["events_by_week"].push_back({{"monday", iso_text(figures.monday)},
                                          {"events", figures.events},
                                          {"without_support", figures.without_support}});
    }
    json["events_without_support"] = dashboard.events_without_support;
    json["load"] = Json::array();
    for (const LoadFigures& figures : dashboard.load) {
        json["load"].push_back({{"support", reference_json(figures.support, figures.name)},
                                {"events", figures.events},
                                {"minutes", figures.minutes}});
    }
    json["not_contacted"] = {{"clients", dashboard.not_contacted}, {"since", iso_text(dashboard.not_contacted_since)}};
    return json;
}

class Text {
public:
    explicit Text(const Context& context) : context_(context) {}

    std::string of(const Dashboard& dashboard) const {
        const Writer writer{context_.language, context_.environment.zones};
        return contracts(dashboard) + "\n" + weeks(dashboard, writer) + "\n" + load(dashboard) + "\n" +
               context_.say(words::figures_without_support_ahead, {number(dashboard.events_without_support)}) + "\n" +
               context_.say(words::figures_not_contacted,
                            {writer.date(dashboard.not_contacted_since), number(dashboard.not_contacted)}) +
               "\n";
    }

private:
    std::string number(std::int64_t value) const { return display_text(value, context_.language); }
    std::string money(Money amount) const { return display_text(amount, context_.language); }

    Table::Column text_column(const Msg& heading) const { return {context_.say(heading), false}; }
    Table::Column number_column(const Msg& heading) const { return {context_.say(heading), true}; }

    std::string contracts(const Dashboard& dashboard) const {
        Table table;
        table.columns = {text_column(words::figures_month), number_column(words::figures_contracts),
                         number_column(words::figures_total), number_column(words::figures_remaining)};
        const auto add = [&](std::string when, const ContractFigures& figures) {
            table.rows.push_back(
                {std::move(when), number(figures.contracts), money(figures.total), money(figures.remaining)});
        };
        for (const MonthFigures& figures : dashboard.signed_by_month) add(month_text(figures.month), figures.contracts);
        for (const ContractFigures& figures : dashboard.to_be_paid) add(context_.say(words::figures_all), figures);
        for (const ContractFigures& figures : dashboard.to_sign) add(context_.say(words::figures_to_sign), figures);
        return table.text();
    }

    std::string weeks(const Dashboard& dashboard, const Writer& writer) const {
        Table table;
        table.columns = {text_column(words::figures_week), number_column(words::figures_events),
                         number_column(words::figures_without_support)};
        for (const WeekFigures& figures : dashboard.events_by_week) {
            table.rows.push_back(
                {writer.date(figures.monday), number(figures.events), number(figures.without_support)});
        }
        return table.text();
    }

    std::string load(const Dashboard& dashboard) const {
        const auto sum = [](const std::vector<std::int64_t>& weeks) {
            return std::accumulate(weeks.begin(), weeks.end(), std::int64_t{0});
        };
        Table table;
        table.columns = {text_column(words::figures_person), number_column(words::figures_events),
                         number_column(words::figures_hours)};
        for (const LoadFigures& figures : dashboard.load) {
            table.rows.push_back({figures.name, number(sum(figures.events)), number(sum(figures.minutes) / 60)});
        }
        return table.text();
    }

    const Context& context_;
};

} // namespace

Result<Answer> show_dashboard(Context& context, const Call& call) {
    DashboardQuery query;
    query.today = context.store->moment().today;
    query.mine = call.has("--mine");
    const Dashboard dashboard = EPIC_TRY(context.store->dashboard(query));
    Answer answer;
    answer.json = dashboard_json(dashboard);
    answer.text = Text(context).of(dashboard);
    return answer;
}

} // namespace epic::cli
