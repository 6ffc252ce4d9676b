// Files are chosen in the desktop's dialog: the portal's part is played on a bus of the test's own.
#include "app/shell/file_chooser.hpp"

#include <catch2/catch_test_macros.hpp>
#include <condition_variable>
#include <mutex>
#include <optional>

#include "app/shell/file_portal.hpp"
#include "tests/app/harness/app_under_test.hpp"
#include "tests/app/shell/desktop_portal.hpp"

namespace epic::test {
namespace {

shell::DesktopDialogs dialogs_on(const PrivateBus& bus) {
    return {.portal = true, .programs = false, .bus = bus.address(), .parent = "x11:1c00007"};
}

// What a chooser says in the end.
class Answers {
public:
    shell::FileChooser::Done taker() {
        return [this](shell::ChooserAnswer answer) {
            const std::lock_guard lock(mutex_);
            answers_.push_back(std::move(answer));
            came_.notify_all();
        };
    }
    shell::ChooserAnswer wait_for(std::size_t number = 1) {
        std::unique_lock lock(mutex_);
        REQUIRE(came_.wait_for(lock, std::chrono::seconds(30), [&] { return answers_.size() >= number; }));
        return answers_[number - 1];
    }

private:
    std::mutex mutex_;
    std::condition_variable came_;
    std::vector<shell::ChooserAnswer> answers_;
};

const shell::ChooserRequest save_table{.save = true,
                                       .title = "Exporter les clients",
                                       .suggested = "/srv/lou/Événements/clients.csv",
                                       .ending = ".csv",
                                       .kind = "Fichiers « .csv »",
                                       .all_files = "Tous les fichiers"};

} // namespace

TEST_CASE("the portal is told what is wanted and for which window, and what is chosen comes back as a path") {
    const PrivateBus bus;
    DesktopPortal desktop(bus);
    shell::FileChooser chooser(dialogs_on(bus));
    Answers answers;
    chooser.start(save_table, answers.taker());
    const PortalRequest asked = desktop.wait_for_request();
    CHECK(asked.method == "SaveFile");
    CHECK(asked.parent == "x11:1c00007");
    CHECK(asked.title == "Exporter les clients");
    CHECK(asked.modal);
    CHECK(asked.name == "clients.csv");
    CHECK(asked.folder == "/srv/lou/Événements");
    CHECK(asked.filters == std::vector<std::pair<std::string, std::string>>{{"Fichiers « .csv »", "*.[cC][sS][vV]"},
                                                                            {"Tous les fichiers", "*"}});
    CHECK(chooser.busy());
    desktop.answer(0, "file:///srv/lou/Nos%20clients%20%C3%A0%20rappeler.csv");
    const shell::ChooserAnswer answer = answers.wait_for();
    CHECK(answer.available);
    CHECK(answer.path == "/srv/lou/Nos clients à rappeler.csv");
    CHECK(desktop.closed() == 0);
}

TEST_CASE("a file to open is asked for without a name, and a dialog that is cancelled chooses nothing") {
    const PrivateBus bus;
    DesktopPortal desktop(bus);
    shell::FileChooser chooser(dialogs_on(bus));
    Answers answers;
    chooser.start({.title = "Ouvrir"}, answers.taker());
    const PortalRequest asked = desktop.wait_for_request();
    CHECK(asked.method == "OpenFile");
    CHECK(asked.name.empty());
    CHECK(asked.folder.empty());
    CHECK(asked.filters.empty());
    desktop.answer(1);
    const shell::ChooserAnswer answer = answers.wait_for();
    CHECK(answer.available);
    CHECK(answer.path.empty());
}

TEST_CASE("a portal older than the token is heard under the handle that it gives") {
    const PrivateBus bus;
    DesktopPortal desktop(bus, {.own_handle = true});
    shell::FileChooser chooser(dialogs_on(bus));
    Answers answers;
    chooser.start(save_table, answers.taker());
    desktop.wait_for_request();
    desktop.answer(0, "file:///tmp/a.csv");
    CHECK(answers.wait_for().path == "/tmp/a.csv");
}

TEST_CASE("where the portal goes away or gives up half-way, no dialog is there any more") {
    const PrivateBus bus;
    std::optional<DesktopPortal> desktop(std::in_place, bus);
    shell::FileChooser chooser(dialogs_on(bus));
    Answers answers;
    chooser.start(save_table, answers.taker());
    desktop->wait_for_request();
    desktop.reset();
    CHECK_FALSE(answers.wait_for(1).available);

    desktop.emplace(bus);
    chooser.start(save_table, answers.taker());
    desktop->wait_for_request();
    desktop->answer(2);
    CHECK_FALSE(answers.wait_for(2).available);

    // What lies on no disk of this computer cannot be opened.
    chooser.start(save_table, answers.taker());
    desktop->wait_for_request();
    desktop->answer(0, "sftp://nas.example.org/clients.csv");
    CHECK_FALSE(answers.wait_for(3).available);
}

TEST_CASE("without a bus, without a portal and without its file dialog there is none, and nothing fails") {
    Answers answers;
    shell::FileChooser nowhere({.portal = true, .programs = false, .bus = "unix:path=/nowhere/bus"});
    nowhere.start(save_table, answers.taker());
    CHECK_FALSE(answers.wait_for(1).available);
    const PrivateBus bus;
    shell::FileChooser alone(dialogs_on(bus));
    alone.start(save_table, answers.taker());
    CHECK_FALSE(answers.wait_for(2).available);
    DesktopPortal desktop(bus, {.refuses = true});
    alone.start(save_table, answers.taker());
    CHECK_FALSE(answers.wait_for(3).available);
}

TEST_CASE("who asks again gets a new dialog and the one before is closed, and so is the last when the program ends") {
    const PrivateBus bus;
    DesktopPortal desktop(bus);
    Answers answers;
    {
        shell::FileChooser chooser(dialogs_on(bus));
        chooser.start(save_table, answers.taker());
        desktop.wait_for_request();
        chooser.start({.title = "Ouvrir"}, answers.taker());
        CHECK(answers.wait_for(1).path.empty());
        CHECK(desktop.wait_for_request().method == "OpenFile");
        CHECK(desktop.closed() == 1);
    }
    CHECK(answers.wait_for(2).available);
    CHECK(answers.wait_for(2).path.empty());
}

TEST_CASE("while the portal's dialog is open the window goes on, and what is chosen is in the form") {
    const PrivateBus bus;
    DesktopPortal desktop(bus);
    const TemporaryFolder folder;
    AppUnderTest laptop({.state_folder = folder / "state", .dialogs = dialogs_on(bus)});
    laptop.click("start.create");
    laptop.ui().click("create.path.browse");
    CHECK(desktop.wait_for_request().method == "SaveFile");
    laptop.ui().fill("create.full_name", "Alice Renard");
    CHECK(laptop.state().gate_form->text_of("full_name") == "Alice Renard");
    CHECK_FALSE(laptop.state().picker);
    desktop.answer(0, "file://" + (folder / "bureau.epic").string());
    laptop.settle();
    CHECK(laptop.state().gate_form->text_of("path") == (folder / "bureau.epic").string());
}

TEST_CASE("where the portal goes away while one chooses, the program's own dialog comes in its place") {
    const PrivateBus bus;
    std::optional<DesktopPortal> desktop(std::in_place, bus);
    const TemporaryFolder folder;
    AppUnderTest laptop({.state_folder = folder / "state", .dialogs = dialogs_on(bus)});
    laptop.click("start.create");
    laptop.ui().click("create.path.browse");
    desktop->wait_for_request();
    desktop.reset();
    laptop.settle();
    CHECK(laptop.state().picker);
    CHECK(laptop.ui().find("files.name") != nullptr);
}

TEST_CASE("only a path on this computer is taken from an address of a file") {
    CHECK(shell::path_of_uri("file:///tmp/a%20b.csv") == "/tmp/a b.csv");
    CHECK(shell::path_of_uri("file://localhost/tmp/a.csv") == "/tmp/a.csv");
    CHECK(shell::path_of_uri("file:/tmp/a.csv") == "/tmp/a.csv");
    CHECK(shell::path_of_uri("file:///tmp/100%25.csv") == "/tmp/100%.csv");
    CHECK(shell::path_of_uri("file:///tmp/%c3%A9t%C3%a9.csv") == "/tmp/été.csv");
    for (const char* other : {"", "file:", "file://nas.example.org/a.csv", "https://example.org/a.csv", "/tmp/a.csv",
                              "file:///tmp/a%2", "file:///tmp/a%zz.csv", "file:///tmp/a%00.csv"})
        CHECK(shell::path_of_uri(other).empty());
}

TEST_CASE("zenity and kdialog are told the title, the name and which files to show") {
    CHECK(shell::chooser_arguments("zenity", save_table) ==
          std::vector<std::string>{"zenity", "--file-selection", "--title=Exporter les clients", "--save",
                                   "--confirm-overwrite", "--filename=/srv/lou/Événements/clients.csv",
                                   "--file-filter=Fichiers « .csv » | *.csv", "--file-filter=Tous les fichiers | *"});
    CHECK(shell::chooser_arguments("kdialog", {.title = "Ouvrir"}) ==
          std::vector<std::string>{"kdialog", "--title", "Ouvrir", "--getopenfilename", "."});
}

} // namespace epic::test
