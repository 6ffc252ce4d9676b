// What the calendar asks for and shows: the events of a span of time, and the people who may be assigned.
//
// Threads: plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/id.hpp"
#include "core/base/instant.hpp"

namespace epic {

struct CalendarQuery {
    Instant from{}; // events that share a moment with [from, until)
    Instant until{};
    bool mine = false;         // assigned to the reader, or of the reader's clients
    std::int64_t limit = 5000; // the earliest of them
};

// Cancelled and withdrawn events are not in the calendar.
struct CalendarEvent {
    Id id{};
    std::string title;
    std::string client_name;
    std::string venue_name;
    Instant starts{};
    Instant ends{};
    std::string time_zone; // the venue's
    std::optional<Id> support{};
    std::string support_name;
    bool double_booked = false; // its support person is elsewhere at the same time
};

struct CalendarPerson {
    Id id{};
    std::string name;
};

struct CalendarPage {
    std::vector<CalendarEvent> events;  // by start
    bool more = false;                  // there are more than `limit`
    std::vector<CalendarPerson> people; // every active support collaborator, by name
};

} // namespace epic
