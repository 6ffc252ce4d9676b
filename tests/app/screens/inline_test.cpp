// A field of a record, changed where it stands.
#include <catch2/catch_test_macros.hpp>
#include <imgui.h>
// After imgui.h, which it needs.
#include <imgui_internal.h>

#include "tests/app/harness/app_under_test.hpp"
#include "tests/app/harness/sample_office.hpp"
#include "tests/app/harness/waiting_inbox.hpp"
#include "tests/support/places.hpp"

namespace epic::test {
namespace {

struct Desk {
    TemporaryFolder folder;
    SampleOffice office = make_sample_office(folder / "office.epic");
    AppUnderTest laptop{{.state_folder = folder / "state"}};

    explicit Desk(const std::string& who) {
        laptop.open(folder / "office.epic");
        laptop.sign_in(who, office.password);
    }
    void show(Entity entity, const Id& id) {
        laptop.app().send(app::intent::OpenRecord{entity, id});
        laptop.settle();
    }
    void press(ImGuiKeyChord chord) {
        laptop.ui().key(chord);
        laptop.settle();
    }
    void type(std::string_view text) {
        press(ImGuiMod_Ctrl | ImGuiKey_A);
        laptop.ui().type(text);
        laptop.settle();
    }
    std::string value(Field field) const { return laptop.state().page->loaded->view.record.text(field); }
};

} // namespace

TEST_CASE("a field becomes a change when it is left, and can be undone") {
    Desk desk(SampleOffice{}.commercial);
    desk.show(Entity::client, desk.office.lefevre);
    desk.laptop.click("edit.company");
    desk.type("Ateliers Gaspésie");
    CHECK(desk.value(Field::client_company) == "Ateliers Québec");
    desk.press(ImGuiKey_Tab);
    CHECK(desk.value(Field::client_company) == "Ateliers Gaspésie");
    CHECK_FALSE(desk.laptop.state().inline_edit);
    desk.press(ImGuiMod_Ctrl | ImGuiKey_Z);
    CHECK(desk.value(Field::client_company) == "Ateliers Québec");
}

TEST_CASE("the history shows the whole of a long text, before and after") {
    Desk desk(SampleOffice{}.commercial);
    desk.laptop.resize(1024, 700, 1);
    desk.show(Entity::client, desk.office.lefevre);
    const std::string before =
        "Prefers to be called in the morning, before the workshop opens at nine, and never on Fridays. The second "
        "entrance is in the yard, behind the blue gate.";
    const std::string after = before + " Since May the gate is green.";
    for (const std::string& notes : {before, after}) {
        desk.laptop.click("edit.notes");
        desk.type(notes);
        desk.press(ImGuiKey_Tab);
        REQUIRE(desk.value(Field::client_notes) == notes);
    }
    desk.laptop.click("record.tab.history");
    CHECK(desk.laptop.ui().shortened_texts().empty());
    CHECK(desk.laptop.ui().layout_faults().empty());
    for (const char* end : {"behind the blue gate.", "green."}) CHECK(desk.laptop.sees(end));
}

TEST_CASE("a record that cannot be read again stays on screen and is offered to be read once more") {
    Desk desk(SampleOffice{}.commercial);
    desk.show(Entity::client, desk.office.lefevre);
    AppUnderTest& laptop = desk.laptop;
    laptop.app().send(
        app::answer::LoadFailed{laptop.state().page->ticket, Error{.code = ErrorCode::damaged, .message = {}}});
    laptop.settle();
    CHECK(laptop.sees("This page could not be read."));
    CHECK(laptop.sees("Ateliers Québec"));
    laptop.click("record.error.action");
    CHECK_FALSE(laptop.sees("This page could not be read."));
    CHECK_FALSE(laptop.state().page->error);
    CHECK(laptop.sees("Ateliers Québec"));
}

TEST_CASE("Enter writes a field, Esc takes the typing back and leaves no draft") {
    Desk desk(SampleOffice{}.commercial);
    desk.show(Entity::client, desk.office.lefevre);
    desk.laptop.click("edit.phone");
    desk.type("06 11 22 33 44");
    desk.press(ImGuiKey_Enter);
    CHECK(desk.value(Field::client_phone) == "06 11 22 33 44");
    desk.laptop.click("edit.phone");
    desk.type("07");
    desk.press(ImGuiKey_Escape);
    CHECK_FALSE(desk.laptop.state().inline_edit);
    CHECK(desk.value(Field::client_phone) == "06 11 22 33 44");
    CHECK(desk.laptop.state().drafts.empty());
    REQUIRE(desk.laptop.state().page);
}

TEST_CASE("a value that will not do says why at its place, and stays as a draft when the page is left") {
    Desk desk(SampleOffice{}.commercial);
    desk.show(Entity::client, desk.office.lefevre);
    desk.laptop.click("edit.email");
    desk.type("not an address");
    desk.press(ImGuiKey_Enter);
    CHECK(desk.laptop.sees("is not an e-mail address"));
    CHECK(desk.value(Field::client_email) == "eleonore@ateliers.fr");
    desk.laptop.click("nav.contracts");
    desk.show(Entity::client, desk.office.lefevre);
    desk.laptop.click("edit.email");
    REQUIRE(desk.laptop.state().inline_edit);
    CHECK(desk.laptop.state().inline_edit->fields.front().text == "not an address");
}

TEST_CASE("what may not be changed says why, where it stands") {
    Desk desk(SampleOffice{}.other_commercial);
    desk.show(Entity::client, desk.office.lefevre);
    REQUIRE(desk.laptop.ui().is_disabled("edit.company"));
    CHECK(desk.laptop.ui().tooltip_of("edit.company").find("looked after by Bruno Lemoine") != std::string::npos);
}

TEST_CASE("a field is reached and changed by the keyboard alone") {
    Desk desk(SampleOffice{}.commercial);
    desk.show(Entity::client, desk.office.lefevre);
    for (int i = 0; i < 40 && !desk.laptop.state().inline_edit; ++i) {
        desk.press(ImGuiKey_Tab);
        const Item* row = desk.laptop.ui().find("edit.company");
        REQUIRE(row != nullptr);
        if (ImGui::GetFocusID() == row->id) desk.press(ImGuiKey_Enter);
    }
    REQUIRE(desk.laptop.state().inline_edit);
    CHECK(desk.laptop.state().inline_edit->fields.front().key == "company");
    desk.type("Ateliers Gaspésie");
    desk.press(ImGuiKey_Enter);
    CHECK(desk.value(Field::client_company) == "Ateliers Gaspésie");
}

TEST_CASE("start, end and zone are one value and open their dialog; support opens its own") {
    Desk desk(SampleOffice{}.gestion);
    desk.show(Entity::event, desk.office.wedding);
    desk.laptop.click("edit.starts_at");
    REQUIRE(desk.laptop.state().form);
    CHECK(desk.laptop.state().form->find("ends_at") != nullptr);
    desk.press(ImGuiKey_Escape);
    desk.laptop.click("edit.support");
    REQUIRE(desk.laptop.state().form);
    CHECK(desk.laptop.state().form->kind == app::FormKind::assign_support);
}

TEST_CASE("a field that the server does not know yet is marked") {
    Desk desk(SampleOffice{}.commercial);
    desk.laptop.app().send(app::intent::Lock{});
    desk.laptop.settle();
    leave_questions(desk.folder / "office.epic", desk.office);
    desk.laptop.sign_in(desk.office.commercial, desk.office.password);
    desk.show(Entity::client, desk.office.lefevre);
    const auto waiting = [&](std::string_view label) {
        for (const app::DetailLine& line : desk.laptop.state().page->details) {
            if (line.label.text == label) return line.pending;
        }
        return false;
    };
    CHECK_FALSE(waiting("E-mail"));
    desk.laptop.click("edit.email");
    desk.type("eleonore.lefevre@ateliers.fr");
    desk.press(ImGuiKey_Enter);
    CHECK(waiting("E-mail"));
    CHECK_FALSE(waiting("Notes"));
}

} // namespace epic::test
