// The tour through what is shown when the file gives no answer: each page is told so as the runner would tell it.
#include "app/shell/tour_walk.hpp"
#include "storage/vault/vault_words.hpp"

namespace epic::shell {

using namespace app;

Result<> TourWalk::failures() {
    if (!wants_any("failed-")) return Done{};
    const auto damaged = [] {
        return Error{.code = ErrorCode::damaged, .message = Message(vault::words::page_damaged, {"1182"})};
    };
    const AppState& state = app_.state();
    go(intent::GoTo{Section::today});
    go(answer::TodayFailed{state.today.ticket, damaged()});
    EPIC_TRY(take("failed-today"));
    go(intent::GoTo{Section::dashboard});
    go(answer::ChartsFailed{state.charts.ticket, damaged()});
    EPIC_TRY(take("failed-dashboard"));
    go(intent::GoTo{Section::calendar});
    go(answer::CalendarFailed{state.calendar.ticket, damaged()});
    EPIC_TRY(take("failed-calendar"));
    go(intent::ReadAgain{});
    go(intent::GoTo{Section::inbox});
    go(answer::InboxFailed{damaged()});
    EPIC_TRY(take("failed-inbox"));
    go(intent::ReadAgain{});
    go(intent::GoTo{Section::clients});
    if (const Row* row = telling_row(state.list(Entity::client))) {
        go(intent::OpenRecord{Entity::client, row->view.record.id});
        go(answer::LoadFailed{state.page->ticket, damaged()});
        EPIC_TRY(take("failed-record"));
        go(intent::Back{});
    }
    go(answer::RowsFailed{Entity::client, state.list(Entity::client).generation, 0, damaged()});
    EPIC_TRY(take("failed-list"));
    go(intent::Retry{Entity::client});
    return Done{};
}

} // namespace epic::shell
