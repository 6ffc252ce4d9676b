#include "core/text/csv.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "core/text/csv_words.hpp"

namespace epic {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
constexpr std::size_t rows_looked_at = 25;

std::string_view without_mark(std::string_view text) {
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    return text;
}

// The delimiter that a spreadsheet announced in a first line of its own.
std::optional<char> announced_delimiter(std::string_view text) {
    if (!text.starts_with("sep=") || text.size() < 5) return std::nullopt;
    if (text.size() > 5 && text[5] != '\r' && text[5] != '\n') return std::nullopt;
    return text[4];
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

bool is_continuation(char c) {
    return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

// Bytes of the well-formed sequence that begins `text`; 0 when there is none.
std::size_t sequence_length(std::string_view text) {
    const auto first = static_cast<unsigned char>(text[0]);
    if (first < 0x80) return 1;
    if (first < 0xc2 || first > 0xf4) return 0;
    const std::size_t length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (text.size() < length ||
        !std::all_of(text.begin() + 1, text.begin() + static_cast<std::ptrdiff_t>(length), is_continuation)) {
        return 0;
    }
    const auto second = static_cast<unsigned char>(text[1]);
    const bool overlong = (first == 0xe0 && second < 0xa0) || (first == 0xf0 && second < 0x90);
    const bool surrogate = first == 0xed && second > 0x9f;
    const bool beyond = first == 0xf4 && second > 0x8f;
    return overlong || surrogate || beyond ? 0 : length;
}

} // namespace

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = sequence_length(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

char detect_csv_delimiter(std::string_view text) {
    text = without_mark(text);
    if (const auto announced = announced_delimiter(text)) return *announced;
    char best = ',';
    std::pair<std::size_t, std::size_t> best_score{0, 0}; // rows as wide as the first, and how wide
    for (const char candidate : {',', ';', '\t'}) {
        CsvReader reader(text, candidate);
        const auto heading = reader.next();
        if (!heading || heading->cells.size() < 2) continue;
        std::pair<std::size_t, std::size_t> score{1, heading->cells.size()};
        for (std::size_t i = 0; i < rows_looked_at; ++i) {
            const auto row = reader.next();
            if (!row) break;
            if (!row->fault && row->cells.size() == heading->cells.size()) ++score.first;
        }
        if (score > best_score) {
            best_score = score;
            best = candidate;
        }
    }
    return best;
}

CsvReader::CsvReader(std::string_view text) : CsvReader(text, detect_csv_delimiter(text)) {}

CsvReader::CsvReader(std::string_view text, char delimiter, CsvLimits limits)
    : text_(text), delimiter_(delimiter), limits_(limits) {
    pass_announcement();
}

CsvReader::CsvReader(TextSource source, char delimiter, CsvLimits limits)
    : source_(std::move(source)), delimiter_(delimiter), limits_(limits) {
    pass_announcement();
}

void CsvReader::pass_announcement() {
    constexpr std::size_t longest = byte_order_mark.size() + 6; // "sep=;" and what follows it
    (void)has(longest);
    position_ = text_.size() - without_mark(text_).size();
    row_begin_ = position_;
    if (announced_delimiter(text_.substr(position_, 6))) {
        position_ += 5;
        if (has()) pass_line_end();
    }
}

bool CsvReader::has(std::size_t ahead) {
    while (position_ + ahead >= text_.size()) {
        if (!read_on()) return false;
    }
    return true;
}

bool CsvReader::read_on() {
    if (!source_) return false;
    const std::string_view piece = source_();
    if (piece.empty()) {
        source_ = nullptr;
        return false;
    }
    buffer_.erase(0, row_begin_);
    position_ -= row_begin_;
    row_begin_ = 0;
    buffer_ += piece;
    text_ = buffer_;
    return true;
}

std::optional<CsvRow> CsvReader::next() {
    row_begin_ = position_;
    while (has() && at_line_end()) {
        pass_line_end();
        row_begin_ = position_;
    }
    if (!has()) return std::nullopt;
    CsvRow row;
    row.line = line_;
    while (read_cell(row)) {
        if (!has()) return row;
        if (at_line_end()) {
            pass_line_end();
            return row;
        }
        ++position_; // the delimiter
    }
    pass_line();
    return row;
}

bool CsvReader::read_cell(CsvRow& row) {
    const std::size_t cell_line = line_;
    std::string cell;
    const bool whole = has() && text_[position_] == '"' ? quoted_cell(row, cell) : plain_cell(row, cell);
    if (whole && !row.fault && !is_utf8(cell))
        row.fault = CsvFault{cell_line, row.cells.size() + 1, words::csv_not_utf8};
    row.cells.push_back(std::move(cell));
    return whole;
}

void CsvReader::pass_line_end() {
    const bool pair = text_[position_] == '\r' && has(1) && text_[position_ + 1] == '\n';
    position_ += pair ? 2 : 1;
    ++line_;
}

// To the next line, keeping nothing of this one.
void CsvReader::pass_line() {
    while (has()) {
        position_ = std::min(text_.find_first_of("\r\n", position_), text_.size());
        row_begin_ = position_;
        if (position_ < text_.size()) return pass_line_end();
    }
}

bool CsvReader::within_limits(CsvRow& row) {
    const bool too_wide = row.cells.size() >= limits_.cells_max;
    if (!too_wide && position_ - row_begin_ <= limits_.row_bytes_max) return true;
    row.fault =
        CsvFault{row.line, row.cells.size() + 1, too_wide ? words::csv_too_many_cells : words::csv_row_too_long};
    return false;
}

bool CsvReader::quoted_cell(CsvRow& row, std::string& cell) {
    // Kept as a distance, because reading on moves the text.
    const Place opened{position_ - row_begin_, line_};
    ++position_;
    while (true) {
        const std::size_t stop = std::min(text_.find_first_of("\"\r\n", position_), text_.size());
        cell.append(text_.substr(position_, stop - position_));
        position_ = stop;
        if (!within_limits(row) || !has()) {
            const bool wide = row.cells.size() >= limits_.cells_max;
            if (!wide) row.fault = CsvFault{opened.line, row.cells.size() + 1, words::csv_quote_not_closed};
            position_ = row_begin_ + opened.position;
            line_ = opened.line;
            cell.resize(std::min(cell.find('\n'), cell.size()));
            return false;
        }
        if (at_line_end()) {
            cell += '\n';
            pass_line_end();
        } else if (text_[position_] == '"') {
            ++position_;
            if (!has() || text_[position_] != '"') break;
            cell += '"';
            ++position_;
        }
    }
    std::string rest;
    if (!plain_cell(row, rest)) return false;
    if (!trimmed(rest).empty() && !row.fault)
        row.fault = CsvFault{line_, row.cells.size() + 1, words::csv_text_after_quote};
    return true;
}

bool CsvReader::plain_cell(CsvRow& row, std::string& cell) {
    const std::array<char, 3> ends{delimiter_, '\r', '\n'};
    do {
        const std::size_t end = std::min(text_.find_first_of({ends.data(), ends.size()}, position_), text_.size());
        cell.append(text_.substr(position_, end - position_));
        position_ = end;
        if (!within_limits(row)) return false;
    } while (position_ == text_.size() && has());
    return true;
}

std::string CsvWriter::row(const std::vector<std::string>& cells) const {
    const std::string special = std::string("\"\r\n") + delimiter_;
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string& cell = cells[i];
        if (i > 0) line += delimiter_;
        // A row of one empty cell would be a blank line, which readers pass over.
        const bool quote = cell.find_first_of(special) != std::string::npos || cell.starts_with(' ') ||
                           cell.ends_with(' ') || (cells.size() == 1 && cell.empty());
        if (!quote) {
            line += cell;
            continue;
        }
        line += '"';
        for (const char c : cell) line += c == '"' ? std::string("\"\"") : std::string(1, c);
        line += '"';
    }
    return line + "\r\n";
}

namespace {

// Apostrophes, and behind them what makes a formula.
bool looks_like_a_formula(std::string_view text) {
    const std::size_t first = text.find_first_not_of('\'');
    return first != std::string_view::npos && std::string_view("=+-@\t\r").find(text[first]) != std::string_view::npos;
}

} // namespace

std::string guarded_cell(std::string_view text) {
    return looks_like_a_formula(text) ? "'" + std::string(text) : std::string(text);
}

std::string_view unguarded_cell(std::string_view cell) {
    if (cell.starts_with('\'') && looks_like_a_formula(cell)) cell.remove_prefix(1);
    return cell;
}

CsvTable::CsvTable(std::string_view text) {
    CsvReader reader(text);
    if (auto heading = reader.next()) {
        for (const std::string& name : heading->cells) headings_.emplace_back(trimmed(name));
    }
    while (auto row = reader.next()) rows_.push_back(std::move(*row));
}

std::optional<std::size_t> CsvTable::column(std::string_view heading) const {
    const auto found = std::find(headings_.begin(), headings_.end(), heading);
    if (found == headings_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - headings_.begin());
}

std::string_view CsvTable::cell(const CsvRow& row, std::string_view heading) const {
    const auto index = column(heading);
    if (!index || *index >= row.cells.size()) return {};
    return trimmed(row.cells[*index]);
}

} // namespace epic
