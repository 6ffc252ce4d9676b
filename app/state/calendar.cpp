#include "app/state/calendar.hpp"

#include <algorithm>

#include "app/state/calendar_words.hpp"
#include "app/state/date_words.hpp"
#include "app/state/list_words.hpp"
#include "app/state/present.hpp"

namespace epic::app {
namespace {

Date monday_of(Date date) {
    return date_from_days(days_since_epoch(date) - weekday_monday_first(date));
}

struct Formatter {
    CalendarState& calendar;
    Language language;
    const Seams& seams;
    Instant now;
    const std::string& zone;

    int day_of(const CivilTime& time) const {
        return static_cast<int>(days_since_epoch(time.date) - days_since_epoch(calendar.first));
    }
    int minute_of(const CivilTime& time) const {
        return day_of(time) * minutes_per_day + time.hour * 60 + time.minute;
    }

    CalendarItem item(const CalendarEvent& event) const {
        const CivilTime starts = seams.zones.to_civil(event.starts, zone);
        const CivilTime ends = seams.zones.to_civil(event.ends, zone);
        // What ends at midnight is not on the day that begins then.
        const CivilTime last = seams.zones.to_civil(Instant{event.ends.unix_ms - 1}, zone);
        CalendarItem made;
        made.id = event.id;
        made.support = event.support;
        made.title = event.title;
        made.time = time_text(starts);
        made.place = event.venue_name.empty() ? event.client_name : event.venue_name;
        made.double_booked = event.double_booked;
        made.first_day = day_of(starts);
        made.last_day = std::max(day_of(last), made.first_day);
        made.first_minute = minute_of(starts);
        made.end_minute = std::max(minute_of(ends), made.first_minute + 1);
        const bool over = event.ends <= now;
        made.mood = event.double_booked ? Mood::danger
                    : !event.support    ? Mood::warning
                    : over              ? Mood::neutral
                                        : Mood::accent;
        if (over && !event.double_booked) made.mood = Mood::neutral;
        made.hint = hint(event);
        return made;
    }

    std::string hint(const CalendarEvent& event) const {
        std::string text = event.title + "\n" + period_text(event.starts, event.ends, zone, seams.zones, language);
        for (const std::string& more : {event.client_name, event.venue_name}) {
            if (!more.empty()) text += "\n" + more;
        }
        text += "\n";
        text += event.support ? event.support_name : std::string(tr(language, words::status_without_support));
        if (event.double_booked) text += " · " + std::string(tr(language, words::status_double_booked));
        return text;
    }

    std::string title() const {
        const auto month = [&](Date date) {
            return std::string(tr(language, words::months[static_cast<std::size_t>(date.month - 1)]));
        };
        if (calendar.mode == CalendarMode::month) {
            return tr(language, words::calendar_month_title,
                      {month(calendar.day), std::to_string(calendar.day.year)});
        }
        const Date last = date_from_days(days_since_epoch(calendar.first) + calendar.days - 1);
        // Month and year are said once where they are the same: "23 – 29 Nov 2026".
        const bool one_month = last.month == calendar.first.month && calendar.first.day > 1;
        return tr(language, words::calendar_span_title,
                  {one_month ? std::to_string(calendar.first.day) : date_text(calendar.first, language),
                   date_text(last, language)});
    }
};

} // namespace

std::vector<std::size_t> CalendarState::items_on(int day_of_span, std::optional<int> row_of_timeline) const {
    std::vector<std::size_t> found;
    if (!row_of_timeline) {
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (items[i].first_day <= day_of_span && items[i].last_day >= day_of_span) found.push_back(i);
        }
        return found;
    }
    if (*row_of_timeline < 0 || *row_of_timeline >= static_cast<int>(rows.size())) return found;
    for (const TimelineBlock& block : rows[static_cast<std::size_t>(*row_of_timeline)].blocks) {
        const CalendarItem& item = items[block.item];
        if (item.first_day <= day_of_span && item.last_day >= day_of_span) found.push_back(block.item);
    }
    return found;
}

void place_span(CalendarState& calendar) {
    if (calendar.mode != CalendarMode::month) {
        calendar.first = monday_of(calendar.day);
        calendar.days = days_per_week;
        return;
    }
    const Date first{calendar.day.year, calendar.day.month, 1};
    const Date last{first.year, first.month, days_in_month(first.year, first.month)};
    calendar.first = monday_of(first);
    const std::int64_t days = days_since_epoch(last) - days_since_epoch(calendar.first) + 1;
    calendar.days = static_cast<int>((days + days_per_week - 1) / days_per_week) * days_per_week;
}

void format(CalendarState& calendar, Language language, const Seams& seams, Instant now, const std::string& zone) {
    calendar.items.clear();
    calendar.bars.clear();
    calendar.blocks.clear();
    calendar.rows.clear();
    if (calendar.days == 0) return;
    const Formatter formatter{calendar, language, seams, now, zone};
    calendar.title = formatter.title();
    const CivilTime present = seams.zones.to_civil(now, zone);
    calendar.today = present.date;
    calendar.now_minute = formatter.minute_of(present);
    if (!calendar.shown()) return;
    for (const CalendarEvent& event : calendar.data->page.events) calendar.items.push_back(formatter.item(event));
    switch (calendar.mode) {
        case CalendarMode::month:
            calendar.bars = month_bars(calendar.items, calendar.days / days_per_week);
            break;
        case CalendarMode::week: calendar.blocks = week_blocks(calendar.items); break;
        case CalendarMode::timeline:
            calendar.rows = timeline_rows(calendar.items, calendar.data->page, calendar.days,
                                          std::string(tr(language, words::status_without_support)));
            calendar.row = std::clamp(calendar.row, 0, static_cast<int>(calendar.rows.size()) - 1);
            break;
    }
}

} // namespace epic::app
