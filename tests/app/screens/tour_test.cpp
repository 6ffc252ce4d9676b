#include "app/shell/tour.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>

#include "tests/app/harness/sample_office.hpp"
#include "tests/app/harness/waiting_inbox.hpp"
#include "tests/support/places.hpp"

namespace epic::test {

// EPIC_PICTURES=FOLDER keeps them, in both sizes and languages, to be looked at; EPIC_PICTURES_AS chooses who is signed
// in.
TEST_CASE("the tour draws every screen of a real file") {
    const TemporaryFolder folder;
    const SampleOffice office = make_sample_office(folder / "office.epic");
    leave_questions(folder / "office.epic", office);
    const char* kept = std::getenv("EPIC_PICTURES");
    const char* person = std::getenv("EPIC_PICTURES_AS");
    const std::filesystem::path pictures = kept != nullptr ? std::filesystem::path(kept) : folder / "pictures";
    shell::TourRequest request{pictures.string(), (folder / "office.epic").string(),
                               person != nullptr ? person : office.gestion, office.password};
    // The longest texts in the least room.
    if (kept == nullptr) request.variants = {"1024-fr"};
    const auto drawn = shell::draw_tour(request);
    REQUIRE(drawn);
    int written = 0;
    for (const auto& entry : std::filesystem::directory_iterator(pictures)) {
        CHECK(entry.file_size() > 2'000);
        ++written;
    }
    CHECK(written == *drawn);
    CHECK(written > 30);
}

TEST_CASE("a tour draws the screens and variants that are asked for, and no others") {
    const TemporaryFolder folder;
    const SampleOffice office = make_sample_office(folder / "office.epic");
    shell::TourRequest request{(folder / "pictures").string(), (folder / "office.epic").string(), office.support,
                               office.password};
    request.variants = {"1024-en-dark-50", "1024-fr-50"};
    request.screens = {"today", "settings"};
    CHECK(shell::draw_tour(request).value() == 4);
    for (const char* name : {"1024-en-dark-50-today.png", "1024-fr-50-settings.png"})
        CHECK(std::filesystem::exists(folder / "pictures" / name));
    request.variants = {"1024-de"};
    CHECK(shell::draw_tour(request).error().code == ErrorCode::invalid_value);
}

} // namespace epic::test
