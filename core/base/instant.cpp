#include "core/base/instant.hpp"

#include <array>
#include <charconv>
#include <cstdio>

namespace epic {
namespace {

constexpr std::int64_t ms_per_day = 86'400'000;

// Reads exactly `count` digits at `position`.
std::optional<int> digits(std::string_view text, std::size_t position, std::size_t count) {
    if (position + count > text.size()) return std::nullopt;
    int value = 0;
    for (std::size_t i = position; i < position + count; ++i) {
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
    return a / b - (a % b != 0 && (a % b < 0) != (b < 0) ? 1 : 0);
}

bool is_leap(int year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

template <typename... Arguments>
std::string format(const char* pattern, Arguments... arguments) {
    std::array<char, 64> buffer{};
    const int size = std::snprintf(buffer.data(), buffer.size(), pattern, arguments...);
    return std::string(buffer.data(), static_cast<std::size_t>(size));
}

// Reads "hh:mm[:ss]" at `position` and moves it behind.
bool read_clock(std::string_view text, std::size_t& position, CivilTime& time) {
    const auto hour = digits(text, position, 2);
    if (!hour || position + 2 >= text.size() || text[position + 2] != ':') return false;
    const auto minute = digits(text, position + 3, 2);
    if (!minute || *hour > 23 || *minute > 59) return false;
    time.hour = *hour;
    time.minute = *minute;
    position += 5;
    if (position < text.size() && text[position] == ':') {
        const auto second = digits(text, position + 1, 2);
        if (!second || *second > 59) return false;
        time.second = *second;
        position += 3;
    }
    return true;
}

std::optional<CivilTime> read_civil(std::string_view text, std::size_t& position) {
    CivilTime time;
    const auto date = parse_iso_date(text.substr(0, std::min<std::size_t>(10, text.size())));
    if (!date || text.size() < 16 || (text[10] != 'T' && text[10] != ' ')) return std::nullopt;
    time.date = *date;
    position = 11;
    if (!read_clock(text, position, time)) return std::nullopt;
    return time;
}

} // namespace

bool is_valid(Date date) {
    return date.year >= 1 && date.year <= 9999 && date.month >= 1 && date.month <= 12 && date.day >= 1 &&
           date.day <= days_in_month(date.year, date.month);
}

int days_in_month(int year, int month) {
    constexpr std::array<int, 12> lengths{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : lengths[static_cast<std::size_t>(month - 1)];
}

std::int64_t days_since_epoch(Date date) {
    const std::int64_t year = date.month <= 2 ? date.year - 1 : date.year;
    const std::int64_t era = floor_divide(year, 400);
    const std::int64_t year_of_era = year - era * 400;
    const std::int64_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146'097 + day_of_era - 719'468;
}

Date date_from_days(std::int64_t days) {
    const std::int64_t shifted = days + 719'468;
    const std::int64_t era = floor_divide(shifted, 146'097);
    const std::int64_t day_of_era = shifted - era * 146'097;
    const std::int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
    const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;
    const std::int64_t month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
    return Date{static_cast<int>(year_of_era + era * 400 + (month <= 2 ? 1 : 0)), static_cast<int>(month),
                static_cast<int>(day_of_year - (153 * shifted_month + 2) / 5 + 1)};
}

int weekday_monday_first(Date date) {
    // 1970-01-01 was a Thursday.
    const std::int64_t shifted = days_since_epoch(date) + 3;
    return static_cast<int>(shifted - floor_divide(shifted, 7) * 7);
}

std::string iso_text(Date date) {
    return format("%04d-%02d-%02d", date.year, date.month, date.day);
}

std::optional<Date> parse_iso_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = digits(text, 0, 4);
    const auto month = digits(text, 5, 2);
    const auto day = digits(text, 8, 2);
    if (!year || !month || !day) return std::nullopt;
    const Date date{*year, *month, *day};
    if (!is_valid(date)) return std::nullopt;
    return date;
}

std::optional<CivilTime> parse_civil_time(std::string_view text) {
    std::size_t position = 0;
    const auto time = read_civil(text, position);
    if (!time || position != text.size()) return std::nullopt;
    return time;
}

std::string iso_text(const CivilTime& time) {
    std::string out = iso_text(time.date) + format("T%02d:%02d", time.hour, time.minute);
    if (time.second != 0) out += format(":%02d", time.second);
    return out;
}

Instant as_utc(const CivilTime& time) {
    return Instant{days_since_epoch(time.date) * ms_per_day +
                   ((time.hour * 60LL + time.minute) * 60 + time.second) * 1000};
}

CivilTime civil_utc(Instant instant) {
    const std::int64_t days = floor_divide(instant.unix_ms, ms_per_day);
    const std::int64_t seconds = (instant.unix_ms - days * ms_per_day) / 1000;
    return CivilTime{date_from_days(days), static_cast<int>(seconds / 3600), static_cast<int>(seconds / 60 % 60),
                     static_cast<int>(seconds % 60)};
}

std::string utc_text(Instant instant) {
    const CivilTime time = civil_utc(instant);
    const std::int64_t ms = instant.unix_ms - floor_divide(instant.unix_ms, 1000) * 1000;
    std::string out = iso_text(time.date) + format("T%02d:%02d:%02d", time.hour, time.minute, time.second);
    if (ms != 0) out += format(".%03d", static_cast<int>(ms));
    return out + "Z";
}

std::optional<Instant> parse_instant(std::string_view text) {
    std::size_t position = 0;
    const auto time = read_civil(text, position);
    if (!time) return std::nullopt;
    std::int64_t unix_ms = as_utc(*time).unix_ms;
    if (position < text.size() && text[position] == '.') {
        std::int64_t scale = 100;
        ++position;
        const std::size_t first = position;
        while (position < text.size() && text[position] >= '0' && text[position] <= '9') {
            unix_ms += (text[position] - '0') * scale;
            scale /= 10;
            ++position;
        }
        if (position == first) return std::nullopt;
    }
    if (position + 1 == text.size() && text[position] == 'Z') return Instant{unix_ms};
    if (position + 6 != text.size() || (text[position] != '+' && text[position] != '-')) return std::nullopt;
    const auto hours = digits(text, position + 1, 2);
    const auto minutes = digits(text, position + 4, 2);
    if (!hours || !minutes || text[position + 3] != ':' || *hours > 15 || *minutes > 59) return std::nullopt;
    const std::int64_t offset_ms = (*hours * 60LL + *minutes) * 60'000;
    return Instant{text[position] == '+' ? unix_ms - offset_ms : unix_ms + offset_ms};
}

} // namespace epic
