// Reads CSV as spreadsheets really write it: RFC 4180, with `;` or a tab for the comma, any line end, quoted
// line breaks, a byte order mark, and a first line `sep=;`.
//
// The reader is lenient where the meaning is clear (blank lines are passed over, a quotation mark inside an
// unquoted cell is itself) and reports a fault where it is not; a fault spoils one row, and reading goes on. A
// quotation mark that is never closed spoils the line it stands on, not what follows.
// The text is UTF-8; other encodings are turned into it before. It comes whole, as a view that must outlive the
// reader, or piece by piece: then the reader holds no more than one row within its limits.
// Threads: plain values, one reader per thread.
#pragma once

#include <cstddef>
#include <functional>
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

// What a row may measure. A larger one is a fault, and what is beyond is passed over unread.
struct CsvLimits {
    std::size_t row_bytes_max = std::size_t{4} << 20;
    std::size_t cells_max = 2'000;
};

// The next piece of a text; empty at the end. A piece lives until the next call.
using TextSource = std::function<std::string_view()>;

class CsvReader {
public:
    // Finds the delimiter by itself.
    explicit CsvReader(std::string_view text);
    CsvReader(std::string_view text, char delimiter, CsvLimits limits = {});
    CsvReader(TextSource source, char delimiter, CsvLimits limits = {});

    // The next row; nothing at the end. A cell keeps its spaces; its line breaks become \n.
    std::optional<CsvRow> next();
    char delimiter() const { return delimiter_; }

private:
    struct Place {
        std::size_t position = 0;
        std::size_t line = 0;
    };

    void pass_announcement();
    // Whether there is a character at `position_` + `ahead`, after reading on where needed.
    bool has(std::size_t ahead = 0);
    bool read_on();
    bool at_line_end() const { return text_[position_] == '\n' || text_[position_] == '\r'; }
    void pass_line_end();
    void pass_line();
    // False: the row is beyond the limits, or its quotation mark is never closed; then `row` says so.
    bool read_cell(CsvRow& row);
    bool quoted_cell(CsvRow& row, std::string& cell);
    bool plain_cell(CsvRow& row, std::string& cell);
    bool within_limits(CsvRow& row);

    TextSource source_; // none: `text_` is everything
    std::string buffer_;
    std::string_view text_;
    std::size_t position_ = 0;
    std::size_t row_begin_ = 0; // nothing before it is needed any more
    std::size_t line_ = 1;
    char delimiter_ = ',';
    CsvLimits limits_;
};

// Of `,` `;` and tab, the one that splits the first rows most alike; a comma when none does.
char detect_csv_delimiter(std::string_view text);

// Writes one row, ended by \r\n (RFC 4180). Cells that hold the delimiter, a quotation mark, a line break or an
// outer space are quoted; line breaks stay \n.
class CsvWriter {
public:
    explicit CsvWriter(char delimiter) : delimiter_(delimiter) {}
    std::string row(const std::vector<std::string>& cells) const;

private:
    char delimiter_;
};

// A spreadsheet takes a cell that begins with = + - @ or a tab for a formula, and what a client calls themselves may
// be one. `guarded` puts an apostrophe before such a text, and one more before a text that looks guarded;
// `unguarded` takes that one away again, and leaves every other text alone.
std::string guarded_cell(std::string_view text);
std::string_view unguarded_cell(std::string_view cell);

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
