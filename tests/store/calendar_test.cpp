// What happens in a span of time, and the first rows of a list.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/store/laptop.hpp"
#include "tests/support/random.hpp"

using namespace epic;
using namespace epic::test;

namespace {

constexpr std::int64_t hour_ms = 3'600'000;

Instant at(std::string_view text) {
    return *parse_instant(text);
}

std::vector<std::string> titles(const CalendarPage& page) {
    std::vector<std::string> all;
    for (const CalendarEvent& event : page.events) all.push_back(event.title);
    return all;
}

using Titles = std::vector<std::string>;

} // namespace

TEST_CASE("The calendar shows what shares a moment with the span, and not what ends where it begins") {
    Office office;
    office.as(office.commercial);
    const Id contract = office.add_contract(office.add_client("Lou Bouzin"), 1000'00);
    office.add_event(contract, "La veille", "2026-11-23T20:00", "2026-11-24T00:00");
    const Id wedding = office.add_event(contract, "Passe minuit", "2026-11-23T13:00", "2026-11-24T02:00");
    office.add_event(contract, "Salon de six jours", "2026-11-20T09:00", "2026-11-26T18:00");
    office.add_event(contract, "Le jour même", "2026-11-24T09:00", "2026-11-24T10:00");
    const Id cancelled = office.add_event(contract, "Annulé", "2026-11-24T11:00", "2026-11-24T12:00");
    office.add_event(contract, "Le lendemain", "2026-11-25T00:00", "2026-11-25T01:00");
    office.as(office.gestion);
    must(office->execute(CancelEvent{cancelled}));
    must(office->execute(AssignSupport{wedding, office.support}));

    const CalendarQuery day{.from = at("2026-11-23T23:00:00Z"), .until = at("2026-11-24T23:00:00Z")};
    const CalendarPage page = must(office->calendar(day));
    CHECK(titles(page) == Titles{"Salon de six jours", "Passe minuit", "Le jour même"});
    CHECK_FALSE(page.more);
    CHECK(page.events[1].support == office.support);
    CHECK(page.events[1].support_name == "David Émond");
    CHECK(page.events[1].client_name == "Lou Bouzin");
    CHECK(page.people.size() == 2);

    CalendarQuery few = day;
    few.limit = 2;
    CHECK(titles(must(office->calendar(few))) == Titles{"Salon de six jours", "Passe minuit"});
    CHECK(must(office->calendar(few)).more);

    CalendarQuery mine = day;
    mine.mine = true;
    CHECK(must(office->calendar(mine)).events.empty());
    office.as(office.support);
    CHECK(titles(must(office->calendar(mine))) == Titles{"Passe minuit"});
    office.as(office.commercial);
    CHECK(must(office->calendar(mine)).events.size() == 3);
}

TEST_CASE("The calendar tells the same events and double bookings as the list, whatever the span") {
    for_each_seed(4, [](Random& random) {
        Office office;
        office.as(office.commercial);
        const Id contract = office.add_contract(office.add_client("Lou Bouzin"), 1000'00);
        std::vector<Id> events;
        const Instant start = at("2026-12-01T00:00:00Z");
        for (int i = 0; i < 40; ++i) {
            const std::int64_t starts = start.unix_ms + random.between(0, 14 * 24) * hour_ms;
            const std::int64_t hours = random.chance(20) ? random.between(25, 200) : random.between(1, 24);
            events.push_back(office.add(Entity::event, {{Field::event_title, "E" + std::to_string(i)},
                                                        {Field::event_contract, contract},
                                                        {Field::event_starts_at, starts},
                                                        {Field::event_ends_at, starts + hours * hour_ms}}));
        }
        office.as(office.gestion);
        for (const Id& event : events) {
            if (random.chance(60)) {
                must(office->execute(AssignSupport{event, random.chance(50) ? office.support : office.other_support}));
            }
        }
        for (int i = 0; i < 20; ++i) {
            const std::int64_t from = start.unix_ms + random.between(-48, 16 * 24) * hour_ms;
            const std::int64_t until = from + random.between(1, 100) * hour_ms;
            const ListQuery listed{.entity = Entity::event,
                                   .where = {{Field::event_starts_at, Comparison::less, until},
                                             {Field::event_ends_at, Comparison::greater, from}}};
            const CalendarPage page = must(office->calendar({.from = Instant{from}, .until = Instant{until}}));
            std::vector<std::pair<Id, bool>> shown;
            for (const CalendarEvent& event : page.events) shown.emplace_back(event.id, event.double_booked);
            std::vector<std::pair<Id, bool>> expected;
            for (const RecordView& view : must(office->list(listed)).items) {
                expected.emplace_back(view.record.id, view.double_booked);
            }
            std::sort(shown.begin(), shown.end());
            std::sort(expected.begin(), expected.end());
            CHECK(shown == expected);
        }
    });
}

TEST_CASE("The first rows are those of the list, without its total") {
    Office office;
    office.as(office.commercial);
    for (const char* name : {"Zoé", "Anaïs", "Éric", "Lou"}) office.add_client(name);
    ListQuery query{.entity = Entity::client, .limit = 2};
    const auto first = must(office->first(query));
    REQUIRE(first.size() == 2);
    CHECK(first[0].record.id == must(office->list(query)).items[0].record.id);
    CHECK(first[1].record.id == must(office->list(query)).items[1].record.id);
}

TEST_CASE("Clients whom nobody contacted lately are those that the dashboard counts") {
    Office office;
    office.as(office.commercial);
    office.add_client("Hier", {{Field::client_last_contact, Date{2026, 11, 22}}});
    office.add_client("Juste alors", {{Field::client_last_contact, Date{2026, 8, 25}}});
    office.add_client("Il y a longtemps", {{Field::client_last_contact, Date{2025, 1, 1}}});
    // The clock stands on 23 November 2026; ninety days before is 25 August.
    const ListQuery query{.entity = Entity::client, .filters = {Filter::client_not_contacted}};
    const Dashboard figures = must(office->dashboard({.today = office->moment().today}));
    CHECK(figures.not_contacted_since == Date{2026, 8, 25});
    CHECK(figures.not_contacted == 2);
    CHECK(must(office->list(query)).total == 2);
    office.as(office.other_commercial);
    ListQuery mine = query;
    mine.filters.push_back(Filter::client_mine);
    CHECK(must(office->list(mine)).total == 0);
}
