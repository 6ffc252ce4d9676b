// The end of someone's access, and passwords that another laptop or gestion has changed.
#include <chrono>
#include <thread>
#include <tuple>

#include "tests/sync/company.hpp"

using namespace epic;
using namespace epic::test;
using epic::sync::SyncState;

namespace {

std::string account_state(Company& company, const Id& person) {
    return company.cell("select group_concat(state order by changed_at) from account where collaborator = '" +
                        person.hex() + "'");
}

bool has_user(Company& company, const std::string& account) {
    return company.cell("select count(*) from mysql.user where user = '" + account + "'") == "1";
}

} // namespace

TEST_CASE("a deactivated person's laptop hands over what it had not sent, and erases their slot") {
    Company company;
    company.found();
    Desk anne = company.join("anne@example.org");
    const Id sent = anne.run(client_named("Envoyé")).record;
    anne.exchange();
    company.gestion.exchange();
    // Without a network: an edit that never leaves, and one that is refused later.
    const Id unsent = anne.run(client_named("Jamais envoyé")).record;
    std::ignore = anne.run(EditRecord{Entity::client, sent, {{Field::client_phone, std::string("05 61 11 22 33")}}});
    CHECK(anne.pending() == 2);

    std::ignore = must(company.gestion.store->deactivate({company.anne, company.bruno}));
    CHECK(account_state(company, company.anne) == "ready");
    company.gestion.exchange();
    CHECK(account_state(company, company.anne) == "closing");
    CHECK(has_user(company, anne.credential.account));

    const auto report = anne.try_exchange();
    CHECK(report.state == SyncState::needs_you);
    REQUIRE(report.problem);
    CHECK(report.problem->code == ErrorCode::revoked);
    CHECK(report.access_ended);
    CHECK(report.pushed == 0);
    const std::string document = company.cell("select document from hand_over");
    CHECK(document.find(unsent.hex()) != std::string::npos);
    CHECK(document.find("05 61 11 22 33") != std::string::npos);
    CHECK(company.cell("select count(*) from client where id = '" + unsent.hex() + "'") == "0");
    // Every device has heard.
    CHECK(account_state(company, company.anne) == "gone");
    CHECK_FALSE(has_user(company, anne.credential.account));
    const auto refused = anne.reopen();
    REQUIRE(refused);
    CHECK(refused->code == ErrorCode::sign_in_refused);
}

// What a restore had lost of theirs, and nobody had noticed, went with their slot.
TEST_CASE("nobody takes leave of a server that has another log than this laptop") {
    Company company;
    company.found();
    Desk anne = company.join("anne@example.org");
    std::ignore = anne.run(client_named("Envoyé"));
    anne.exchange();
    std::ignore = must(company.gestion.store->deactivate({company.anne, company.bruno}));
    company.gestion.exchange();
    const std::string place = std::to_string(must(anne.store->exchange().state()).cursor);
    const std::string chain = company.cell("select chain from batch where last_number = " + place);
    const auto set_chain = [&](const std::string& text) {
        company.execute("update batch set chain = '" + text + "' where last_number = " + place);
    };
    set_chain(std::string(64, '0'));
    CHECK_FALSE(anne.try_exchange().access_ended);
    CHECK(account_state(company, company.anne) == "closing");
    CHECK(company.cell("select count(*) from hand_over") == "0");
    set_chain(chain);
    CHECK(anne.try_exchange().access_ended);
    CHECK(account_state(company, company.anne) == "gone");
}

TEST_CASE("an account is dropped only once each laptop has heard of its end") {
    Company company;
    company.found();
    Desk first = company.join("anne@example.org", "first");
    first.exchange();
    Desk second = company.join_again(first, "second");
    std::ignore = second.run(client_named("Sur le second"));
    std::ignore = must(company.gestion.store->deactivate({company.anne, company.bruno}));
    company.gestion.exchange();
    CHECK(first.try_exchange().access_ended);
    CHECK(account_state(company, company.anne) == "closing");
    CHECK(has_user(company, first.credential.account));
    // Told again, it is the same.
    CHECK(second.try_exchange().access_ended);
    CHECK(account_state(company, company.anne) == "gone");
    CHECK(company.cell("select count(*) from hand_over") == "1");
    CHECK_FALSE(has_user(company, first.credential.account));
}

TEST_CASE("a refused password erases nothing, and the new one is asked for") {
    Company company;
    company.found();
    Desk anne = company.join("anne@example.org");
    anne.exchange();
    std::ignore = anne.run(client_named("Pas encore envoyé"));
    // Gestion resets it meanwhile, for a laptop that was lost.
    auto gestion = company.accounts(company.gestion);
    std::ignore = must(company.gestion.store->reset_password(company.anne, "from gestion", &gestion));

    auto report = anne.try_exchange();
    CHECK(report.state == SyncState::needs_you);
    CHECK(report.problem->code == ErrorCode::account_refused);
    CHECK_FALSE(report.access_ended);
    CHECK_FALSE(anne.reopen()); // the old password still opens the file
    CHECK(anne.pending() == 1);

    auto accounts = company.accounts(anne);
    CHECK(accounts.renew({"anne@example.org", "wrong"}).error().code == ErrorCode::account_refused);
    CHECK_FALSE(anne.reopen());
    auto again = company.accounts(anne);
    CHECK(must(again.renew({"anne@example.org", "from gestion"})));
    CHECK(anne.reopen());
    anne.store = must(store::Store::open(anne.path, {"anne@example.org", "from gestion"}, world()));
    auto own = company.accounts(anne);
    std::ignore = must(anne.store->change_own_password("from gestion", "my own", &own));
    CHECK(anne.exchange().pending == 0);
    CHECK(company.cell("select count(*) from client where full_name = 'Pas encore envoyé'") == "1");
}

TEST_CASE("someone's account at the server does not open another's slot") {
    Company company;
    company.found();
    Desk anne = company.join("anne@example.org");
    Desk bruno = company.join("bruno@example.org");
    auto accounts = company.accounts(anne);
    CHECK(accounts.renew({"bruno@example.org", bruno.password}).error().code == ErrorCode::sign_in_refused);
    CHECK_FALSE(anne.reopen());
}

TEST_CASE("people of the founding file take their one-time password where they have worked so far") {
    Company company;
    company.found();
    company.gestion.store.reset();
    // Bruno signs in at the office's computer, with the password that this file knows.
    Desk bruno{company.gestion.path, "initial password",
               must(store::Store::open(company.gestion.path, {"bruno@example.org", "initial password"}, world())),
               must(sync::credential_for("bruno@example.org", "initial password"))};
    auto report = bruno.try_exchange();
    CHECK(report.state == SyncState::needs_you);
    CHECK(report.problem->code == ErrorCode::account_refused);
    auto accounts = company.accounts(bruno);
    const std::string once = company.one_time_password("bruno@example.org");
    CHECK(must(accounts.renew({"bruno@example.org", once})));
    auto own = company.accounts(bruno);
    std::ignore = must(bruno.store->change_own_password(once, "Bruno’s own", &own));
    bruno.password = "Bruno’s own";
    bruno.exchange();
    CHECK_FALSE(bruno.reopen());
}

TEST_CASE("a changed e-mail closes the old account without ending anybody's access") {
    Company company;
    company.found();
    Desk anne = company.join("anne@example.org");
    std::ignore = anne.run(client_named("Avant le changement"));
    std::ignore = company.gestion.run(EditRecord{
        Entity::collaborator, company.anne, {{Field::collaborator_email, std::string("anne.ancel@example.org")}}});
    auto gestion = company.accounts(company.gestion);
    std::ignore = must(company.gestion.store->reset_password(company.anne, "from gestion", &gestion));
    CHECK(account_state(company, company.anne) == "closing,ready");

    auto report = anne.try_exchange();
    CHECK(report.state == SyncState::needs_you);
    CHECK(report.problem->code == ErrorCode::account_refused);
    CHECK_FALSE(report.access_ended);
    CHECK_FALSE(anne.reopen());
    auto accounts = company.accounts(anne);
    CHECK(must(accounts.renew({"anne.ancel@example.org", "from gestion"})));
    auto own = company.accounts(anne);
    std::ignore = must(anne.store->change_own_password("from gestion", "my own", &own));
    CHECK(anne.exchange().pending == 0);
    CHECK(anne.email() == "anne.ancel@example.org");
}

TEST_CASE("who comes back gets an account again") {
    Company company;
    company.found();
    Desk anne = company.join("anne@example.org");
    std::ignore = must(company.gestion.store->deactivate({company.anne, company.bruno}));
    company.gestion.exchange();
    CHECK(anne.try_exchange().access_ended);
    const auto back = company.gestion.run(
        EditRecord{Entity::collaborator, company.anne, {{Field::collaborator_active, std::int64_t{1}}}});
    auto gestion = company.accounts(company.gestion);
    std::ignore = must(company.gestion.store->reset_password(company.anne, "welcome back", &gestion));
    CHECK(account_state(company, company.anne) == "ready");
    anne.store.reset();
    const auto invitation = must(sync::read_invitation(must(sync::central_invite(*company.gestion.store))));
    const auto joined = must(sync::join(company.path("again"), invitation, {"anne@example.org", "welcome back"},
                                        world(), vault::KdfLimits::minimum()));
    CHECK(joined.one_time_password);
}

TEST_CASE("the exporter says that access has ended, and stops") {
    Company company;
    company.found();
    Desk anne = company.join("anne@example.org");
    std::ignore = must(company.gestion.store->deactivate({company.anne, company.bruno}));
    company.gestion.exchange();
    sync::Exporter exporter(*anne.store, world(), anne.credential);
    REQUIRE(exporter.start());
    for (int i = 0; i < 400 && !exporter.status().access_ended; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(25));
    }
    CHECK(exporter.status().access_ended);
    CHECK(exporter.status().revoked);
    CHECK(exporter.status().problem->code == ErrorCode::revoked);
    exporter.stop();
}
