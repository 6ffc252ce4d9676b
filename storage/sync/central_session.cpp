#include "storage/sync/central_session.hpp"

#include "storage/sync/sync_words.hpp"

namespace epic::sync {

Result<Connection> connect_to(const Invitation& invitation, const Credential& credential) {
    std::optional<RemoteFailure> failure;
    for (const Host& host : invitation.servers) {
        auto opened = Connection::open({.host = host.name,
                                        .port = host.port,
                                        .account = credential.account,
                                        .password = credential.password,
                                        .database = invitation.database,
                                        .ca_pem = invitation.ca_pem,
                                        .cluster = invitation.servers.size() > 1});
        if (opened) return std::move(opened).value();
        failure = opened.error();
        // Only what another member of the cluster may answer differently.
        if (failure->fault != RemoteFault::unreachable && failure->fault != RemoteFault::lost) break;
    }
    return to_error(*failure);
}

Result<HelloAnswer> ask_who(Connection& connection, const Invitation& invitation) {
    const std::string server_id = invitation.server_id.hex();
    auto text = connection.call_for_text("sync_hello", {hello_document({.envelope = {server_id, Id{}}})});
    if (!text) return to_error_of_procedure(text.error());
    HelloAnswer answer = EPIC_TRY(read_hello(*text));
    if (answer.server_id != server_id) return Error{.code = ErrorCode::server_refused, .message = words::other_server};
    if (answer.moved) return Error{.code = ErrorCode::account_refused, .message = words::account_moved};
    if (answer.revoked) return Error{.code = ErrorCode::revoked, .message = words::revoked};
    return answer;
}

Error to_error_of_procedure(const RemoteFailure& failure) {
    Error error = to_error(failure);
    if (failure.fault != RemoteFault::refused) return error;
    switch (failure.number) {
        case 31'001: error.code = ErrorCode::account_refused, error.message = words::account_refused; break;
        case 31'002: error.code = ErrorCode::revoked, error.message = words::revoked; break;
        case 31'003: error.code = ErrorCode::not_allowed, error.message = words::gestion_only; break;
        case 31'005: error.message = words::program_old; break;
        case 31'006: error.message = words::server_old; break;
        case 31'007: error.message = words::other_server; break;
        case 31'016: error.code = ErrorCode::not_found, error.message = words::device_unknown; break;
        case 31'010: error.message = words::server_restored; break;
        case 31'013: error.message = words::account_taken; break;
        case 31'014: error.message = words::account_before_person; break;
        default: break;
    }
    return error;
}

} // namespace epic::sync
