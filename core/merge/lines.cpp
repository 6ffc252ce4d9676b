#include "core/merge/lines.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace epic {
namespace {

using Lines = std::vector<std::string_view>;

Lines split(std::string_view text) {
    Lines lines;
    if (text.empty()) return lines;
    std::size_t first = 0;
    for (;;) {
        const std::size_t end = text.find('\n', first);
        lines.push_back(text.substr(first, end == std::string_view::npos ? end : end - first));
        if (end == std::string_view::npos) return lines;
        first = end + 1;
    }
}

std::string join(const Lines& lines) {
    std::string text;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (i != 0) text += '\n';
        text += lines[i];
    }
    return text;
}

constexpr std::size_t unmatched = static_cast<std::size_t>(-1);

// For each line of `base`, the line of `other` that a longest common subsequence pairs it with.
std::vector<std::size_t> match(const Lines& base, const Lines& other) {
    std::vector<std::size_t> pairs(base.size(), unmatched);
    std::size_t head = 0;
    while (head < base.size() && head < other.size() && base[head] == other[head]) {
        pairs[head] = head;
        ++head;
    }
    std::size_t tail = 0;
    while (tail < base.size() - head && tail < other.size() - head &&
           base[base.size() - 1 - tail] == other[other.size() - 1 - tail]) {
        pairs[base.size() - 1 - tail] = other.size() - 1 - tail;
        ++tail;
    }
    const std::size_t rows = base.size() - head - tail;
    const std::size_t columns = other.size() - head - tail;
    std::vector<std::uint16_t> length((rows + 1) * (columns + 1), 0);
    const auto at = [&](std::size_t row, std::size_t column) -> std::uint16_t& {
        return length[row * (columns + 1) + column];
    };
    for (std::size_t row = rows; row-- > 0;) {
        for (std::size_t column = columns; column-- > 0;) {
            at(row, column) = base[head + row] == other[head + column]
                                  ? static_cast<std::uint16_t>(at(row + 1, column + 1) + 1)
                                  : std::max(at(row + 1, column), at(row, column + 1));
        }
    }
    for (std::size_t row = 0, column = 0; row < rows && column < columns;) {
        if (base[head + row] == other[head + column]) {
            pairs[head + row++] = head + column++;
        } else if (at(row + 1, column) >= at(row, column + 1)) {
            ++row;
        } else {
            ++column;
        }
    }
    return pairs;
}

Lines slice(const Lines& lines, std::size_t first, std::size_t last) {
    return {lines.begin() + static_cast<std::ptrdiff_t>(first), lines.begin() + static_cast<std::ptrdiff_t>(last)};
}

void append(Lines& to, const Lines& from) {
    to.insert(to.end(), from.begin(), from.end());
}

bool starts_with(const Lines& lines, const Lines& prefix) {
    return lines.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), lines.begin());
}

// Resolves one stretch between lines that all three share. False when a person must decide.
bool merge_chunk(const Lines& base, const Lines& theirs, const Lines& mine, Lines& out) {
    if (theirs == mine || mine == base) {
        append(out, theirs);
    } else if (theirs == base) {
        append(out, mine);
    } else if (starts_with(theirs, base) && starts_with(mine, base)) {
        append(out, theirs);
        append(out, slice(mine, base.size(), mine.size()));
    } else {
        return false;
    }
    return true;
}

} // namespace

std::optional<std::string> merge_lines(std::string_view base, std::string_view theirs, std::string_view mine) {
    if (theirs == mine || mine == base) return std::string(theirs);
    if (theirs == base) return std::string(mine);
    const Lines base_lines = split(base);
    const Lines their_lines = split(theirs);
    const Lines my_lines = split(mine);
    const auto in_theirs = match(base_lines, their_lines);
    const auto in_mine = match(base_lines, my_lines);

    Lines out;
    std::size_t base_at = 0;
    std::size_t their_at = 0;
    std::size_t my_at = 0;
    for (std::size_t i = 0; i <= base_lines.size(); ++i) {
        const bool at_end = i == base_lines.size();
        if (!at_end && (in_theirs[i] == unmatched || in_mine[i] == unmatched)) continue;
        const std::size_t their_next = at_end ? their_lines.size() : in_theirs[i];
        const std::size_t my_next = at_end ? my_lines.size() : in_mine[i];
        if (!merge_chunk(slice(base_lines, base_at, i), slice(their_lines, their_at, their_next),
                         slice(my_lines, my_at, my_next), out)) {
            return std::nullopt;
        }
        if (at_end) break;
        out.push_back(base_lines[i]);
        base_at = i + 1;
        their_at = their_next + 1;
        my_at = my_next + 1;
    }
    return join(out);
}

std::optional<std::string> merge_lines(std::string_view theirs, std::string_view mine) {
    const Lines my_lines = split(mine);
    const std::vector<std::size_t> pairs = match(my_lines, split(theirs));
    Lines common;
    for (std::size_t i = 0; i < my_lines.size(); ++i) {
        if (pairs[i] != unmatched) common.push_back(my_lines[i]);
    }
    return merge_lines(join(common), theirs, mine);
}

} // namespace epic
