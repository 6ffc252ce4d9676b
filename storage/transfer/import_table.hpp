// What looking at a table and importing it share. Threads: plain functions.
#pragma once

#include "core/text/csv.hpp"
#include "storage/transfer/import.hpp"

namespace epic::transfer {

// Spreadsheets keep rows of nothing but delimiters below a table.
bool is_blank(const CsvRow& row);
// The first row that is not blank. invalid_value when there is none, or it cannot be read.
Result<std::vector<std::string>> read_headings(CsvReader& reader, const std::string& path);

} // namespace epic::transfer
