// The program's own file dialog, for computers that have no other: folders, names, kinds, keyboard, opening and saving.
#include <catch2/catch_test_macros.hpp>
#include <filesystem>

#include "app/screens/draw.hpp"
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
        std::filesystem::create_directory(folder / "Événements");
        std::filesystem::create_directory(folder / "archives");
        write_file(folder / "clients.csv", "Nom,Courriel\nLou Bouzin,lou@bouzin.fr\n");
        write_file(folder / "notes.txt", "rien");
        write_file(folder / ".caché.csv", "rien");
        write_file(folder / "archives" / "vieux.csv", "Nom,Courriel\n");
    }
    void enter() {
        laptop.open(folder / "office.epic");
        laptop.sign_in(office.commercial, office.password);
        laptop.click("nav.clients");
    }
    void press(ImGuiKeyChord chord) {
        laptop.ui().key(chord);
        laptop.settle();
    }
    void ask(const char* item) {
        laptop.click("list.client.transfer");
        laptop.click(item);
        REQUIRE(laptop.state().picker);
    }
    void go(const std::filesystem::path& where) {
        laptop.ui().fill("files.name", where.string() + "/");
        press(ImGuiKey_Enter);
        REQUIRE(laptop.state().picker->folder == where.string());
    }
    std::vector<std::string> names() const {
        std::vector<std::string> shown;
        const app::FilePicker& picker = *laptop.state().picker;
        for (const app::FilePicker::Line& line : picker.lines) shown.push_back(picker.all[line.at].name);
        std::erase(shown, "office.epic-wal"); // while it is open
        return shown;
    }
};

} // namespace

TEST_CASE("the dialog shows folders first, as readers sort, and the files of the kind that is asked for") {
    Desk desk;
    desk.enter();
    desk.ask("transfer.import");
    desk.go(desk.folder.path());
    CHECK(desk.names() == std::vector<std::string>{"archives", "Événements", "state", "clients.csv"});
    CHECK(desk.laptop.sees("Files “.csv”"));
    desk.laptop.click("files.kind.1");
    CHECK(desk.names() ==
          std::vector<std::string>{"archives", "Événements", "state", "clients.csv", "notes.txt", "office.epic"});
    CHECK(desk.laptop.ui().layout_faults().empty());
}

TEST_CASE("a file is opened with the mouse: into a folder, up again, a double click") {
    Desk desk;
    desk.enter();
    desk.ask("transfer.import");
    desk.go(desk.folder.path());
    desk.laptop.ui().double_click("files.list.row.0");
    desk.laptop.settle();
    CHECK(desk.laptop.state().picker->folder == (desk.folder / "archives").string());
    CHECK(desk.names() == std::vector<std::string>{"vieux.csv"});
    desk.laptop.click("files.up");
    CHECK(desk.laptop.state().picker->folder == desk.folder.path().string());
    desk.laptop.click("files.list.row.3");
    CHECK(desk.laptop.state().picker->name == "clients.csv");
    desk.laptop.ui().double_click("files.list.row.3");
    desk.laptop.settle();
    CHECK_FALSE(desk.laptop.state().picker);
    REQUIRE(desk.laptop.state().import);
    CHECK(desk.laptop.state().import->wish.path == (desk.folder / "clients.csv").string());
}

TEST_CASE("a file is opened with the keyboard alone, and Escape chooses nothing") {
    Desk desk;
    desk.enter();
    desk.ask("transfer.import");
    desk.go(desk.folder.path());
    desk.laptop.click("files.list.rows"); // as Tab would: the list has the keyboard
    desk.press(ImGuiKey_Home);
    desk.press(ImGuiKey_Enter);
    CHECK(desk.laptop.state().picker->folder == (desk.folder / "archives").string());
    desk.press(ImGuiKey_Backspace);
    CHECK(desk.laptop.state().picker->folder == desk.folder.path().string());
    desk.press(ImGuiKey_End);
    CHECK(desk.laptop.state().picker->name == "clients.csv");
    desk.press(ImGuiKey_Enter);
    CHECK_FALSE(desk.laptop.state().picker);
    REQUIRE(desk.laptop.state().import);
    desk.laptop.app().send(app::intent::CloseImport{});
    desk.laptop.settle();

    desk.ask("transfer.import");
    CHECK(desk.laptop.state().picker->folder == desk.folder.path().string()); // where one was last
    desk.press(ImGuiKey_Escape);
    CHECK_FALSE(desk.laptop.state().picker);
    CHECK_FALSE(desk.laptop.state().import);
    CHECK_FALSE(desk.laptop.state().file_wish);
}

TEST_CASE("a name that is not there, an unreadable folder and no name at all are said, and nothing is lost") {
    Desk desk;
    desk.enter();
    desk.ask("transfer.import");
    desk.go(desk.folder.path());
    desk.laptop.click("files.take");
    CHECK(desk.laptop.sees("Choose a file, or type its name."));
    desk.laptop.ui().fill("files.name", "absent.csv");
    desk.laptop.click("files.take");
    CHECK(desk.laptop.sees("There is no file of this name here."));
    desk.laptop.ui().fill("files.name", "/nowhere/at/all/");
    desk.press(ImGuiKey_Enter);
    CHECK(desk.laptop.sees("The folder “/nowhere/at/all” cannot be read."));
    CHECK(desk.laptop.state().picker->folder == desk.folder.path().string());
    CHECK(desk.names().size() == 4);
}

TEST_CASE("saving suggests a name, adds the ending, and asks before it replaces") {
    Desk desk;
    desk.enter();
    desk.ask("transfer.csv");
    CHECK(desk.laptop.state().picker->name.starts_with("clients-"));
    desk.go(desk.folder.path());
    desk.laptop.ui().fill("files.name", "clients");
    desk.laptop.click("files.take");
    // "clients" becomes "clients.csv", which is there.
    REQUIRE(desk.laptop.state().picker);
    CHECK(desk.laptop.sees("Replace this file?"));
    desk.laptop.click("replace.back");
    REQUIRE(desk.laptop.state().picker);
    CHECK(read_file(desk.folder / "clients.csv").starts_with("Nom,Courriel"));
    desk.laptop.click("files.take");
    desk.laptop.click("replace.yes");
    CHECK_FALSE(desk.laptop.state().picker);
    CHECK(read_file(desk.folder / "clients.csv").find("Lefèvre") != std::string::npos);

    desk.ask("transfer.csv");
    desk.laptop.ui().fill("files.name", "autre");
    desk.press(ImGuiKey_Enter);
    CHECK_FALSE(desk.laptop.state().picker);
    CHECK(std::filesystem::exists(desk.folder / "autre.csv"));
}

TEST_CASE("before being signed in the dialog opens files and chooses where new ones go") {
    Desk desk;
    desk.laptop.click("start.open");
    REQUIRE(desk.laptop.state().picker);
    CHECK(desk.laptop.ui().layout_faults().empty());
    desk.go(desk.folder.path());
    CHECK(desk.names() == std::vector<std::string>{"archives", "Événements", "office.epic"});
    desk.laptop.ui().double_click("files.list.row.2");
    desk.laptop.settle();
    CHECK(desk.laptop.state().gate == app::Gate::sign_in);
    desk.laptop.app().send(app::intent::GoToGate{app::Gate::start});
    desk.laptop.settle();

    desk.laptop.click("start.create");
    desk.laptop.click("create.path.browse");
    REQUIRE(desk.laptop.state().picker);
    CHECK_FALSE(desk.laptop.state().picker->name.empty()); // the one that is offered
    desk.go(desk.folder.path());
    desk.laptop.ui().fill("files.name", "office");
    desk.laptop.click("files.take");
    CHECK(desk.laptop.sees("There is a file of this name already"));
    desk.laptop.ui().fill("files.name", "bureau");
    desk.laptop.click("files.take");
    REQUIRE_FALSE(desk.laptop.state().picker);
    CHECK(desk.laptop.state().gate_form->text_of("path") == (desk.folder / "bureau.epic").string());
}

TEST_CASE("the dialog is whole in a small window, in French and at twice the size") {
    Desk desk;
    desk.enter();
    desk.ask("transfer.import");
    desk.go(desk.folder.path());
    for (const Language language : {Language::english, Language::french}) {
        desk.laptop.app().send(app::intent::SetLanguage{language});
        desk.laptop.resize(1024, 700, 1);
        desk.laptop.settle();
        CHECK(desk.laptop.ui().layout_faults().empty());
        desk.laptop.resize(2560, 1440, 2);
        desk.laptop.settle();
        CHECK(desk.laptop.ui().layout_faults().empty());
    }
}

} // namespace epic::test
