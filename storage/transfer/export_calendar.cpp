#include "storage/transfer/export_calendar.hpp"

#include <cassert>
#include <libical/ical.h>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <set>

#include "core/model/model_words.hpp"
#include "storage/transfer/text_file.hpp"
#include "storage/transfer/transfer_words.hpp"

namespace epic::transfer {
namespace {

constexpr std::int64_t events_between_looks = 32;

struct Free {
    void operator()(icalcomponent* component) const { icalcomponent_free(component); }
    void operator()(char* text) const { icalmemory_free_buffer(text); }
};
using Component = std::unique_ptr<icalcomponent, Free>;

// libical keeps its zones in one place for the whole process.
std::mutex& zones_mutex() {
    static std::mutex mutex;
    return mutex;
}

// The rules of a zone under its IANA name; libical's own is longer.
Component rules_under(const std::string& name) {
    const std::lock_guard lock(zones_mutex());
    icaltimezone* zone = icaltimezone_get_builtin_timezone(name.c_str());
    // Loads its rules; without the system's data there are none.
    icalcomponent* const known = zone == nullptr ? nullptr : icaltimezone_get_component(zone);
    Component rules(known == nullptr ? nullptr : icalcomponent_new_clone(known));
    icalproperty* const id = rules ? icalcomponent_get_first_property(rules.get(), ICAL_TZID_PROPERTY) : nullptr;
    if (id == nullptr) return nullptr;
    icalproperty_set_tzid(id, name.c_str());
    return rules;
}

icaltimetype civil(const CivilTime& time) {
    icaltimetype value = icaltime_null_time();
    value.year = time.date.year;
    value.month = time.date.month;
    value.day = time.date.day;
    value.hour = time.hour;
    value.minute = time.minute;
    value.second = time.second;
    return value;
}

icaltimetype utc(Instant instant) {
    icaltimetype value = civil(civil_utc(instant));
    value.zone = icaltimezone_get_utc_timezone();
    return value;
}

icaltimetype whole_day(Date date) {
    icaltimetype value = civil({date});
    value.is_date = 1;
    return value;
}

bool is_midnight(const CivilTime& time) {
    return time.hour == 0 && time.minute == 0 && time.second == 0;
}

// What the history says of an event.
struct Revisions {
    int changes = 0; // beyond its creation
    Instant first{};
    Instant last{};
};

Result<Revisions> revisions_of(const store::Store& store, const Id& event) {
    Revisions revisions;
    std::set<Id> operations;
    for (const HistoryItem& item :
         EPIC_TRY(store.history(Entity::event, event, std::numeric_limits<std::int64_t>::max()))) {
        if (operations.empty()) revisions.first = revisions.last = item.at;
        operations.insert(item.operation);
        revisions.first = std::min(revisions.first, item.at);
        revisions.last = std::max(revisions.last, item.at);
    }
    revisions.changes = operations.empty() ? 0 : static_cast<int>(operations.size()) - 1;
    return revisions;
}

class Calendar {
public:
    Calendar(Language language, const TimeZones& zones)
        : language_(language), zones_(zones), calendar_(icalcomponent_new(ICAL_VCALENDAR_COMPONENT)) {
        add(calendar_.get(), icalproperty_new_version("2.0"));
        add(calendar_.get(), icalproperty_new_prodid("-//Epic Events//epic-events//FR"));
        add(calendar_.get(), icalproperty_new_calscale("GREGORIAN"));
    }

    void take(const RecordView& view, const Revisions& revisions) {
        const Record& record = view.record;
        icalcomponent* event = icalcomponent_new(ICAL_VEVENT_COMPONENT);
        add(event, icalproperty_new_uid(record.id.text().c_str()));
        add(event, icalproperty_new_dtstamp(utc(revisions.last)));
        add(event, icalproperty_new_created(utc(revisions.first)));
        add(event, icalproperty_new_lastmodified(utc(revisions.last)));
        add(event, icalproperty_new_sequence(revisions.changes));
        add(event, icalproperty_new_status(record.flag(Field::event_cancelled) ? ICAL_STATUS_CANCELLED
                                                                               : ICAL_STATUS_CONFIRMED));
        add(event, icalproperty_new_summary(record.text(Field::event_title).c_str()));
        set_period(event, record);
        if (const std::string place = location(record); !place.empty())
            add(event, icalproperty_new_location(place.c_str()));
        if (const std::string person = contact(record); !person.empty())
            add(event, icalproperty_new_contact(person.c_str()));
        if (const std::string text = description(view); !text.empty())
            add(event, icalproperty_new_description(text.c_str()));
        icalcomponent_add_component(calendar_.get(), event);
    }

    // Folded at 75 bytes, lines ended by \r\n.
    std::string text() const {
        const std::unique_ptr<char, Free> text(icalcomponent_as_ical_string_r(calendar_.get()));
        return text.get();
    }

private:
    static void add(icalcomponent* component, icalproperty* property) {
        icalcomponent_add_property(component, property);
    }

    void set_period(icalcomponent* event, const Record& record) {
        const Instant starts = record.instant(Field::event_starts_at).value_or(Instant{});
        const Instant ends = record.instant(Field::event_ends_at).value_or(starts);
        const std::string zone = record.text(Field::event_time_zone);
        if (!zones_.knows(zone)) return set_period(event, utc(starts), utc(ends), {});
        const CivilTime first = zones_.to_civil(starts, zone);
        const CivilTime last = zones_.to_civil(ends, zone);
        if (is_midnight(first) && is_midnight(last))
            return set_period(event, whole_day(first.date), whole_day(last.date), {});
        // An hour that the clocks repeat, and a zone without rules here, can be said in UTC only.
        const bool unclear = zones_.to_instant(first, zone) != starts || zones_.to_instant(last, zone) != ends;
        if (unclear || !has_rules(zone)) return set_period(event, utc(starts), utc(ends), {});
        set_period(event, civil(first), civil(last), zone);
    }

    static void set_period(icalcomponent* event, icaltimetype starts, icaltimetype ends, const std::string& zone) {
        icalproperty* const start = icalproperty_new_dtstart(starts);
        icalproperty* const end = icalproperty_new_dtend(ends);
        for (icalproperty* property : {start, end}) {
            if (!zone.empty()) icalproperty_add_parameter(property, icalparameter_new_tzid(zone.c_str()));
            add(event, property);
        }
    }

    // Whether the zone's rules are part of the calendar, now at the latest.
    bool has_rules(const std::string& name) {
        const auto [known, is_new] = zones_written_.try_emplace(name, false);
        if (!is_new) return known->second;
        Component rules = rules_under(name);
        known->second = rules != nullptr;
        if (rules) icalcomponent_add_component(calendar_.get(), rules.release());
        return known->second;
    }

    static std::string location(const Record& record) {
        std::string place = record.text(Field::event_venue_name);
        const std::string address = record.text(Field::event_venue_address);
        if (!place.empty() && !address.empty()) place += "\n";
        return place + address;
    }

    static std::string contact(const Record& record) {
        std::string person;
        for (const Field field : {Field::event_contact_name, Field::event_contact_phone, Field::event_contact_email}) {
            const std::string text = record.text(field);
            if (!text.empty()) person += (person.empty() ? "" : ", ") + text;
        }
        return person;
    }

    std::string description(const RecordView& view) const {
        std::string text;
        const auto line = [&](const Msg& label, const std::string& value) {
            if (!value.empty()) text += tr(language_, words::labelled, {tr(language_, label), value}) + "\n";
        };
        const auto support = view.names.find(Field::event_support);
        line(epic::words::client, view.client_name);
        line(epic::words::contract, view.number);
        line(epic::words::contact_name, contact(view.record));
        line(epic::words::support, support == view.names.end() ? std::string() : support->second);
        if (const auto count = view.record.integer(Field::event_attendees, -1); count >= 0)
            line(epic::words::attendees, display_text(count, language_));
        if (const std::string notes = view.record.text(Field::event_notes); !notes.empty()) text += "\n" + notes;
        while (text.ends_with('\n')) text.pop_back();
        return text;
    }

    Language language_;
    const TimeZones& zones_;
    Component calendar_;
    std::map<std::string, bool> zones_written_;
};

bool concerns(const RecordView& view, const Id& person) {
    return view.record.reference(Field::event_support) == person || view.commercial == person;
}

} // namespace

Result<std::int64_t> export_calendar(const store::Store& store, const CalendarExport& wanted, const std::string& path,
                                     const intl::Environment& environment,
                                     const std::function<bool(std::int64_t events)>& go_on) {
    const auto stopped = [&](std::int64_t events) { return go_on && !go_on(events); };
    const Error why{.code = ErrorCode::cancelled, .message = words::export_stopped};
    assert(wanted.query.entity == Entity::event);
    OutputFile file = EPIC_TRY(OutputFile::create(path));
    Calendar calendar(wanted.language, environment.zones);
    std::int64_t events = 0;
    EPIC_TRY(store.for_each(wanted.query, [&](const RecordView& view) -> Result<> {
        if (wanted.person && !concerns(view, *wanted.person)) return Done{};
        const auto revisions = revisions_of(store, view.record.id);
        if (!revisions) return revisions.error();
        calendar.take(view, *revisions);
        ++events;
        return events % events_between_looks == 0 && stopped(events) ? Result<>(why) : Result<>(Done{});
    }));
    if (stopped(events)) return why;
    EPIC_TRY(file.write(calendar.text()));
    EPIC_TRY(file.finish());
    file.keep();
    return events;
}

} // namespace epic::transfer
