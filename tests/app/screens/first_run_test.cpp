// From nothing to a file: what a new person meets first.
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <sys/stat.h>

#include "storage/store/store.hpp"
#include "tests/app/harness/app_under_test.hpp"
#include "tests/app/harness/sample_office.hpp"
#include "tests/support/places.hpp"

namespace epic::test {
namespace {

constexpr std::string_view founder = "alice@agence.fr";
constexpr std::string_view phrase = "une phrase facile";

// As far as the recovery key, which is on screen.
void create_up_to_the_key(AppUnderTest& laptop, const std::filesystem::path& file) {
    laptop.click("start.create");
    laptop.fill("create.path", file.string());
    laptop.fill("create.full_name", "Alice Renard");
    laptop.fill("create.email", founder);
    laptop.fill("create.password", phrase);
    laptop.fill("create.repeat_password", phrase);
    laptop.click("create.submit");
    REQUIRE(laptop.state().recovery_key);
}

bool opens_with(const std::filesystem::path& file, const std::string& key) {
    const auto& environment = intl::system_environment();
    return store::Store::recover(file.string(), key, {std::string(founder), "another easy phrase"}, environment)
        .has_value();
}

} // namespace

TEST_CASE("a new file's recovery key is shown once, must be kept, and opens the file") {
    const TemporaryFolder folder;
    std::string key;
    {
        AppUnderTest laptop({.state_folder = folder / "state"});
        create_up_to_the_key(laptop, folder / "office.epic");
        key = laptop.state().recovery_key->key;
        CHECK(key.size() == 41);
        CHECK(laptop.sees(key.substr(0, 23)));
        CHECK(laptop.sees(key.substr(24)));
        CHECK(laptop.ui().is_disabled("recovery_key.done"));
        laptop.ui().key(ImGuiKey_Escape);
        laptop.settle();
        CHECK(laptop.state().recovery_key);
        laptop.click("recovery_key.kept");
        laptop.click("recovery_key.done");
        CHECK_FALSE(laptop.state().recovery_key);
        CHECK_FALSE(laptop.sees(key.substr(24)));
    }
    CHECK(opens_with(folder / "office.epic", key));
}

TEST_CASE("a recovery key is saved as a page that only its owner reads, and never over another file") {
    const TemporaryFolder folder;
    AppUnderTest laptop({.state_folder = folder / "state"});
    create_up_to_the_key(laptop, folder / "office.epic");
    laptop.app().send(app::answer::FileChosen{std::string(app::recovery_key_file), (folder / "key.pdf").string()});
    laptop.settle();
    CHECK(laptop.sees("Saved:"));
    const std::string pdf = read_file(folder / "key.pdf");
    CHECK(pdf.starts_with("%PDF-"));
    struct stat info {};
    REQUIRE(::stat((folder / "key.pdf").c_str(), &info) == 0);
    CHECK((info.st_mode & 0777) == 0600);

    laptop.app().send(app::answer::FileChosen{std::string(app::recovery_key_file), (folder / "key.pdf").string()});
    laptop.settle();
    CHECK(laptop.state().recovery_key->failed);
    CHECK(read_file(folder / "key.pdf") == pdf);
}

TEST_CASE("a page for the printer goes to lp, and a missing printer is told") {
    const TemporaryFolder folder;
    const auto spool = folder / "spool.pdf";
    std::filesystem::create_directory(folder / "bin");
    const std::string path = std::getenv("PATH");
    AppUnderTest laptop({.state_folder = folder / "state"});
    create_up_to_the_key(laptop, folder / "office.epic");

    ::setenv("PATH", (folder / "bin").c_str(), 1);
    laptop.click("recovery_key.print");
    CHECK(laptop.sees("No printer took the page."));
    write_file(folder / "bin" / "lp", "#!/bin/sh\n/bin/cat >" + spool.string() + "\n");
    std::filesystem::permissions(folder / "bin" / "lp", std::filesystem::perms::owner_all);
    laptop.click("recovery_key.print");
    ::setenv("PATH", path.c_str(), 1);
    CHECK(laptop.sees("Sent to the printer."));
    CHECK(read_file(spool).starts_with("%PDF-"));
}

TEST_CASE("locking forgets a recovery key that is on the screen") {
    const TemporaryFolder folder;
    AppUnderTest laptop({.state_folder = folder / "state"});
    create_up_to_the_key(laptop, folder / "office.epic");
    laptop.app().send(app::intent::Lock{});
    laptop.settle();
    CHECK_FALSE(laptop.state().recovery_key);
    CHECK(laptop.state().gate == app::Gate::sign_in);
}

TEST_CASE("nobody leaves a recovery key behind without being asked") {
    const TemporaryFolder folder;
    AppUnderTest laptop({.state_folder = folder / "state"});
    create_up_to_the_key(laptop, folder / "office.epic");
    laptop.app().send(app::intent::CloseFile{});
    laptop.settle();
    CHECK(laptop.sees("The recovery key is shown this once"));
    laptop.click("leave.stay");
    REQUIRE(laptop.state().recovery_key);
    laptop.click("recovery_key.kept");
    laptop.app().send(app::intent::CloseFile{});
    laptop.settle();
    CHECK(laptop.state().gate == app::Gate::start);
}

TEST_CASE("management makes another recovery key in the settings, and the one before opens nothing any more") {
    const TemporaryFolder folder;
    std::string first;
    std::string second;
    {
        AppUnderTest laptop({.state_folder = folder / "state"});
        create_up_to_the_key(laptop, folder / "office.epic");
        first = laptop.state().recovery_key->key;
        laptop.click("recovery_key.kept");
        laptop.click("recovery_key.done");
        laptop.click("nav.settings");
        laptop.click("settings.recovery");
        CHECK(laptop.sees("opens nothing any more"));
        laptop.click("form.save");
        REQUIRE(laptop.state().recovery_key);
        second = laptop.state().recovery_key->key;
    }
    CHECK_FALSE(opens_with(folder / "office.epic", first));
    CHECK(opens_with(folder / "office.epic", second));
}

TEST_CASE("who is not of management is told who makes recovery keys") {
    const TemporaryFolder folder;
    const SampleOffice office = make_sample_office(folder / "office.epic");
    AppUnderTest laptop({.state_folder = folder / "state"});
    laptop.open(folder / "office.epic");
    laptop.sign_in(office.commercial, office.password);
    laptop.click("nav.settings");
    CHECK(laptop.ui().is_disabled("settings.recovery"));
    CHECK(laptop.ui().tooltip_of("settings.recovery") == "Only Management makes recovery keys.");
}

TEST_CASE("a copy of the file is made while one works, and opens with the same password or one of its own") {
    const TemporaryFolder folder;
    const SampleOffice office = make_sample_office(folder / "office.epic");
    const auto& environment = intl::system_environment();
    AppUnderTest laptop({.state_folder = folder / "state"});
    laptop.open(folder / "office.epic");
    laptop.sign_in(office.gestion, office.password);
    laptop.click("nav.settings");
    laptop.click("settings.backup");
    laptop.fill("backup.path", (folder / "copy.epic").string());
    laptop.click("form.save");
    CHECK_FALSE(laptop.state().form);
    CHECK(laptop.sees("Copied to"));
    CHECK(store::Store::open((folder / "copy.epic").string(), {office.gestion, office.password}, environment));

    laptop.click("settings.backup");
    laptop.fill("backup.path", (folder / "copy.epic").string());
    laptop.click("form.save");
    REQUIRE(laptop.state().form);
    CHECK_FALSE(laptop.state().form->error.empty());
    laptop.fill("backup.path", (folder / "safe.epic").string());
    laptop.fill("backup.new_password", "for the safe only");
    laptop.click("form.save");
    CHECK_FALSE(laptop.state().form);
    CHECK_FALSE(store::Store::open((folder / "safe.epic").string(), {office.gestion, office.password}, environment));
    CHECK(store::Store::open((folder / "safe.epic").string(), {office.gestion, "for the safe only"}, environment));
}

TEST_CASE("the demonstration is entered as any of its people, again without being made again") {
    const TemporaryFolder folder;
    AppUnderTest laptop({.state_folder = folder / "state"});
    laptop.click("start.demonstration");
    REQUIRE(laptop.state().demonstration.people.size() == 7);
    CHECK(laptop.sees("Who do you want to be?"));
    laptop.click("demonstration.enter.0");
    REQUIRE(laptop.state().gate == app::Gate::open);
    CHECK(laptop.state().person.email == laptop.state().demonstration.people[0].email);

    const auto file = folder / "state" / "demonstration" / "demonstration.epic";
    const auto made = std::filesystem::last_write_time(folder / "state" / "demonstration" / "people.json");
    laptop.app().send(app::intent::CloseFile{});
    laptop.settle();
    laptop.click("start.demonstration");
    CHECK(std::filesystem::last_write_time(folder / "state" / "demonstration" / "people.json") == made);
    laptop.click("demonstration.enter.6");
    CHECK(laptop.state().person.department == laptop.state().demonstration.people[6].department);
    CHECK(std::filesystem::exists(file));
}

TEST_CASE("nothing goes on behind the recovery key: no page is left, and no dialog opens that nobody sees") {
    const TemporaryFolder folder;
    AppUnderTest laptop({.state_folder = folder / "state"});
    create_up_to_the_key(laptop, folder / "office.epic");
    laptop.ui().key(ImGuiMod_Ctrl | ImGuiKey_6);
    laptop.ui().key(ImGuiMod_Ctrl | ImGuiKey_N);
    laptop.settle();
    CHECK(laptop.state().section == app::Section::today);
    CHECK_FALSE(laptop.state().form);
    laptop.click("recovery_key.kept");
    laptop.click("recovery_key.done");
    laptop.ui().key(ImGuiMod_Ctrl | ImGuiKey_6);
    laptop.ui().key(ImGuiMod_Ctrl | ImGuiKey_N);
    laptop.settle();
    CHECK(laptop.state().form);
    CHECK(laptop.ui().find("collaborator.full_name") != nullptr);
}

TEST_CASE("a new file is offered a place of its own, and who makes it begins with a name") {
    const TemporaryFolder folder;
    AppUnderTest laptop({.state_folder = folder / "state"});
    laptop.click("start.create");
    const std::filesystem::path offered(laptop.state().gate_form->text_of("path"));
    CHECK(offered.is_absolute());
    CHECK(offered.extension() == ".epic");
    CHECK_FALSE(std::filesystem::exists(offered));
    laptop.ui().type("Alice Renard");
    laptop.settle();
    CHECK(laptop.state().gate_form->text_of("full_name") == "Alice Renard");
}

TEST_CASE("an empty office tells management and sales how to begin, until there is a client") {
    const TemporaryFolder folder;
    AppUnderTest laptop({.state_folder = folder / "state"});
    laptop.create_file(folder / "new.epic", "Alice Renard", founder, phrase);
    CHECK(laptop.sees("First steps"));
    laptop.click("today.first.new");
    CHECK(laptop.ui().find("collaborator.full_name") != nullptr);

    const SampleOffice office = make_sample_office(folder / "office.epic");
    AppUnderTest other({.state_folder = folder / "other"});
    other.open(folder / "office.epic");
    other.sign_in(office.gestion, office.password);
    CHECK(other.ui().find("nav.collaborators") != nullptr);
    CHECK_FALSE(other.sees("First steps"));
}

} // namespace epic::test
