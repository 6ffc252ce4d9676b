// What a pull and an answer do to rows, history and questions, by entries written by hand.
#include <catch2/catch_test_macros.hpp>

#include "tests/store/laptop.hpp"

using namespace epic;
using namespace epic::test;
using store::Acknowledgement;
using store::LogEntry;
using store::Outcome;
using store::Pulled;
using store::Verdict;

TEST_CASE("A confirmed laptop has nothing pending and bases new edits on the server's numbers") {
    Laptop laptop;
    CHECK(laptop.waiting().empty());
    CHECK(must(laptop.exchange().state()).fence == "next");
    const Id first = laptop.edit(Field::client_company, text("A"));
    const Id second = laptop.edit(Field::client_company, text("B"));
    const std::uint64_t created = must(laptop.exchange().operation(first)).changes[0].base.number;
    CHECK(created > 0);
    CHECK(must(laptop.exchange().operation(second)).changes[0].base == Base{0, first});
    laptop.confirm_all();
    const Id third = laptop.edit(Field::client_company, text("C"));
    CHECK(must(laptop.exchange().operation(third)).changes[0].base == Base{laptop.head, std::nullopt});
    CHECK(laptop.state_of(third) == "pending");
}

TEST_CASE("A pull does not wait for a push: the pending edit stays on top of the confirmed value") {
    Laptop laptop;
    const Id mine = laptop.edit(Field::client_company, text("Mine"));
    laptop.pull({laptop.entry(Field::client_company, text("Theirs"))});
    CHECK(laptop.company() == "Mine");
    SECTION("taken: mine stands") {
        Acknowledgement answer = laptop.freeze();
        answer.outcomes.push_back({mine, Verdict::applied, ++laptop.head});
        must(laptop.exchange().apply(answer));
        CHECK(laptop.company() == "Mine");
        CHECK(laptop.state_of(mine) == "confirmed");
    }
    SECTION("refused: the row shows the confirmed value, the text lies in the tray") {
        Acknowledgement answer = laptop.freeze();
        Outcome refused{mine, Verdict::refused};
        refused.code = "not_allowed";
        refused.rule = "client.own";
        refused.text = "Réattribué entre-temps";
        answer.outcomes.push_back(refused);
        must(laptop.exchange().apply(answer));
        CHECK(laptop.company() == "Theirs");
        const auto tray = must(laptop.exchange().returned(laptop.commercial));
        REQUIRE(tray.size() == 1);
        CHECK(tray[0].id == mine);
        CHECK(tray[0].text == "Réattribué entre-temps");
        CHECK(tray[0].operation.changes[0].after == text("Mine"));
        CHECK(must(laptop->pending_counts()).returned == 1);
        CHECK(laptop.waiting().empty());
        must(laptop.exchange().dismiss_returned(mine));
        CHECK(must(laptop.exchange().returned(laptop.commercial)).empty());
        CHECK_FALSE(must(laptop->find(Entity::client, laptop.client)).pending);
        const Id next = laptop.edit(Field::client_company, text("After"));
        CHECK(must(laptop.exchange().operation(next)).changes[0].base.number == laptop.head);
    }
    SECTION("a conflict: what the server lets stand is shown, both values are kept") {
        Acknowledgement answer = laptop.freeze();
        const std::uint64_t number = ++laptop.head;
        Outcome conflict{mine, Verdict::conflict, number};
        conflict.results.push_back({Field::client_company, text("Theirs"), number});
        store::ConflictEntry question;
        question.id = laptop.ids_source.next();
        question.entity = Entity::client;
        question.record = laptop.client;
        question.field = Field::client_company;
        question.operation = mine;
        question.author = laptop.commercial;
        question.theirs_author = laptop.gestion;
        question.base = text("Bouzin SA");
        question.mine = text("Mine");
        question.theirs = text("Theirs");
        question.number = number;
        conflict.conflicts.push_back(question);
        answer.outcomes.push_back(conflict);
        must(laptop.exchange().apply(answer));
        CHECK(laptop.company() == "Theirs");
        CHECK(laptop.state_of(mine) == "conflict");
        const auto open = must(laptop.exchange().conflicts());
        REQUIRE(open.size() == 1);
        CHECK(open[0].record_name == "Lou Bouzin");
        CHECK(open[0].author_name == "Bastien Roy");
        CHECK(open[0].entry.mine == text("Mine"));
        CHECK(open[0].now == text("Theirs"));
        must(laptop.exchange().apply(Pulled{{}, laptop.head, "chain", {}, {{question.id, laptop.head}}, {}}));
        CHECK(must(laptop.exchange().conflicts()).empty());
    }
}

TEST_CASE("An older entry never overwrites a newer confirmed value") {
    Laptop laptop;
    LogEntry late = laptop.entry(Field::client_company, text("Late"));
    laptop.edit(Field::client_company, text("Mine"));
    laptop.confirm_all();
    laptop.pull({late});
    CHECK(laptop.company() == "Mine");
    laptop.pull({laptop.entry(Field::client_company, text("Newer"))});
    CHECK(laptop.company() == "Newer");
}

TEST_CASE("A pulled change is in the history with what was confirmed before, and comes once") {
    Laptop laptop;
    const LogEntry line = laptop.entry(Field::client_company, text("Theirs"));
    laptop.pull({line});
    laptop.pull({line});
    const auto history = must(laptop->history(Entity::client, laptop.client));
    CHECK(history[0].after == text("Theirs"));
    CHECK(history[0].before == text("Bouzin SA"));
    CHECK(history[0].by_name == "Amélie Garnier");
    CHECK(history[0].state == "confirmed");
    CHECK(history[1].operation != history[0].operation);
    CHECK(must(laptop.exchange().state()).cursor == laptop.head);
}

TEST_CASE("An own operation that comes by the log is settled, when its answer was lost") {
    Laptop laptop;
    const Id mine = laptop.edit(Field::client_company, text("Mine"));
    (void)laptop.freeze();
    LogEntry line;
    line.operation = must(laptop.exchange().operation(mine));
    line.number = ++laptop.head;
    laptop.pull({line});
    CHECK(laptop.state_of(mine) == "confirmed");
    CHECK(laptop.waiting().empty());
    const auto batch = must(laptop.exchange().frozen());
    REQUIRE(batch);
    Acknowledgement answer{.batch = batch->id, .fence = "f", .seal = {}, .outcomes = {}, .contract_numbers = {}};
    answer.outcomes.push_back({mine, Verdict::applied, line.number});
    must(laptop.exchange().apply(answer));
    CHECK_FALSE(must(laptop.exchange().frozen()));
    CHECK(laptop.company() == "Mine");
}

TEST_CASE("A contract made on a joined file shows a provisional number until the server issues one") {
    Laptop laptop;
    const Id contract = laptop.add_contract(laptop.client, 100, false);
    const RecordView before = must(laptop->find(Entity::contract, contract));
    CHECK(before.number_provisional);
    CHECK(before.number.starts_with("P-"));
    CHECK(must(laptop->resolve(Entity::contract, before.number)) == contract);
    Acknowledgement answer = laptop.freeze();
    answer.outcomes.push_back({laptop.sent.at(0).id, Verdict::applied, ++laptop.head});
    answer.contract_numbers.push_back({contract, "2026-0042"});
    must(laptop.exchange().apply(answer));
    const RecordView after = must(laptop->find(Entity::contract, contract));
    CHECK_FALSE(after.number_provisional);
    CHECK(after.number == "2026-0042");
    CHECK(must(laptop->resolve(Entity::contract, "2026-0042")) == contract);
    CHECK(must(laptop->resolve(Entity::contract, before.number)) == contract);
}

TEST_CASE("A form opened before a pull meets what arrived as a conflict, not by overwriting it") {
    Laptop laptop;
    const store::Seen seen = laptop->seen();
    const std::uint64_t created = laptop.head;
    laptop.pull({laptop.entry(Field::client_company, text("Theirs"))});
    const EditRecord command{Entity::client, laptop.client, {{Field::client_company, text("Mine")}}};
    const Id stale = must(laptop->execute(command, seen)).operations.at(0);
    CHECK(must(laptop.exchange().operation(stale)).changes[0].base.number <= created);
    laptop.confirm_all();
    const EditRecord again{Entity::client, laptop.client, {{Field::client_company, text("Fresh")}}};
    const Id fresh = must(laptop->execute(again, laptop->seen())).operations.at(0);
    CHECK(must(laptop.exchange().operation(fresh)).changes[0].base.number == laptop.head);
}

TEST_CASE("A malformed entry is set aside, and those beside it are taken") {
    Laptop laptop;
    LogEntry wrong = laptop.entry(Field::client_company, text("X"));
    wrong.operation.changes.push_back({Field::event_title, {}, text("Y"), {}});
    LogEntry orphan = laptop.entry(Field::client_company, text("Z"));
    orphan.operation.record = laptop.ids_source.next();
    orphan.operation.kind = OperationKind::create; // without what a client must have
    laptop.pull({wrong, laptop.entry(Field::client_company, text("Good")), orphan,
                 laptop.entry(Field::client_phone, text("0561"))});
    CHECK(laptop.company() == "Good");
    CHECK(laptop.record(Entity::client, laptop.client).text(Field::client_phone) == "0561");
    CHECK(must(laptop.exchange().state()).cursor == laptop.head);
    CHECK(must(laptop.exchange().lines_set_aside()) == 2);
    CHECK(must(laptop->list({.entity = Entity::client})).total == 1);
}

TEST_CASE("First pages fill an empty file in any order, and its person is known when they arrive") {
    Laptop laptop;
    const std::string path = (laptop.folder / "second.epic").string();
    auto second = must(store::Store::create_to_join(path, {"david@epic.example", "office"}, laptop.support,
                                                    laptop.environment, vault::KdfLimits::minimum()));
    CHECK_FALSE(second->session().known);
    must(second->exchange().join("server-1", 1, "{}"));
    std::vector<store::BootstrapRow> rows;
    const auto page_of = [&](Entity entity) {
        for (const RecordView& view : must(laptop->list({.entity = entity})).items) {
            rows.push_back({view.record, 7, {}});
        }
    };
    laptop.add_payment(laptop.contract, 400'00);
    page_of(Entity::payment);
    page_of(Entity::contract);
    page_of(Entity::client);
    rows.back().numbers.push_back({Field::client_company, 9});
    must(second->exchange().apply_bootstrap(rows, "page 1"));
    rows.clear();
    page_of(Entity::collaborator);
    must(second->exchange().apply_bootstrap(rows, "page 2"));
    CHECK(must(second->exchange().state()).bootstrap == "page 2");
    must(second->exchange().finish_bootstrap(9, "chain"));

    CHECK(second->session().known);
    CHECK(second->session().full_name == "David Émond");
    CHECK(must(second->find(Entity::contract, laptop.contract)).paid.minor == 400'00);
    CHECK(must(second->verify()).sound());
    const auto state = must(second->exchange().state());
    CHECK(state.bootstrapped);
    CHECK(state.cursor == 9);
    // A field that changed since the creation keeps its own number.
    LogEntry old = laptop.entry(Field::client_company, text("Old"));
    old.number = 8;
    must(second->exchange().apply(Pulled{{old}, 9, "chain", {}, {}, {}}));
    CHECK(must(second->find(Entity::client, laptop.client)).record.text(Field::client_company) == "Bouzin SA");
    second.reset();
    CHECK(must(store::Store::open(path, {"david@epic.example", "office"}, laptop.environment))->session().known);
}
