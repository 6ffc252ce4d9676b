#include <algorithm>

#include "app/state/updater.hpp"

namespace epic::app {
namespace {

// Pages further away than this from what is on screen are dropped.
constexpr std::int64_t pages_kept_around = 4;

void drop_far_pages(ListState& list) {
    const std::int64_t first = list.first_visible / page_rows - pages_kept_around;
    const std::int64_t last = (list.first_visible + list.visible_count) / page_rows + pages_kept_around;
    std::erase_if(list.pages, [&](const auto& page) { return page.first < first || page.first > last; });
    std::erase_if(list.stale, [&](std::int64_t page) { return !list.pages.contains(page); });
}

} // namespace

void Updater::ask_rows(ListState& list) {
    const std::int64_t first = list.first_visible / page_rows;
    std::int64_t last = (list.first_visible + std::max<std::int64_t>(list.visible_count, 1) - 1) / page_rows;
    if (list.loaded && list.total > 0) last = std::min(last, (list.total - 1) / page_rows);
    for (std::int64_t page = first; page <= last; ++page) {
        const bool here = list.pages.contains(page) && !list.stale.contains(page);
        if (here || list.asked.contains(page)) continue;
        ListQuery query = list.query;
        query.limit = page_rows;
        query.offset = page * page_rows;
        list.asked.insert(page);
        emit(effect::List{list.generation, page, std::move(query), wording()});
    }
}

void Updater::ask_again(ListState& list) {
    list.generation = state.next_ticket();
    list.asked.clear();
    list.outdated = false;
    list.error.reset();
    for (const auto& [number, rows] : list.pages) list.stale.insert(number);
    ask_rows(list);
}

void Updater::ask_anew(ListState& list) {
    list.first_visible = 0;
    ask_again(list);
}

void Updater::refresh_lists() {
    for (ListState& list : state.lists) list.outdated = true;
    refresh_shown_list();
    refresh_overviews();
    emit(effect::Count{});
}

// What is under way comes first: where others write faster than this computer reads, nothing would be shown otherwise.
void Updater::refresh_shown_list() {
    if (!is_list(state.section) || !state.trail.empty()) return;
    ListState& list = state.list(entity_of(state.section));
    if (list.loaded && list.outdated && list.asked.empty()) ask_again(list);
}

void Updater::operator()(intent::GoTo& it) {
    if (state.gate != Gate::open) return;
    drop_inline();
    state.section = it.section;
    state.trail.clear();
    state.page.reset();
    if (it.section == Section::sync || it.section == Section::inbox) emit(effect::LoadInbox{wording()});
    if (it.section == Section::sync) emit(effect::LoadPending{});
    open_overview();
    if (!is_list(it.section)) return;
    ListState& list = state.list(entity_of(it.section));
    if (!list.loaded) ask_anew(list);
    refresh_shown_list();
}

void Updater::operator()(intent::ToggleFilter& it) {
    ListState& list = state.list(it.entity);
    auto& filters = list.query.filters;
    const auto found = std::find(filters.begin(), filters.end(), it.filter);
    if (found == filters.end()) {
        filters.push_back(it.filter);
    } else {
        filters.erase(found);
    }
    list.chosen.clear();
    ask_anew(list);
}

void Updater::operator()(intent::ClearFilters& it) {
    ListState& list = state.list(it.entity);
    list.view.clear();
    list.query.filters.clear();
    list.query.where.clear();
    list.query.text.clear();
    list.chosen.clear();
    ask_anew(list);
}

void Updater::operator()(intent::SetText& it) {
    ListState& list = state.list(it.entity);
    if (list.query.text == it.text) return;
    list.query.text = std::move(it.text);
    list.chosen.clear();
    ask_anew(list);
}

void Updater::operator()(intent::SetSort& it) {
    ListState& list = state.list(it.entity);
    list.query.sort = it.sort;
    ask_anew(list);
}

void Updater::operator()(intent::ShowRows& it) {
    ListState& list = state.list(it.entity);
    list.first_visible = std::max<std::int64_t>(it.first, 0);
    list.visible_count = it.count;
    drop_far_pages(list);
    ask_rows(list);
}

void Updater::operator()(intent::Retry& it) {
    ask_anew(state.list(it.entity));
}

void Updater::operator()(intent::FocusSearch&) {
    if (state.gate == Gate::open && !state.form && !state.page && is_list(state.section)) {
        state.search_focus = true;
    }
}

void Updater::operator()(intent::SearchFocused&) {
    state.search_focus = false;
}

void Updater::operator()(answer::Rows& it) {
    ListState& list = state.list(it.entity);
    if (it.generation != list.generation) return;
    list.asked.erase(it.page_number);
    const bool fewer = it.total < list.total;
    list.loaded = true;
    list.total = it.total;
    list.pages[it.page_number] = std::move(it.rows);
    if (it.wording.language != state.language) reformat(list, state.language, seams.zones, state.now);
    list.stale.erase(it.page_number);
    const std::int64_t last_page = list.total == 0 ? 0 : (list.total - 1) / page_rows;
    if (fewer) std::erase_if(list.pages, [&](const auto& page) { return page.first > last_page; });
    // Rows of the question before may not stand between those of this one.
    std::erase_if(list.pages, [&](const auto& page) { return list.stale.contains(page.first); });
    list.stale.clear();
    refresh_shown_list();
}

void Updater::operator()(answer::RowsFailed& it) {
    ListState& list = state.list(it.entity);
    if (it.generation != list.generation) return;
    list.asked.erase(it.page_number);
    list.error = std::move(it.error);
}

void Updater::operator()(answer::Counts& it) {
    for (std::size_t i = 0; i < list_count; ++i) state.counts[i] = it.totals[i];
}

} // namespace epic::app
