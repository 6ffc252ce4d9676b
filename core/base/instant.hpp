// Instants, civil dates and civil times.
//
// An instant is UTC milliseconds since 1970. A date has no zone. A civil time means something only
// with an IANA zone; the conversion is behind the `TimeZones` seam (core/base/seams.hpp).
// Text forms: ISO 8601. Threads: plain values and pure functions.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace epic {

struct Instant {
    std::int64_t unix_ms = 0;
    auto operator<=>(const Instant&) const = default;
};

// "2026-11-23T08:30:00Z"; milliseconds are written only when they are not zero.
std::string utc_text(Instant instant);
// Takes what utc_text writes, and numeric offsets such as +02:00.
std::optional<Instant> parse_instant(std::string_view text);

struct Date {
    int year = 1970;
    int month = 1; // 1…12
    int day = 1;   // 1…31
    auto operator<=>(const Date&) const = default;
};

bool is_valid(Date date); // years 1…9999
// Proleptic Gregorian days since 1970-01-01 (Howard Hinnant, "chrono-compatible low-level date algorithms").
std::int64_t days_since_epoch(Date date);
Date date_from_days(std::int64_t days);
int weekday_monday_first(Date date); // 0 is Monday
int days_in_month(int year, int month);
std::string iso_text(Date date); // "2026-11-23"
std::optional<Date> parse_iso_date(std::string_view text);

struct CivilTime {
    Date date;
    int hour = 0;
    int minute = 0;
    int second = 0;
    auto operator<=>(const CivilTime&) const = default;
};

// "2026-11-23T08:30" or with seconds, 'T' or a space between; no offset.
std::optional<CivilTime> parse_civil_time(std::string_view text);
std::string iso_text(const CivilTime& time); // "2026-11-23T08:30", seconds only when they are not zero
// The civil time read as if it were UTC.
Instant as_utc(const CivilTime& time);
CivilTime civil_utc(Instant instant);

} // namespace epic
