// What is done in the inbox, and what comes of it. Threads: plain values.
#pragma once

#include <cstddef>
#include <cstdint>

#include "app/state/inbox.hpp"
#include "core/base/error.hpp"

namespace epic::app {

namespace intent {

struct InboxMove {
    int by = 0;
};
struct InboxMark {
    std::size_t index = 0;
};
struct Decide {
    Id item{};
    InboxAction action{};
};

struct AwaySeen {}; // all that is shown of what others changed

} // namespace intent

namespace effect {

struct Decide {
    std::uint64_t serial = 0; // of the form that gave `values`; 0: none
    InboxAction action{};
    Id item{};
    FieldValues values{}; // own_value
    bool quiet = false;   // nothing is to be said about it
};

struct MarkSeen {
    std::int64_t until = 0; // Digest::until
};

} // namespace effect

namespace answer {

struct Decided {
    std::uint64_t serial = 0;
    InboxAction action{};
    Id item{};
    Id undo{}; // nil: there is nothing to take back
    bool quiet = false;
};
struct DecisionFailed {
    std::uint64_t serial = 0;
    Error error;
};

} // namespace answer

} // namespace epic::app
