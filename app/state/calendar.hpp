// The calendar: month, week, and a timeline per support person.
//
// Only the span on screen is read. Where each event stands is worked out by whoever reads it, once per answer
// (calendar_layout.cpp), so that drawing looks things up. Days are those of the reader's zone; an event that crosses
// midnight stands on each of its days. Threads: plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/state/list.hpp"
#include "app/state/overview.hpp"
#include "core/model/calendar.hpp"
#include "core/model/record.hpp"

namespace epic::app {

enum class CalendarMode : std::uint8_t { month, week, timeline };

inline constexpr int days_per_week = 7;
inline constexpr int minutes_per_day = 24 * 60;

// As the store gave it.
struct CalendarData {
    Date first{}; // the Monday it begins with
    int days = 0;
    std::int64_t seen = 0; // the point in the journal before it was read
    CalendarPage page;
};

struct CalendarItem {
    Id id{};
    std::optional<Id> support{};
    std::string title;
    std::string time;  // "14:00"
    std::string place; // venue, or client
    std::string hint;  // everything, one a line
    Mood mood = Mood::accent;
    bool double_booked = false;
    int first_day = 0; // from CalendarData::first on; may lie outside
    int last_day = 0;
    int first_minute = 0; // from the first midnight on
    int end_minute = 0;
};

// A piece of an event in a row of the month: days from Monday, stacked by lane.
struct MonthBar {
    std::size_t item = 0;
    int week = 0;
    int from = 0;
    int to = 0; // inclusive
    int lane = 0;
    bool from_before = false;
    bool goes_on = false;
};
// A piece of an event on one day of the week; those that overlap stand beside each other.
struct WeekBlock {
    std::size_t item = 0;
    int day = 0;
    int from_minute = 0;
    int to_minute = 0;
    int column = 0;
    int columns = 1;
    bool steps = false; // of those that overlap, each begins enough later to be laid over the one before
    bool from_before = false;
    bool goes_on = false;
};
struct TimelineBlock {
    std::size_t item = 0;
    int from_minute = 0; // from the first midnight on, within the span
    int to_minute = 0;
    int lane = 0;
    bool from_before = false;
    bool goes_on = false;
};
struct TimelineRow {
    std::optional<Id> person{}; // nothing: the events that nobody has
    std::string name{};
    int lanes = 1;
    std::vector<TimelineBlock> blocks{};
};

// Where the events stand, in one of the modes; the others' are empty.
struct CalendarLayout {
    std::vector<MonthBar> bars{};
    std::vector<WeekBlock> blocks{};
    std::vector<TimelineRow> rows{};
};

// Its layout is there when the data are of the span on screen.
struct CalendarState : Reading<CalendarData>, CalendarLayout {
    CalendarMode mode = CalendarMode::month;
    bool mine = false;
    Date day{};   // the cursor
    int row = 0;  // of the timeline
    int at = 0;   // which of the events of the cursor's day, in the week
    Date first{}; // the span on screen
    int days = 0;
    Id person{};               // whose choices these are; another one begins with their own
    std::string assign_reason; // why the reader may not assign support; empty: may

    // Written from `data`, which may be of another span than the one on screen.
    std::vector<CalendarItem> items;
    std::string title;
    Date today{};
    int now_minute = -1; // from the first midnight on

    bool shown() const { return data && data->first == first && data->days == days; }
    int cursor_day() const { return static_cast<int>(days_since_epoch(day) - days_since_epoch(first)); }
    // The events of a day of the span, and of a row of the timeline, by start.
    std::vector<std::size_t> items_on(int day_of_span, std::optional<int> row_of_timeline = {}) const;
};

// Sets `first` and `days` so that the cursor's day is in the span.
void place_span(CalendarState& calendar);
// One for each event that was read, as `wording` says; what takes long when there are thousands.
std::vector<CalendarItem> calendar_items(const CalendarData& data, Wording wording, const Seams& seams);
// Where they stand.
CalendarLayout layout_of(const CalendarData& data, const std::vector<CalendarItem>& items, CalendarMode mode,
                         Language language);
// The layout, where it is not there, as the calendar is looked at.
void lay_out(CalendarState& calendar, Language language);
// What day it is, and which events are over by now.
void look_at_clock(CalendarState& calendar, Language language, const Seams& seams, Instant now,
                   const std::string& zone);
// All of it again, after the language changed.
void format(CalendarState& calendar, Language language, const Seams& seams, Instant now, const std::string& zone);

// The layouts, of items with days and minutes (calendar_layout.cpp).
std::vector<MonthBar> month_bars(const std::vector<CalendarItem>& items, int weeks);
std::vector<WeekBlock> week_blocks(const std::vector<CalendarItem>& items);
std::vector<TimelineRow> timeline_rows(const std::vector<CalendarItem>& items, const CalendarPage& page, int days,
                                       std::string without);

} // namespace epic::app
