// One working day of the real program: started, signed in by keyboard, used by mouse, resized, exchanged with a real
// server, locked and closed. On a screen of the test's own.
//
// Where things stand is asked of a second laptop of the same person that is drawn without a window, at the same size:
// what the window shows and what the headless tests try is the same layout, or the clicks miss.
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "storage/store/store.hpp"
#include "tests/app/harness/first_steps.hpp"
#include "tests/app/harness/joined_office.hpp"
#include "tests/app/window/real_window.hpp"

namespace epic::test {
namespace {

using namespace std::chrono_literals;

struct Twin {
    AppUnderTest laptop;
    ImVec2 centre(std::string_view item) {
        const ImVec4 box = laptop.ui().get(item).bounds;
        return {(box.x + box.z) / 2, (box.y + box.w) / 2};
    }
};

struct Day {
    JoinedOffice office;
    AppUnderTest alice{{.state_folder = office.folder / "alice-state"}};
    std::filesystem::path file = office.folder / "bruno.epic";
    std::filesystem::path home = office.folder / "home";
    Twin twin{AppUnderTest{{.state_folder = office.folder / "twin-state", .width = 1280, .height = 800}}};

    Day() {
        alice.open(office.folder / "alice.epic");
        alice.sign_in("alice@agence.test", office_password);
        REQUIRE(alice.state().gate == app::Gate::open);
        add_collaborator(alice, "Bruno Lemoine", "bruno@agence.test", "Sales");
        exchange(office, alice);
        {
            // That the password was chosen is to be known before another computer asks.
            const auto bruno = office.join("bruno");
            exchange(office, *bruno);
        }
        std::filesystem::create_directories(home / "state" / "epic-events");
        std::ofstream(home / "state" / "epic-events" / "preferences") << "clipboard_seconds 12\n";
        twin.laptop.click("start.join");
        twin.laptop.fill("join.invite", (office.folder / "office.join").string());
        twin.laptop.fill("join.path", (office.folder / "twin.epic").string());
        twin.laptop.fill("join.email", "bruno@agence.test");
        twin.laptop.fill("join.password", office_password);
        twin.laptop.click("join.submit");
        INFO(twin.laptop.ui().text_on_screen());
        REQUIRE(twin.laptop.state().gate == app::Gate::open);
        exchange(office, twin.laptop);
    }

    // The state folder notes when a file was opened.
    bool has_signed_in() const {
        const auto recent = home / "state" / "epic-events" / "recent";
        return std::filesystem::exists(recent) && read_file(recent).find(file.string()) != std::string::npos;
    }
    bool somebody_has_it_open() const {
        const auto store = store::Store::open(file.string(), {"bruno@agence.test", std::string(office_password)},
                                              intl::system_environment());
        return !store && store.error().code == ErrorCode::in_use;
    }
    bool server_knows(const std::string& client) {
        return office.number("select count(*) from client where full_name = '" + client + "'") == "1";
    }
};

void click(RealWindow& window, ImVec2 at) {
    window.click(at.x, at.y);
}

// By mouse to the list and its button; the twin goes the same way, and back.
void create_client(Day& day, RealWindow& window, const std::string& name, const std::string& email) {
    click(window, day.twin.centre("nav.clients"));
    day.twin.laptop.click("nav.clients");
    const ImVec2 create = day.twin.centre("list.client.new");
    click(window, create);
    day.twin.laptop.click("list.client.new");
    const ImVec2 email_field = day.twin.centre("client.email");
    day.twin.laptop.click("form.cancel");
    window.type(name); // the first field has the keyboard
    click(window, email_field);
    window.type(email);
    window.key("Return");
}

} // namespace

TEST_CASE("A day in the real window: keyboard, mouse, clipboard, another size, a real server, locked, closed") {
    Day day;
    const VirtualScreen screen(1440, 900);
    RealWindow window(screen, day.home, {day.file.string()});
    CHECK(window.title() == "Epic Events"); // nobody and no file: a task bar is seen by others
    REQUIRE(window.size() == std::pair(1280, 800));

    // By keyboard alone: the first field has it.
    std::this_thread::sleep_for(1s);
    window.type("bruno@agence.test");
    window.key("Tab");
    window.paste(std::string(office_password));
    window.key("Return");
    REQUIRE(wait_for([&] { return day.has_signed_in(); }, 30s));
    CHECK(window.title() == "Epic Events");
    CHECK(day.somebody_has_it_open());

    create_client(day, window, "Kevin Casey", "kevin@startup.test");
    REQUIRE(wait_for([&] { return day.server_knows("Kevin Casey"); }, 30s));

    // Its page is open: its e-mail is taken along with one press, for a while.
    exchange(day.office, day.twin.laptop);
    day.twin.laptop.click("nav.clients");
    day.twin.laptop.open_row("Kevin Casey");
    CHECK(day.twin.laptop.sees("kevin@startup.test"));
    click(window, day.twin.centre("copy.email"));
    CHECK(wait_for([&] { return window.clipboard() == "kevin@startup.test"; }, 5s));
    const auto copied = std::chrono::steady_clock::now();

    window.resize(1024, 700);
    CHECK(window.size() == std::pair(1024, 700));
    day.twin.laptop.resize(1024, 700, 1);
    create_client(day, window, "Lou Bouzin", "lou@bouzin.test");
    window.key("F5");
    REQUIRE(wait_for([&] { return day.server_knows("Lou Bouzin"); }, 30s));
    CHECK(day.office.number("select email from client where full_name = 'Lou Bouzin'") == "lou@bouzin.test");

    CHECK(wait_for([&] { return window.clipboard().empty(); }, 60s));
    CHECK(std::chrono::steady_clock::now() - copied > 10s);

    window.key("ctrl+l");
    CHECK(wait_for([&] { return !day.somebody_has_it_open(); }, 20s));
    CHECK(window.runs());
    CHECK(window.close(20s));

    // What was done is in the file.
    const auto store = store::Store::open(day.file.string(), {"bruno@agence.test", std::string(office_password)},
                                          intl::system_environment());
    REQUIRE(store);
    const auto clients = (*store)->list({.entity = Entity::client});
    REQUIRE(clients);
    CHECK(clients->total == 2);
}

TEST_CASE("A company's first steps in the real window need no mouse") {
    const TemporaryFolder folder;
    const VirtualScreen screen(1440, 900);
    const auto file = folder / "company.epic";
    {
        RealWindow window(screen, folder.path(), {});
        take_first_steps({.key = [&](const std::string& chord) { window.key(chord); },
                          .type = [&](const std::string& ascii) { window.type(ascii); },
                          .wait = [&] { window.settle(); }},
                         file);
        CHECK(window.close(20s));
    }
    check_first_steps(file);
}

TEST_CASE("A second window on a file that is open says so and disturbs nobody") {
    const TemporaryFolder folder;
    const VirtualScreen screen(1440, 900);
    const auto file = folder / "alice.epic";
    const auto made = store::Store::create(
        file.string(), {"Alice Renard", "alice@agence.test", std::string(office_password), {}, Language::english},
        intl::system_environment(), vault::KdfLimits::minimum());
    REQUIRE(made); // this test has it open
    std::filesystem::create_directories(folder / "state");
    RealWindow window(screen, folder.path(), {file.string()});
    std::this_thread::sleep_for(1s);
    window.type("alice@agence.test");
    window.key("Tab");
    window.paste(std::string(office_password));
    window.key("Return");
    std::this_thread::sleep_for(2s);
    CHECK(window.runs());
    const auto recent = folder / "state" / "epic-events" / "recent";
    CHECK_FALSE((std::filesystem::exists(recent) && read_file(recent).find(file.string()) != std::string::npos));
    CHECK((*made)->list({.entity = Entity::collaborator})->total == 1);
    CHECK(window.close(20s));
}

} // namespace epic::test
