// Makes the sample office's file one that has joined a server and come back from it with questions.
//
// What the server would have answered is given to the store by hand; the server itself cannot be reached.
#pragma once

#include <filesystem>

#include "tests/app/harness/sample_office.hpp"

namespace epic::test {

struct WaitingInbox {
    Id company;    // a conflict: the company of the client Lefèvre, "Mine" and "Theirs"
    Id total;      // a conflict about amount and currency of the open contract
    Id phone;      // a returned edit of that client
    Id new_client; // a returned creation
    Id client;     // that it would have created
};

// All of `office.commercial`. Management has changed another client meanwhile, which the digest tells.
WaitingInbox leave_questions(const std::filesystem::path& file, const SampleOffice& office);

} // namespace epic::test
