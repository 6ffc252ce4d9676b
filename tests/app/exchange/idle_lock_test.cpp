// Nobody touches the program: it locks, whatever arrives meanwhile.
#include "app/shell/idle_lock.hpp"

#include <catch2/catch_test_macros.hpp>

#include "tests/app/harness/joined_office.hpp"

namespace epic::test {
namespace {

// Time passes only where the test says so; the program turns as its loop does.
struct Left {
    AppUnderTest& laptop;
    double now_seconds = 1000;
    shell::IdleLock lock{now_seconds};
    int touched = 0;

    explicit Left(AppUnderTest& of) : laptop(of) {
        laptop.ui().set_between_frames([this] { touched += lock.before_frame(laptop.app(), now_seconds) ? 1 : 0; });
    }
    ~Left() { laptop.ui().set_between_frames({}); }
    Left(const Left&) = delete;
    Left& operator=(const Left&) = delete;

    bool open() {
        laptop.settle();
        return laptop.state().gate == app::Gate::open;
    }
    // One of the program's own, with something that a colleague has written.
    void exchange_brings(JoinedOffice& office, AppUnderTest& colleague, const std::string& client) {
        colleague.click("nav.clients");
        colleague.click("list.client.new");
        colleague.fill("client.full_name", client);
        colleague.fill("client.email", "client@startup.test");
        colleague.click("form.save");
        exchange(office, colleague);
        const auto before = laptop.state().counts[static_cast<std::size_t>(app::Section::clients)];
        laptop.app().send(app::intent::SyncNow{});
        REQUIRE(laptop.ui().wait_until(
            [&] { return laptop.state().counts[static_cast<std::size_t>(app::Section::clients)] != before; },
            patience_seconds));
    }
};

} // namespace

TEST_CASE("What an exchange brings does not keep a program open that nobody touches") {
    JoinedOffice office;
    AppUnderTest alice({.state_folder = office.folder / "alice-state"});
    alice.open(office.folder / "alice.epic");
    alice.sign_in("alice@agence.test", office_password);
    add_collaborator(alice, "Bruno Lemoine", "bruno@agence.test", "Sales");
    exchange(office, alice);
    const auto bruno = office.join("bruno");
    exchange(office, alice);

    const double minute = 60;
    const int minutes = alice.state().preferences.idle_lock_minutes;
    REQUIRE(minutes > 3);
    Left left(alice);
    for (int passed = 1; passed < minutes; passed += 3) {
        left.now_seconds = 1000 + passed * minute;
        left.exchange_brings(office, *bruno, "Client " + std::to_string(passed));
        CHECK(left.open());
    }
    CHECK(left.touched == 0);
    left.now_seconds = 1000 + minutes * minute + 1;
    left.exchange_brings(office, *bruno, "The last one");
    CHECK_FALSE(left.open());
    CHECK(alice.state().gate == app::Gate::sign_in);
}

TEST_CASE("A key or the pointer puts the lock off, by all its minutes") {
    JoinedOffice office;
    AppUnderTest alice({.state_folder = office.folder / "alice-state"});
    alice.open(office.folder / "alice.epic");
    alice.sign_in("alice@agence.test", office_password);
    const double wait = 60 * alice.state().preferences.idle_lock_minutes;
    Left left(alice);
    left.now_seconds += wait - 1;
    alice.ui().key(ImGuiKey_DownArrow);
    left.now_seconds += wait - 1;
    REQUIRE(left.open());
    alice.ui().move_to(300, 300);
    left.now_seconds += wait - 1;
    REQUIRE(left.open());
    left.now_seconds += 2;
    CHECK_FALSE(left.open());
}

} // namespace epic::test
