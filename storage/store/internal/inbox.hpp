// Rows of the tray and of the open questions.
//
// Throws SQLite::Exception. Threads: those of the Connection.
#pragma once

#include <optional>
#include <vector>

#include "storage/store/exchange.hpp"
#include "storage/store/internal/connection.hpp"

namespace epic::store {

// From the columns id, entity, record, field, operation, author, base, mine, theirs, theirs_author, number; nothing
// when a newer program wrote it.
std::optional<ConflictEntry> read_conflict(const Query& query);
// From the columns operation, code, rule, text, at, handed_over.
std::vector<ReturnedItem> read_returned(Connection& connection, Query& query, Language language);

} // namespace epic::store
