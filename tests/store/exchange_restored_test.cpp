// A file and a server that was restored from a backup.
#include <algorithm>

#include "tests/store/laptop.hpp"

using namespace epic;
using namespace epic::test;

namespace {

// The client as a page gives it.
store::BootstrapRow page_row(Laptop& laptop, const Id& id, const char* company, std::uint64_t number) {
    store::BootstrapRow row;
    row.record = laptop.record(Entity::client, laptop.client);
    row.record.id = id;
    row.record.set(Field::client_company, text(company));
    row.created_number = number;
    return row;
}

store::ConflictEntry question(Laptop& laptop, std::uint64_t number) {
    return store::ConflictEntry{.id = laptop.ids_source.next(),
                                .entity = Entity::client,
                                .record = laptop.client,
                                .field = Field::client_company,
                                .operation = laptop.ids_source.next(),
                                .author = laptop.gestion,
                                .base = {},
                                .mine = text("Mine"),
                                .theirs = text("Theirs"),
                                .theirs_author = {},
                                .number = number};
}

bool contains(const std::vector<std::pair<Entity, Id>>& records, const Id& id) {
    return std::any_of(records.begin(), records.end(), [&](const auto& one) { return one.second == id; });
}

} // namespace

// Only what had a line in the journal went back: a value from a lost number that had come with a page stood for ever.
TEST_CASE("What came with a page from after the place in common goes back with a restored server") {
    Laptop laptop;
    const std::uint64_t common = laptop.head;
    const Id created = laptop.ids_source.next();
    store::BootstrapRow changed = page_row(laptop, laptop.client, "Lost", 1);
    changed.numbers.push_back({Field::client_company, common + 3});
    must(laptop.exchange().apply_bootstrap({page_row(laptop, created, "New", common + 2), changed}, ""));
    CHECK(laptop.company() == "Lost");
    const auto touched = must(laptop.exchange().go_back(common, "chain"));
    CHECK(contains(touched, created));
    CHECK(contains(touched, laptop.client));
    CHECK_FALSE(contains(touched, laptop.contract));
    must(laptop.exchange().repair({page_row(laptop, laptop.client, "Before", 1)}));
    CHECK(laptop.company() == "Before");
    CHECK(laptop.record(Entity::client, created).text(Field::client_company) == "New"); // nothing is removed
}

// Its author's laptop had not fetched the log yet when the server was restored, and others got its number: it was lost.
TEST_CASE("What was acknowledged under a number that the server gave again is sent once more") {
    Laptop laptop;
    const Id mine = laptop.edit(Field::client_company, text("Mine"));
    laptop.confirm_all();
    --laptop.head;
    store::LogEntry other = laptop.entry(Field::client_phone, text("0561"));
    laptop.pull({other});
    CHECK(laptop.waiting().empty());
    const auto touched = must(laptop.exchange().go_back(laptop.head, "chain"));
    CHECK(contains(touched, laptop.client));
    REQUIRE(laptop.waiting().size() == 1);
    CHECK(laptop.waiting()[0].id == mine);
}

// The lost number was another's by the time the edit arrived, and the edit went over that unseen.
TEST_CASE("An edit on a value that the server lost stands on no number that it may give again") {
    Laptop laptop;
    const std::uint64_t common = laptop.head;
    store::LogEntry theirs = laptop.entry(Field::client_company, text("Theirs"));
    laptop.pull({theirs, laptop.entry(Field::client_phone, text("0561"))});
    const Id on_theirs = laptop.edit(Field::client_company, text("Mine"));
    CHECK(must(laptop.exchange().operation(on_theirs)).changes[0].base.number == common + 1);
    const Id own = laptop.edit(Field::client_phone, text("0562"));
    laptop.edit(Field::client_notes, text("Note"));
    laptop.confirm_all();
    const Id on_own = laptop.edit(Field::client_phone, text("0563"));
    const Id on_notes = laptop.edit(Field::client_notes, text("Note\nmore"));
    std::ignore = must(laptop.exchange().go_back(common, "chain"));
    const Base stands = must(laptop.exchange().operation(on_theirs)).changes[0].base;
    CHECK_FALSE(stands.operation);
    CHECK(stands.number > 900'000'000'000'000'000);
    CHECK(must(laptop.exchange().operation(on_own)).changes[0].base == Base{0, own});
    // A copy may send the first merged with what somebody else wrote, and that would go, unseen.
    CHECK(must(laptop.exchange().operation(on_notes)).changes[0].base.number > 900'000'000'000'000'000);
}

// The edit said that its author had seen what the creation wrote, and a question was asked about a value that they
// knew.
TEST_CASE("What is written on a creation that a copy has sent again stands on what the server has of it") {
    Laptop laptop;
    const Id client = must(laptop.store->execute(AddRecord{Entity::client,
                                                           {},
                                                           {{Field::client_full_name, std::string("Jeanne")},
                                                            {Field::client_company, std::string("Before")}}}))
                          .record;
    const std::uint64_t common = laptop.head;
    laptop.confirm_all();
    std::ignore = must(laptop.exchange().go_back(common, "chain"));
    store::BootstrapRow sent_by_the_copy = page_row(laptop, client, "After", common + 10);
    sent_by_the_copy.numbers.push_back({Field::client_company, common + 11});
    must(laptop.exchange().repair({sent_by_the_copy}));
    CHECK(laptop.record(Entity::client, client).text(Field::client_company) == "After");
    must(laptop.store->execute(EditRecord{Entity::client, client, {{Field::client_company, std::string("Mine")}}}));
    const auto waiting = laptop.waiting();
    REQUIRE_FALSE(waiting.empty());
    REQUIRE(waiting.back().changes.size() == 1);
    CHECK(waiting.back().changes[0].base == Base{common + 11, std::nullopt});
}

// Cut short between going back and fetching the records again, these were never fetched.
TEST_CASE("Going back twice names the same records, with what waits") {
    Laptop laptop;
    const std::uint64_t common = laptop.head;
    laptop.edit(Field::client_company, text("Mine"));
    laptop.confirm_all();
    CHECK(contains(must(laptop.exchange().go_back(common, "chain")), laptop.client));
    CHECK(laptop.waiting().size() == 1);
    CHECK(contains(must(laptop.exchange().go_back(common, "chain")), laptop.client));
    CHECK(laptop.waiting().size() == 1);
    must(laptop.exchange().resume(common, 2, {}));
    CHECK(laptop.waiting().size() == 1);
    CHECK(must(laptop.exchange().state()).epoch == 2);
}

// The restored server counted its documents anew, and management heard of none until there were as many as before.
TEST_CASE("After a restore management asks again for what was handed over, and the pages begin anew") {
    Laptop laptop;
    must(laptop.exchange().take_handed_over({}, {}, 7));
    must(laptop.exchange().apply_bootstrap({}, "far"));
    std::ignore = must(laptop.exchange().go_back(laptop.head, "chain"));
    must(laptop.exchange().resume(laptop.head, 2, {}));
    const store::ExchangeState state = must(laptop.exchange().state());
    CHECK(state.handed_over_cursor == 0);
    CHECK(state.bootstrap.empty());
}

TEST_CASE("A question from a number that the restored server lost is asked no more") {
    Laptop laptop;
    const std::uint64_t common = laptop.head;
    must(laptop.exchange().apply_bootstrap({}, "", {question(laptop, common), question(laptop, common + 5)}));
    CHECK(must(laptop.exchange().conflicts()).size() == 2);
    std::ignore = must(laptop.exchange().go_back(common, "chain"));
    const auto open = must(laptop.exchange().conflicts());
    REQUIRE(open.size() == 1);
    CHECK(open[0].entry.number == common);
}

// The log does not tell what it stood on, and it went over a value that its author had not seen, unasked.
TEST_CASE(
    "What was heard from the log, had met another edit and is sent again stands on nothing that the server knows") {
    Laptop laptop;
    const std::uint64_t common = laptop.head;
    store::LogEntry heard = laptop.entry(Field::client_company, text("Heard"));
    heard.verdict = store::Verdict::conflict;
    laptop.pull({heard});
    std::ignore = must(laptop.exchange().go_back(common, "chain"));
    const Base stands = must(laptop.exchange().operation(heard.operation.id)).changes.at(0).base;
    CHECK_FALSE(stands.operation);
    CHECK(stands.number > 900'000'000'000'000'000);
}

// It stood on nothing, and so did what was written on top when it was refused: a question that was none.
TEST_CASE("What was heard from the log, had met nothing and is sent again stands on what stood then") {
    Laptop laptop;
    const store::LogEntry before = laptop.entry(Field::client_company, text("Before"));
    laptop.pull({before});
    const std::uint64_t common = laptop.head;
    const store::LogEntry heard = laptop.entry(Field::client_company, text("Heard"));
    const store::LogEntry later = laptop.entry(Field::client_company, text("Later"));
    laptop.pull({heard, later});
    std::ignore = must(laptop.exchange().go_back(common, "chain"));
    const auto stands = [&](const store::LogEntry& entry) {
        return must(laptop.exchange().operation(entry.operation.id)).changes.at(0).base;
    };
    CHECK(stands(heard) == Base{before.number, std::nullopt});
    CHECK(stands(later) == Base{0, heard.operation.id});
}

// With nothing in common, as after pages, all that an edit could stand on seemed lost, and each was asked about.
TEST_CASE("What stood on a lost number stands on the value that its author saw, where the server has it") {
    Laptop laptop;
    laptop.pull({laptop.entry(Field::client_company, text("Theirs")), laptop.entry(Field::client_notes, text("One"))});
    const Id saw_company = laptop.edit(Field::client_company, text("Mine"));
    const Id saw_notes = laptop.edit(Field::client_notes, text("One\nmore"));
    std::ignore = must(laptop.exchange().go_back(0, ""));
    store::BootstrapRow row = page_row(laptop, laptop.client, "Theirs", 2);
    row.record.set(Field::client_notes, text("Another"));
    row.numbers = {{Field::client_company, 5}, {Field::client_notes, 7}};
    must(laptop.exchange().repair({row}));
    must(laptop.exchange().resume(0, 2, {}));
    CHECK(must(laptop.exchange().operation(saw_company)).changes[0].base == Base{5, std::nullopt});
    CHECK(must(laptop.exchange().operation(saw_notes)).changes[0].base.number > 900'000'000'000'000'000);
    CHECK(must(laptop.exchange().state()).epoch == 2);
}

// The record was lost with its creation: "0" would have said that nobody has changed it since.
TEST_CASE("What stood on a record that the server lost does not stand on its creation") {
    Laptop laptop;
    const std::uint64_t common = laptop.head;
    store::BootstrapRow row = page_row(laptop, laptop.ids_source.next(), "Theirs", common + 3);
    must(laptop.exchange().apply_bootstrap({row}, ""));
    const Id edit = must(laptop.store->execute(
                             EditRecord{Entity::client, row.record.id, {{Field::client_company, std::string("Mine")}}}))
                        .operations.at(0);
    std::ignore = must(laptop.exchange().go_back(common, "chain"));
    must(laptop.exchange().resume(common, 2, {row.record.id}));
    CHECK(must(laptop.exchange().operation(edit)).changes[0].base.number > 900'000'000'000'000'000);
}

// The total is alike and the currency is not: answered each for itself, half of a price would have stood.
TEST_CASE("An amount and its currency stand on what the server has together, or not at all") {
    Laptop laptop;
    store::LogEntry theirs = laptop.entry(Field::contract_total, std::int64_t{5});
    theirs.operation.record = laptop.contract;
    theirs.operation.changes.push_back({Field::contract_currency, {}, text("USD"), {}});
    laptop.pull({theirs});
    const Id edit = must(laptop.store->execute(EditRecord{Entity::contract,
                                                          laptop.contract,
                                                          {{Field::contract_total, std::int64_t{7}},
                                                           {Field::contract_currency, std::string("CHF")}}}))
                        .operations.at(0);
    std::ignore = must(laptop.exchange().go_back(0, ""));
    store::BootstrapRow row;
    row.record = laptop.record(Entity::contract, laptop.contract);
    row.record.set(Field::contract_total, std::int64_t{5});
    row.record.set(Field::contract_currency, text("EUR"));
    row.created_number = 3;
    must(laptop.exchange().repair({row}));
    must(laptop.exchange().resume(0, 2, {}));
    for (const FieldChange& change : must(laptop.exchange().operation(edit)).changes)
        CHECK(change.base.number > 900'000'000'000'000'000);
}

// Two wrote the same value, and the log names the second's without it; after the restore the second came first.
TEST_CASE("What was heard from the log without a value that it had in common is shown with it when it was sent again") {
    Laptop laptop;
    const std::uint64_t common = laptop.head;
    store::LogEntry heard = laptop.entry(Field::client_company, text("Alike"));
    const std::vector<FieldChange> all = heard.operation.changes;
    heard.operation.changes.clear();
    laptop.pull({heard});
    CHECK(laptop.company() == "Bouzin SA");
    std::ignore = must(laptop.exchange().go_back(common, "chain"));
    heard.number = common + 1'000'000;
    heard.operation.changes = all;
    laptop.pull({heard});
    CHECK(laptop.company() == "Alike");
}

// It showed the server's value, as one does that is asked about, and what was written on top claimed to have seen the
// other.
TEST_CASE("What is sent again is shown again, though a question stood about it") {
    Laptop laptop;
    const std::uint64_t common = laptop.head;
    SECTION("alone under its number") {}
    SECTION("under a number that the server had given to another's") {
        laptop.pull({laptop.entry(Field::client_notes, text("Other"))});
        laptop.head = common;
    }
    laptop.edit(Field::client_company, text("Mine"));
    store::Acknowledgement answer = laptop.freeze();
    REQUIRE(laptop.sent.size() == 1);
    store::Outcome asked{laptop.sent[0].id, store::Verdict::conflict, ++laptop.head};
    asked.results.push_back({Field::client_company, text("Theirs"), common});
    answer.outcomes.push_back(asked);
    must(laptop.exchange().apply(answer));
    CHECK(laptop.company() == "Theirs");
    std::ignore = must(laptop.exchange().go_back(common, "chain"));
    CHECK(laptop.company() == "Mine");
}

// What settled it came back before the operation that it was about, and the server asks anew.
TEST_CASE("A question that was recorded after the line that settles it stays open") {
    Laptop laptop;
    const store::ConflictEntry asked = question(laptop, laptop.head + 10);
    const auto settled_by = [&](std::uint64_t number) {
        must(laptop.exchange().apply(store::Pulled{{}, number, "chain", {asked}, {{asked.id, number}}, {}}));
        return must(laptop.exchange().conflicts()).empty();
    };
    CHECK_FALSE(settled_by(laptop.head + 8));
    CHECK(settled_by(laptop.head + 12));
}

// A retired laptop went back, fetched the row, and got no line of it any more; its file was said to be damaged.
TEST_CASE("A row that was fetched from the server is no damage, though no line in the journal tells of it") {
    Laptop laptop;
    REQUIRE(must(laptop.store->verify()).sound());
    store::BootstrapRow fetched = page_row(laptop, laptop.client, "Fetched", 1);
    fetched.numbers.push_back({Field::client_company, laptop.head + 5});
    must(laptop.exchange().repair({fetched}));
    CHECK(laptop.company() == "Fetched");
    CHECK(must(laptop.store->verify()).sound());
}

// The page was of a state that the restore lost, and the record came again with the log, without it: it stood for ever.
TEST_CASE("What pages told of a record that goes back with the server does not stand on its creation") {
    Laptop laptop;
    const std::uint64_t common = laptop.head;
    store::LogEntry creation = laptop.entry(Field::client_full_name, text("Nouveau"));
    creation.operation.command = "client.add";
    creation.operation.kind = OperationKind::create;
    creation.operation.record = laptop.ids_source.next();
    creation.operation.changes.push_back({Field::client_first_contact, {}, Date{2026, 11, 1}, {}});
    creation.operation.changes.push_back({Field::client_commercial, {}, laptop.gestion, {}});
    laptop.pull({creation});
    const Id client = creation.operation.record;
    store::BootstrapRow told = page_row(laptop, client, "Of a page", creation.number);
    told.numbers.push_back({Field::client_company, creation.number + 1});
    must(laptop.exchange().apply_bootstrap({told}, ""));
    CHECK(laptop.record(Entity::client, client).text(Field::client_company) == "Of a page");
    must(laptop.exchange().go_back(common, "chain"));
    must(laptop.exchange().resume(common, 2, {client}));
    const Record shown = laptop.record(Entity::client, client);
    CHECK(shown.text(Field::client_company).empty());
    CHECK(shown.text(Field::client_full_name) == "Nouveau");
}

// Fetched after one restore and lost by the next, before the log had come to it; then the number was another's.
TEST_CASE("What stands under a number that the log gave to another record is fetched again") {
    Laptop laptop;
    store::BootstrapRow fetched = page_row(laptop, laptop.client, "Fetched", 1);
    fetched.numbers.push_back({Field::client_company, laptop.head + 1});
    must(laptop.exchange().repair({fetched}));
    store::LogEntry another = laptop.entry(Field::contract_notes, text("Payée en mai"));
    another.operation.record = laptop.contract;
    laptop.pull({another});
    CHECK(contains(must(laptop.exchange().go_back(laptop.head, "chain")), laptop.client));
}

// What the log gave the number to had been heard before, and waited: the journal has it further up.
TEST_CASE("Of two operations with one number that is sent again which only an answer acknowledged") {
    Laptop laptop;
    const std::uint64_t common = laptop.head;
    store::LogEntry theirs = laptop.entry(Field::client_phone, text("0561"));
    laptop.pull({theirs});
    must(laptop.exchange().go_back(common, "chain"));
    const Id mine = laptop.edit(Field::client_company, text("Mine"));
    laptop.head = common;
    store::Acknowledgement answer = laptop.freeze();
    answer.outcomes.push_back({mine, store::Verdict::applied, common + 1});
    must(laptop.exchange().apply(answer));
    theirs.number = common + 1;
    laptop.head = common + 1;
    laptop.pull({theirs});
    must(laptop.exchange().go_back(common + 1, "chain"));
    REQUIRE(laptop.waiting().size() == 1);
    CHECK(laptop.waiting()[0].id == mine);
}

// Two people on one laptop: both were answered, and only the log, which brings nothing new of either, says whose it is.
TEST_CASE("Of two that answers acknowledged under one number that is sent again which the log does not tell") {
    Laptop laptop;
    const auto take = [&](const Id& id, std::uint64_t number) {
        store::Acknowledgement answer = laptop.freeze();
        for (const Operation& operation : laptop.sent) {
            if (operation.id == id) answer.outcomes.push_back({id, store::Verdict::applied, number});
        }
        must(laptop.exchange().apply(answer));
    };
    const std::uint64_t number = laptop.head + 1;
    const Id told = laptop.edit(Field::client_phone, text("0561"));
    take(told, number);
    const Id lost = laptop.edit(Field::client_company, text("Mine"));
    take(lost, number);
    store::LogEntry line = laptop.entry(Field::client_phone, text("0561"));
    line.operation.id = told;
    laptop.pull({line});
    must(laptop.exchange().go_back(number, "chain"));
    REQUIRE(laptop.waiting().size() == 1);
    CHECK(laptop.waiting()[0].id == lost);
}
