#include "app/state/update.hpp"

#include "app/state/form_words.hpp"
#include "app/state/present.hpp"
#include "app/state/updater.hpp"

namespace epic::app {

Section section_of(Entity entity) {
    switch (entity) {
        case Entity::client: return Section::clients;
        case Entity::contract:
        case Entity::payment: return Section::contracts;
        case Entity::event: return Section::events;
        case Entity::collaborator: break;
    }
    return Section::collaborators;
}

Entity entity_of(Section section) {
    switch (section) {
        case Section::contracts: return Entity::contract;
        case Section::events: return Entity::event;
        case Section::collaborators: return Entity::collaborator;
        default: break;
    }
    return Entity::client;
}

std::string create_disabled_reason(const AppState& state, Entity entity) {
    // From a list it is not known yet for whom: what no client and no contract could allow is refused.
    RuleFacts best;
    best.client_commercial = state.person.id;
    best.client_commercial_name = state.person.name;
    best.contract_signed = true;
    FieldSet needed;
    for (const FieldSpec& rule : fields_of(entity)) {
        if (rule.required && rule.type != FieldType::boolean) needed.set(static_cast<std::size_t>(rule.field));
    }
    const auto refusal = refuses(state.actor(), entity, Action::create, needed, best);
    return refusal ? refusal_text(*refusal, state.language) : std::string();
}

AppState initial_state(Language language, Instant now, const Seams& seams) {
    AppState state;
    state.language = language;
    state.now = now;
    state.zone = seams.zones.local_zone();
    for (const Entity entity : {Entity::client, Entity::contract, Entity::event, Entity::collaborator}) {
        state.list(entity).query.entity = entity;
        state.list(entity).query.limit = page_rows;
    }
    // What is over is looked up; what is to come is worked on.
    state.list(Entity::event).query.filters = {Filter::event_upcoming};
    return state;
}

Effects first_effects() {
    return {effect::LoadRecents{}};
}

Effects update(AppState& state, Intent intent, const Seams& seams) {
    Updater updater{state, seams};
    std::visit(updater, intent);
    return std::move(updater.effects);
}

void Updater::emit(Effects more) {
    for (Effect& effect : more) effects.push_back(std::move(effect));
}

Date Updater::today() const {
    return today_in(state.now, state.zone, seams.zones);
}

FormState* Updater::front_form() {
    if (state.form) return &*state.form;
    if (state.inline_edit) return &*state.inline_edit;
    return state.gate_form ? &*state.gate_form : nullptr;
}

void Updater::show(const Msg& message, Mood mood) {
    show(Message(message), mood);
}

void Updater::show(Message message, Mood mood) {
    state.toasts.push_back({state.next_ticket(), std::move(message), mood});
    if (state.toasts.size() > 4) state.toasts.erase(state.toasts.begin());
}

void Updater::show(const Error& error) {
    show(error.message, Mood::danger);
    state.toasts.back().who_could = error.who_could;
}

Message Updater::copied() const {
    return {words::done_copied_for_a_while, {std::to_string(state.preferences.clipboard_seconds)}};
}

void Updater::show_done(Message message, const Id& action) {
    show(std::move(message), Mood::success);
    if (action.is_nil()) return;
    state.toasts.back().action = ToastAction::undo;
    state.toasts.back().subject = action;
}

} // namespace epic::app
