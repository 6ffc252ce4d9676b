// The forms of saved views and of many records at once.
#include "app/state/desk_words.hpp"
#include "app/state/form_parts.hpp"
#include "app/state/form_words.hpp"
#include "app/state/present.hpp"

namespace epic::app {

void open_view_form(AppState& state, Entity entity, const std::string& renames, const Seams& seams) {
    FormState form = made(state, FormKind::save_view);
    form.entity = entity;
    form.subject_name = renames;
    FormField name;
    name.key = "name";
    name.label = words::view_name;
    name.help = words::view_name_help;
    name.required = true;
    name.text = renames;
    name.initial = renames;
    form.fields.push_back(std::move(name));
    judge(form, seams, today_in(state.now, state.zone, seams.zones));
    state.form = std::move(form);
}

Effects open_many_form(AppState& state, Entity entity, std::vector<Id> records, const Seams& seams) {
    const bool events = entity == Entity::event;
    FormState form = made(state, events ? FormKind::assign_many : FormKind::reassign_many);
    form.entity = entity;
    form.many = std::move(records);
    const auto count = static_cast<std::int64_t>(form.many.size());
    form.subject_name = tr(state.language, events ? words::many_events : words::many_clients, count,
                           display_text(count, state.language));
    FormField person = record_field(events ? Field::event_support : Field::client_commercial);
    person.key = "person";
    if (!events) person.label = words::many_new_commercial;
    person.required = true;
    person.clearable = false;
    form.fields.push_back(std::move(person));
    Effects effects = ask_choices(state, form);
    judge(form, seams, today_in(state.now, state.zone, seams.zones));
    state.form = std::move(form);
    return effects;
}

} // namespace epic::app
