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

// Where a moment lies in a span.
struct Span {
    Date first{};

    int day_of(const CivilTime& time) const {
        return static_cast<int>(days_since_epoch(time.date) - days_since_epoch(first));
    }
    int minute_of(const CivilTime& time) const { return day_of(time) * minutes_per_day + time.hour * 60 + time.minute; }
};

Mood mood_of(const CalendarEvent& event, Instant now) {
    if (event.double_booked) return Mood::danger;
    if (event.ends <= now) return Mood::neutral;
    return event.support ? Mood::accent : Mood::warning;
}

struct ItemWriter {
    Span span;
    Wording wording;
    const Seams& seams;
    std::string zone;

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
        made.first_day = span.day_of(starts);
        made.last_day = std::max(span.day_of(last), made.first_day);
        made.first_minute = span.minute_of(starts);
        made.end_minute = std::max(span.minute_of(ends), made.first_minute + 1);
        made.mood = mood_of(event, wording.now);
        made.hint = hint(event);
        return made;
    }

    std::string hint(const CalendarEvent& event) const {
        const Language language = wording.language;
        std::string text = event.title + "\n" + period_text(event.starts, event.ends, zone, seams.zones, language);
        for (const std::string& more : {event.client_name, event.venue_name}) {
            if (!more.empty()) text += "\n" + more;
        }
        text += "\n";
        text += event.support ? event.support_name : std::string(tr(language, words::status_without_support));
        if (event.double_booked) text += " · " + std::string(tr(language, words::status_double_booked));
        return text;
    }
};

std::string title_of(const CalendarState& calendar, Language language) {
    if (calendar.mode == CalendarMode::month) {
        const Msg& month = words::months[static_cast<std::size_t>(calendar.day.month - 1)];
        return tr(language, words::calendar_month_title, {tr(language, month), std::to_string(calendar.day.year)});
    }
    const Date last = date_from_days(days_since_epoch(calendar.first) + calendar.days - 1);
    // Month and year are said once where they are the same: "23 – 29 Nov 2026".
    const bool one_month = last.month == calendar.first.month && calendar.first.day > 1;
    return tr(language, words::calendar_span_title,
              {one_month ? std::to_string(calendar.first.day) : date_text(calendar.first, language),
               date_text(last, language)});
}

} // namespace

std::vector<std::size_t> CalendarState::items_on(int day_of_span, std::optional<int> row_of_timeline) const {
    std::vector<std::size_t> found;
    if (!shown()) return found;
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

std::vector<CalendarItem> calendar_items(const CalendarData& data, Wording wording, const Seams& seams) {
    const ItemWriter writer{{data.first}, wording, seams, seams.zones.local_zone()};
    std::vector<CalendarItem> items;
    items.reserve(data.page.events.size());
    for (const CalendarEvent& event : data.page.events) items.push_back(writer.item(event));
    return items;
}

CalendarLayout layout_of(const CalendarData& data, const std::vector<CalendarItem>& items, CalendarMode mode,
                         Language language) {
    switch (mode) {
        case CalendarMode::month: return {.bars = month_bars(items, data.days / days_per_week)};
        case CalendarMode::week: return {.blocks = week_blocks(items)};
        case CalendarMode::timeline: break;
    }
    return {.rows =
                timeline_rows(items, data.page, data.days, std::string(tr(language, words::status_without_support)))};
}

void lay_out(CalendarState& calendar, Language language) {
    CalendarLayout& layout = calendar;
    layout = calendar.shown() ? layout_of(*calendar.data, calendar.items, calendar.mode, language) : CalendarLayout();
}

void look_at_clock(CalendarState& calendar, Language language, const Seams& seams, Instant now,
                   const std::string& zone) {
    if (calendar.days == 0) return;
    calendar.title = title_of(calendar, language);
    const CivilTime present = seams.zones.to_civil(now, zone);
    calendar.today = present.date;
    calendar.now_minute = Span{calendar.first}.minute_of(present);
    if (!calendar.shown()) return;
    for (std::size_t i = 0; i < calendar.items.size(); ++i) {
        calendar.items[i].mood = mood_of(calendar.data->page.events[i], now);
    }
}

void format(CalendarState& calendar, Language language, const Seams& seams, Instant now, const std::string& zone) {
    if (calendar.data) calendar.items = calendar_items(*calendar.data, {language, now}, seams);
    lay_out(calendar, language);
    look_at_clock(calendar, language, seams, now, zone);
}

} // namespace epic::app
