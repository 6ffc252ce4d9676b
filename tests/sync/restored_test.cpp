// A server that was restored from a backup, is empty, or is another one.
#include "storage/sync/restored.hpp"

#include <nlohmann/json.hpp>
#include <tuple>

#include "storage/sync/acknowledgement.hpp"
#include "storage/sync/central_life.hpp"
#include "storage/sync/verify.hpp"
#include "storage/sync/wire.hpp"
#include "tests/sync/company.hpp"

using namespace epic;
using namespace epic::test;
using epic::sync::central_restored;
using epic::sync::SyncState;

namespace {

// Yesterday's backup of every table.
class Backup {
public:
    explicit Backup(Company& company) : company_(company) {
        company_.execute("create database " + name());
        for (const std::string& table : tables()) {
            company_.execute("create table " + name() + "." + table + " as select " + columns(table) + " from " +
                             table);
        }
    }

    void restore() {
        for (const std::string& table : tables()) {
            company_.execute("delete from " + table);
            company_.execute("insert into " + table + " (" + columns(table) + ") select " + columns(table) + " from " +
                             name() + "." + table);
        }
    }

private:
    std::string name() const { return company_.database + "_backup"; }

    std::vector<std::string> tables() const {
        std::vector<std::string> found;
        std::string all = company_.cell(
            "select group_concat(table_name) from information_schema.tables where "
            "table_schema = '" +
            company_.database + "' and table_type = 'BASE TABLE'");
        for (std::size_t begin = 0; begin < all.size();) {
            const std::size_t end = std::min(all.find(',', begin), all.size());
            found.push_back(all.substr(begin, end - begin));
            begin = end + 1;
        }
        return found;
    }

    std::string columns(const std::string& table) const {
        return company_.cell(
            "select group_concat(column_name order by ordinal_position) from information_schema.columns "
            "where table_schema = '" +
            company_.database + "' and table_name = '" + table + "' and extra not like '%GENERATED%'");
    }

    Company& company_;
};

void check_same(Desk& desk) {
    const auto found = must(sync::central_verify(*desk.store, world(), desk.credential));
    for (const auto& table : found.tables) {
        CAPTURE(entity_name(table.entity), table.rows_local, table.rows_server);
        CHECK(table.local == table.server);
    }
    CHECK(found.match);
}

Id add_contract(Company& company, const Id& client) {
    return company.gestion
        .run(AddRecord{Entity::contract,
                       {},
                       {{Field::contract_client, client},
                        {Field::contract_total, std::int64_t{150'000}},
                        {Field::contract_currency, std::string("EUR")}}})
        .record;
}

} // namespace

TEST_CASE("what a restored server lost comes back word for word from a laptop") {
    Company company;
    company.found();
    Desk anne = company.join("anne@example.org");
    Desk bruno = company.join("bruno@example.org");
    const Id client = anne.run(client_named("Avant la sauvegarde")).record;
    anne.exchange();
    bruno.exchange();
    company.gestion.exchange();
    Backup backup(company);

    // A day's work: a creation, edits, a contract with its number, a race with a question, a deactivation.
    const Id lost = anne.run(client_named("Après la sauvegarde")).record;
    std::ignore = anne.run(EditRecord{Entity::client, client, {{Field::client_phone, std::string("0561")}}});
    anne.exchange();
    company.gestion.exchange();
    const Id contract = add_contract(company, client);
    company.gestion.exchange();
    anne.exchange();
    std::ignore =
        company.gestion.run(EditRecord{Entity::contract, contract, {{Field::contract_total, std::int64_t{2}}}});
    std::ignore = anne.run(EditRecord{Entity::contract, contract, {{Field::contract_total, std::int64_t{3}}}});
    company.gestion.exchange();
    CHECK(anne.exchange().conflicts == 1);
    std::ignore = must(company.gestion.store->deactivate({company.chloe, {}}));
    company.gestion.exchange();
    const std::string number = must(company.gestion.store->find(Entity::contract, contract)).number;
    const std::string head = company.cell("select number from head");
    const std::string chain = company.cell("select chain from head");
    const std::string questions = company.cell("select count(*) from conflict where settled_by is null");

    backup.restore();
    CHECK(company.cell("select number from head") != head);
    CHECK(company.cell("select count(*) from client where id = '" + lost.hex() + "'") == "0");
    // Before anyone says so it looks like a copy that lags: nothing is sent, nothing is wiped.
    std::ignore = anne.run(client_named("Pendant la panne"));
    auto waiting = anne.try_exchange();
    CHECK(waiting.state == SyncState::offline);
    CHECK(waiting.pending == 1);
    CHECK(anne.record(Entity::client, lost).text(Field::client_full_name) == "Après la sauvegarde");

    // Gestion says it: everything that this laptop has seen is back, under the same numbers and the same chain.
    auto restored = must(central_restored(*company.gestion.store, world(), company.gestion.credential, false));
    CHECK(restored.epoch == 2);
    CHECK_FALSE(restored.open);
    CHECK(restored.returned > 5);
    CHECK(company.cell("select number from head") == head);
    CHECK(company.cell("select chain from head") == chain);
    CHECK(company.cell("select full_name from client where id = '" + lost.hex() + "'") == "Après la sauvegarde");
    CHECK(company.cell("select phone from client where id = '" + client.hex() + "'") == "0561");
    CHECK(company.cell("select number from contract where id = '" + contract.hex() + "'") == number);
    CHECK(company.cell("select count(*) from conflict where settled_by is null") == questions);
    CHECK(company.cell("select state from account where collaborator = '" + company.chloe.hex() + "'") == "closing");
    // Until gestion confirms, nobody is let in.
    waiting = anne.try_exchange();
    CHECK(waiting.state == SyncState::needs_you);
    CHECK(waiting.pending == 1);
    CHECK_FALSE(waiting.access_ended);

    restored = must(central_restored(*company.gestion.store, world(), company.gestion.credential, true));
    CHECK(restored.open);
    CHECK(restored.without_account.empty());
    CHECK(anne.exchange().pending == 0);
    bruno.exchange();
    company.gestion.exchange();
    anne.exchange();
    CHECK(company.cell("select count(*) from client where full_name = 'Pendant la panne'") == "1");
    CHECK(bruno.record(Entity::client, lost).text(Field::client_full_name) == "Après la sauvegarde");
    for (Desk* desk : {&anne, &bruno, &company.gestion}) check_same(*desk);
    // A new contract bears the epoch: no number is given twice.
    const Id after = add_contract(company, client);
    company.gestion.exchange();
    CHECK(must(company.gestion.store->find(Entity::contract, after)).number.find("-E2-") != std::string::npos);
}

// The choice came back and closed both, on the server only: every laptop went on asking.
TEST_CASE("a choice that comes back settles its own question, not the other of the same edit") {
    Company company;
    company.found();
    Desk anne = company.join("anne@example.org");
    Desk second = company.join_again(anne, "second");
    const Id client = anne.run(client_named("Client")).record;
    for (Desk* desk : {&anne, &second}) desk->exchange();
    for (const std::string of : {"0561", "0562"}) {
        Desk& desk = of == "0561" ? anne : second;
        desk.run(EditRecord{Entity::client, client, {{Field::client_phone, of}, {Field::client_company, of + " SA"}}});
    }
    for (Desk* desk : {&anne, &second, &anne, &company.gestion}) desk->exchange();
    auto open = must(anne.store->exchange().conflicts());
    REQUIRE(open.size() == 2);
    Backup backup(company);
    std::ignore = must(anne.store->settle(open[0].entry.id, store::Keep::theirs));
    for (Desk* desk : {&anne, &company.gestion}) desk->exchange();
    CHECK(company.cell("select count(*) from conflict where settled_by is null") == "1");

    backup.restore();
    CHECK(company.cell("select count(*) from conflict where settled_by is null") == "2");
    CHECK(must(central_restored(*company.gestion.store, world(), company.gestion.credential, true)).returned == 1);
    CHECK(company.cell("select count(*) from conflict where settled_by is null") == "1");
    for (Desk* desk : {&anne, &second, &company.gestion}) {
        desk->exchange();
        open = must(desk->store->exchange().conflicts());
        REQUIRE(open.size() == 1);
        check_same(*desk);
    }
}

// What is taken for seen is the newest that this laptop knew, which holds lines of others: their lines went, or its
// own.
TEST_CASE("notes of which it is not known what their author saw are merged without losing a line") {
    const auto merged = [](const std::string& before, const std::string& mine, const std::string& theirs, Base base) {
        Operation operation;
        operation.entity = Entity::client;
        operation.changes.push_back({Field::client_notes, before, mine, base});
        sync::FieldAnswer met;
        met.field = Field::client_notes;
        met.value = theirs;
        return wire_text(sync::merged_notes(operation, met).value_or(Value{})).value_or("");
    };
    const Base unseen{store::unseen_number, std::nullopt};
    CHECK(merged("", "mine", "theirs", {5, std::nullopt}) == "theirs\nmine");
    CHECK(merged("mine", "mine", "", unseen) == "mine");
    CHECK(merged("mine", "mine", "theirs", unseen) == "theirs\nmine");
    CHECK(merged("both\ntheirs", "both\nmine", "both\ntheirs", unseen) == "both\ntheirs\nmine");
    CHECK(merged("both\ntheirs", "both\nmine", "both\ntheirs", {5, std::nullopt}) == "both\nmine");
}

TEST_CASE("what nobody returned in time is sent again by its author") {
    Company company;
    company.found();
    Desk anne = company.join("anne@example.org");
    Desk bruno = company.join("bruno@example.org");
    const Id client = anne.run(client_named("Avant la sauvegarde")).record;
    anne.exchange();
    bruno.exchange();
    company.gestion.exchange();
    Backup backup(company);

    const Id lost = anne.run(client_named("Après la sauvegarde")).record;
    std::ignore = anne.run(EditRecord{Entity::client, client, {{Field::client_phone, std::string("0561")}}});
    anne.exchange();
    bruno.exchange(); // knows of it, and is not the author
    backup.restore();
    const auto restored = must(central_restored(*company.gestion.store, world(), company.gestion.credential, true));
    CHECK(restored.returned == 0);
    // Others have gone on meanwhile.
    std::ignore = company.gestion.run(
        EditRecord{Entity::collaborator, company.bruno, {{Field::collaborator_phone, std::string("0599")}}});
    company.gestion.exchange();

    auto report = bruno.exchange();
    CHECK(bruno.record(Entity::client, lost).text(Field::client_full_name) == "Après la sauvegarde");
    CHECK(bruno.record(Entity::collaborator, company.bruno).text(Field::collaborator_phone) == "0599");
    CHECK(bruno.record(Entity::client, client).text(Field::client_phone) == "0561");
    CHECK(report.pending > 0); // Anne's, who is waited for
    CHECK(anne.exchange().pending == 0);
    CHECK(bruno.exchange().pending == 0);
    company.gestion.exchange();
    CHECK(company.cell("select count(*) from client where full_name = 'Après la sauvegarde'") == "1");
    CHECK(company.cell("select phone from client where id = '" + client.hex() + "'") == "0561");
    CHECK(company.gestion.record(Entity::client, lost).text(Field::client_full_name) == "Après la sauvegarde");
    for (Desk* desk : {&anne, &bruno, &company.gestion}) {
        check_same(*desk);
        CHECK(must(desk->store->verify()).invariants.empty());
    }
}

TEST_CASE("only what the server itself sealed is taken back") {
    Company company;
    company.found();
    Desk anne = company.join("anne@example.org");
    anne.exchange();
    company.gestion.exchange();
    Backup backup(company);
    std::ignore = anne.run(client_named("Vrai"));
    anne.exchange();
    const std::uint64_t before =
        std::stoull(company.cell("select max(last_number) from " + company.database + "_backup.batch"));
    const auto kept = must(anne.store->exchange().kept_batches(before));
    REQUIRE_FALSE(kept.empty());
    backup.restore();
    std::ignore = must(central_restored(*company.gestion.store, world(), company.gestion.credential, false));
    const auto give = [&](const std::string& batch) {
        auto connection = sync::Connection::open({.host = shared_server().host(),
                                                  .port = shared_server().port(),
                                                  .account = anne.credential.account,
                                                  .password = anne.credential.password,
                                                  .database = company.database,
                                                  .ca_pem = shared_server().ca_pem()});
        REQUIRE(connection);
        const auto state = must(anne.store->exchange().state());
        std::string request = sync::plain_document({state.server_id, state.device});
        request.pop_back();
        auto answer = connection->call_for_text("sync_return", {request + ",\"batches\":[" + batch + "]}"});
        return answer ? 0U : answer.error().number;
    };
    std::string forged = kept.front().document;
    forged.replace(forged.find("Vrai"), 4, "Faux");
    CHECK(give(forged) == 31'018);
    nlohmann::json epoch = nlohmann::json::parse(kept.front().document);
    epoch["epoch"] = "7";
    CHECK(give(epoch.dump()) == 31'018);
    CHECK(give("{}") == 31'004);
    CHECK(company.cell("select count(*) from client") == "0");
    CHECK(give(kept.front().document) == 0);
    CHECK(give(kept.front().document) == 0);
    CHECK(company.cell("select full_name from client") == "Vrai");
    std::ignore = must(central_restored(*company.gestion.store, world(), company.gestion.credential, true));
    CHECK(give(kept.front().document) == 31'017);
    CHECK(anne.exchange().pending == 0);
    check_same(anne);
}

TEST_CASE("another server at the same address is told nothing, and nothing here is wiped") {
    Company company;
    company.found();
    Desk anne = company.join("anne@example.org");
    const Id client = anne.run(client_named("À moi")).record;
    anne.exchange();
    std::ignore = anne.run(client_named("En attente"));
    company.execute("update server set server_id = '" + next_id() + "'");
    const auto report = anne.try_exchange();
    CHECK(report.state == SyncState::needs_you);
    CHECK(report.problem->message.msg.id == std::string_view("other_server"));
    CHECK(report.pending == 1);
    CHECK(company.cell("select count(*) from client") == "1");
    CHECK_FALSE(anne.reopen());
    CHECK(anne.record(Entity::client, client).text(Field::client_full_name) == "À moi");
}

TEST_CASE("an empty server wipes nothing") {
    Company company;
    company.found();
    Desk anne = company.join("anne@example.org");
    const Id client = anne.run(client_named("À moi")).record;
    anne.exchange();
    std::ignore = anne.run(client_named("En attente"));
    company.execute("drop database " + company.database);
    const auto report = anne.try_exchange();
    CHECK(report.problem);
    CHECK(report.state != SyncState::up_to_date);
    CHECK_FALSE(report.access_ended);
    CHECK(report.pending == 1);
    CHECK_FALSE(anne.reopen());
    CHECK(anne.record(Entity::client, client).text(Field::client_full_name) == "À moi");
}

TEST_CASE("who takes leave hands over what a restored server has lost of theirs") {
    Company company;
    company.found();
    Desk anne = company.join("anne@example.org");
    anne.exchange();
    company.gestion.exchange();
    Backup backup(company);
    // Acknowledged, and on no other laptop.
    const Id lost = anne.run(client_named("Perdu")).record;
    CHECK(anne.exchange().pending == 0);
    backup.restore();
    const auto account = [&] {
        return company.cell("select state from account where collaborator = '" + company.anne.hex() + "'");
    };
    SECTION("once it is open again") {
        std::ignore = must(central_restored(*company.gestion.store, world(), company.gestion.credential, true));
        std::ignore = must(company.gestion.store->deactivate({company.anne, company.bruno}));
        company.gestion.exchange();
    }
    SECTION("after having returned it while the server waits") {
        std::ignore = must(central_restored(*company.gestion.store, world(), company.gestion.credential, false));
        company.execute("update account set state = 'closing' where collaborator = '" + company.anne.hex() + "'");
        const auto waiting = anne.try_exchange();
        CHECK_FALSE(waiting.access_ended);
        CHECK(company.cell("select count(*) from client where id = '" + lost.hex() + "'") == "1");
        std::ignore = must(central_restored(*company.gestion.store, world(), company.gestion.credential, true));
        CHECK(anne.try_exchange().access_ended);
        CHECK(company.cell("select count(*) from hand_over") == "0");
        return;
    }
    CHECK(account() == "closing");
    CHECK(anne.try_exchange().access_ended);
    CHECK(company.cell("select document from hand_over").find(lost.hex()) != std::string::npos);
    company.gestion.exchange();
    const auto tray = must(company.gestion.store->exchange().returned(company.gestion.store->session().actor.id));
    REQUIRE(tray.size() == 1);
    CHECK(tray[0].operation.record == lost);
}
