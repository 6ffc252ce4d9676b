#include "core/model/contact.hpp"

#include <algorithm>

namespace epic {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

} // namespace

std::string normalised_email(std::string_view typed) {
    std::string out(trimmed(typed));
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

bool is_email(std::string_view text) {
    if (text.size() > 254) return false;
    const std::size_t at = text.find('@');
    if (at == std::string_view::npos || at == 0 || at > 64 || text.find('@', at + 1) != std::string_view::npos)
        return false;
    const std::string_view domain = text.substr(at + 1);
    const std::size_t dot = domain.find('.');
    if (dot == std::string_view::npos || dot == 0 || domain.back() == '.' || domain.front() == '-') return false;
    if (domain.find("..") != std::string_view::npos) return false;
    return std::none_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || c == '\x7f' || c == ',' || c == ';' || c == '<' || c == '>' ||
               c == '"';
    });
}

bool is_phone(std::string_view typed) {
    std::size_t digits = 0;
    for (const char c : trimmed(typed)) {
        if (is_digit(c)) {
            ++digits;
        } else if (std::string_view(" +.-/()x\t").find(c) == std::string_view::npos &&
                   static_cast<unsigned char>(c) < 0x80) {
            return false;
        }
    }
    return digits >= 3 && digits <= 20;
}

std::optional<std::string> phone_e164(std::string_view typed) {
    const std::string_view text = trimmed(typed);
    if (text.find('x') != std::string_view::npos) return std::nullopt;
    std::string digits;
    for (const char c : text) {
        if (is_digit(c)) digits += c;
    }
    bool international = text.starts_with('+');
    if (!international && digits.starts_with("00")) {
        international = true;
        digits.erase(0, 2);
    }
    if (international) {
        // "+33 (0)5 61…": the bracketed trunk zero is not dialled from abroad.
        if (text.find("(0)") != std::string_view::npos && digits.starts_with("330")) digits.erase(2, 1);
        if (digits.size() < 7 || digits.size() > 15 || digits.front() == '0') return std::nullopt;
        return "+" + digits;
    }
    if (digits.size() == 10 && digits[0] == '0' && digits[1] != '0') return "+33" + digits.substr(1);
    return std::nullopt;
}

} // namespace epic
