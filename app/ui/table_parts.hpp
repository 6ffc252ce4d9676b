// Column widths of a table, and where a column that is moved goes; apart, so that they can be tried without drawing.
// Only the table includes it.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "app/ui/table.hpp"

namespace epic::ui::detail {

// The width of each column in design pixels, 0 for one that is not shown. When the minimal widths do not fit,
// optional columns leave, the last first; when even that is not enough, all shrink in proportion.
std::vector<float> place_columns(std::span<const Column> columns, float available);

// Where a column of a header goes, whose left and right edges are `left` and `right` for each column (the same twice
// for one that is not shown): `from` to the gap that is nearest to `x`, but not before `first`. Nothing when it stays.
struct HeaderEdges {
    std::span<const float> left, right;
};
std::optional<ColumnMove> move_to(const HeaderEdges& edges, std::size_t from, std::size_t first, float x);
// One shown column further to the left (-1) or to the right (1).
std::optional<ColumnMove> move_by(const HeaderEdges& edges, std::size_t from, std::size_t first, int direction);

} // namespace epic::ui::detail
