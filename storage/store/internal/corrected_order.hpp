// An order of one state of the tables, made that of another by taking out the rows that changed and putting them in
// again where they belong now: by binary search, which reads some twenty rows of a million.
//
// A row may change its place because another table was written: contracts by client with the client's name. Such rows
// are found by what they refer to.
// Throws SQLite::Exception. Threads: those of the Connection, inside the transaction that sees the new state.
#pragma once

#include <memory>
#include <vector>

#include "storage/store/internal/list_statement.hpp"
#include "storage/store/internal/orderings.hpp"

namespace epic::store {

// Nothing when so much changed that reading all of it again is as quick.
std::shared_ptr<const Orderings::Order> corrected_order(Connection& connection, Entity entity,
                                                        const ListStatement& statement, const Reader& reader,
                                                        const Orderings::Known& known,
                                                        const std::vector<RowChange>& changes);

} // namespace epic::store
