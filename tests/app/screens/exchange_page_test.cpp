// The page of the exchange where no server answers: what waits, for whom, and in both languages.
#include <catch2/catch_test_macros.hpp>

#include "storage/store/store.hpp"
#include "tests/app/harness/app_under_test.hpp"
#include "tests/app/harness/sample_office.hpp"
#include "tests/app/harness/waiting_inbox.hpp"
#include "tests/support/places.hpp"

namespace epic::test {
namespace {

struct Desk {
    TemporaryFolder folder;
    SampleOffice office = make_sample_office(folder / "office.epic");
    WaitingInbox waiting = leave_questions(folder / "office.epic", office);
    AppUnderTest laptop{{.state_folder = folder / "state"}};

    Desk() { laptop.open(folder / "office.epic"); }
    void change_company(const std::string& to) {
        laptop.app().send(app::intent::OpenRecord{Entity::client, office.lefevre});
        laptop.settle();
        laptop.click("record.edit");
        laptop.fill("client.company", to);
        laptop.click("form.save");
        REQUIRE_FALSE(laptop.state().form);
    }
    void change_person(const std::string& who) {
        laptop.app().send(app::intent::Lock{});
        laptop.settle();
        laptop.sign_in(who, office.password);
        REQUIRE(laptop.state().gate == app::Gate::open);
    }
};

} // namespace

TEST_CASE("what waits is listed with its record, its fields, its author and its reason") {
    Desk desk;
    desk.laptop.sign_in(desk.office.commercial, desk.office.password);
    desk.change_company("Ateliers Montréal");
    desk.laptop.click("nav.sync");
    // The join file names no authority: nobody is trusted, and that is said.
    REQUIRE(desk.laptop.ui().wait_until([&] { return !desk.laptop.state().sync.problem.empty(); }));
    desk.laptop.settle();
    REQUIRE(desk.laptop.state().pending.edits.size() == 1);
    CHECK(desk.laptop.sees("Éléonore Lefèvre"));
    CHECK(desk.laptop.sees("Company · Leaves once what is said above is settled."));
    CHECK(desk.laptop.sees("You, just now"));
    desk.laptop.app().send(app::intent::SetLanguage{Language::french});
    desk.laptop.settle();
    CHECK(desk.laptop.sees("Partira une fois réglé ce qui est dit plus haut."));
    desk.laptop.click("pending.0");
    CHECK(desk.laptop.state().page->id == desk.office.lefevre);
}

TEST_CASE("on a shared computer each edit says whose sign-in it waits for") {
    Desk desk;
    desk.laptop.sign_in(desk.office.commercial, desk.office.password);
    desk.laptop.click("nav.clients");
    desk.laptop.click("list.client.new");
    desk.laptop.fill("client.full_name", "François Müller");
    desk.laptop.click("form.save");
    const Id client = desk.laptop.state().page->id;
    desk.change_person(desk.office.gestion);
    desk.laptop.app().send(app::intent::OpenRecord{Entity::client, client});
    desk.laptop.settle();
    desk.laptop.click("record.new_contract");
    desk.laptop.fill("contract.total", "500");
    desk.laptop.click("form.save");
    REQUIRE_FALSE(desk.laptop.state().form);
    desk.laptop.click("nav.sync");
    const auto& edits = desk.laptop.state().pending.edits;
    REQUIRE(edits.size() == 2);
    CHECK(edits[0].what == "New record");
    CHECK(edits[0].why == "Waits until Bruno Lemoine signs in on this computer.");
    CHECK(edits[1].entity == Entity::contract);
    CHECK(edits[1].why == "Builds on a change of Bruno Lemoine, who has to sign in on this computer first.");
}

TEST_CASE("of a long queue the oldest are listed, and the others counted") {
    Desk desk;
    {
        auto store = store::Store::open((desk.folder / "office.epic").string(),
                                        {desk.office.commercial, desk.office.password}, intl::system_environment());
        REQUIRE(store);
        for (std::size_t i = 0; i < app::pending_shown_max + 3; ++i) {
            const EditRecord edit{
                Entity::client, desk.office.lefevre, {{Field::client_company, "Ateliers " + std::to_string(i)}}};
            REQUIRE((*store)->execute(edit));
        }
    }
    desk.laptop.sign_in(desk.office.commercial, desk.office.password);
    desk.laptop.click("nav.sync");
    const app::PendingState& pending = desk.laptop.state().pending;
    CHECK(pending.edits.size() == app::pending_shown_max);
    CHECK(pending.total == static_cast<std::int64_t>(app::pending_shown_max) + 3);
    desk.laptop.ui().wheel("sync.now", -400);
    CHECK(desk.laptop.ui().find("check.now") != nullptr);
}

TEST_CASE("a file without a server offers neither a comparison nor a join file") {
    const TemporaryFolder folder;
    const SampleOffice office = make_sample_office(folder / "office.epic");
    AppUnderTest laptop({.state_folder = folder / "state"});
    laptop.open(folder / "office.epic");
    laptop.sign_in(office.gestion, office.password);
    laptop.click("nav.sync");
    CHECK(laptop.sees("This file has no server yet"));
    laptop.app().send(app::intent::CheckBothSides{});
    laptop.app().send(app::intent::RenewJoinFile{});
    laptop.app().send(app::intent::EnterCentralPassword{});
    laptop.settle();
    CHECK(laptop.state().check.ticket == 0);
    CHECK_FALSE(laptop.state().form);
}

} // namespace epic::test
