#include <algorithm>
#include <tuple>
#include <utility>

#include "app/state/updater.hpp"

namespace epic::app {
namespace {

Date months_away(Date day, int months) {
    const int month = day.year * 12 + day.month - 1 + months;
    const Date first{month / 12, month % 12 + 1, 1};
    return {first.year, first.month, std::min(day.day, days_in_month(first.year, first.month))};
}

Date days_away(Date day, std::int64_t days) {
    const Date there = date_from_days(days_since_epoch(day) + days);
    return is_valid(there) ? there : day;
}

// Among those of the timeline.
void keep_row(CalendarState& calendar) {
    if (!calendar.rows.empty()) calendar.row = std::clamp(calendar.row, 0, static_cast<int>(calendar.rows.size()) - 1);
}

// Puts the answer in the place of what it replaces, which is returned.
effect::Discard replace(CalendarState& calendar, answer::CalendarRead& it) {
    using Replaced = std::tuple<std::optional<CalendarData>, std::vector<CalendarItem>, CalendarLayout>;
    CalendarLayout& layout = calendar;
    return {std::make_shared<Replaced>(std::exchange(calendar.data, std::move(it.data)),
                                       std::exchange(calendar.items, std::move(it.items)),
                                       std::exchange(layout, std::move(it.layout)))};
}

} // namespace

void Updater::load_calendar() {
    CalendarState& calendar = state.calendar;
    calendar.ticket = state.next_ticket();
    calendar.asked = true;
    calendar.stale = false;
    const std::int64_t first = days_since_epoch(calendar.first);
    effect::LoadCalendar question{calendar.ticket, calendar.first, calendar.days, calendar.mode, {}};
    question.query.from = midnight_of(first, state.zone, seams);
    question.query.until = midnight_of(first + calendar.days, state.zone, seams);
    question.query.mine = calendar.mine;
    // Each is drawn; a month draws what has room.
    if (calendar.mode != CalendarMode::month) question.query.limit = 250;
    question.wording = wording();
    emit(std::move(question));
}

// The first time somebody opens it, it begins with what concerns them.
void Updater::open_calendar() {
    CalendarState& calendar = state.calendar;
    if (calendar.days == 0 || calendar.person != state.person.id) {
        calendar = {};
        calendar.person = state.person.id;
        calendar.day = today();
        calendar.mine = state.person.department != Department::gestion;
        place_span(calendar);
    }
    const auto refusal =
        refuses(state.actor(), Entity::event, Action::change, field_set({Field::event_support}), RuleFacts{});
    calendar.assign_reason = refusal ? refusal_text(*refusal, state.language) : std::string();
    if (calendar.stale && !calendar.asked) {
        load_calendar();
        look_at_clock();
    }
}

void Updater::look_at_clock() {
    app::look_at_clock(state.calendar, state.language, seams, state.now, state.zone);
}

void Updater::lay_out_calendar() {
    lay_out(state.calendar, state.language);
    keep_row(state.calendar);
    look_at_clock();
}

// After the cursor or the mode moved.
void Updater::show_span() {
    CalendarState& calendar = state.calendar;
    const Date first = calendar.first;
    const int days = calendar.days;
    place_span(calendar);
    if (calendar.first != first || calendar.days != days) load_calendar();
    lay_out_calendar();
}

void Updater::operator()(intent::ShowCalendar& it) {
    state.calendar.mode = it.mode;
    state.calendar.at = 0;
    show_span();
}

void Updater::operator()(intent::CalendarGo& it) {
    if (!is_valid(it.day)) return;
    state.calendar.day = it.day;
    state.calendar.at = 0;
    show_span();
}

void Updater::operator()(intent::CalendarGoToday&) {
    intent::CalendarGo go{today()};
    (*this)(go);
}

void Updater::operator()(intent::CalendarMove& it) {
    CalendarState& calendar = state.calendar;
    if (calendar.mode == CalendarMode::month) it.days += it.rows * days_per_week;
    if (calendar.mode == CalendarMode::timeline) {
        calendar.row = std::clamp(calendar.row + it.rows, 0, std::max(static_cast<int>(calendar.rows.size()) - 1, 0));
    }
    if (calendar.mode == CalendarMode::week && it.rows != 0) {
        const int last = static_cast<int>(calendar.items_on(calendar.cursor_day()).size()) - 1;
        calendar.at = std::clamp(calendar.at + it.rows, 0, std::max(last, 0));
    }
    if (it.days == 0) return;
    intent::CalendarGo go{days_away(calendar.day, it.days)};
    (*this)(go);
}

void Updater::operator()(intent::CalendarPages& it) {
    const Date day = state.calendar.day;
    intent::CalendarGo go{state.calendar.mode == CalendarMode::month
                              ? months_away(day, it.pages)
                              : days_away(day, std::int64_t{it.pages} * days_per_week)};
    (*this)(go);
}

void Updater::operator()(intent::CalendarMine& it) {
    if (state.calendar.mine == it.mine) return;
    state.calendar.mine = it.mine;
    load_calendar();
}

void Updater::operator()(intent::AssignEvent& it) {
    const CalendarState& calendar = state.calendar;
    if (state.form || !calendar.shown() || !calendar.assign_reason.empty()) return;
    for (const CalendarEvent& event : calendar.data->page.events) {
        if (event.id != it.event || event.support == it.person) continue;
        emit(open_quick_assignment(state, event, it.person, calendar.data->seen, seams));
        return;
    }
}

void Updater::operator()(answer::CalendarRead& it) {
    CalendarState& calendar = state.calendar;
    if (calendar.ticket != it.ticket)
        return emit(effect::Discard{std::make_shared<answer::CalendarRead>(std::move(it))});
    calendar.asked = false;
    calendar.error.reset();
    emit(replace(calendar, it));
    if (it.wording.language != state.language) {
        format(calendar, state.language, seams, state.now, state.zone);
    } else if (it.mode != calendar.mode) {
        lay_out(calendar, state.language);
    }
    keep_row(calendar);
    look_at_clock();
    open_overview();
}

void Updater::operator()(answer::CalendarFailed& it) {
    CalendarState& calendar = state.calendar;
    if (calendar.ticket != it.ticket) return;
    calendar.asked = false;
    calendar.stale = true;
    calendar.error = std::move(it.error);
}

} // namespace epic::app
