// What the screens look like: each is drawn from the demonstration file, in a world that stands still, and compared
// with its golden picture. README.md says when and how a golden picture may change.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <string>
#include <vector>

#include "app/shell/still_world.hpp"
#include "app/shell/tour.hpp"
#include "tests/app/golden/picture.hpp"
#include "tests/support/places.hpp"

namespace epic::test {
namespace {

struct Look {
    Department department;
    std::string variant;
    std::vector<std::string> screens;
};

const std::vector<Look>& looks() {
    static const std::vector<Look> all{
        {Department::gestion,
         "1024-fr",
         {"start", "sign-in-refused", "today", "event-list", "client-history", "settings"}},
        {Department::gestion, "1024-en-dark", {"dashboard", "calendar-week", "contract-new"}},
        {Department::commercial, "1024-en", {"today", "contract-record", "palette-search"}},
        {Department::commercial, "1024-fr-contrast", {"client-list-filtered", "client-new"}},
        {Department::support, "1024-fr-dark", {"today", "calendar-month"}},
        {Department::support, "1024-en-200", {"event-record"}},
    };
    return all;
}

bool writes() {
    const char* value = std::getenv("EPIC_TEST_WRITE");
    return value != nullptr && std::string(value) == "1";
}

// The empty text when the picture is as it should be, or else what to do.
std::string judge(const std::filesystem::path& drawn, const std::string& name) {
    const std::filesystem::path golden = source_dir() / "tests/app/golden/pictures" / (name + ".png");
    if (writes()) {
        std::filesystem::copy_file(drawn, golden, std::filesystem::copy_options::overwrite_existing);
        return "";
    }
    if (!std::filesystem::exists(golden)) return name + " has no golden picture; EPIC_TEST_WRITE=1 makes it";
    const Picture actual = read_picture(drawn);
    const Difference difference = compare(read_picture(golden), actual);
    if (difference.tolerated) return "";
    const std::filesystem::path folder = build_dir() / "golden";
    std::filesystem::create_directories(folder);
    write_picture(folder / (name + ".actual.png"), actual);
    write_picture(folder / (name + ".difference.png"), difference.marked);
    return name + " differs in " + std::to_string(difference.pixels) + " pixels: look at " +
           (folder / (name + ".*.png")).string() +
           "; when it shall look so, run tests_golden with EPIC_TEST_WRITE=1 and say why in the commit message";
}

} // namespace

TEST_CASE("the screens look as their golden pictures do") {
    const TemporaryFolder folder;
    const shell::StillWorld world;
    const auto people = world.make_demonstration(folder / "demonstration.epic");
    REQUIRE(people);
    for (const Look& look : looks()) {
        const shell::StillWorld::Person& person = (*people)[static_cast<std::size_t>(look.department)];
        const std::filesystem::path drawn = folder / std::string(department_name(look.department));
        shell::TourRequest request{drawn.string(), (folder / "demonstration.epic").string(), person.email,
                                   person.password};
        request.variants = {look.variant};
        request.screens = look.screens;
        request.environment = &world.environment();
        const auto count = shell::draw_tour(request);
        REQUIRE(count);
        CHECK(static_cast<std::size_t>(*count) == look.screens.size());
        for (const std::string& screen : look.screens) {
            const std::string name = look.variant + "-" + screen;
            const std::string department(department_name(look.department));
            CHECK(judge(drawn / (name + ".png"), department + "-" + name) == "");
        }
    }
}

TEST_CASE("no golden picture is left over from a screen that is no longer drawn") {
    std::vector<std::string> names;
    for (const Look& look : looks()) {
        for (const std::string& screen : look.screens)
            names.push_back(std::string(department_name(look.department)) + "-" + look.variant + "-" + screen + ".png");
    }
    for (const auto& entry : std::filesystem::directory_iterator(source_dir() / "tests/app/golden/pictures")) {
        CHECK(std::find(names.begin(), names.end(), entry.path().filename().string()) != names.end());
    }
}

TEST_CASE("a comparison sees a letter that moved and not a shade that no eye sees") {
    Picture white{200, 100, std::vector<std::uint8_t>(std::size_t{200} * 100 * 3, 255)};
    Picture shade = white;
    for (std::uint8_t& channel : shade.pixels) channel = static_cast<std::uint8_t>(channel - channel_tolerance);
    CHECK(compare(white, shade).pixels == 0);
    CHECK(compare(white, shade).tolerated);
    Picture letter = white;
    for (std::size_t row = 10; row < 20; ++row) letter.pixels[(row * 200 + 40) * 3] = 0;
    CHECK(compare(white, letter).pixels == 10);
    CHECK_FALSE(compare(white, letter).tolerated);
    CHECK(compare(white, letter).marked.pixels[(15 * 200 + 40) * 3] == 220);
    const Picture smaller{100, 100, std::vector<std::uint8_t>(std::size_t{100} * 100 * 3, 255)};
    CHECK_FALSE(compare(white, smaller).tolerated);
}

} // namespace epic::test
