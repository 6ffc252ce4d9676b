// What is to be sent, in whole groups, oldest first.
//
// Throws SQLite::Exception. Threads: those of the Connection.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "core/merge/operation.hpp"
#include "storage/store/exchange.hpp"
#include "storage/store/internal/connection.hpp"

namespace epic::store {

// Of one author, or of everyone. Groups that build on another author's pending operation wait, and so does what
// builds on them; with everyone's nothing has to. Notes that were written on others end the batch before them.
std::vector<Operation> read_queue(Connection& connection, const std::optional<Id>& author, std::size_t operations_max);

// The operations that the queue of `author` leaves out, and whose have to leave first.
std::map<Id, Id> read_behind(Connection& connection, const Id& author);
// What the queue of `author` leaves out, by whose operations have to leave first.
std::vector<HeldBack> read_held_back(Connection& connection, const Id& author);

} // namespace epic::store
