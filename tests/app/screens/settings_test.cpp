#include <catch2/catch_test_macros.hpp>
#include <fstream>

#include "app/shell/state_folder.hpp"
#include "app/ui/theme.hpp"
#include "tests/app/harness/app_under_test.hpp"
#include "tests/app/harness/sample_office.hpp"
#include "tests/support/places.hpp"

namespace epic::test {
namespace {

struct Desk {
    TemporaryFolder folder;
    SampleOffice office = make_sample_office(folder / "office.epic");
    AppUnderTest laptop{{.state_folder = folder / "state"}};

    Desk() {
        laptop.open(folder / "office.epic");
        laptop.sign_in(office.gestion, office.password);
    }
    app::Preferences remembered() const { return shell::StateFolder(folder / "state").preferences(); }
};

} // namespace

TEST_CASE("a theme is worn at once and remembered for the next start") {
    Desk desk;
    desk.laptop.click("nav.settings");
    desk.laptop.click("settings.theme.1");
    CHECK(&desk.laptop.ui().kit().palette() == &ui::dark_palette());
    desk.laptop.click("settings.theme.2");
    CHECK(&desk.laptop.ui().kit().palette() == &ui::high_contrast_palette());
    CHECK(desk.remembered().theme == app::Theme::high_contrast);
    desk.laptop.click("settings.theme.0");
    CHECK(&desk.laptop.ui().kit().palette() == &ui::light_palette());
}

TEST_CASE("text and controls grow by mouse and by keyboard, and go back to normal") {
    Desk desk;
    desk.laptop.click("nav.settings");
    desk.laptop.click("settings.larger");
    CHECK(desk.laptop.ui().kit().scale() == 1.1F);
    desk.laptop.ui().key(ImGuiMod_Ctrl | ImGuiKey_Equal);
    desk.laptop.settle();
    CHECK(desk.laptop.ui().kit().scale() == 1.25F);
    CHECK(desk.remembered().scale_percent == 125);
    desk.laptop.ui().key(ImGuiMod_Ctrl | ImGuiKey_Minus, 5);
    desk.laptop.settle();
    CHECK(desk.remembered().scale_percent == 80);
    CHECK(desk.laptop.ui().is_disabled("settings.smaller"));
    desk.laptop.ui().key(ImGuiMod_Ctrl | ImGuiKey_0);
    desk.laptop.settle();
    CHECK(desk.laptop.ui().kit().scale() == 1.0F);
}

TEST_CASE("a small window is never made too small by a large scale") {
    Desk desk;
    desk.laptop.resize(1024, 700, 1.0F);
    desk.laptop.app().send(app::intent::SetPreferences{{.scale_percent = 200}});
    desk.laptop.settle();
    CHECK(desk.laptop.ui().kit().scale() == 1.0F);
    desk.laptop.resize(2560, 1440, 1.0F);
    desk.laptop.settle();
    CHECK(desk.laptop.ui().kit().scale() == 2.0F);
}

TEST_CASE("the minutes until the lock are chosen and remembered") {
    Desk desk;
    desk.laptop.click("nav.settings");
    desk.laptop.click("settings.lock.4");
    CHECK(desk.laptop.state().preferences.idle_lock_minutes == 30);
    CHECK(desk.remembered().idle_lock_minutes == 30);
}

TEST_CASE("a spoilt file of preferences is as none, value by value") {
    const TemporaryFolder folder;
    std::ofstream(folder / "preferences")
        << "theme purple\nscale_percent 9999999999999999999999\nidle_lock_minutes 19\n";
    const app::Preferences found = shell::StateFolder(folder.path()).preferences();
    CHECK(found == app::Preferences{.idle_lock_minutes = 20});
    std::ofstream(folder / "preferences") << "theme dark\nscale_percent -4\nsomething new\n";
    CHECK(shell::StateFolder(folder.path()).preferences() ==
          app::Preferences{.theme = app::Theme::dark, .scale_percent = 80});
}

TEST_CASE("how long the clipboard keeps what is private is set in the file of preferences, within limits") {
    const TemporaryFolder folder;
    const auto kept = [&] { return shell::StateFolder(folder.path()).preferences().clipboard_seconds; };
    CHECK(kept() == 30);
    std::ofstream(folder / "preferences") << "clipboard_seconds 12\n";
    CHECK(kept() == 12);
    // It stays when something else is set.
    shell::StateFolder remembered(folder.path());
    remembered.remember(remembered.preferences());
    CHECK(kept() == 12);
    std::ofstream(folder / "preferences") << "clipboard_seconds 86400\n";
    CHECK(kept() == app::clipboard_seconds_max);
}

TEST_CASE("a question mark shows the shortcuts, but not while a text is typed") {
    Desk desk;
    desk.laptop.ui().type("?");
    desk.laptop.settle();
    CHECK(desk.laptop.sees("Keyboard shortcuts"));
    desk.laptop.ui().key(ImGuiKey_Escape);
    desk.laptop.settle();
    CHECK_FALSE(desk.laptop.sees("Keyboard shortcuts"));
    desk.laptop.click("nav.clients");
    desk.laptop.click("list.client.search");
    desk.laptop.ui().type("?");
    desk.laptop.settle();
    CHECK_FALSE(desk.laptop.sees("Keyboard shortcuts"));
    CHECK(desk.laptop.state().lists[0].query.text == "?");
}

TEST_CASE("the pages of the sidebar are reached by Ctrl and their number") {
    Desk desk;
    desk.laptop.ui().key(ImGuiMod_Ctrl | ImGuiKey_5);
    desk.laptop.settle();
    CHECK(desk.laptop.state().section == app::Section::events);
    desk.laptop.ui().key(ImGuiMod_Ctrl | ImGuiKey_Comma);
    desk.laptop.settle();
    CHECK(desk.laptop.state().section == app::Section::settings);
}

} // namespace epic::test
