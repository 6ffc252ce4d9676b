// What others write arrives while one looks at something: what is asked again, and when.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <tuple>
#include <variant>

#include "app/state/update.hpp"
#include "assets/catalogue.hpp"
#include "storage/intl/intl.hpp"

namespace epic::test {
namespace {

using app::Section;
namespace answer = app::answer;
namespace effect = app::effect;
namespace intent = app::intent;

struct Person {
    app::Seams seams{intl::system_environment().zones, intl::system_environment().unicode};
    app::AppState state = app::initial_state(Language::english, Instant{1'800'000'000'000}, seams);

    Person() {
        assets::install_catalogues();
        state.gate = app::Gate::open;
    }

    app::Effects does(app::Intent intent) { return app::update(state, std::move(intent), seams); }
    app::Wording words() const { return {state.language, state.now}; }
    void looks_at(Section section) { does(intent::GoTo{section}); }
    app::Effects reads(Entity entity, const std::string& name) {
        RecordView view;
        view.record = Record(entity, intl::system_environment().ids.next());
        view.record.set(Field::client_full_name, name);
        answer::Rows rows{entity, state.list(entity).generation, 0, 1, {}, {Language::english, state.now}};
        rows.rows.push_back(app::make_row(std::move(view), Language::english, seams.zones, state.now));
        return does(std::move(rows));
    }
    std::string shown() const {
        const app::Row* row = state.list(Entity::client).row(0);
        return row == nullptr ? std::string() : row->cells.front().text;
    }
};

template <typename Question>
std::size_t count(const app::Effects& effects) {
    return static_cast<std::size_t>(std::count_if(effects.begin(), effects.end(), [](const app::Effect& effect) {
        return std::holds_alternative<Question>(effect);
    }));
}

} // namespace

TEST_CASE("what arrives while a list is being read waits for the answer, which is shown") {
    Person person;
    person.looks_at(Section::clients);
    // However often others write: the question that is under way is never asked anew, or nothing would ever be shown.
    for (int i = 0; i < 5; ++i) CHECK(count<effect::List>(person.does(answer::DataArrived{})) == 0);
    CHECK(count<effect::List>(person.reads(Entity::client, "Kevin")) == 1);
    CHECK(person.shown() == "Kevin");
    CHECK(count<effect::List>(person.reads(Entity::client, "Kevin Casey")) == 0);
    CHECK(person.shown() == "Kevin Casey");
}

TEST_CASE("a list that is not on screen is read again when it is looked at, and shows what it had until then") {
    Person person;
    person.looks_at(Section::clients);
    person.reads(Entity::client, "Kevin");
    person.looks_at(Section::dashboard);
    CHECK(count<effect::List>(person.does(answer::DataArrived{})) == 0);
    CHECK(count<effect::List>(person.does(intent::GoTo{Section::clients})) == 1);
    CHECK(person.shown() == "Kevin");
}

TEST_CASE("a list behind the page of a record is read again when the page is left") {
    Person person;
    person.looks_at(Section::clients);
    person.reads(Entity::client, "Kevin");
    person.does(intent::OpenRecord{Entity::client, intl::system_environment().ids.next()});
    CHECK(count<effect::List>(person.does(answer::DataArrived{})) == 0);
    CHECK(count<effect::List>(person.does(intent::Back{})) == 1);
}

TEST_CASE("the page of a record that is being read is read once more when something arrived meanwhile") {
    Person person;
    const Id client = intl::system_environment().ids.next();
    CHECK(count<effect::Load>(person.does(intent::OpenRecord{Entity::client, client})) == 1);
    for (int i = 0; i < 5; ++i) CHECK(count<effect::Load>(person.does(answer::DataArrived{})) == 0);
    answer::Loaded loaded{person.state.page->ticket, {}, {Language::english, person.state.now}};
    loaded.page.entity = Entity::client;
    loaded.page.id = client;
    loaded.page.title = "Kevin";
    loaded.page.loaded.emplace();
    CHECK(count<effect::Load>(person.does(loaded)) == 1);
    CHECK(person.state.page->title == "Kevin");
    loaded.page.title = "Kevin Casey";
    loaded.ticket = person.state.page->ticket;
    CHECK(count<effect::Load>(person.does(loaded)) == 0);
    CHECK(person.state.page->title == "Kevin Casey");
}

TEST_CASE("Today is asked for once at a time, however fast others write") {
    Person person;
    CHECK(count<effect::LoadToday>(person.does(answer::DataArrived{})) == 1);
    for (int i = 0; i < 5; ++i) CHECK(count<effect::LoadToday>(person.does(answer::DataArrived{})) == 0);
    CHECK(count<effect::LoadToday>(person.does(answer::TodayRead{person.state.today.ticket, {}})) == 1);
    CHECK(count<effect::LoadToday>(person.does(answer::TodayRead{person.state.today.ticket, {}})) == 0);
}

TEST_CASE("a calendar is laid out by whoever reads it, and what it takes the place of is given back to them") {
    Person person;
    person.looks_at(Section::calendar);
    const app::CalendarState& calendar = person.state.calendar;
    const auto read = [&](std::size_t events) {
        answer::CalendarRead made{
            calendar.ticket, {calendar.first, calendar.days, 0, {}}, {}, person.words(), app::CalendarMode::month};
        made.data.page.events.resize(events);
        made.items.resize(events);
        made.layout.bars.resize(events);
        return made;
    };
    person.does(read(3));
    answer::CalendarRead second = read(5);
    const app::MonthBar* const where = second.layout.bars.data();
    const app::CalendarItem* const replaced = calendar.items.data();
    const app::Effects effects = person.does(std::move(second));
    // Neither copied nor worked out anew.
    CHECK(calendar.bars.data() == where);
    CHECK(calendar.bars.size() == 5);
    REQUIRE(count<effect::Discard>(effects) == 1);
    for (const app::Effect& effect : effects) {
        if (const auto* discard = std::get_if<effect::Discard>(&effect)) {
            using Replaced =
                std::tuple<std::optional<app::CalendarData>, std::vector<app::CalendarItem>, app::CalendarLayout>;
            const auto& [data, items, layout] = *static_cast<const Replaced*>(discard->what.get());
            CHECK(data->page.events.size() == 3);
            CHECK(items.data() == replaced);
            CHECK(layout.bars.size() == 3);
        }
    }
    // What answers a question that is no longer asked goes back as it came.
    answer::CalendarRead late = read(7);
    --late.ticket;
    const app::CalendarItem* const dropped = late.items.data();
    const app::Effects given_back = person.does(std::move(late));
    REQUIRE(count<effect::Discard>(given_back) == 1);
    const auto& discard = std::get<effect::Discard>(given_back.front());
    CHECK(static_cast<const answer::CalendarRead*>(discard.what.get())->items.data() == dropped);
    // A minute later nothing stands anywhere else.
    person.does(intent::Tick{Instant{person.state.now.unix_ms + 60'000}});
    CHECK(calendar.bars.data() == where);
}

TEST_CASE("a week that is turned into a timeline while it is being read is laid out as one") {
    Person person;
    person.looks_at(Section::calendar);
    person.does(intent::ShowCalendar{app::CalendarMode::week});
    const app::CalendarState& calendar = person.state.calendar;
    answer::CalendarRead week{
        calendar.ticket, {calendar.first, calendar.days, 0, {}}, {}, person.words(), app::CalendarMode::week};
    week.layout.blocks.resize(1);
    person.does(intent::ShowCalendar{app::CalendarMode::timeline});
    person.does(std::move(week));
    CHECK(calendar.blocks.empty());
    CHECK(calendar.rows.size() == 1); // of the events that nobody has
    person.does(intent::ShowCalendar{app::CalendarMode::week});
    CHECK(calendar.rows.empty());
}

TEST_CASE("an answer that was written in another language is written again") {
    Person person;
    person.state.language = Language::french;
    person.looks_at(Section::events);
    RecordView view;
    view.record = Record(Entity::event, intl::system_environment().ids.next());
    view.record.set(Field::event_time_zone, std::string("Europe/Paris"));
    view.record.set(Field::event_starts_at, std::int64_t{1'900'000'000'000});
    view.record.set(Field::event_ends_at, std::int64_t{1'900'003'600'000});
    answer::Rows rows{Entity::event, person.state.list(Entity::event).generation, 0, 1, {}, {Language::english, {}}};
    rows.rows.push_back(app::make_row(view, Language::english, person.seams.zones, {}));
    const std::string english = rows.rows.front().cells[5].text;
    person.does(std::move(rows));
    const app::Row* row = person.state.list(Entity::event).row(0);
    REQUIRE(row != nullptr);
    CHECK(row->cells[5].text != english);

    // An hour later it is over by itself.
    const std::string to_come = row->cells[5].text;
    person.does(intent::Tick{Instant{1'900'007'200'000}});
    CHECK(person.state.list(Entity::event).row(0)->cells[5].text != to_come);
}

} // namespace epic::test
