#include "app/cli/exit_code.hpp"

namespace epic::cli {

ExitCode exit_code(const Error& error) {
    switch (error.code) {
        case ErrorCode::usage: return ExitCode::usage;
        case ErrorCode::sign_in_refused:
        case ErrorCode::must_change_password:
        case ErrorCode::account_refused:
        case ErrorCode::revoked: return ExitCode::sign_in_refused;
        case ErrorCode::not_allowed: return ExitCode::not_allowed;
        case ErrorCode::not_found: return ExitCode::not_found;
        case ErrorCode::invalid_value: return ExitCode::invalid_value;
        case ErrorCode::conflict_with_state:
            return !error.rule.empty() && error.field.empty() ? ExitCode::not_allowed : ExitCode::invalid_value;
        case ErrorCode::damaged:
        case ErrorCode::not_ours:
        case ErrorCode::newer_version: return ExitCode::damaged;
        case ErrorCode::in_use: return ExitCode::in_use;
        case ErrorCode::unreachable: return ExitCode::unreachable;
        case ErrorCode::server_refused: return ExitCode::server_refused;
        case ErrorCode::disk_full:
        case ErrorCode::read_only:
        case ErrorCode::cancelled:
        case ErrorCode::unexpected: break;
    }
    return ExitCode::unexpected;
}

} // namespace epic::cli
