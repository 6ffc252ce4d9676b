// Closing the file and ending the program: asked about while something would be lost.
#include "app/state/leave.hpp"
#include "app/state/updater.hpp"

namespace epic::app {

void Updater::operator()(intent::CloseFile&) {
    leave(Leaving::close_file);
}

void Updater::operator()(intent::Quit&) {
    leave(Leaving::quit);
}

void Updater::operator()(intent::Stay&) {
    state.leaving.reset();
}

void Updater::operator()(intent::LeaveAnyway&) {
    if (!state.leaving) return;
    const Leaving how = *state.leaving;
    state.leaving.reset();
    // What would be lost is given up.
    state.form.reset();
    state.picker.reset();
    state.import.reset();
    state.writing.reset();
    state.recovery_key.reset();
    emit(effect::StopErrand{});
    leave(how);
}

void Updater::leave(Leaving how) {
    if (!would_be_lost(state).empty() && signed_in(state)) {
        state.leaving = how;
        return;
    }
    const bool was_signed_in = signed_in(state);
    if (was_signed_in) {
        keep_draft();
        drop_inline();
        emit(effect::Lock{});
    }
    if (how == Leaving::quit) {
        // Drafts are in the file once it is locked.
        state.quitting = true;
        state.quit = !was_signed_in;
        return;
    }
    forget_session();
    state.remembered_email.clear();
    emit(effect::CloseFile{});
    intent::GoToGate start{Gate::start};
    (*this)(start);
}

} // namespace epic::app
