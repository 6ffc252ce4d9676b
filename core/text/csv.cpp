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

CsvReader::CsvReader(std::string_view text, char delimiter) : text_(without_mark(text)), delimiter_(delimiter) {
    if (announced_delimiter(text_)) {
        position_ = 5;
        if (!at_end()) pass_line_end();
    }
}

std::optional<CsvRow> CsvReader::next() {
    while (!at_end() && at_line_end()) pass_line_end();
    if (at_end()) return std::nullopt;
    CsvRow row;
    row.line = line_;
    while (true) {
        const std::size_t cell_line = line_;
        row.cells.push_back(!at_end() && text_[position_] == '"' ? quoted_cell(row) : plain_cell());
        if (!row.fault && !is_utf8(row.cells.back()))
            row.fault = CsvFault{cell_line, row.cells.size(), words::csv_not_utf8};
        if (at_end()) return row;
        if (at_line_end()) {
            pass_line_end();
            return row;
        }
        ++position_; // the delimiter
    }
}

void CsvReader::pass_line_end() {
    const bool pair = text_[position_] == '\r' && position_ + 1 < text_.size() && text_[position_ + 1] == '\n';
    position_ += pair ? 2 : 1;
    ++line_;
}

std::string CsvReader::quoted_cell(CsvRow& row) {
    const std::size_t opened_on = line_;
    const std::size_t column = row.cells.size() + 1;
    std::string cell;
    ++position_;
    while (true) {
        if (at_end()) {
            if (!row.fault) row.fault = CsvFault{opened_on, column, words::csv_quote_not_closed};
            return cell;
        }
        if (at_line_end()) {
            cell += '\n';
            pass_line_end();
            continue;
        }
        const char c = text_[position_++];
        if (c != '"') {
            cell += c;
        } else if (!at_end() && text_[position_] == '"') {
            cell += '"';
            ++position_;
        } else {
            break;
        }
    }
    const std::string rest = plain_cell();
    if (!trimmed(rest).empty() && !row.fault) row.fault = CsvFault{line_, column, words::csv_text_after_quote};
    return cell;
}

std::string CsvReader::plain_cell() {
    const std::array<char, 3> ends{delimiter_, '\r', '\n'};
    const std::size_t end = std::min(text_.find_first_of({ends.data(), ends.size()}, position_), text_.size());
    std::string cell(text_.substr(position_, end - position_));
    position_ = end;
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
