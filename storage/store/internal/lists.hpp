// Lists and single records as they are shown: a row, the names of what it refers to, and what is derived.
//
// Throws SQLite::Exception. Threads: those of the Connection.
#pragma once

#include <functional>

#include "core/model/query.hpp"
#include "storage/store/internal/connection.hpp"
#include "storage/store/internal/list_statement.hpp"
#include "storage/store/internal/orderings.hpp"
#include "storage/store/internal/text_rows.hpp"

namespace epic::store {

// What is remembered of lists, and what has changed since.
struct ListMemory {
    Orderings& orderings;
    WordRows& words;
    ClientRows& clients;
    const ChangeLog& log;
    // Lists are prepared here (prepare_list): what a text needs is read for it if it is not known yet, instead of being
    // asked by SQL, which takes seconds for a frequent letter.
    bool reads_ahead = false;
};

// The caller holds a transaction, so that total and items are of one state.
Page read_page(Connection& connection, const ListMemory& memory, const ListQuery& query, const Reader& reader);
// Reads what finds any text in this list at once: its order without the text, whose its rows are, and which rows have
// the words that many have. Whether that is known, or the list one of which it is not worth its time.
void prepare_list(Connection& connection, const ListMemory& memory, const ListQuery& query, const Reader& reader);
bool is_prepared(Connection& connection, const ListMemory& memory, const ListQuery& query, const Reader& reader);
std::int64_t count_rows(Connection& connection, const ListMemory& memory, const ListQuery& query, const Reader& reader);
// The first rows, `offset` being none, not counting the others.
std::vector<RecordView> read_first(Connection& connection, const ListQuery& query, const Reader& reader);
// Every row, whatever limit and offset say; ends at the first error of `visit`.
Result<> visit_rows(Connection& connection, const ListQuery& query, const Reader& reader,
                    const std::function<Result<>(const RecordView&)>& visit);
std::optional<RecordView> read_view(Connection& connection, Entity entity, const Id& id, const Reader& reader);

} // namespace epic::store
