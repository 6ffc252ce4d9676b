// The file is locked before the computer sleeps: logind's part is played on a bus of the test's own.
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <functional>
#include <thread>

#include "app/shell/sleep_lock.hpp"
#include "storage/store/store.hpp"
#include "tests/app/harness/app_under_test.hpp"
#include "tests/app/harness/sample_office.hpp"
#include "tests/app/shell/login_manager.hpp"

namespace epic::test {
namespace {

// False only when it does not come about for so long that it never will.
bool eventually(const std::function<bool()>& holds) {
    for (int i = 0; i < 12'000; ++i) {
        if (holds()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return false;
}

// The file is closed: whoever has it open holds it for themselves.
bool can_be_opened(const std::filesystem::path& file, const SampleOffice& office) {
    return store::Store::open(file.string(), {office.gestion, office.password}, intl::system_environment()).has_value();
}

} // namespace

TEST_CASE("while it runs the program delays sleep, lets go when told that it may, and holds on again after") {
    const PrivateBus bus;
    LoginManager computer(bus);
    std::atomic<int> told{0};
    std::atomic<int> late{0};
    {
        shell::SleepWatch watch({.about_to_sleep = [&] { ++told; }, .too_late = [&] { ++late; }}, bus.address());
        REQUIRE(watch.active());
        CHECK(computer.is_held());
        CHECK(computer.last_inhibitor() == "sleep delay");
        for (int night = 1; night <= 3; ++night) {
            computer.announce(true);
            REQUIRE(eventually([&] { return told == night; }));
            CHECK(computer.is_held());
            watch.may_sleep();
            REQUIRE(eventually([&] { return !computer.is_held(); }));
            computer.announce(false);
            REQUIRE(eventually([&] { return computer.is_held(); }));
            CHECK(computer.inhibitors_taken() == night + 1);
        }
    }
    CHECK_FALSE(computer.is_held());
    CHECK(late == 0);
}

TEST_CASE("when nobody says that the computer may sleep, the last resort is called before it does") {
    const PrivateBus bus;
    LoginManager computer(bus);
    std::atomic<bool> held_then{false};
    shell::SleepWatch watch({.about_to_sleep = [] {}, .too_late = [&] { held_then = computer.is_held(); }},
                            bus.address());
    REQUIRE(watch.active());
    computer.announce(true);
    REQUIRE(eventually([&] { return !computer.is_held(); }));
    CHECK(held_then);
}

TEST_CASE("without a bus, and without a login manager on it, nothing is watched and nothing fails") {
    shell::SleepWatch nowhere({.about_to_sleep = [] {}, .too_late = [] {}}, "unix:path=/nowhere/bus");
    CHECK_FALSE(nowhere.active());
    nowhere.may_sleep();
    const PrivateBus bus;
    const shell::SleepWatch alone({.about_to_sleep = [] {}, .too_late = [] {}}, bus.address());
    CHECK_FALSE(alone.active());
}

TEST_CASE("before the computer sleeps the file is locked and closed, and what was being typed is a draft in it") {
    const PrivateBus bus;
    LoginManager computer(bus);
    const TemporaryFolder folder;
    const auto file = folder / "office.epic";
    const SampleOffice office = make_sample_office(file);
    AppUnderTest laptop({.state_folder = folder / "state"});
    std::atomic<bool> woken{false};
    shell::SleepLock lock(
        laptop.app(), [&] { woken = true; }, bus.address());
    REQUIRE(lock.active());
    laptop.open(file);
    laptop.sign_in(office.commercial, office.password);
    laptop.click("nav.clients");
    laptop.click("list.client.new");
    laptop.fill("client.full_name", "Søren Benhaïm");
    CHECK_FALSE(can_be_opened(file, office));

    computer.announce(true);
    REQUIRE(eventually([&] { return woken.load(); }));
    REQUIRE(eventually([&] {
        CHECK((computer.is_held() || laptop.state().gate == app::Gate::sign_in));
        lock.before_frame();
        laptop.settle();
        return !computer.is_held();
    }));
    CHECK(laptop.state().gate == app::Gate::sign_in);
    CHECK(laptop.state().lists[0].pages.empty());
    CHECK(can_be_opened(file, office));

    computer.announce(false);
    REQUIRE(eventually([&] { return computer.is_held(); }));
    laptop.fill("sign_in.password", office.password);
    laptop.click("sign_in.submit");
    laptop.click("nav.clients");
    laptop.click("list.client.new");
    CHECK(laptop.sees("Søren Benhaïm"));
}

TEST_CASE("where no frame is drawn in time, the file is locked all the same") {
    const PrivateBus bus;
    LoginManager computer(bus);
    const TemporaryFolder folder;
    const auto file = folder / "office.epic";
    const SampleOffice office = make_sample_office(file);
    AppUnderTest laptop({.state_folder = folder / "state"});
    shell::SleepLock lock(
        laptop.app(), [] {}, bus.address());
    REQUIRE(lock.active());
    laptop.open(file);
    laptop.sign_in(office.commercial, office.password);
    computer.announce(true);
    REQUIRE(eventually([&] { return !computer.is_held(); }));
    CHECK(can_be_opened(file, office));
    laptop.settle();
    CHECK(laptop.state().gate == app::Gate::sign_in);
}

TEST_CASE("a computer that sleeps while nobody is signed in is not kept waiting") {
    const PrivateBus bus;
    LoginManager computer(bus);
    const TemporaryFolder folder;
    AppUnderTest laptop({.state_folder = folder / "state"});
    shell::SleepLock lock(
        laptop.app(), [] {}, bus.address());
    computer.announce(true);
    REQUIRE(eventually([&] {
        lock.before_frame();
        laptop.settle();
        return !computer.is_held();
    }));
}

} // namespace epic::test
