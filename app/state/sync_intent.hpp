// What is done about the exchange, and what comes of it. Threads: plain values.
#pragma once

#include <cstdint>
#include <string>

#include "app/state/sync.hpp"

namespace epic::app {

namespace intent {

struct CheckBothSides {};
struct StopCheck {};
struct EnterCentralPassword {}; // opens its form
struct RenewJoinFile {};        // opens its form

} // namespace intent

namespace effect {

struct LoadPending {};
struct CheckBothSides {
    std::uint64_t ticket = 0;
};
struct StopCheck {};
// The person signed in has another password or e-mail at the server than here.
struct RenewAccess {
    std::uint64_t serial = 0;
    std::string email, password;
};
struct RenewJoinFile {
    std::uint64_t serial = 0;
    std::string path;
};

} // namespace effect

namespace answer {

struct Pending {
    PendingState pending;
};
struct CheckProgress {
    std::uint64_t ticket = 0;
    CheckStep step{};
    std::uint64_t done = 0, total = 0;
};
struct Checked {
    std::uint64_t ticket = 0;
    CheckResult result;
};
struct CheckFailed {
    std::uint64_t ticket = 0;
    Error error;
};
struct AccessRenewed {
    std::uint64_t serial = 0;
    bool one_time = false; // it must be changed before anything else
};
struct JoinFileRenewed {
    std::uint64_t serial = 0;
};

} // namespace answer

} // namespace epic::app
