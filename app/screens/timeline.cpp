// The timeline: a row per support person, where an event is laid on somebody with the mouse or with the keys.
#include <algorithm>
#include <cmath>

#include "app/screens/calendar_view.hpp"
#include "app/state/calendar_words.hpp"
#include "app/ui/feedback.hpp"
#include "app/ui/layout.hpp"
#include "app/ui/text.hpp"

namespace epic::app {
namespace {

using namespace ui;

constexpr float names_width = 196;
constexpr float lane_height_min = 30;
constexpr float lane_height_max = 52; // with room for two lines
constexpr float lane_gap = 4;
constexpr float two_lines_min = 40;
constexpr float row_padding = 8;
constexpr float row_spare_max = 96;
constexpr float block_width_min = 22;
constexpr float narrow_block = 100;

class TimelinePainter {
public:
    TimelinePainter(const Screen& screen, float width, float height, const KeyArea& keys)
        : screen_(screen),
          calendar_(screen.state.calendar),
          view_(screen.view.calendar),
          keys_(keys),
          low_(ImGui::GetCursorScreenPos()),
          width_(width) {
        // Few people share the height that is there, up to a point.
        const auto count = static_cast<float>(std::max<std::size_t>(calendar_.rows.size(), 1));
        int lanes = 1;
        for (const TimelineRow& row : calendar_.rows) lanes += row.lanes;
        const float higher = std::floor((height - needed()) / (Kit::current().scale() * static_cast<float>(lanes)));
        lane_height_ = std::clamp(lane_height_min + higher, lane_height_min, lane_height_max);
        const float spare = std::clamp(std::floor((height - needed()) / count), 0.0F, px(row_spare_max));
        inset_ = std::floor(spare / 2);
        float y = low_.y;
        for (const TimelineRow& row : calendar_.rows) {
            tops_.push_back(y);
            y += row_height(row) + spare;
        }
        tops_.push_back(y);
    }

    void run() {
        find_target();
        for (std::size_t row = 0; row < calendar_.rows.size(); ++row) ground(row);
        now_line(); // below the names beside the events
        for (std::size_t row = 0; row < calendar_.rows.size(); ++row) blocks(row);
        follow_pointer();
        ImGui::SetCursorScreenPos({low_.x, tops_.back()});
        ImGui::Dummy({1, 1});
        reveal();
    }

    ImVec2 cursor_place() const {
        const auto row = static_cast<std::size_t>(calendar_.row);
        return {left(calendar_.cursor_day()), row + 1 < tops_.size() ? tops_[row + 1] : low_.y};
    }

private:
    float row_height(const TimelineRow& row) const {
        return px(2 * row_padding + lane_height_ * static_cast<float>(row.lanes) +
                  lane_gap * static_cast<float>(row.lanes - 1));
    }
    float needed() const {
        float height = 0;
        for (const TimelineRow& row : calendar_.rows) height += row_height(row);
        return height;
    }
    float x_of(int minute) const {
        const float share = static_cast<float>(minute) / static_cast<float>(calendar_.days * minutes_per_day);
        return std::round(low_.x + px(names_width) + (width_ - px(names_width)) * share);
    }
    float left(int day) const { return x_of(day * minutes_per_day); }

    bool carrying() const { return view_.dragged.has_value() || view_.carried.has_value(); }

    // Where an event that is being moved would be laid down.
    void find_target() {
        target_ = -1;
        if (!calendar_.assign_reason.empty()) return;
        if (view_.carried) target_ = calendar_.row;
        if (!view_.dragged) return;
        const ImVec2 mouse = ImGui::GetMousePos();
        for (std::size_t row = 0; row + 1 < tops_.size(); ++row) {
            if (mouse.y >= tops_[row] && mouse.y < tops_[row + 1]) target_ = static_cast<int>(row);
        }
    }

    void ground(std::size_t at) {
        const TimelineRow& row = calendar_.rows[at];
        const float top = tops_[at];
        const float bottom = tops_[at + 1];
        const bool target = target_ == static_cast<int>(at);
        for (int day = 0; day < calendar_.days; ++day) {
            const std::string id = "calendar.cell." + std::to_string(at) + "." + std::to_string(day);
            const bool current = keys_.visible && !view_.carried && calendar_.row == static_cast<int>(at) &&
                                 calendar_.cursor_day() == day;
            if (calendar_cell(id.c_str(), {}, {left(day), top}, {left(day + 1), bottom},
                              {.ground = ground_of(at, day), .current = current})) {
                screen_.send(intent::CalendarMove{day - calendar_.cursor_day(), static_cast<int>(at) - calendar_.row});
                view_.focus_next = true;
            }
        }
        name(row, top, bottom, target);
        for (int day = 0; day <= calendar_.days; ++day) calendar_line({left(day), top}, {left(day) + 1, bottom});
        calendar_line({low_.x, bottom - 1}, {low_.x + width_, bottom});
    }

    void name(const TimelineRow& row, float top, float bottom, bool target) const {
        ImDrawList* list = ImGui::GetWindowDrawList();
        list->AddRectFilled({low_.x, top}, {left(0), bottom}, colour(target ? Role::accent_soft : Role::surface));
        const float middle = (top + bottom) / 2;
        const float text_left = low_.x + px(12 + 28 + 10);
        if (row.person) {
            ImGui::SetCursorScreenPos({low_.x + px(12), std::round(middle - px(14))});
            avatar(row.name, row.person->text());
        } else {
            draw_icon({low_.x + px(12 + 14), middle}, Icon::person_add, size::icon, colour(Role::warning));
        }
        draw_text_middle(text_left, middle, row.name, type::label, colour(Role::text),
                         low_.x + px(names_width - 8) - text_left);
    }

    // Where the next event of the same lane begins.
    float room_end(const TimelineRow& row, std::size_t block) const {
        for (std::size_t next = block + 1; next < row.blocks.size(); ++next) {
            if (row.blocks[next].lane == row.blocks[block].lane) return x_of(row.blocks[next].from_minute);
        }
        return low_.x + width_;
    }

    void blocks(std::size_t at) {
        const TimelineRow& row = calendar_.rows[at];
        for (std::size_t i = 0; i < row.blocks.size(); ++i) {
            const TimelineBlock& block = row.blocks[i];
            const CalendarItem& item = calendar_.items[block.item];
            const float y =
                tops_[at] + inset_ + px(row_padding + (lane_height_ + lane_gap) * static_cast<float>(block.lane));
            const float x = x_of(block.from_minute);
            BlockOptions options = block_of(item);
            options.from_before = block.from_before;
            options.goes_on = block.goes_on;
            options.current = view_.carried == item.id || (keys_.visible && !view_.carried && is_current(at, item));
            if (carrying()) options.hint = {};
            const std::string id = "calendar.event." + item.id.text();
            const float right = std::min(std::max(x_of(block.to_minute), x + px(block_width_min)), low_.x + width_);
            // What is too short for its name has it beside it.
            const float beside = room_end(row, i) - right - px(8);
            if (right - x < px(narrow_block) && beside > px(40)) {
                name_beside(at, {right + px(4), y + px(lane_height_) / 2}, item, beside);
                options.title = options.time = options.detail = {};
            }
            const BlockResult result = event_block(id.c_str(), {x + 1, y}, {right - 1, y + px(lane_height_)}, options);
            if (result.dragged) view_.dragged = item.id;
            if (result.dropped) lay_down(item.id);
            if (result.pressed) screen_.send(intent::OpenRecord{Entity::event, item.id});
        }
    }

    // `at` is the left end of its middle.
    void name_beside(std::size_t row, ImVec2 at, const CalendarItem& item, float room) const {
        const bool two_lines = lane_height_ >= two_lines_min;
        const std::string below = item.place.empty() ? item.time : item.time + " · " + item.place;
        const float width =
            std::max(measure(item.title, type::meta_medium).x, two_lines ? measure(below, type::meta).x : 0.0F);
        clear_lines(row, at, std::min(width, room) + px(4));
        draw_text_middle(at.x, at.y - (two_lines ? px(8) : 0), item.title, type::meta_medium, colour(Role::text), room);
        if (!two_lines) return;
        draw_text_middle(at.x, at.y + px(9), below, type::meta, colour(Role::text_muted), room);
    }

    // Takes the lines between the days from behind a name, which they would strike out.
    void clear_lines(std::size_t row, ImVec2 at, float width) const {
        const float half = px(lane_height_ >= two_lines_min ? 18 : 10);
        for (int day = 0; day < calendar_.days; ++day) {
            const float low = std::max(at.x, left(day));
            const float high = std::min(at.x + width, left(day + 1) + 1);
            if (high <= low) continue;
            ImGui::GetWindowDrawList()->AddRectFilled({low, at.y - half}, {high, at.y + half},
                                                      colour(ground_of(row, day)));
        }
    }

    Role ground_of(std::size_t row, int day) const {
        if (target_ == static_cast<int>(row)) return Role::accent_soft;
        return day >= 5 ? Role::page : Role::surface;
    }

    // The one that Space takes: the first of the cursor's place.
    bool is_current(std::size_t row, const CalendarItem& item) const {
        return calendar_.row == static_cast<int>(row) && item.first_day <= calendar_.cursor_day() &&
               item.last_day >= calendar_.cursor_day();
    }

    void lay_down(const Id& event) {
        view_.dragged.reset();
        view_.focus_next = true;
        if (target_ < 0) return;
        screen_.send(intent::AssignEvent{event, calendar_.rows[static_cast<std::size_t>(target_)].person});
    }

    void follow_pointer() {
        if (!view_.dragged) return;
        if (!ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
            view_.dragged.reset();
            return;
        }
        if (!calendar_.assign_reason.empty()) {
            ImGui::SetMouseCursor(ImGuiMouseCursor_NotAllowed);
            calendar_hint(calendar_.assign_reason);
            return;
        }
        if (target_ < 0) return;
        const TimelineRow& row = calendar_.rows[static_cast<std::size_t>(target_)];
        calendar_hint(row.person ? screen_.say(words::calendar_drop_on, {row.name})
                                 : std::string(screen_.say(words::calendar_drop_nobody)));
    }

    void now_line() const {
        const int minute = calendar_.now_minute;
        if (minute < 0 || minute >= calendar_.days * minutes_per_day) return;
        const float x = x_of(minute);
        ImGui::GetWindowDrawList()->AddRectFilled({x - px(1), low_.y}, {x + px(1), tops_.back()}, colour(Role::danger));
    }

    void reveal() const {
        if (!keys_.focused || keys_.down == 0 || static_cast<std::size_t>(calendar_.row) >= calendar_.rows.size())
            return;
        ImGui::SetScrollFromPosY(tops_[static_cast<std::size_t>(calendar_.row)] - ImGui::GetWindowPos().y, 0.5F);
    }

    const Screen& screen_;
    const CalendarState& calendar_;
    View::CalendarView& view_;
    const KeyArea& keys_;
    ImVec2 low_;
    float width_;
    std::vector<float> tops_;
    float lane_height_ = lane_height_min;
    float inset_ = 0; // of the first lane, beside its row's padding
    int target_ = -1;
};

void take_or_lay(const Screen& screen, const KeyArea& keys, ImVec2 place) {
    const CalendarState& calendar = screen.state.calendar;
    View::CalendarView& view = screen.view.calendar;
    const auto here = calendar.items_on(calendar.cursor_day(), calendar.row);
    if (view.carried) {
        if (keys.focused && ImGui::IsKeyPressed(ImGuiKey_Escape)) view.carried.reset();
        if (!keys.enter && !keys.space) return;
        const auto row = static_cast<std::size_t>(calendar.row);
        if (row < calendar.rows.size()) screen.send(intent::AssignEvent{*view.carried, calendar.rows[row].person});
        view.carried.reset();
        return;
    }
    if (keys.space && !here.empty() && calendar.assign_reason.empty()) {
        view.carried = calendar.items[here.front()].id;
        return;
    }
    if (keys.enter) open_items(screen, here, place);
}

// The grid, with a few people in it.
void rows_skeleton(float width) {
    constexpr int people = 4;
    constexpr float height = 2 * row_padding + lane_height_max + 28;
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const float left = low.x + px(names_width);
    const float right = low.x + width;
    const float bottom = low.y + px(height) * people;
    ImGui::GetWindowDrawList()->AddRectFilled(low, {right, bottom}, colour(Role::surface));
    for (int row = 0; row < people; ++row) {
        const float middle = std::round(low.y + px(height) * (static_cast<float>(row) + 0.5F));
        ImGui::SetCursorScreenPos({low.x + px(12), middle - px(14)});
        skeleton(28, 28);
        ImGui::SetCursorScreenPos({low.x + px(50), middle - px(7)});
        skeleton(120, 14);
        const float line = std::round(low.y + px(height) * static_cast<float>(row + 1));
        calendar_line({low.x, line - 1}, {right, line});
    }
    for (int day = 0; day <= days_per_week; ++day) {
        const float x =
            std::round(left + (right - 1 - left) * static_cast<float>(day) / static_cast<float>(days_per_week));
        calendar_line({x, low.y}, {x + 1, bottom});
    }
    ImGui::SetCursorScreenPos({low.x, bottom});
    ImGui::Dummy({1, 1});
}

} // namespace

void draw_timeline(const Screen& screen, const CalendarFrame& frame) {
    const CalendarState& calendar = screen.state.calendar;
    const KeyArea keys =
        key_area("calendar.grid", frame.low, frame.high, {.take_focus = screen.view.calendar.take_focus});
    const BelowDays below = week_head(screen, frame, px(names_width));
    ImGui::SetCursorScreenPos(below.low);
    ImVec2 place{};
    {
        const Pane rows("calendar.rows", {.scroll = true});
        if (calendar.shown()) {
            TimelinePainter painter(screen, below.width, ImGui::GetContentRegionAvail().y - px(2), keys);
            painter.run();
            place = painter.cursor_place();
        } else if (!calendar.error) {
            rows_skeleton(below.width);
        }
        draw_chooser(screen);
    }
    if (!calendar.shown()) return;
    const bool laying = screen.view.calendar.carried && (keys.enter || keys.space);
    take_or_lay(screen, keys, place);
    if (!laying) move_cursor(screen, keys);
}

} // namespace epic::app
