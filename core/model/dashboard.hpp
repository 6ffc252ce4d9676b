// The figures of the Today and dashboard screens.
//
// "Mine" are a commercial's clients with their contracts. Amounts are per currency and never added across them.
// Weeks begin on Monday; an event counts on the day it starts on the calendar of its place. Cancelled and withdrawn
// records count nowhere. Threads: plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/id.hpp"
#include "core/base/instant.hpp"
#include "core/base/money.hpp"
#include "core/model/query.hpp"

namespace epic {

struct DashboardQuery {
    Date today{};
    bool mine = false;                                 // clients and contracts of the reader's alone
    int months = 12;                                   // of signatures: this one and those before it
    int weeks = 12;                                    // of events and load: this one and those after it
    int not_contacted_days = epic::not_contacted_days; // nobody spoke with the client for as long as this
};

struct ContractFigures {
    Currency currency{};
    std::int64_t contracts = 0;
    Money total{};
    std::int64_t unpaid = 0; // contracts of which something remains to be paid
    Money remaining{};       // of those; credits left out
};

struct MonthFigures {
    Date month{}; // its first day
    ContractFigures contracts;
};

struct WeekFigures {
    Date monday{};
    std::int64_t events = 0;
    std::int64_t without_support = 0;
};

struct LoadFigures {
    Id support{};
    std::string name;
    std::vector<std::int64_t> events; // a week each, from this one on
    std::vector<std::int64_t> minutes;
};

struct Dashboard {
    std::vector<MonthFigures> signed_by_month; // oldest first; a month without signatures is left out
    std::vector<ContractFigures> to_sign;      // not signed yet
    std::vector<ContractFigures> to_be_paid;   // of all that are signed: `unpaid` and `remaining`
    std::vector<WeekFigures> events_by_week;   // every week, this one first
    std::int64_t events_without_support = 0;   // that start today or later
    std::vector<LoadFigures> load;             // every active support collaborator, by name
    std::int64_t not_contacted = 0;            // clients
    Date not_contacted_since{};                // last contact on this day or before
};

} // namespace epic
