#include "app/state/first_run_words.hpp"
#include "app/state/form_words.hpp"
#include "app/state/updater.hpp"

namespace epic::app {

// ---- the demonstration ----

void Updater::operator()(intent::OpenDemonstration& it) {
    if (signed_in(state) || state.demonstration.making) return;
    intent::GoToGate gate{Gate::demonstration};
    (*this)(gate);
    state.demonstration = {.making = true};
    emit(effect::MakeDemonstration{it.afresh});
}

void Updater::operator()(answer::DemonstrationReady& it) {
    state.demonstration = {.making = false, .path = std::move(it.path), .people = std::move(it.people)};
}

void Updater::operator()(answer::DemonstrationFailed& it) {
    state.demonstration = {};
    if (state.gate != Gate::demonstration) return;
    intent::GoToGate start{Gate::start};
    (*this)(start);
    state.file_error = std::move(it.error);
}

// As if the person had typed it.
void Updater::operator()(intent::EnterDemonstration& it) {
    if (state.gate != Gate::demonstration || it.person >= state.demonstration.people.size()) return;
    const DemonstrationPerson& person = state.demonstration.people[it.person];
    answer::FileReady file{state.demonstration.path, std::string(tr(state.language, words::demonstration)), {}};
    (*this)(file);
    intent::Type email{"email", person.email};
    intent::Type password{"password", person.password};
    (*this)(email);
    (*this)(password);
    intent::Submit submit;
    (*this)(submit);
}

// ---- the recovery key ----

void Updater::operator()(answer::RecoveryKey& it) {
    if (state.form && state.form->kind == FormKind::recovery_key && state.form->serial == it.serial) state.form.reset();
    if (signed_in(state)) state.recovery_key = RecoveryKeyPage{.key = std::move(it.key)};
}

void Updater::operator()(intent::NewRecoveryKey&) {
    if (state.gate == Gate::open && !state.form) open_recovery_key_form(state, seams);
}

void Updater::operator()(intent::CopyRecoveryKey&) {
    if (!state.recovery_key) return;
    emit(effect::CopyText{state.recovery_key->key, true});
    state.recovery_key->done = copied();
    state.recovery_key->failed = false;
}

void Updater::operator()(intent::SaveRecoveryKey&) {
    if (!state.recovery_key) return;
    choose_file({std::string(recovery_key_file), true, std::string(tr(state.language, words::choose_recovery_file)),
                 std::string(tr(state.language, words::recovery_file)) + ".pdf", FileType::pdf});
}

void Updater::save_recovery_key(std::string path) {
    if (!state.recovery_key) return;
    emit(effect::SaveRecoveryKey{std::move(path), state.recovery_key->key, state.language});
}

void Updater::operator()(intent::PrintRecoveryKey&) {
    if (state.recovery_key) emit(effect::PrintRecoveryKey{state.recovery_key->key, state.language});
}

void Updater::operator()(answer::RecoveryKeyKept& it) {
    if (!state.recovery_key) return;
    state.recovery_key->done = std::move(it.done);
    state.recovery_key->failed = it.failed;
}

void Updater::operator()(intent::TickRecoveryKey& it) {
    if (state.recovery_key) state.recovery_key->kept = it.kept;
}

void Updater::operator()(intent::LeaveRecoveryKey&) {
    if (state.recovery_key && state.recovery_key->kept) state.recovery_key.reset();
}

// ---- a copy of the file ----

void Updater::operator()(intent::BackUp&) {
    if (state.gate == Gate::open && !state.form) open_backup_form(state, seams);
}

void Updater::operator()(answer::BackupProgress& it) {
    if (state.form && state.form->serial == it.serial)
        state.form->notice = Message(words::backup_progress, {std::to_string(it.percent)});
}

void Updater::operator()(answer::BackedUp& it) {
    if (state.form && state.form->serial == it.serial) state.form.reset();
    show(Message(words::backup_done, {it.path}), Mood::success);
}

void Updater::submit_own(FormState& form) {
    const auto text = [&](std::string_view key) { return std::string(form.text_of(key)); };
    if (form.kind == FormKind::recovery_key) {
        emit(effect::NewRecoveryKey{form.serial});
    } else if (form.kind == FormKind::central_password) {
        emit(effect::RenewAccess{form.serial, text("email"), text("password")});
    } else if (form.kind == FormKind::join_file) {
        emit(effect::RenewJoinFile{form.serial, text("invite")});
    } else {
        emit(effect::BackUp{form.serial, text("path"), text("new_password")});
    }
}

} // namespace epic::app
