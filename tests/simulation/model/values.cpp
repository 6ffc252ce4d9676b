// What a value may be, by the type of its field: the server's own check of texts that a client sends.
#include <algorithm>

#include "tests/simulation/model/server.hpp"

namespace epic::model {
namespace {

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool only(std::string_view text, bool (*fits)(char)) {
    return std::all_of(text.begin(), text.end(), fits);
}

bool digit(char c) {
    return c >= '0' && c <= '9';
}

// No leading zero, no sign but a minus before something.
bool whole_number(std::string_view text, std::size_t digits_max, bool may_be_negative) {
    if (text == "0") return true;
    if (may_be_negative && !text.empty() && text.front() == '-') text.remove_prefix(1);
    return !text.empty() && text.front() != '0' && text.size() <= digits_max && only(text, digit);
}

bool a_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
    const auto number = [&](std::size_t at, std::size_t count) {
        int value = 0;
        for (std::size_t i = at; i < at + count; ++i) {
            if (!digit(text[i])) return -1;
            value = value * 10 + (text[i] - '0');
        }
        return value;
    };
    const int year = number(0, 4), month = number(5, 2), day = number(8, 2);
    if (year <= 0 || month < 1 || month > 12 || day < 1) return false;
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return day <= (month == 2 && leap ? 29 : days[month - 1]);
}

bool an_email(std::string_view text) {
    const std::size_t at = text.find('@', 1);
    return at != std::string_view::npos && at + 1 < text.size() &&
           text.find_first_of(" \t\n\v\f\r") == std::string_view::npos;
}

} // namespace

const FieldSpec* find_spec(Entity entity, std::string_view name) {
    for (const FieldSpec& field : fields_of(entity)) {
        if (field.name == name) return &field;
    }
    return nullptr;
}

std::string unit_of(const FieldSpec& field) {
    switch (field.unit) {
        case MergeUnit::total: return "total";
        case MergeUnit::period: return "period";
        case MergeUnit::payment_amount: return "amount";
        case MergeUnit::alone: break;
    }
    return std::string(field.name);
}

bool is_value(const FieldSpec& field, const Text& value) {
    if (!value) return !field.required;
    const std::string& text = *value;
    // SQL compares with trailing spaces padded: only spaces is as empty as nothing.
    if (text.find_first_not_of(' ') == std::string::npos || characters(text) > field.length_max) return false;
    switch (field.type) {
        case FieldType::boolean: return text == "0" || text == "1";
        case FieldType::integer: return whole_number(text, 9, false);
        case FieldType::amount_minor: return whole_number(text, 16, true);
        case FieldType::instant: return whole_number(text, 15, true);
        case FieldType::date: return a_date(text);
        case FieldType::reference: return is_hex(text, 32);
        case FieldType::currency: return text.size() == 3 && only(text, [](char c) { return c >= 'A' && c <= 'Z'; });
        case FieldType::zone:
            return only(text, [](char c) {
                return digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '+' ||
                       c == '/' || c == '-';
            });
        case FieldType::department: return text == "gestion" || text == "commercial" || text == "support";
        case FieldType::language: return text == "fr" || text == "en";
        case FieldType::email: return an_email(text);
        case FieldType::long_text: return true;
        case FieldType::text:
        case FieldType::phone: break;
    }
    return text.find_first_of("\r\n") == std::string::npos;
}

} // namespace epic::model
