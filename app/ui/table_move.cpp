#include <cmath>

#include "app/ui/table_parts.hpp"

namespace epic::ui::detail {
namespace {

bool shown(const HeaderEdges& edges, std::size_t column) {
    return edges.right[column] > edges.left[column];
}

} // namespace

std::optional<ColumnMove> move_to(const HeaderEdges& edges, std::size_t from, std::size_t first, float x) {
    // The gap before each shown column, and the one behind the last.
    std::size_t nearest = from;
    float distance = INFINITY;
    std::size_t end = 0; // behind the last shown column
    for (std::size_t i = 0; i < edges.left.size(); ++i) {
        if (!shown(edges, i)) continue;
        end = i + 1;
        if (i < first || std::abs(x - edges.left[i]) >= distance) continue;
        distance = std::abs(x - edges.left[i]);
        nearest = i;
    }
    if (end > 0 && std::abs(x - edges.right[end - 1]) < distance) nearest = end;
    const std::size_t to = nearest > from ? nearest - 1 : nearest;
    if (to == from) return std::nullopt;
    return ColumnMove{from, to};
}

std::optional<ColumnMove> move_by(const HeaderEdges& edges, std::size_t from, std::size_t first, int direction) {
    const auto count = static_cast<std::ptrdiff_t>(edges.left.size());
    for (auto to = static_cast<std::ptrdiff_t>(from) + direction; to >= 0 && to < count; to += direction) {
        if (to < static_cast<std::ptrdiff_t>(first)) break;
        if (shown(edges, static_cast<std::size_t>(to))) return ColumnMove{from, static_cast<std::size_t>(to)};
    }
    return std::nullopt;
}

} // namespace epic::ui::detail
