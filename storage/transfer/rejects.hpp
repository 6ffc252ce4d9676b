// The lines of a table that could not be imported, in a file that can be corrected and imported again.
//
// UTF-8 with a byte order mark, so that every spreadsheet shows accents, with the delimiter of the original. Before the
// original columns stand the reason, the line and the order of dates. Cells are as they were; one that was no UTF-8 in
// a file that is has been read as Windows-1252, which is what it nearly always is.
// Failures: usage, disk_full. Threads: one caller at a time.
#pragma once

#include <optional>
#include <string>

#include "core/text/csv.hpp"
#include "storage/transfer/import.hpp"
#include "storage/transfer/text_file.hpp"

namespace epic::transfer {

class Rejects {
public:
    // Makes no file before the first line; an existing one is a failure at once.
    static Result<Rejects> prepare(const ImportPlan& plan);

    Result<> add(const CsvRow& row, const std::string& reason);
    // To be called before the import is committed, `keep` after it.
    Result<> finish();
    void keep();

private:
    explicit Rejects(const ImportPlan& plan) : plan_(&plan), writer_(plan.delimiter) {}

    const ImportPlan* plan_;
    CsvWriter writer_;
    std::optional<OutputFile> file_;
};

} // namespace epic::transfer
