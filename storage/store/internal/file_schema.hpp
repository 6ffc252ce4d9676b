// The trees of a file of a certain version, as its migrations make them: what salvage and verify hold a damaged
// file's pages against.
//
// Throws SQLite::Exception. Threads: pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "storage/store/internal/btree_page.hpp"

namespace epic::store {

struct TreeColumn {
    enum class Type : std::uint8_t { any, integer, text, blob };
    std::string name;
    Type type = Type::any;
    bool not_null = false;
};

// A table or an index.
struct Tree {
    std::string name;
    std::string table; // whose rows or whose order it holds
    std::uint32_t root = 0;
    bool holds_rows = false;         // a table
    bool has_rowid = false;          // a table with row numbers
    bool derived = false;            // an index, or a table of the word index: made again from the rows
    int rowid_column = -1;           // which column is the row's number; stored as null
    std::vector<TreeColumn> columns; // as they stand in a record
};

// The version whose migrations ran; the trees of the newest version are a superset in all that matters here.
std::vector<Tree> trees_of_version(int version);

// Whether a record can be one of this tree. Columns that a later migration added may be missing at the end.
bool fits(const Tree& tree, const SqlRow& row);

} // namespace epic::store
