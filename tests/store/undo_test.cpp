// Undo and redo: further commands that take back what was done, judged like any other.
#include <catch2/catch_test_macros.hpp>

#include "storage/store/bulk.hpp"
#include "tests/store/laptop.hpp"

using namespace epic;
using namespace epic::test;

namespace {

std::string what_next(Office& office) {
    const auto next = must(office->undoable());
    return next ? next->what.in(Language::english) : "nothing";
}

} // namespace

TEST_CASE("An edit is undone and done again, by name, and both stand in the history") {
    Office office;
    office.as(office.commercial);
    const Id client = office.add_client("Lou Bouzin");
    const auto phone = [&] { return office.record(Entity::client, client).text(Field::client_phone); };
    must(office->execute(EditRecord{Entity::client, client, {{Field::client_phone, text("05 61 22 23 24")}}}));
    CHECK(what_next(office) == "“Phone” of client Lou Bouzin");
    CHECK_FALSE(must(office->redoable()));
    const auto undone = must(office->undo());
    CHECK(undone.step.what.in(Language::english) == "“Phone” of client Lou Bouzin");
    CHECK(undone.written.record == client);
    CHECK(phone().empty());
    CHECK(what_next(office) == "new client Lou Bouzin");
    REQUIRE(must(office->redoable()));
    must(office->redo());
    CHECK(phone() == "05 61 22 23 24");
    CHECK(office->redo().error().rule == "undo.nothing");
    must(office->undo());
    CHECK(phone().empty());
    const auto history = must(office->history(Entity::client, client));
    CHECK(history.at(0).command == "undo");
    CHECK(history.at(1).command == "redo");
    CHECK(history.at(2).command == "undo");
    CHECK(history.at(3).command == "client.edit");
}

TEST_CASE("Whatever is done anew ends redo") {
    Office office;
    office.as(office.commercial);
    const Id client = office.add_client("Lou Bouzin");
    must(office->execute(EditRecord{Entity::client, client, {{Field::client_company, text("A")}}}));
    must(office->undo());
    must(office->execute(EditRecord{Entity::client, client, {{Field::client_company, text("B")}}}));
    CHECK_FALSE(must(office->redoable()));
    must(office->undo());
    CHECK(office.record(Entity::client, client).text(Field::client_company).empty());
}

TEST_CASE("A creation that is undone is withdrawn, unless something depends on it") {
    Office office;
    office.as(office.commercial);
    const Id client = office.add_client("Lou Bouzin");
    const Id contract = office.add_contract(client, 100'00);
    CHECK(office->undo().error().rule == "client.has_contracts");
    CHECK_FALSE(office.record(Entity::client, client).flag(Field::client_withdrawn));
    office.as(office.gestion);
    CHECK(what_next(office) == "signature of contract 2026-0001");
    must(office->undo());
    CHECK(what_next(office) == "new contract 2026-0001");
    must(office->undo());
    CHECK(office.record(Entity::contract, contract).flag(Field::contract_withdrawn));
    office.as(office.commercial);
    must(office->undo());
    CHECK(office.ids({.entity = Entity::client}).empty());
    must(office->redo());
    CHECK(office.ids({.entity = Entity::client}) == std::vector<Id>{client});
}

TEST_CASE("A payment that is undone is reversed, and done again recorded anew") {
    Office office;
    office.as(office.commercial);
    const Id contract = office.add_contract(office.add_client("Lou Bouzin"), 1000'00);
    const auto paid = [&] { return must(office->find(Entity::contract, contract)).paid.minor; };
    office.add_payment(contract, 400'00);
    CHECK(what_next(office) == "payment of 400.00 EUR");
    const auto undone = must(office->undo());
    CHECK(office.record(Entity::payment, undone.written.record).reference(Field::payment_reverses));
    CHECK_FALSE(office.record(Entity::payment, undone.written.record).text(Field::payment_note).empty());
    CHECK(paid() == 0);
    must(office->redo());
    CHECK(paid() == 400'00);
    must(office->undo());
    CHECK(paid() == 0);
    CHECK(must(office->list({.entity = Entity::payment})).total == 4);
    CHECK(must(office->verify()).damaged.empty());
}

TEST_CASE("A reversal that is undone becomes a payment again") {
    Office office;
    office.as(office.commercial);
    const Id contract = office.add_contract(office.add_client("Lou Bouzin"), 1000'00);
    const Id payment = office.add_payment(contract, 400'00);
    must(office->execute(ReversePayment{payment, "Chèque impayé"}));
    CHECK(what_next(office) == "reversal of a payment of 400.00 EUR");
    must(office->undo());
    CHECK(must(office->find(Entity::contract, contract)).paid.minor == 400'00);
}

TEST_CASE("Undo needs the right of the inverse") {
    Office office;
    office.as(office.commercial);
    const Id contract = office.add_contract(office.add_client("Lou Bouzin"), 1000'00);
    const Id event = office.add_event(contract, "Mariage", "2027-06-04T13:00", "2027-06-05T02:00");
    must(office->execute(EditRecord{Entity::event, event, {{Field::event_title, text("Noces")}}}));
    office.as(office.gestion);
    must(office->execute(AssignSupport{event, office.support}));
    office.as(office.commercial);
    const auto refused = office->undo();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::not_allowed);
    CHECK(refused.error().rule == "event.change.created");
    CHECK_FALSE(refused.error().who_could.empty());
    CHECK(office.record(Entity::event, event).text(Field::event_title) == "Noces");
    office.as(office.gestion);
    must(office->undo());
    CHECK_FALSE(office.record(Entity::event, event).reference(Field::event_support));
    office.as(office.commercial);
    must(office->undo());
    CHECK(office.record(Entity::event, event).text(Field::event_title) == "Mariage");
}

TEST_CASE("What another person of a shared laptop has changed since is not undone, and they are named") {
    Office office;
    office.as(office.commercial);
    const Id contract = office.add_contract(office.add_client("Lou Bouzin"), 1000'00);
    must(office->execute(EditRecord{Entity::contract, contract, {{Field::contract_total, std::int64_t{900'00}}}}));
    CHECK(what_next(office) == "“Total amount” of contract 2026-0001");
    office.as(office.gestion);
    must(office->execute(EditRecord{Entity::contract, contract, {{Field::contract_total, std::int64_t{800'00}}}}));
    office.as(office.commercial);
    const auto refused = office->undo();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().rule == "undo.changed_by_other");
    CHECK(refused.error().message.in(Language::english) ==
          "Amélie Garnier has changed “Total amount” since: this can no longer be undone.");
    // Even when they wrote the same value back.
    office.as(office.gestion);
    must(office->undo());
    office.as(office.commercial);
    CHECK(office->undo().error().rule == "undo.changed_by_other");
}

TEST_CASE("What was pulled since is not undone") {
    Laptop laptop;
    laptop.edit(Field::client_company, text("Mine"));
    laptop.confirm_all();
    laptop.pull({laptop.entry(Field::client_company, text("Theirs"))});
    CHECK(laptop->undo().error().rule == "undo.changed_by_other");
    CHECK(laptop.company() == "Theirs");
    // Another field of the same record is another matter.
    laptop.edit(Field::client_phone, text("0561222324"));
    laptop.pull({laptop.entry(Field::client_company, text("Theirs too"))});
    must(laptop->undo());
    CHECK(laptop.record(Entity::client, laptop.client).text(Field::client_phone).empty());
}

TEST_CASE("Undo leaves as an ordinary operation, and an undo that the server refuses is not one") {
    Laptop laptop;
    const Id mine = laptop.edit(Field::client_company, text("Mine"));
    laptop.confirm_all();
    must(laptop->undo());
    const auto waiting = laptop.waiting();
    REQUIRE(waiting.size() == 1);
    CHECK(waiting[0].command == "undo");
    CHECK(waiting[0].author == laptop.commercial);
    CHECK(waiting[0].changes[0].before == text("Mine"));
    CHECK(waiting[0].changes[0].base.number == laptop.head);
    store::Acknowledgement answer = laptop.freeze();
    answer.outcomes.push_back({waiting[0].id, store::Verdict::refused});
    must(laptop.exchange().apply(answer));
    CHECK(laptop.company() == "Mine");
    REQUIRE(must(laptop->undoable()));
    CHECK(must(laptop->undoable())->what.in(Language::english) == "“Company” of client Lou Bouzin");
    must(laptop->undo());
    CHECK(laptop.company() == "Bouzin SA");
    CHECK(laptop.state_of(mine) == "confirmed");
}

TEST_CASE("An edit that the server refused is not there to be undone") {
    Laptop laptop;
    const auto before = must(laptop->undoable());
    const Id mine = laptop.edit(Field::client_company, text("Mine"));
    store::Acknowledgement answer = laptop.freeze();
    answer.outcomes.push_back({mine, store::Verdict::refused});
    must(laptop.exchange().apply(answer));
    const auto after = must(laptop->undoable());
    REQUIRE(before);
    REQUIRE(after);
    CHECK(after->action == before->action);
}

TEST_CASE("What was done is undone after the file was closed, by who did it only") {
    Office office;
    office.as(office.commercial);
    const Id client = office.add_client("Lou Bouzin");
    const auto written =
        must(office->execute(EditRecord{Entity::client, client, {{Field::client_company, text("Bouzin SA")}}}));
    office.reopen("chloe@epic.example", "secret-chloe");
    CHECK(office->undo().error().rule == "undo.nothing");
    const auto refused = office->undo_import(written.group);
    CHECK(refused.error().rule == "undo.own");
    CHECK(refused.error().who_could.in(Language::english) == "Bastien Roy");
    office.reopen("bastien@epic.example", "secret-bastien");
    must(office->undo());
    CHECK(office.record(Entity::client, client).text(Field::client_company).empty());
    office.reopen("bastien@epic.example", "secret-bastien");
    must(office->redo());
    CHECK(office.record(Entity::client, client).text(Field::client_company) == "Bouzin SA");
}

TEST_CASE("A deactivation with take-over is undone whole, and the person told that they need a password") {
    Office office;
    office.as(office.commercial);
    const Id client = office.add_client("Lou Bouzin");
    office.as(office.gestion);
    must(office->execute(DeactivateCollaborator{office.commercial, office.other_commercial}));
    CHECK(what_next(office) == "deactivation of Bastien Roy");
    const auto undone = must(office->undo());
    CHECK(undone.written.operations.size() == 2);
    REQUIRE_FALSE(undone.written.warnings.empty());
    CHECK(undone.written.warnings.back().id == "no_access");
    CHECK(office.record(Entity::client, client).reference(Field::client_commercial) == office.commercial);
    must(office->reset_password(office.commercial, "again"));
    must(office->redo());
    CHECK(office.record(Entity::client, client).reference(Field::client_commercial) == office.other_commercial);
    CHECK_FALSE(office.record(Entity::collaborator, office.commercial).flag(Field::collaborator_active));
    CHECK(office->slots().size() == 4);
}

TEST_CASE("A collaborator whose creation is undone loses access and stays in the history") {
    Office office;
    const Id farid = office.add_person("Farid Noël", "farid@epic.example", Department::support);
    CHECK(what_next(office) == "new collaborator Farid Noël");
    const std::size_t slots = office->slots().size();
    must(office->undo());
    CHECK_FALSE(office.record(Entity::collaborator, farid).flag(Field::collaborator_active));
    CHECK(office->slots().size() == slots - 1);
}

TEST_CASE("Many commands together are undone in one go, or not at all with the reason") {
    Office office;
    office.as(office.commercial);
    const Id before = office.add_client("Before");
    const Id import = office.ids_source.next();
    std::vector<Id> clients;
    must(office->execute_together(import, "import.clients", [&](store::Bulk& bulk) -> Result<> {
        for (int i = 0; i < 40; ++i) {
            const AddRecord command{Entity::client, {}, {{Field::client_full_name, "Client " + std::to_string(i)}}};
            clients.push_back(must(bulk.execute(command)).record);
        }
        must(bulk.execute(EditRecord{Entity::client, before, {{Field::client_company, text("Merged")}}}));
        const auto refused = bulk.execute(AddRecord{Entity::contract, {}, {{Field::contract_client, before}}});
        CHECK(refused.error().code == ErrorCode::not_allowed);
        return Done{};
    }));
    CHECK(must(office->list({.entity = Entity::client})).total == 41);
    CHECK(what_next(office) == "import of 41 changes");
    const auto undone = must(office->undo_import(import));
    CHECK(undone.written.operations.size() == 41);
    CHECK(must(office->list({.entity = Entity::client})).total == 1);
    CHECK(office.record(Entity::client, before).text(Field::client_company).empty());
    CHECK(office->undo_import(import).error().rule == "undo.once");
    must(office->redo());
    CHECK(must(office->list({.entity = Entity::client})).total == 41);
    office.as(office.gestion);
    must(
        office->execute(EditRecord{Entity::client, clients[7], {{Field::client_commercial, office.other_commercial}}}));
    office.as(office.commercial);
    CHECK_FALSE(office->undo_import(import));
    CHECK(must(office->list({.entity = Entity::client})).total == 41);
}

TEST_CASE("Many commands together that fail have written nothing") {
    Office office;
    office.as(office.commercial);
    const std::uint64_t version = office->version();
    const auto stopped =
        office->execute_together(office.ids_source.next(), "import.clients", [&](store::Bulk& bulk) -> Result<> {
            must(bulk.execute(AddRecord{Entity::client, {}, {{Field::client_full_name, text("Gone")}}}));
            return Error{.code = ErrorCode::unexpected, .message = {}};
        });
    CHECK_FALSE(stopped);
    CHECK(must(office->list({.entity = Entity::client})).total == 0);
    CHECK(office->version() == version);
    CHECK(what_next(office) == "nothing");
}
