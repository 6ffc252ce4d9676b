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
    REQUIRE(shell::run_tour({pictures.string(), (folder / "office.epic").string(),
                             person != nullptr ? person : office.gestion, office.password, kept == nullptr}) == 0);
    int written = 0;
    for (const auto& entry : std::filesystem::directory_iterator(pictures)) {
        CHECK(entry.file_size() > 2'000);
        ++written;
    }
    CHECK(written > 30);
}

} // namespace epic::test
