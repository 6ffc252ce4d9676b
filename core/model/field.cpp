#include "core/model/field.hpp"

#include <algorithm>
#include <array>
#include <cassert>

#include "core/model/model_words.hpp"

namespace epic {
namespace {

using enum FieldType;
using E = Entity;
using F = Field;
using P = MergePolicy;
using U = MergeUnit;

constexpr std::uint32_t line = 200;
constexpr std::uint32_t page = 20'000;

constexpr std::array<FieldSpec, field_count> specs{{
    {F::collaborator_full_name, E::collaborator, "full_name", text, P::newest_wins, U::alone, true, line,
     words::full_name},
    {F::collaborator_email, E::collaborator, "email", email, P::ask, U::alone, true, 254, words::email},
    {F::collaborator_phone, E::collaborator, "phone", phone, P::newest_wins, U::alone, false, 60, words::phone},
    {F::collaborator_department, E::collaborator, "department", department, P::ask, U::alone, true, 16,
     words::department},
    {F::collaborator_active, E::collaborator, "active", boolean, P::ask, U::alone, true, 1, words::active},
    {F::collaborator_must_change_password, E::collaborator, "must_change_password", boolean, P::newest_wins, U::alone,
     true, 1, words::must_change_password},
    {F::collaborator_language, E::collaborator, "language", language, P::newest_wins, U::alone, true, 2,
     words::language},

    {F::client_full_name, E::client, "full_name", text, P::newest_wins, U::alone, true, line, words::full_name},
    {F::client_email, E::client, "email", email, P::newest_wins, U::alone, false, 254, words::email},
    {F::client_phone, E::client, "phone", phone, P::newest_wins, U::alone, false, 60, words::phone},
    {F::client_company, E::client, "company", text, P::newest_wins, U::alone, false, line, words::company},
    {F::client_first_contact, E::client, "first_contact", date, P::newest_wins, U::alone, true, 10,
     words::first_contact},
    {F::client_last_contact, E::client, "last_contact", date, P::newest_wins, U::alone, false, 10, words::last_contact},
    {F::client_commercial, E::client, "commercial", reference, P::ask, U::alone, true, 36, words::commercial,
     E::collaborator},
    {F::client_notes, E::client, "notes", long_text, P::lines, U::alone, false, page, words::notes},
    {F::client_withdrawn, E::client, "withdrawn", boolean, P::ask, U::alone, true, 1, words::withdrawn},

    {F::contract_number, E::contract, "number", text, P::immutable, U::alone, false, 40, words::number},
    {F::contract_client, E::contract, "client", reference, P::immutable, U::alone, true, 36, words::client, E::client},
    {F::contract_total, E::contract, "total", amount_minor, P::ask, U::total, true, 20, words::total},
    {F::contract_currency, E::contract, "currency", currency, P::ask, U::total, true, 3, words::currency},
    {F::contract_created_on, E::contract, "created_on", date, P::newest_wins, U::alone, true, 10, words::created_on},
    {F::contract_signed_on, E::contract, "signed_on", date, P::ask, U::alone, false, 10, words::signed_on},
    {F::contract_notes, E::contract, "notes", long_text, P::lines, U::alone, false, page, words::notes},
    {F::contract_withdrawn, E::contract, "withdrawn", boolean, P::ask, U::alone, true, 1, words::withdrawn},

    {F::payment_contract, E::payment, "contract", reference, P::immutable, U::alone, true, 36, words::contract,
     E::contract},
    {F::payment_amount, E::payment, "amount", amount_minor, P::immutable, U::payment_amount, true, 20, words::amount},
    {F::payment_currency, E::payment, "currency", currency, P::immutable, U::payment_amount, true, 3, words::currency},
    {F::payment_received_on, E::payment, "received_on", date, P::immutable, U::alone, true, 10, words::received_on},
    {F::payment_method, E::payment, "method", text, P::immutable, U::alone, false, 60, words::method},
    {F::payment_note, E::payment, "note", text, P::immutable, U::alone, false, 2'000, words::note},
    {F::payment_reverses, E::payment, "reverses", reference, P::immutable, U::alone, false, 36, words::reverses,
     E::payment},

    {F::event_title, E::event, "title", text, P::newest_wins, U::alone, true, 300, words::title},
    {F::event_contract, E::event, "contract", reference, P::ask, U::alone, true, 36, words::contract, E::contract},
    {F::event_contact_name, E::event, "contact_name", text, P::newest_wins, U::alone, false, line, words::contact_name},
    {F::event_contact_phone, E::event, "contact_phone", phone, P::newest_wins, U::alone, false, 60,
     words::contact_phone},
    {F::event_contact_email, E::event, "contact_email", email, P::newest_wins, U::alone, false, 254,
     words::contact_email},
    {F::event_starts_at, E::event, "starts_at", instant, P::newest_wins, U::period, true, 30, words::starts_at},
    {F::event_ends_at, E::event, "ends_at", instant, P::newest_wins, U::period, true, 30, words::ends_at},
    {F::event_time_zone, E::event, "time_zone", zone, P::newest_wins, U::period, true, 64, words::time_zone},
    {F::event_support, E::event, "support", reference, P::ask, U::alone, false, 36, words::support, E::collaborator},
    {F::event_venue_name, E::event, "venue_name", text, P::newest_wins, U::alone, false, line, words::venue_name},
    {F::event_venue_address, E::event, "venue_address", long_text, P::newest_wins, U::alone, false, 500,
     words::venue_address},
    {F::event_attendees, E::event, "attendees", integer, P::ask, U::alone, false, 10, words::attendees},
    {F::event_notes, E::event, "notes", long_text, P::lines, U::alone, false, page, words::notes},
    {F::event_cancelled, E::event, "cancelled", boolean, P::ask, U::alone, true, 1, words::cancelled},
    {F::event_withdrawn, E::event, "withdrawn", boolean, P::ask, U::alone, true, 1, words::withdrawn},
}};

constexpr bool specs_are_in_order() {
    for (std::size_t i = 0; i < specs.size(); ++i) {
        if (static_cast<std::size_t>(specs[i].field) != i) return false;
        if (i > 0 && specs[i].entity < specs[i - 1].entity) return false;
    }
    return true;
}
static_assert(specs_are_in_order(), "spec(field) indexes the table, and fields_of needs each entity in one run");

struct Alias {
    Entity entity;
    std::string_view alias;
    Field field;
};

constexpr Alias aliases[] = {
    {E::client, "commercial_responsible", F::client_commercial},
    {E::client, "first_contact_date", F::client_first_contact},
    {E::client, "first_contact_on", F::client_first_contact},
    {E::client, "last_contact_date", F::client_last_contact},
    {E::client, "last_contact_on", F::client_last_contact},
    {E::contract, "total_amount", F::contract_total},
    {E::event, "support_responsible", F::event_support},
    {E::event, "expected_attendees", F::event_attendees},
};

constexpr std::array<std::string_view, entity_count> entity_names{"collaborator", "client", "contract", "payment",
                                                                  "event"};
constexpr std::array<std::string_view, department_count> department_names{"gestion", "commercial", "support"};

} // namespace

std::string_view entity_name(Entity entity) {
    return entity_names[static_cast<std::size_t>(entity)];
}

std::optional<Entity> parse_entity(std::string_view name) {
    for (std::size_t i = 0; i < entity_names.size(); ++i) {
        if (entity_names[i] == name) return static_cast<Entity>(i);
    }
    return std::nullopt;
}

const FieldSpec& spec(Field field) {
    return specs[static_cast<std::size_t>(field)];
}

std::span<const FieldSpec> fields_of(Entity entity) {
    const auto same = [&](const FieldSpec& s) { return s.entity == entity; };
    const auto first = std::find_if(specs.begin(), specs.end(), same);
    const auto last = std::find_if_not(first, specs.end(), same);
    return {first, last};
}

std::size_t index_in_entity(Field field) {
    const FieldSpec& found = spec(field);
    return static_cast<std::size_t>(field) - static_cast<std::size_t>(fields_of(found.entity).front().field);
}

std::optional<Field> find_field(Entity entity, std::string_view name) {
    for (const FieldSpec& candidate : fields_of(entity)) {
        if (candidate.name == name) return candidate.field;
    }
    for (const Alias& alias : aliases) {
        if (alias.entity == entity && alias.alias == name) return alias.field;
    }
    return std::nullopt;
}

FieldSet all_fields_of(Entity entity) {
    FieldSet set;
    for (const FieldSpec& s : fields_of(entity)) set.set(static_cast<std::size_t>(s.field));
    return set;
}

FieldSet field_set(std::initializer_list<Field> fields) {
    FieldSet set;
    for (const Field field : fields) set.set(static_cast<std::size_t>(field));
    return set;
}

std::string_view department_name(Department value) {
    return department_names[static_cast<std::size_t>(value)];
}

std::optional<Department> parse_department(std::string_view name) {
    for (std::size_t i = 0; i < department_names.size(); ++i) {
        if (department_names[i] == name) return static_cast<Department>(i);
    }
    return std::nullopt;
}

const Msg& department_label(Department value) {
    switch (value) {
        case Department::gestion: return words::gestion;
        case Department::commercial: return words::commercial_department;
        case Department::support: break;
    }
    return words::support_department;
}

const Msg& entity_label(Entity entity) {
    switch (entity) {
        case E::collaborator: return words::a_collaborator;
        case E::client: return words::a_client;
        case E::contract: return words::a_contract;
        case E::payment: return words::a_payment;
        case E::event: break;
    }
    return words::an_event;
}

const Msg& entity_kind(Entity entity) {
    switch (entity) {
        case E::collaborator: return words::kind_collaborator;
        case E::client: return words::kind_client;
        case E::contract: return words::kind_contract;
        case E::payment: return words::kind_payment;
        case E::event: break;
    }
    return words::kind_event;
}

} // namespace epic
