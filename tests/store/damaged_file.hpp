// An office whose file can be hurt, and what its tables held before.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "storage/store/internal/connection.hpp"
#include "storage/vault/format.hpp"
#include "tests/store/office.hpp"

namespace epic::test {

// What a row says, without the numbers that are a file's own and those that are counted from other rows.
using Contents = std::map<std::string, std::multiset<std::string>>; // by table
Contents contents_of(const std::string& file, const intl::Environment& environment,
                     const std::string& email = "amelie@epic.example", const std::string& password = "secret");

// How many rows of each table stand on each page, as SQLite itself counts them (dbstat); a page of the rest of a
// long row counts for one.
using RowsOnPages = std::map<std::string, std::map<std::int64_t, std::int64_t>>;
RowsOnPages rows_on_pages(const std::string& file, const intl::Environment& environment);

// Clients with long and short notes, contracts, payments, events; closed at the end.
void fill_and_close(Office& office, int clients);

// Flips a bit of these pages, so that nothing on them is authentic.
void destroy_pages(const std::string& file, const std::set<std::int64_t>& pages);
std::int64_t pages_in(const std::string& file);

} // namespace epic::test
