#include "app/shell/runner_state.hpp"

namespace epic::shell {

using namespace app;

void Runner::State::execute(effect::SyncNow&) {
    if (sync) sync->sync_now();
}

void Runner::State::execute(effect::ReadSync&) { post_status(); }

void Runner::State::post_status() {
    if (!sync) {
        answer(answer::Sync{});
        return;
    }
    SyncStatus status = sync->status();
    if (sync->access_ended()) {
        close();
        answer(answer::Locked{});
        answer(answer::Problem{Error{.code = ErrorCode::revoked, .message = status.problem}});
        return;
    }
    if (status.last_exchange && store) folder.note_exchanged(store->path(), *status.last_exchange);
    answer(answer::Sync{std::move(status)});
}

} // namespace epic::shell
