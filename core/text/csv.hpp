// Reads CSV as spreadsheets really write it: RFC 4180, with `;` or a tab for the comma, any line end, quoted
// line breaks, a byte order mark, and a first line `sep=;`.
//
// The reader is lenient where the meaning is clear (blank lines are passed over, a quotation mark inside an
// unquoted cell is itself) and reports a fault where it is not; a fault spoils one row, and reading goes on.
// The text is UTF-8; other encodings are turned into it before. The reader keeps a view: the text must outlive it.
// Threads: plain values, one reader per thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/words/message.hpp"

namespace epic {

struct CsvFault {
    std::size_t line = 0;   // of the file, from 1
    std::size_t column = 0; // the cell's, from 1
    Msg reason{"", ""};
};

struct CsvRow {
    std::size_t line = 0; // where the row begins, from 1; a quoted line break counts as a line
    std::vector<std::string> cells;
    std::optional<CsvFault> fault; // then `cells` is what could be read
};

class CsvReader {
public:
    // Finds the delimiter by itself.
    explicit CsvReader(std::string_view text);
    CsvReader(std::string_view text, char delimiter);

    // The next row; nothing at the end. A cell keeps its spaces; its line breaks become \n.
    std::optional<CsvRow> next();
    char delimiter() const { return delimiter_; }

private:
    bool at_end() const { return position_ >= text_.size(); }
    bool at_line_end() const { return text_[position_] == '\n' || text_[position_] == '\r'; }
    void pass_line_end();
    std::string quoted_cell(CsvRow& row);
    std::string plain_cell();

    std::string_view text_;
    std::size_t position_ = 0;
    std::size_t line_ = 1;
    char delimiter_ = ',';
};

// Of `,` `;` and tab, the one that splits the first rows most alike; a comma when none does.
char detect_csv_delimiter(std::string_view text);

// The rows below a heading row, by the names in it.
class CsvTable {
public:
    // Blank cells beyond the heading are ignored. Faulty rows are kept, with their fault.
    explicit CsvTable(std::string_view text);

    const std::vector<CsvRow>& rows() const { return rows_; }
    const std::vector<std::string>& headings() const { return headings_; }
    // The position of a heading, as written there but for spaces around it.
    std::optional<std::size_t> column(std::string_view heading) const;
    // The cell under `heading`, without spaces around it; empty when the row is short or there is no such heading.
    // Lives as long as the table.
    std::string_view cell(const CsvRow& row, std::string_view heading) const;

private:
    std::vector<std::string> headings_;
    std::vector<CsvRow> rows_;
};

// Whether every byte belongs to a well-formed sequence (RFC 3629, section 4).
bool is_utf8(std::string_view text);

} // namespace epic
