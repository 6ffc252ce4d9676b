// Which rows of a list have a text: in their own words or, of contracts and events, in those of their client. As
// `ListQuery::text` means it: each of its terms in one or the other.
//
// The word index gives all rows of a word or of a start of one in a fraction of a microsecond each; they are
// remembered (word_rows.hpp), and what several have in common is found bit by bit.
// Throws SQLite::Exception. Threads: those of the Connection, inside its transaction.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "storage/store/internal/client_rows.hpp"
#include "storage/store/internal/orderings.hpp"
#include "storage/store/internal/tallies.hpp"
#include "storage/store/internal/word_rows.hpp"

namespace epic::store {

// A bit for each row of a table, by its number.
class RowBits {
public:
    bool has(std::size_t row) const { return row / 64 < bits_.size() && (bits_[row / 64] >> row % 64 & 1U) != 0; }
    void set(std::size_t row);
    void add(const RowSet& rows);
    void add(const RowBits& other);
    void keep_common(const RowBits& other);

private:
    std::vector<std::uint64_t> bits_;
};

// `clients`: whose the rows are; none of clients themselves. A text without a letter or a digit is nowhere.
RowBits rows_with_text(Connection& connection, WordRows& memory, const ChangeLog& log, Entity entity,
                       std::string_view text, const ClientRows::Rows& clients, const Revisions& now);

// Which rows have a word that begins with what so many words begin with ("d", "fr", "mari") that reading them when it
// is typed would be felt, read before anybody asks. The first time it takes long; later only what was written since is
// looked at.
void read_ahead(Connection& connection, WordRows& memory, const ChangeLog& log, const std::vector<Entity>& entities,
                const Tallied& tallied);

// The part of an order that has these rows.
Orderings::Order part_of(const Orderings::Order& order, const RowBits& rows);

} // namespace epic::store
