// Two laptops and the central server: real files, the real engine, a real server.
#include "storage/store/exchange.hpp"

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <filesystem>
#include <functional>
#include <thread>
#include <tuple>

#include "storage/sync/accounts.hpp"
#include "storage/sync/central.hpp"
#include "storage/sync/engine.hpp"
#include "storage/sync/exporter.hpp"
#include "storage/sync/install.hpp"
#include "storage/sync/runner.hpp"
#include "storage/sync/wire.hpp"
#include "tests/support/central_server.hpp"
#include "tests/support/places.hpp"
#include "tests/sync/company.hpp"
#include "tests/sync/office.hpp"

using namespace epic;
using epic::store::Store;
using epic::sync::Credential;
using epic::sync::ExchangeReport;
using epic::sync::SyncState;
using epic::test::client_named;
using epic::test::Company;
using epic::test::Desk;
using epic::test::must;
using epic::test::shared_server;
using epic::test::world;

namespace {

// Of management, with a client that Anne has sent.
Id contract_with_client_of(Desk& anne, Desk& gestion) {
    const Id client = anne.run(client_named("Client")).record;
    anne.exchange();
    gestion.exchange();
    const AddRecord add{
        Entity::contract, {}, {{Field::contract_client, client}, {Field::contract_total, std::int64_t{100}}}};
    return gestion.run(add).record;
}

} // namespace

TEST_CASE("a company founds its server, and its people join with their one-time passwords") {
    Company company;
    company.found();
    CHECK(company.report.accounts.size() == 4);
    CHECK(company.report.head >= 4);
    CHECK(must(company.gestion.store->pending_counts()).operations == 0);
    Desk anne = company.join("anne@example.org");
    CHECK(anne.store->session().full_name == "Anne Ancel");
    CHECK(anne.store->session().actor.department == Department::commercial);
    CHECK(must(anne.store->list({.entity = Entity::collaborator})).total == 4);
    anne.exchange();
    const auto status = must(sync::central_status(*company.gestion.store, company.gestion.credential));
    CHECK(status.server_id == company.report.server_id);
    CHECK(status.devices.size() == 2);
}

TEST_CASE("the story of one sale between laptops") {
    Company company;
    company.found();
    Desk& gestion = company.gestion;
    Desk anne = company.join("anne@example.org");
    Desk bruno = company.join("bruno@example.org");
    Desk chloe = company.join("chloe@example.org");

    const Id client = anne.run(client_named("Lou Bouzin")).record;
    CHECK(anne.record(Entity::client, client).reference(Field::client_commercial) == company.anne);
    anne.exchange();
    gestion.exchange();
    const Id contract = gestion
                            .run(AddRecord{Entity::contract,
                                           {},
                                           {{Field::contract_client, client},
                                            {Field::contract_total, std::int64_t{150'000}},
                                            {Field::contract_currency, std::string("EUR")}}})
                            .record;
    gestion.exchange();
    const auto shown = must(gestion.store->find(Entity::contract, contract));
    CHECK_FALSE(shown.number_provisional);
    CHECK(shown.number.ends_with("-0001"));

    anne.exchange();
    CHECK(must(anne.store->find(Entity::contract, contract)).number == shown.number);
    const AddRecord wedding{Entity::event,
                            {},
                            {{Field::event_title, std::string("Mariage")},
                             {Field::event_contract, contract},
                             {Field::event_starts_at, std::int64_t{1'780'570'800'000}},
                             {Field::event_ends_at, std::int64_t{1'780'617'600'000}},
                             {Field::event_time_zone, std::string("Europe/Paris")},
                             {Field::event_notes, std::string("une\ndeux")}}};
    CHECK(anne.refused(wedding).rule == "event.create");
    anne.run(SignContract{contract, {}});
    const Id event = anne.run(wedding).record;
    anne.exchange();
    gestion.exchange();
    CHECK(must(gestion.store->list({.entity = Entity::event, .filters = {Filter::event_without_support}})).total == 1);
    gestion.run(AssignSupport{event, company.chloe});
    gestion.exchange();

    // Offline at the venue, while gestion renames the event.
    chloe.exchange();
    chloe.run(EditRecord{
        Entity::event,
        event,
        {{Field::event_notes, std::string("une\ndeux\ntrois de Chloé")}, {Field::event_attendees, std::int64_t{80}}}});
    CHECK(must(chloe.store->pending_counts()).operations == 1);
    gestion.run(EditRecord{Entity::event,
                           event,
                           {{Field::event_title, std::string("Mariage Bouzin")},
                            {Field::event_notes, std::string("zéro de gestion\nune\ndeux")}}});
    gestion.exchange();
    chloe.exchange();
    gestion.exchange();
    for (Desk* desk : {&chloe, &gestion}) {
        const Record seen = desk->record(Entity::event, event);
        CHECK(seen.text(Field::event_title) == "Mariage Bouzin");
        CHECK(seen.integer(Field::event_attendees) == 80);
        CHECK(seen.text(Field::event_notes) == "zéro de gestion\nune\ndeux\ntrois de Chloé");
        CHECK(must(desk->store->pending_counts()).operations == 0);
        CHECK(must(desk->store->pending_counts()).conflicts == 0);
    }
    // Another commercial: refused by the screen.
    bruno.exchange();
    CHECK(bruno.refused(EditRecord{Entity::client, client, {{Field::client_phone, std::string("0561")}}}).rule ==
          "client.change.own");
}

TEST_CASE("what the server refuses comes back to its author, and the rest goes on") {
    Company company;
    company.found();
    Desk& gestion = company.gestion;
    Desk anne = company.join("anne@example.org");
    const Id client = anne.run(client_named("Client")).record;
    anne.exchange();
    gestion.exchange();
    gestion.run(EditRecord{Entity::client, client, {{Field::client_commercial, company.bruno}}});
    gestion.exchange();
    // Anne does not know yet that the client has gone to Bruno.
    anne.run(EditRecord{Entity::client, client, {{Field::client_phone, std::string("05 61 00 00 00")}}});
    const Id other = anne.run(client_named("Autre")).record;
    const ExchangeReport report = anne.exchange();
    CHECK(report.returned == 1);
    CHECK(report.pending == 0);
    const auto returned = must(anne.store->exchange().returned(company.anne));
    REQUIRE(returned.size() == 1);
    CHECK(returned[0].code == "not_allowed");
    CHECK_FALSE(returned[0].text.empty());
    CHECK(anne.record(Entity::client, client).text(Field::client_phone).empty());
    CHECK(anne.record(Entity::client, client).reference(Field::client_commercial) == company.bruno);
    gestion.exchange();
    CHECK(gestion.record(Entity::client, other).text(Field::client_full_name) == "Autre");
}

TEST_CASE("a same-field race shows both values on both laptops") {
    Company company;
    company.found();
    Desk& gestion = company.gestion;
    Desk anne = company.join("anne@example.org");
    const Id client = anne.run(client_named("Client")).record;
    anne.exchange();
    gestion.exchange();
    const Id contract = gestion
                            .run(AddRecord{Entity::contract,
                                           {},
                                           {{Field::contract_client, client},
                                            {Field::contract_total, std::int64_t{100}},
                                            {Field::contract_currency, std::string("EUR")}}})
                            .record;
    gestion.exchange();
    anne.exchange();
    const auto total = [](std::int64_t minor) { return FieldValues{{Field::contract_total, minor}}; };
    gestion.run(EditRecord{Entity::contract, contract, total(200)});
    anne.run(EditRecord{Entity::contract, contract, total(300)});
    gestion.exchange();
    CHECK(anne.exchange().conflicts == 1);
    CHECK(gestion.exchange().conflicts == 1);
    for (Desk* desk : {&anne, &gestion}) {
        CHECK(desk->record(Entity::contract, contract).integer(Field::contract_total) == 200);
        const auto open = must(desk->store->exchange().conflicts());
        REQUIRE(open.size() == 1);
        CHECK(open[0].entry.field == Field::contract_total);
        CHECK(open[0].entry.mine == Value{std::int64_t{300}});
        CHECK(open[0].entry.theirs == Value{std::int64_t{200}});
        CHECK(open[0].entry.author == company.anne);
    }
}

// Such a line of the log holds no value, and verify took it for damage.
TEST_CASE("two people who write the same leave sound files behind, also with those who hear of it") {
    Company company;
    company.found();
    Desk anne = company.join("anne@example.org");
    Desk second = company.join_again(anne, "second");
    const Id client = anne.run(client_named("Client")).record;
    anne.exchange();
    second.exchange();
    company.gestion.exchange();
    for (Desk* desk : {&anne, &second}) {
        desk->run(EditRecord{Entity::client, client, {{Field::client_phone, std::string("0561")}}});
    }
    for (Desk* desk : {&anne, &second, &anne, &company.gestion}) desk->exchange();
    CHECK(company.cell("select fields from operation_log order by number desc limit 1") == "[]");
    for (Desk* desk : {&anne, &second, &company.gestion}) {
        CHECK(must(desk->store->verify()).sound());
        CHECK(desk->record(Entity::client, client).text(Field::client_phone) == "0561");
    }
}

// The second answer said what the first had said, and so left no trace in the log: its question was asked for ever.
TEST_CASE("two people who answer alike at once close both questions everywhere") {
    Company company;
    company.found();
    Desk& gestion = company.gestion;
    Desk anne = company.join("anne@example.org");
    Desk second = company.join_again(anne, "second");
    const Id contract = contract_with_client_of(anne, gestion);
    for (Desk* desk : {&gestion, &anne, &second}) desk->exchange();
    const auto total = [&](Desk& desk, std::int64_t minor) {
        desk.run(EditRecord{Entity::contract, contract, {{Field::contract_total, minor}}});
    };
    const auto keep_theirs = [&](Desk& desk) {
        const auto open = must(desk.store->exchange().conflicts());
        REQUIRE_FALSE(open.empty());
        std::ignore = must(desk.store->settle(open[0].entry.id, store::Keep::theirs));
    };
    total(gestion, 200);
    total(anne, 300);
    total(second, 400);
    for (Desk* desk : {&gestion, &anne, &gestion, &second}) desk->exchange();
    keep_theirs(gestion); // has seen one of the two
    keep_theirs(second);  // has seen both
    for (Desk* desk : {&gestion, &second, &anne, &gestion}) desk->exchange();
    for (Desk* desk : {&gestion, &anne, &second}) {
        CHECK(must(desk->store->exchange().conflicts()).empty());
        CHECK(desk->record(Entity::contract, contract).integer(Field::contract_total) == 200);
    }
    CHECK(company.cell("select count(*) from conflict where settled_by is null") == "0");
}

// The second edit, written before the merge, took the other person's line away again.
TEST_CASE("a second edit of notes keeps what the first was merged with") {
    Company company;
    company.found();
    Desk& gestion = company.gestion;
    Desk anne = company.join("anne@example.org");
    const Id contract = contract_with_client_of(anne, gestion);
    gestion.exchange();
    anne.exchange();
    const auto write = [&](Desk& desk, std::string text) {
        desk.run(EditRecord{Entity::contract, contract, {{Field::contract_notes, std::move(text)}}});
    };
    write(gestion, "une de gestion");
    write(anne, "une d’Anne");
    write(anne, "une d’Anne\ndeux d’Anne");
    gestion.exchange();
    CHECK(anne.exchange().conflicts == 0);
    gestion.exchange();
    for (Desk* desk : {&anne, &gestion}) {
        const std::string notes = desk->record(Entity::contract, contract).text(Field::contract_notes);
        CHECK(notes == "une de gestion\nune d’Anne\ndeux d’Anne");
    }
}

// What it had been merged with was known to the running program alone: the next one merged with what the author had
// seen, and took a line that had been taken away meanwhile for the author's own.
TEST_CASE("notes that were merged, and not sent before the program ended, do not bring a line back") {
    Company company;
    company.found();
    Desk& gestion = company.gestion;
    Desk anne = company.join("anne@example.org");
    const Id contract = contract_with_client_of(anne, gestion);
    const auto write = [&](Desk& desk, std::string text) {
        desk.run(EditRecord{Entity::contract, contract, {{Field::contract_notes, std::move(text)}}});
    };
    write(gestion, "une");
    gestion.exchange();
    anne.exchange();
    write(gestion, "à effacer\nune");
    gestion.exchange();
    write(anne, "une\nd’Anne");
    {
        const auto invitation = must(sync::read_invitation(must(anne.store->exchange().state()).invitation));
        sync::Runner runner(*anne.store, world(), anne.credential, invitation);
        sync::Engine engine({}, 1);
        sync::Action action = engine.on(sync::Woken{}, world().clock.now());
        for (bool merged = false; !merged;) {
            merged = action.step == sync::Step::settle;
            REQUIRE(action.step != sync::Step::rest);
            action = engine.on(runner.perform(action), world().clock.now());
        }
    }
    REQUIRE_FALSE(anne.reopen());
    CHECK(anne.record(Entity::contract, contract).text(Field::contract_notes) == "à effacer\nune\nd’Anne");
    write(gestion, "une");
    gestion.exchange();
    CHECK(anne.exchange().pending == 0);
    gestion.exchange();
    for (Desk* desk : {&anne, &gestion}) {
        CHECK(desk->record(Entity::contract, contract).text(Field::contract_notes) == "une\nd’Anne");
    }
}

TEST_CASE("the exporter exchanges by itself, and says when the server has gone") {
    Company company;
    company.found();
    Desk anne = company.join("anne@example.org");
    sync::Exporter exporter(*anne.store, world(), anne.credential);
    const auto wait_for = [&](auto condition) {
        for (int i = 0; i < 400 && !condition(exporter.status()); ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(25));
        }
        return condition(exporter.status());
    };
    REQUIRE(exporter.start());
    REQUIRE(wait_for([](const auto& status) { return status.state == SyncState::up_to_date; }));
    const Id client = anne.run(client_named("De lui-même")).record;
    REQUIRE(wait_for([&](const auto& status) {
        return status.state == SyncState::up_to_date && must(anne.store->pending_counts()).operations == 0;
    }));
    CHECK(exporter.status().pending == 0);
    company.gestion.exchange();
    CHECK(company.gestion.record(Entity::client, client).text(Field::client_full_name) == "De lui-même");

    exporter.use({anne.credential.account, "e1-a-wrong-password-of-some-length"});
    REQUIRE(wait_for([](const auto& status) { return status.state == SyncState::needs_you; }));
    CHECK(exporter.status().problem->code == ErrorCode::account_refused);
    CHECK_FALSE(exporter.status().revoked);
    exporter.stop();
}

// Adding a collaborator exchanges at once while the exporter may be exchanging too: with one fence between them, the
// server took the second for a copy of the file, or its batch was frozen already.
TEST_CASE("exchanges of one file at the same time take turns") {
    Company company;
    company.found();
    Desk anne = company.join("anne@example.org");
    const Id device = must(anne.store->exchange().state()).device;
    std::vector<std::string> problems;
    const auto work = [&](std::string name, std::vector<std::string>& troubles) {
        for (int i = 0; i < 15; ++i) {
            auto written = anne.store->execute(client_named(name + std::to_string(i)));
            if (!written) troubles.push_back(written.error().message.in(Language::english));
            auto report = sync::exchange_once(*anne.store, world(), anne.credential);
            const Error* trouble = !report ? &report.error() : report->problem ? &*report->problem : nullptr;
            if (trouble != nullptr) troubles.push_back(trouble->message.in(Language::english) + trouble->details);
        }
    };
    std::vector<std::string> of_other;
    std::thread other(work, "autre", std::ref(of_other));
    work("ici", problems);
    other.join();
    problems.insert(problems.end(), of_other.begin(), of_other.end());
    for (const std::string& problem : problems) UNSCOPED_INFO(problem);
    CHECK(problems.empty());
    CHECK(must(anne.store->exchange().state()).device == device);
    CHECK(must(anne.store->pending_counts()).operations == 0);
    company.gestion.exchange();
    CHECK(must(company.gestion.store->list({.entity = Entity::client})).total == 30);
}

TEST_CASE("another server at the same address gets nothing") {
    Company company;
    company.found();
    Desk anne = company.join("anne@example.org");
    anne.run(client_named("Secret"));
    test::Office stranger;
    auto invitation = must(sync::read_invitation(must(sync::central_invite(*anne.store))));
    invitation.database = stranger.database;
    REQUIRE(anne.store->exchange().set_invitation(sync::write_invitation(invitation)));
    sync::Connection root = stranger.admin();
    REQUIRE(sync::make_account(root, anne.credential.account, *Id::parse(stranger.anne.id), anne.credential.password,
                               false));
    const std::int64_t waiting = must(anne.store->pending_counts()).operations;
    const auto report = must(sync::exchange_once(*anne.store, world(), anne.credential));
    CHECK(report.state == SyncState::needs_you);
    CHECK(report.pushed == 0);
    CHECK(report.pending == waiting);
    CHECK(waiting >= 1);
    CHECK(stranger.number("select count(*) from client") == "0");
}

TEST_CASE("an answer lost on the way is heard at the next exchange, and nothing is done twice") {
    Company company;
    company.found();
    Desk anne = company.join("anne@example.org");
    anne.exchange();
    const Id client = anne.run(client_named("Une seule fois")).record;
    // What the exporter does, up to the moment when the connection is cut.
    store::Exchange& exchange = anne.store->exchange();
    const auto state = must(exchange.state());
    const auto operations = must(exchange.pending(company.anne, 500));
    const Id batch = world().ids.next();
    const std::string document =
        sync::push_document({state.server_id, state.device}, state.fence, batch, operations, false);
    REQUIRE(exchange.freeze({.id = batch,
                             .hash = "hash",
                             .fence = state.fence,
                             .author = company.anne,
                             .document = document,
                             .operations = {operations[0].id}}));
    sync::Connection cut = company.connect(anne.credential);
    REQUIRE(cut.call_for_text("sync_push", {document}));

    const ExchangeReport report = anne.exchange();
    CHECK(report.pending == 0);
    CHECK(report.pushed == 1);
    company.gestion.exchange();
    CHECK(company.gestion.record(Entity::client, client).text(Field::client_full_name) == "Une seule fois");
    CHECK(must(company.gestion.store->list({.entity = Entity::client})).total == 1);
}

TEST_CASE("a copied file takes a new device and loses nothing") {
    Company company;
    company.found();
    Desk anne = company.join("anne@example.org");
    anne.run(client_named("Avant la copie"));
    anne.store.reset();
    const std::string original = company.path("anne@example.org");
    const std::string copied = company.path("copy");
    std::filesystem::copy_file(original, copied);
    if (std::filesystem::exists(original + "-wal")) std::filesystem::copy_file(original + "-wal", copied + "-wal");
    Desk copy{copied, anne.password, must(Store::open(copied, {"anne@example.org", anne.password}, world())),
              anne.credential};
    anne.store = must(Store::open(original, {"anne@example.org", anne.password}, world()));

    anne.run(client_named("Sur l’original"));
    copy.run(client_named("Sur la copie"));
    anne.exchange();
    copy.exchange();
    anne.exchange();
    CHECK(must(anne.store->exchange().state()).device != must(copy.store->exchange().state()).device);
    for (Desk* desk : {&anne, &copy}) {
        CHECK(must(desk->store->list({.entity = Entity::client})).total == 3);
        CHECK(must(desk->store->pending_counts()).operations == 0);
    }
}

TEST_CASE("an operation names its entity where its command does not, and to an older server always") {
    const auto sent = [](const char* command, std::uint64_t server_schema) {
        Operation operation;
        operation.id = operation.group = world().ids.next();
        operation.command = command;
        operation.entity = Entity::client;
        operation.record = world().ids.next();
        operation.changes = {{Field::client_phone, {}, std::string("06"), {}}};
        const std::string document = sync::push_document({"", world().ids.next(), server_schema}, "fence",
                                                         world().ids.next(), std::vector{operation}, false);
        return nlohmann::json::parse(document).at("operations").at(0).value("e", "left out");
    };
    const std::uint64_t now = sync::schema_version;
    CHECK(sent("client.edit", now) == "left out");
    CHECK(sent("question.settle", now) == "client");
    CHECK(sent("contract.sign", now) == "client");
    CHECK(sent("client.edit", 2) == "client");
    CHECK(sent("client.edit", 0) == "client");
}

TEST_CASE("pages of the present state show what the log built") {
    Company company;
    company.found();
    Desk anne = company.join("anne@example.org");
    anne.run(client_named("Un"));
    anne.run(client_named("Deux"));
    anne.exchange();
    sync::Connection connection = company.connect(anne.credential);
    const auto state = must(anne.store->exchange().state());
    std::string after;
    std::vector<std::string> names;
    for (int page = 0; page < 3; ++page) {
        nlohmann::json request{{"protocol", "1"},
                               {"schema", "1"},
                               {"server_id", state.server_id},
                               {"device", state.device.hex()},
                               {"entity", "client"},
                               {"part", "all"},
                               {"records_max", "1"}};
        if (!after.empty()) request["after"] = after;
        REQUIRE(connection.call("sync_page", {request.dump()}, [&](std::size_t set, sync::RowView row) {
            if (set != 1) return;
            after = std::string(*row[0]);
            names.push_back(nlohmann::json::parse(*row[5])["full_name"]);
        }));
    }
    CHECK(names == std::vector<std::string>{"Un", "Deux"});
}
