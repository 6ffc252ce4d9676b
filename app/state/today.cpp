#include "app/state/today.hpp"

#include <algorithm>

#include "app/state/list_words.hpp"
#include "app/state/overview_words.hpp"
#include "app/state/present.hpp"

namespace epic::app {
namespace {

using F = Field;

struct Formatter {
    TodayState& today;
    const TodayData& data;
    Language language;
    const Seams& seams;
    Instant now;
    const std::string& zone;

    std::string say(const Msg& msg) const { return std::string(tr(language, msg)); }
    std::string number(std::int64_t value) const { return display_text(value, language); }
    Date date() const { return today_in(now, zone, seams.zones); }
    Instant midnight() const { return midnight_of(days_since_epoch(date()), zone, seams); }

    std::int64_t days_until(Instant then) const {
        return days_since_epoch(seams.zones.to_civil(then, zone).date) - days_since_epoch(date());
    }

    std::string countdown(Instant starts, Instant ends) const {
        const bool running = starts <= now;
        const Instant then = running ? ends : starts;
        return countdown_text(now.unix_ms, then.unix_ms, days_until(then), running, language);
    }

    // ---- the questions behind ----

    static ListQuery events(std::vector<Filter> filters, std::vector<Where> where) {
        ListQuery query{.entity = Entity::event, .filters = std::move(filters), .where = std::move(where)};
        query.sort.field = F::event_starts_at;
        return query;
    }

    ListQuery contracts(std::vector<Filter> filters, std::vector<Where> where) const {
        if (data.department == Department::commercial) filters.push_back(Filter::contract_my_clients);
        ListQuery query{.entity = Entity::contract, .filters = std::move(filters), .where = std::move(where)};
        query.sort.field = F::contract_created_on;
        return query;
    }

    ListQuery behind(TodayList list) const {
        switch (list) {
            case TodayList::to_sign: return contracts({Filter::contract_not_signed}, {});
            case TodayList::to_be_paid:
                return contracts({Filter::contract_not_fully_paid},
                                 {{F::contract_signed_on, Comparison::not_equal, Value{}}});
            case TodayList::not_contacted: {
                ListQuery query{.entity = Entity::client,
                                .filters = {Filter::client_mine, Filter::client_not_contacted}};
                query.sort.field = F::client_last_contact;
                return query;
            }
            case TodayList::without_support:
                return events({Filter::event_without_support},
                              {{F::event_starts_at, Comparison::greater_or_equal, midnight().unix_ms}});
            case TodayList::coming: break;
        }
        return events({Filter::event_mine, Filter::event_upcoming}, {});
    }

    // ---- figures ----

    void figure(TodayList of, std::string value, std::string detail, Mood mood) const {
        today.figures.push_back({of, std::move(value), std::move(detail), mood, behind(of)});
    }

    // The currency with most contracts first; amounts of the others stand beside it.
    void money_figure(TodayList of, std::vector<ContractFigures> all, bool remaining) const {
        const auto contracts = [&](const ContractFigures& f) { return remaining ? f.unpaid : f.contracts; };
        std::stable_sort(all.begin(), all.end(), [&](const ContractFigures& one, const ContractFigures& other) {
            return contracts(one) > contracts(other);
        });
        std::int64_t count = 0;
        std::string value = round_amount(Money{0, euro}, language);
        std::string others;
        for (std::size_t i = 0; i < all.size(); ++i) {
            count += contracts(all[i]);
            const std::string amount = round_amount(remaining ? all[i].remaining : all[i].total, language);
            if (i == 0) {
                value = amount;
            } else {
                others += " · " + amount;
            }
        }
        figure(of, value, tr(language, words::today_contracts, count, number(count)) + others,
               count > 0 ? Mood::accent : Mood::success);
    }

    // ---- lines ----

    TodayLine contract_line(const RecordView& view, bool to_sign) const {
        const Record& r = view.record;
        TodayLine line{Entity::contract, r.id, view.client_name, {}, {}};
        const auto day = r.date(to_sign ? F::contract_created_on : F::contract_signed_on);
        const Msg& said = to_sign ? words::today_created_on : words::today_signed_on;
        line.detail = view.number;
        if (day) line.detail += " · " + tr(language, said, {date_text(*day, language)});
        line.amount = display_text(to_sign ? money_of(r) : view.remaining, language);
        return line;
    }

    TodayLine client_line(const RecordView& view) const {
        const Record& r = view.record;
        TodayLine line{Entity::client, r.id, r.text(F::client_full_name), {}, {}, r.id.text()};
        const auto last = r.date(F::client_last_contact);
        const std::string company = r.text(F::client_company);
        line.detail = company;
        if (last) {
            if (!line.detail.empty()) line.detail += " · ";
            line.detail += tr(language, words::today_last_contact, {date_text(*last, language)});
        }
        return line;
    }

    TodayLine event_line(const RecordView& view) const {
        const Record& r = view.record;
        const Instant starts{r.integer(F::event_starts_at)};
        const Instant ends{r.integer(F::event_ends_at)};
        TodayLine line{Entity::event, r.id, r.text(F::event_title), {}, {}};
        line.detail = moment_text(starts, r.text(F::event_time_zone), seams.zones, language);
        const std::string venue = r.text(F::event_venue_name);
        if (!venue.empty()) line.detail += " · " + venue;
        if (view.double_booked) line.pills.push_back({say(words::status_double_booked), Mood::warning});
        const bool soon = ends > now && days_until(starts) <= 7;
        const bool over = ends <= now;
        // How long until then is worth a look only when it is near; the date says the rest.
        constexpr std::int64_t near_days = 14;
        if (!over && days_until(starts) > near_days) return line;
        line.pills.push_back({over ? say(words::status_past) : countdown(starts, ends),
                              over                                             ? Mood::neutral
                              : data.department == Department::gestion && soon ? Mood::warning
                              : starts <= now                                  ? Mood::success
                                                                               : Mood::info});
        return line;
    }

    template <typename Line>
    void card(TodayList of, const std::vector<RecordView>& rows, Line line) const {
        TodayCard made{of, {}, behind(of)};
        for (const RecordView& view : rows) made.lines.push_back(line(view));
        today.cards.push_back(std::move(made));
    }

    void contracts_cards() const {
        card(TodayList::to_sign, data.to_sign, [&](const RecordView& view) { return contract_line(view, true); });
        card(TodayList::to_be_paid, data.to_be_paid,
             [&](const RecordView& view) { return contract_line(view, false); });
    }

    // ---- the departments ----

    TodayEvent on_site(const RecordView& view) const {
        const Record& r = view.record;
        const Instant starts{r.integer(F::event_starts_at)};
        const Instant ends{r.integer(F::event_ends_at)};
        TodayEvent event;
        event.id = r.id;
        event.running = starts <= now;
        event.title = r.text(F::event_title);
        event.client = view.client_name;
        event.when = period_text(starts, ends, r.text(F::event_time_zone), seams.zones, language);
        event.countdown = countdown(starts, ends);
        if (view.double_booked) event.pills.push_back({say(words::status_double_booked), Mood::warning});
        event.venue = r.text(F::event_venue_name);
        event.address = r.text(F::event_venue_address);
        const std::int64_t attendees = r.integer(F::event_attendees, -1);
        if (attendees >= 0) event.attendees = tr(language, words::today_attendees, attendees, number(attendees));
        event.contact = r.text(F::event_contact_name);
        event.phone = r.text(F::event_contact_phone);
        event.email = r.text(F::event_contact_email);
        event.notes = r.text(F::event_notes);
        return event;
    }

    // What runs, at most two at once, and the one after it; the others are lines.
    void support() const {
        today.all_my_events = behind(TodayList::coming);
        std::vector<RecordView> later;
        std::size_t running = 0;
        bool next = false;
        for (const RecordView& view : data.events) {
            const bool runs = view.record.integer(F::event_starts_at) <= now.unix_ms;
            const bool over = view.record.integer(F::event_ends_at) <= now.unix_ms;
            if (over) continue;
            const bool shown = runs ? running < 2 : !next;
            if (runs && shown) ++running;
            if (!runs && shown) next = true;
            if (shown) {
                today.now_and_next.push_back(on_site(view));
            } else {
                later.push_back(view);
            }
        }
        constexpr auto lines_max = static_cast<std::size_t>(today_rows_max);
        if (later.size() > lines_max) later.resize(lines_max);
        card(TodayList::coming, later, [&](const RecordView& view) { return event_line(view); });
    }

    void commercial() const {
        money_figure(TodayList::to_sign, data.figures.to_sign, false);
        money_figure(TodayList::to_be_paid, data.figures.to_be_paid, true);
        figure(TodayList::not_contacted, number(data.figures.not_contacted),
               tr(language, words::today_since_days, {number(not_contacted_days)}),
               data.figures.not_contacted > 0 ? Mood::warning : Mood::success);
        contracts_cards();
        card(TodayList::not_contacted, data.clients, [&](const RecordView& view) { return client_line(view); });
    }

    void gestion() const {
        figure(TodayList::without_support, number(data.figures.events_without_support), say(words::today_from_today),
               data.figures.events_without_support > 0 ? Mood::warning : Mood::success);
        money_figure(TodayList::to_be_paid, data.figures.to_be_paid, true);
        money_figure(TodayList::to_sign, data.figures.to_sign, false);
        card(TodayList::without_support, data.events, [&](const RecordView& view) { return event_line(view); });
        card(TodayList::to_be_paid, data.to_be_paid,
             [&](const RecordView& view) { return contract_line(view, false); });
        today.load = support_load(data.figures, date(), zone, seams, language);
    }

    // Countdowns are written again every minute; only what is over has to be read again.
    void note_first_end() const {
        for (const RecordView& view : data.events) {
            const Instant ends{view.record.integer(F::event_ends_at)};
            if (ends > now && (!today.over_at || ends < *today.over_at)) today.over_at = ends;
        }
    }
};

} // namespace

void format(TodayState& today, Language language, const Seams& seams, Instant now, const std::string& zone) {
    today.date = long_date_text(today_in(now, zone, seams.zones), language);
    today.now_and_next.clear();
    today.figures.clear();
    today.cards.clear();
    today.load.clear();
    today.all_my_events.reset();
    today.over_at.reset();
    if (!today.data) return;
    const Formatter formatter{today, *today.data, language, seams, now, zone};
    switch (today.data->department) {
        case Department::support: formatter.support(); break;
        case Department::commercial: formatter.commercial(); break;
        case Department::gestion: formatter.gestion(); break;
    }
    formatter.note_first_end();
}

} // namespace epic::app
