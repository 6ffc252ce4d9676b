// Which of the month's events have room where a cell holds only so many. How many do is known when the month is drawn;
// month_bars (calendar.hpp) says where they would stand if there were room for all.
//
// A day shows all of its events when it has no more than fit. One that has more shows the first and counts the others;
// an event that has no room on one of its days is there on the others. Threads: a pure function.
#pragma once

#include <vector>

#include "app/state/calendar.hpp"

namespace epic::app {

struct MonthPiece {
    std::size_t bar = 0; // of those that were given
    int from = 0;        // days from Monday
    int to = 0;          // inclusive
    int lane = 0;
};

struct MonthFit {
    std::vector<MonthPiece> pieces; // by bar
    std::vector<int> hidden;        // of each day of the span, how many of its events have no room
};

// `lanes` fit into a cell; with `counted_aside` a day that has more keeps all of them for events, otherwise its last
// one is left to say how many there are. The bars of a week come by their beginning.
MonthFit fit_month(const std::vector<MonthBar>& bars, int weeks, int lanes, bool counted_aside);

} // namespace epic::app
