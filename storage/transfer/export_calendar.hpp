// Writes events as iCalendar (RFC 5545), for every calendar program.
//
// A record's id is its UID for ever, and SEQUENCE counts what was changed since it was created, so that a calendar that
// takes a later file again updates what it has. A cancelled event says so. From midnight to midnight is an all-day
// event; other times name their IANA zone, whose rules are part of the file (UTC where this computer does not know
// them). Times of creation and change come from the history, so one state of the file always gives the same bytes.
//
// Failures: usage (the path; never over an existing file), disk_full, and those of the store; then no file is left.
// Threads: any; blocks. Memory: the calendar as text.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "storage/intl/intl.hpp"
#include "storage/store/store.hpp"

namespace epic::transfer {

struct CalendarExport {
    ListQuery query{.entity = Entity::event}; // limit and offset do not matter
    // Only the events this person supports, or whose client is theirs.
    std::optional<Id> person{};
    Language language = Language::french; // of the words in descriptions
};

// Returns the number of events. `go_on` is asked now and then with how many there are so far; once it says no nothing
// is left of the file (`cancelled`).
Result<std::int64_t> export_calendar(const store::Store& store, const CalendarExport& wanted, const std::string& path,
                                     const intl::Environment& environment,
                                     const std::function<bool(std::int64_t events)>& go_on = {});

} // namespace epic::transfer
