// Dates, times, amounts and names as each language writes them.
//
// Threads: pure functions. Times are shown in the zone that is given: an event's own, or the reader's.
#pragma once

#include <string>
#include <string_view>

#include "core/base/seams.hpp"
#include "core/model/record.hpp"
#include "core/rules/rules.hpp"

namespace epic::app {

// "23 Nov 2026", "1er nov. 2026".
std::string date_text(Date date, Language language);
// "Monday 23 November 2026", "lundi 23 novembre 2026".
std::string long_date_text(Date date, Language language);
// Without its year: "1er déc.".
std::string day_month_text(Date date, Language language);
// "14:30".
std::string time_text(const CivilTime& time);
// "23 Nov 2026, 14:30".
std::string moment_text(Instant instant, std::string_view zone, const TimeZones& zones, Language language);
// "4 Jun 2027, 13:00 → 5 Jun 2027, 02:00"; the second date is left out when it is the first.
std::string period_text(Instant starts, Instant ends, std::string_view zone, const TimeZones& zones, Language language);
// "13:00 – 18:00", also past midnight; "13:00 → 7 Jun" where it lasts a day or longer.
std::string hours_text(Instant starts, Instant ends, std::string_view zone, const TimeZones& zones, Language language);
// "just now", "2 min ago", "3 h ago", "yesterday"…, then the date.
std::string ago_text(Instant then, Instant now, std::string_view zone, const TimeZones& zones, Language language);
Date today_in(Instant now, std::string_view zone, const TimeZones& zones);

// A field's value for reading. `name` is that of the record a reference points to, `currency` that of an amount.
std::string value_text(Field field, const Value& value, std::string_view name, Currency currency,
                       const TimeZones& zones, Language language);

// "The contract is not signed yet. Who could: the client’s sales contact, once the contract is signed."
std::string refusal_text(const Message& reason, const Message& who_could, Language language);
std::string refusal_text(const Refusal& refusal, Language language);

} // namespace epic::app
