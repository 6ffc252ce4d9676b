// What a person is told when something expected goes wrong: bad input, a missing right, a damaged
// file, a server that cannot be reached. Broken invariants assert instead.
//
// `message` is in the reader's words. `details` is for the log of an engineer and never holds a
// secret or personal data. Threads: plain values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/words/message.hpp"

namespace epic {

// The names are the `code` of the command line's error objects.
enum class ErrorCode : std::uint8_t {
    unexpected,
    usage,
    sign_in_refused,
    must_change_password,
    not_allowed,
    not_found,
    invalid_value,
    conflict_with_state, // the value is well formed, but the record's state forbids it
    damaged,
    not_ours,
    newer_version,
    in_use,
    disk_full,
    read_only,
    unreachable,
    account_refused,
    server_refused,
    revoked,
    cancelled, // by the person who asked for it
};

// "not_allowed" and so on.
std::string_view error_code_name(ErrorCode code);

struct Error {
    ErrorCode code = ErrorCode::unexpected;
    Message message;
    std::string_view rule{};  // the stable name of the rule that refused; empty when none did
    std::string_view field{}; // the snake_case name of the field at fault; empty when none is
    Message who_could{};      // who could do it instead; empty when that makes no sense
    std::string details{};    // for engineers
};

} // namespace epic
