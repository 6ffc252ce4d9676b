#include "app/state/form.hpp"

#include <algorithm>

#include "app/state/form_words.hpp"
#include "core/model/contact.hpp"
#include "core/model/validation.hpp"
#include "core/model/validation_words.hpp"

namespace epic::app {
namespace {

using F = Field;

bool creates(const FormState& form) {
    return !form.subject.has_value();
}

bool is_record_form(FormKind kind) {
    return kind == FormKind::client || kind == FormKind::contract || kind == FormKind::event ||
           kind == FormKind::collaborator || kind == FormKind::payment;
}

InputContext context_of(const FormState& form, const Seams& seams) {
    InputContext context{seams.zones, seams.unicode, form.text_of("time_zone"), form.currency};
    if (const auto typed = Currency::parse(form.text_of("currency"))) context.currency = *typed;
    return context;
}

bool blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

// What a field that belongs to no record must be.
Message judge_plain(const FormState& form, const FormField& field) {
    if (field.kind == InputKind::email && !is_email(normalised_email(field.text))) {
        return Message(words::not_an_email, {std::string_view(field.text).substr(0, 80)});
    }
    const bool chosen_now = field.key == "new_password" || field.key == "initial_password" ||
                            (field.key == "password" && form.kind == FormKind::create_file);
    if (chosen_now && length_in_code_points(field.text) < password_length_min) {
        return Message(words::password_too_short, {std::to_string(password_length_min)});
    }
    if (field.key == "new_password" && field.text == form.text_of("current_password")) return words::same_password;
    if (field.key == "repeat_password") {
        const std::string_view first = form.text_of(form.kind == FormKind::create_file ? "password" : "new_password");
        if (field.text != first) return words::passwords_differ;
    }
    return {};
}

Message judge_field(const FormState& form, const FormField& field, const InputContext& context) {
    if (blank(field.text)) {
        return field.required ? Message(words::value_required).with(field.label) : Message();
    }
    if (!field.field) return judge_plain(form, field);
    const auto parsed = parse_input(*field.field, field.text, context);
    if (!parsed) return parsed.error().message;
    for (const auto& [target, value] : *parsed) {
        if (const auto fine = validate(target, value, context.zones); !fine) return fine.error().message;
    }
    return {};
}

// The record as it would be, with harmless values where the form has no field.
Record imagined(const FormState& form, const Seams& seams, Date today) {
    Record record = form.before;
    record.entity = form.entity;
    for (const FieldSpec& rule : fields_of(form.entity)) {
        if (!rule.required || !is_null(record.get(rule.field))) continue;
        if (rule.type == FieldType::boolean) record.set(rule.field, std::int64_t{0});
        if (rule.type == FieldType::date) record.set(rule.field, today);
        if (rule.type == FieldType::currency) record.set(rule.field, std::string(form.currency.text()));
        if (rule.type == FieldType::language) record.set(rule.field, std::string("fr"));
        if (rule.type == FieldType::reference) record.set(rule.field, Id{});
    }
    record.set(form.fixed);
    record.set(typed_values(form, seams));
    return record;
}

void judge_together(FormState& form, const Seams& seams, Date today) {
    const auto whole = validate_record(imagined(form, seams, today), seams.zones);
    if (whole) return;
    if (FormField* at_fault = form.find(whole.error().field)) {
        at_fault->error = whole.error().message;
        form.save_reason = whole.error().message;
    }
}

bool same_period_unit(const FormField& field) {
    return field.field && spec(*field.field).unit == MergeUnit::period;
}

bool period_changed(const FormState& form) {
    return std::any_of(form.fields.begin(), form.fields.end(),
                       [](const FormField& field) { return same_period_unit(field) && field.text != field.initial; });
}

} // namespace

FormField* FormState::find(std::string_view key) {
    const auto found =
        std::find_if(fields.begin(), fields.end(), [&](const FormField& field) { return field.key == key; });
    return found == fields.end() ? nullptr : &*found;
}

const FormField* FormState::find(std::string_view key) const {
    const auto found =
        std::find_if(fields.begin(), fields.end(), [&](const FormField& field) { return field.key == key; });
    return found == fields.end() ? nullptr : &*found;
}

std::string_view FormState::text_of(std::string_view key) const {
    const FormField* field = find(key);
    return field == nullptr ? std::string_view() : field->text;
}

bool FormState::dirty() const {
    return std::any_of(fields.begin(), fields.end(),
                       [](const FormField& field) { return !field.disabled() && field.text != field.initial; });
}

std::string FormState::draft_key() const {
    if (!is_record_form(kind)) return {};
    const std::string name(entity_name(entity));
    return subject ? name + ".edit." + subject->text() : name + ".add";
}

void judge(FormState& form, const Seams& seams, Date today) {
    form.save_reason = {};
    const InputContext context = context_of(form, seams);
    for (FormField& field : form.fields) {
        field.error = field.disabled() ? Message() : judge_field(form, field, context);
        if (form.save_reason.empty()) form.save_reason = field.error;
    }
    if (!form.save_reason.empty()) return;
    if (is_record_form(form.kind) || form.kind == FormKind::settle_question) judge_together(form, seams, today);
    const bool needs_change = form.kind == FormKind::assign_support || (is_record_form(form.kind) && !creates(form));
    if (form.save_reason.empty() && needs_change && !form.dirty()) form.save_reason = words::nothing_changed;
}

FieldValues typed_values(const FormState& form, const Seams& seams) {
    const InputContext context = context_of(form, seams);
    // Start, end and zone are one value: another zone means other instants for the same clock times.
    const bool period = period_changed(form);
    FieldValues values;
    for (const FormField& field : form.fields) {
        if (!field.field || field.disabled()) continue;
        const bool changed = creates(form) ? !blank(field.text) : field.text != field.initial;
        if (!changed && !(period && same_period_unit(field))) continue;
        auto parsed = parse_input(*field.field, field.text, context);
        if (!parsed) continue;
        for (auto& value : *parsed) values.push_back(std::move(value));
    }
    return values;
}

FieldValues all_values(const FormState& form, const Seams& seams) {
    const InputContext context = context_of(form, seams);
    FieldValues values;
    for (const FormField& field : form.fields) {
        auto parsed = field.field ? parse_input(*field.field, field.text, context) : Result<FieldValues>(FieldValues());
        if (!parsed) continue;
        for (auto& value : *parsed) {
            // A currency that was chosen stands before the one that an amount brings along.
            const bool known = std::ranges::any_of(values, [&](const FieldValue& v) { return v.first == value.first; });
            if (!known) values.push_back(std::move(value));
        }
    }
    return values;
}

std::optional<Command> command_of(const FormState& form, const Seams& seams) {
    const Id subject = form.subject.value_or(Id{});
    switch (form.kind) {
        case FormKind::client:
        case FormKind::contract:
        case FormKind::event:
        case FormKind::collaborator:
        case FormKind::payment: {
            FieldValues values = form.fixed;
            for (auto& value : typed_values(form, seams)) values.push_back(std::move(value));
            if (creates(form)) return AddRecord{form.entity, Id{}, std::move(values)};
            return EditRecord{form.entity, subject, std::move(values)};
        }
        case FormKind::sign_contract: return SignContract{subject, parse_typed_date(form.text_of("signed_on"))};
        case FormKind::reverse_payment: return ReversePayment{subject, std::string(form.text_of("note"))};
        case FormKind::assign_support: return AssignSupport{subject, Id::parse(form.text_of("support"))};
        case FormKind::cancel_event: return CancelEvent{subject};
        case FormKind::deactivate: return DeactivateCollaborator{subject, Id::parse(form.text_of("take_over"))};
        case FormKind::reset_password: return ResetPassword{subject};
        case FormKind::settle_question: // an answer, not a command: see update_inbox.cpp
        case FormKind::save_view:
        case FormKind::assign_many: // several commands: see update_chosen.cpp
        case FormKind::reassign_many:
        case FormKind::sign_in:
        case FormKind::create_file:
        case FormKind::join_server:
        case FormKind::change_password:
        case FormKind::recovery_key:
        case FormKind::central_password:
        case FormKind::join_file:
        case FormKind::backup: break;
    }
    return std::nullopt;
}

std::string input_text(Field field, const Record& record, const Seams& seams, Language language) {
    const Value& value = record.get(field);
    if (is_null(value)) return {};
    switch (spec(field).type) {
        case FieldType::amount_minor: {
            std::string text = plain_text(money_of(record));
            text.resize(text.size() - 4); // the currency stands beside the field
            if (language == Language::french) std::replace(text.begin(), text.end(), '.', ',');
            return text;
        }
        case FieldType::date: return iso_text(std::get<Date>(value));
        case FieldType::instant: {
            std::string text =
                iso_text(seams.zones.to_civil(Instant{std::get<std::int64_t>(value)}, record.text(F::event_time_zone)));
            text[10] = ' ';
            return text;
        }
        case FieldType::reference: return std::get<Id>(value).text();
        case FieldType::boolean:
        case FieldType::integer: return std::to_string(std::get<std::int64_t>(value));
        default: return std::get<std::string>(value);
    }
}

} // namespace epic::app
