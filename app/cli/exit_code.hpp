// The exit codes of the command line. They never change.
#pragma once

#include "core/base/error.hpp"

namespace epic::cli {

enum class ExitCode : int {
    done = 0,
    unexpected = 1,
    usage = 2,
    sign_in_refused = 3,
    not_allowed = 4,
    not_found = 5,
    invalid_value = 6,
    damaged = 7, // also: not ours, or not matching
    in_use = 8,
    unreachable = 9,
    server_refused = 10,
};

// A rule about the state of a record that names no field forbids the action (4); one that names a field asks
// for another value (6).
ExitCode exit_code(const Error& error);

} // namespace epic::cli
