#include <algorithm>
#include <cmath>
#include <string>

#include "app/ui/detail.hpp"
#include "app/ui/table.hpp"
#include "app/ui/table_parts.hpp"

namespace epic::ui {
namespace {

constexpr float two_lines_height_min = 40;
constexpr float behind_name_min = 56;

} // namespace

namespace detail {

std::vector<float> place_columns(std::span<const Column> columns, float available) {
    std::vector<float> widths(columns.size(), 0.0F);
    std::vector<bool> shown(columns.size(), true);
    const auto least = [&](std::size_t i) { return columns[i].fixed ? columns[i].width : columns[i].width_min; };
    const auto total_least = [&] {
        float total = 0;
        for (std::size_t i = 0; i < columns.size(); ++i) total += shown[i] ? least(i) : 0;
        return total;
    };
    for (std::size_t i = columns.size(); i-- > 0 && total_least() > available;) {
        if (columns[i].optional) shown[i] = false;
    }
    float needed = total_least();
    const float shrink = needed > available && needed > 0 ? available / needed : 1.0F;
    for (std::size_t i = 0; i < columns.size(); ++i) widths[i] = shown[i] ? least(i) * shrink : 0;
    // What is left is shared by weight, but a column that is wider already by its minimum takes no more.
    std::vector<bool> open(columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i) open[i] = shown[i] && !columns[i].fixed;
    bool settled = shrink < 1.0F;
    while (!settled) {
        settled = true;
        float room = available;
        float weights = 0;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (open[i]) {
                weights += columns[i].width;
            } else {
                room -= widths[i];
            }
        }
        if (weights <= 0) break;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (!open[i]) continue;
            const float share = room * columns[i].width / weights;
            if (share < columns[i].width_min) {
                widths[i] = columns[i].width_min;
                open[i] = false;
                settled = false;
            } else {
                widths[i] = share;
            }
        }
    }
    return widths;
}

} // namespace detail

TableRow::Cell TableRow::next() {
    if (at_ >= cells_.size()) return {0, 0, Align::left, false};
    return cells_[at_++];
}

void TableRow::note(std::string_view value) {
    if (first_text_.empty() && Kit::current().item_sink() != nullptr) first_text_ = value;
}

// What is too long goes on in a second line, where there is one.
void TableRow::in_two_lines(Room room, std::string_view value, Role role, TextStyle style) {
    const float middle = top_ + height_ / 2;
    const bool one_line = height_ < px(two_lines_height_min) || value.find('\n') != std::string_view::npos ||
                          measure(value, style).x <= room.width;
    if (one_line) {
        draw_text_middle(room.x, middle, value, style, colour(role), room.width);
        return;
    }
    const std::string_view first = detail::wrap(value, style, room.width).front();
    std::string_view rest = value.substr(first.size());
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    draw_text_middle(room.x, middle - px(9), first, style, colour(role), room.width);
    draw_text_middle(room.x, middle + px(9), rest, style, colour(role), room.width);
}

void TableRow::text(std::string_view value, Role role, TextStyle style) {
    note(value);
    const Cell cell = next();
    if (!cell.shown || value.empty()) return;
    const float width = measure(value, style).x;
    const float middle = top_ + height_ / 2;
    if (width > cell.width && cell.align == Align::left) {
        in_two_lines({cell.x, cell.width}, value, role, style);
        return;
    }
    const float x = cell.align == Align::right ? std::max(cell.x, cell.x + cell.width - width) : cell.x;
    draw_text_middle(x, middle, value, style, colour(role), cell.width);
}

void TableRow::name(std::string_view value, std::string_view avatar_key, std::string_view second_line) {
    note(value);
    const Cell cell = next();
    if (!cell.shown) return;
    float x = cell.x;
    const float middle = top_ + height_ / 2;
    if (!avatar_key.empty()) {
        detail::draw_avatar({x + px(size::avatar) / 2, std::floor(middle)}, value, avatar_key, size::avatar);
        x += px(size::avatar + 10);
    }
    const float room = cell.width - (x - cell.x);
    if (second_line.empty()) {
        in_two_lines({x, room}, value, Role::text, type::body_medium);
        return;
    }
    std::string_view first = value;
    std::string_view rest;
    if (height_ >= px(two_lines_height_min) && measure(value, type::body_medium).x > room) {
        first = detail::wrap(value, type::body_medium, room).front();
        rest = value.substr(first.size());
        rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    }
    draw_text_middle(x, middle - px(9), first, type::body_medium, colour(Role::text), room);
    const float right = x + room;
    if (!rest.empty()) {
        constexpr std::string_view between = " · ";
        draw_text_middle(x, middle + px(9), rest, type::body_medium, colour(Role::text), room);
        x += measure(rest, type::body_medium).x;
        const float dot = measure(between, type::meta).x;
        // Behind a long name there may be no room for it: a few letters say less than none.
        if (x + dot + std::min(px(behind_name_min), measure(second_line, type::meta).x) > right) return;
        draw_text_middle(x, middle + px(9), between, type::meta, colour(Role::text_muted));
        x += dot;
    }
    draw_text_middle(x, middle + px(9), second_line, type::meta, colour(Role::text_muted), right - x);
}

void TableRow::two_lines(std::string_view first, std::string_view second) {
    note(first);
    const Cell cell = next();
    if (!cell.shown) return;
    const float middle = top_ + height_ / 2;
    draw_text_middle(cell.x, middle - px(9), first, type::body, colour(Role::text), cell.width);
    draw_text_middle(cell.x, middle + px(9), second, type::meta, colour(Role::text_muted), cell.width);
}

void TableRow::amount(std::string_view value, Role role) {
    note(value);
    const Cell cell = next();
    if (!cell.shown || value.empty()) return;
    const float width = detail::measure_tabular(value, type::body);
    if (width > cell.width) {
        draw_text_middle(cell.x, top_ + height_ / 2, value, type::body, colour(role), cell.width);
        return;
    }
    detail::draw_tabular(cell.x + cell.width - width, top_ + height_ / 2, value, type::body, colour(role));
}

void TableRow::pill(std::string_view value, Tone tone) {
    const Cell cell = next();
    if (!cell.shown || value.empty()) return;
    const float height = px(24);
    const float width = std::min(measure(value, type::meta_medium).x + px(20), cell.width);
    const float y = std::floor(top_ + (height_ - height) / 2);
    const float x = cell.align == Align::right ? cell.x + cell.width - width : cell.x;
    detail::draw_pill({{x, y}, {x + width, y + height}}, value, tone);
}

void TableRow::icon(Icon value, Role role, std::string_view tooltip) {
    const Cell cell = next();
    if (!cell.shown || value == Icon::none) return;
    const ImVec2 centre{cell.x + px(size::icon_small) / 2, top_ + height_ / 2};
    draw_icon(centre, value, size::icon_small, colour(role));
    const float reach = px(12);
    if (!tooltip.empty() && ImGui::IsWindowHovered() &&
        ImGui::IsMouseHoveringRect({centre.x - reach, centre.y - reach}, {centre.x + reach, centre.y + reach})) {
        detail::show_tooltip(tooltip, {});
    }
}

void TableRow::skip() {
    next();
}

void TableRow::skeleton() {
    while (at_ < cells_.size()) {
        const Cell cell = next();
        if (!cell.shown) continue;
        // Lengths that differ look like text; they depend on the place only, so that nothing flickers.
        constexpr float shares[] = {0.75F, 0.55F, 0.85F, 0.65F};
        const float share = shares[static_cast<std::size_t>(index_ + static_cast<std::int64_t>(at_)) % 4];
        const float width = std::round(cell.width * share);
        const float height = px(12);
        const float x = cell.align == Align::right ? cell.x + cell.width - width : cell.x;
        const float y = std::floor(top_ + (height_ - height) / 2);
        detail::filled_box(detail::draw_list(), {{x, y}, {x + width, y + height}}, px(4), colour(Role::border, 0.7F));
    }
}

} // namespace epic::ui
