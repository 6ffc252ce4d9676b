// What somebody left on a laptop that others use, when their access ended and the file heard of it without them.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <tuple>

#include "storage/sync/exchange_once.hpp"
#include "storage/sync/sign_in.hpp"
#include "storage/sync/sync_words.hpp"
#include "storage/sync/wire.hpp"
#include "tests/sync/company.hpp"

using namespace epic;
using namespace epic::test;

namespace {

constexpr const char* anne_email = "anne@example.org";
constexpr const char* anne_password = "a password of anne@example.org";
constexpr const char* bruno_email = "bruno@example.org";
constexpr const char* bruno_password = "a password of bruno@example.org";

// Anne's laptop, which Bruno uses as well: she has written a client there and not sent it.
class Shared : public Company {
public:
    Shared() {
        found();
        Desk own = join(bruno_email, "bruno");
        bruno_credential = own.credential;
        own.exchange();
        own.store.reset();
        Desk desk = join(anne_email);
        desk.exchange();
        anne_credential = desk.credential;
        sync::CentralAccounts accounts(*desk.store, world(), anne_credential, {});
        std::ignore = must(desk.store->admit({bruno_email, bruno_password}, accounts));
        client = desk.run(client_named("D’Anne")).record;
        desk.store.reset();
        std::ignore = must(gestion.store->deactivate({anne, bruno}));
        gestion.exchange();
    }

    Desk as_bruno() const {
        return {path(anne_email), bruno_password,
                must(store::Store::open(path(anne_email), {bruno_email, bruno_password}, world())), bruno_credential};
    }
    Error anne_signs_in() const {
        auto opened = sync::sign_in(path(anne_email), {anne_email, anne_password}, world());
        if (opened) FAIL("Anne is let in");
        return opened.error();
    }
    std::string anne_account() const {
        return cell("select state from account where name = '" + anne_credential.account + "'");
    }
    // Bruno has heard, and the server does not take of him what is Anne's.
    void heard_from_an_older_server() {
        execute("update server set schema_version = 3");
        Desk bruno_desk = as_bruno();
        CHECK(bruno_desk.exchange().pending == 1);
    }

    sync::Credential anne_credential, bruno_credential;
    Id client;
};

std::vector<store::ReturnedItem> tray(Desk& desk) {
    return must(desk.store->exchange().returned(desk.store->session().actor.id));
}

std::string asked(Shared& shared, const char* procedure, const sync::Credential& credential, const Id& device,
                  const Id& of) {
    sync::Connection connection = shared.connect(credential);
    const auto state = must(shared.gestion.store->exchange().state());
    auto answer = connection.call_for_text(
        procedure, {sync::hand_over_document({state.server_id, device}, std::vector<store::ReturnedItem>{}, of)});
    return answer ? "taken" : std::to_string(answer.error().number);
}

} // namespace

TEST_CASE("what somebody had not sent when their access ended leaves with the next exchange of another") {
    Shared shared;
    {
        Desk bruno = shared.as_bruno();
        bruno.run(client_named("De Bruno"));
        const auto report = bruno.exchange();
        CHECK(report.pushed == 1);
        CHECK(report.pending == 0);
        CHECK(report.waiting.empty());
        CHECK_FALSE(report.problem);
        CHECK(tray(bruno).empty());
        CHECK(bruno.store->find(Entity::client, shared.client).error().code == ErrorCode::not_found);
        CHECK(must(bruno.store->verify()).sound());
        CHECK(bruno.store->slots().size() == 1);
    }
    CHECK(shared.cell("select full_name from client") == "De Bruno");
    CHECK(shared.cell("select count(*) from hand_over") == "1");
    // Nobody opens the file with her password any more, and her account is gone with her last laptop.
    CHECK(shared.anne_signs_in().code == ErrorCode::sign_in_refused);
    CHECK(shared.anne_account() == "gone");
    // Management hears whose it is, and who brought it.
    shared.gestion.exchange();
    const auto items = tray(shared.gestion);
    REQUIRE(items.size() == 1);
    CHECK(items[0].operation.author == shared.anne);
    CHECK(items[0].operation.record == shared.client);
    CHECK(items[0].text ==
          Message(sync::words::brought_for_departed, {"Bruno Bel"}).in(shared.gestion.store->session().language));
}

TEST_CASE("a server of the version before leaves it where it is, and the sentence says how it goes on") {
    Shared shared;
    shared.heard_from_an_older_server();
    Desk bruno = shared.as_bruno();
    const auto sentence = [](const sync::ExchangeReport& report) {
        return report.problem ? report.problem->message.in(Language::english) : std::string();
    };
    auto report = bruno.exchange();
    CHECK(sentence(report) ==
          "The access of Anne Ancel has ended. What they left on this computer goes to the management "
          "department with an exchange from here.");
    REQUIRE(report.waiting.size() == 1);
    CHECK(report.waiting[0].departed);
    CHECK(
        sync::sentence_of({shared.anne, "Anne Ancel", 1, 2, true}).in(Language::english) ==
        "2 of your changes build on changes of Anne Ancel, whose access has ended. With an exchange from here those go "
        "to the management department, and yours come back to your inbox.");
    shared.execute("update server set schema_version = 4");
    report = bruno.exchange();
    CHECK(sentence(report).empty());
    CHECK(report.pending == 0);
    CHECK(shared.cell("select count(*) from hand_over_of where collaborator = '" + shared.anne.hex() + "'") == "1");
}

TEST_CASE("who is not let in any more hands over at their last sign-in what they had not sent") {
    Shared shared;
    shared.heard_from_an_older_server();
    const Error told = shared.anne_signs_in();
    CHECK(told.code == ErrorCode::revoked);
    CHECK(told.message.msg.id == sync::words::left_at_sign_in.id);
    CHECK(shared.cell("select document from hand_over").find(shared.client.hex()) != std::string::npos);
    CHECK(shared.cell("select count(*) from hand_over_of") == "0");
    CHECK(shared.anne_account() == "gone");
    CHECK(shared.anne_signs_in().rule.empty()); // the password opens nothing
    Desk bruno = shared.as_bruno();
    CHECK(bruno.exchange().pending == 0);
}

TEST_CASE("without an account of theirs it is kept for the next exchange of another") {
    Shared shared;
    shared.heard_from_an_older_server();
    shared.execute("drop user '" + shared.anne_credential.account + "'@'%'");
    const Error told = shared.anne_signs_in();
    CHECK(told.code == ErrorCode::sign_in_refused);
    CHECK(told.message.msg.id == sync::words::leaves_with_others.id);
    CHECK(shared.cell("select count(*) from hand_over") == "0");
    shared.execute("update server set schema_version = 4");
    Desk bruno = shared.as_bruno();
    CHECK(bruno.pending() == 1);
    CHECK(bruno.exchange().pending == 0);
    CHECK(shared.cell("select count(*) from hand_over") == "1");
}

TEST_CASE("who works here again, of which the file has not heard, is let in") {
    Shared shared;
    shared.heard_from_an_older_server();
    shared.gestion.run(EditRecord{Entity::collaborator, shared.anne, {{Field::collaborator_active, std::int64_t{1}}}});
    auto gestion = shared.accounts(shared.gestion);
    std::ignore = must(shared.gestion.store->reset_password(shared.anne, anne_password, &gestion));
    shared.gestion.exchange();
    auto opened = must(sync::sign_in(shared.path(anne_email), {anne_email, anne_password}, world()));
    CHECK(opened->session().actor.active);
    CHECK(must(opened->pending_counts()).operations == 0);
    CHECK(shared.cell("select count(*) from client") == "1");
    CHECK(shared.cell("select count(*) from hand_over") == "0");
}

TEST_CASE("the last one on a laptop takes along what others left there") {
    Shared shared;
    shared.heard_from_an_older_server();
    shared.execute("update server set schema_version = 4");
    Desk bruno = shared.as_bruno();
    std::ignore = must(shared.gestion.store->deactivate({shared.bruno, {}}));
    shared.gestion.exchange();
    CHECK(bruno.try_exchange().access_ended);
    CHECK(bruno.store->slots().empty());
    CHECK(shared.cell("select count(*) from hand_over_of where collaborator = '" + shared.anne.hex() + "'") == "1");
    CHECK(shared.anne_account() == "gone");
}

TEST_CASE("nobody speaks for who can speak themselves, nor for another laptop") {
    Shared shared;
    const Id device = must(shared.as_bruno().store->exchange().state()).device;
    const Id unknown = world().ids.next();
    for (const char* procedure : {"sync_hand_over", "sync_farewell"}) {
        CHECK(asked(shared, procedure, shared.bruno_credential, device, shared.chloe) == "31019");
        CHECK(asked(shared, procedure, shared.bruno_credential, device, unknown) == "31019");
    }
    CHECK(asked(shared, "sync_hand_over", shared.bruno_credential, device, shared.anne) == "taken");
    CHECK(shared.cell("select count(*) from hand_over") == "0"); // it was only asked
    // Bruno has never exchanged with this laptop: it is Anne's, and her account waits for it.
    CHECK(asked(shared, "sync_farewell", shared.bruno_credential, device, shared.anne) == "taken");
    CHECK(shared.anne_account() == "closing");
}

TEST_CASE("management ends someone's access on a laptop that holds what they had not sent") {
    Company company;
    company.found();
    Desk desk = company.join(anne_email);
    desk.exchange();
    const Id sent = desk.run(client_named("Envoyé")).record;
    desk.exchange();
    sync::CentralAccounts accounts(*desk.store, world(), desk.credential, {});
    std::ignore = must(desk.store->admit({"marie@example.org", "radium"}, accounts));
    const Id unsent = desk.run(client_named("Jamais envoyé")).record;
    desk.store.reset();

    Desk marie{desk.path, "radium", must(store::Store::open(desk.path, {"marie@example.org", "radium"}, world())),
               company.gestion.credential};
    std::ignore = must(marie.store->deactivate({company.anne, company.bruno}));
    CHECK(marie.record(Entity::client, sent).reference(Field::client_commercial) == company.bruno);
    // It does not wait for Anne, who could not sign in.
    const auto report = marie.exchange();
    CHECK(report.pending == 0);
    CHECK_FALSE(report.problem);
    CHECK(company.cell("select active from collaborator where id = '" + company.anne.hex() + "'") == "0");
    CHECK(company.cell("select count(*) from hand_over_of") == "1");
    REQUIRE(tray(marie).size() == 1);
    CHECK(tray(marie)[0].operation.record == unsent);
    CHECK(must(marie.store->verify()).sound());
}
