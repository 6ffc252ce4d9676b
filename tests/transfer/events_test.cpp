// Importing events: periods, zones, contracts; and the real files of others.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <filesystem>

#include "tests/transfer/desk.hpp"

namespace epic::test {
namespace {

using transfer::ImportOptions;
using transfer::ImportReport;

// Beside the repository, never in it.
std::filesystem::path data(std::string_view name) {
    const char* folder = std::getenv("EPIC_SHARED_DATA");
    return (folder != nullptr ? std::filesystem::path(folder) : source_dir().parent_path() / "shared/data") / name;
}

ImportOptions onto(const Id& contract) {
    return {.entity = Entity::event, .contract = contract.text()};
}

Instant utc(std::string_view text) {
    return *parse_instant(text);
}

} // namespace

TEST_CASE("days are from midnight to midnight, times as written, in the zone of the event") {
    Desk desk;
    const Id contract = desk.signed_contract();
    const ImportReport report = desk.import(
        desk.write("t.csv",
                   "Titre;Début;Heure de début;Fin;Heure de fin;Fuseau;Participants;Lieu;Adresse;Code postal;Ville\n"
                   "Jour;04/06/2026;;;;;1 500;Salle;1 rue du Port;31000;Toulouse\n"
                   "Jours;25/10/2026;;26/10/2026;;;1.500;;;;\n"
                   "Noces;4 juin 2026;13h00;;2h;;120;;;;\n"
                   "Concert;04/06/2026 20:30;;05/06/2026 01:00;;America/New_York;75;;;;\n"
                   "Sans fin;04/06/2026;20h;;;;;;;;\n"
                   "Sans date;;;;;;;;;;\n"
                   "À rebours;04/06/2026;;03/06/2026;;;;;;;\n"
                   "Trop;04/06/2026;;;;;12,5;;;;\n"),
        onto(contract));
    CHECK(report.created == 4);
    REQUIRE(report.failed.size() == 4);
    CHECK(report.failed[0].code == "no_end");
    CHECK(report.failed[1].code == "no_date");
    CHECK(report.failed[1].line == 7);
    CHECK(report.failed[1].column == "Début");
    CHECK(report.failed[2].code == "ends_before_start");
    CHECK(report.failed[3].column == "Participants");
    const auto events = desk.all(Entity::event);
    const auto check = [&](const std::string& title, std::string_view starts, std::string_view ends) {
        CAPTURE(title);
        const auto found =
            std::ranges::find_if(events, [&](const Record& event) { return event.text(Field::event_title) == title; });
        REQUIRE(found != events.end());
        CHECK(found->instant(Field::event_starts_at) == utc(starts));
        CHECK(found->instant(Field::event_ends_at) == utc(ends));
        return *found;
    };
    const Record day = check("Jour", "2026-06-03T22:00:00Z", "2026-06-04T22:00:00Z");
    CHECK(day.integer(Field::event_attendees) == 1'500);
    CHECK(day.text(Field::event_venue_address) == "1 rue du Port\n31000 Toulouse");
    check("Jours", "2026-10-24T22:00:00Z", "2026-10-26T23:00:00Z"); // the clocks go back
    check("Noces", "2026-06-04T11:00:00Z", "2026-06-05T00:00:00Z");
    CHECK(check("Concert", "2026-06-05T00:30:00Z", "2026-06-05T05:00:00Z").text(Field::event_time_zone) ==
          "America/New_York");
}

TEST_CASE("the company’s own sheets are read as they are") {
    Desk desk;
    const Id contract = desk.signed_contract();
    const ImportReport report = desk.import(
        desk.write("t.csv",
                   "Event ID,Name,Event date start,Event date end,Location,Attendees,Notes\n"
                   "123,John Ouick Wedding,4 Jun 2023 @ 1PM,5 Jun 2023 @ 2AM,53 Rue du Château,75,\"Wedding starts at "
                   "3PM, by the river.\nCatering is organized.\"\n"),
        onto(contract));
    CHECK(report.created == 1);
    const auto events = desk.all(Entity::event);
    CHECK(events.front().instant(Field::event_starts_at) == utc("2023-06-04T11:00:00Z"));
    CHECK(events.front().instant(Field::event_ends_at) == utc("2023-06-05T00:00:00Z"));
}

TEST_CASE("events go onto a signed contract of an own client, and nowhere else") {
    Desk desk;
    const Id contract = desk.signed_contract();
    const std::string path = desk.write("t.csv", "title,date\nParty,2026-06-04\n");
    const auto refused = [&](const ImportOptions& options) {
        const auto report = transfer::run(*desk.store, must(desk.analyse(path, options)), desk.environment);
        REQUIRE_FALSE(report);
        return report.error();
    };
    CHECK(refused({.entity = Entity::event, .contract = "2026-9999"}).code == ErrorCode::not_found);
    for (const Id& person : {desk.gestion, desk.support, desk.other_commercial}) {
        desk.as(person);
        CHECK(refused(onto(contract)).code == ErrorCode::not_allowed);
    }
    const auto plan = desk.as(desk.commercial).analyse(path, {.entity = Entity::event});
    REQUIRE_FALSE(plan);
    CHECK(plan.error().field == "contract");

    const std::string number = must(desk.store->find(Entity::contract, contract)).number;
    const std::string table = "title,date,contract,cancelled\nParty,2026-06-04," + number + ",no\nPicnic,2026-06-05," +
                              number + ",yes\nGala,2026-06-06,2026-9999,\n";
    const ImportReport report = desk.import(desk.write("u.csv", table), {.entity = Entity::event});
    CHECK(report.created == 2);
    REQUIRE(report.failed.size() == 1);
    CHECK(report.failed[0].column == "contract");
    CHECK(report.failed[0].code == "not_found");
    CHECK(std::ranges::count_if(desk.all(Entity::event),
                                [](const Record& event) { return event.flag(Field::event_cancelled); }) == 1);
    // The same title at the same time under the same contract is there already.
    CHECK(desk.import(path, onto(contract)).skipped == 1);
    must(desk.store->undo_import(*report.import_id));
    CHECK(desk.count(Entity::event) == 0);
}

TEST_CASE("ten thousand customers are imported and can be taken back at once") {
    const auto path = data("customers-10000.csv");
    if (!std::filesystem::exists(path)) SKIP("customers-10000.csv is not here (EPIC_SHARED_DATA)");
    Desk desk;
    const ImportReport report = desk.import(path.string());
    CHECK(report.read == 10'000);
    CHECK(report.created == 10'000);
    CHECK(report.failed_count == 0);
    CHECK(desk.count(Entity::client) == 10'000);
    const auto plan = must(desk.analyse(path.string()));
    CHECK(plan.date_order() == DateOrder::mdy);
    must(desk.store->undo_import(*report.import_id));
    CHECK(desk.count(Entity::client) == 0);
}

TEST_CASE("of the agenda of Toulouse 142 events are imported, and 29 reported that have no date") {
    const auto path = data("agenda-toulouse.csv");
    if (!std::filesystem::exists(path)) SKIP("agenda-toulouse.csv is not here (EPIC_SHARED_DATA)");
    Desk desk;
    ImportOptions options = onto(desk.signed_contract());
    options.rejects = desk.file("rejects.csv");
    const ImportReport report = desk.import(path.string(), options);
    CHECK(report.read == 171);
    CHECK(report.created == 142);
    REQUIRE(report.failed.size() == 29);
    for (const ImportReport::Failed& line : report.failed) {
        CHECK(line.code == "no_date");
        CHECK(line.column == "Date début");
    }
    // What is wrong with them is still wrong, and nothing of them was lost.
    const ImportReport again =
        desk.import(desk.file("rejects.csv"), {.entity = Entity::event, .contract = options.contract});
    CHECK(again.read == 29);
    CHECK(again.failed_count == 29);
}

} // namespace epic::test
