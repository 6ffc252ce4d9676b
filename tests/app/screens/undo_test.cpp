// Undo and redo from the keyboard and from a toast, and what leaving would lose.
#include <catch2/catch_test_macros.hpp>
#include <filesystem>

#include "tests/app/harness/app_under_test.hpp"
#include "tests/app/harness/sample_office.hpp"
#include "tests/support/places.hpp"

namespace epic::test {
namespace {

class MovableClock final : public Clock {
public:
    Instant now() const override { return {system_.now().unix_ms + ahead_ms_}; }
    void advance_seconds(std::int64_t seconds) { ahead_ms_ += seconds * 1000; }

private:
    const Clock& system_ = intl::system_environment().clock;
    std::int64_t ahead_ms_ = 0;
};

struct Desk {
    TemporaryFolder folder;
    SampleOffice office = make_sample_office(folder / "office.epic");
    MovableClock clock;
    intl::RandomIds ids{clock};
    intl::Environment environment{clock, intl::system_environment().zones, intl::system_environment().unicode, ids};
    AppUnderTest laptop{{.state_folder = folder / "state", .environment = environment}};

    explicit Desk(const std::string& who) {
        laptop.open(folder / "office.epic");
        laptop.sign_in(who, office.password);
    }
    void show(Entity entity, const Id& id) {
        laptop.app().send(app::intent::OpenRecord{entity, id});
        laptop.settle();
    }
    std::string last_toast() const {
        return laptop.state().toasts.empty() ? "" : laptop.state().toasts.back().message.in(Language::english);
    }
    std::string toast_action() const { return "toast." + std::to_string(laptop.state().toasts.back().id) + ".action"; }
    std::string value(Field field) const { return laptop.state().page->loaded->view.record.text(field); }
    void press(ImGuiKeyChord chord) {
        laptop.ui().key(chord);
        laptop.settle();
    }
};

constexpr ImGuiKeyChord undo_chord = ImGuiMod_Ctrl | ImGuiKey_Z;
constexpr ImGuiKeyChord redo_chord = ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_Z;

} // namespace

TEST_CASE("an edit is undone with Ctrl+Z and done again with Ctrl+Shift+Z") {
    Desk desk(SampleOffice{}.commercial);
    desk.show(Entity::client, desk.office.lefevre);
    desk.laptop.click("record.edit");
    desk.laptop.fill("client.company", "Ateliers Montréal");
    desk.laptop.click("form.save");
    REQUIRE(desk.value(Field::client_company) == "Ateliers Montréal");
    desk.press(undo_chord);
    CHECK(desk.value(Field::client_company) == "Ateliers Québec");
    CHECK(desk.last_toast() == "Undone: “Company” of client Éléonore Lefèvre");
    desk.press(redo_chord);
    CHECK(desk.value(Field::client_company) == "Ateliers Montréal");
    CHECK(desk.last_toast() == "Done again: “Company” of client Éléonore Lefèvre");
    desk.press(redo_chord);
    CHECK(desk.last_toast() == "There is nothing to redo.");
}

TEST_CASE("the toast of a write takes it back, also when other things were done since") {
    Desk desk(SampleOffice{}.commercial);
    desk.show(Entity::client, desk.office.lefevre);
    desk.laptop.click("record.edit");
    desk.laptop.fill("client.phone", "06 11 22 33 44");
    desk.laptop.click("form.save");
    const Id phone = desk.laptop.state().toasts.back().subject;
    desk.laptop.click("record.edit");
    desk.laptop.fill("client.company", "Ateliers Montréal");
    desk.laptop.click("form.save");
    desk.laptop.click(desk.toast_action());
    CHECK(desk.value(Field::client_company) == "Ateliers Québec");
    desk.laptop.click(desk.toast_action());
    CHECK(desk.value(Field::client_company) == "Ateliers Montréal");
    desk.laptop.app().send(app::intent::Undo{phone});
    desk.laptop.settle();
    CHECK(desk.value(Field::client_company) == "Ateliers Montréal");
    CHECK(desk.last_toast() == "Undone: “Phone” of client Éléonore Lefèvre");
    CHECK(desk.value(Field::client_phone) == "05 61 22 23 24");
}

TEST_CASE("undoing a creation leaves the page of what is no more") {
    Desk desk(SampleOffice{}.commercial);
    desk.laptop.click("nav.clients");
    desk.laptop.click("list.client.new");
    desk.laptop.fill("client.full_name", "François Müller");
    desk.laptop.click("form.save");
    REQUIRE(desk.laptop.state().page);
    desk.press(undo_chord);
    CHECK_FALSE(desk.laptop.state().page);
    CHECK(desk.laptop.sees("3 clients"));
    CHECK(desk.last_toast() == "Undone: new client François Müller");
}

TEST_CASE("an undo that is no longer possible says why, in words") {
    Desk desk(SampleOffice{}.commercial);
    desk.show(Entity::client, desk.office.lefevre);
    desk.laptop.click("record.edit");
    desk.laptop.fill("client.full_name", "Éléonore Lefèvre-Roy");
    desk.laptop.click("form.save");
    const Id action = desk.laptop.state().toasts.back().subject;
    desk.laptop.app().send(app::intent::Lock{});
    desk.laptop.settle();
    desk.laptop.sign_in(desk.office.gestion, desk.office.password);
    desk.laptop.app().send(app::intent::Undo{action});
    desk.laptop.settle();
    CHECK(desk.last_toast() == "Only who did it can undo it.");
    CHECK(desk.laptop.state().toasts.back().who_could.in(Language::english) == "Bruno Lemoine");
}

TEST_CASE("Ctrl+Z in a field takes back the typing and nothing else") {
    Desk desk(SampleOffice{}.commercial);
    desk.laptop.click("nav.clients");
    desk.laptop.click("list.client.search");
    desk.laptop.ui().type("no");
    desk.laptop.settle();
    const std::size_t toasts = desk.laptop.state().toasts.size();
    desk.press(undo_chord);
    CHECK(desk.laptop.state().list(Entity::client).query.text.size() < 2);
    CHECK(desk.laptop.state().toasts.size() == toasts);
}

TEST_CASE("leaving is asked about only while something typed would be lost") {
    Desk desk(SampleOffice{}.gestion);
    desk.show(Entity::contract, desk.office.signed_contract);
    desk.laptop.click("payment.reverse.0");
    desk.laptop.fill("reverse.note", "Chèque sans provision");
    desk.press(ImGuiMod_Ctrl | ImGuiKey_Q);
    CHECK(desk.laptop.sees("keeps no draft"));
    CHECK_FALSE(desk.laptop.state().quit);
    desk.laptop.click("leave.stay");
    REQUIRE(desk.laptop.state().form);
    CHECK(desk.laptop.state().form->text_of("note") == "Chèque sans provision");
    desk.press(ImGuiMod_Ctrl | ImGuiKey_Q);
    desk.laptop.click("leave.anyway");
    CHECK(desk.laptop.state().quit);
}

TEST_CASE("leaving is asked about while a file is being written, and closing the file is, too") {
    Desk desk(SampleOffice{}.commercial);
    desk.laptop.click("nav.clients");
    desk.laptop.click("list.client.transfer");
    desk.laptop.click("transfer.csv");
    desk.laptop.ui().fill("files.name", (desk.folder / "clients.csv").string());
    desk.laptop.settle();
    // In one frame, as somebody who is quick on a slow disk.
    desk.laptop.app().send(app::intent::PickerTake{});
    desk.laptop.app().send(app::intent::CloseFile{});
    desk.laptop.ui().frames(1);
    CHECK(desk.laptop.state().leaving == app::Leaving::close_file);
    CHECK(desk.laptop.state().gate == app::Gate::open);
    desk.laptop.settle();
    desk.laptop.click("leave.stay");
    CHECK(std::filesystem::exists(desk.folder / "clients.csv"));
    desk.laptop.app().send(app::intent::CloseFile{});
    desk.laptop.settle();
    CHECK(desk.laptop.state().gate == app::Gate::start);
}

TEST_CASE("quitting in the middle of a form keeps its draft in the file") {
    Desk desk(SampleOffice{}.commercial);
    desk.show(Entity::client, desk.office.lefevre);
    desk.laptop.click("record.edit");
    desk.laptop.ui().fill("client.company", "Ateliers Gaspésie");
    desk.press(ImGuiMod_Ctrl | ImGuiKey_Q);
    REQUIRE(desk.laptop.state().quit);
    AppUnderTest again({.state_folder = desk.folder / "again"});
    again.open(desk.folder / "office.epic");
    again.sign_in(desk.office.commercial, desk.office.password);
    again.app().send(app::intent::OpenRecord{Entity::client, desk.office.lefevre});
    again.settle();
    again.click("record.edit");
    CHECK(again.state().form->text_of("company") == "Ateliers Gaspésie");
}

TEST_CASE("the clipboard forgets a one-time password after half a minute, but nothing that came after it") {
    Desk desk(SampleOffice{}.gestion);
    desk.laptop.click("nav.collaborators");
    desk.laptop.click("list.collaborator.new");
    const std::string once(desk.laptop.state().form->text_of("initial_password"));
    desk.laptop.click("collaborator.initial_password.copy");
    CHECK(std::string(ImGui::GetClipboardText()) == once);
    desk.clock.advance_seconds(29);
    desk.laptop.settle();
    CHECK(std::string(ImGui::GetClipboardText()) == once);
    desk.clock.advance_seconds(2);
    desk.laptop.settle();
    CHECK(std::string(ImGui::GetClipboardText()).empty());

    desk.laptop.click("collaborator.initial_password.copy");
    ImGui::SetClipboardText("an address");
    desk.clock.advance_seconds(31);
    desk.laptop.settle();
    CHECK(std::string(ImGui::GetClipboardText()) == "an address");
}

} // namespace epic::test
