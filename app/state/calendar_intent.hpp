// Intents and answers of the calendar.
//
// Threads: plain values.
#pragma once

#include <cstdint>
#include <optional>

#include "app/state/calendar.hpp"

namespace epic::app {

namespace intent {

struct ShowCalendar {
    CalendarMode mode{};
};
// The cursor goes to a day; another span is read when it leaves the one on screen.
struct CalendarGo {
    Date day{};
};
struct CalendarGoToday {};
// So many days, rows of the timeline or events of the day away from where the cursor is.
struct CalendarMove {
    int days = 0;
    int rows = 0;
};
// So many months or weeks.
struct CalendarPages {
    int pages = 0;
};
struct CalendarMine {
    bool mine = false;
};
// Lays an event on a person, or on nobody. Asked about first when it books someone twice.
struct AssignEvent {
    Id event{};
    std::optional<Id> person;
};

} // namespace intent

namespace answer {

struct CalendarRead {
    std::uint64_t ticket = 0;
    CalendarData data;
    std::vector<CalendarItem> items; // of data.page.events
    Wording wording;
    CalendarMode mode{};
    CalendarLayout layout{}; // of the items, in that mode
};
struct CalendarFailed {
    std::uint64_t ticket = 0;
    Error error;
};

} // namespace answer

} // namespace epic::app
