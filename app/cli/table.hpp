// Tables and sheets in plain text, aligned by what is seen (code points), in the reader's language.
//
// Threads: pure functions.
#pragma once

#include <string>
#include <vector>

#include "core/base/seams.hpp"
#include "core/model/query.hpp"

namespace epic::cli {

struct Table {
    struct Column {
        std::string heading;
        bool right = false; // numbers
    };
    std::vector<Column> columns;
    std::vector<std::vector<std::string>> rows; // as wide as the columns

    // Two spaces between columns, none at the end of a line; line breaks within a cell become spaces and a
    // long cell ends in an ellipsis.
    std::string text() const;
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
