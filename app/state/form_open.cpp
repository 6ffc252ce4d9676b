#include "app/state/form_open.hpp"

#include <algorithm>

#include "app/state/date_words.hpp"
#include "app/state/exchange_words.hpp"
#include "app/state/first_run_words.hpp"
#include "app/state/form_parts.hpp"
#include "app/state/form_words.hpp"
#include "app/state/present.hpp"
#include "core/model/model_words.hpp"

namespace epic::app {
namespace {

using F = Field;

InputKind input_kind(const FieldSpec& rule) {
    switch (rule.type) {
        case FieldType::long_text: return InputKind::long_text;
        case FieldType::email: return InputKind::email;
        case FieldType::phone: return InputKind::phone;
        case FieldType::integer: return InputKind::number;
        case FieldType::amount_minor: return InputKind::amount;
        case FieldType::date: return InputKind::date;
        case FieldType::instant: return InputKind::moment;
        case FieldType::reference: return InputKind::search;
        case FieldType::currency:
        case FieldType::zone:
        case FieldType::department:
        case FieldType::language:
        case FieldType::boolean: return InputKind::choice;
        case FieldType::text: break;
    }
    return InputKind::text;
}

} // namespace

FormField record_field(Field field) {
    const FieldSpec& rule = spec(field);
    FormField made;
    made.key = rule.name;
    made.kind = input_kind(rule);
    made.label = rule.label;
    made.required = rule.required;
    made.clearable = !rule.required;
    made.field = field;
    made.target = rule.target;
    return made;
}

namespace {

FormField plain_field(std::string_view key, InputKind kind, const Msg& label, const Msg& help = {"", ""}) {
    FormField made;
    made.key = key;
    made.kind = kind;
    made.label = label;
    made.help = help;
    made.required = true;
    return made;
}

std::vector<Field> fields_shown(Entity entity, bool creating) {
    switch (entity) {
        case Entity::client: {
            std::vector<Field> fields{F::client_full_name, F::client_company,       F::client_email,
                                      F::client_phone,     F::client_first_contact, F::client_last_contact};
            if (!creating) fields.push_back(F::client_commercial);
            fields.push_back(F::client_notes);
            return fields;
        }
        case Entity::contract:
            if (creating) {
                return {F::contract_client, F::contract_total, F::contract_currency, F::contract_created_on,
                        F::contract_notes};
            }
            return {F::contract_total, F::contract_currency, F::contract_created_on, F::contract_signed_on,
                    F::contract_notes};
        case Entity::payment: return {F::payment_amount, F::payment_received_on, F::payment_method, F::payment_note};
        case Entity::event:
            return {F::event_title,        F::event_starts_at,     F::event_ends_at,       F::event_time_zone,
                    F::event_contract,     F::event_venue_name,    F::event_venue_address, F::event_attendees,
                    F::event_contact_name, F::event_contact_phone, F::event_contact_email, F::event_notes};
        case Entity::collaborator: break;
    }
    return {F::collaborator_full_name, F::collaborator_email, F::collaborator_phone, F::collaborator_department,
            F::collaborator_language};
}

FormKind kind_of(Entity entity) {
    switch (entity) {
        case Entity::client: return FormKind::client;
        case Entity::contract: return FormKind::contract;
        case Entity::payment: return FormKind::payment;
        case Entity::event: return FormKind::event;
        case Entity::collaborator: break;
    }
    return FormKind::collaborator;
}

} // namespace

FormState made(AppState& state, FormKind kind) {
    FormState form;
    form.kind = kind;
    form.serial = state.next_ticket();
    return form;
}

namespace {

void set_initial(FormState& form, std::string_view key, std::string text) {
    if (FormField* field = form.find(key)) {
        field->text = std::move(text);
        field->initial = field->text;
    }
}

} // namespace

Effects ask_choices(const AppState& state, const FormState& form) {
    Effects effects;
    for (const FormField& field : form.fields) {
        if (field.kind != InputKind::search || field.disabled()) continue;
        effects.push_back(effect::FindChoices{form.serial, field.key, choices_query(state, form, field)});
    }
    return effects;
}

namespace {

void restore_draft(const AppState& state, FormState& form) {
    const auto draft = state.drafts.find(form.draft_key());
    if (draft == state.drafts.end()) return;
    for (const auto& [key, text] : draft->second) {
        FormField* field = form.find(key);
        if (field == nullptr || field->disabled() || field->text == text) continue;
        field->text = text;
        field->shown = true;
        form.restored = true;
    }
}

} // namespace

void set_choices(FormState& form, const Seams& seams) {
    for (FormField& field : form.fields) {
        if (field.field && spec(*field.field).type == FieldType::zone) {
            for (const std::string& zone : seams.zones.names()) field.choices.push_back({zone, zone, {}, false});
        }
        if (field.field && spec(*field.field).type == FieldType::currency) {
            for (const std::string code : {"EUR", "CHF", "GBP", "USD"})
                field.choices.push_back({code, code, {}, false});
            const bool known = std::any_of(field.choices.begin(), field.choices.end(),
                                           [&](const Choice& choice) { return choice.value == field.text; });
            if (!known && !field.text.empty()) field.choices.push_back({field.text, field.text, {}, false});
        }
    }
}

void judge_rights(FormState& form, const RecordPage& page) {
    for (FormField& field : form.fields) {
        const Refusal* refusal = field.field ? page.locked(*field.field) : nullptr;
        if (refusal == nullptr) continue;
        field.disabled_reason = refusal->reason;
        field.disabled_who = refusal->who_could;
    }
}

namespace {

void finish(AppState& state, FormState form, const Seams& seams) {
    set_choices(form, seams);
    relabel(form, state.language);
    judge(form, seams, today_in(state.now, state.zone, seams.zones));
    state.form = std::move(form);
}

} // namespace

void relabel(FormState& form, Language language) {
    for (FormField& field : form.fields) {
        if (!field.field) continue;
        if (spec(*field.field).type == FieldType::department) {
            field.choices.clear();
            for (const Department d : {Department::gestion, Department::commercial, Department::support}) {
                field.choices.push_back(
                    {std::string(department_name(d)), std::string(tr(language, department_label(d))), {}, false});
            }
        }
        if (spec(*field.field).type == FieldType::language) {
            field.choices = {{"fr", std::string(tr(language, words::french)), {}, false},
                             {"en", std::string(tr(language, words::english)), {}, false}};
        }
    }
}

Choice choice_of(const RecordView& view, Language language) {
    const Record& r = view.record;
    Choice choice;
    choice.value = r.id.text();
    switch (r.entity) {
        case Entity::client:
            choice.label = r.text(F::client_full_name);
            choice.detail = r.text(F::client_company);
            choice.person = true;
            break;
        case Entity::contract:
            choice.label = view.number + " · " + view.client_name;
            choice.detail = display_text(money_of(r), language);
            break;
        case Entity::collaborator:
            choice.label = r.text(F::collaborator_full_name);
            if (const auto d = department_of(r)) choice.detail = tr(language, department_label(*d));
            choice.person = true;
            break;
        case Entity::event: choice.label = r.text(F::event_title); break;
        case Entity::payment: choice.label = display_text(money_of(r), language); break;
    }
    return choice;
}

ListQuery choices_query(const AppState& state, const FormState& form, const FormField& field) {
    ListQuery query;
    query.entity = field.target.value_or(Entity::client);
    query.text = field.query;
    query.limit = 40;
    if (query.entity == Entity::collaborator) {
        query.filters = {Filter::collaborator_active};
        std::string wanted(department_name(Department::support));
        if (field.key == "commercial" || form.kind == FormKind::reassign_many)
            wanted = department_name(Department::commercial);
        if (field.key == "take_over") wanted = form.before.text(F::collaborator_department);
        query.where.push_back({F::collaborator_department, Comparison::equal, std::move(wanted)});
    }
    if (query.entity == Entity::contract) {
        query.where.push_back({F::contract_signed_on, Comparison::not_equal, Value{}});
        if (state.person.department == Department::commercial) query.filters = {Filter::contract_my_clients};
    }
    return query;
}

void open_gate_form(AppState& state, FormKind kind, const Seams& seams) {
    FormState form = made(state, kind);
    auto& fields = form.fields;
    switch (kind) {
        case FormKind::create_file:
            // Where it lies comes last, and is offered: nobody begins by deciding that.
            fields = {plain_field("full_name", InputKind::text, words::your_name),
                      plain_field("email", InputKind::email, words::your_email, words::email_is_login),
                      plain_field("password", InputKind::password, words::new_password, words::password_help),
                      plain_field("repeat_password", InputKind::password, words::repeat_password),
                      plain_field("path", InputKind::path, words::file_to_create)};
            set_initial(form, "path", state.new_file);
            break;
        case FormKind::join_server:
            fields = {plain_field("invite", InputKind::path, words::join_file, words::join_file_help),
                      plain_field("email", InputKind::email, words::email),
                      plain_field("password", InputKind::password, words::password),
                      plain_field("path", InputKind::path, words::file_to_create)};
            set_initial(form, "path", state.new_file);
            break;
        case FormKind::change_password:
            fields = {plain_field("current_password", InputKind::password, words::current_password),
                      plain_field("new_password", InputKind::password, words::new_password, words::password_help),
                      plain_field("repeat_password", InputKind::password, words::repeat_password)};
            break;
        default:
            fields = {plain_field("email", InputKind::email, words::email),
                      plain_field("password", InputKind::password, words::password)};
            set_initial(form, "email", state.remembered_email);
            break;
    }
    judge(form, seams, today_in(state.now, state.zone, seams.zones));
    state.gate_form = std::move(form);
}

void open_own_password_form(AppState& state, const Seams& seams) {
    open_gate_form(state, FormKind::change_password, seams);
    state.form = std::move(state.gate_form);
    state.gate_form.reset();
}

void open_recovery_key_form(AppState& state, const Seams& seams) {
    FormState form = made(state, FormKind::recovery_key);
    form.notice = words::new_recovery_notice;
    finish(state, std::move(form), seams);
}

void open_central_password_form(AppState& state, const Seams& seams) {
    FormState form = made(state, FormKind::central_password);
    form.notice = words::central_password_notice;
    form.fields = {plain_field("email", InputKind::email, words::your_email),
                   plain_field("password", InputKind::password, words::new_password)};
    set_initial(form, "email", state.person.email);
    finish(state, std::move(form), seams);
}

void open_join_file_form(AppState& state, const Seams& seams) {
    FormState form = made(state, FormKind::join_file);
    form.notice = words::renew_join_notice;
    form.fields = {plain_field("invite", InputKind::path, words::join_file)};
    finish(state, std::move(form), seams);
}

void open_backup_form(AppState& state, const Seams& seams) {
    FormState form = made(state, FormKind::backup);
    form.notice = words::backup_notice;
    FormField password =
        plain_field("new_password", InputKind::password, words::backup_password, words::backup_password_help);
    password.required = false;
    form.fields = {plain_field("path", InputKind::path, words::backup_to), std::move(password)};
    // Beside the file, under the day's name: a place to begin with.
    const std::size_t dot = state.file_path.ends_with(".epic") ? state.file_path.size() - 5 : state.file_path.size();
    const std::string day = iso_text(today_in(state.now, state.zone, seams.zones));
    set_initial(form, "path", state.file_path.substr(0, dot) + " " + day + ".epic");
    finish(state, std::move(form), seams);
}

Effects open_create_form(AppState& state, Entity entity, const NewFrom& from, const Seams& seams) {
    FormState form = made(state, kind_of(entity));
    form.entity = entity;
    form.before.entity = entity;
    const std::string today = iso_text(today_in(state.now, state.zone, seams.zones));
    for (const Field field : fields_shown(entity, true)) form.fields.push_back(record_field(field));
    set_initial(form, "first_contact", today);
    set_initial(form, "last_contact", today);
    set_initial(form, "created_on", today);
    set_initial(form, "received_on", today);
    set_initial(form, "currency", std::string(euro.text()));
    set_initial(form, "time_zone", "Europe/Paris");
    set_initial(form, "language", "fr");
    Effects effects;
    if (from.client != nullptr) {
        set_initial(form, "client", from.client->record.id.text());
        if (FormField* field = form.find("client")) field->chosen_label = choice_of(*from.client, state.language).label;
    }
    if (from.contract != nullptr) {
        const RecordView& contract = *from.contract;
        form.subject_name = contract.number + " · " + contract.client_name;
        if (entity == Entity::payment) {
            form.fixed = {{F::payment_contract, contract.record.id}};
            form.currency = money_of(contract.record).currency;
        }
        set_initial(form, "contract", contract.record.id.text());
        if (FormField* field = form.find("contract")) field->chosen_label = form.subject_name;
    }
    if (FormField* method = form.find("method")) method->help = words::method_help;
    if (FormField* zone = form.find("time_zone")) zone->help = words::zone_help;
    if (entity == Entity::collaborator) {
        form.fields.push_back(plain_field("initial_password", InputKind::one_time_password, words::one_time_password,
                                          words::one_time_help));
        effects.push_back(effect::SuggestPassword{form.serial});
    }
    restore_draft(state, form);
    for (Effect& asked : ask_choices(state, form)) effects.push_back(std::move(asked));
    finish(state, std::move(form), seams);
    return effects;
}

Effects open_edit_form(AppState& state, const Seams& seams) {
    const LoadedRecord& loaded = *state.page->loaded;
    const RecordView& view = loaded.view;
    FormState form = made(state, kind_of(view.record.entity));
    form.entity = view.record.entity;
    form.subject = view.record.id;
    form.seen = state.page->loaded->seen;
    form.subject_name = state.page->title;
    form.before = view.record;
    if (form.entity == Entity::contract) form.currency = money_of(view.record).currency;
    for (const Field field : fields_shown(form.entity, false)) {
        FormField made_field = record_field(field);
        made_field.text = input_text(field, view.record, seams, state.language);
        made_field.initial = made_field.text;
        if (const auto name = view.names.find(field); name != view.names.end()) made_field.chosen_label = name->second;
        form.fields.push_back(std::move(made_field));
    }
    if (FormField* zone = form.find("time_zone")) zone->help = words::zone_help;
    judge_rights(form, *state.page);
    restore_draft(state, form);
    Effects effects = ask_choices(state, form);
    finish(state, std::move(form), seams);
    return effects;
}

Effects open_action_form(AppState& state, FormKind kind, const Seams& seams) {
    const RecordView& view = state.page->loaded->view;
    FormState form = made(state, kind);
    form.entity = view.record.entity;
    form.subject = view.record.id;
    form.seen = state.page->loaded->seen;
    form.subject_name = state.page->title;
    form.before = view.record;
    Effects effects;
    switch (kind) {
        case FormKind::sign_contract: {
            FormField on = plain_field("signed_on", InputKind::date, words::signed_on_date);
            on.field = F::contract_signed_on;
            form.fields.push_back(std::move(on));
            set_initial(form, "signed_on", iso_text(today_in(state.now, state.zone, seams.zones)));
            form.notice = words::sign_notice;
            break;
        }
        case FormKind::assign_support: {
            FormField support = record_field(F::event_support);
            support.help = words::support_help;
            support.text = input_text(F::event_support, view.record, seams, state.language);
            support.initial = support.text;
            if (const auto name = view.names.find(F::event_support); name != view.names.end()) {
                support.chosen_label = name->second;
            }
            form.fields.push_back(std::move(support));
            break;
        }
        case FormKind::deactivate: {
            FormField take_over =
                plain_field("take_over", InputKind::search, words::take_over_by, words::take_over_help);
            take_over.required = false;
            take_over.clearable = true;
            take_over.target = Entity::collaborator;
            form.fields.push_back(std::move(take_over));
            form.notice = words::deactivate_notice;
            break;
        }
        case FormKind::reset_password:
            form.fields.push_back(plain_field("initial_password", InputKind::one_time_password,
                                              words::one_time_password, words::one_time_help));
            form.notice = words::reset_notice;
            effects.push_back(effect::SuggestPassword{form.serial});
            break;
        case FormKind::cancel_event: form.notice = words::cancel_notice; break;
        default: break;
    }
    for (Effect& asked : ask_choices(state, form)) effects.push_back(std::move(asked));
    finish(state, std::move(form), seams);
    return effects;
}

Effects open_quick_assignment(AppState& state, const CalendarEvent& event, const std::optional<Id>& support,
                              std::int64_t seen, const Seams& seams) {
    FormState form = made(state, FormKind::assign_support);
    form.entity = Entity::event;
    form.subject = event.id;
    form.seen = seen;
    form.subject_name = event.title;
    form.before = Record(Entity::event, event.id);
    if (event.support) form.before.set(F::event_support, *event.support);
    FormField field = record_field(F::event_support);
    field.initial = event.support ? event.support->text() : std::string();
    field.text = support ? support->text() : std::string();
    form.fields.push_back(std::move(field));
    form.quick = true;
    finish(state, std::move(form), seams);
    if (!state.form->can_save()) {
        state.form.reset();
        return {};
    }
    state.form->busy = true;
    auto command = command_of(*state.form, seams);
    if (!command) return {};
    return {effect::Preview{state.form->serial, std::move(*command)}};
}

Effects open_reverse_form(AppState& state, const Id& payment, const Seams& seams) {
    FormState form = made(state, FormKind::reverse_payment);
    form.entity = Entity::payment;
    form.subject = payment;
    form.subject_name = state.page->title;
    form.notice = words::reverse_notice;
    FormField note = plain_field("note", InputKind::text, words::reversal_reason);
    form.fields.push_back(std::move(note));
    finish(state, std::move(form), seams);
    return {};
}

} // namespace epic::app
