// An office with a central server of its own: Alice founds both, the others join through the start page.
//
// What a person could not click or type fails the test. Threads: the test's.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "tests/app/harness/app_under_test.hpp"
#include "tests/support/central_server.hpp"
#include "tests/support/places.hpp"

namespace epic::test {

inline constexpr std::string_view office_password = "une phrase facile à retenir"; // everyone's, once chosen
inline constexpr std::string_view office_one_time = "première fois 2026";

struct JoinedOffice {
    TemporaryFolder folder;
    CentralServer server;
    std::string server_id;

    // Alice founds the file "alice.epic" at the start page; the administrator founds the server with it.
    JoinedOffice();
    // Joins with the office's file and a one-time password, and chooses a password at once.
    std::unique_ptr<AppUnderTest> join(const std::string& name, Language language = Language::english);
    // The first cell, as the administrator sees it.
    std::string number(const std::string& query);
};

// Long enough for any computer: what is waited for comes, or the test's own time is over first.
inline constexpr double patience_seconds = 600;
// F5, then until everything is exchanged: nothing waits here, and this laptop holds all that the server holds.
void exchange(JoinedOffice& office, AppUnderTest& laptop);

// Management does, with `office_one_time` as the password.
void add_collaborator(AppUnderTest& laptop, std::string_view name, std::string_view email, std::string_view department);

} // namespace epic::test
