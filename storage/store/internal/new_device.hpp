// A copy of a file is another device to the central server.
//
// Throws SQLite::Exception. Threads: those of the Connection; needs a transaction that is open.
#pragma once

#include "storage/store/internal/connection.hpp"

namespace epic::store {

// No fence; a batch that was frozen is pending again, whole. What was sent by the other copy is sent again under the
// same operation ids, which the server knows.
void become_new_device(Connection& connection, const Id& device);

} // namespace epic::store
