// What is chosen in a list, and what is done with all of it at once.
#include <algorithm>
#include <map>

#include "app/state/desk_words.hpp"
#include "app/state/present.hpp"
#include "app/state/updater.hpp"

namespace epic::app {
namespace {

constexpr std::size_t told_max = 6;

// The same sentence of many is told once.
std::vector<Message> told_once(const std::vector<Message>& refusals, Language language) {
    std::map<std::string, std::int64_t> times;
    for (const Message& refusal : refusals) ++times[refusal.in(language)];
    std::vector<Message> told;
    for (const auto& [text, count] : times) {
        told.push_back(Message(words::many_refused, {display_text(count, language), text}));
        if (told.size() == told_max) break;
    }
    return told;
}

Command command_for(Entity entity, const Id& record, const std::optional<Id>& person) {
    if (entity == Entity::event) return AssignSupport{record, person};
    Value value;
    if (person) value = *person;
    return EditRecord{Entity::client, record, {{Field::client_commercial, value}}};
}

} // namespace

std::optional<std::string> many_disabled_reason(const AppState& state, Entity entity) {
    if (entity != Entity::event && entity != Entity::client) return std::nullopt;
    RuleFacts best;
    best.client_commercial = state.person.id;
    best.contract_signed = true;
    const Field field = entity == Entity::event ? Field::event_support : Field::client_commercial;
    const auto refusal = refuses(state.actor(), entity, Action::change, field_set({field}), best);
    return refusal ? refusal_text(*refusal, state.language) : std::string();
}

void Updater::operator()(intent::ChooseRow& it) {
    ListState& list = state.list(it.entity);
    if (it.how == Choosing::toggle) {
        const Row* row = list.row(it.row);
        if (row == nullptr) return;
        if (list.chosen.erase(row->view.record.id) == 0) list.chosen.insert(row->view.record.id);
        list.chosen_before = list.chosen;
        return;
    }
    const std::int64_t first = std::max<std::int64_t>(std::min(it.row, it.anchor), 0);
    const std::int64_t count = std::min(std::max(it.row, it.anchor) - first + 1, chosen_max);
    list.chosen = list.chosen_before;
    for (std::int64_t i = first; i < first + count; ++i) {
        const Row* row = list.row(i);
        if (row == nullptr) {
            ListQuery query = list.query;
            query.offset = first;
            query.limit = count;
            emit(effect::CollectIds{list.generation, std::move(query)});
            return;
        }
        list.chosen.insert(row->view.record.id);
    }
}

void Updater::operator()(intent::ChooseAll& it) {
    ListState& list = state.list(it.entity);
    if (!many_disabled_reason(state, it.entity).value_or("no").empty()) return;
    ListQuery query = list.query;
    query.offset = 0;
    query.limit = chosen_max;
    emit(effect::CollectIds{list.generation, std::move(query)});
    if (list.total > chosen_max) {
        show(Message(words::many_chosen_max, {display_text(chosen_max, state.language)}), Mood::info);
    }
}

void Updater::operator()(intent::ChooseNone& it) {
    ListState& list = state.list(it.entity);
    list.chosen.clear();
    list.chosen_before.clear();
}

void Updater::operator()(answer::IdsCollected& it) {
    ListState& list = state.list(it.entity);
    if (list.generation != it.generation) return;
    list.chosen.insert(it.ids.begin(), it.ids.end());
}

void Updater::operator()(intent::ActOnChosen& it) {
    const ListState& list = state.list(it.entity);
    const auto reason = many_disabled_reason(state, it.entity);
    if (state.gate != Gate::open || state.form || list.chosen.empty() || !reason || !reason->empty()) return;
    emit(open_many_form(state, it.entity, {list.chosen.begin(), list.chosen.end()}, seams));
}

void Updater::run_many(FormState& form, bool rehearse) {
    const auto person = Id::parse(form.text_of("person"));
    effect::RunMany many{
        form.serial, form.entity == Entity::event ? "events.assign" : "clients.reassign", {}, rehearse};
    for (const Id& record : form.many) many.commands.push_back(command_for(form.entity, record, person));
    form.busy = true;
    form.warnings.clear();
    emit(std::move(many));
}

void Updater::operator()(answer::ManyDone& it) {
    if (!state.form || state.form->serial != it.serial) return;
    FormState& form = *state.form;
    if (it.rehearsed) {
        std::vector<Message> told = told_once(it.refusals, state.language);
        for (const Message& warning : it.warnings) {
            if (told.size() < told_max) told.push_back(warning);
        }
        if (it.written == 0 && !it.refusals.empty()) {
            form.busy = false;
            form.error = told.front();
        } else if (told.empty()) {
            run_many(form, false);
        } else {
            form.busy = false;
            form.warnings = std::move(told);
        }
        return;
    }
    const Entity entity = form.entity;
    state.form.reset();
    ListState& list = state.list(entity);
    list.chosen.clear();
    list.chosen_before.clear();
    const PluralMsg& done = entity == Entity::event ? words::many_assigned : words::many_reassigned;
    const std::string said = tr(state.language, done, it.written, display_text(it.written, state.language));
    show_done(Message(words::plainly, {said}), it.action);
    refresh_lists();
}

} // namespace epic::app
