// Taking back what one did, by Ctrl+Z and from a toast.
#include <algorithm>

#include "app/state/updater.hpp"
#include "core/commands/inverse_words.hpp"

namespace epic::app {

void Updater::operator()(intent::Undo& it) {
    if (state.gate == Gate::open && !state.form) emit(effect::Undo{it.action});
}

void Updater::operator()(intent::Redo&) {
    if (state.gate == Gate::open && !state.form) emit(effect::Redo{});
}

void Updater::operator()(answer::TookBack& it) {
    if (state.gate != Gate::open) return;
    std::erase_if(state.toasts, [&](const Toast& toast) { return toast.subject == it.action; });
    show(Message(it.again ? words::done_again : words::undone, {it.what.in(state.language)}), Mood::neutral);
    state.toasts.back().action = it.again ? ToastAction::undo : ToastAction::redo;
    state.toasts.back().subject = it.action;
    if (it.gone) std::erase_if(state.trail, [&](const RecordRef& shown) { return shown.id == it.record; });
    load_page();
    refresh_lists();
    emit(effect::LoadInbox{wording()});
}

} // namespace epic::app
