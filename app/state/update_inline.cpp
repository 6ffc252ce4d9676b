// A field of a record, changed where it stands: written when it is left, taken back by Esc.
#include <algorithm>

#include "app/state/form_parts.hpp"
#include "app/state/form_words.hpp"
#include "app/state/updater.hpp"

namespace epic::app {
namespace {

// What more than one field is typed for has a dialog of its own.
std::optional<RecordAction> dialog_for(Field field) {
    if (field == Field::event_support) return RecordAction::assign_support;
    if (spec(field).unit != MergeUnit::alone) return RecordAction::edit;
    return std::nullopt;
}

} // namespace

void Updater::operator()(intent::EditField& it) {
    if (!state.page || !state.page->loaded || state.form || state.page->locked(it.field) != nullptr) return;
    if (state.inline_edit && state.inline_edit->busy) return;
    drop_inline();
    if (const auto action = dialog_for(it.field)) {
        intent::Act act{*action};
        (*this)(act);
        return;
    }
    const LoadedRecord& loaded = *state.page->loaded;
    const RecordView& view = loaded.view;
    FormState form = made(state, FormKind::client);
    switch (view.record.entity) {
        case Entity::client: break;
        case Entity::contract: form.kind = FormKind::contract; break;
        case Entity::event: form.kind = FormKind::event; break;
        case Entity::collaborator: form.kind = FormKind::collaborator; break;
        case Entity::payment: return;
    }
    form.entity = view.record.entity;
    form.subject = view.record.id;
    form.seen = loaded.seen;
    form.subject_name = state.page->title;
    form.before = view.record;
    FormField field = record_field(it.field);
    field.text = input_text(it.field, view.record, seams, state.language);
    field.initial = field.text;
    if (const auto name = view.names.find(it.field); name != view.names.end()) field.chosen_label = name->second;
    // What was typed here before and never written.
    const auto draft = state.drafts.find(form.draft_key());
    if (draft != state.drafts.end()) {
        if (const auto text = draft->second.find(field.key); text != draft->second.end()) field.text = text->second;
    }
    form.fields.push_back(std::move(field));
    set_choices(form, seams);
    relabel(form, state.language);
    judge(form, seams, today());
    emit(ask_choices(state, form));
    state.inline_edit = std::move(form);
}

void Updater::leave_inline() {
    FormState& form = *state.inline_edit;
    if (form.busy) return;
    FormField& field = form.fields.front();
    if (field.text == field.initial) {
        drop_inline();
        return;
    }
    field.shown = true;
    judge(form, seams, today());
    if (!form.can_save()) return; // the reason stands below the field
    form.error = {};
    form.busy = true;
    if (auto command = command_of(form, seams)) emit(effect::Preview{form.serial, std::move(*command)});
}

void Updater::inline_warned(std::vector<Message> warnings) {
    FormState form = std::move(*state.inline_edit);
    state.inline_edit.reset();
    if (warnings.empty()) {
        if (auto command = command_of(form, seams)) {
            emit(effect::Run{form.serial, std::move(*command), form.seen, {}});
            state.inline_edit = std::move(form);
        }
        return;
    }
    // It is asked about as in any dialog.
    form.busy = false;
    form.warnings = std::move(warnings);
    state.form = std::move(form);
}

bool Updater::inline_written(std::uint64_t serial, const Id& action) {
    if (!state.inline_edit || state.inline_edit->serial != serial) return false;
    const FormState form = std::move(*state.inline_edit);
    state.inline_edit.reset();
    const std::string key = form.draft_key();
    if (auto draft = state.drafts.find(key); draft != state.drafts.end()) {
        draft->second.erase(form.fields.front().key);
        if (draft->second.empty()) {
            state.drafts.erase(draft);
            emit(effect::DropDraft{key});
        } else {
            emit(effect::SaveDraft{key, draft->second});
        }
    }
    show_done(words::done_saved, action);
    return true;
}

void Updater::drop_inline() {
    if (!state.inline_edit) return;
    const FormState form = std::move(*state.inline_edit);
    state.inline_edit.reset();
    const FormField& field = form.fields.front();
    const std::string key = form.draft_key();
    auto& texts = state.drafts[key];
    const bool typed = field.text != field.initial && !form.busy;
    const auto known = texts.find(field.key);
    if (typed && (known == texts.end() || known->second != field.text)) {
        texts[field.key] = field.text;
        emit(effect::SaveDraft{key, texts});
    } else if (!typed && known != texts.end()) {
        texts.erase(known);
        if (texts.empty()) {
            emit(effect::DropDraft{key});
        } else {
            emit(effect::SaveDraft{key, texts});
        }
    }
    if (texts.empty()) state.drafts.erase(key);
}

} // namespace epic::app
