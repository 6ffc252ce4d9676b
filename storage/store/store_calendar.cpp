// The events of a span of time, by the indexes of starts and of long events.
#include "storage/store/internal/database.hpp"
#include "storage/store/store.hpp"

namespace epic::store {
namespace {

CalendarEvent read_event(const Query& row) {
    CalendarEvent event;
    event.id = row.id(0);
    event.title = row.text(1);
    event.client_name = row.text(2);
    event.venue_name = row.text(3);
    event.starts = Instant{row.integer(4)};
    event.ends = Instant{row.integer(5)};
    event.time_zone = row.text(6);
    event.support = row.optional_id(7);
    event.support_name = row.text(8);
    event.double_booked = row.integer(9) != 0;
    return event;
}

} // namespace

Result<CalendarPage> Store::calendar(const CalendarQuery& query) const {
    const Id me = database_->session().actor.id;
    return database_->read([&](Connection& connection) -> Result<CalendarPage> {
        CalendarPage page;
        {
            Query people(connection, "dashboard/support.sql");
            while (people.step()) page.people.push_back({people.id(0), people.text(1)});
        }
        Query events(connection, "calendar/events.sql");
        events.bind(":from", query.from.unix_ms).bind(":until", query.until.unix_ms).bind(":limit", query.limit + 1);
        events.bind(":mine", query.mine ? std::optional(me) : std::nullopt);
        while (events.step()) {
            page.more = static_cast<std::int64_t>(page.events.size()) == query.limit;
            if (!page.more) page.events.push_back(read_event(events));
        }
        return page;
    });
}

} // namespace epic::store
