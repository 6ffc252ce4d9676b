// What the word index holds of a record, and keeping it.
//
// Throws SQLite::Exception. Threads: those of the Connection; writing needs a transaction that is open.
#pragma once

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

// Before the row is written: forgets what the index holds of it, if that is something else than `folded`.
// Then, once the row is there, index_words. Returns whether that is needed.
bool forget_other_words(Connection& connection, const Record& record, const std::string& folded);
void index_words(Connection& connection, Entity entity, std::int64_t row, const std::string& folded);
// Before the row is removed.
void forget_words(Connection& connection, Entity entity, const Id& id);

} // namespace epic::store
