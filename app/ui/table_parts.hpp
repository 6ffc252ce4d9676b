// Column widths of a table; apart, so that they can be tried without drawing. Only the table includes it.
#pragma once

#include <span>
#include <vector>

#include "app/ui/table.hpp"

namespace epic::ui::detail {

// The width of each column in design pixels, 0 for one that is not shown. When the minimal widths do not fit,
// optional columns leave, the last first; when even that is not enough, all shrink in proportion.
std::vector<float> place_columns(std::span<const Column> columns, float available);

} // namespace epic::ui::detail
