#include "core/model/record.hpp"

#include <cassert>
#include <charconv>

#include "core/model/validation_words.hpp"

namespace epic {
namespace {

std::optional<std::int64_t> parse_integer(const std::string& text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

Error malformed(Field field) {
    return Error{.code = ErrorCode::invalid_value,
                 .message = Message(words::malformed_value).with(spec(field).label),
                 .field = spec(field).name};
}

} // namespace

std::optional<std::string> wire_text(const Value& value) {
    struct Visitor {
        std::optional<std::string> operator()(std::monostate) const { return std::nullopt; }
        std::optional<std::string> operator()(std::int64_t number) const { return std::to_string(number); }
        std::optional<std::string> operator()(const std::string& text) const { return text; }
        std::optional<std::string> operator()(Date date) const { return iso_text(date); }
        std::optional<std::string> operator()(const Id& id) const { return id.hex(); }
    };
    return std::visit(Visitor{}, value);
}

Result<Value> value_from_wire(Field field, const std::optional<std::string>& text) {
    if (!text) return Value{};
    switch (spec(field).type) {
        case FieldType::boolean:
            if (*text != "0" && *text != "1") return malformed(field);
            [[fallthrough]];
        case FieldType::integer:
        case FieldType::amount_minor:
        case FieldType::instant: {
            const auto number = parse_integer(*text);
            if (!number) return malformed(field);
            return Value{*number};
        }
        case FieldType::date: {
            const auto date = parse_iso_date(*text);
            if (!date) return malformed(field);
            return Value{*date};
        }
        case FieldType::reference: {
            const auto id = Id::parse(*text);
            if (!id) return malformed(field);
            return Value{*id};
        }
        case FieldType::text:
        case FieldType::long_text:
        case FieldType::email:
        case FieldType::phone:
        case FieldType::currency:
        case FieldType::zone:
        case FieldType::department:
        case FieldType::language:
            if (text->empty()) return Value{};
            return Value{*text};
    }
    return malformed(field);
}

const Value& Record::get(Field field) const {
    assert(spec(field).entity == entity);
    return values_[index_in_entity(field)];
}

void Record::set(Field field, Value value) {
    assert(spec(field).entity == entity);
    values_[index_in_entity(field)] = std::move(value);
}

void Record::set(const FieldValues& values) {
    for (const auto& [field, value] : values) set(field, value);
}

std::string Record::text(Field field) const {
    const auto* text = std::get_if<std::string>(&get(field));
    return text == nullptr ? std::string() : *text;
}

std::int64_t Record::integer(Field field, std::int64_t when_null) const {
    const auto* number = std::get_if<std::int64_t>(&get(field));
    return number == nullptr ? when_null : *number;
}

std::optional<Id> Record::reference(Field field) const {
    const auto* id_value = std::get_if<Id>(&get(field));
    return id_value == nullptr ? std::nullopt : std::optional(*id_value);
}

std::optional<Date> Record::date(Field field) const {
    const auto* value = std::get_if<Date>(&get(field));
    return value == nullptr ? std::nullopt : std::optional(*value);
}

std::optional<Instant> Record::instant(Field field) const {
    const auto* number = std::get_if<std::int64_t>(&get(field));
    return number == nullptr ? std::nullopt : std::optional(Instant{*number});
}

Money money_of(const Record& record) {
    const bool payment = record.entity == Entity::payment;
    assert(payment || record.entity == Entity::contract);
    const auto currency = Currency::parse(record.text(payment ? Field::payment_currency : Field::contract_currency));
    return Money{record.integer(payment ? Field::payment_amount : Field::contract_total), currency.value_or(euro)};
}

std::optional<Department> department_of(const Record& collaborator) {
    return parse_department(collaborator.text(Field::collaborator_department));
}

} // namespace epic
