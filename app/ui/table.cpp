#include "app/ui/table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "app/ui/detail.hpp"
#include "app/ui/feedback.hpp"
#include "app/ui/table_parts.hpp"

namespace epic::ui {
namespace {

constexpr float cell_padding = 12;
constexpr float cell_padding_narrow = 9; // where every pixel is wanted for what people wrote
constexpr float narrow_table = 800;
constexpr float scroll_bar_width = 12;
constexpr std::int64_t extended_max = 5'000; // what one stroke selects

} // namespace

// Draws one table in one frame: header, rows, scroll bar, keyboard.
class TablePainter {
public:
    TablePainter(const char* id, TableState& state, const TableOptions& options)
        : id_(id), state_(state), options_(options), kit_(Kit::current()) {}

    TableResult run(const std::function<void(TableRow&)>& draw_row);

private:
    float whole_height() const;
    void place();
    void draw_header();
    bool is_movable(std::size_t column) const;
    void take_header_keys(std::size_t column, ImGuiID header);
    void draw_moved_column();
    void draw_rows(const std::function<void(TableRow&)>& draw_row);
    void draw_row(std::int64_t index, const std::function<void(TableRow&)>& fill);
    void draw_scroll_bar();
    void take_keys();
    void take_wheel();
    void reveal();
    void clamp_scroll();
    void choose(std::int64_t row);
    void toggle(std::int64_t row);
    void extend(std::int64_t row);
    void take_selecting_keys();
    bool focused() const;

    const char* id_;
    TableState& state_;
    const TableOptions& options_;
    Kit& kit_;
    TableResult result_;
    ImGuiID body_id_ = 0;
    ImRect header_, body_;
    std::vector<TableRow::Cell> cells_;
    std::vector<float> lefts_, rights_; // of the headers
    std::int64_t row_px_ = 1, rows_px_ = 0, content_px_ = 0;
    float check_width_ = 0;
    float padding_ = cell_padding;
    std::int64_t skeleton_rows_ = 0;
};

float TablePainter::whole_height() const {
    constexpr std::int64_t many = 1'000; // more than any screen has room for
    const float edges = options_.framed ? 2 * std::max(1.0F, px(1)) : 0;
    return edges + px(size::table_header_height) +
           px(options_.row_height) * static_cast<float>(std::min(options_.row_count, many));
}

void TablePainter::place() {
    const ImGuiWindow* window = ImGui::GetCurrentWindow();
    const ImVec2 at = window->Pos;
    const ImVec2 size = window->Size;
    const float line = std::max(1.0F, px(1));
    const float edge = options_.framed ? line : 0;
    const float header = px(size::table_header_height);
    header_ = {{at.x + edge, at.y + edge}, {at.x + size.x - edge, at.y + edge + header}};
    body_ = {{header_.Min.x, header_.Max.y}, {header_.Max.x, at.y + size.y - edge}};
    row_px_ = std::max<std::int64_t>(1, static_cast<std::int64_t>(px(options_.row_height)));
    rows_px_ = std::max<std::int64_t>(1, static_cast<std::int64_t>(body_.GetHeight()));
    content_px_ = options_.row_count * row_px_;
    padding_ = header_.GetWidth() < px(narrow_table) ? cell_padding_narrow : cell_padding;
    check_width_ = options_.multi_select && options_.boxes ? px(20 + padding_) : 0;
    cells_.resize(options_.columns.size());
    lefts_.resize(cells_.size());
    rights_.resize(cells_.size());
    const float right = content_px_ > rows_px_ ? px(scroll_bar_width) : 0;
    const auto places =
        detail::place_columns(options_.columns, (header_.GetWidth() - check_width_ - right - 2 * px(8)) / kit_.scale());
    float x = header_.Min.x + px(8) + check_width_;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        const float width = std::floor(places[i] * kit_.scale());
        cells_[i] = {x + px(padding_), width - 2 * px(padding_), options_.columns[i].align, places[i] > 0};
        lefts_[i] = x;
        x += width;
        rights_[i] = x;
    }
}

bool TablePainter::is_movable(std::size_t column) const {
    return options_.movable_from >= 0 && static_cast<int>(column) >= options_.movable_from;
}

void TablePainter::take_header_keys(std::size_t column, ImGuiID header) {
    if (!is_movable(column) || ImGui::GetCurrentContext()->NavId != header || !ImGui::GetIO().KeyAlt) return;
    for (const auto& [key, direction] : {std::pair(ImGuiKey_LeftArrow, -1), std::pair(ImGuiKey_RightArrow, 1)}) {
        ImGui::SetKeyOwner(key, header); // otherwise it would go to the next header
        if (!ImGui::IsKeyPressed(key, ImGuiInputFlags_Repeat, header)) continue;
        ImGui::NavMoveRequestCancel(); // pressed together with Alt, it was asked for already
        const auto first = static_cast<std::size_t>(options_.movable_from);
        if (auto move = detail::move_by({lefts_, rights_}, column, first, direction)) result_.moved = move;
    }
}

// The header under the pointer, and a line where it would go.
void TablePainter::draw_moved_column() {
    if (state_.moved_column < 0) return;
    const auto from = static_cast<std::size_t>(state_.moved_column);
    const float mouse = ImGui::GetMousePos().x;
    const bool let_go = !ImGui::IsMouseDown(ImGuiMouseButton_Left);
    if (from >= cells_.size() || let_go) state_.moved_column = -1;
    if (from >= cells_.size()) return;
    const auto move = detail::move_to({lefts_, rights_}, from, static_cast<std::size_t>(options_.movable_from), mouse);
    if (let_go) {
        result_.moved = move;
        return;
    }
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    ImDrawList* list = ImGui::GetForegroundDrawList();
    const float width = rights_[from] - lefts_[from];
    const ImRect box{{mouse - width / 2, header_.Min.y + px(4)}, {mouse + width / 2, header_.Max.y - px(4)}};
    detail::filled_box(list, box, px(4), colour(Role::accent_soft), colour(Role::accent));
    if (!move) return;
    const float gap = move->to > from ? rights_[move->to] : lefts_[move->to];
    list->AddRectFilled({gap - px(1.5F), header_.Min.y}, {gap + px(1.5F), body_.Max.y}, colour(Role::accent));
}

void TablePainter::draw_header() {
    ImDrawList* list = detail::draw_list();
    const float line = std::max(1.0F, px(1));
    list->AddRectFilled(header_.Min, header_.Max, colour(Role::surface_muted),
                        options_.framed ? px(size::radius_card - 1) : 0, ImDrawFlags_RoundCornersTop);
    list->AddRectFilled({header_.Min.x, header_.Max.y - line}, header_.Max, colour(Role::border));
    const float middle = header_.GetCenter().y;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        const TableRow::Cell& cell = cells_[i];
        if (!cell.shown) continue;
        const Column& column = options_.columns[i];
        const bool sorted = state_.sort_column == static_cast<int>(i);
        const float arrow = px(18);
        const float text_width = std::min(measure(column.title, type::label).x, cell.width - (sorted ? arrow : 0));
        const bool right = cell.align == Align::right;
        const float x = right ? cell.x + cell.width - text_width : cell.x;
        bool hovered = false;
        if (column.sortable || is_movable(i)) {
            const ImRect box{{cell.x - px(8), header_.Min.y + px(4)},
                             {cell.x + cell.width + px(8), header_.Max.y - px(5)}};
            const detail::Press press =
                detail::press_area_at(std::string(id_) + ".sort." + column.id, column.title, box);
            hovered = press.hovered && column.sortable;
            take_header_keys(i, press.id);
            if (press.held && is_movable(i) && ImGui::IsMouseDragging(ImGuiMouseButton_Left, px(6))) {
                state_.moved_column = static_cast<int>(i);
            }
            if (press.focused)
                detail::focus_ring({{box.Min.x + px(2), box.Min.y + px(2)}, {box.Max.x - px(2), box.Max.y - px(2)}},
                                   px(4));
            if (press.pressed && column.sortable && state_.moved_column < 0) {
                state_.sort_descending = sorted && !state_.sort_descending;
                state_.sort_column = static_cast<int>(i);
                state_.scroll_px = 0;
                result_.sort_changed = true;
            }
        }
        draw_text_middle(x, middle, column.title, type::label,
                         colour(sorted || hovered ? Role::text : Role::text_muted), text_width + 1);
        if (sorted || hovered) {
            const float arrow_x = right ? x - px(10) : x + text_width + px(11);
            draw_icon({arrow_x, middle}, sorted && state_.sort_descending ? Icon::arrow_down : Icon::arrow_up, 15,
                      colour(sorted ? Role::text : Role::text_faint));
        }
    }
}

bool TablePainter::focused() const {
    const ImGuiContext& g = *ImGui::GetCurrentContext();
    return body_id_ != 0 && g.NavId == body_id_ && g.ActiveId == 0;
}

void TablePainter::clamp_scroll() {
    state_.scroll_px = std::clamp<std::int64_t>(state_.scroll_px, 0, std::max<std::int64_t>(content_px_ - rows_px_, 0));
}

void TablePainter::reveal() {
    if (state_.current < 0) return;
    const std::int64_t top = state_.current * row_px_;
    if (top < state_.scroll_px) state_.scroll_px = top;
    if (top + row_px_ > state_.scroll_px + rows_px_) state_.scroll_px = top + row_px_ - rows_px_;
}

void TablePainter::choose(std::int64_t row) {
    if (options_.row_count == 0) return;
    row = std::clamp<std::int64_t>(row, 0, options_.row_count - 1);
    result_.current_changed |= row != state_.current;
    state_.current = row;
}

void TablePainter::toggle(std::int64_t row) {
    if (state_.selected.erase(row) == 0) state_.selected.insert(row);
    state_.anchor = row;
    result_.selection_changed = true;
    result_.selecting = TableSelecting{TableSelecting::How::toggle, row, row};
}

void TablePainter::extend(std::int64_t row) {
    if (state_.anchor < 0) state_.anchor = row;
    const std::int64_t first = std::min(row, state_.anchor);
    const std::int64_t last = std::min(std::max(row, state_.anchor), first + extended_max - 1);
    for (std::int64_t i = first; i <= last; ++i) state_.selected.insert(i);
    result_.selection_changed = true;
    result_.selecting = TableSelecting{TableSelecting::How::extend, row, state_.anchor};
}

void TablePainter::take_selecting_keys() {
    if (ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_A, 0, body_id_)) {
        result_.selecting = TableSelecting{TableSelecting::How::all, 0, 0};
    }
    if (!state_.selected.empty() && ImGui::IsKeyPressed(ImGuiKey_Escape, 0, body_id_)) {
        state_.selected.clear();
        result_.selection_changed = true;
        result_.selecting = TableSelecting{TableSelecting::How::none, 0, 0};
    }
}

void TablePainter::take_keys() {
    if (!focused() || options_.row_count == 0 || options_.loading) return;
    // These keys belong to the table while it has the keyboard; without this they would move to another control.
    constexpr std::array keys{ImGuiKey_UpArrow,  ImGuiKey_DownArrow,   ImGuiKey_PageUp,
                              ImGuiKey_PageDown, ImGuiKey_Home,        ImGuiKey_End,
                              ImGuiKey_Enter,    ImGuiKey_KeypadEnter, ImGuiKey_Space};
    for (const ImGuiKey key : keys) ImGui::SetKeyOwner(key, body_id_);
    if (options_.multi_select) {
        ImGui::SetKeyOwner(ImGuiKey_A, body_id_);
        ImGui::SetKeyOwner(ImGuiKey_Escape, body_id_);
        take_selecting_keys();
    }
    const auto pressed = [this](ImGuiKey key) { return ImGui::IsKeyPressed(key, ImGuiInputFlags_Repeat, body_id_); };
    const std::int64_t page = std::max<std::int64_t>(rows_px_ / row_px_ - 1, 1);
    std::optional<std::int64_t> target;
    if (pressed(ImGuiKey_DownArrow)) target = state_.current + 1;
    if (pressed(ImGuiKey_UpArrow)) target = state_.current - 1;
    if (pressed(ImGuiKey_PageDown)) target = state_.current + page;
    if (pressed(ImGuiKey_PageUp)) target = state_.current - page;
    if (pressed(ImGuiKey_Home)) target = 0;
    if (pressed(ImGuiKey_End)) target = options_.row_count - 1;
    if (target) {
        const bool shift = options_.multi_select && ImGui::GetIO().KeyShift;
        if (shift && state_.anchor < 0) state_.anchor = state_.current;
        choose(*target);
        reveal();
        if (shift) {
            extend(state_.current);
        } else {
            state_.anchor = state_.current;
        }
    }
    if (state_.current < 0 || state_.current >= options_.row_count) return;
    const bool enter =
        ImGui::IsKeyPressed(ImGuiKey_Enter, 0, body_id_) || ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, 0, body_id_);
    if (enter) result_.opened = state_.current;
    if (options_.multi_select && ImGui::IsKeyPressed(ImGuiKey_Space, 0, body_id_)) toggle(state_.current);
}

void TablePainter::take_wheel() {
    const float wheel = ImGui::GetIO().MouseWheel;
    if (wheel == 0 || !ImGui::IsWindowHovered() || ImGui::GetIO().KeyCtrl) return;
    constexpr float rows_per_notch = 3;
    state_.scroll_px -= static_cast<std::int64_t>(wheel * rows_per_notch * static_cast<float>(row_px_));
}

void TablePainter::draw_row(std::int64_t index, const std::function<void(TableRow&)>& fill) {
    // Offsets are whole numbers until they are near the screen; only then do they become floats.
    const float top = body_.Min.y + static_cast<float>(index * row_px_ - state_.scroll_px);
    const float line = std::max(1.0F, px(1));
    const float right = body_.Max.x - (content_px_ > rows_px_ ? px(scroll_bar_width) : 0);
    const ImRect box{{body_.Min.x, top}, {right, top + static_cast<float>(row_px_)}};
    const std::string name = std::string(id_) + ".row." + std::to_string(index);
    const bool selected = state_.selected.contains(index);
    const bool current = state_.current == index;
    ImDrawList* list = detail::draw_list();
    if (options_.multi_select) ImGui::SetNextItemAllowOverlap();
    const detail::Press press =
        detail::press_area_at(name, {}, box, false, ImGuiItemFlags_NoNav,
                              ImGuiButtonFlags_PressedOnClickRelease | ImGuiButtonFlags_PressedOnDoubleClick);
    const ImRect ground{{box.Min.x, box.Min.y}, {box.Max.x, box.Max.y - line}};
    const bool at_corners = options_.framed && index + 1 == options_.row_count && content_px_ == rows_px_;
    const float round = at_corners ? px(size::radius_card - 1) : 0;
    if (selected) {
        list->AddRectFilled(ground.Min, ground.Max, colour(Role::accent_soft), round, ImDrawFlags_RoundCornersBottom);
    } else if (press.hovered || (current && focused())) {
        list->AddRectFilled(ground.Min, ground.Max, colour(Role::surface_hover), round, ImDrawFlags_RoundCornersBottom);
    }
    if (current && focused()) {
        list->AddRectFilled(ground.Min, {ground.Min.x + px(3), ground.Max.y - round}, colour(Role::accent));
    }
    // The frame ends a table that ends with this row.
    if (index + 1 < options_.row_count || content_px_ < rows_px_) {
        list->AddRectFilled({box.Min.x, box.Max.y - line}, box.Max, colour(Role::border));
    }
    if (options_.multi_select && options_.boxes) {
        const float middle = std::floor(ground.GetCenter().y);
        const float side = px(18);
        const ImVec2 at{box.Min.x + px(8 + padding_), middle - side / 2};
        const ImRect check{at, {at.x + side, at.y + side}};
        const detail::Press tick = detail::press_area_at(name + ".select", {}, check, false, ImGuiItemFlags_NoNav);
        if (selected) {
            detail::filled_box(list, check, px(4), colour(Role::accent));
            draw_icon(check.GetCenter(), Icon::check, 15, colour(Role::on_accent));
        } else {
            detail::filled_box(list, check, px(4), colour(Role::surface),
                               colour(tick.hovered ? Role::accent : Role::border_control));
        }
        if (tick.pressed) {
            choose(index);
            ImGui::SetFocusID(body_id_, ImGui::GetCurrentWindow());
            toggle(index);
        }
    }
    TableRow row;
    row.index_ = index;
    row.cells_ = cells_;
    row.top_ = top;
    row.height_ = static_cast<float>(row_px_) - line;
    fill(row);
    detail::report(press.id, row.first_text_, name);
    if (press.pressed) {
        choose(index);
        ImGui::SetFocusID(body_id_, ImGui::GetCurrentWindow());
        const ImGuiIO& io = ImGui::GetIO();
        if (options_.multi_select && (io.KeyShift || io.KeyCtrl)) {
            if (io.KeyShift) {
                extend(index);
            } else {
                toggle(index);
            }
            return;
        }
        state_.anchor = index;
        if (!options_.multi_select || options_.click_opens || ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left))
            result_.opened = index;
    }
}

void TablePainter::draw_rows(const std::function<void(TableRow&)>& fill) {
    ImGui::PushClipRect(body_.Min, body_.Max, true);
    if (options_.loading) {
        const std::int64_t count = rows_px_ / row_px_ + 1;
        for (std::int64_t i = 0; i < count; ++i) {
            TableRow row;
            row.index_ = i;
            row.cells_ = cells_;
            row.top_ = body_.Min.y + static_cast<float>(i * row_px_);
            row.height_ = static_cast<float>(row_px_);
            row.skeleton();
            const float y = row.top_ + row.height_ - std::max(1.0F, px(1));
            detail::draw_list()->AddRectFilled({body_.Min.x, y}, {body_.Max.x, y + std::max(1.0F, px(1))},
                                               colour(Role::border));
        }
    } else {
        const std::int64_t first = state_.scroll_px / row_px_;
        const std::int64_t end = std::min((state_.scroll_px + rows_px_ + row_px_ - 1) / row_px_, options_.row_count);
        result_.first_visible = first;
        result_.visible_count = std::max<std::int64_t>(end - first, 0);
        for (std::int64_t row = first; row < end; ++row) draw_row(row, fill);
    }
    ImGui::PopClipRect();
}

void TablePainter::draw_scroll_bar() {
    if (content_px_ <= rows_px_ || options_.loading) return;
    const ImRect track{{body_.Max.x - px(scroll_bar_width), body_.Min.y}, body_.Max};
    const double share = static_cast<double>(rows_px_) / static_cast<double>(content_px_);
    const float inset = px(3);
    const float length = track.GetHeight() - 2 * inset;
    const float thumb = std::max(std::round(length * static_cast<float>(share)), px(32));
    const double range = static_cast<double>(content_px_ - rows_px_);
    const double room = static_cast<double>(length - thumb);
    const ImGuiID id = ImGui::GetID("scroll");
    bool hovered = false;
    bool held = false;
    const double part = static_cast<double>(state_.scroll_px) / range;
    float top = track.Min.y + inset + static_cast<float>(part * room);
    if (ImGui::ItemAdd(track, id, nullptr, ImGuiItemFlags_NoNav)) {
        ImGui::ButtonBehavior(track, id, &hovered, &held);
        detail::report(id, {}, std::string(id_) + ".scroll");
    }
    PopupState::Drag& drag = kit_.popup().scroll_drag;
    if (held) {
        const float mouse = ImGui::GetMousePos().y;
        if (ImGui::IsItemActivated() || drag.id != id) {
            const bool on_thumb = mouse >= top && mouse < top + thumb;
            drag = {id, on_thumb ? mouse - top : thumb / 2};
        }
        const double at = static_cast<double>(mouse - drag.grab - track.Min.y - inset) / room;
        state_.scroll_px = static_cast<std::int64_t>(std::llround(std::clamp(at, 0.0, 1.0) * range));
        top = track.Min.y + inset + static_cast<float>(static_cast<double>(state_.scroll_px) / range * room);
    } else if (drag.id == id) {
        drag = {};
    }
    const ImRect bar{{track.Min.x + px(3), top}, {track.Max.x - px(3), top + thumb}};
    detail::filled_box(detail::draw_list(), bar, bar.GetWidth() / 2,
                       colour(Role::border_control, held      ? 1.0F
                                                    : hovered ? 0.8F
                                                              : 0.45F));
}

TableResult TablePainter::run(const std::function<void(TableRow&)>& fill) {
    const float room = options_.height > 0 ? px(options_.height) : std::max(ImGui::GetContentRegionAvail().y, px(120));
    const float height = options_.ends_early && !options_.loading ? std::min(room, whole_height()) : room;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    // Without a scroll bar of ImGui the wheel stays here, and moves our own offset.
    ImGui::BeginChild(
        id_, {0, height}, ImGuiChildFlags_NavFlattened,
        ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    ImGui::PopStyleVar();
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    if (options_.framed) {
        detail::filled_box(window->DrawList, window->Rect(), px(size::radius_card), colour(Role::surface),
                           colour(Role::border));
    }
    place();
    draw_header();
    draw_moved_column();
    body_id_ = ImGui::GetID("rows");
    if (options_.take_focus) {
        ImGui::FocusWindow(window->RootWindow);
        ImGui::SetFocusID(body_id_, window);
    }
    if (ImGui::ItemAdd(body_, body_id_)) detail::report(body_id_, {}, std::string(id_) + ".rows");
    if (state_.current < 0 && focused() && options_.row_count > 0) choose(0);
    take_wheel();
    take_keys();
    if (state_.reveal_current) reveal();
    state_.reveal_current = false;
    clamp_scroll();
    draw_rows(fill);
    draw_scroll_bar();
    clamp_scroll();
    if (focused() && ImGui::GetCurrentContext()->NavCursorVisible) {
        detail::draw_list()->AddRect({body_.Min.x, body_.Min.y}, body_.Max, colour(Role::focus),
                                     px(size::radius_card - 1), ImDrawFlags_RoundCornersBottom, px(2));
    }
    ImGui::EndChild();
    if (options_.framed) {
        detail::shadow(detail::draw_list(), {ImGui::GetItemRectMin(), ImGui::GetItemRectMax()}, px(size::radius_card),
                       1.0F);
    }
    return result_;
}

TableResult table(const char* id, TableState& state, const TableOptions& options,
                  const std::function<void(TableRow&)>& draw_row) {
    if (ImGui::GetCurrentWindow()->SkipItems) return {};
    return TablePainter(id, state, options).run(draw_row);
}

} // namespace epic::ui
