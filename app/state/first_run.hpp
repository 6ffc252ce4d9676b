// What is met around the beginning of a file: the recovery key that is shown once, the demonstration, a copy of the
// file for safety.
//
// Threads: plain values. The key is forgotten with the session and once the person says that it is kept.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/model/field.hpp"
#include "core/words/message.hpp"

namespace epic::app {

// Under this name the file chooser is asked where the key goes.
inline constexpr std::string_view recovery_key_file = "recovery_key.file";

struct RecoveryKeyPage {
    std::string key{};   // in groups, as people type it: "X70F9-RAWJ9-…"
    bool kept = false;   // the person says so
    Message done{};      // what became of the last save or print; empty: nothing yet
    bool failed = false; // … and it did not succeed
};

struct DemonstrationPerson {
    std::string name;
    std::string email;
    std::string password;
    Department department = Department::support;
};

struct Demonstration {
    bool making = false;
    std::string path{};
    std::vector<DemonstrationPerson> people{};
};

} // namespace epic::app
