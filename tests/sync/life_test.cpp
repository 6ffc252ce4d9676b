// The central server's own life: proof and repair, devices, upgrade.
#include <tuple>

#include "storage/sync/central_life.hpp"
#include "storage/sync/verify.hpp"
#include "tests/sync/company.hpp"

using namespace epic;
using namespace epic::test;
using epic::sync::central_verify;

namespace {

// Every entity, with values of every type, nulls, and texts that need more than a byte.
Id fill(Company& company, Desk& anne) {
    const Id client = anne.run(AddRecord{Entity::client,
                                         {},
                                         {{Field::client_full_name, std::string("Lou Bouzin 😀")},
                                          {Field::client_notes, std::string("une\ndeux \"trois\"")}}})
                          .record;
    anne.exchange();
    company.gestion.exchange();
    const Id contract = company.gestion
                            .run(AddRecord{Entity::contract,
                                           {},
                                           {{Field::contract_client, client},
                                            {Field::contract_total, std::int64_t{150'000}},
                                            {Field::contract_currency, std::string("EUR")}}})
                            .record;
    company.gestion.exchange();
    anne.exchange();
    std::ignore = anne.run(SignContract{contract, {}});
    std::ignore = anne.run(AddRecord{Entity::payment,
                                     {},
                                     {{Field::payment_contract, contract},
                                      {Field::payment_amount, std::int64_t{50'000}},
                                      {Field::payment_currency, std::string("EUR")},
                                      {Field::payment_method, std::string("chèque")}}});
    std::ignore = anne.run(AddRecord{Entity::event,
                                     {},
                                     {{Field::event_title, std::string("Mariage")},
                                      {Field::event_contract, contract},
                                      {Field::event_starts_at, std::int64_t{1'780'570'800'000}},
                                      {Field::event_ends_at, std::int64_t{1'780'617'600'000}},
                                      {Field::event_time_zone, std::string("Europe/Paris")},
                                      {Field::event_contact_name, std::string("Solène")},
                                      {Field::event_attendees, std::int64_t{80}}}});
    anne.exchange();
    company.gestion.exchange();
    return client;
}

} // namespace

TEST_CASE("both sides have the same checksums, whatever waits here to be sent") {
    Company company;
    company.found();
    Desk anne = company.join("anne@example.org");
    std::ignore = fill(company, anne);
    for (Desk* desk : {&anne, &company.gestion}) {
        const auto found = must(central_verify(*desk->store, world(), desk->credential));
        CHECK(found.match);
        REQUIRE(found.tables.size() == 5);
        for (const auto& table : found.tables) {
            CAPTURE(entity_name(table.entity));
            CHECK(table.rows_local == table.rows_server);
            CHECK(table.rows_local > 0);
            CHECK(table.local == table.server);
            CHECK(table.local != "0000000000000000");
        }
    }
    // An operation that cannot leave: verify exchanges first, so it is given something to wait for.
    std::ignore = company.gestion.run(
        EditRecord{Entity::collaborator, company.bruno, {{Field::collaborator_phone, std::string("0561")}}});
    auto seen = must(central_verify(*company.gestion.store, world(), company.gestion.credential));
    CHECK(seen.match);
    const auto waiting =
        must(company.gestion.store->exchange().for_each_confirmed(Entity::client, [](const Record&) { return true; }));
    CHECK(waiting == seen.head);
}

TEST_CASE("what differs is found by parts and fetched again, nothing else") {
    Company company;
    company.found();
    Desk anne = company.join("anne@example.org");
    const Id client = fill(company, anne);
    for (int i = 0; i < 20; ++i) std::ignore = anne.run(client_named("Client " + std::to_string(i)));
    anne.exchange();
    // Someone has repaired the database by hand: the server is right, and no log says so.
    company.execute("update client set company = 'À la main' where id = '" + client.hex() + "'");
    company.execute("update event set attendees = 99");
    auto found = must(central_verify(*anne.store, world(), anne.credential));
    CHECK_FALSE(found.match);
    CHECK(found.fetched_again == 2);
    CHECK(found.only_here == 0);
    CHECK(anne.record(Entity::client, client).text(Field::client_company) == "À la main");
    CHECK(must(central_verify(*anne.store, world(), anne.credential)).match);
}

TEST_CASE("an edit that waits stays on top of a record that is fetched again") {
    Company company;
    company.found();
    Desk anne = company.join("anne@example.org");
    const Id client = fill(company, anne);
    anne.exchange();
    std::ignore = anne.run(EditRecord{Entity::client, client, {{Field::client_company, std::string("D’Anne")}}});
    Record server = anne.record(Entity::client, client);
    server.set(Field::client_company, std::string("Du serveur"));
    server.set(Field::client_phone, std::string("0561"));
    REQUIRE(anne.store->exchange().repair({{server, 5, {}}}));
    CHECK(anne.record(Entity::client, client).text(Field::client_company) == "D’Anne");
    CHECK(anne.record(Entity::client, client).text(Field::client_phone) == "0561");
    CHECK(anne.pending() == 1);
}

TEST_CASE("a lost laptop's report says what it held and who used it; retired, it comes back as another") {
    Company company;
    company.found();
    Desk anne = company.join("anne@example.org");
    std::ignore = fill(company, anne);
    const Id device = must(anne.store->exchange().state()).device;
    const std::uint64_t held = must(anne.store->exchange().state()).cursor;
    std::ignore = company.gestion.run(
        EditRecord{Entity::collaborator, company.bruno, {{Field::collaborator_phone, std::string("05 61 00 00 00")}}});
    company.gestion.exchange();

    const auto report = must(sync::central_report(*company.gestion.store, company.gestion.credential, device));
    CHECK(report.cursor == held);
    CHECK(report.head > report.cursor);
    CHECK(report.contacts == 1);
    CHECK(report.people == std::vector<Id>{company.anne});
    for (const auto& [entity, count] : report.records) CHECK(count == (entity == Entity::collaborator ? 4 : 1));
    CHECK(report.records.size() == 5);
    CHECK(sync::central_report(*company.gestion.store, company.gestion.credential, Id{}).error().code ==
          ErrorCode::not_found);
    CHECK(sync::central_report(*anne.store, anne.credential, device).error().code == ErrorCode::not_allowed);
    CHECK(sync::central_retire(*anne.store, anne.credential, device).error().code == ErrorCode::invalid_value);
    const Id own = must(company.gestion.store->exchange().state()).device;
    CHECK(sync::central_retire(*anne.store, anne.credential, own).error().code == ErrorCode::not_allowed);

    std::ignore = anne.run(client_named("Avant son retour"));
    REQUIRE(sync::central_retire(*company.gestion.store, company.gestion.credential, device));
    CHECK(company.cell("select state from device where id = '" + device.hex() + "'") == "retired");
    CHECK(anne.exchange().pushed == 1);
    CHECK(must(anne.store->exchange().state()).device != device);
    CHECK(company.cell("select count(*) from client where full_name = 'Avant son retour'") == "1");
}

TEST_CASE("a retired device is not waited for when an account closes") {
    Company company;
    company.found();
    Desk anne = company.join("anne@example.org");
    const Id device = must(anne.store->exchange().state()).device;
    std::ignore = must(company.gestion.store->deactivate({company.anne, company.bruno}));
    company.gestion.exchange();
    CHECK(company.cell("select state from account where collaborator = '" + company.anne.hex() + "'") == "closing");
    REQUIRE(sync::central_retire(*company.gestion.store, company.gestion.credential, device));
    CHECK(company.cell("select state from account where collaborator = '" + company.anne.hex() + "'") == "gone");
    // The laptop is refused by MySQL itself; that erases nothing.
    const auto report = anne.try_exchange();
    CHECK(report.problem->code == ErrorCode::account_refused);
    CHECK_FALSE(anne.reopen());
}

TEST_CASE("an upgrade brings procedures, rules and rights of an older server up to date") {
    Company company;
    company.found();
    Desk anne = company.join("anne@example.org");
    company.execute("update server set schema_version = 1");
    company.execute("drop procedure sync_checksums");
    company.execute("drop procedure sync_push");
    company.execute("drop procedure sync_pull");
    CHECK(anne.try_exchange().problem);
    company.execute("delete from permission_rule");
    CHECK(sync::central_upgrade(*anne.store, shared_server().admin_user(), shared_server().admin_password())
              .error()
              .code == ErrorCode::not_allowed);
    const auto upgraded = must(
        sync::central_upgrade(*company.gestion.store, shared_server().admin_user(), shared_server().admin_password()));
    CHECK(upgraded.schema_before == 1);
    CHECK(upgraded.schema_version > 1);
    std::ignore = anne.run(client_named("Après"));
    CHECK(anne.exchange().pending == 0);
    CHECK(must(central_verify(*anne.store, world(), anne.credential)).match);
    std::ignore = must(
        sync::central_upgrade(*company.gestion.store, shared_server().admin_user(), shared_server().admin_password()));
    CHECK(anne.exchange().pending == 0);
    company.execute("update server set schema_version = 99");
    CHECK(sync::central_upgrade(*company.gestion.store, shared_server().admin_user(), shared_server().admin_password())
              .error()
              .code == ErrorCode::conflict_with_state);
}
