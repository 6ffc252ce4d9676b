// One laptop that several people use: what each of them wrote leaves in their own session.
#include <catch2/catch_test_macros.hpp>
#include <tuple>

#include "storage/sync/accounts.hpp"
#include "storage/sync/invitation.hpp"
#include "storage/sync/runner.hpp"
#include "tests/sync/company.hpp"

using namespace epic;
using namespace epic::test;

namespace {

constexpr const char* anne_email = "anne@example.org";
constexpr const char* own_password = "a password of anne@example.org";

// Anne's laptop, on which Marie of gestion has been admitted.
class Shared : public Company {
public:
    Shared() {
        found();
        anne_desk = join(anne_email);
        anne_desk.exchange();
        sync::CentralAccounts accounts(*anne_desk.store, world(), anne_desk.credential, {});
        std::ignore = must(anne_desk.store->admit({"marie@example.org", "radium"}, accounts));
        anne_credential = anne_desk.credential;
        anne_desk.store.reset();
    }
    Desk as_anne() { return {path(anne_email), own_password, open(anne_email, own_password), anne_credential}; }
    Desk as_marie() { return {path(anne_email), "radium", open("marie@example.org", "radium"), gestion.credential}; }

    Desk anne_desk;
    sync::Credential anne_credential;

private:
    std::unique_ptr<store::Store> open(const std::string& email, const std::string& password) {
        return must(store::Store::open(path(anne_email), {email, password}, world()));
    }
};

AddRecord contract_for(const Id& client) {
    return {Entity::contract,
            {},
            {{Field::contract_client, client},
             {Field::contract_total, std::int64_t{100}},
             {Field::contract_currency, std::string("EUR")}}};
}

} // namespace

TEST_CASE("what builds on another's unsent change waits with their name, and leaves after it") {
    Shared shared;
    Id client;
    {
        Desk anne = shared.as_anne();
        client = anne.run(client_named("D’Anne")).record;
    }
    {
        Desk marie = shared.as_marie();
        marie.run(contract_for(client));
        marie.run(EditRecord{
            Entity::collaborator, shared.chloe, {{Field::collaborator_phone, std::string("05 61 11 11 11")}}});
        const auto report = marie.exchange();
        CHECK(report.pushed == 1); // her own change of Chloé
        CHECK(report.pending == 2);
        REQUIRE(report.waiting.size() == 1);
        CHECK(report.waiting[0].author == shared.anne);
        CHECK(report.waiting[0].operations == 1);
        CHECK(report.waiting[0].held == 1);
        REQUIRE(report.problem);
        CHECK(report.problem->message.in(Language::english) ==
              "1 of your changes build on changes of Anne Ancel and wait until Anne Ancel signs in on this computer.");
        CHECK(must(sync::waiting_for(*marie.store)).size() == 1); // without a server as well
        CHECK(shared.cell("select count(*) from client") == "0");
    }
    {
        Desk anne = shared.as_anne();
        const auto report = anne.exchange();
        CHECK(report.pushed == 1);
        CHECK(report.pending == 1);
        REQUIRE(report.waiting.size() == 1);
        CHECK(report.waiting[0].held == 0);
        REQUIRE(report.problem);
        CHECK(report.problem->message.in(Language::english) ==
              "Changes of Marie Curie wait until Marie Curie signs in on this computer.");
    }
    Desk marie = shared.as_marie();
    const auto report = marie.exchange();
    CHECK(report.pending == 0);
    CHECK(report.waiting.empty());
    CHECK_FALSE(report.problem);
    // Each under their own account; what founded the server was under none.
    CHECK(shared.cell("select count(*) from operation_log l join batch b on b.id = l.batch join account a on a.name = "
                      "b.account where a.collaborator <> l.author") == "0");
    CHECK(shared.cell("select count(*) from contract") == "1");
}

TEST_CASE("a batch of someone else whose answer was lost keeps nobody waiting, and is done once") {
    Shared shared;
    Id client;
    const auto steps = [](Desk& desk, int count) {
        sync::Runner runner(*desk.store, world(), desk.credential,
                            must(sync::read_invitation(must(desk.store->exchange().state()).invitation)));
        sync::Engine engine({.hosts = 1}, 1);
        sync::Action action = engine.on(sync::Woken{}, world().clock.now());
        for (int i = 0; i < count; ++i) action = engine.on(runner.perform(action), world().clock.now());
        return action.step;
    };
    int sent = 0;
    SECTION("the server has taken it") {
        sent = 4;
    }
    SECTION("the server has never seen it") {
        sent = 3;
    }
    {
        Desk anne = shared.as_anne();
        client = anne.run(client_named("D’Anne")).record;
        CHECK(steps(anne, sent) == (sent == 4 ? sync::Step::settle : sync::Step::send));
    }
    {
        Desk marie = shared.as_marie();
        marie.run(EditRecord{
            Entity::collaborator, shared.chloe, {{Field::collaborator_phone, std::string("05 61 22 22 22")}}});
        const auto report = marie.exchange();
        CHECK(report.pushed == 1);
        CHECK(shared.cell("select phone from collaborator where full_name = 'Chloé Cros'") == "05 61 22 22 22");
    }
    Desk anne = shared.as_anne();
    CHECK(anne.exchange().pending == 0);
    CHECK(shared.cell("select count(*) from client") == "1");
    shared.gestion.exchange();
    CHECK(shared.gestion.record(Entity::client, client).text(Field::client_full_name) == "D’Anne");
}
