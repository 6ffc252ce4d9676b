// The page of the exchange over a real server: what waits and why, what was exchanged, whether both sides hold the
// same, another password, another join file.
#include <catch2/catch_test_macros.hpp>
#include <functional>

#include "storage/sync/central.hpp"
#include "storage/sync/connection.hpp"
#include "storage/sync/connection_facts.hpp"
#include "tests/app/harness/joined_office.hpp"

namespace epic::test {
namespace {

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

// At a laptop with nobody else: founded, signed in, exchanged.
struct Desk {
    JoinedOffice office;
    AppUnderTest alice{{.state_folder = office.folder / "alice-state"}};

    Desk() {
        alice.open(office.folder / "alice.epic");
        alice.sign_in("alice@agence.test", office_password);
        REQUIRE(alice.state().gate == app::Gate::open);
    }
    void run_as_administrator(const std::string& statement) {
        auto admin = sync::Connection::open({.host = office.server.host(),
                                             .port = office.server.port(),
                                             .account = office.server.admin_user(),
                                             .password = office.server.admin_password(),
                                             .database = "epic_events",
                                             .ca_pem = office.server.ca_pem()});
        REQUIRE(admin);
        REQUIRE(admin->execute(statement));
    }
    bool wait(AppUnderTest& laptop, const std::function<bool()>& done) {
        const bool came = laptop.ui().wait_until(done, 40);
        if (came) laptop.settle();
        return came;
    }
};

} // namespace

TEST_CASE("The page of the exchange says what waits and why, and what was exchanged") {
    Desk desk;
    AppUnderTest& alice = desk.alice;
    exchange(desk.office, alice);
    alice.click("nav.sync");
    CHECK(alice.sees("Nothing waits: all has been sent."));
    CHECK(alice.sees("Went through"));

    desk.office.server.stop();
    alice.ui().key(ImGuiKey_F5);
    // The first attempt may still find a server that hangs up; those that follow find none.
    REQUIRE(desk.wait(alice, [&] {
        return alice.state().sync.phase == app::SyncPhase::offline && alice.sees("The server cannot be reached.");
    }));
    CHECK(alice.sees("Nothing: it is tried"));
    alice.click("nav.collaborators");
    alice.open_row("Alice Renard");
    alice.click("record.edit");
    alice.fill("collaborator.phone", "05 61 22 23 24");
    alice.click("form.save");
    alice.click("nav.sync");
    // While it is being tried again, it says so; between two attempts it says what it waits for.
    REQUIRE(desk.wait(alice, [&] {
        return alice.state().pending.edits.size() == 1 &&
               alice.state().pending.edits.front().why == "Leaves as soon as the server can be reached.";
    }));
    const app::PendingEdit& edit = alice.state().pending.edits.front();
    CHECK(edit.record_name == "Alice Renard");
    CHECK(edit.what == "Phone");
    CHECK(holds(edit.who, "You, "));
    CHECK(alice.sees("Did not go through"));
    alice.click("pending.0");
    REQUIRE(alice.state().page);
    CHECK(alice.state().page->title == "Alice Renard");

    desk.office.server.start();
    exchange(desk.office, alice);
    alice.click("nav.sync");
    CHECK(alice.state().pending.edits.empty());
    REQUIRE_FALSE(alice.state().sync.exchanges.empty());
    CHECK(alice.sees("1 change sent"));
    std::int64_t sent = 0;
    for (const app::ExchangeNote& note : alice.state().sync.exchanges) sent += note.sent;
    CHECK(sent == 1);
}

TEST_CASE("Both sides are compared on request, and what differs is fetched again") {
    Desk desk;
    AppUnderTest& alice = desk.alice;
    exchange(desk.office, alice);
    alice.click("nav.sync");
    alice.ui().wheel("sync.now", -40);
    CHECK(alice.sees("Not checked since this file was opened."));
    alice.click("check.now");
    REQUIRE(desk.wait(alice, [&] { return alice.state().check.last.has_value(); }));
    CHECK(alice.state().check.last->match);
    REQUIRE(alice.state().check.last->tables.size() == 5);
    CHECK(alice.sees("both sides hold the same."));

    // Someone repairs the database by hand: the server is right, and no log says so.
    desk.run_as_administrator("update collaborator set phone = '+33561222324'");
    alice.click("check.now");
    REQUIRE(desk.wait(alice, [&] { return alice.state().check.ticket == 0 && !alice.state().check.last->match; }));
    CHECK(alice.state().check.last->fetched_again == 1);
    CHECK(alice.sees("1 record was fetched again."));
    alice.click("nav.collaborators");
    alice.open_row("Alice Renard");
    CHECK(alice.sees("+33561222324"));
}

TEST_CASE("A comparison is stopped while the server says nothing, and locking does not wait for it") {
    Desk desk;
    AppUnderTest& alice = desk.alice;
    exchange(desk.office, alice);
    alice.click("nav.sync");
    desk.office.server.pause();
    alice.ui().click("check.now");
    alice.ui().frames(20);
    REQUIRE(alice.state().check.ticket != 0);
    alice.ui().click("check.progress.cancel");
    CHECK(desk.wait(alice, [&] { return alice.state().check.ticket == 0; }));
    CHECK_FALSE(alice.state().check.error);
    alice.ui().click("check.now");
    alice.ui().frames(20);
    alice.app().send(app::intent::Lock{});
    alice.settle();
    CHECK(alice.state().gate == app::Gate::sign_in);
    CHECK_FALSE(alice.state().check.last);
    desk.office.server.resume();
}

TEST_CASE("A password that management has reset is entered on the page of the exchange") {
    Desk desk;
    AppUnderTest& alice = desk.alice;
    add_collaborator(alice, "Bruno Lemoine", "bruno@agence.test", "Sales");
    exchange(desk.office, alice);
    const auto bruno = desk.office.join("bruno");
    bruno->click("nav.clients");
    exchange(desk.office, *bruno);
    exchange(desk.office, alice);
    alice.click("nav.collaborators");
    alice.open_row("Bruno Lemoine");
    alice.click("record.more");
    alice.click("record.reset");
    alice.fill("reset.initial_password", "deuxième fois 2026");
    alice.click("form.save");
    INFO(alice.ui().text_on_screen());
    REQUIRE_FALSE(alice.state().form);

    bruno->ui().key(ImGuiKey_F5);
    REQUIRE(desk.wait(*bruno, [&] { return bruno->state().sync.password_needed; }));
    CHECK_FALSE(bruno->state().form); // nothing interrupts
    CHECK(bruno->state().section == app::Section::clients);
    CHECK(bruno->sees("Needs you"));
    bruno->click("sync.pill");
    REQUIRE(bruno->state().section == app::Section::sync);
    bruno->click("sync.problem.action");
    REQUIRE(bruno->state().form);
    CHECK(bruno->state().form->text_of("email") == "bruno@agence.test");
    bruno->fill("central.password", "une autre erreur");
    bruno->click("form.save");
    INFO(bruno->ui().text_on_screen());
    REQUIRE(bruno->state().form);
    CHECK(bruno->sees("The server does not know this"));
    bruno->fill("central.password", "deuxième fois 2026");
    bruno->click("form.save");
    // It was a one-time password: another is chosen at once.
    REQUIRE(bruno->state().gate == app::Gate::change_password);
    bruno->fill("password.current_password", "deuxième fois 2026");
    bruno->fill("password.new_password", "encore une phrase");
    bruno->fill("password.repeat_password", "encore une phrase");
    bruno->click("password.submit");
    REQUIRE(bruno->state().gate == app::Gate::open);
    exchange(desk.office, *bruno);
    CHECK_FALSE(bruno->state().sync.password_needed);
    // From now on it opens the file.
    bruno->app().send(app::intent::Lock{});
    bruno->settle();
    bruno->sign_in("bruno@agence.test", "encore une phrase");
    CHECK(bruno->state().gate == app::Gate::open);
}

TEST_CASE("A password chosen on another computer is entered here once") {
    Desk desk;
    AppUnderTest& alice = desk.alice;
    exchange(desk.office, alice);
    {
        // Her other computer, with the office's join file and the password there is.
        AppUnderTest other({.state_folder = desk.office.folder / "other-state"});
        other.click("start.join");
        other.fill("join.invite", (desk.office.folder / "office.join").string());
        other.fill("join.path", (desk.office.folder / "other.epic").string());
        other.fill("join.email", "alice@agence.test");
        other.fill("join.password", office_password);
        other.click("join.submit");
        INFO(other.ui().text_on_screen());
        REQUIRE(other.state().gate == app::Gate::open);
        other.app().send(app::intent::ChangeOwnPassword{});
        other.settle();
        other.fill("password.current_password", office_password);
        other.fill("password.new_password", "choisie ailleurs 2026");
        other.fill("password.repeat_password", "choisie ailleurs 2026");
        other.click("form.save");
        INFO(other.ui().text_on_screen());
        REQUIRE_FALSE(other.state().form);
    }
    alice.ui().key(ImGuiKey_F5);
    REQUIRE(desk.wait(alice, [&] { return alice.state().sync.password_needed; }));
    alice.click("sync.pill");
    alice.click("sync.problem.action");
    alice.fill("central.password", "choisie ailleurs 2026");
    alice.click("form.save");
    INFO(alice.ui().text_on_screen());
    REQUIRE_FALSE(alice.state().form);
    CHECK(alice.state().gate == app::Gate::open);
    exchange(desk.office, alice);
    CHECK(alice.state().sync.phase == app::SyncPhase::up_to_date);
}

TEST_CASE("The connection is shown as it is, and follows a new join file of the same office only") {
    Desk desk;
    AppUnderTest& alice = desk.alice;
    exchange(desk.office, alice);
    alice.click("nav.sync");
    const app::SyncStatus& sync = alice.state().sync;
    CHECK(sync.login == "alice@agence.test");
    CHECK(sync.account == sync::account_name("alice@agence.test"));
    CHECK(sync.device_name == sync::device_name());
    CHECK(sync.certificate == sync::ca_fingerprint(desk.office.server.ca_pem()));
    CHECK(sync.certificate.size() == 95);
    CHECK(sync.servers == "127.0.0.1:" + std::to_string(desk.office.server.port()));

    auto invitation = sync::read_invitation(read_file(desk.office.folder / "office.join"));
    REQUIRE(invitation);
    sync::Invitation foreign = *invitation;
    foreign.server_id = intl::system_environment().ids.next();
    write_file(desk.office.folder / "foreign.join", sync::write_invitation(foreign));
    invitation->servers.insert(invitation->servers.begin(), {"127.0.0.1", 1}); // nobody there: the second is tried
    write_file(desk.office.folder / "moved.join", sync::write_invitation(*invitation));

    alice.click("sync.join_file");
    alice.fill("renew.invite", (desk.office.folder / "foreign.join").string());
    alice.click("form.save");
    CHECK(alice.sees("This join file is of another server"));
    alice.fill("renew.invite", (desk.office.folder / "moved.join").string());
    alice.click("form.save");
    INFO(alice.ui().text_on_screen());
    REQUIRE_FALSE(alice.state().form);
    exchange(desk.office, alice);
    CHECK(holds(alice.state().sync.servers, "127.0.0.1:1, "));
}

} // namespace epic::test
