// What is to be sent, what is frozen, what comes back.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/store/laptop.hpp"

using namespace epic;
using namespace epic::test;
using store::Acknowledgement;
using store::Outcome;
using store::Verdict;

TEST_CASE("Joining makes everything pending, in order, and an acknowledgement settles it") {
    Office office;
    office.as(office.commercial);
    const Id client = office.add_client("Lou Bouzin");
    CHECK(must(office->exchange().pending_of_everyone(100)).empty());
    must(office->exchange().join("server-1", 1, "{}"));
    const auto waiting = must(office->exchange().pending_of_everyone(100));
    CHECK(waiting.size() == 6);
    CHECK(waiting.back().record == client);
    CHECK(must(office->find(Entity::client, client)).pending);
    CHECK(must(office->pending_counts()).operations == 6);
    CHECK(must(office->exchange().pending(office.commercial, 100)).empty()); // gestion's people come first
}

TEST_CASE("A refused creation takes its row back with everything that builds on it") {
    Laptop laptop;
    const Id client = laptop.add_client("Refused");
    must(laptop->execute(EditRecord{Entity::client, client, {{Field::client_company, text("X")}}}));
    const Id contract = laptop.add_contract(client, 100, false);
    const Id unrelated = laptop.edit(Field::client_company, text("Kept"));
    Acknowledgement answer = laptop.freeze();
    for (const Operation& operation : laptop.sent) {
        if (operation.record == client && operation.kind == OperationKind::create) {
            Outcome refused{operation.id, Verdict::refused};
            refused.code = "not_allowed";
            answer.outcomes.push_back(refused);
        }
        if (operation.id == unrelated) answer.outcomes.push_back({unrelated, Verdict::applied, ++laptop.head});
    }
    must(laptop.exchange().apply(answer));
    CHECK(laptop->find(Entity::client, client).error().code == ErrorCode::not_found);
    CHECK(laptop->find(Entity::contract, contract).error().code == ErrorCode::not_found);
    CHECK(laptop.company() == "Kept");
    CHECK(laptop.waiting().empty());
    CHECK(must(laptop.exchange().returned(laptop.commercial)).size() == 2);
    const auto built_on = must(laptop.exchange().returned(laptop.gestion));
    REQUIRE(built_on.size() == 1);
    CHECK_FALSE(built_on[0].text.empty());
    CHECK(must(laptop->verify()).sound());
}

// The rest of the group was sent, and taken.
TEST_CASE("What builds on a refused creation takes its whole group back") {
    Laptop laptop;
    const Id client = laptop.add_client("Refused");
    Acknowledgement answer = laptop.freeze();
    laptop.as(laptop.gestion);
    // Hands both clients over, and is one group.
    must(laptop->deactivate({laptop.commercial, laptop.other_commercial}));
    REQUIRE(laptop.record(Entity::client, client).reference(Field::client_commercial) == laptop.other_commercial);
    for (const Operation& operation : laptop.sent) {
        if (operation.record != client || operation.kind != OperationKind::create) continue;
        Outcome refused{operation.id, Verdict::refused};
        refused.code = "not_allowed";
        answer.outcomes.push_back(refused);
    }
    must(laptop.exchange().apply(answer));
    CHECK(laptop.waiting().empty());
    CHECK(laptop.record(Entity::collaborator, laptop.commercial).flag(Field::collaborator_active));
    CHECK(laptop.record(Entity::client, laptop.client).reference(Field::client_commercial) == laptop.commercial);
}

// A copy of the file had sent it, and pages brought it: it was removed here, and never came again.
TEST_CASE("A record that the server has stays where its creation is left behind") {
    Laptop laptop;
    const Id client = laptop.add_client("Sent by a copy");
    const EditRecord edit{Entity::client, client, {{Field::client_company, text("Never sent")}}};
    const Id unsent = must(laptop->execute(edit)).operations.at(0);
    const Id contract = laptop.add_contract(client, 100, false); // by gestion
    store::BootstrapRow row{laptop.record(Entity::client, client), ++laptop.head, {}};
    row.record.set(Field::client_company, text("On the server"));
    must(laptop.exchange().apply_bootstrap({row}, "page"));
    REQUIRE(laptop.record(Entity::client, client).text(Field::client_company) == "Never sent");
    laptop.as(laptop.gestion);
    must(laptop.exchange().note_left_behind(laptop.commercial, "left"));
    CHECK(laptop.record(Entity::client, client).text(Field::client_company) == "On the server");
    // What others wrote on it does not come back with it, and stands on what the server has.
    const std::vector<Operation> waiting = laptop.waiting();
    REQUIRE(waiting.size() == 1);
    CHECK(waiting[0].record == contract);
    CHECK(must(laptop.exchange().pending(laptop.gestion, 100)).size() == 1);
    const auto tray = must(laptop.exchange().returned(laptop.gestion));
    CHECK(std::any_of(tray.begin(), tray.end(), [&](const auto& item) { return item.id == unsent; }));
    CHECK(must(laptop->verify()).sound());
}

TEST_CASE("A refused group comes back whole, and a later edit of the field builds on what was confirmed") {
    Laptop laptop;
    const Id refused_edit = laptop.edit(Field::client_company, text("Refused"));
    const Base confirmed = must(laptop.exchange().operation(refused_edit)).changes[0].base;
    Acknowledgement answer = laptop.freeze();
    const Id later = laptop.edit(Field::client_company, text("Later"));
    CHECK(must(laptop.exchange().operation(later)).changes[0].base == Base{0, refused_edit});
    answer.outcomes.push_back({refused_edit, Verdict::refused});
    must(laptop.exchange().apply(answer));
    CHECK(laptop.company() == "Later");
    CHECK(must(laptop.exchange().operation(later)).changes[0].base == confirmed);
    CHECK(laptop.waiting().size() == 1);
}

TEST_CASE("One batch at a time; thawed or without an outcome, its operations wait again") {
    Laptop laptop;
    laptop.edit(Field::client_company, text("Mine"));
    Acknowledgement answer = laptop.freeze();
    CHECK(laptop.waiting().empty());
    CHECK(must(laptop.exchange().frozen())->operations.size() == 1);
    CHECK(laptop.exchange().freeze({}).error().code == ErrorCode::in_use);
    must(laptop.exchange().thaw(answer.batch));
    CHECK(laptop.waiting().size() == 1);
    answer = laptop.freeze();
    must(laptop.exchange().apply(answer));
    CHECK(laptop.waiting().size() == 1);
    CHECK_FALSE(must(laptop.exchange().frozen()));
}

TEST_CASE("A frozen batch and its operations survive the end of the program") {
    Laptop laptop;
    const Id mine = laptop.edit(Field::client_company, text("Mine"));
    const Acknowledgement answer = laptop.freeze();
    laptop.reopen("bastien@epic.example", "secret-bastien");
    const auto batch = must(laptop.exchange().frozen());
    REQUIRE(batch);
    CHECK(batch->id == answer.batch);
    CHECK(batch->operations == std::vector<Id>{mine});
    CHECK(laptop.company() == "Mine");
}

TEST_CASE("A merged note replaces the pending one and its base") {
    Laptop laptop;
    const Id mine = laptop.edit(Field::client_notes, text("mine"));
    laptop.pull({laptop.entry(Field::client_notes, text("theirs"))});
    must(laptop.exchange().amend(mine, text("theirs\nmine"), {Field::client_notes, text("theirs"), laptop.head}));
    CHECK(laptop.record(Entity::client, laptop.client).text(Field::client_notes) == "theirs\nmine");
    const Operation amended = must(laptop.exchange().operation(mine));
    CHECK(amended.changes[0].base == Base{laptop.head, std::nullopt});
    CHECK(amended.changes[0].after == text("theirs\nmine"));
    CHECK(amended.changes[0].before == text("theirs"));
}

// The second went as an edit of what had been merged into the first, which its author has not seen: when the first came
// back, somebody else's line was lost.
TEST_CASE("Notes on top of others that were merged stand on what those had stood on, even if those come back") {
    Laptop laptop;
    const auto note = [&](const char* value) { return laptop.edit(Field::contract_notes, text(value)); };
    const auto base_of = [&](const Id& id) { return must(laptop.exchange().operation(id)).changes[0].base; };
    const Id mine = note("mine");
    const Base seen = base_of(mine);
    laptop.as(laptop.gestion);
    const Id more = note("mine\nmore");
    REQUIRE(base_of(more) == Base{0, mine});
    store::LogEntry theirs = laptop.entry(Field::contract_notes, text("theirs"));
    theirs.operation.record = laptop.contract;
    laptop.pull({theirs});
    must(laptop.exchange().amend(mine, text("theirs\nmine"), {Field::contract_notes, text("theirs"), laptop.head}));
    CHECK(base_of(more) == seen);
    Acknowledgement answer = laptop.freeze();
    answer.outcomes.push_back({mine, Verdict::refused});
    must(laptop.exchange().apply(answer));
    CHECK(base_of(more) == seen);
    CHECK(must(laptop.exchange().operation(more)).changes[0].before == text("mine"));
}

// The copy's further edit went on top of the merged note as if its author had seen it: somebody else's line was lost.
TEST_CASE("What was written on top of a note that a copy of the file had merged is merged in its turn") {
    Laptop laptop;
    const Id mine = laptop.edit(Field::client_notes, text("mine"));
    const Base seen = must(laptop.exchange().operation(mine)).changes[0].base;
    const Id more = laptop.edit(Field::client_notes, text("mine\nmore"));
    CHECK(must(laptop.exchange().operation(more)).changes[0].base == Base{0, mine});
    const store::LogEntry theirs = laptop.entry(Field::client_notes, text("theirs"));
    store::LogEntry merged = laptop.entry(Field::client_notes, text("theirs\nmine"));
    merged.operation.id = mine;
    merged.operation.author = laptop.commercial;
    laptop.pull({theirs, merged});
    const Operation waits = must(laptop.exchange().operation(more));
    CHECK(waits.changes[0].base == seen);
    CHECK(waits.changes[0].before == text("mine"));
}

// A copy had merged the first and sent it. In one batch the second went over what had been merged in: only the answer
// to the first tells that there was anything.
TEST_CASE("Notes leave after those that they were written on have been answered, and nothing else waits for that") {
    Laptop laptop;
    const Id first = laptop.edit(Field::client_notes, text("mine"));
    const Id company = laptop.edit(Field::client_company, text("Company"));
    const Id second = laptop.edit(Field::client_notes, text("mine\nmore"));
    const auto next = [&] {
        std::vector<Id> ids;
        for (const Operation& one : must(laptop.exchange().pending(laptop.commercial, 100))) ids.push_back(one.id);
        return ids;
    };
    CHECK(next() == std::vector<Id>{first, company});
    Acknowledgement answer = laptop.freeze();
    for (const Id& id : {first, company}) answer.outcomes.push_back({id, Verdict::applied, ++laptop.head});
    must(laptop.exchange().apply(answer));
    CHECK(next() == std::vector<Id>{second});
    CHECK(must(laptop.exchange().held_back(laptop.commercial)).empty());
}

TEST_CASE("On a shared laptop each person's operations leave on their own, and what builds on another's waits") {
    Laptop laptop;
    const Id client = laptop.add_client("New");
    const Id contract = laptop.add_contract(client, 100, false); // by gestion, on the commercial's pending client
    CHECK(must(laptop.exchange().pending(laptop.commercial, 100)).size() == 1);
    CHECK(must(laptop.exchange().pending(laptop.gestion, 100)).empty());
    const auto waiting = must(laptop.exchange().waiting());
    REQUIRE(waiting.size() == 2);
    CHECK(waiting[0].author == laptop.commercial);
    CHECK(waiting[1].operations == 1);
    Acknowledgement answer = laptop.freeze();
    answer.outcomes.push_back({laptop.sent.at(0).id, Verdict::applied, ++laptop.head});
    must(laptop.exchange().apply(answer));
    const auto after = must(laptop.exchange().pending(laptop.gestion, 100));
    REQUIRE(after.size() == 1);
    CHECK(after[0].record == contract);
}

TEST_CASE("A copy of the file that becomes a new device keeps its operations and forgets the fence") {
    Laptop laptop;
    laptop.edit(Field::client_company, text("Mine"));
    (void)laptop.freeze();
    const Id device = laptop.ids_source.next();
    must(laptop.exchange().become_new_device(device));
    const auto state = must(laptop.exchange().state());
    CHECK(state.device == device);
    CHECK(state.fence.empty());
    CHECK(laptop.waiting().size() == 1);
}
