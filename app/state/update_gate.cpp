#include <algorithm>

#include "app/state/exchange_words.hpp"
#include "app/state/first_run_words.hpp"
#include "app/state/form_words.hpp"
#include "app/state/gate_words.hpp"
#include "app/state/present.hpp"
#include "app/state/updater.hpp"

namespace epic::app {

void Updater::operator()(intent::SetLanguage& it) {
    if (state.language == it.language) return;
    state.language = it.language;
    for (ListState& list : state.lists) reformat(list, state.language, seams.zones, state.now);
    if (state.page) format(*state.page, state.language, seams, state.now);
    format_inbox();
    format_pending();
    if (state.form) relabel(*state.form, state.language);
    if (state.inline_edit) relabel(*state.inline_edit, state.language);
    format_overviews();
    emit(effect::RememberLanguage{it.language});
}

void Updater::operator()(intent::SetPreferences& it) {
    const Preferences wanted = clamped(it.preferences);
    if (wanted == state.preferences) return;
    state.preferences = wanted;
    emit(effect::RememberPreferences{wanted});
}

void Updater::operator()(intent::ShowShortcuts& it) {
    state.shortcuts_shown = it.shown;
}

void Updater::operator()(intent::GoToGate& it) {
    if (signed_in(state)) return;
    state.gate = it.gate;
    state.gate_form.reset();
    state.file_error.reset();
    if (it.gate == Gate::create_file) open_gate_form(state, FormKind::create_file, seams);
    if (it.gate == Gate::join_server) open_gate_form(state, FormKind::join_server, seams);
    if (it.gate == Gate::sign_in) open_gate_form(state, FormKind::sign_in, seams);
    if (it.gate == Gate::start) emit(effect::LoadRecents{});
}

void Updater::operator()(intent::OpenFile& it) {
    state.file_error.reset();
    state.remembered_email.clear();
    emit(effect::LookAtFile{std::move(it.path)});
}

void Updater::operator()(intent::BrowseFile& it) {
    const bool save = it.key == "path";
    const Msg& title = it.key.empty()                                          ? words::choose_file_to_open
                       : state.form && state.form->kind == FormKind::join_file ? words::choose_new_join_file
                       : it.key == "invite"                                    ? words::choose_join_file
                       : state.form && state.form->kind == FormKind::backup    ? words::backup_to
                                                                               : words::choose_file_to_create;
    const FormState* form = front_form();
    // Beside what is typed already, under the name that is typed already.
    std::string suggested(save && form != nullptr ? form->text_of(it.key) : std::string_view());
    choose_file({it.key, save, std::string(tr(state.language, title)), std::move(suggested),
                 it.key == "invite" ? FileType::join : FileType::epic});
}

void Updater::operator()(intent::ForgetRecent& it) {
    emit(effect::ForgetRecent{std::move(it.path)});
    emit(effect::LoadRecents{});
}

void Updater::operator()(answer::Recents& it) {
    state.recents = std::move(it.files);
    state.new_file = std::move(it.new_file);
}

void Updater::operator()(answer::FileReady& it) {
    if (signed_in(state)) return;
    state.file_path = std::move(it.path);
    state.file_name = std::move(it.name);
    state.file_fresh = it.fresh;
    state.gate = Gate::sign_in;
    open_gate_form(state, FormKind::sign_in, seams);
}

void Updater::operator()(answer::FileRefused& it) {
    if (signed_in(state)) return;
    state.file_error = std::move(it.error);
}

void Updater::operator()(answer::FileChosen& it) {
    if (it.key == file_wish_key) {
        take_file(it.path, it.replace);
        return;
    }
    if (it.path.empty()) return;
    if (it.key == recovery_key_file) {
        save_recovery_key(std::move(it.path));
        return;
    }
    if (it.key.empty()) {
        intent::OpenFile open{std::move(it.path)};
        (*this)(open);
        return;
    }
    intent::Type typed{std::move(it.key), std::move(it.path)};
    (*this)(typed);
}

void Updater::operator()(answer::SessionChanged& it) {
    if (signed_in(state)) state.person = std::move(it.person);
}

void Updater::operator()(answer::SignedIn& it) {
    state.person = std::move(it.person);
    state.remembered_email = state.person.email;
    state.file_path = std::move(it.path);
    state.file_name = std::move(it.name);
    state.file_error.reset();
    state.gate_form.reset();
    if (it.older_copy) show(words::older_copy, Mood::danger);
    if (it.must_change_password) {
        state.gate = Gate::change_password;
        open_gate_form(state, FormKind::change_password, seams);
        return;
    }
    state.gate = Gate::open;
    state.section = Section::today;
    state.today.date = long_date_text(today(), state.language); // is known before anything is read
    refresh_overviews();
    emit(effect::Count{});
    emit(effect::LoadInbox{wording()});
    emit(effect::LoadViews{});
}

void Updater::operator()(answer::GateRefused& it) {
    if (!state.gate_form || state.gate_form->serial != it.serial) return;
    refuse(*state.gate_form, it.error);
    // What was typed wrongly is typed again from the start.
    if (FormField* password = state.gate_form->find("password");
        password != nullptr && it.error.code == ErrorCode::sign_in_refused) {
        password->text.clear();
        password->shown = false;
        state.gate_form->serial = state.next_ticket(); // the empty field takes the keyboard
        judge(*state.gate_form, seams, today());
    }
}

void Updater::operator()(intent::Lock&) {
    if (!signed_in(state)) return;
    keep_draft();
    drop_inline();
    emit(effect::Lock{});
    forget_session();
    state.gate = Gate::sign_in;
    open_gate_form(state, FormKind::sign_in, seams);
    state.gate_form->notice = words::locked_notice;
}

// Nothing that was read stays in memory behind the lock.
void Updater::forget_session() {
    const AppState empty = initial_state(state.language, state.now, seams);
    state.gate = Gate::start;
    state.person = {};
    state.lists = empty.lists;
    state.section = empty.section;
    state.today = {};
    state.charts = {};
    state.calendar = {};
    state.counts = {};
    state.trail.clear();
    state.page.reset();
    state.form.reset();
    state.recovery_key.reset();
    state.inline_edit.reset();
    state.gate_form.reset();
    state.drafts.clear();
    state.inbox.clear();
    state.inbox_loaded = false;
    state.inbox_error.reset();
    state.inbox_current = 0;
    state.inbox_busy = false;
    state.edit_again.reset();
    state.away = {};
    state.palette.reset();
    state.views = {};
    state.choosing_columns.reset();
    state.file_wish.reset();
    state.picker.reset();
    state.last_folder.clear();
    state.writing.reset();
    state.import.reset();
    state.toasts.clear();
    state.shortcuts_shown = false;
    state.leaving.reset();
    state.sync = {};
    state.pending = {};
    state.check = {};
}

void Updater::operator()(answer::Locked&) {
    if (state.quitting) state.quit = true;
    if (!signed_in(state)) return; // this program asked for it, and has forgotten already
    forget_session();
    state.gate = Gate::sign_in;
    open_gate_form(state, FormKind::sign_in, seams);
}

void Updater::operator()(intent::ChangeOwnPassword&) {
    if (state.gate == Gate::open && !state.form) open_own_password_form(state, seams);
}

} // namespace epic::app
