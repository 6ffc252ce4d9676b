// A row of a table as the values of a record: what an import writes, and what is wrong with a line.
//
// Text is taken as typed but for outer spaces of any kind, line breaks in fields of one line (a space), and the
// apostrophe that guards against formulas (core/text/csv.hpp). A date without a time is the whole day, from midnight to
// midnight in the event's zone; an end that is only a time belongs to the day of the start, or the one after.
// Threads: pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/seams.hpp"
#include "core/model/record.hpp"
#include "core/text/csv.hpp"
#include "core/transfer/dates.hpp"
#include "core/transfer/headings.hpp"

namespace epic {

struct TableForm {
    Entity entity = Entity::client;
    std::vector<std::string> headings;
    Mapping mapping;                    // one for each heading
    std::vector<DateOrder> date_orders; // one for each heading
    std::string zone;                   // of an event that says none; known
};

struct CellProblem {
    std::optional<std::size_t> column; // of the table, from 0; nothing: the whole line
    std::string_view code;             // stable: "no_date", "invalid_value"…
    Message message;
};

struct RowValues {
    FieldValues values;
    std::string contract; // of an event, as typed
    bool cancelled = false;
    std::vector<CellProblem> problems; // none: `values` is complete
};

RowValues read_row(const CsvRow& row, const TableForm& form, const TimeZones& zones, const Unicode& unicode);

// The column that fills a field; nothing when none does.
std::optional<std::size_t> column_of(const TableForm& form, Field field);
// Without outer spaces, those that do not break among them.
std::string_view without_outer_spaces(std::string_view text);
// "1 500", "1.500", "1500,00": nothing when it is no whole number.
std::optional<std::int64_t> read_whole_number(std::string_view text);

} // namespace epic
