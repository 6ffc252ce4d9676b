// What is exported comes back: CSV to equal records, calendars as RFC 5545 has it, a sheet that can be read.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <filesystem>
#include <libical/ical.h>
#include <map>
#include <sstream>

#include "core/text/csv.hpp"
#include "storage/transfer/event_sheet.hpp"
#include "storage/transfer/export_calendar.hpp"
#include "storage/transfer/export_csv.hpp"
#include "tests/support/random.hpp"
#include "tests/transfer/desk.hpp"

namespace epic::test {
namespace {

std::string any_text(Random& random, bool lines) {
    static const std::vector<std::string> pieces{"a",  "É", "œ", "=",   "+",  "-", "@", "'", "\"", ";", ",",
                                                 "12", "€", "𝄞", "x y", "''", "؟", "|", "0", "--", "/"};
    std::string text;
    for (auto n = random.between(1, 6); n > 0; --n) {
        text += random.pick(pieces);
        if (lines && random.chance(20)) text += "\nz";
    }
    return text;
}

// What an import can fill, by what tells records apart.
std::vector<std::string> contents(Desk& desk, Entity entity) {
    std::vector<std::string> all;
    for (const Record& record : desk.all(entity)) {
        std::string text;
        for (const FieldSpec& field : fields_of(entity)) {
            const auto value = wire_text(record.get(field.field));
            text += std::string(field.name) + "=" + value.value_or("(none)") + "|";
        }
        all.push_back(std::move(text));
    }
    std::ranges::sort(all);
    return all;
}

void add_client(Desk& desk, Random& random, int number) {
    FieldValues values{{Field::client_full_name, any_text(random, false)},
                       {Field::client_first_contact, date_from_days(random.between(10'000, 20'000))}};
    const auto maybe = [&](Field field, Value value) {
        if (random.chance(60)) values.emplace_back(field, std::move(value));
    };
    maybe(Field::client_company, any_text(random, false));
    maybe(Field::client_email, "p" + std::to_string(number) + "@x.example");
    maybe(Field::client_phone, std::string(random.chance(50) ? "+33 5 61 22 23 24" : "-4940 x12"));
    maybe(Field::client_notes, any_text(random, true));
    values.emplace_back(Field::client_last_contact,
                        random.chance(50) ? Value{date_from_days(random.between(10'000, 20'000))} : Value{});
    desk.add(Entity::client, values);
}

void add_event(Desk& desk, Random& random, const Id& contract) {
    // Around the hour that Paris repeats, and anywhere else.
    const std::int64_t around = parse_instant("2026-10-25T00:00:00Z")->unix_ms;
    const std::int64_t starts = (around + random.between(-20, 20) * 600'000) + (random.chance(10) ? 7'123 : 0);
    FieldValues values{
        {Field::event_title, any_text(random, false)},
        {Field::event_contract, contract},
        {Field::event_starts_at, starts},
        {Field::event_ends_at, starts + random.between(1, 50) * 900'000},
        {Field::event_time_zone, random.pick(std::vector<std::string>{"Europe/Paris", "America/New_York", "UTC"})}};
    for (const Field field :
         {Field::event_notes, Field::event_venue_name, Field::event_venue_address, Field::event_contact_name}) {
        if (random.chance(50)) values.emplace_back(field, any_text(random, spec(field).type == FieldType::long_text));
    }
    if (random.chance(50)) values.emplace_back(Field::event_attendees, random.between(0, 99'999));
    const Id event = desk.add(Entity::event, values);
    if (random.chance(20)) must(desk.store->execute(CancelEvent{event}));
}

// Of a property: its value in each event.
std::vector<std::string> values_of(const std::string& calendar, icalproperty_kind kind) {
    std::vector<std::string> values;
    icalcomponent* root = icalcomponent_new_from_string(calendar.c_str());
    REQUIRE(root != nullptr);
    CHECK(icalcomponent_count_errors(root) == 0);
    CHECK(icalrestriction_check(root) == 1);
    for (icalcomponent* event = icalcomponent_get_first_component(root, ICAL_VEVENT_COMPONENT); event != nullptr;
         event = icalcomponent_get_next_component(root, ICAL_VEVENT_COMPONENT)) {
        icalproperty* property = icalcomponent_get_first_property(event, kind);
        char* text = property == nullptr ? nullptr : icalproperty_get_value_as_string_r(property);
        values.emplace_back(text == nullptr ? "" : text);
        icalmemory_free_buffer(text);
    }
    icalcomponent_free(root);
    return values;
}

std::string calendar_of(Desk& desk, const std::string& name, std::optional<Id> person = {}) {
    must(transfer::export_calendar(*desk.store, {.person = person, .language = Language::english}, desk.file(name),
                                   desk.environment));
    return desk.read(name);
}

Id party(Desk& desk, const Id& contract, const std::string& title, std::string_view starts, std::string_view ends) {
    return desk.add(Entity::event, {{Field::event_title, title},
                                    {Field::event_contract, contract},
                                    {Field::event_starts_at, parse_instant(starts)->unix_ms},
                                    {Field::event_ends_at, parse_instant(ends)->unix_ms},
                                    {Field::event_time_zone, std::string("Europe/Paris")},
                                    {Field::event_venue_name, std::string("Château de l’Œuf")},
                                    {Field::event_notes, std::string("première ligne\nsecond; line, with \\ signs")}});
}

} // namespace

TEST_CASE("exported clients and events are imported to equal records, whatever they hold, in both languages") {
    for_each_seed(6, [](Random& random) {
        const Language language = random.chance(50) ? Language::french : Language::english;
        for (const Entity entity : {Entity::client, Entity::event}) {
            Desk desk;
            const Id contract = desk.signed_contract();
            for (int i = 0; i < 30; ++i) {
                if (entity == Entity::client) {
                    add_client(desk, random, i);
                } else {
                    add_event(desk, random, contract);
                }
            }
            const auto before = contents(desk, entity);
            must(transfer::export_csv(*desk.store, {.entity = entity}, desk.file("out.csv"), language,
                                      desk.environment));
            std::int64_t withdrawn = 0;
            for (const Record& record : desk.all(entity)) {
                const Field field = entity == Entity::client ? Field::client_withdrawn : Field::event_withdrawn;
                const auto done = desk.store->execute(EditRecord{entity, record.id, {{field, std::int64_t{1}}}});
                withdrawn += done ? 1 : 0; // Lou Bouzin has a contract, and stays
            }
            CHECK(withdrawn >= 30);
            transfer::ImportOptions options{.entity = entity, .on_duplicate = transfer::OnDuplicate::create};
            if (entity == Entity::client) options.map = {};
            const auto report = desk.import(desk.file("out.csv"), options);
            for (const auto& failed : report.failed) {
                CAPTURE(failed.line, failed.column, failed.message.in(Language::english));
                CHECK(failed.code.empty());
            }
            auto after = contents(desk, entity);
            if (entity == Entity::client) {
                // Lou Bouzin came a second time.
                const auto lou = std::ranges::find_if(
                    after, [](const std::string& text) { return text.find("=Lou Bouzin|") != std::string::npos; });
                REQUIRE(lou != after.end());
                after.erase(lou);
            }
            CHECK(after == before);
        }
    });
}

TEST_CASE("no cell of an export is a formula, and a file that is there already stays") {
    Desk desk;
    desk.add(Entity::client, {{Field::client_full_name, std::string("=1+1")},
                              {Field::client_company, std::string("@SUM(A1)")},
                              {Field::client_phone, std::string("+33 5 61 22 23 24")}});
    const std::string path = desk.file("out.csv");
    CHECK(must(transfer::export_csv(*desk.store, {}, path, Language::english, desk.environment)) == 1);
    const std::string table = desk.read("out.csv");
    CHECK(table.starts_with("\xef\xbb\xbf"));
    CHECK(table.find("\r\n'=1+1,") != std::string::npos);
    CHECK(table.find(",'@SUM(A1),") != std::string::npos);
    const auto again = transfer::export_csv(*desk.store, {}, path, Language::english, desk.environment);
    REQUIRE_FALSE(again);
    CHECK(again.error().code == ErrorCode::usage);
    CHECK(desk.read("out.csv") == table);
}

TEST_CASE("contracts are exported with what is paid, in the figures of the language") {
    Desk desk;
    desk.signed_contract();
    must(transfer::export_csv(*desk.store, {.entity = Entity::contract}, desk.file("fr.csv"), Language::french,
                              desk.environment));
    CHECK(desk.read("fr.csv").find(";1500,00;EUR;") != std::string::npos);
    must(transfer::export_csv(*desk.store, {.entity = Entity::contract}, desk.file("en.csv"), Language::english,
                              desk.environment));
    CHECK(desk.read("en.csv").find(",1500.00,EUR,") != std::string::npos);
}

TEST_CASE("a calendar is one that RFC 5545 allows: folded lines, zones with their rules, whole days, cancellations") {
    Desk desk;
    const Id contract = desk.signed_contract();
    const Id wedding = party(desk, contract, "Mariage de Zoé et Léo, été 2026 — une fête qui dépasse la ligne de RFC",
                             "2026-06-04T11:00:00Z", "2026-06-05T00:00:00Z");
    const Id day = party(desk, contract, "Assemblée", "2026-06-05T22:00:00Z", "2026-06-06T22:00:00Z");
    must(desk.store->execute(CancelEvent{day}));
    const std::string calendar = calendar_of(desk, "a.ics");
    std::istringstream lines(calendar);
    for (std::string line; std::getline(lines, line);) {
        CAPTURE(line);
        CHECK(line.ends_with('\r'));
        CHECK(line.size() <= 76);
        CHECK(is_utf8(line));
    }
    CHECK(calendar.find("BEGIN:VTIMEZONE") != std::string::npos);
    CHECK(values_of(calendar, ICAL_UID_PROPERTY) == std::vector{wedding.text(), day.text()});
    CHECK(values_of(calendar, ICAL_STATUS_PROPERTY) == std::vector<std::string>{"CONFIRMED", "CANCELLED"});
    CHECK(values_of(calendar, ICAL_DTSTART_PROPERTY) == std::vector<std::string>{"20260604T130000", "20260606"});
    CHECK(values_of(calendar, ICAL_DTEND_PROPERTY) == std::vector<std::string>{"20260605T020000", "20260607"});
    CHECK(calendar.find("DTSTART;TZID=Europe/Paris:20260604T130000") != std::string::npos);
    CHECK(calendar.find("DTSTART;VALUE=DATE:20260606") != std::string::npos);
}

TEST_CASE("a calendar that is exported again has the same identities and higher sequences where something changed") {
    Desk desk;
    const Id contract = desk.signed_contract();
    const Id first = party(desk, contract, "One", "2026-06-04T11:00:00Z", "2026-06-05T00:00:00Z");
    party(desk, contract, "Two", "2026-06-08T11:00:00Z", "2026-06-08T12:00:00Z");
    const std::string before = calendar_of(desk, "a.ics");
    CHECK(calendar_of(desk, "b.ics") == before);
    must(desk.store->execute(EditRecord{Entity::event, first, {{Field::event_title, std::string("One, later")}}}));
    const std::string after = calendar_of(desk, "c.ics");
    CHECK(values_of(before, ICAL_SEQUENCE_PROPERTY) == std::vector<std::string>{"0", "0"});
    CHECK(values_of(after, ICAL_SEQUENCE_PROPERTY) == std::vector<std::string>{"1", "0"});
    CHECK(values_of(after, ICAL_UID_PROPERTY) == values_of(before, ICAL_UID_PROPERTY));
    // Per person: whoever supports it, and whose client it is.
    must(desk.as(desk.gestion).store->execute(AssignSupport{first, desk.support}));
    CHECK(values_of(calendar_of(desk, "d.ics", desk.support), ICAL_UID_PROPERTY) == std::vector{first.text()});
    CHECK(values_of(calendar_of(desk, "e.ics", desk.commercial), ICAL_UID_PROPERTY).size() == 2);
    CHECK(values_of(calendar_of(desk, "f.ics", desk.other_commercial), ICAL_UID_PROPERTY).empty());
}

TEST_CASE("the sheet of an event can be read back from the PDF, accents and all its pages of notes") {
    Desk desk;
    const Id event =
        party(desk, desk.signed_contract(), "Fête d’été à l’Œuf — αβγ", "2026-06-04T11:00:00Z", "2026-06-05T00:00:00Z");
    std::string notes;
    for (int i = 1; i <= 120; ++i) notes += "Étape " + std::to_string(i) + " : à vérifier sur place\n";
    notes += std::string(300, 'w') + " 𝄞";
    must(desk.store->execute(EditRecord{Entity::event, event, {{Field::event_notes, notes}}}));
    for (const auto& [language, date] :
         {std::pair(Language::french, "jeudi 4 juin 2026"), std::pair(Language::english, "Thursday, 4 June 2026")}) {
        const std::string name(language_code(language));
        must(transfer::export_event_sheet(*desk.store, event, desk.file(name + ".pdf"), language, desk.environment));
        const std::string command = "pdftotext -q -layout '" + desk.file(name + ".pdf") + "' '" + desk.file(name) + "'";
        REQUIRE(std::system(command.c_str()) == 0);
        const std::string text = desk.read(name);
        CHECK(text.find("Fête d’été à l’Œuf — αβγ") != std::string::npos);
        CHECK(text.find(date) != std::string::npos);
        CHECK(text.find("13:00") != std::string::npos);
        CHECK(text.find("Étape 1 : ") != std::string::npos);
        CHECK(text.find("Étape 120 : ") != std::string::npos);
        CHECK(std::ranges::count(text, '\f') == 4);
    }
    const auto missing =
        transfer::export_event_sheet(*desk.store, Id{}, desk.file("none.pdf"), Language::english, desk.environment);
    REQUIRE_FALSE(missing);
    CHECK(missing.error().code == ErrorCode::not_found);
}

TEST_CASE("a calendar and a sheet that are stopped leave nothing behind") {
    Desk desk;
    Id event;
    for (int i = 0; i < 70; ++i) {
        event = party(desk, desk.signed_contract(), "Fête " + std::to_string(i), "2026-06-04T11:00:00Z",
                      "2026-06-05T00:00:00Z");
    }
    std::vector<std::int64_t> told;
    const auto stopped =
        transfer::export_calendar(*desk.store, {}, desk.file("all.ics"), desk.environment, [&](std::int64_t events) {
            told.push_back(events);
            return told.size() < 2;
        });
    REQUIRE_FALSE(stopped);
    CHECK(stopped.error().code == ErrorCode::cancelled);
    CHECK(told == std::vector<std::int64_t>{32, 64});
    CHECK_FALSE(std::filesystem::exists(desk.file("all.ics")));

    const auto sheet = transfer::export_event_sheet(*desk.store, event, desk.file("event.pdf"), Language::french,
                                                    desk.environment, [] { return false; });
    REQUIRE_FALSE(sheet);
    CHECK(sheet.error().code == ErrorCode::cancelled);
    CHECK_FALSE(std::filesystem::exists(desk.file("event.pdf")));
}

} // namespace epic::test
