// Columns, saved views, many records at once, and files in and out of a list.
#include <catch2/catch_test_macros.hpp>
#include <fstream>

#include "app/shell/state_folder.hpp"
#include "tests/app/harness/app_under_test.hpp"
#include "tests/app/harness/sample_office.hpp"
#include "tests/support/places.hpp"

namespace epic::test {
namespace {

struct Desk {
    TemporaryFolder folder;
    SampleOffice office = make_sample_office(folder / "office.epic");
    AppUnderTest laptop{{.state_folder = folder / "state"}};

    explicit Desk(const std::string& who, const char* section = "nav.clients") {
        laptop.open(folder / "office.epic");
        laptop.sign_in(who, office.password);
        laptop.click(section);
    }
    void press(ImGuiKeyChord chord) {
        laptop.ui().key(chord);
        laptop.settle();
    }
    const app::ListState& list(Entity entity) const { return laptop.state().list(entity); }
    // Through the menu of files, on a computer without a file dialog.
    void transfer(const char* list, const char* item, const std::filesystem::path& file) {
        laptop.click(std::string("list.") + list + ".transfer");
        laptop.click(item);
        laptop.ui().fill("files.name", file.string());
        laptop.settle();
        laptop.click("files.take");
    }
    std::string last_toast() const {
        return laptop.state().toasts.empty() ? "" : laptop.state().toasts.back().message.in(Language::english);
    }
};

} // namespace

TEST_CASE("columns are chosen, take effect at once, and are remembered") {
    Desk desk(SampleOffice{}.commercial);
    CHECK(desk.laptop.sees("Last contact"));
    CHECK_FALSE(desk.laptop.sees("First contact"));
    desk.laptop.click("list.client.columns");
    CHECK(desk.laptop.ui().is_disabled("columns.full_name"));
    desk.laptop.click("columns.first_contact");
    desk.laptop.click("columns.email");
    desk.laptop.click("columns.done");
    CHECK(desk.laptop.sees("First contact"));
    CHECK_FALSE(desk.laptop.sees("eleonore@ateliers.fr"));
    const auto remembered = shell::StateFolder(desk.folder / "state").preferences();
    CHECK(remembered.columns.at("client") ==
          std::vector<std::string>{"full_name", "company", "phone", "commercial", "last_contact", "first_contact"});
    desk.laptop.click("list.client.columns");
    desk.laptop.click("columns.usual");
    desk.laptop.click("columns.done");
    CHECK(desk.laptop.sees("eleonore@ateliers.fr"));
}

TEST_CASE("columns are moved with the mouse and with the keyboard, and stay there") {
    Desk desk(SampleOffice{}.commercial);
    const auto middle = [&](const char* column) {
        const ImVec4 box = desk.laptop.ui().get(std::string("list.client.table.sort.") + column).bounds;
        return ImVec2((box.x + box.z) / 2, (box.y + box.w) / 2);
    };
    const auto remembered = [&] { return shell::StateFolder(desk.folder / "state").preferences().columns["client"]; };
    // The e-mail behind the phone: let go over the right half of the phone's header.
    const ImVec4 phone = desk.laptop.ui().get("list.client.table.sort.phone").bounds;
    desk.laptop.ui().drag(middle("email"), {phone.z - 4, middle("phone").y});
    desk.laptop.settle();
    CHECK(remembered() ==
          std::vector<std::string>{"full_name", "company", "phone", "email", "commercial", "last_contact"});
    CHECK(middle("phone").x < middle("email").x);
    // Dragging is not sorting.
    CHECK_FALSE(desk.list(Entity::client).query.sort.field);

    // A header that has the keyboard, moved twice to the left; the first column keeps its place.
    desk.laptop.click("list.client.table.sort.email");
    desk.press(ImGuiKey_RightArrow);
    desk.press(ImGuiKey_LeftArrow);
    desk.press(ImGuiMod_Alt | ImGuiKey_LeftArrow);
    desk.press(ImGuiMod_Alt | ImGuiKey_LeftArrow);
    desk.press(ImGuiMod_Alt | ImGuiKey_LeftArrow);
    CHECK(remembered() ==
          std::vector<std::string>{"full_name", "email", "company", "phone", "commercial", "last_contact"});
    desk.press(ImGuiMod_Alt | ImGuiKey_RightArrow);
    CHECK(remembered() ==
          std::vector<std::string>{"full_name", "company", "email", "phone", "commercial", "last_contact"});

    // The first one is not taken along by a drag.
    desk.laptop.ui().drag(middle("full_name"), middle("phone"));
    desk.laptop.settle();
    CHECK(remembered().front() == "full_name");

    // Another session begins with the same order.
    AppUnderTest again({.state_folder = desk.folder / "state"});
    CHECK(shell::StateFolder(desk.folder / "state").preferences().columns["client"] == remembered());
}

TEST_CASE("a saved view keeps the order of its columns") {
    Desk desk(SampleOffice{}.commercial);
    desk.laptop.app().send(app::intent::SetColumns{Entity::client, {"full_name", "phone", "company"}});
    desk.laptop.settle();
    desk.laptop.click("list.client.views");
    desk.laptop.click("views.save");
    desk.laptop.fill("view.name", "Pour appeler");
    desk.laptop.click("form.save");
    desk.laptop.app().send(app::intent::SetColumns{Entity::client, {}});
    desk.laptop.settle();
    desk.laptop.click("list.client.views");
    desk.laptop.click("list.client.view.0");
    const ImVec4 phone = desk.laptop.ui().get("list.client.table.sort.phone").bounds;
    const ImVec4 company = desk.laptop.ui().get("list.client.table.sort.company").bounds;
    CHECK(phone.x < company.x);
    CHECK(desk.laptop.ui().find("list.client.table.sort.email") == nullptr);
}

TEST_CASE("a list offers the filters that can answer something for one's department") {
    const auto offers = [](Desk& desk, const char* filter) { return desk.laptop.ui().find(filter) != nullptr; };
    {
        Desk commercial(SampleOffice{}.commercial);
        CHECK(offers(commercial, "list.client.filter.mine"));
        commercial.laptop.click("nav.events");
        CHECK(offers(commercial, "list.event.filter.mine"));
    }
    {
        Desk support(SampleOffice{}.support, "nav.contracts");
        CHECK_FALSE(offers(support, "list.contract.filter.my-clients"));
        CHECK(offers(support, "list.contract.filter.not-signed"));
        support.laptop.click("nav.events");
        CHECK(offers(support, "list.event.filter.mine"));
    }
    Desk gestion(SampleOffice{}.gestion);
    CHECK_FALSE(offers(gestion, "list.client.filter.mine"));
    CHECK(offers(gestion, "list.client.filter.not-contacted"));
    gestion.laptop.click("nav.events");
    CHECK_FALSE(offers(gestion, "list.event.filter.mine"));
    // What is on can be taken off, wherever it came from.
    gestion.laptop.app().send(app::intent::ToggleFilter{Entity::event, Filter::event_mine});
    gestion.laptop.settle();
    CHECK(offers(gestion, "list.event.filter.mine"));
}

TEST_CASE("a view keeps filters, text and order under a name, and is renamed and removed") {
    Desk desk(SampleOffice{}.commercial);
    desk.laptop.click("list.client.filter.mine");
    desk.laptop.click("list.client.table.sort.company");
    desk.laptop.click("list.client.views");
    desk.laptop.click("views.save");
    desk.laptop.fill("view.name", "Les miens");
    desk.laptop.click("form.save");
    CHECK(desk.laptop.sees("Les miens"));
    desk.laptop.click("list.client.filter.mine");
    CHECK(desk.laptop.sees("3 clients"));

    // The palette knows it too.
    desk.press(ImGuiMod_Ctrl | ImGuiKey_K);
    desk.laptop.ui().type("les miens");
    desk.laptop.settle();
    desk.laptop.click("palette.view.0");
    CHECK(desk.laptop.sees("2 clients"));
    CHECK(desk.list(Entity::client).query.sort.field == Field::client_company);

    desk.laptop.click("list.client.views");
    desk.laptop.click("views.rename");
    desk.laptop.fill("view.name", "Mes clients");
    desk.laptop.click("form.save");
    REQUIRE(desk.laptop.state().views[static_cast<std::size_t>(Entity::client)].size() == 1);
    CHECK(desk.laptop.state().views[static_cast<std::size_t>(Entity::client)].front().name == "Mes clients");
    desk.laptop.click("list.client.views");
    desk.laptop.click("views.remove");
    CHECK(desk.laptop.state().views[static_cast<std::size_t>(Entity::client)].empty());
}

TEST_CASE("a view that would replace another is asked about") {
    Desk desk(SampleOffice{}.commercial);
    for (int round = 0; round < 2; ++round) {
        desk.laptop.click("list.client.views");
        desk.laptop.click("views.save");
        desk.laptop.fill("view.name", "Tous");
        desk.laptop.click("form.save");
    }
    CHECK(desk.laptop.sees("it would be replaced"));
    desk.laptop.click("warnings.save");
    CHECK_FALSE(desk.laptop.state().form);
    CHECK(desk.laptop.state().views[static_cast<std::size_t>(Entity::client)].size() == 1);
}

TEST_CASE("management gives many clients another sales contact, and takes it back in one step") {
    Desk desk(SampleOffice{}.gestion);
    desk.laptop.click("list.client.table.row.0.select");
    desk.laptop.click("list.client.table.row.2.select");
    CHECK(desk.laptop.sees("2 selected"));
    desk.press(ImGuiKey_Escape);
    CHECK(desk.list(Entity::client).chosen.empty());
    desk.press(ImGuiMod_Ctrl | ImGuiKey_A);
    CHECK(desk.list(Entity::client).chosen.size() == 3);
    desk.laptop.click("list.client.act_on_chosen");
    desk.laptop.choose("many.person", "Claire Vidal");
    desk.laptop.click("form.save");
    CHECK_FALSE(desk.laptop.state().form);
    CHECK(desk.last_toast() == "2 clients reassigned.");
    desk.laptop.app().send(app::intent::SetText{Entity::client, "Claire"});
    desk.laptop.settle();
    desk.press(ImGuiMod_Ctrl | ImGuiKey_Z);
    CHECK(desk.last_toast() == "Undone: 2 changes made together");
}

TEST_CASE("rows are selected from one to another with Shift, and one by one with Ctrl") {
    Desk desk(SampleOffice{}.gestion);
    desk.laptop.click("list.client.table.row.0.select");
    desk.press(ImGuiMod_Shift | ImGuiKey_DownArrow);
    desk.press(ImGuiMod_Shift | ImGuiKey_DownArrow);
    CHECK(desk.list(Entity::client).chosen.size() == 3);
    desk.press(ImGuiMod_Shift | ImGuiKey_UpArrow);
    CHECK(desk.list(Entity::client).chosen.size() == 2);
    CHECK_FALSE(desk.laptop.state().page);
}

TEST_CASE("who has no right to change many has no boxes") {
    Desk desk(SampleOffice{}.commercial);
    CHECK(desk.laptop.ui().find("list.client.table.row.0.select") == nullptr);
    desk.laptop.open_row("Éléonore Lefèvre");
    CHECK(desk.laptop.state().page);
}

TEST_CASE("support is assigned to many events; double bookings are asked about first") {
    Desk desk(SampleOffice{}.gestion, "nav.events");
    desk.laptop.click("list.event.table.row.0.select");
    desk.laptop.click("list.event.act_on_chosen");
    CHECK(desk.laptop.ui().is_disabled("form.save"));
    desk.laptop.choose("many.person", "Elsa Petit");
    desk.laptop.click("form.save");
    CHECK(desk.last_toast() == "1 event assigned.");
    CHECK(desk.laptop.sees("Elsa Petit"));
}

TEST_CASE("what the list shows goes into a CSV, and never over a file that is there") {
    Desk desk(SampleOffice{}.commercial);
    desk.laptop.click("list.client.filter.mine");
    desk.transfer("client", "transfer.csv", desk.folder / "clients.csv");
    CHECK(desk.last_toast() == "clients.csv is written. 2 lines.");
    const std::string text = read_file(desk.folder / "clients.csv");
    CHECK(text.find("Éléonore Lefèvre") != std::string::npos);
    CHECK(text.find("Benoît Château") == std::string::npos);
    // In another folder nobody has looked: nothing is replaced unasked.
    desk.laptop.click("list.client.transfer");
    desk.laptop.click("transfer.csv");
    desk.laptop.app().send(app::intent::PickerGo{"/"});
    desk.laptop.settle();
    desk.laptop.ui().fill("files.name", (desk.folder / "clients.csv").string());
    desk.laptop.settle();
    desk.laptop.click("files.take");
    CHECK(desk.last_toast().find("is there already") != std::string::npos);
    CHECK(read_file(desk.folder / "clients.csv") == text);
}

TEST_CASE("events go into a calendar, and one event onto a sheet") {
    Desk desk(SampleOffice{}.support, "nav.events");
    desk.transfer("event", "transfer.calendar", desk.folder / "events.ics");
    CHECK(read_file(desk.folder / "events.ics").find("Mariage de Camille et Lo") != std::string::npos);
    desk.laptop.open_row("Mariage de Camille et Loïc");
    desk.laptop.click("record.more");
    desk.laptop.click("record.sheet");
    desk.laptop.ui().fill("files.name", (desk.folder / "event.pdf").string());
    desk.laptop.click("files.take");
    CHECK(read_file(desk.folder / "event.pdf").starts_with("%PDF"));
    desk.laptop.click("record.more");
    desk.laptop.click("record.calendar");
    desk.laptop.ui().fill("files.name", (desk.folder / "one.ics").string());
    desk.laptop.click("files.take");
    CHECK(desk.last_toast() == "one.ics is written. 1 event.");
}

TEST_CASE("a CSV is looked at, tried out, imported, and taken back whole") {
    Desk desk(SampleOffice{}.commercial);
    std::ofstream(desk.folder / "table.csv") << "Nom;Société;Courriel;Humeur\n"
                                                "Zoé Martin;Martin SA;zoe@martin.fr;bonne\n"
                                                "Yves Roux;Roux & Cie;not an address;bonne\n"
                                                "Éléonore Lefèvre;;eleonore@ateliers.fr;bonne\n";
    desk.transfer("client", "transfer.import", desk.folder / "table.csv");
    REQUIRE(desk.laptop.state().import);
    REQUIRE(desk.laptop.state().import->look);
    CHECK(desk.laptop.state().import->look->rows == 3);
    CHECK(desk.laptop.sees("Zoé Martin"));
    CHECK(desk.laptop.sees("Not imported"));
    desk.laptop.click("import.check");
    CHECK(desk.laptop.state().import->step == app::ImportStep::checked);
    CHECK(desk.laptop.sees("Import 1 line"));
    CHECK(desk.laptop.sees("Line 3"));
    CHECK(desk.list(Entity::client).total == 3);
    desk.laptop.click("import.run");
    CHECK(desk.laptop.state().import->step == app::ImportStep::done);
    CHECK(desk.list(Entity::client).total == 4);
    CHECK(read_file(desk.folder / "table-rejected.csv").find("Yves Roux") != std::string::npos);
    desk.laptop.click("import.undo");
    CHECK_FALSE(desk.laptop.state().import);
    CHECK(desk.list(Entity::client).total == 3);
    CHECK(desk.last_toast() == "Undone: import of one change");
}

TEST_CASE("the order in which a column of dates is read is shown, and said of a date that does not fit it") {
    Desk desk(SampleOffice{}.commercial);
    std::ofstream(desk.folder / "table.csv") << "Nom;Premier contact\nZoé Martin;23/02/2026\nYves Roux;31/02/2026\n";
    desk.transfer("client", "transfer.import", desk.folder / "table.csv");
    CHECK(desk.laptop.sees("23/02/2026 · day, month, year"));
    desk.laptop.click("import.check");
    CHECK(desk.laptop.sees("“31/02/2026” is not a date written as day, month, year."));
}

TEST_CASE("a column is given another field by hand") {
    Desk desk(SampleOffice{}.commercial);
    std::ofstream(desk.folder / "table.csv") << "Nom;Humeur\nZoé Martin;bonne\n";
    desk.transfer("client", "transfer.import", desk.folder / "table.csv");
    desk.laptop.choose("import.column.1", "Notes");
    CHECK(desk.laptop.state().import->look->columns[1].target == "notes");
    desk.laptop.click("import.check");
    desk.laptop.click("import.run");
    desk.laptop.click("import.done");
    CHECK_FALSE(desk.laptop.state().import);
    desk.laptop.open_row("Zoé Martin");
    INFO(desk.laptop.ui().text_on_screen());
    REQUIRE(desk.laptop.state().page);
    CHECK(desk.laptop.state().page->loaded->view.record.text(Field::client_notes).find("bonne") != std::string::npos);
}

TEST_CASE("headings that nobody knows are given their fields by hand, and until then nothing is tried") {
    Desk desk(SampleOffice{}.commercial);
    std::ofstream(desk.folder / "table.csv") << "Machin;Truc;Truc\nZoé Martin;zoe@martin.fr;Martin SA\n";
    desk.transfer("client", "transfer.import", desk.folder / "table.csv");
    REQUIRE(desk.laptop.state().import->look);
    CHECK(desk.laptop.sees("Choose at the right which column holds: Full name."));
    CHECK(desk.laptop.ui().is_disabled("import.check"));
    CHECK(desk.laptop.ui().tooltip_of("import.check") == "No column has been chosen for: Full name.");
    desk.press(ImGuiKey_Enter); // the first list has the keyboard: it opens
    CHECK(desk.laptop.ui().find("import.column.0.search") != nullptr);
    desk.press(ImGuiKey_Escape);
    REQUIRE(desk.laptop.state().import);
    CHECK(desk.laptop.state().import->step == app::ImportStep::columns);
    desk.laptop.choose("import.column.0", "Full name");
    desk.laptop.choose("import.column.1", "E-mail");
    desk.laptop.choose("import.column.2", "Company");
    CHECK_FALSE(desk.laptop.sees("Not every column was recognised"));
    desk.laptop.click("import.check");
    desk.laptop.click("import.run");
    desk.laptop.click("import.done");
    desk.laptop.open_row("Zoé Martin");
    REQUIRE(desk.laptop.state().page);
    const Record& client = desk.laptop.state().page->loaded->view.record;
    CHECK(client.text(Field::client_email) == "zoe@martin.fr");
    CHECK(client.text(Field::client_company) == "Martin SA");
}

TEST_CASE("two columns of one heading are left to be chosen from") {
    Desk desk(SampleOffice{}.commercial);
    std::ofstream(desk.folder / "table.csv") << "Nom complet;Nom complet;E-mail\nA. Martin;Zoé Martin;zoe@martin.fr\n";
    desk.transfer("client", "transfer.import", desk.folder / "table.csv");
    REQUIRE(desk.laptop.state().import->look);
    CHECK(desk.laptop.sees("Not every column was recognised"));
    desk.laptop.choose("import.column.1", "Full name");
    desk.laptop.click("import.check");
    CHECK(desk.laptop.state().import->step == app::ImportStep::checked);
    CHECK(desk.laptop.sees("Import 1 line"));
}

TEST_CASE("a file that is no table says so, and importing needs the right to create") {
    Desk desk(SampleOffice{}.commercial);
    desk.transfer("client", "transfer.import", desk.folder / "nowhere.csv");
    CHECK(desk.laptop.sees("cannot be read"));
    desk.press(ImGuiKey_Escape);
    CHECK_FALSE(desk.laptop.state().import);

    Desk management(SampleOffice{}.gestion);
    management.laptop.click("list.client.transfer");
    CHECK(management.laptop.ui().is_disabled("transfer.import"));
}

} // namespace epic::test
