#include <array>
#include <tuple>

#include "app/shell/desk_work.hpp"
#include "app/shell/heap.hpp"
#include "app/shell/inbox_reader.hpp"
#include "app/shell/overview_reader.hpp"
#include "app/shell/record_reader.hpp"
#include "app/shell/runner_state.hpp"

namespace epic::shell {

using namespace app;

namespace {

constexpr std::int64_t search_hits_max = 20;

ListQuery whole_list(ListQuery query) {
    query.text.clear();
    query.limit = query.offset = 0;
    return query;
}

} // namespace

Seams Runner::State::seams() const {
    return {options.environment.zones, options.environment.unicode};
}

// Whoever filters as they type asks something else before this one has had its turn, or its answer.
void Runner::State::execute(effect::List& it) {
    if (!store) return;
    const auto& newest = newest_list[static_cast<std::size_t>(it.query.entity)];
    if (newest != it.generation) return;
    auto page = store->list(it.query, [&] { return newest != it.generation; });
    if (!page && page.error().code == ErrorCode::cancelled) return;
    if (page) {
        answer::Rows rows{it.query.entity, it.generation, it.page_number, page->total, {}, it.wording};
        rows.rows.reserve(page->items.size());
        for (RecordView& view : page->items) {
            rows.rows.push_back(
                make_row(std::move(view), it.wording.language, options.environment.zones, it.wording.now));
        }
        answer(std::move(rows));
    } else {
        answer(answer::RowsFailed{it.query.entity, it.generation, it.page_number, std::move(page).error()});
    }
    prepare(it.query);
}

// Beside the queue, so that nobody waits for it: what is typed meanwhile is found more slowly. A list that is left does
// not keep the next one waiting.
void Runner::State::prepare(const ListQuery& query) {
    if (store->is_prepared(query)) return;
    if (preparation.running()) {
        if (preparing == whole_list(query)) return;
        if (!preparing) search_prepared = false;
        preparation.stop();
    }
    preparing = whole_list(query);
    preparation.start([this, query](const std::atomic<bool>& stop) {
        std::ignore = store->prepare(query, [&stop] { return stop.load(); });
        give_memory_back();
    });
}

void Runner::State::execute(effect::Count&) {
    if (!store || superseded<effect::Count>()) return;
    std::array<ListQuery, list_count> queries;
    for (std::size_t i = 0; i < list_count; ++i) queries[i].entity = app::entity_of(static_cast<Section>(i));
    const auto counted = store->count(queries);
    if (!counted) return;
    answer::Counts counts;
    for (std::size_t i = 0; i < list_count; ++i) counts.totals[i] = (*counted)[i];
    answer(counts);
}

void Runner::State::execute(effect::Load& it) {
    if (!store) return;
    auto record = read_record(*store, it.entity, it.id);
    if (record) {
        answer::Loaded loaded{it.ticket, {}, it.wording};
        loaded.page.entity = it.entity;
        loaded.page.id = it.id;
        loaded.page.loaded = std::move(*record);
        format(loaded.page, it.wording.language, seams(), it.wording.now);
        answer(std::move(loaded));
    } else {
        answer(answer::LoadFailed{it.ticket, std::move(record).error()});
    }
}

void Runner::State::execute(effect::FindChoices& it) {
    if (!store) return;
    auto page = store->list(it.query);
    if (page) answer(answer::Choices{it.serial, it.key, it.query.text, std::move(*page)});
}

// Whoever types on asks something else meanwhile.
void Runner::State::execute(effect::FindAll& it) {
    if (!store || newest_search != it.ticket) return;
    auto found = store->search(it.text, search_hits_max, [&] { return newest_search != it.ticket; });
    if (!found) {
        answer(answer::FindFailed{it.ticket, std::move(found).error()});
    } else if (!found->interrupted) {
        answer(answer::Found{it.ticket, std::move(found->hits)});
    }
    const bool begins = it.text.size() == 1; // what was written since the last time
    prepare_search(begins);
}

// From the first page on, so that the first words that are typed are found as fast as the others.
void Runner::State::prepare_search(bool again) {
    if ((search_prepared && !again) || preparation.running()) return;
    preparing.reset();
    search_prepared = preparation.start([this](const std::atomic<bool>& stop) {
        std::ignore = store->prepare_search([&stop] { return stop.load(); });
        give_memory_back();
    });
}

void Runner::State::execute(effect::LoadToday& it) {
    if (!store || superseded<effect::LoadToday>()) return;
    auto today = read_today(*store, options.environment.zones);
    if (today) {
        answer(answer::TodayRead{it.ticket, std::move(*today)});
        prepare_search(false);
    } else {
        answer(answer::TodayFailed{it.ticket, std::move(today).error()});
    }
}

void Runner::State::execute(effect::LoadCharts& it) {
    if (!store || superseded<effect::LoadCharts>()) return;
    auto charts = read_charts(*store, options.environment.zones, it.mine);
    if (charts) {
        answer(answer::ChartsRead{it.ticket, std::move(*charts)});
    } else {
        answer(answer::ChartsFailed{it.ticket, std::move(charts).error()});
    }
}

void Runner::State::execute(effect::LoadCalendar& it) {
    if (!store || superseded<effect::LoadCalendar>()) return;
    const std::int64_t seen = store->seen().sequence;
    auto page = store->calendar(it.query);
    if (page) {
        answer::CalendarRead read{it.ticket, {it.first, it.days, seen, std::move(*page)}, {}, it.wording, it.mode};
        read.items = calendar_items(read.data, it.wording, seams());
        read.layout = layout_of(read.data, read.items, it.mode, it.wording.language);
        answer(std::move(read));
    } else {
        answer(answer::CalendarFailed{it.ticket, std::move(page).error()});
    }
}

void Runner::State::execute(effect::LoadInbox& it) {
    if (!store || superseded<effect::LoadInbox>()) return;
    auto inbox = read_inbox(*store, it.wording.language);
    if (!inbox) return answer(answer::InboxFailed{std::move(inbox).error()});
    const Actor actor = store->session().actor;
    inbox->wording = it.wording;
    for (InboxItem& item : inbox->items) format(item, actor, it.wording.language, seams(), it.wording.now);
    format(inbox->away, it.wording.language, seams(), it.wording.now);
    answer(std::move(*inbox));
}

void Runner::State::execute(effect::LoadViews&) {
    if (!store) return;
    if (auto views = read_views(*store)) answer(std::move(*views));
}

void Runner::State::execute(effect::CollectIds& it) {
    if (!store) return;
    if (auto ids = collect_ids(*store, it)) answer(std::move(*ids));
}

} // namespace epic::shell
