// Finds the best records for what is being typed without looking at all that fit.
//
// The word index gives the records that have given words in given columns, newest first and one by one. Asked for the
// best rank first (found_words.hpp), then for the next, it is never read further than until enough are found, however
// many fit. Of a search that few records fit, all are read at once and ranked.
// Of several words, the rows that have them all are found in memory (word_rows.hpp); the index is asked for the last
// word alone, or for words that are not known yet. Once few rows are left, their own words are looked at instead.
// Among records of one rank the reader's own come first (of the newest `looked_at_min` at least), then the newest; the
// entities take turns, so that none hides the others.
// Throws SQLite::Exception. Threads: those of the Connection, inside a read transaction.
#pragma once

#include "core/model/search.hpp"
#include "storage/store/internal/interruption.hpp"
#include "storage/store/internal/list_statement.hpp"
#include "storage/store/internal/vocabulary.hpp"
#include "storage/store/internal/word_rows.hpp"

namespace epic::store {

inline constexpr std::size_t looked_at_min = 50;

// What is remembered between searches.
struct SearchMemory {
    Vocabulary& vocabulary;
    WordRows& rows;
    const ChangeLog& log;
};

SearchAnswer search_records(Connection& connection, const SearchMemory& memory, std::string_view text,
                            std::size_t limit, const Reader& reader, const Interruption& interruption);

} // namespace epic::store
