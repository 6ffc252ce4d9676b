// One short conversation with the central server, outside the exchange: sign in, ask, leave.
//
// Tries the servers of the invitation in their order. Failures are Errors in a person's words.
// Threads: pure functions and a value confined to one thread.
#pragma once

#include "storage/sync/connection.hpp"
#include "storage/sync/credential.hpp"
#include "storage/sync/invitation.hpp"
#include "storage/sync/wire.hpp"

namespace epic::sync {

Result<Connection> connect_to(const Invitation& invitation, const Credential& credential);
// Whose account this is, and whether this is the server of the invitation (server_refused otherwise).
Result<HelloAnswer> ask_who(Connection& connection, const Invitation& invitation);
// revoked and refused sign-ins as Errors.
Error to_error_of_procedure(const RemoteFailure& failure);

} // namespace epic::sync
