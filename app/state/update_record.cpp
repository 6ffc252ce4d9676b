#include "app/state/updater.hpp"

namespace epic::app {

void Updater::load_page() {
    const bool stays = state.page && !state.trail.empty() && state.trail.back().id == state.page->id;
    if (!stays) drop_inline();
    if (state.trail.empty()) {
        state.page.reset();
        return;
    }
    const RecordRef shown = state.trail.back();
    if (!state.page || state.page->entity != shown.entity || state.page->id != shown.id) {
        state.page.emplace();
        state.page->entity = shown.entity;
        state.page->id = shown.id;
    }
    state.page->ticket = state.next_ticket();
    state.page->error.reset();
    state.page->outdated = false;
    state.page->asked = true;
    emit(effect::Load{state.page->ticket, shown.entity, shown.id, wording()});
}

void Updater::refresh_page() {
    if (!state.page) return;
    if (state.page->asked) {
        state.page->outdated = true;
    } else {
        load_page();
    }
}

void Updater::operator()(intent::OpenRecord& it) {
    if (state.gate != Gate::open) return;
    const bool same = !state.trail.empty() && state.trail.back().id == it.id;
    if (!same) state.trail.push_back({it.entity, it.id});
    load_page();
}

void Updater::operator()(intent::Back&) {
    if (state.trail.empty()) return;
    state.trail.pop_back();
    load_page();
    if (state.trail.empty() && is_list(state.section)) {
        ListState& list = state.list(entity_of(state.section));
        if (!list.loaded) ask_anew(list);
        refresh_shown_list();
    }
    if (state.trail.empty()) open_overview();
}

void Updater::operator()(intent::ShowTab& it) {
    drop_inline();
    if (state.page) state.page->tab = it.tab;
}

void Updater::operator()(answer::Loaded& it) {
    if (!state.page || state.page->ticket != it.ticket) return;
    const bool outdated = state.page->outdated;
    it.page.ticket = state.page->ticket;
    it.page.tab = state.page->tab;
    state.page = std::move(it.page);
    if (it.wording.language != state.language) format(*state.page, state.language, seams, state.now);
    edit_again_when_loaded();
    if (outdated && state.page) load_page();
}

void Updater::operator()(answer::LoadFailed& it) {
    if (!state.page || state.page->ticket != it.ticket) return;
    state.page->asked = false;
    state.page->error = std::move(it.error);
}

void Updater::operator()(intent::Act& it) {
    if (!state.page || !state.page->loaded || state.form) return;
    const OfferedAction* offer = state.page->offered(it.action);
    if (offer == nullptr || !offer->disabled_reason.empty()) return;
    drop_inline();
    const LoadedRecord& loaded = *state.page->loaded;
    const RecordView& view = loaded.view;
    switch (it.action) {
        case RecordAction::edit: emit(open_edit_form(state, seams)); break;
        case RecordAction::contacted_today:
            emit(effect::Run{0,
                             EditRecord{Entity::client, view.record.id, {{Field::client_last_contact, today()}}},
                             loaded.seen,
                             {}});
            break;
        case RecordAction::reactivate:
            emit(effect::Run{
                0,
                EditRecord{Entity::collaborator, view.record.id, {{Field::collaborator_active, std::int64_t{1}}}},
                loaded.seen,
                {}});
            break;
        case RecordAction::new_contract:
            emit(open_create_form(state, Entity::contract, {&view, nullptr}, seams));
            break;
        case RecordAction::add_payment: emit(open_create_form(state, Entity::payment, {nullptr, &view}, seams)); break;
        case RecordAction::new_event: emit(open_create_form(state, Entity::event, {nullptr, &view}, seams)); break;
        case RecordAction::sign: emit(open_action_form(state, FormKind::sign_contract, seams)); break;
        case RecordAction::assign_support: emit(open_action_form(state, FormKind::assign_support, seams)); break;
        case RecordAction::cancel_event: emit(open_action_form(state, FormKind::cancel_event, seams)); break;
        case RecordAction::reset_password: emit(open_action_form(state, FormKind::reset_password, seams)); break;
        case RecordAction::save_sheet: save_event(FilePurpose::export_sheet); break;
        case RecordAction::save_calendar: save_event(FilePurpose::export_calendar); break;
        case RecordAction::deactivate: emit(open_action_form(state, FormKind::deactivate, seams)); break;
    }
}

void Updater::operator()(intent::ReversePayment& it) {
    if (!state.page || !state.page->loaded || state.form) return;
    for (const PaymentLine& payment : state.page->payments) {
        if (payment.id == it.payment && payment.reverse_disabled_reason.empty()) {
            emit(open_reverse_form(state, it.payment, seams));
            return;
        }
    }
}

void Updater::operator()(intent::NewRecord& it) {
    if (state.gate != Gate::open || state.form || !create_disabled_reason(state, it.entity).empty()) return;
    emit(open_create_form(state, it.entity, {}, seams));
}

void Updater::operator()(intent::NewHere&) {
    if (state.page || !is_list(state.section)) return;
    intent::NewRecord there{entity_of(state.section)};
    (*this)(there);
}

} // namespace epic::app
