// Who in support carries how much of the weeks to come.
//
// Threads: plain values and a pure function.
#pragma once

#include <string>
#include <vector>

#include "app/state/seams.hpp"
#include "core/model/dashboard.hpp"
#include "core/model/query.hpp"

namespace epic::app {

inline constexpr int load_weeks = 4; // this week and those after it

struct SupportLoad {
    Id person{};
    std::string name;
    std::string text; // "5 events · 42 h"
    float share = 0;  // of the busiest
    ListQuery behind;
};

std::vector<SupportLoad> support_load(const Dashboard& figures, Date today, const std::string& zone, const Seams& seams,
                                      Language language);

// The instants at which a day begins for the reader.
Instant midnight_of(std::int64_t days_since_epoch, const std::string& zone, const Seams& seams);

} // namespace epic::app
