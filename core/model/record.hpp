// A value of a field, and a record: the fields of one client, contract, payment, event or collaborator.
//
// Values are typed by FieldSpec::type:
//   text, long_text, email, phone, currency, zone, department, language → std::string (never empty: an
//   empty text is null); boolean, integer, amount_minor, instant → std::int64_t; date → Date; reference → Id.
// Threads: plain values.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/id.hpp"
#include "core/base/instant.hpp"
#include "core/base/money.hpp"
#include "core/base/result.hpp"
#include "core/model/field.hpp"

namespace epic {

using Value = std::variant<std::monostate, std::int64_t, std::string, Date, Id>;

inline bool is_null(const Value& value) {
    return std::holds_alternative<std::monostate>(value);
}

// The exact text of a value: on the wire, in the journal, and for comparing. Null has none.
// Integers in decimal, dates YYYY-MM-DD, ids as 32 hexadecimal digits, instants as UTC milliseconds.
std::optional<std::string> wire_text(const Value& value);
// Reads what wire_text wrote for a field of this type. Never trusts: `invalid_value` for anything else.
Result<Value> value_from_wire(Field field, const std::optional<std::string>& text);

using FieldValue = std::pair<Field, Value>;
using FieldValues = std::vector<FieldValue>;

class Record {
public:
    Record() = default;
    Record(Entity record_entity, Id record_id) : entity(record_entity), id(record_id) {}

    Entity entity = Entity::client;
    Id id{};
    Id created_by{}; // the collaborator who created it; nil for the first one of a file

    const Value& get(Field field) const;
    void set(Field field, Value value);
    void set(const FieldValues& values);

    // The value, or what an empty field means.
    std::string text(Field field) const;
    std::int64_t integer(Field field, std::int64_t when_null = 0) const;
    bool flag(Field field) const { return integer(field) != 0; }
    std::optional<Id> reference(Field field) const;
    std::optional<Date> date(Field field) const;
    std::optional<Instant> instant(Field field) const;

private:
    std::array<Value, fields_per_entity_max> values_{};
};

// The amount of a contract or a payment.
Money money_of(const Record& record);
std::optional<Department> department_of(const Record& collaborator);

// The signed-in person, as far as rights are concerned.
struct Actor {
    Id id{};
    Department department = Department::support;
    bool active = true;
};

} // namespace epic
