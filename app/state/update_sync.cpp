#include <algorithm>
#include <utility>

#include "app/state/exchange_words.hpp"
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
    for (ListState& list : state.lists) tick(list, state.language, state.now);
    refresh_page();
    // Whoever opens them has them read again.
    if (state.section == Section::inbox) format_inbox();
    if (state.section == Section::sync) format_pending();
    tick_overviews(before);
}

void Updater::operator()(answer::Sync& it) {
    const bool news = it.status.conflicts != state.sync.conflicts || it.status.returned != state.sync.returned;
    state.sync = std::move(it.status);
    if (!signed_in(state)) return;
    format_pending();
    if (news) emit(effect::LoadInbox{wording()});
    if (state.section == Section::sync) emit(effect::LoadPending{});
}

void Updater::operator()(answer::Pending& it) {
    state.pending = std::move(it.pending);
    format_pending();
}

void Updater::format_pending() {
    for (PendingEdit& edit : state.pending.edits) format(edit, state.sync, state.language, seams, state.now);
}

// ---- whether both sides hold the same ----

void Updater::operator()(intent::CheckBothSides&) {
    CheckState& check = state.check;
    if (state.gate != Gate::open || state.sync.phase == SyncPhase::no_server || check.ticket != 0) return;
    check.ticket = state.next_ticket();
    check.step = CheckStep::exchanging;
    check.done = check.total = 0;
    check.stopping = false;
    check.error.reset();
    emit(effect::CheckBothSides{check.ticket});
}

void Updater::operator()(intent::StopCheck&) {
    if (state.check.ticket == 0) return;
    state.check.stopping = true;
    emit(effect::StopCheck{});
}

void Updater::operator()(answer::CheckProgress& it) {
    if (it.ticket != state.check.ticket) return;
    state.check.step = it.step;
    state.check.done = it.done;
    state.check.total = it.total;
}

void Updater::operator()(answer::Checked& it) {
    if (it.ticket != state.check.ticket) return;
    state.check.ticket = 0;
    state.check.last = std::move(it.result);
}

void Updater::operator()(answer::CheckFailed& it) {
    if (it.ticket != state.check.ticket) return;
    state.check.ticket = 0;
    if (it.error.code != ErrorCode::cancelled) state.check.error = std::move(it.error);
}

// ---- the connection ----

void Updater::operator()(intent::EnterCentralPassword&) {
    if (state.gate != Gate::open || state.form || !state.sync.password_needed) return;
    open_central_password_form(state, seams);
}

void Updater::operator()(answer::AccessRenewed& it) {
    if (!state.form || state.form->serial != it.serial) return;
    state.form.reset();
    if (it.one_time) {
        // As after joining: it was only for the first time.
        state.gate = Gate::change_password;
        open_gate_form(state, FormKind::change_password, seams);
        return;
    }
    show(words::central_password_done);
}

void Updater::operator()(intent::RenewJoinFile&) {
    if (state.gate != Gate::open || state.form || state.sync.phase == SyncPhase::no_server) return;
    open_join_file_form(state, seams);
}

void Updater::operator()(answer::JoinFileRenewed& it) {
    if (!state.form || state.form->serial != it.serial) return;
    state.form.reset();
    show(words::renew_join_done);
}

void Updater::operator()(answer::DataArrived&) {
    if (state.gate != Gate::open) return;
    refresh_lists();
    refresh_page();
    if (state.section == Section::inbox) emit(effect::LoadInbox{wording()});
}

void Updater::operator()(answer::Problem& it) {
    show(it.error);
}

} // namespace epic::app
