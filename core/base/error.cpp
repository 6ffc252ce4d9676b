#include "core/base/error.hpp"

namespace epic {

std::string_view error_code_name(ErrorCode code) {
    switch (code) {
        case ErrorCode::unexpected: return "unexpected";
        case ErrorCode::usage: return "usage";
        case ErrorCode::sign_in_refused: return "sign_in_refused";
        case ErrorCode::must_change_password: return "must_change_password";
        case ErrorCode::not_allowed: return "not_allowed";
        case ErrorCode::not_found: return "not_found";
        case ErrorCode::invalid_value: return "invalid_value";
        case ErrorCode::conflict_with_state: return "conflict_with_state";
        case ErrorCode::damaged: return "damaged";
        case ErrorCode::not_ours: return "not_ours";
        case ErrorCode::newer_version: return "newer_version";
        case ErrorCode::in_use: return "in_use";
        case ErrorCode::disk_full: return "disk_full";
        case ErrorCode::read_only: return "read_only";
        case ErrorCode::unreachable: return "unreachable";
        case ErrorCode::account_refused: return "account_refused";
        case ErrorCode::server_refused: return "server_refused";
        case ErrorCode::revoked: return "revoked";
        case ErrorCode::cancelled: return "cancelled";
    }
    return "unexpected";
}

} // namespace epic
