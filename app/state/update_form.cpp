#include <algorithm>

#include "app/state/form_words.hpp"
#include "app/state/updater.hpp"

namespace epic::app {
namespace {

const Msg& done_message(const FormState& form) {
    const bool created = !form.subject.has_value();
    switch (form.kind) {
        case FormKind::client: return created ? words::done_client_created : words::done_saved;
        case FormKind::contract: return created ? words::done_contract_created : words::done_saved;
        case FormKind::event: return created ? words::done_event_created : words::done_saved;
        case FormKind::collaborator: return created ? words::done_collaborator_created : words::done_saved;
        case FormKind::payment: return words::done_payment;
        case FormKind::sign_contract: return words::done_signed;
        case FormKind::reverse_payment: return words::done_reversed;
        case FormKind::assign_support:
            return form.text_of("support").empty() ? words::done_unassigned : words::done_assigned;
        case FormKind::cancel_event: return words::done_cancelled;
        case FormKind::deactivate: return words::done_deactivated;
        case FormKind::reset_password: return words::done_reset;
        case FormKind::change_password: return words::done_password;
        case FormKind::settle_question:
        case FormKind::save_view:
        case FormKind::assign_many:
        case FormKind::reassign_many:
        case FormKind::sign_in:
        case FormKind::create_file:
        case FormKind::join_server:
        case FormKind::recovery_key:
        case FormKind::central_password:
        case FormKind::join_file:
        case FormKind::backup: break;
    }
    return words::done_saved;
}

bool opens_what_it_made(const FormState& form) {
    return !form.subject && form.entity != Entity::payment;
}

std::string secret_of(const FormState& form) {
    return std::string(form.text_of("initial_password"));
}

} // namespace

void Updater::operator()(intent::Type& it) {
    FormState* form = front_form();
    FormField* field = form == nullptr ? nullptr : form->find(it.key);
    if (field == nullptr || field->disabled() || form->busy) return;
    field->text = std::move(it.text);
    form->error = {};
    form->who_could = {};
    form->warnings.clear();
    judge(*form, seams, today());
}

void Updater::operator()(intent::Leave& it) {
    FormState* form = front_form();
    FormField* field = form == nullptr ? nullptr : form->find(it.key);
    if (field == nullptr) return;
    // An empty field is not reproached before saving is tried: one may come back to it.
    if (!field->text.empty()) field->shown = true;
    if (form == (state.inline_edit ? &*state.inline_edit : nullptr)) {
        leave_inline();
        return;
    }
    keep_draft();
}

void Updater::operator()(intent::Search& it) {
    FormState* form = front_form();
    FormField* field = form == nullptr ? nullptr : form->find(it.key);
    if (field == nullptr || field->query == it.query) return;
    field->query = std::move(it.query);
    emit(effect::FindChoices{form->serial, field->key, choices_query(state, *form, *field)});
}

void Updater::operator()(answer::Choices& it) {
    FormState* form = front_form();
    FormField* field = form == nullptr || form->serial != it.serial ? nullptr : form->find(it.key);
    if (field == nullptr || field->query != it.query) return;
    // The one that is chosen keeps its name when it is not among the answers.
    for (const Choice& choice : field->choices) {
        if (choice.value == field->text) field->chosen_label = choice.label;
    }
    field->choices.clear();
    for (const RecordView& view : it.page.items) {
        if (form->kind == FormKind::deactivate && view.record.id == form->subject) continue;
        field->choices.push_back(choice_of(view, state.language));
    }
}

void Updater::operator()(intent::Submit&) {
    FormState* form = front_form();
    if (form == nullptr || form->busy || !form->warnings.empty()) return;
    if (!state.form && state.inline_edit) {
        leave_inline();
        return;
    }
    for (FormField& field : form->fields) field.shown = true;
    judge(*form, seams, today());
    if (!form->can_save()) return;
    form->error = {};
    form->who_could = {};
    form->busy = true;
    if (form->kind == FormKind::change_password) {
        emit(effect::ChangePassword{form->serial, std::string(form->text_of("current_password")),
                                    std::string(form->text_of("new_password"))});
    } else if (!state.form) {
        submit_gate(*form);
    } else if (form->kind == FormKind::recovery_key || form->kind == FormKind::backup ||
               form->kind == FormKind::central_password || form->kind == FormKind::join_file) {
        submit_own(*form);
    } else {
        submit_record(*form);
    }
}

void Updater::submit_gate(FormState& form) {
    const auto text = [&](std::string_view key) { return std::string(form.text_of(key)); };
    if (form.kind == FormKind::create_file) {
        emit(effect::CreateFile{form.serial, text("path"), text("full_name"), text("email"), text("password"),
                                state.language});
    } else if (form.kind == FormKind::join_server) {
        emit(effect::JoinServer{form.serial, text("path"), text("invite"), text("email"), text("password")});
    } else {
        emit(effect::SignIn{form.serial, state.file_path, text("email"), text("password")});
    }
}

void Updater::submit_record(FormState& form) {
    if (form.kind == FormKind::save_view) {
        save_view(form, false);
        return;
    }
    if (!form.many.empty()) {
        run_many(form, true);
        return;
    }
    if (form.kind == FormKind::settle_question) {
        emit(effect::Decide{form.serial, InboxAction::own_value, form.inbox_item, all_values(form, seams)});
        return;
    }
    if (auto command = command_of(form, seams)) emit(effect::Preview{form.serial, std::move(*command)});
}

void Updater::run(FormState& form) {
    form.busy = true;
    form.warnings.clear();
    if (auto command = command_of(form, seams)) {
        emit(effect::Run{form.serial, std::move(*command), form.seen, secret_of(form)});
    }
}

void Updater::operator()(answer::Previewed& it) {
    if (state.inline_edit && state.inline_edit->serial == it.serial) {
        if (state.inline_edit->busy) inline_warned(std::move(it.warnings));
        return;
    }
    if (!state.form || state.form->serial != it.serial || !state.form->busy) return;
    if (it.warnings.empty()) {
        run(*state.form);
        return;
    }
    state.form->busy = false;
    state.form->warnings = std::move(it.warnings);
}

void Updater::operator()(intent::AcceptWarnings&) {
    if (!state.form || state.form->warnings.empty()) return;
    if (state.form->kind == FormKind::save_view) {
        save_view(*state.form, true);
    } else if (!state.form->many.empty()) {
        run_many(*state.form, false);
    } else {
        run(*state.form);
    }
}

void Updater::operator()(answer::Refused& it) {
    FormState* form = front_form();
    if (form != nullptr && form->serial == it.serial && form->quick) {
        show(it.error);
        state.form.reset();
        refresh_overviews();
    } else if (form != nullptr && form->serial == it.serial) {
        refuse(*form, it.error);
    } else if (it.serial == 0) {
        show(it.error);
    }
}

void Updater::refuse(FormState& form, const Error& error) {
    form.busy = false;
    form.warnings.clear();
    FormField* field = error.field.empty() ? nullptr : form.find(error.field);
    if (field != nullptr && error.who_could.empty()) {
        field->error = error.message;
        field->shown = true;
        return;
    }
    form.error = error.message;
    form.who_could = error.who_could;
}

void Updater::operator()(answer::Written& it) {
    const bool of_form = state.form && state.form->serial == it.serial;
    if (of_form) {
        const FormState form = std::move(*state.form);
        state.form.reset();
        const std::string key = form.draft_key();
        if (!key.empty()) {
            state.drafts.erase(key);
            emit(effect::DropDraft{key});
        }
        show_done(done_message(form), it.action);
        if (!form.inbox_item.is_nil()) {
            emit(effect::Decide{0, InboxAction::dismiss, form.inbox_item, {}, true}); // it was written anew
        }
        if (opens_what_it_made(form)) state.trail.push_back({it.entity, it.record});
    } else if (!inline_written(it.serial, it.action)) {
        show_done(words::done_saved, it.action);
    }
    if (!state.trail.empty()) load_page();
    refresh_lists();
}

void Updater::close_form() {
    keep_draft();
    state.form.reset();
}

void Updater::operator()(intent::Cancel&) {
    if (!state.form && state.inline_edit) {
        // Taken back on purpose: no draft either.
        FormField& field = state.inline_edit->fields.front();
        field.text = field.initial;
        if (!state.inline_edit->busy) drop_inline();
        return;
    }
    if (state.form && !state.form->warnings.empty()) {
        state.form->warnings.clear();
        if (state.form->quick) state.form.reset();
    } else if (state.form && state.form->busy && state.form->kind == FormKind::backup) {
        emit(effect::StopBackUp{});
    } else if (state.form && !state.form->busy) {
        close_form();
    } else if (!state.form && state.gate_form && state.gate != Gate::change_password) {
        intent::GoToGate start{Gate::start};
        (*this)(start);
    }
}

void Updater::keep_draft() {
    if (!state.form) return;
    const std::string key = state.form->draft_key();
    if (key.empty()) return;
    std::map<std::string, std::string> texts;
    for (const FormField& field : state.form->fields) {
        const bool secret = field.kind == InputKind::password || field.kind == InputKind::one_time_password;
        if (!secret && !field.disabled() && field.text != field.initial) texts[field.key] = field.text;
    }
    const auto known = state.drafts.find(key);
    if (texts.empty()) {
        if (known != state.drafts.end()) emit(effect::DropDraft{key});
        state.drafts.erase(key);
    } else if (known == state.drafts.end() || known->second != texts) {
        state.drafts[key] = texts;
        emit(effect::SaveDraft{key, std::move(texts)});
    }
}

void Updater::operator()(intent::DiscardDraft&) {
    if (!state.form) return;
    for (FormField& field : state.form->fields) {
        if (field.kind == InputKind::one_time_password || field.disabled()) continue;
        field.text = field.initial;
        field.shown = false;
    }
    state.form->restored = false;
    state.form->serial = state.next_ticket(); // what the screen keeps of the typing begins anew, too
    keep_draft();
    for (const FormField& field : state.form->fields) {
        if (field.kind == InputKind::search) {
            emit(effect::FindChoices{state.form->serial, field.key, choices_query(state, *state.form, field)});
        }
    }
    judge(*state.form, seams, today());
}

void Updater::operator()(intent::SuggestPassword&) {
    if (state.form) emit(effect::SuggestPassword{state.form->serial});
}

void Updater::operator()(answer::PasswordSuggested& it) {
    if (!state.form || state.form->serial != it.serial) return;
    if (FormField* field = state.form->find("initial_password")) field->text = std::move(it.text);
    judge(*state.form, seams, today());
}

void Updater::operator()(intent::CopyOneTimePassword&) {
    if (!state.form) return;
    emit(effect::CopyText{secret_of(*state.form), true});
    show(copied(), Mood::success);
}

void Updater::operator()(answer::PasswordChanged& it) {
    FormState* form = front_form();
    if (form == nullptr || form->serial != it.serial) return;
    if (state.gate == Gate::change_password) {
        answer::SignedIn again{state.person, false, state.file_path, state.file_name};
        (*this)(again);
    } else {
        state.form.reset();
    }
    show(words::done_password);
}

void Updater::operator()(answer::Drafts& it) {
    state.drafts = std::move(it.by_form);
}

} // namespace epic::app
