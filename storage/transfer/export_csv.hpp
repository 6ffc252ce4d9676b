// Writes a list as CSV: every field, what references are called, and what is derived.
//
// UTF-8 with a byte order mark; French files have `;` and decimal commas, English ones `,` and points, as spreadsheets
// of those languages expect. Dates are ISO. A time is that of the event's zone, with its offset only where the civil
// time alone would not lead back to the same instant. Texts that a spreadsheet would calculate are guarded
// (core/text/csv.hpp). An import of clients or events reads all of that back to equal records.
//
// Failures: usage (the path; never over an existing file), disk_full, and those of the store; then no file is left.
// Threads: any; blocks. Memory: one row.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "storage/intl/intl.hpp"
#include "storage/store/store.hpp"

namespace epic::transfer {

// Returns the number of rows. Limit and offset of the query do not matter. `go_on` is asked every few hundred rows;
// false stops with `cancelled`.
Result<std::int64_t> export_csv(const store::Store& store, const ListQuery& query, const std::string& path,
                                Language language, const intl::Environment& environment,
                                const std::function<bool(std::int64_t rows)>& go_on = {});

} // namespace epic::transfer
