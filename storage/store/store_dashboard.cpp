// The figures of Today and the dashboard, read from what is kept of them.
#include <algorithm>
#include <map>

#include "storage/store/internal/database.hpp"
#include "storage/store/store.hpp"

namespace epic::store {
namespace {

constexpr std::int64_t days_in_week = 7;

Currency currency_of(const std::string& text) {
    return Currency::parse(text).value_or(euro);
}

// Adds to the figures of its currency.
void add(std::vector<ContractFigures>& all, const ContractFigures& more) {
    const auto same = std::find_if(all.begin(), all.end(),
                                   [&](const ContractFigures& figures) { return figures.currency == more.currency; });
    if (same == all.end()) {
        all.push_back(more);
        return;
    }
    same->contracts += more.contracts;
    same->total.minor += more.total.minor;
    same->unpaid += more.unpaid;
    same->remaining.minor += more.remaining.minor;
}

class DashboardReader {
public:
    DashboardReader(Connection& connection, const DashboardQuery& query, const Id& me)
        : connection_(connection),
          query_(query),
          commercial_(query.mine ? std::optional(me) : std::nullopt),
          today_(days_since_epoch(query.today)),
          monday_(today_ - weekday_monday_first(query.today)),
          weeks_(static_cast<std::size_t>(std::max(query.weeks, 0))) {}

    Dashboard read() {
        read_contracts();
        read_events();
        read_not_contacted();
        return std::move(dashboard_);
    }

private:
    Date first_month() const {
        const int months = query_.today.year * 12 + query_.today.month - 1 - (std::max(query_.months, 1) - 1);
        return Date{months / 12, months % 12 + 1, 1};
    }

    void read_contracts() {
        const std::string first = iso_text(first_month()).substr(0, 7);
        Query query(connection_, "dashboard/contracts.sql");
        query.bind(":commercial", commercial_);
        while (query.step()) {
            const std::string month = query.text(0);
            const Currency currency = currency_of(query.text(1));
            const ContractFigures figures{currency, query.integer(2), Money{query.integer(3), currency},
                                          query.integer(4), Money{query.integer(5), currency}};
            if (month.empty()) {
                add(dashboard_.to_sign, figures);
                continue;
            }
            if (figures.unpaid > 0) add(dashboard_.to_be_paid, figures);
            const auto day = parse_iso_date(month + "-01");
            if (day && month >= first) dashboard_.signed_by_month.push_back({*day, figures});
        }
    }

    void read_events() {
        for (std::size_t week = 0; week < weeks_; ++week) {
            const std::int64_t monday = monday_ + static_cast<std::int64_t>(week) * days_in_week;
            dashboard_.events_by_week.push_back({date_from_days(monday), 0, 0});
        }
        std::map<Id, std::size_t> place;
        {
            Query people(connection_, "dashboard/support.sql");
            while (people.step()) {
                place[people.id(0)] = dashboard_.load.size();
                dashboard_.load.push_back({people.id(0), people.text(1), std::vector<std::int64_t>(weeks_),
                                           std::vector<std::int64_t>(weeks_)});
            }
        }
        {
            Query events(connection_, "dashboard/events.sql");
            events.bind(":first", monday_).bind(":end", monday_ + static_cast<std::int64_t>(weeks_) * days_in_week);
            while (events.step()) {
                const auto week = static_cast<std::size_t>((events.integer(0) - monday_) / days_in_week);
                const bool assigned = !events.blob(1).empty();
                WeekFigures& figures = dashboard_.events_by_week[week];
                figures.events += events.integer(2);
                if (!assigned) figures.without_support += events.integer(2);
                const auto person = assigned ? place.find(events.id(1)) : place.end();
                if (person == place.end()) continue;
                dashboard_.load[person->second].events[week] += events.integer(2);
                dashboard_.load[person->second].minutes[week] += events.integer(3);
            }
        }
        Query without(connection_, "dashboard/without_support.sql");
        without.bind(":today", today_);
        if (without.step()) dashboard_.events_without_support = without.integer(0);
    }

    void read_not_contacted() {
        dashboard_.not_contacted_since = date_from_days(today_ - query_.not_contacted_days);
        Query query(connection_, "dashboard/not_contacted.sql");
        query.bind(":commercial", commercial_).bind(":since", iso_text(dashboard_.not_contacted_since));
        if (query.step()) dashboard_.not_contacted = query.integer(0);
    }

    Connection& connection_;
    const DashboardQuery& query_;
    const std::optional<Id> commercial_;
    const std::int64_t today_;
    const std::int64_t monday_;
    const std::size_t weeks_;
    Dashboard dashboard_;
};

} // namespace

Result<Dashboard> Store::dashboard(const DashboardQuery& query) const {
    const Id me = database_->session().actor.id;
    return database_->read(
        [&](Connection& connection) -> Result<Dashboard> { return DashboardReader(connection, query, me).read(); });
}

} // namespace epic::store
