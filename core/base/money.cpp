#include "core/base/money.hpp"

#include <algorithm>
#include <cstdlib>

namespace epic {
namespace {

struct CurrencyRow {
    std::string_view code;
    int digits;
    std::string_view symbol; // empty: the code is shown
};

constexpr CurrencyRow currencies[] = {
    {"EUR", 2, "€"}, {"USD", 2, "$"}, {"GBP", 2, "£"}, {"CHF", 2, ""}, {"CAD", 2, ""}, {"AUD", 2, ""}, {"DKK", 2, ""},
    {"SEK", 2, ""},  {"NOK", 2, ""},  {"PLN", 2, ""},  {"CZK", 2, ""}, {"HUF", 2, ""}, {"RON", 2, ""}, {"BGN", 2, ""},
    {"MAD", 2, ""},  {"TND", 3, ""},  {"DZD", 2, ""},  {"XOF", 0, ""}, {"XAF", 0, ""}, {"XPF", 0, ""}, {"JPY", 0, ""},
    {"CNY", 2, ""},  {"KWD", 3, ""},  {"BRL", 2, ""},  {"MXN", 2, ""}, {"INR", 2, ""}, {"TRY", 2, ""}, {"ZAR", 2, ""},
};

constexpr std::string_view narrow_no_break_space = "\u202f";

const CurrencyRow* row_of(std::string_view code) {
    const auto* found = std::find_if(std::begin(currencies), std::end(currencies),
                                     [&](const CurrencyRow& row) { return row.code == code; });
    return found == std::end(currencies) ? nullptr : found;
}

std::int64_t power_of_ten(int exponent) {
    std::int64_t value = 1;
    while (exponent-- > 0) value *= 10;
    return value;
}

std::string grouped(std::uint64_t number, std::string_view separator) {
    const std::string digits = std::to_string(number);
    std::string out;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i != 0 && (digits.size() - i) % 3 == 0) out += separator;
        out += digits[i];
    }
    return out;
}

std::uint64_t magnitude(std::int64_t value) {
    return value < 0 ? ~static_cast<std::uint64_t>(value) + 1 : static_cast<std::uint64_t>(value);
}

struct Split {
    std::uint64_t whole;
    std::string fraction;
};

Split split(Money money) {
    const int digits = minor_digits(money.currency);
    const auto scale = static_cast<std::uint64_t>(power_of_ten(digits));
    const std::uint64_t value = magnitude(money.minor);
    std::string fraction;
    if (digits > 0) {
        fraction = std::to_string(value % scale);
        fraction.insert(0, static_cast<std::size_t>(digits) - fraction.size(), '0');
    }
    return {value / scale, fraction};
}

// Spaces that spreadsheets and people put between thousands.
std::string without_spaces(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        if (text[i] == ' ' || text[i] == '\t' || text[i] == '\'') {
            ++i;
        } else if (text.substr(i, 2) == "\u00a0") {
            i += 2;
        } else if (text.substr(i, 3) == narrow_no_break_space || text.substr(i, 3) == "\u2009") {
            i += 3;
        } else {
            out += text[i++];
        }
    }
    return out;
}

bool is_number_character(char c) {
    return (c >= '0' && c <= '9') || c == '.' || c == ',' || c == '-' || c == '+';
}

// Which character is the decimal separator of `number`; 0 when it has none.
char decimal_separator(std::string_view number, bool& well_formed) {
    const std::size_t last_dot = number.rfind('.');
    const std::size_t last_comma = number.rfind(',');
    const auto dots = std::count(number.begin(), number.end(), '.');
    const auto commas = std::count(number.begin(), number.end(), ',');
    well_formed = true;
    if (dots > 0 && commas > 0) {
        const char last = last_dot > last_comma ? '.' : ',';
        well_formed = (last == '.' ? dots : commas) == 1;
        return last;
    }
    if (dots + commas != 1) return 0;
    const std::size_t position = dots == 1 ? last_dot : last_comma;
    const bool groups_thousands = number.size() - position - 1 == 3 && position >= 1 && position <= 3 &&
                                  number[position - 1] != '-' && number[0] != '0';
    return groups_thousands ? '\0' : number[position];
}

// True when every group behind a thousands separator has three digits.
bool groups_are_three(std::string_view whole) {
    std::size_t run = 0;
    bool grouped_already = false;
    for (const char c : whole) {
        if (c == '.' || c == ',') {
            if (run == 0 || run > 3 || (grouped_already && run != 3)) return false;
            grouped_already = true;
            run = 0;
        } else {
            ++run;
        }
    }
    return !grouped_already || run == 3;
}

} // namespace

std::optional<Currency> Currency::parse(std::string_view text) {
    for (const CurrencyRow& row : currencies) {
        if (!row.symbol.empty() && row.symbol == text) return Currency{{row.code[0], row.code[1], row.code[2]}};
    }
    if (text.size() != 3) return std::nullopt;
    std::string upper(text);
    for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    if (row_of(upper) == nullptr) return std::nullopt;
    return Currency{{upper[0], upper[1], upper[2]}};
}

int minor_digits(Currency currency) {
    const CurrencyRow* row = row_of(currency.text());
    return row == nullptr ? 2 : row->digits;
}

std::optional<Money> parse_money(std::string_view text, Currency fallback) {
    const std::string compact = without_spaces(text);
    std::size_t first = 0;
    while (first < compact.size() && !is_number_character(compact[first])) ++first;
    std::size_t last = compact.size();
    while (last > first && !is_number_character(compact[last - 1])) --last;
    std::string_view sign_and_digits = std::string_view(compact).substr(first, last - first);
    const std::string_view before = std::string_view(compact).substr(0, first);
    const std::string_view after = std::string_view(compact).substr(last);
    if (sign_and_digits.empty() || (!before.empty() && !after.empty())) return std::nullopt;

    Money money{0, fallback};
    if (const std::string_view named = before.empty() ? after : before; !named.empty()) {
        const auto currency = Currency::parse(named);
        if (!currency) return std::nullopt;
        money.currency = *currency;
    }
    bool negative = false;
    if (sign_and_digits.front() == '-' || sign_and_digits.front() == '+') {
        negative = sign_and_digits.front() == '-';
        sign_and_digits.remove_prefix(1);
    }
    bool well_formed = false;
    const char decimal = decimal_separator(sign_and_digits, well_formed);
    if (!well_formed) return std::nullopt;
    const std::size_t point = decimal == 0 ? std::string_view::npos : sign_and_digits.rfind(decimal);
    const std::string_view whole = sign_and_digits.substr(0, point);
    const std::string_view fraction =
        point == std::string_view::npos ? std::string_view() : sign_and_digits.substr(point + 1);
    const auto digits = static_cast<std::size_t>(minor_digits(money.currency));
    if (fraction.size() > digits || (point != std::string_view::npos && fraction.empty())) return std::nullopt;
    if (whole.empty() || !groups_are_three(whole)) return std::nullopt;

    const auto take = [&](char c) {
        if (c < '0' || c > '9' || money.minor > amount_minor_max) return false;
        money.minor = money.minor * 10 + (c - '0');
        return true;
    };
    for (const char c : whole) {
        if (c != '.' && c != ',' && !take(c)) return std::nullopt;
    }
    for (std::size_t i = 0; i < digits; ++i) {
        if (!take(i < fraction.size() ? fraction[i] : '0')) return std::nullopt;
    }
    if (money.minor > amount_minor_max) return std::nullopt;
    if (negative) money.minor = -money.minor;
    return money;
}

std::string plain_text(Money money) {
    const Split parts = split(money);
    std::string out = money.minor < 0 ? "-" : "";
    out += std::to_string(parts.whole);
    if (!parts.fraction.empty()) out += "." + parts.fraction;
    return out + " " + std::string(money.currency.text());
}

std::string display_text(Money money, Language language) {
    const Split parts = split(money);
    const CurrencyRow* row = row_of(money.currency.text());
    const std::string_view symbol = row == nullptr || row->symbol.empty() ? money.currency.text() : row->symbol;
    const std::string sign = money.minor < 0 ? "\u2212" : "";
    if (language == Language::french) {
        std::string out = sign + grouped(parts.whole, narrow_no_break_space);
        if (!parts.fraction.empty()) out += "," + parts.fraction;
        return out + "\u00a0" + std::string(symbol);
    }
    std::string number = grouped(parts.whole, ",");
    if (!parts.fraction.empty()) number += "." + parts.fraction;
    const bool is_code = row == nullptr || row->symbol.empty();
    return sign + std::string(symbol) + (is_code ? "\u00a0" : "") + number;
}

std::string display_text(std::int64_t number, Language language) {
    return (number < 0 ? "\u2212" : "") +
           grouped(magnitude(number), language == Language::french ? narrow_no_break_space : std::string_view(","));
}

} // namespace epic
