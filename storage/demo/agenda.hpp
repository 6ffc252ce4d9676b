// A city's agenda of cultural events (open data, as Toulouse publishes it) as a year of our company's work.
//
// Every venue becomes a client and every event with a date an event. Contracts and payments are invented, the
// same ones for the same agenda. All dates move by whole weeks, so that the middle one lies in this week.
// Threads: pure function.
#pragma once

#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "storage/demo/demo.hpp"
#include "storage/demo/scenario.hpp"

namespace epic::demo {

struct Agenda {
    Scenario scenario;
    std::vector<Rejected> rejected;
};

// invalid_value: a column that matters is missing, or no event has a date.
Result<Agenda> read_agenda(std::string_view csv, const Calendar& calendar, const TimeZones& zones);

struct Hours {
    int starts_minute = 0; // of the day
    std::optional<int> ends_minute;
    bool operator==(const Hours&) const = default;
};
// The first time, and the end of its range, of a text such as "De 19h à 1h du matin." or "A 20h30".
std::optional<Hours> read_hours(std::string_view text);

} // namespace epic::demo
