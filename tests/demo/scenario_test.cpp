// What a demonstration's year holds, whatever day the file is made on.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <set>

#include "core/model/contact.hpp"
#include "core/model/validation.hpp"
#include "storage/demo/agenda.hpp"
#include "storage/demo/own_year.hpp"
#include "storage/intl/intl.hpp"

namespace epic::demo {
namespace {

const TimeZones& zones() {
    return intl::system_environment().zones;
}

const Value* value_of(const Deed& deed, Field field) {
    for (const auto& [each, value] : deed.values) {
        if (each == field) return &value;
    }
    return nullptr;
}

// Everything happens before today, after what it builds on, by someone of the right department.
void check_story(const Scenario& scenario, Date today) {
    std::vector<Deed> deeds = scenario.deeds;
    std::ranges::stable_sort(
        deeds, [](const Deed& a, const Deed& b) { return std::pair(a.day, a.kind) < std::pair(b.day, b.kind); });
    std::map<Key, Department> department_of;
    for (const Cast& cast : scenario.people) department_of[cast.key] = cast.department;
    std::set<Key> there;
    std::set<Key> is_signed;
    std::map<Key, Key> owner; // of a client and its contracts
    for (const Deed& deed : deeds) {
        CAPTURE(deed.record, iso_text(deed.day), iso_text(today));
        REQUIRE(deed.day < today);
        const bool makes = deed.kind == Deed::Kind::add_client || deed.kind == Deed::Kind::add_contract ||
                           deed.kind == Deed::Kind::add_event || deed.kind == Deed::Kind::pay;
        if (makes) {
            REQUIRE(there.insert(deed.record).second);
            REQUIRE((deed.parent.empty() || there.contains(deed.parent)));
        } else {
            REQUIRE(there.contains(deed.record));
        }
        const Department department = department_of.at(deed.author);
        switch (deed.kind) {
            case Deed::Kind::add_client: owner[deed.record] = deed.author; [[fallthrough]];
            case Deed::Kind::contacted: REQUIRE(department == Department::commercial); break;
            case Deed::Kind::add_contract:
                REQUIRE(department == Department::gestion);
                owner[deed.record] = owner.at(deed.parent);
                break;
            case Deed::Kind::sign:
                REQUIRE(owner.at(deed.record) == deed.author);
                is_signed.insert(deed.record);
                break;
            case Deed::Kind::add_event:
                REQUIRE(owner.at(deed.parent) == deed.author);
                REQUIRE(is_signed.contains(deed.parent));
                REQUIRE(std::get<std::int64_t>(*value_of(deed, Field::event_starts_at)) <
                        std::get<std::int64_t>(*value_of(deed, Field::event_ends_at)));
                break;
            case Deed::Kind::assign:
                REQUIRE(department == Department::gestion);
                REQUIRE(department_of.at(deed.support) == Department::support);
                break;
            case Deed::Kind::pay:
                REQUIRE((department == Department::gestion || owner.at(deed.parent) == deed.author));
                break;
            case Deed::Kind::reverse: REQUIRE_FALSE(deed.note.empty()); [[fallthrough]];
            case Deed::Kind::cancel: REQUIRE(department == Department::gestion); break;
        }
    }
}

std::size_t count(const Scenario& scenario, Deed::Kind kind) {
    return static_cast<std::size_t>(
        std::ranges::count_if(scenario.deeds, [&](const Deed& deed) { return deed.kind == kind; }));
}

constexpr std::string_view small_agenda =
    "Nom de la manifestation;Date début;Date fin;Lieu - nom;Horaires;Modification dernière minute;Réservation "
    "téléphone\n"
    "\"Concert; en plein\nair\";2020-06-06;2020-06-06;HALLE;A 20h30;;05 61 99 00 00 renseignements\n"
    "Nuit;2020-06-13;2020-06-13;HALLE;De 19h à 1h du matin.;ANNULE;\n"
    "Exposition;2020-05-01;2020-09-01;MUSEE;Du mardi au dimanche de 10h à 18h.;;\n"
    "Sans date;;;THEATRE;;;\n"
    "Faux;32/06/2020;2020-06-01;THEATRE;;;\n"
    "Envers;2020-06-02;2020-06-01;THEATRE;;;\n"
    ";2020-06-02;2020-06-02;THEATRE;;;\n"
    "Nulle part;2020-06-02;2020-06-02;;;;\n";

} // namespace

TEST_CASE("days are written down from today, from this week or from a date of the year") {
    const Calendar monday{{2026, 11, 23}};
    CHECK(monday.read("0") == Date{2026, 11, 23});
    CHECK(monday.read("-34") == Date{2026, 10, 20});
    CHECK(monday.read("w-3/6") == Date{2026, 11, 7});
    CHECK(monday.read("w+1/2") == Date{2026, 12, 1});
    CHECK(monday.read(">06-04") == Date{2027, 6, 4});
    CHECK(monday.read(">12-24") == Date{2026, 12, 24});
    CHECK(monday.read(">07-01/6") == Date{2027, 7, 3});
    const Calendar sunday{{2026, 11, 29}};
    CHECK(sunday.read("w+1/2") == Date{2026, 12, 1});
    CHECK(Calendar{{2027, 6, 4}}.read(">06-04") == Date{2028, 6, 4});
}

TEST_CASE("our own year makes sense on every day of two years, a leap day among them") {
    for (std::int64_t day = 0; day < 731; ++day) {
        const Calendar calendar{date_from_days(days_since_epoch({2027, 5, 1}) + day)};
        const Scenario year = own_year(calendar, zones());
        check_story(year, calendar.today);
        std::size_t today = 0;
        for (const Deed& deed : year.deeds) {
            if (deed.kind != Deed::Kind::add_event) continue;
            const Instant starts{std::get<std::int64_t>(*value_of(deed, Field::event_starts_at))};
            const auto& zone = std::get<std::string>(*value_of(deed, Field::event_time_zone));
            if (zones().to_civil(starts, zone).date == calendar.today) ++today;
        }
        REQUIRE(today >= 3);
    }
}

TEST_CASE("our own year is written in values that the program takes, phones and addresses that nobody has") {
    const Scenario year = own_year({{2026, 11, 23}}, zones());
    CHECK(year.people.size() == 7);
    CHECK(count(year, Deed::Kind::add_client) == 40);
    CHECK(count(year, Deed::Kind::add_contract) == 60);
    CHECK(count(year, Deed::Kind::add_event) == 60);
    const std::set<std::string> for_fiction{"+3319900", "+3326191", "+3335301", "+3346571", "+3353649", "+3363998"};
    const auto check_phone = [&](const std::string& phone) {
        CAPTURE(phone);
        const auto e164 = phone_e164(phone);
        REQUIRE(e164);
        CHECK(for_fiction.contains(e164->substr(0, 8)));
    };
    const auto check_email = [](const std::string& email) {
        CAPTURE(email);
        CHECK((is_email(email) && email.ends_with(".example")));
    };
    for (const Cast& cast : year.people) {
        check_phone(cast.phone);
        check_email(cast.email);
    }
    for (const Deed& deed : year.deeds) {
        for (const auto& [field, value] : deed.values) {
            CAPTURE(deed.record, spec(field).name);
            CHECK(validate(field, value, zones()));
            if (spec(field).type == FieldType::phone) check_phone(std::get<std::string>(value));
            if (spec(field).type == FieldType::email) check_email(std::get<std::string>(value));
        }
    }
}

TEST_CASE("hours are read out of what people write on posters") {
    CHECK(read_hours("A 20h30.") == Hours{20 * 60 + 30, std::nullopt});
    CHECK(read_hours("De 19h à 1h du matin.") == Hours{19 * 60, 60});
    CHECK(read_hours("de 20H00 à 22h.") == Hours{20 * 60, 22 * 60});
    CHECK(read_hours("A 14h et 17h") == Hours{14 * 60, std::nullopt});
    CHECK(read_hours("Vendredi 7h 18h, Samedi 10h 18h") == Hours{7 * 60, 18 * 60});
    CHECK(read_hours("At 10am. At 10am.") == Hours{10 * 60, std::nullopt});
    CHECK(read_hours("A las 11:00") == Hours{11 * 60, std::nullopt});
    CHECK(read_hours("Fermé le 1er mai.") == std::nullopt);
    CHECK(read_hours("") == std::nullopt);
}

TEST_CASE("an agenda gives every venue a contract, moves by whole weeks, and says which lines it left out") {
    const Calendar calendar{{2026, 11, 23}};
    const auto agenda = read_agenda(small_agenda, calendar, zones());
    REQUIRE(agenda);
    check_story(agenda->scenario, calendar.today);
    CHECK(count(agenda->scenario, Deed::Kind::add_client) == 3);
    CHECK(count(agenda->scenario, Deed::Kind::add_event) == 3);
    CHECK(count(agenda->scenario, Deed::Kind::cancel) == 1);
    std::vector<std::pair<std::size_t, std::string_view>> rejected;
    for (const Rejected& row : agenda->rejected) rejected.emplace_back(row.line, row.code);
    CHECK(rejected ==
          std::vector<std::pair<std::size_t, std::string_view>>{
              {6, "no_date"}, {7, "unreadable_date"}, {8, "ends_before_it_starts"}, {9, "no_title"}, {10, "no_venue"}});
    for (const Deed& deed : agenda->scenario.deeds) {
        if (deed.kind != Deed::Kind::add_event) continue;
        const auto& title = std::get<std::string>(*value_of(deed, Field::event_title));
        const Instant starts{std::get<std::int64_t>(*value_of(deed, Field::event_starts_at))};
        const Instant ends{std::get<std::int64_t>(*value_of(deed, Field::event_ends_at))};
        const CivilTime from = zones().to_civil(starts, "Europe/Paris");
        const CivilTime to = zones().to_civil(ends, "Europe/Paris");
        if (title == "Concert; en plein air") {
            CHECK(weekday_monday_first(from.date) == 5); // a Saturday, as in 2020
            CHECK(from.hour == 20);
            CHECK(std::get<std::string>(*value_of(deed, Field::event_contact_phone)) == "05 61 99 00 00");
        }
        if (title == "Nuit") CHECK(days_since_epoch(to.date) - days_since_epoch(from.date) == 1);
        if (title == "Exposition") {
            CHECK(days_since_epoch(to.date) - days_since_epoch(from.date) == 123);
            CHECK(to.hour == 18);
        }
    }
    // The same agenda gives the same year.
    const auto again = read_agenda(small_agenda, calendar, zones());
    REQUIRE(again);
    REQUIRE(again->scenario.deeds.size() == agenda->scenario.deeds.size());
    for (std::size_t i = 0; i < again->scenario.deeds.size(); ++i) {
        CHECK(again->scenario.deeds[i].day == agenda->scenario.deeds[i].day);
        CHECK(again->scenario.deeds[i].values == agenda->scenario.deeds[i].values);
    }
    CHECK_FALSE(read_agenda("name;city\nA;B\n", calendar, zones()));
}

} // namespace epic::demo
