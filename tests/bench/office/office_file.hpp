// A file of a million records: 400,000 clients, 300,000 contracts and 300,000 events, with the payments of the
// contracts.
//
// Made by the documented bulk path: the people of the office and every record are creations that are applied to the
// rows and journalled as those of a command are (internal/journal.hpp, apply_plan), 20,000 in a transaction, without
// being judged by the rule table. What comes out is what as many commands would have left.
// Throws std::runtime_error. Threads: one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "storage/store/store.hpp"
#include "tests/bench/office/must.hpp"

namespace epic::bench {

struct OfficeSize {
    std::int64_t clients = 0;
    std::int64_t contracts = 0;
    std::int64_t events = 0;
    std::int64_t payments = 0;

    std::int64_t records() const { return clients + contracts + events; }
    static OfficeSize of(std::int64_t records); // as four, three and three to ten
};

// The first commercial of the file has an account, and clients.
store::SignIn office_sign_in();
store::SignIn founder_sign_in();

// Makes the file unless it is there already. `progress` is told what is being made.
void make_office_file(const std::filesystem::path& path, const OfficeSize& size,
                      const std::function<void(const std::string&)>& progress);

// Of a copy of such a file: the people go to a server that is installed from it, the records are taken to have been
// exchanged long ago.
void take_as_exchanged(const std::filesystem::path& path);

} // namespace epic::bench
