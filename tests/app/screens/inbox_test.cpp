// The inbox: what the exchange asks, decided by mouse and by keyboard.
#include <catch2/catch_test_macros.hpp>

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

    explicit Desk(const std::string& who) {
        laptop.open(folder / "office.epic");
        laptop.sign_in(who, office.password);
        laptop.click("nav.inbox");
    }
    std::size_t at(const Id& item) const {
        for (std::size_t i = 0; i < laptop.state().inbox.size(); ++i) {
            if (laptop.state().inbox[i].id == item) return i;
        }
        return laptop.state().inbox.size();
    }
    bool waits(const Id& item) const { return at(item) < laptop.state().inbox.size(); }
    // What is further down is scrolled to first.
    std::string button(const char* action, const Id& item) {
        laptop.app().send(app::intent::InboxMark{at(item)});
        laptop.settle();
        return std::string("inbox.") + action + "." + std::to_string(at(item));
    }
    void press(ImGuiKeyChord chord) {
        laptop.ui().key(chord);
        laptop.settle();
    }
    // As its page shows it.
    Record record(Entity entity, const Id& id) {
        laptop.app().send(app::intent::OpenRecord{entity, id});
        laptop.settle();
        const Record found = laptop.state().page->loaded->view.record;
        laptop.app().send(app::intent::Back{});
        laptop.settle();
        return found;
    }
    std::string company() { return record(Entity::client, office.lefevre).text(Field::client_company); }
};

} // namespace

TEST_CASE("a conflict shows both values and what was before, and each is one key away") {
    Desk desk(SampleOffice{}.commercial);
    REQUIRE(desk.laptop.state().inbox.size() == 4);
    CHECK(desk.laptop.sees("4 decisions for you"));
    CHECK(desk.laptop.sees("Ateliers du Québec"));
    CHECK(desk.laptop.sees("Québec & Associés"));
    CHECK(desk.laptop.sees("Ateliers Québec"));
    CHECK(desk.laptop.sees("Alice Renard · current value"));
    REQUIRE(desk.company() == "Québec & Associés");
    desk.laptop.click("nav.inbox");
    desk.press(ImGuiKey_Home);
    for (std::size_t i = 0; i < desk.at(desk.waiting.company); ++i) desk.press(ImGuiKey_DownArrow);
    REQUIRE(desk.laptop.state().inbox_current == desk.at(desk.waiting.company));
    desk.press(ImGuiKey_1);
    CHECK_FALSE(desk.waits(desk.waiting.company));
    CHECK(desk.laptop.sees("3 decisions for you"));
    CHECK(desk.company() == "Ateliers du Québec");
}

// It said that it was being read, for ever.
TEST_CASE("an inbox that cannot be read says so, keeps what was read before, and is read again on demand") {
    Desk desk(SampleOffice{}.commercial);
    desk.laptop.app().send(app::answer::InboxFailed{Error{.code = ErrorCode::damaged, .message = {}}});
    desk.laptop.settle();
    CHECK(desk.laptop.sees("This page could not be read."));
    CHECK(desk.laptop.sees("4 decisions for you"));
    desk.laptop.click("inbox.error.action");
    CHECK_FALSE(desk.laptop.sees("This page could not be read."));
    CHECK(desk.laptop.state().inbox.size() == 4);
}

TEST_CASE("the other value is taken by a click, and asked no more") {
    Desk desk(SampleOffice{}.commercial);
    desk.laptop.click(desk.button("take_theirs", desk.waiting.company));
    CHECK_FALSE(desk.waits(desk.waiting.company));
    CHECK(desk.company() == "Québec & Associés");
}

TEST_CASE("amount and currency are one question, and a value of one's own answers it") {
    Desk desk(SampleOffice{}.commercial);
    desk.laptop.app().send(app::intent::InboxMark{desk.at(desk.waiting.total)});
    desk.laptop.settle();
    CHECK(desk.laptop.sees("Contract · Éléonore Lefèvre"));
    REQUIRE(desk.laptop.state().inbox[desk.at(desk.waiting.total)].lines.size() == 2);
    const std::string own = desk.button("own_value", desk.waiting.total);
    CHECK(desk.laptop.sees("€900.00"));
    CHECK(desk.laptop.sees("CHF"));
    desk.laptop.click(own);
    REQUIRE(desk.laptop.state().form);
    CHECK(desk.laptop.state().form->text_of("total") == "900.00");
    desk.laptop.fill("settle.total", "950");
    desk.laptop.click("form.save");
    CHECK_FALSE(desk.waits(desk.waiting.total));
    const Record contract = desk.record(Entity::contract, desk.office.open_contract);
    CHECK(contract.integer(Field::contract_total) == 95'000);
    CHECK(contract.text(Field::contract_currency) == "EUR");
}

TEST_CASE("an answer that put another value is taken back; the question stays closed") {
    Desk desk(SampleOffice{}.commercial);
    desk.laptop.click(desk.button("keep_mine", desk.waiting.company));
    REQUIRE(desk.company() == "Ateliers du Québec");
    desk.laptop.click("toast." + std::to_string(desk.laptop.state().toasts.back().id) + ".action");
    CHECK(desk.company() == "Québec & Associés");
    CHECK_FALSE(desk.waits(desk.waiting.company));
    desk.press(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_Z);
    CHECK(desk.company() == "Ateliers du Québec");
}

TEST_CASE("an answer that left the value as it was offers no undo and says so") {
    Desk desk(SampleOffice{}.commercial);
    desk.laptop.click(desk.button("take_theirs", desk.waiting.company));
    const app::Toast& toast = desk.laptop.state().toasts.back();
    CHECK(toast.action == app::ToastAction::none);
    CHECK(toast.message.in(Language::english) == "The current value stays; there is nothing to undo.");
}

TEST_CASE("mine is said of the reader's own edit only") {
    Desk desk(SampleOffice{}.gestion);
    const std::string take = desk.button("keep_mine", desk.waiting.total);
    CHECK(desk.laptop.ui().get(take).text == "Take this value");
    CHECK(desk.laptop.ui().get(desk.button("take_theirs", desk.waiting.total)).text == "Keep mine");
    desk.laptop.click(desk.button("keep_mine", desk.waiting.total));
    CHECK(desk.laptop.state().toasts.back().message.in(Language::english) == "The version of Bruno Lemoine is kept.");
    const Record contract = desk.record(Entity::contract, desk.office.open_contract);
    CHECK(contract.integer(Field::contract_total) == 90'000);

    Desk third(SampleOffice{}.support);
    CHECK(third.laptop.ui().get(third.button("take_theirs", third.waiting.total)).text == "Leave this value");
}

TEST_CASE("what was sent again can be taken back") {
    Desk desk(SampleOffice{}.commercial);
    desk.laptop.click(desk.button("send_again", desk.waiting.phone));
    desk.press(ImGuiMod_Ctrl | ImGuiKey_Z);
    CHECK(desk.record(Entity::client, desk.office.lefevre).text(Field::client_phone) == "05 61 22 23 24");
}

TEST_CASE("a returned edit says why, is edited again, and then waits no more") {
    Desk desk(SampleOffice{}.commercial);
    const std::string again = desk.button("edit_again", desk.waiting.phone);
    CHECK(desk.laptop.sees("Ce client est suivi par Claire Vidal."));
    desk.laptop.click(again);
    REQUIRE(desk.laptop.state().form);
    CHECK(desk.laptop.state().form->text_of("phone") == "06 11 22 33 44");
    desk.laptop.fill("client.phone", "06 11 22 33 55");
    desk.laptop.click("form.save");
    CHECK(desk.laptop.state().page->loaded->view.record.text(Field::client_phone) == "06 11 22 33 55");
    CHECK_FALSE(desk.waits(desk.waiting.phone));
}

TEST_CASE("a returned edit is sent again as it was, or set aside") {
    Desk desk(SampleOffice{}.commercial);
    desk.laptop.click(desk.button("send_again", desk.waiting.phone));
    CHECK_FALSE(desk.waits(desk.waiting.phone));
    CHECK(desk.record(Entity::client, desk.office.lefevre).text(Field::client_phone) == "06 11 22 33 44");

    Desk other(SampleOffice{}.commercial);
    other.laptop.click(other.button("dismiss", other.waiting.phone));
    CHECK_FALSE(other.waits(other.waiting.phone));
    CHECK(other.record(Entity::client, other.office.lefevre).text(Field::client_phone) == "05 61 22 23 24");
}

TEST_CASE("a creation that came back is not set aside: it is sent again or handed to management") {
    Desk desk(SampleOffice{}.commercial);
    desk.press(ImGuiKey_End);
    const std::string dismiss = desk.button("dismiss", desk.waiting.new_client);
    CHECK(desk.laptop.ui().is_disabled(dismiss));
    CHECK(desk.laptop.ui().tooltip_of(dismiss).find("exists nowhere but here") != std::string::npos);
    CHECK(desk.laptop.ui().is_disabled(desk.button("edit_again", desk.waiting.new_client)));
    desk.laptop.click(desk.button("hand_over", desk.waiting.new_client));
    CHECK_FALSE(desk.waits(desk.waiting.new_client));

    desk.laptop.app().send(app::intent::Lock{});
    desk.laptop.settle();
    desk.laptop.sign_in(desk.office.gestion, desk.office.password);
    desk.laptop.click("nav.inbox");
    REQUIRE(desk.waits(desk.waiting.new_client));
    const std::string again = desk.button("hand_over", desk.waiting.new_client);
    CHECK(desk.laptop.sees("Handed over"));
    CHECK(desk.laptop.ui().is_disabled(again));
}

TEST_CASE("who may not change the field sees the question, greyed out, and why") {
    Desk desk(SampleOffice{}.support);
    const std::string mine = desk.button("keep_mine", desk.waiting.company);
    REQUIRE(desk.laptop.ui().is_disabled(mine));
    CHECK(desk.laptop.ui().tooltip_of(mine).find("does not change") != std::string::npos);
    desk.press(ImGuiKey_1);
    CHECK(desk.waits(desk.waiting.company));
}

TEST_CASE("Enter shows the record of the marked entry, and the way back leads to the inbox") {
    Desk desk(SampleOffice{}.commercial);
    desk.press(ImGuiKey_End);
    desk.press(ImGuiKey_Home);
    desk.press(ImGuiKey_Enter);
    REQUIRE(desk.laptop.state().page);
    CHECK(desk.laptop.state().page->id == desk.laptop.state().inbox.front().record);
    desk.press(ImGuiKey_Escape);
    CHECK(desk.laptop.state().section == app::Section::inbox);
    CHECK_FALSE(desk.laptop.state().page);
}

TEST_CASE("what others changed meanwhile is told until it is seen") {
    Desk desk(SampleOffice{}.commercial);
    desk.press(ImGuiKey_End);
    CHECK(desk.laptop.sees("While you were away"));
    desk.laptop.ui().wheel("away.seen", -40);
    CHECK(desk.laptop.sees("Benoît Château"));
    desk.laptop.click("away.seen");
    CHECK_FALSE(desk.laptop.sees("While you were away"));
}

TEST_CASE("a payment that arrived is called by its amount and its client, a contract by its client too") {
    const intl::Environment& world = intl::system_environment();
    app::AwayState away;
    for (const Entity entity : {Entity::payment, Entity::contract}) {
        DigestItem& item = away.digest.items.emplace_back();
        item.entity = entity;
        item.record = world.ids.next();
        item.name = entity == Entity::payment ? "2026-11-19" : "2026-0050";
        away.facts[item.record] = {Money{378'000, euro}, "Kevin Nguyen"};
    }
    app::format(away, Language::english, {world.zones, world.unicode}, Instant{});
    CHECK(away.entries[0].name == display_text(Money{378'000, euro}, Language::english) + " · Kevin Nguyen");
    CHECK(away.entries[1].name == "2026-0050 · Kevin Nguyen");
}

TEST_CASE("an inbox in which all is decided says so") {
    const TemporaryFolder folder;
    const SampleOffice office = make_sample_office(folder / "office.epic");
    AppUnderTest laptop({.state_folder = folder / "state"});
    laptop.open(folder / "office.epic");
    laptop.sign_in(office.commercial, office.password);
    laptop.click("nav.inbox");
    laptop.click("away.seen"); // what colleagues did on this computer
    CHECK(laptop.sees("All settled"));
}

} // namespace epic::test
