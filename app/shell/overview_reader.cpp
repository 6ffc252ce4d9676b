#include "app/shell/overview_reader.hpp"

namespace epic::shell {
namespace {

using F = Field;
constexpr std::int64_t day_ms = 86'400'000;
// An event that still runs began within so many days; longer ones are found in the calendar.
constexpr std::int64_t event_days_max = 31;
// A large window has room for twice as many lines.
constexpr std::int64_t rows_read = app::today_rows_max;
constexpr std::int64_t my_events_max = rows_read + 3; // two that run, the next one, and the lines

Result<std::vector<RecordView>> contracts(const store::Store& store, Filter filter, bool mine) {
    ListQuery query{.entity = Entity::contract, .filters = {filter}, .limit = rows_read};
    if (mine) query.filters.push_back(Filter::contract_my_clients);
    if (filter == Filter::contract_not_fully_paid) {
        query.where = {{F::contract_signed_on, Comparison::not_equal, Value{}}};
    }
    query.sort.field = F::contract_created_on; // those that wait longest
    return store.first(query);
}

Result<std::vector<RecordView>> my_events(const store::Store& store, const Id& me, Instant now) {
    ListQuery query{.entity = Entity::event, .limit = my_events_max};
    query.where = {{F::event_support, Comparison::equal, me},
                   {F::event_starts_at, Comparison::greater, now.unix_ms - event_days_max * day_ms},
                   {F::event_ends_at, Comparison::greater, now.unix_ms},
                   {F::event_cancelled, Comparison::equal, std::int64_t{0}}};
    return store.first(query);
}

Result<std::vector<RecordView>> events_without_support(const store::Store& store, Instant from) {
    ListQuery query{.entity = Entity::event, .filters = {Filter::event_without_support}, .limit = rows_read};
    query.where = {{F::event_starts_at, Comparison::greater_or_equal, from.unix_ms}};
    return store.first(query);
}

Result<std::vector<RecordView>> clients_to_call(const store::Store& store) {
    ListQuery query{
        .entity = Entity::client, .filters = {Filter::client_mine, Filter::client_not_contacted}, .limit = rows_read};
    query.sort.field = F::client_last_contact;
    return store.first(query);
}

} // namespace

Result<app::TodayData> read_today(const store::Store& store, const TimeZones& zones) {
    const store::Session session = store.session();
    const Moment moment = store.moment();
    app::TodayData today;
    today.department = session.actor.department;
    today.person = session.actor.id;
    today.seen = store.seen().sequence;
    const bool mine = today.department == Department::commercial;
    today.figures = EPIC_TRY(store.dashboard({.today = moment.today, .mine = mine}));
    switch (today.department) {
        case Department::support: today.events = EPIC_TRY(my_events(store, today.person, moment.now)); break;
        case Department::commercial:
            today.to_sign = EPIC_TRY(contracts(store, Filter::contract_not_signed, true));
            today.to_be_paid = EPIC_TRY(contracts(store, Filter::contract_not_fully_paid, true));
            today.clients = EPIC_TRY(clients_to_call(store));
            break;
        case Department::gestion:
            today.events = EPIC_TRY(
                events_without_support(store, zones.to_instant(CivilTime{moment.today, 0, 0, 0}, zones.local_zone())));
            today.to_be_paid = EPIC_TRY(contracts(store, Filter::contract_not_fully_paid, false));
            break;
    }
    return today;
}

// Figures by week are kept for everyone together; those of one's own clients are few, and counted.
Result<app::ChartsData> read_charts(const store::Store& store, const TimeZones& zones, bool mine) {
    const Moment moment = store.moment();
    app::ChartsData charts;
    charts.mine = mine;
    charts.today = moment.today;
    charts.figures = EPIC_TRY(
        store.dashboard({.today = moment.today, .mine = mine, .months = app::chart_months, .weeks = app::chart_weeks}));
    if (!mine) return charts;
    const std::int64_t monday = days_since_epoch(moment.today) - weekday_monday_first(moment.today);
    const auto midnight = [&](std::int64_t days) {
        return zones.to_instant(CivilTime{date_from_days(days), 0, 0, 0}, zones.local_zone());
    };
    const CalendarPage page = EPIC_TRY(
        store.calendar({.from = midnight(monday), .until = midnight(monday + 7 * app::chart_weeks), .mine = true}));
    for (WeekFigures& week : charts.figures.events_by_week) week.events = week.without_support = 0;
    for (const CalendarEvent& event : page.events) {
        const std::int64_t day = days_since_epoch(zones.to_civil(event.starts, event.time_zone).date) - monday;
        if (day < 0 || day >= 7 * app::chart_weeks) continue; // began before this week
        WeekFigures& week = charts.figures.events_by_week[static_cast<std::size_t>(day / 7)];
        ++week.events;
        if (!event.support) ++week.without_support;
    }
    return charts;
}

} // namespace epic::shell
