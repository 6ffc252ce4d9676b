#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <tuple>

#include "app/screens/screen_words.hpp"
#include "app/state/inbox_words.hpp"
#include "app/state/list_words.hpp"
#include "tests/app/harness/app_under_test.hpp"
#include "tests/app/harness/busy_office.hpp"
#include "tests/app/harness/sample_office.hpp"
#include "tests/app/harness/waiting_inbox.hpp"
#include "tests/support/places.hpp"

namespace epic::test {
namespace {

// What the people of the sample office wrote, which may be longer than its place: names, places, paths, addresses.
bool written_by_people(const std::string& text) {
    constexpr std::array words{"Lefèvre", "Noël",  "Château",  "Québec",   "Faïence", "Cœur",       "Renard",
                               "Lemoine", "Vidal", "Morel",    "Petit",    "Mariage", "Domaine",    "Canal",
                               "@",       "/",     "Blangier", "traiteur", ".epic",   "Montgiscard"};
    return std::ranges::any_of(words, [&text](const char* word) { return text.find(word) != std::string::npos; });
}

void check_layout(AppUnderTest& laptop, const std::string& screen) {
    laptop.ui().move_to(1, 1); // a tooltip that is just opening has no size yet
    laptop.settle();
    std::string faults;
    for (const std::string& fault : laptop.ui().layout_faults()) faults += fault + "\n";
    for (const std::string& text : laptop.ui().shortened_texts()) {
        if (!written_by_people(text)) faults += "shortened: " + text + "\n";
    }
    INFO(screen);
    CHECK(faults == "");
}

// Everything that can be reached without writing anything.
void visit_everything(AppUnderTest& laptop, const SampleOffice& office, const std::filesystem::path& file,
                      const std::string& person) {
    laptop.app().send(app::intent::CloseFile{});
    laptop.open(file);
    check_layout(laptop, "sign in");
    laptop.sign_in(person, office.password);
    for (int section = 0; section <= static_cast<int>(app::Section::inbox); ++section) {
        laptop.app().send(app::intent::GoTo{static_cast<app::Section>(section)});
        check_layout(laptop, person + " section " + std::to_string(section));
    }
    laptop.app().send(app::intent::OpenPalette{});
    check_layout(laptop, person + " palette");
    laptop.app().send(app::intent::ClosePalette{});
    laptop.app().send(app::intent::ShowShortcuts{});
    check_layout(laptop, person + " shortcuts");
    laptop.app().send(app::intent::ShowShortcuts{false});
    laptop.app().send(app::intent::ChooseColumns{Entity::contract});
    check_layout(laptop, person + " columns");
    laptop.app().send(app::intent::ChooseColumns{});
    laptop.app().send(app::intent::GoTo{app::Section::calendar});
    for (const app::CalendarMode mode : {app::CalendarMode::week, app::CalendarMode::timeline}) {
        laptop.app().send(app::intent::ShowCalendar{mode});
        check_layout(laptop, person + " calendar " + std::to_string(static_cast<int>(mode)));
    }
    laptop.app().send(app::intent::BackUp{});
    check_layout(laptop, "safety copy");
    laptop.app().send(app::intent::Cancel{});
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

void visit_gates(AppUnderTest& laptop) {
    check_layout(laptop, "start");
    for (const app::Gate gate : {app::Gate::create_file, app::Gate::join_server}) {
        laptop.app().send(app::intent::GoToGate{gate});
        check_layout(laptop, "gate " + std::to_string(static_cast<int>(gate)));
    }
    laptop.app().send(app::intent::OpenDemonstration{});
    check_layout(laptop, "demonstration");
}

} // namespace

TEST_CASE("no text is cut or covered on a small screen, in French, for each department") {
    const TemporaryFolder folder;
    const SampleOffice office = make_sample_office(folder / "office.epic");
    leave_questions(folder / "office.epic", office);
    AppUnderTest laptop({.state_folder = folder / "state", .language = Language::french, .width = 1024, .height = 700});
    for (const std::string& person : {office.gestion, office.commercial, office.support})
        visit_everything(laptop, office, folder / "office.epic", person);
}

TEST_CASE("the state of an event, its day and its support have room in the list of a small screen") {
    const TemporaryFolder folder;
    const BusyOffice office = make_busy_office(folder / "office.epic");
    for (const Language language : {Language::english, Language::french}) {
        AppUnderTest laptop({.state_folder = folder / "state", .language = language});
        // The narrowest, what a screen of 2560 x 1440 shows at 200 %, and the narrowest at each scale.
        constexpr std::array<std::tuple<int, int, int>, 4> looks{
            {{1024, 700, 100}, {1280, 720, 100}, {1024, 700, 150}, {1024, 700, 200}}};
        for (const auto& [width, height, percent] : looks) {
            laptop.app().send(app::intent::CloseFile{});
            laptop.resize(width * percent / 100, height * percent / 100, static_cast<float>(percent) / 100.0F);
            laptop.open(folder / "office.epic");
            laptop.sign_in(office.gestion, office.password);
            laptop.click("nav.events");
            REQUIRE(laptop.sees(tr(language, words::status_double_booked)));
            INFO(width << " at " << percent << " %");
            for (const std::string& text : laptop.ui().shortened_texts()) {
                INFO(text);
                CHECK_FALSE(text == tr(language, words::status_double_booked));
                CHECK(text.find_first_of("0123456789") == std::string::npos);
            }
        }
    }
}

TEST_CASE("while a page is being read nothing is cut or covered, and nothing is said that is not known yet") {
    const TemporaryFolder folder;
    const SampleOffice office = make_sample_office(folder / "office.epic");
    AppUnderTest laptop({.state_folder = folder / "state", .language = Language::french, .width = 1024, .height = 700});
    for (const std::string& person : {office.gestion, office.commercial, office.support}) {
        laptop.app().send(app::intent::CloseFile{});
        laptop.open(folder / "office.epic");
        laptop.fill("sign_in.email", person);
        laptop.ui().fill("sign_in.password", office.password);
        laptop.app().hold_answers(true);
        laptop.ui().key(ImGuiKey_Enter);
        // Frame by frame: what is asked for once one is signed in has not come in that same frame.
        REQUIRE(laptop.ui().wait_until([&] {
            const bool open = laptop.state().gate == app::Gate::open;
            laptop.app().hold_answers(open);
            return open;
        }));
        for (const app::Section section : {app::Section::today, app::Section::calendar, app::Section::clients,
                                           app::Section::events, app::Section::dashboard, app::Section::inbox}) {
            laptop.app().send(app::intent::GoTo{section});
            laptop.ui().frames(4);
            INFO(person << " section " << static_cast<int>(section));
            CHECK(laptop.ui().layout_faults().empty());
            CHECK(laptop.ui().shortened_texts().empty());
            CHECK_FALSE(laptop.sees(tr(Language::french, words::inbox_empty_title)));
            if (section == app::Section::inbox) CHECK(laptop.sees(tr(Language::french, words::loading)));
        }
        laptop.app().hold_answers(false);
        laptop.settle();
        CHECK(laptop.state().inbox_loaded);
        CHECK_FALSE(laptop.sees(tr(Language::french, words::loading)));
    }
}

TEST_CASE("no text is cut or covered at any size and scale, in both languages") {
    const TemporaryFolder folder;
    const SampleOffice office = make_sample_office(folder / "office.epic");
    constexpr std::array<std::pair<int, int>, 3> sizes{{{1024, 700}, {1440, 900}, {2560, 1440}}};
    for (const Language language : {Language::english, Language::french}) {
        AppUnderTest laptop({.state_folder = folder / "state", .language = language});
        for (const auto& [width, height] : sizes) {
            for (const int percent : {100, 150, 200}) {
                INFO(width << " x " << height << " at " << percent << " %");
                laptop.app().send(app::intent::CloseFile{});
                laptop.resize(width * percent / 100, height * percent / 100, static_cast<float>(percent) / 100.0F);
                laptop.settle();
                visit_gates(laptop);
                visit_everything(laptop, office, folder / "office.epic", office.gestion);
            }
        }
    }
}

} // namespace epic::test
