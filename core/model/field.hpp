// What exists: five entities and their fields, in one table.
//
// Everything that works field by field reads this table: validation, the journal, the rule table,
// synchronisation, the command line's --set, import and export. The names are those of the files, the
// wire and the command line; they never change. New fields are added at the end of their entity.
// Threads: constants.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "core/words/message.hpp"

namespace epic {

enum class Entity : std::uint8_t { collaborator, client, contract, payment, event };
inline constexpr std::size_t entity_count = 5;

std::string_view entity_name(Entity entity);
std::optional<Entity> parse_entity(std::string_view name);

enum class FieldType : std::uint8_t {
    text,      // one line
    long_text, // several lines
    email,
    phone,        // as typed; E.164 is derived (core/model/contact.hpp)
    boolean,      // stored 0 or 1
    integer,      // not negative
    amount_minor, // integer minor units; its currency is another field of the same unit
    currency,     // ISO 4217
    date,         // YYYY-MM-DD
    instant,      // UTC milliseconds
    zone,         // IANA name
    reference,    // the id of a record of `FieldSpec::target`
    department,   // "gestion", "commercial", "support"
    language,     // "fr", "en"
};

// How two edits of one field that did not see each other meet (SYNC.md, "Merge by meaning").
enum class MergePolicy : std::uint8_t {
    newest_wins, // the later stamp stands for now; both values are kept and shown
    ask,         // the server's value stands and a question is opened
    lines,       // three-way by line, then a question
    immutable,   // set at creation and never again
};

// Fields of one entity with the same unit other than `alone` change and merge as one.
enum class MergeUnit : std::uint8_t { alone, total, period, payment_amount };

enum class Field : std::uint8_t {
    collaborator_full_name,
    collaborator_email,
    collaborator_phone,
    collaborator_department,
    collaborator_active,
    collaborator_must_change_password,
    collaborator_language,

    client_full_name,
    client_email,
    client_phone,
    client_company,
    client_first_contact,
    client_last_contact,
    client_commercial,
    client_notes,
    client_withdrawn,

    contract_number,
    contract_client,
    contract_total,
    contract_currency,
    contract_created_on,
    contract_signed_on,
    contract_notes,
    contract_withdrawn,

    payment_contract,
    payment_amount,
    payment_currency,
    payment_received_on,
    payment_method,
    payment_note,
    payment_reverses,

    event_title,
    event_contract,
    event_contact_name,
    event_contact_phone,
    event_contact_email,
    event_starts_at,
    event_ends_at,
    event_time_zone,
    event_support,
    event_venue_name,
    event_venue_address,
    event_attendees,
    event_notes,
    event_cancelled,
    event_withdrawn,
};
inline constexpr std::size_t field_count = 46;
inline constexpr std::size_t fields_per_entity_max = 16;

struct FieldSpec {
    Field field;
    Entity entity;
    std::string_view name; // unique within its entity
    FieldType type;
    MergePolicy merge;
    MergeUnit unit;
    bool required;
    std::uint32_t length_max; // Unicode code points, for texts
    Msg label;
    std::optional<Entity> target{};
};

const FieldSpec& spec(Field field);
// All fields of an entity, in the order of the enum.
std::span<const FieldSpec> fields_of(Entity entity);
// The position of a field among those of its entity.
std::size_t index_in_entity(Field field);
// By name, or by the alias that a person may type ("commercial_responsible" for "commercial").
std::optional<Field> find_field(Entity entity, std::string_view name);

using FieldSet = std::bitset<field_count>;
FieldSet all_fields_of(Entity entity);
FieldSet field_set(std::initializer_list<Field> fields);

enum class Department : std::uint8_t { gestion, commercial, support };
inline constexpr std::size_t department_count = 3;
std::string_view department_name(Department department);
std::optional<Department> parse_department(std::string_view name);
const Msg& department_label(Department department);
// "a client", "a contract"…, as what somebody does not change: in French "(pas) de client".
const Msg& entity_label(Entity entity);
// "client", "contract"…, by itself.
const Msg& entity_kind(Entity entity);

} // namespace epic
