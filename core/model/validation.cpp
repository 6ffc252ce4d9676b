#include "core/model/validation.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/model/contact.hpp"
#include "core/model/model_words.hpp"
#include "core/model/validation_words.hpp"

namespace epic {
namespace {

Error invalid(Field field, Message message) {
    return Error{.code = ErrorCode::invalid_value, .message = std::move(message), .field = spec(field).name};
}

Error invalid(Field field, const Msg& message, std::string_view typed) {
    return invalid(field, Message(message, {typed.substr(0, 80)}));
}

// What is not seen at the ends of a text: spaces of every width, and characters that have none.
constexpr std::array<std::string_view, 14> invisible{" ",      "\t",     "\r",     "\n",     "\u00a0",
                                                     "\u2002", "\u2003", "\u2007", "\u2009", "\u200b",
                                                     "\u202f", "\u2060", "\u3000", "\ufeff"};

std::string_view trimmed(std::string_view text) {
    const auto begins = [&](std::string_view character) { return text.starts_with(character); };
    const auto ends = [&](std::string_view character) { return text.ends_with(character); };
    for (auto at = std::ranges::find_if(invisible, begins); at != invisible.end();
         at = std::ranges::find_if(invisible, begins))
        text.remove_prefix(at->size());
    for (auto at = std::ranges::find_if(invisible, ends); at != invisible.end();
         at = std::ranges::find_if(invisible, ends))
        text.remove_suffix(at->size());
    return text;
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<bool> yes_or_no(std::string_view text) {
    const std::string word = lower(text);
    for (const std::string_view yes : {"1", "true", "yes", "oui", "vrai"}) {
        if (word == yes) return true;
    }
    for (const std::string_view no : {"0", "false", "no", "non", "faux"}) {
        if (word == no) return false;
    }
    return std::nullopt;
}

// U+0000 to U+001F, U+007F, and U+0080 to U+009F, which some terminals obey.
bool holds_control_character(std::string_view text, bool lines) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x20 && !(lines && (text[i] == '\n' || text[i] == '\t'))) return true;
        if (byte == 0x7f) return true;
        if (byte == 0xc2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xa0) return true;
    }
    return false;
}

Result<> validate_text(Field field, const std::string& text) {
    const FieldSpec& rule = spec(field);
    if (length_in_code_points(text) > rule.length_max) {
        Message message = Message(words::value_too_long).with(rule.label);
        message.arguments.push_back({std::to_string(rule.length_max), false});
        return invalid(field, std::move(message));
    }
    const bool lines = rule.type == FieldType::long_text;
    if (!lines && text.find('\n') != std::string::npos)
        return invalid(field, Message(words::one_line_only).with(rule.label));
    if (holds_control_character(text, lines)) return invalid(field, Message(words::control_character).with(rule.label));
    return Done{};
}

Result<> validate_shape(Field field, const std::string& text, const TimeZones& zones) {
    switch (spec(field).type) {
        case FieldType::email:
            if (!is_email(text)) return invalid(field, words::not_an_email, text);
            break;
        case FieldType::phone:
            if (!is_phone(text)) return invalid(field, words::not_a_phone, text);
            break;
        case FieldType::currency:
            if (!Currency::parse(text) || Currency::parse(text)->text() != text) {
                return invalid(field, words::not_a_currency, text);
            }
            break;
        case FieldType::zone:
            if (!zones.knows(text)) return invalid(field, words::not_a_zone, text);
            break;
        case FieldType::department:
            if (!parse_department(text)) return invalid(field, words::not_a_department, text);
            break;
        case FieldType::language:
            if (text != "fr" && text != "en") return invalid(field, words::not_a_language, text);
            break;
        default: break;
    }
    return Done{};
}

// The years that a date has, 1 to 9999, in UTC.
constexpr std::int64_t instant_min_ms = -62'135'596'800'000;
constexpr std::int64_t instant_max_ms = 253'402'300'799'999;

Result<> validate_number(Field field, std::int64_t number) {
    switch (spec(field).type) {
        case FieldType::boolean:
            if (number != 0 && number != 1) return invalid(field, words::not_a_boolean, std::to_string(number));
            break;
        case FieldType::integer:
            if (number < 0) return invalid(field, words::not_a_number, std::to_string(number));
            if (number > attendees_max) return invalid(field, Message(words::too_many_attendees));
            break;
        case FieldType::instant:
            if (number < instant_min_ms || number > instant_max_ms)
                return invalid(field, words::not_a_time, std::to_string(number));
            break;
        case FieldType::amount_minor:
            if (number > amount_minor_max || number < -amount_minor_max) {
                return invalid(field, words::not_an_amount, std::to_string(number));
            }
            break;
        default: break;
    }
    return Done{};
}

bool has_the_right_kind(FieldType type, const Value& value) {
    switch (type) {
        case FieldType::boolean:
        case FieldType::integer:
        case FieldType::amount_minor:
        case FieldType::instant: return std::holds_alternative<std::int64_t>(value);
        case FieldType::date: return std::holds_alternative<Date>(value);
        case FieldType::reference: return std::holds_alternative<Id>(value);
        default: return std::holds_alternative<std::string>(value);
    }
}

Result<FieldValues> parse_instant_input(Field field, std::string_view text, const InputContext& context) {
    const auto in_range = [](Instant instant) {
        return instant.unix_ms >= instant_min_ms && instant.unix_ms <= instant_max_ms;
    };
    if (const auto instant = parse_instant(text); instant && in_range(*instant))
        return FieldValues{{field, instant->unix_ms}};
    auto civil = parse_civil_time(text);
    if (const std::size_t space = text.find_first_of(" T"); !civil && space != std::string_view::npos) {
        std::string time = text.find(':', space) == space + 2 ? "0" : ""; // 9:30
        time += text.substr(space + 1);
        if (const auto date = parse_typed_date(text.substr(0, space)))
            civil = parse_civil_time(iso_text(*date) + "T" + time);
    }
    if (!civil || !context.zones.knows(context.zone)) return invalid(field, words::not_a_time, text);
    const Instant instant = context.zones.to_instant(*civil, context.zone);
    if (!in_range(instant)) return invalid(field, words::not_a_time, text);
    return FieldValues{{field, instant.unix_ms}};
}

} // namespace

std::size_t length_in_code_points(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::optional<Date> parse_typed_date(std::string_view text) {
    if (const auto iso = parse_iso_date(text)) return iso;
    const std::size_t first = text.find_first_of("/.-");
    if (first == std::string_view::npos) return std::nullopt;
    const std::size_t second = text.find(text[first], first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    const auto day = whole_number(text.substr(0, first));
    const auto month = whole_number(text.substr(first + 1, second - first - 1));
    const auto year = whole_number(text.substr(second + 1));
    if (!day || !month || !year || text.size() - second - 1 != 4 || *day > 31 || *month > 12) return std::nullopt;
    const Date date{static_cast<int>(*year), static_cast<int>(*month), static_cast<int>(*day)};
    if (!is_valid(date)) return std::nullopt;
    return date;
}

Result<FieldValues> parse_input(Field field, std::string_view typed, const InputContext& context) {
    const std::string normalised = context.unicode.nfc(typed);
    const std::string_view text = trimmed(normalised);
    const FieldSpec& rule = spec(field);
    if (text.empty()) return FieldValues{{field, Value{}}};
    switch (rule.type) {
        case FieldType::text:
        case FieldType::phone:
        case FieldType::zone: return FieldValues{{field, std::string(text)}};
        case FieldType::long_text: {
            // Line ends of Windows and old Macs become \n, so that merging by line sees the same lines.
            std::string lines;
            for (std::size_t i = 0; i < text.size(); ++i) {
                if (text[i] != '\r') {
                    lines += text[i];
                } else if (i + 1 >= text.size() || text[i + 1] != '\n') {
                    lines += '\n';
                }
            }
            return FieldValues{{field, lines}};
        }
        case FieldType::email:
            // The login is kept in its one comparable form; a client's address as typed.
            return FieldValues{
                {field, rule.entity == Entity::collaborator ? normalised_email(text) : std::string(text)}};
        case FieldType::department:
        case FieldType::language: return FieldValues{{field, lower(text)}};
        case FieldType::boolean: {
            const auto flag = yes_or_no(text);
            if (!flag) return invalid(field, words::not_a_boolean, text);
            return FieldValues{{field, std::int64_t{*flag}}};
        }
        case FieldType::integer: {
            const auto number = whole_number(text);
            if (!number || *number < 0) return invalid(field, words::not_a_number, text);
            return FieldValues{{field, *number}};
        }
        case FieldType::amount_minor: {
            const auto money = parse_money(text, context.currency);
            if (!money) return invalid(field, words::not_an_amount, text);
            const Field currency_field =
                rule.entity == Entity::payment ? Field::payment_currency : Field::contract_currency;
            return FieldValues{{field, money->minor}, {currency_field, std::string(money->currency.text())}};
        }
        case FieldType::currency: {
            const auto currency = Currency::parse(text);
            if (!currency) return invalid(field, words::not_a_currency, text);
            return FieldValues{{field, std::string(currency->text())}};
        }
        case FieldType::date: {
            const auto date = parse_typed_date(text);
            if (!date) return invalid(field, words::not_a_date, text);
            return FieldValues{{field, *date}};
        }
        case FieldType::instant: return parse_instant_input(field, text, context);
        case FieldType::reference: {
            const auto id = Id::parse(text);
            if (!id) return invalid(field, Message(words::malformed_value).with(rule.label));
            return FieldValues{{field, *id}};
        }
    }
    return invalid(field, Message(words::malformed_value).with(rule.label));
}

Result<> validate(Field field, const Value& value, const TimeZones& zones) {
    const FieldSpec& rule = spec(field);
    if (is_null(value)) {
        if (rule.required) return invalid(field, Message(words::value_required).with(rule.label));
        return Done{};
    }
    if (!has_the_right_kind(rule.type, value)) return invalid(field, Message(words::malformed_value).with(rule.label));
    if (const auto* text = std::get_if<std::string>(&value)) {
        if (text->empty()) return invalid(field, Message(words::malformed_value).with(rule.label));
        EPIC_TRY(validate_text(field, *text));
        return validate_shape(field, *text, zones);
    }
    if (const auto* number = std::get_if<std::int64_t>(&value)) return validate_number(field, *number);
    if (const auto* date = std::get_if<Date>(&value); date != nullptr && !is_valid(*date)) {
        return invalid(field, Message(words::malformed_value).with(rule.label));
    }
    return Done{};
}

Result<> validate_record(const Record& record, const TimeZones& zones) {
    for (const FieldSpec& rule : fields_of(record.entity))
        EPIC_TRY(validate(rule.field, record.get(rule.field), zones));
    switch (record.entity) {
        case Entity::contract:
            if (record.integer(Field::contract_total) < 0)
                return invalid(Field::contract_total, Message(words::total_negative));
            break;
        case Entity::payment:
            if (!record.reference(Field::payment_reverses) && record.integer(Field::payment_amount) <= 0) {
                return invalid(Field::payment_amount, Message(words::amount_negative));
            }
            break;
        case Entity::event:
            if (record.integer(Field::event_ends_at) <= record.integer(Field::event_starts_at)) {
                return invalid(Field::event_ends_at, Message(words::ends_before_start));
            }
            break;
        case Entity::collaborator:
        case Entity::client: break;
    }
    return Done{};
}

} // namespace epic
