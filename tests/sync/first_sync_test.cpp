// The first synchronisation by pages, on the real server: whole, resumable, and not in anybody's way.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <set>
#include <tuple>

#include "storage/sync/invitation.hpp"
#include "storage/sync/runner.hpp"
#include "tests/sync/company.hpp"

using namespace epic;
using namespace epic::test;
using sync::Event;
using sync::Step;
using sync::SyncState;

namespace {

// Gestion's file with clients, contracts, payments and events, far away and near; the server founded with them.
class Filled : public Company {
public:
    explicit Filled(int clients = 40) {
        const std::int64_t now = world().clock.now().unix_ms;
        constexpr std::int64_t day = 86'400'000;
        found();
        Desk sales = join("anne@example.org"); // clients are made by their sales contact
        std::vector<Id> made;
        for (int i = 0; i < clients; ++i) made.push_back(sales.run(client_named("Client " + std::to_string(i))).record);
        sales.exchange();
        gestion.exchange();
        for (const Id& client : made) {
            contracts.push_back(gestion
                                    .run(AddRecord{Entity::contract,
                                                   {},
                                                   {{Field::contract_client, client},
                                                    {Field::contract_total, std::int64_t{150'000}},
                                                    {Field::contract_currency, std::string("EUR")}}})
                                    .record);
        }
        const Id first = contracts.front();
        gestion.run(SignContract{first, {}});
        gestion.exchange();
        sales.exchange();
        for (const std::int64_t days : {3, 200, -40}) {
            events.push_back(sales
                                 .run(AddRecord{Entity::event,
                                                {},
                                                {{Field::event_title, "Dans " + std::to_string(days) + " jours"},
                                                 {Field::event_contract, first},
                                                 {Field::event_starts_at, now + days * day},
                                                 {Field::event_ends_at, now + days * day + 3'600'000},
                                                 {Field::event_time_zone, std::string("Europe/Paris")}}})
                                 .record);
        }
        sales.exchange();
        gestion.exchange();
        gestion.run(EditRecord{Entity::contract, contracts.back(), {{Field::contract_total, std::int64_t{99'000}}}});
        gestion.exchange();
        anne_desk = std::move(sales);
    }

    sync::Invitation invitation() { return must(sync::read_invitation(must(sync::central_invite(*gestion.store)))); }
    std::string once(const std::string& email) {
        for (const auto& account : report.accounts) {
            if (account.email == email) return account.one_time_password;
        }
        return {};
    }
    Result<sync::Joined> try_join(const std::string& email, const sync::JoinOptions& options = {}) {
        return sync::join(path(email), invitation(), {email, once(email)}, world(), vault::KdfLimits::minimum(),
                          options);
    }

    std::vector<Id> contracts, events;
    Desk anne_desk;
};

// Everything that a file shows, as text.
std::set<std::string> contents(store::Store& store) {
    std::set<std::string> all;
    for (const Entity entity :
         {Entity::collaborator, Entity::client, Entity::contract, Entity::payment, Entity::event}) {
        ListQuery query;
        query.entity = entity;
        query.withdrawn = true;
        std::ignore = must(store.for_each(query, [&](const RecordView& view) -> Result<> {
            std::string line = view.record.id.text() + " " + view.number;
            // Who founded the file was made by nobody there, and by themselves elsewhere.
            if (entity != Entity::collaborator) line += " " + view.record.created_by.text();
            for (const FieldSpec& field : fields_of(entity)) {
                line += "|" + wire_text(view.record.get(field.field)).value_or("-");
            }
            all.insert(line);
            return Done{};
        }));
    }
    return all;
}

} // namespace

TEST_CASE("a laptop that joins by pages shows what the others show, and goes on with the log") {
    Filled company;
    Desk chloe = company.join("chloe@example.org");
    chloe.exchange(); // she has changed her password
    company.gestion.exchange();
    CHECK(contents(*chloe.store) == contents(*company.gestion.store));
    const auto state = must(chloe.store->exchange().state());
    CHECK(state.bootstrapped);
    CHECK(state.bootstrap.empty());
    CHECK(must(chloe.store->verify()).sound());
    // The versions came along: an edit of what had changed meets no false question.
    company.gestion.run(
        EditRecord{Entity::contract, company.contracts.back(), {{Field::contract_total, std::int64_t{88'000}}}});
    company.gestion.exchange();
    chloe.exchange();
    CHECK(chloe.record(Entity::contract, company.contracts.back()).integer(Field::contract_total) == 88'000);
    CHECK(must(chloe.store->pending_counts()).conflicts == 0);
    CHECK(must(chloe.store->digest()).items.size() == 1); // what the pages brought is no news
}

TEST_CASE("the history from before a laptop joined arrives as it is on the others, and is no news") {
    Filled company(4);
    Desk chloe = company.join("chloe@example.org");
    chloe.exchange();
    company.gestion.exchange();
    const auto lines = [](Desk& seat, const Id& contract) {
        std::vector<std::string> told;
        for (const HistoryItem& item : must(seat.store->history(Entity::contract, contract))) {
            if (item.field == Field::contract_number) continue; // the founder's file did not get it from the log
            told.push_back(item.by_name + " " + std::string(spec(item.field).name) + " " +
                           wire_text(item.before).value_or("-") + " " + wire_text(item.after).value_or("-"));
        }
        return told;
    };
    for (const Id& contract : company.contracts) {
        CHECK_FALSE(lines(chloe, contract).empty());
        CHECK(lines(chloe, contract) == lines(company.gestion, contract));
    }
    const auto state = must(chloe.store->exchange().state());
    CHECK(state.history_end > 0);
    CHECK(state.history_cursor == state.history_end);
    CHECK(must(chloe.store->digest()).items.empty());
    CHECK(must(chloe.store->verify()).sound());
    company.gestion.run(
        EditRecord{Entity::contract, company.contracts.back(), {{Field::contract_total, std::int64_t{66'000}}}});
    company.gestion.exchange();
    chloe.exchange();
    CHECK(must(chloe.store->digest()).items.size() == 1);
    CHECK(lines(chloe, company.contracts.back()) == lines(company.gestion, company.contracts.back()));
}

TEST_CASE("what a person looks at first is there before the rest") {
    Filled company;
    std::size_t events = 0;
    std::int64_t clients = -1;
    auto joined = must(company.try_join("chloe@example.org", {.progress = {}, .until_useful = true}));
    CHECK_FALSE(joined.whole);
    events = must(joined.store->list({.entity = Entity::event})).items.size();
    clients = must(joined.store->list({.entity = Entity::client})).total;
    CHECK(events == 1);  // the one in three days
    CHECK(clients == 1); // and what belongs to it
    CHECK(joined.store->session().known);
    const auto credential = must(sync::credential_for("chloe@example.org", company.once("chloe@example.org")));
    const auto report = must(sync::exchange_once(*joined.store, world(), credential));
    CHECK(report.state == SyncState::up_to_date);
    CHECK(must(joined.store->list({.entity = Entity::event})).total == 3);
    CHECK(must(joined.store->list({.entity = Entity::client})).total == 40);
}

TEST_CASE("a first synchronisation counts up to its total, can be stopped, and goes on where it was") {
    Filled company;
    std::uint64_t last = 0;
    int asked = 0;
    const auto stop_in_the_middle = [&](const sync::ExchangeProgress& progress) {
        CHECK(progress.done >= last);
        CHECK(progress.done <= std::max<std::uint64_t>(progress.total, progress.done));
        last = progress.done;
        return ++asked < 12;
    };
    auto stopped = company.try_join("chloe@example.org", {.progress = stop_in_the_middle, .until_useful = false});
    REQUIRE_FALSE(stopped);
    CHECK(stopped.error().code == ErrorCode::cancelled);
    CHECK(last > 0);
    auto joined = must(company.try_join("chloe@example.org"));
    CHECK(joined.whole);
    CHECK(contents(*joined.store) == contents(*company.gestion.store));
    // A file that is whole is not joined once more.
    joined.store.reset();
    auto again = company.try_join("chloe@example.org");
    REQUIRE_FALSE(again);
    CHECK(again.error().code == ErrorCode::conflict_with_state);
}

TEST_CASE("a first synchronisation that is cut off at any step goes on with the page that is missing") {
    Filled company(6);
    const auto credential = must(sync::credential_for("bruno@example.org", company.once("bruno@example.org")));
    const store::SignIn who{"bruno@example.org", company.once("bruno@example.org")};
    must(company.try_join("bruno@example.org", {.progress = {}, .until_useful = true})).store.reset();
    // One step more each time, the file closed without a farewell in between.
    int cuts = 0;
    for (int steps = 1;; ++steps) {
        auto store = must(store::Store::open(company.path("bruno@example.org"), who, world()));
        if (must(store->exchange().state()).bootstrapped) break;
        sync::Runner runner(*store, world(), credential, company.invitation());
        sync::Engine engine({.hosts = 1}, 1);
        sync::Action action = engine.on(sync::Woken{}, world().clock.now());
        for (int i = 0; i < steps && action.step != Step::rest; ++i) {
            action = engine.on(runner.perform(action), world().clock.now());
        }
        ++cuts;
        REQUIRE(cuts < 60);
    }
    CHECK(cuts > 3);
    auto store = must(store::Store::open(company.path("bruno@example.org"), who, world()));
    CHECK(must(sync::exchange_once(*store, world(), credential)).state == SyncState::up_to_date);
    CHECK(contents(*store) == contents(*company.gestion.store));
    CHECK(company.cell("select count(*) from operation_log") == std::to_string(must(store->exchange().state()).cursor));
}

// It noted the head, the server was restored, and the pages lacked what others gave back afterwards: for ever.
TEST_CASE("pages that began with a log which the server has no more do not go on") {
    Filled company(6);
    const auto credential = must(sync::credential_for("bruno@example.org", company.once("bruno@example.org")));
    const store::SignIn who{"bruno@example.org", company.once("bruno@example.org")};
    must(company.try_join("bruno@example.org", {.progress = {}, .until_useful = true})).store.reset();
    auto store = must(store::Store::open(company.path("bruno@example.org"), who, world()));
    const std::string head = company.cell("select number from head");
    const std::string chain = company.cell("select chain from head");
    company.execute("update head set chain = sha2(chain, 256)");
    const auto report = must(sync::exchange_once(*store, world(), credential));
    REQUIRE(report.problem);
    CHECK(report.problem->message.msg.id == std::string_view("server_lags"));
    CHECK_FALSE(must(store->exchange().state()).bootstrapped);
    company.execute("update head set chain = '" + chain + "'");
    CHECK(must(sync::exchange_once(*store, world(), credential)).state == SyncState::up_to_date);
    CHECK(contents(*store) == contents(*company.gestion.store));
    CHECK(company.cell("select number from head") == head);
}

TEST_CASE("questions that were open before a laptop joined are asked there too, and can be answered there") {
    Filled company;
    Desk& anne = company.anne_desk;
    anne.exchange();
    const Id contract = company.contracts[1];
    const auto total = [](std::int64_t minor) { return FieldValues{{Field::contract_total, minor}}; };
    company.gestion.run(EditRecord{Entity::contract, contract, total(200)});
    anne.run(EditRecord{Entity::contract, contract, total(300)});
    company.gestion.exchange();
    anne.exchange();
    Desk bruno = company.join("bruno@example.org");
    const auto open = must(bruno.store->exchange().conflicts());
    REQUIRE(open.size() == 1);
    CHECK(open[0].entry.record == contract);
    CHECK(open[0].entry.mine == Value{std::int64_t{300}});
    CHECK(open[0].entry.theirs == Value{std::int64_t{200}});
    company.gestion.exchange();
    const auto asked = must(company.gestion.store->exchange().conflicts());
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].entry.id == open[0].entry.id);
    std::ignore = must(company.gestion.store->settle(asked[0].entry.id, store::Keep::mine));
    company.gestion.exchange();
    bruno.exchange();
    CHECK(must(bruno.store->exchange().conflicts()).empty());
    CHECK(bruno.record(Entity::contract, contract).integer(Field::contract_total) == 300);
}

TEST_CASE("a device that was retired comes back with its queue, and is told what changed meanwhile") {
    Filled company;
    Desk& anne = company.anne_desk;
    anne.exchange();
    std::ignore = must(anne.store->mark_digest_seen(must(anne.store->digest()).until));
    const Id before = must(anne.store->exchange().state()).device;
    // Away: she works, and so do the others; the server gives the device up.
    const Id mine = anne.run(client_named("Écrit au loin")).record;
    company.gestion.run(
        EditRecord{Entity::contract, company.contracts[2], {{Field::contract_total, std::int64_t{77'000}}}});
    company.gestion.exchange();
    sync::Connection admin = company.admin();
    REQUIRE(admin.execute("update device set state = 'retired' where id = '" + before.hex() + "'"));

    const auto report = anne.exchange();
    CHECK(report.pending == 0);
    CHECK(must(anne.store->exchange().state()).device != before);
    CHECK(anne.record(Entity::contract, company.contracts[2]).integer(Field::contract_total) == 77'000);
    company.gestion.exchange();
    CHECK(company.gestion.record(Entity::client, mine).text(Field::client_full_name) == "Écrit au loin");
    CHECK(contents(*anne.store) == contents(*company.gestion.store));
    CHECK(must(anne.store->verify()).sound());
    const Digest digest = must(anne.store->digest());
    const auto told = std::find_if(digest.items.begin(), digest.items.end(),
                                   [&](const DigestItem& item) { return item.record == company.contracts[2]; });
    REQUIRE(told != digest.items.end());
    CHECK(told->fields.at(0).after == Value{std::int64_t{77'000}});
    CHECK(company.cell("select count(*) from client where full_name = 'Écrit au loin'") == "1");
}
