// Money: integer minor units with an ISO 4217 currency. No floating point anywhere.
//
// Text forms: parsing takes what people type, in French and in English ("1 500,50 €", "1,500.50 EUR",
// "1500"); see parse_amount for how an ambiguous separator is decided. Threads: pure functions.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/words/message.hpp"

namespace epic {

// Three capital letters of ISO 4217. Only currencies of `minor_digits` are accepted.
struct Currency {
    std::array<char, 3> code{'E', 'U', 'R'};
    std::string_view text() const { return {code.data(), 3}; }
    auto operator<=>(const Currency&) const = default;
    static std::optional<Currency> parse(std::string_view text); // any case; "€", "$" and "£" too
};

inline constexpr Currency euro{};

// Digits behind the decimal point: 2 for most, 0 for JPY, 3 for TND… (ISO 4217 table A.1).
int minor_digits(Currency currency);

struct Money {
    std::int64_t minor = 0;
    Currency currency = euro;
    auto operator<=>(const Money&) const = default;
};

// The largest amount taken from a person: 10^15 minor units, so that sums of many stay exact.
inline constexpr std::int64_t amount_minor_max = 1'000'000'000'000'000;

// "1500.00 EUR", "1 500,50 €", "€ 12", "1500" (then `fallback` is the currency), "-20".
// A single separator followed by exactly three digits groups thousands; otherwise the last separator
// is the decimal one. More decimals than the currency has, or two currencies, is an error.
std::optional<Money> parse_money(std::string_view text, Currency fallback);

// "1500.00 EUR": exact, for machines; parse_money reads it back.
std::string plain_text(Money money);
// "1 500,00 €" with narrow no-break spaces in French, "€1,500.00" in English.
std::string display_text(Money money, Language language);
// Grouped integer as each language writes it.
std::string display_text(std::int64_t number, Language language);

} // namespace epic
