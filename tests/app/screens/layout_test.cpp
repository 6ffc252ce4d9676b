#include <catch2/catch_test_macros.hpp>

#include "tests/app/harness/app_under_test.hpp"
#include "tests/app/harness/sample_office.hpp"
#include "tests/support/places.hpp"

namespace epic::test {
namespace {

void check_layout(AppUnderTest& laptop, const std::string& screen) {
    laptop.settle();
    std::string faults;
    for (const std::string& fault : laptop.ui().layout_faults()) faults += fault + "\n";
    INFO(screen);
    CHECK(faults == "");
}

} // namespace

TEST_CASE("no text is cut or covered on a small screen, in French, for each department") {
    const TemporaryFolder folder;
    const SampleOffice office = make_sample_office(folder / "office.epic");
    AppUnderTest laptop({.state_folder = folder / "state", .language = Language::french, .width = 1024, .height = 700});
    check_layout(laptop, "start");
    laptop.click("start.create");
    check_layout(laptop, "create");
    laptop.click("gate.back");
    laptop.click("start.join");
    check_layout(laptop, "join");
    for (const std::string& person : {office.gestion, office.commercial, office.support}) {
        laptop.app().send(app::intent::CloseFile{});
        laptop.open(folder / "office.epic");
        check_layout(laptop, "sign in");
        laptop.sign_in(person, office.password);
        for (const char* section : {"nav.clients", "nav.contracts", "nav.events", "nav.collaborators", "nav.sync", "nav.settings"}) {
            laptop.click(section);
            check_layout(laptop, person + " " + section);
        }
        const std::pair<Entity, Id> records[] = {{Entity::client, office.lefevre},
                                                 {Entity::contract, office.signed_contract},
                                                 {Entity::contract, office.open_contract},
                                                 {Entity::event, office.wedding}};
        for (const auto& [entity, id] : records) {
            const std::string name = person + " " + std::string(entity_name(entity));
            laptop.app().send(app::intent::OpenRecord{entity, id});
            check_layout(laptop, name);
            laptop.app().send(app::intent::Act{app::RecordAction::edit});
            check_layout(laptop, name + " being edited");
            laptop.app().send(app::intent::Cancel{});
            laptop.settle();
            laptop.click("record.tab.history");
            check_layout(laptop, name + " history");
        }
    }
}

} // namespace epic::test
