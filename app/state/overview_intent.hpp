// Intents and answers of the pages about the whole office: Today, the dashboard, the calendar.
//
// Threads: plain values.
#pragma once

#include <cstdint>
#include <string>

#include "app/state/charts.hpp"
#include "app/state/today.hpp"

namespace epic::app {

namespace intent {

// The list behind a figure: it opens with this question.
struct ShowList {
    ListQuery query;
};
// One of the conditions of a list's question leaves it.
struct RemoveCondition {
    Entity entity{};
    std::size_t at = 0;
};
// The page on screen, again, after it could not be read.
struct ReadAgain {};
struct CopyText {
    std::string text;
};
struct ContactedToday {
    Id client{};
}; // one of Today's clients to call
struct ShowCharts {
    bool mine = false;
    std::size_t currency = 0;
};

} // namespace intent

namespace answer {

struct TodayRead {
    std::uint64_t ticket = 0;
    TodayData data;
};
struct TodayFailed {
    std::uint64_t ticket = 0;
    Error error;
};
struct ChartsRead {
    std::uint64_t ticket = 0;
    ChartsData data;
};
struct ChartsFailed {
    std::uint64_t ticket = 0;
    Error error;
};

} // namespace answer

} // namespace epic::app
