#include "app/state/form_words.hpp"
#include "app/state/updater.hpp"

namespace epic::app {

void Updater::load_today() {
    state.today.ticket = state.next_ticket();
    state.today.asked = true;
    state.today.stale = false;
    emit(effect::LoadToday{state.today.ticket});
}

void Updater::load_charts() {
    state.charts.ticket = state.next_ticket();
    state.charts.asked = true;
    state.charts.stale = false;
    emit(effect::LoadCharts{state.charts.ticket, state.charts.mine});
}

// Reads the page of the section on screen when it has never been read or something was written since.
void Updater::open_overview() {
    if (!state.trail.empty()) return; // behind a record's page
    if (state.section == Section::today && state.today.stale && !state.today.asked) load_today();
    if (state.section == Section::dashboard && state.charts.stale && !state.charts.asked) load_charts();
    if (state.section == Section::calendar) open_calendar();
}

// One question at a time: where others write faster than this computer reads, no answer would ever be of the newest
// one.
void Updater::refresh_overviews() {
    state.today.stale = true;
    state.charts.stale = true;
    state.calendar.stale = true;
    open_overview();
}

void Updater::format_overviews() {
    format(state.today, state.language, seams, state.now, state.zone);
    format(state.charts, state.language, seams, state.zone);
    format(state.calendar, state.language, seams, state.now, state.zone);
}

void Updater::tick_overviews(Instant before) {
    const bool another_day = today_in(before, state.zone, seams.zones) != today_in(state.now, state.zone, seams.zones);
    const bool over = state.today.over_at && *state.today.over_at <= state.now;
    if (another_day || over) refresh_overviews();
    format(state.today, state.language, seams, state.now, state.zone);
    if (state.section == Section::calendar) look_at_clock();
}

void Updater::operator()(intent::ShowList& it) {
    if (state.gate != Gate::open) return;
    ListState& list = state.list(it.query.entity);
    list.query = std::move(it.query);
    list.query.limit = page_rows;
    list.query.offset = 0;
    list.chosen.clear();
    list.view.clear();
    drop_inline();
    state.section = section_of(list.query.entity);
    state.trail.clear();
    state.page.reset();
    ask_anew(list);
}

void Updater::operator()(intent::RemoveCondition& it) {
    ListState& list = state.list(it.entity);
    if (it.at >= list.query.where.size()) return;
    list.query.where.erase(list.query.where.begin() + static_cast<std::ptrdiff_t>(it.at));
    ask_anew(list);
}

void Updater::operator()(intent::ReadAgain&) {
    if (state.gate != Gate::open) return;
    state.today.error.reset();
    state.charts.error.reset();
    state.calendar.error.reset();
    if (state.page && state.page->error) load_page();
    if (state.inbox_error) {
        state.inbox_error.reset();
        emit(effect::LoadInbox{wording()});
    }
    refresh_overviews();
}

void Updater::operator()(intent::CopyText& it) {
    // What is copied with a button is about a person: a number, an address.
    emit(effect::CopyText{std::move(it.text), true});
    show(copied(), Mood::success);
}

void Updater::operator()(intent::ContactedToday& it) {
    if (state.gate != Gate::open || !state.today.data) return;
    emit(effect::Run{
        0, EditRecord{Entity::client, it.client, {{Field::client_last_contact, today()}}}, state.today.data->seen, {}});
}

void Updater::operator()(answer::TodayRead& it) {
    if (state.today.ticket != it.ticket) return;
    state.today.asked = false;
    state.today.error.reset();
    state.today.data = std::move(it.data);
    format(state.today, state.language, seams, state.now, state.zone);
    open_overview();
}

void Updater::operator()(answer::TodayFailed& it) {
    if (state.today.ticket != it.ticket) return;
    state.today.asked = false;
    state.today.stale = true;
    state.today.error = std::move(it.error);
}

void Updater::operator()(intent::ShowCharts& it) {
    state.charts.currency = it.currency;
    if (state.charts.mine == it.mine) {
        format(state.charts, state.language, seams, state.zone);
        return;
    }
    state.charts.mine = it.mine;
    load_charts();
}

void Updater::operator()(answer::ChartsRead& it) {
    if (state.charts.ticket != it.ticket) return;
    state.charts.asked = false;
    state.charts.error.reset();
    state.charts.data = std::move(it.data);
    format(state.charts, state.language, seams, state.zone);
    open_overview();
}

void Updater::operator()(answer::ChartsFailed& it) {
    if (state.charts.ticket != it.ticket) return;
    state.charts.asked = false;
    state.charts.stale = true;
    state.charts.error = std::move(it.error);
}

} // namespace epic::app
