#include <algorithm>
#include <utility>

#include "app/state/updater.hpp"

namespace epic::app {

void Updater::operator()(intent::SyncNow&) {
    if (state.gate == Gate::open && state.sync.phase != SyncPhase::no_server) emit(effect::SyncNow{});
}

void Updater::operator()(intent::DismissToast& it) {
    std::erase_if(state.toasts, [&](const Toast& toast) { return toast.id == it.id; });
}

void Updater::operator()(intent::Tick& it) {
    const bool another_minute = it.now.unix_ms / 60'000 != state.now.unix_ms / 60'000;
    const Instant before = std::exchange(state.now, it.now);
    if (!another_minute) return;
    for (ListState& list : state.lists) reformat(list, state.language, seams.zones, state.now);
    if (state.page) format(*state.page, state.language, seams, state.now);
    format_inbox();
    tick_overviews(before);
}

void Updater::operator()(answer::Sync& it) {
    const bool news = it.status.conflicts != state.sync.conflicts || it.status.returned != state.sync.returned;
    state.sync = std::move(it.status);
    if (news && signed_in(state)) emit(effect::LoadInbox{});
}

void Updater::operator()(answer::DataArrived&) {
    if (state.gate != Gate::open) return;
    refresh_lists();
    if (!state.trail.empty()) load_page();
    emit(effect::LoadInbox{});
}

void Updater::operator()(answer::Problem& it) {
    show(it.error);
}

} // namespace epic::app
