// What the word index holds of a record, and keeping it.
//
// Throws SQLite::Exception. Threads: those of the Connection; writing needs a transaction that is open.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/record.hpp"
#include "core/model/search.hpp"
#include "storage/store/internal/connection.hpp"

namespace epic::store {

// A column of <entity>_words. In the order of the table, which is from the best place to the least.
struct WordColumn {
    std::string_view name;
    SearchPlace place;
    std::vector<Field> fields;
};
std::span<const WordColumn> word_columns(Entity entity);

// The words of one field as they are indexed; a phone number is one word a form that people dial or write.
std::vector<std::string> indexed_words(const Record& record, Field field, const Unicode& unicode);

// What a row keeps in `folded`: a line for each column, its words with a blank between. Empty when there is no word.
std::string folded_text(const Record& record, const Unicode& unicode);

// Its lines, the first `count`; they point into it.
std::vector<std::string_view> lines_of(std::string_view folded, std::size_t count);

// Whether the folded text in the file is what the record's texts make.
bool words_are_current(Connection& connection, const Record& record);

// A row that is there, and what the index was told of it.
struct IndexedRow {
    std::int64_t row = 0;
    std::string folded;
};
std::optional<IndexedRow> find_indexed(Connection& connection, Entity entity, const Id& id);

// Tells the index that the row has the words `after`, and no longer `before`; either may be empty.
//
// FTS5 keeps what it is told in memory and writes it as one piece, unless it is told of rows in another order than
// ascending, or SQLite opens a savepoint: which it does for most statements that write several rows, and for every
// RETURNING. So who has many rows to tell does it at one go (arriving_rows.hpp).
void change_words(Connection& connection, Entity entity, std::int64_t row, const std::string& before,
                  const std::string& after);
// Before the row is removed.
void forget_words(Connection& connection, Entity entity, const Id& id);

} // namespace epic::store
