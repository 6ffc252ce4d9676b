// Answers to what the exchange asks: questions where two edits met, and edits that came back.
#include <catch2/catch_test_macros.hpp>

#include "tests/store/laptop.hpp"

using namespace epic;
using namespace epic::test;
using store::Acknowledgement;
using store::ConflictEntry;
using store::Keep;
using store::Outcome;
using store::Verdict;

namespace {

// A laptop whose edit of the company met somebody else's: the server's value stands until someone chooses.
class Asked : public Laptop {
public:
    Asked() {
        mine = edit(Field::client_company, text("Mine"));
        question = ask(mine, {{Field::client_company, {text("Mine"), text("Theirs")}}}).at(0);
    }

    using Values = std::map<Field, std::pair<Value, Value>>;

    // The server's answer to everything that waits; `met` are mine and theirs of `asked`.
    std::vector<Id> ask(const Id& asked, const Values& met) {
        std::vector<Id> ids;
        Acknowledgement answer = freeze();
        for (const Operation& operation : sent) {
            Outcome outcome{operation.id, Verdict::applied, ++head};
            if (operation.id == asked) {
                outcome.verdict = Verdict::conflict;
                for (const auto& [field, values] : met) {
                    outcome.results.push_back({field, values.second, head});
                    if (values.first == values.second) continue;
                    ids.push_back(ids_source.next());
                    outcome.conflicts.push_back({.id = ids.back(),
                                                 .entity = operation.entity,
                                                 .record = operation.record,
                                                 .field = field,
                                                 .operation = asked,
                                                 .author = commercial,
                                                 .base = {},
                                                 .mine = values.first,
                                                 .theirs = values.second,
                                                 .theirs_author = gestion,
                                                 .number = head});
                }
            }
            answer.outcomes.push_back(outcome);
        }
        must(exchange().apply(answer));
        return ids;
    }

    // The server gives back what waits.
    void refuse_all(const std::string& code = "not_allowed") {
        Acknowledgement answer = freeze();
        for (const Operation& operation : sent) {
            Outcome outcome{operation.id, Verdict::refused};
            outcome.code = code;
            outcome.text = "Client réattribué";
            answer.outcomes.push_back(outcome);
        }
        must(exchange().apply(answer));
    }

    std::size_t questions() {
        const auto counts = must(store->pending_counts());
        const auto open = must(exchange().conflicts());
        CHECK(static_cast<std::size_t>(counts.conflicts) == open.size());
        return open.size();
    }

    Id mine, question;
};

} // namespace

TEST_CASE("Keeping one's own value writes it on top of theirs and settles the question") {
    Asked laptop;
    REQUIRE(laptop.company() == "Theirs");
    const auto written = must(laptop->settle(laptop.question, Keep::mine));
    CHECK(laptop.company() == "Mine");
    CHECK(laptop.questions() == 0);
    const auto waiting = laptop.waiting();
    REQUIRE(waiting.size() == 1);
    CHECK(waiting[0].id == written.operations.at(0));
    CHECK(waiting[0].command == "question.settle");
    CHECK(waiting[0].settles == std::vector<Id>{laptop.mine});
    CHECK(waiting[0].changes[0].base.number == laptop.head);
    laptop.confirm_all();
    CHECK(laptop.questions() == 0);
    CHECK(laptop->settle(laptop.question, Keep::mine).error().code == ErrorCode::not_found);
}

TEST_CASE("Keeping theirs is said to the server although nothing changes") {
    Asked laptop;
    must(laptop->settle(laptop.question, Keep::theirs));
    CHECK(laptop.company() == "Theirs");
    CHECK(laptop.questions() == 0);
    REQUIRE(laptop.waiting().size() == 1);
    CHECK(laptop.waiting()[0].changes[0].after == text("Theirs"));
    CHECK(laptop.waiting()[0].settles == std::vector<Id>{laptop.mine});
}

TEST_CASE("A third value settles a question too") {
    Asked laptop;
    must(laptop->settle(laptop.question, {{Field::client_company, text("Both")}}));
    CHECK(laptop.company() == "Both");
    CHECK(laptop.questions() == 0);
}

TEST_CASE("An answer that the server refuses opens the question again and waits in the tray") {
    Asked laptop;
    const Id answer = must(laptop->settle(laptop.question, Keep::mine)).operations.at(0);
    laptop.refuse_all();
    CHECK(laptop.company() == "Theirs");
    CHECK(laptop.questions() == 1);
    must(laptop->resend(answer));
    CHECK(laptop.waiting().at(0).settles == std::vector<Id>{laptop.mine});
    CHECK(laptop.questions() == 0);
}

TEST_CASE("Amount and currency are one answer, and what both wrote alike comes along") {
    Asked laptop;
    must(laptop->settle(laptop.question, Keep::mine));
    laptop.confirm_all();
    const Id asked = must(laptop->execute(EditRecord{Entity::contract,
                                                     laptop.contract,
                                                     {{Field::contract_total, std::int64_t{1'500'00}},
                                                      {Field::contract_currency, text("CHF")}}}))
                         .operations.at(0);
    const auto ids = laptop.ask(asked, {{Field::contract_total, {std::int64_t{1'500'00}, std::int64_t{1'200'00}}},
                                        {Field::contract_currency, {text("CHF"), text("EUR")}}});
    REQUIRE(ids.size() == 2);
    CHECK(laptop.questions() == 2);
    must(laptop->settle(ids[0], Keep::mine));
    CHECK(laptop.questions() == 0);
    const Record contract = laptop.record(Entity::contract, laptop.contract);
    CHECK(contract.integer(Field::contract_total) == 1'500'00);
    CHECK(contract.text(Field::contract_currency) == "CHF");
}

TEST_CASE("Answering one question of an edit leaves its others open") {
    Asked laptop;
    must(laptop->settle(laptop.question, Keep::mine));
    laptop.confirm_all();
    const Id asked = must(laptop->execute(EditRecord{
                              Entity::client,
                              laptop.client,
                              {{Field::client_company, text("One")}, {Field::client_phone, text("0561222324")}}}))
                         .operations.at(0);
    const auto ids = laptop.ask(asked, {{Field::client_company, {text("One"), text("Two")}},
                                        {Field::client_phone, {text("0561222324"), text("0561000000")}}});
    must(laptop->settle(ids[0], Keep::mine));
    const auto open = must(laptop.exchange().conflicts());
    REQUIRE(open.size() == 1);
    CHECK(open[0].entry.id == ids[1]);
}

TEST_CASE("A question is answered by who may change the field") {
    Asked laptop;
    laptop.as(laptop.support);
    const auto refused = laptop->settle(laptop.question, Keep::theirs);
    CHECK(refused.error().code == ErrorCode::not_allowed);
    CHECK(laptop.questions() == 1);
}

TEST_CASE("A returned edit is sent again with its text, and stays in the tray while it is refused") {
    Asked laptop;
    const Id mine = laptop.edit(Field::client_notes, text("À rappeler\nlundi"));
    laptop.refuse_all();
    const auto tray = must(laptop.exchange().returned(laptop.commercial));
    REQUIRE(tray.size() == 1);
    CHECK(laptop.record(Entity::client, laptop.client).text(Field::client_notes).empty());

    // Meanwhile the client is somebody else's.
    laptop.pull({laptop.entry(Field::client_commercial, laptop.other_commercial)});
    CHECK(laptop->resend(mine).error().code == ErrorCode::not_allowed);
    CHECK(must(laptop.exchange().returned(laptop.commercial)).size() == 1);
    laptop.pull({laptop.entry(Field::client_commercial, laptop.commercial)});
    const auto again = must(laptop->resend(mine));
    CHECK(again.operations.at(0) != mine);
    CHECK(laptop.record(Entity::client, laptop.client).text(Field::client_notes) == "À rappeler\nlundi");
    CHECK(must(laptop.exchange().returned(laptop.commercial)).empty());
    CHECK(laptop->resend(mine).error().code == ErrorCode::not_found);
    must(laptop->undo());
    CHECK(laptop.record(Entity::client, laptop.client).text(Field::client_notes).empty());
}

TEST_CASE("A returned creation is sent again whole, with what came back because it built on it") {
    Asked laptop;
    const Id client = laptop.add_client("Refused");
    laptop.refuse_all();
    REQUIRE(laptop->find(Entity::client, client).error().code == ErrorCode::not_found);
    const auto tray = must(laptop.exchange().returned(laptop.commercial));
    REQUIRE(tray.size() == 1);
    const auto lost = laptop.exchange().dismiss_returned(tray[0].id);
    CHECK(lost.error().rule == "returned.text_kept");
    must(laptop->resend(tray[0].id));
    CHECK(laptop.record(Entity::client, client).text(Field::client_full_name) == "Refused");
    CHECK(laptop.waiting().size() == 1);
    laptop.confirm_all();
    CHECK_FALSE(must(laptop->find(Entity::client, client)).pending);
    // What is edited now builds on the creation that was taken, not on the one that was refused.
    must(laptop->execute(EditRecord{Entity::client, client, {{Field::client_company, text("X")}}}));
    CHECK(laptop.waiting().at(0).changes[0].base.number == laptop.head);
}

TEST_CASE("What a person hands over leaves their tray for management's, who send it under their own name") {
    Asked laptop;
    const Id mine = laptop.edit(Field::contract_notes, text("Acompte promis"));
    laptop.refuse_all();
    CHECK(laptop->hand_over(laptop.question).error().code == ErrorCode::not_found);
    must(laptop->hand_over(mine));
    CHECK(laptop->hand_over(mine).error().code == ErrorCode::not_found);
    CHECK(must(laptop.exchange().returned(laptop.commercial)).empty());
    CHECK(must(laptop.exchange().handed_over()).size() == 1);
    CHECK(must(laptop->pending_counts()).returned == 0);
    laptop.as(laptop.support);
    CHECK(must(laptop.exchange().returned(laptop.support)).empty());
    laptop.as(laptop.gestion);
    CHECK(must(laptop->pending_counts()).returned == 1);
    const auto tray = must(laptop.exchange().returned(laptop.gestion));
    REQUIRE(tray.size() == 1);
    CHECK(tray[0].handed_over);
    CHECK(tray[0].operation.author == laptop.commercial);
    must(laptop.exchange().note_handed_over(mine));
    CHECK(must(laptop.exchange().handed_over()).empty());
    CHECK(must(laptop.exchange().returned(laptop.gestion)).size() == 1);
    must(laptop->resend(mine));
    CHECK(must(laptop.exchange().returned(laptop.gestion)).empty());
    CHECK(laptop.waiting().at(0).author == laptop.gestion);
    CHECK(laptop.record(Entity::contract, laptop.contract).text(Field::contract_notes) == "Acompte promis");
}
