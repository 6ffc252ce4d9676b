#include "app/ui/compare.hpp"

#include <algorithm>
#include <cmath>

#include "app/ui/detail.hpp"
#include "app/ui/layout.hpp"

namespace epic::ui {
namespace {

constexpr float gap = 12;
constexpr float padding = 14;
constexpr float title_height = 20;
constexpr float detail_height = 20;
constexpr float row_gap = 10;
constexpr float label_height = 18;
constexpr std::string_view nothing = "—";

struct Measures {
    float column = 0, text = 0; // widths
    float head = 0, box = 0;    // heights
    std::vector<float> rows;    // heights
};

Measures measure_all(std::span<const CompareColumn> columns, std::span<const CompareRow> rows) {
    Measures m;
    const float count = static_cast<float>(std::max<std::size_t>(columns.size(), 1));
    m.column = std::floor((ImGui::GetContentRegionAvail().x - (count - 1) * px(gap)) / count);
    m.text = m.column - 2 * px(padding);
    const bool details = std::ranges::any_of(columns, [](const CompareColumn& c) { return !c.detail.empty(); });
    m.head = px(padding + title_height + (details ? detail_height : 0));
    m.box = m.head;
    for (const CompareRow& row : rows) {
        float height = 0;
        for (const std::string_view value : row.values) {
            height = std::max(height, detail::paragraph_height(value.empty() ? nothing : value, type::body, m.text));
        }
        m.rows.push_back(height);
        m.box += px(row_gap + label_height) + height;
    }
    m.box += px(padding);
    return m;
}

void draw_column(const CompareColumn& column, std::size_t index, std::span<const CompareRow> rows, const Measures& m,
                 ImVec2 at) {
    const ImRect box{at, {at.x + m.column, at.y + m.box}};
    detail::filled_box(detail::draw_list(), box, px(size::radius_control),
                       colour(column.strong ? Role::accent_soft : Role::surface_muted));
    const float x = at.x + px(padding);
    draw_text({x, at.y + px(padding)}, column.title, type::label,
              colour(column.strong ? Role::accent : Role::text_muted), m.text);
    draw_text({x, at.y + px(padding + title_height)}, column.detail, type::meta, colour(Role::text_muted), m.text);
    float y = at.y + m.head;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        y += px(row_gap);
        draw_text({x, y}, rows[i].label, type::meta, colour(Role::text_muted), m.text);
        y += px(label_height);
        const std::string_view value = index < rows[i].values.size() ? rows[i].values[index] : std::string_view{};
        const bool empty = value.empty();
        detail::draw_paragraph({x, y}, empty ? nothing : value, type::body,
                               colour(empty ? Role::text_faint : Role::text), m.text);
        y += m.rows[i];
    }
}

bool draw_button(const CompareColumn& column, ImVec2 at) {
    if (column.button_id == nullptr) return false;
    ImGui::SetCursorScreenPos(at);
    const bool pressed = button(column.button_id, column.button_text, column.button);
    if (!column.key.empty()) {
        const ImVec2 end = ImGui::GetItemRectMax();
        detail::draw_keys({end.x + px(8), std::round((at.y + end.y) / 2 - px(11))}, column.key, true);
    }
    return pressed;
}

} // namespace

int compare(std::span<const CompareColumn> columns, std::span<const CompareRow> rows) {
    const Measures m = measure_all(columns, rows);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const bool buttons = std::ranges::any_of(columns, [](const CompareColumn& c) { return c.button_id != nullptr; });
    int pressed = -1;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const float x = at.x + static_cast<float>(i) * (m.column + px(gap));
        draw_column(columns[i], i, rows, m, {x, at.y});
        if (draw_button(columns[i], {x, at.y + m.box + px(gap)})) pressed = static_cast<int>(i);
    }
    const float height = m.box + (buttons ? px(gap + size::control_height) : 0);
    ImGui::SetCursorScreenPos(at);
    ImGui::ItemSize(ImVec2{ImGui::GetContentRegionAvail().x, height});
    return pressed;
}

} // namespace epic::ui
