// What the pages about the whole office want read. A question that stands behind a newer one of its kind is skipped.
//
// Threads: plain values.
#pragma once

#include <cstdint>

#include "app/state/calendar.hpp"
#include "app/state/seams.hpp"
#include "core/model/calendar.hpp"
#include "core/model/dashboard.hpp"

namespace epic::app::effect {

struct LoadToday {
    std::uint64_t ticket = 0;
};
struct LoadCharts {
    std::uint64_t ticket = 0;
    bool mine = false;
};
struct LoadCalendar {
    std::uint64_t ticket = 0;
    Date first{}; // of the span, for the answer
    int days = 0;
    CalendarMode mode{}; // to lay it out for
    CalendarQuery query;
    Wording wording{};
};

} // namespace epic::app::effect
