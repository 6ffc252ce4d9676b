// Tables and sheets in plain text, aligned by what is seen (wide characters, combining marks), in the reader's
// language. What a terminal would obey instead of show is replaced.
//
// Threads: pure functions.
#pragma once

#include <string>
#include <vector>

#include "core/base/seams.hpp"
#include "core/model/query.hpp"

namespace epic::cli {

// The columns of the terminal that standard output is; 0 when it is none.
std::size_t terminal_width();

struct Table {
    struct Column {
        std::string heading;
        bool right = false; // numbers
        bool whole = false; // never cut: to be copied, or to be read to its end
    };
    std::vector<Column> columns;
    std::vector<std::vector<std::string>> rows; // as wide as the columns

    // Two spaces between columns, none at the end of a line; line breaks within a cell become spaces and a
    // long cell ends in an ellipsis. Columns of text are narrowed to fit `width_max`; 0: as wide as they are.
    std::string text(std::size_t width_max = terminal_width()) const;
};

// How values are written for people.
struct Writer {
    Language language;
    const TimeZones& zones;

    std::string date(Date date) const;                                // 23/11/2026, 2026-11-23
    std::string time(Instant instant, const std::string& zone) const; // 23/11/2026 19:30
    std::string value(const RecordView& view, Field field) const;
    // Without a record: what history shows. `zone` is for instants.
    std::string value(Field field, const Value& value, const std::string& name, Currency currency,
                      const std::string& zone) const;

    Table list(Entity entity, const std::vector<RecordView>& items) const;
    // Every field with its label.
    std::string sheet(const RecordView& view) const;
    // What people call the record.
    std::string title(const RecordView& view) const;
};

} // namespace epic::cli
