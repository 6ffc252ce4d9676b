// The month and the week.
#include <algorithm>
#include <cmath>
#include <optional>

#include "app/screens/calendar_view.hpp"
#include "app/state/calendar_words.hpp"
#include "app/state/month_fit.hpp"
#include "app/state/present.hpp"
#include "app/ui/layout.hpp"
#include "app/ui/text.hpp"

namespace epic::app {
namespace {

using namespace ui;

constexpr float head_height = 34;
constexpr float number_height = 30; // of the day's number in a cell of the month
constexpr float number_width = 28;
constexpr float bar_height = 22;
constexpr float bar_gap = 3;
constexpr float bar_height_max = 60; // three lines
constexpr int few_lanes = 2;         // with so few, what does not fit is counted beside the number of the day
constexpr float hour_height_min = 44;
constexpr float hours_width = 54;
constexpr float narrow_column = 88;
constexpr float step_width = 8;
constexpr float beside_events = 5; // is free on the right of a day
constexpr int first_hour_shown = 7;

// One picture of the month: places, then cells, then what stands on them.
class MonthPainter {
public:
    MonthPainter(const Screen& screen, const CalendarFrame& frame)
        : screen_(screen),
          calendar_(screen.state.calendar),
          low_(ImGui::GetCursorScreenPos()),
          width_(frame.width()),
          weeks_(std::max(calendar_.days / days_per_week, 1)),
          head_(px(head_height)),
          row_(std::floor((frame.height() - head_ - 1) / static_cast<float>(weeks_))),
          lanes_(std::max(0, static_cast<int>((row_ - px(number_height + 2)) / px(bar_height + bar_gap)))),
          more_above_(lanes_ <= few_lanes),
          heights_(static_cast<std::size_t>(weeks_), px(bar_height)) {}

    void run() {
        const ImVec2 high{low_.x + width_, low_.y + head_ + row_ * static_cast<float>(weeks_)};
        const KeyArea keys = key_area("calendar.grid", low_, high, {.take_focus = screen_.view.calendar.take_focus});
        for (int day = 0; day < days_per_week; ++day) {
            const std::string_view name = weekday_name(screen_, day);
            draw_text_middle(left(day) + px(10), low_.y + head_ / 2, name, type::label, colour(Role::text_muted));
        }
        for (int day = 0; day < calendar_.days; ++day) cell(day, keys);
        lines(high);
        if (calendar_.shown()) {
            fit_ = fit_month(calendar_.bars, weeks_, lanes_, more_above_);
            share_height();
            for (std::size_t i = 0; i < fit_.pieces.size(); ++i) piece(i);
            for (int day = 0; day < calendar_.days; ++day) more(day);
        } else if (!calendar_.error) {
            skeletons();
        }
        if (!move_cursor(screen_, keys)) return;
        const int day = calendar_.cursor_day();
        open_items(screen_, calendar_.items_on(day), {left(day % days_per_week), top(day / days_per_week) + px(30)});
    }

private:
    float left(int day) const {
        return std::round(low_.x + width_ * static_cast<float>(day) / static_cast<float>(days_per_week));
    }
    float top(int week) const { return low_.y + head_ + row_ * static_cast<float>(week); }

    void cell(int day, const KeyArea& keys) {
        const int week = day / days_per_week;
        const int column = day % days_per_week;
        const Date date = day_of_span(calendar_, day);
        const bool of_month = date.month == calendar_.day.month;
        const std::string id = "calendar.day." + iso_text(date);
        const bool current = keys.visible && calendar_.cursor_day() == day;
        if (calendar_cell(id.c_str(), {}, {left(column), top(week)}, {left(column + 1), top(week + 1)},
                          {.ground = of_month ? Role::surface : Role::page, .current = current})) {
            screen_.send(intent::CalendarGo{date});
            screen_.view.calendar.focus_next = true;
        }
        const float middle = top(week) + px(number_height / 2 + 1);
        if (names_month(day)) {
            draw_text_middle(left(column) + px(10), middle, number(day), type::label, colour(Role::text_muted));
            return;
        }
        day_mark({left(column) + px(18), middle}, number(day), date == calendar_.today,
                 of_month ? Role::text : Role::text_muted);
    }

    // The first day that is shown of another month says of which: no ground does in a high contrast.
    bool names_month(int day) const {
        const Date date = day_of_span(calendar_, day);
        return date.month != calendar_.day.month && date != calendar_.today && (day == 0 || date.day == 1);
    }
    std::string number(int day) const {
        const Date date = day_of_span(calendar_, day);
        return names_month(day) ? day_month_text(date, screen_.state.language) : std::to_string(date.day);
    }

    void lines(ImVec2 high) const {
        calendar_line(low_, {high.x, low_.y + 1});
        for (int week = 0; week <= weeks_; ++week) calendar_line({low_.x, top(week)}, {high.x, top(week) + 1});
        for (int day = 0; day <= days_per_week; ++day) {
            const float x = day == days_per_week ? high.x - 1 : left(day);
            calendar_line({x, low_.y + (day == 0 || day == days_per_week ? 0 : head_)}, {x + 1, high.y});
        }
    }

    // A week whose days hold few events gives each of them more lines.
    void share_height() {
        std::vector<int> used(heights_.size(), 1);
        for (const MonthBar& bar : calendar_.bars) {
            int& lanes = used[static_cast<std::size_t>(bar.week)];
            lanes = std::max(lanes, bar.lane + 1);
        }
        const float room = row_ - px(number_height);
        for (std::size_t week = 0; week < heights_.size(); ++week) {
            if (used[week] > lanes_) continue;
            const float height = std::floor(room / static_cast<float>(used[week])) - px(bar_gap);
            if (height >= block_two_lines_px()) heights_[week] = std::min(height, px(bar_height_max));
        }
    }

    void piece(std::size_t at) const {
        const MonthPiece& piece = fit_.pieces[at];
        const MonthBar& bar = calendar_.bars[piece.bar];
        const CalendarItem& item = calendar_.items[bar.item];
        const bool from_before = bar.from_before || piece.from > bar.from;
        const bool goes_on = bar.goes_on || piece.to < bar.to;
        const float height = heights_[static_cast<std::size_t>(bar.week)];
        const float y = top(bar.week) + px(number_height) + (height + px(bar_gap)) * static_cast<float>(piece.lane);
        const ImVec2 low{left(piece.from) + (from_before ? 1 : px(4)), y};
        const ImVec2 high{left(piece.to + 1) - (goes_on ? 0 : px(4)), y + height};
        BlockOptions options = block_of(item);
        options.from_before = from_before;
        options.goes_on = goes_on;
        if (from_before) options.time = {};
        // Named by the event, and by the piece where it is not the first.
        std::string id = "calendar.event." + std::to_string(piece.bar);
        if (at > 0 && fit_.pieces[at - 1].bar == piece.bar) id += "." + std::to_string(piece.from);
        if (event_block(id.c_str(), low, high, options).pressed) {
            screen_.send(intent::OpenRecord{Entity::event, item.id});
        }
    }

    void more(int day) const {
        const int count = fit_.hidden[static_cast<std::size_t>(day)];
        if (count == 0) return;
        const int week = day / days_per_week;
        const int column = day % days_per_week;
        const std::string id = "calendar.more." + std::to_string(day);
        const std::string text = "+" + screen_.count(words::calendar_more, count);
        float x = left(column) + px(4);
        float y =
            top(week) + px(number_height) + px(bar_height + bar_gap) * static_cast<float>(std::max(lanes_ - 1, 0));
        if (more_above_) {
            const float taken = names_month(day) ? px(10) + measure(number(day), type::label).x : px(number_width);
            x = std::max(x + taken, left(column + 1) - px(4 + 14) - measure(text, type::meta_medium).x);
            y = top(week) + px(5);
        }
        if (calendar_more(id.c_str(), text, {x, y},
                          {left(column + 1) - px(4), std::min(y + px(bar_height), top(week + 1) - 1)})) {
            open_items(screen_, calendar_.items_on(day), {left(column), top(week) + px(30)});
        }
    }

    void skeletons() const {
        for (int week = 0; week < weeks_; ++week) {
            for (int day = week % 2; day < days_per_week; day += 2) {
                const float y = top(week) + px(number_height);
                ImGui::SetCursorScreenPos({left(day) + px(4), y});
                skeleton((left(day + 1) - left(day)) / Kit::current().scale() * 0.7F, 16);
            }
        }
    }

    const Screen& screen_;
    const CalendarState& calendar_;
    ImVec2 low_;
    float width_;
    int weeks_;
    float head_, row_;
    int lanes_;
    bool more_above_;
    MonthFit fit_;
    std::vector<float> heights_; // of the bars of each week
};

class WeekPainter {
public:
    WeekPainter(const Screen& screen, float width, float hour, bool focused)
        : screen_(screen),
          calendar_(screen.state.calendar),
          low_(ImGui::GetCursorScreenPos()),
          width_(width),
          hour_(hour),
          focused_(focused) {}

    float left(int day) const {
        return std::round(low_.x + px(hours_width) +
                          (width_ - px(hours_width)) * static_cast<float>(day) / static_cast<float>(days_per_week));
    }
    float y_of(int minute) const { return low_.y + std::round(hour_ * static_cast<float>(minute) / 60); }

    void run() {
        const float bottom = y_of(minutes_per_day);
        for (int day = 0; day < days_per_week; ++day) {
            const Date date = day_of_span(calendar_, day);
            const std::string id = "calendar.day." + iso_text(date);
            const bool current = focused_ && calendar_.cursor_day() == day && calendar_.items_on(day).empty();
            if (calendar_cell(id.c_str(), {}, {left(day), low_.y}, {left(day + 1), bottom},
                              {.ground = day >= 5 ? Role::page : Role::surface, .current = current})) {
                screen_.send(intent::CalendarGo{date});
                screen_.view.calendar.focus_next = true;
            }
        }
        const auto now = now_place();
        for (int hour = 1; hour < 24; ++hour) {
            const float y = y_of(hour * 60);
            calendar_line({left(0), y}, {low_.x + width_, y + 1});
            // The time that it is takes the place of the hour beside it.
            if (now && std::abs(y - now->y) < line_height(type::meta)) continue;
            time_beside(hour * 60, y, type::meta, Role::text_muted);
        }
        if (now) time_beside(calendar_.now_minute % minutes_per_day, now->y, type::meta_medium, Role::danger);
        calendar_line({left(0), bottom - 1}, {low_.x + width_, bottom});
        for (int day = 0; day <= days_per_week; ++day) {
            const float x = day == days_per_week ? low_.x + width_ - 1 : left(day);
            calendar_line({x, low_.y}, {x + 1, bottom});
        }
        now_line();
        for (std::size_t i = 0; i < calendar_.blocks.size(); ++i) block(i);
        if (!calendar_.shown() && !calendar_.error) skeletons();
        now_mark();
        ImGui::SetCursorScreenPos({low_.x, bottom});
        ImGui::Dummy({1, 1});
    }

private:
    void time_beside(int minute, float middle, TextStyle style, Role role) const {
        const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
        const std::string text = two(minute / 60) + ":" + two(minute % 60);
        draw_text_middle(low_.x + px(hours_width - 8) - measure(text, style).x, middle, text, style, colour(role));
    }

    void block(std::size_t at) {
        const WeekBlock& block = calendar_.blocks[at];
        const CalendarItem& item = calendar_.items[block.item];
        const float full = left(block.day + 1) - left(block.day) - px(6);
        float one = full / static_cast<float>(block.columns);
        float x = left(block.day) + px(3) + one * static_cast<float>(block.column);
        // Side by side they would be too narrow to be read: each is laid over the one before, a step further.
        if (block.steps && one < px(narrow_column)) {
            const float step = std::min(px(step_width), full / static_cast<float>(2 * (block.columns - 1)));
            x = left(block.day) + px(3) + step * static_cast<float>(block.column);
            one = full - step * static_cast<float>(block.column);
        }
        BlockOptions options = block_of(item);
        options.vertical = true;
        options.from_before = block.from_before;
        options.goes_on = block.goes_on;
        options.current = focused_ && is_current(block);
        const std::string id = "calendar.event." + std::to_string(at);
        if (event_block(id.c_str(), {std::round(x), y_of(block.from_minute) + 1},
                        {std::round(x + one) - px(2), y_of(block.to_minute) - 1}, options)
                .pressed) {
            screen_.send(intent::OpenRecord{Entity::event, item.id});
        }
    }

    void skeletons() const {
        for (int day = 0; day < days_per_week; ++day) {
            ImGui::SetCursorScreenPos({left(day) + px(4), y_of((9 + day % 3 * 2) * 60)});
            skeleton((left(day + 1) - left(day)) / Kit::current().scale() - 8, 2 * hour_height_min);
        }
    }

    bool is_current(const WeekBlock& block) const {
        if (block.day != calendar_.cursor_day()) return false;
        const auto items = calendar_.items_on(block.day);
        return static_cast<std::size_t>(calendar_.at) < items.size() &&
               items[static_cast<std::size_t>(calendar_.at)] == block.item;
    }

    // Below the events, whose names a line across them would strike out; what says when it is stands in front of them:
    // the time among the hours, a thin line from there to the day, and a dot.
    void now_line() const {
        const auto now = now_place();
        if (!now) return;
        const int day = calendar_.now_minute / minutes_per_day;
        ImDrawList* list = ImGui::GetWindowDrawList();
        list->AddRectFilled({left(0), now->y}, {now->x, now->y + std::max(1.0F, px(1))}, colour(Role::danger));
        // An event that is as wide as its day leaves no end of the line beside it.
        list->AddRectFilled({now->x, now->y - px(1)}, {left(day + 1) - px(beside_events), now->y + px(1)},
                            colour(Role::danger));
    }

    void now_mark() const {
        if (const auto now = now_place())
            ImGui::GetWindowDrawList()->AddCircleFilled(*now, px(4), colour(Role::danger));
    }

    std::optional<ImVec2> now_place() const {
        const int minute = calendar_.now_minute;
        if (minute < 0 || minute >= calendar_.days * minutes_per_day) return std::nullopt;
        return ImVec2{left(minute / minutes_per_day), y_of(minute % minutes_per_day)};
    }

    const Screen& screen_;
    const CalendarState& calendar_;
    ImVec2 low_;
    float width_, hour_;
    bool focused_;
};

} // namespace

void draw_month(const Screen& screen, const CalendarFrame& frame) {
    const Pane pane("calendar.month", {});
    MonthPainter(screen, frame).run();
    draw_chooser(screen);
}

void draw_week(const Screen& screen, const CalendarFrame& frame) {
    const CalendarState& calendar = screen.state.calendar;
    // The keyboard's stop is the whole week; the hours scroll below the names of the days.
    const KeyArea keys =
        key_area("calendar.grid", frame.low, frame.high, {.take_focus = screen.view.calendar.take_focus});
    const BelowDays below = week_head(screen, frame, px(hours_width));
    ImGui::SetCursorScreenPos(below.low);
    {
        const Pane hours("calendar.hours", {.scroll = true});
        // A tall window shows the whole day without an empty rest.
        const float hour = std::max(px(hour_height_min), std::floor((frame.high.y - below.low.y - px(1)) / 24));
        if (screen.view.calendar.week_shown != calendar.first) {
            screen.view.calendar.week_shown = calendar.first;
            ImGui::SetScrollY(hour * first_hour_shown - px(14));
        }
        WeekPainter painter(screen, below.width, hour, keys.visible);
        painter.run();
        if (keys.visible && (keys.right != 0 || keys.down != 0)) screen.view.calendar.reveal = true;
        if (screen.view.calendar.reveal) {
            for (const WeekBlock& block : calendar.blocks) {
                const auto items = calendar.items_on(block.day);
                const bool current = block.day == calendar.cursor_day() &&
                                     static_cast<std::size_t>(calendar.at) < items.size() &&
                                     items[static_cast<std::size_t>(calendar.at)] == block.item;
                if (current) ImGui::SetScrollFromPosY(painter.y_of(block.from_minute) - ImGui::GetWindowPos().y, 0.3F);
            }
            if (keys.right == 0 && keys.down == 0) screen.view.calendar.reveal = false;
        }
        draw_chooser(screen);
    }
    if (!move_cursor(screen, keys)) return;
    const auto items = calendar.items_on(calendar.cursor_day());
    if (static_cast<std::size_t>(calendar.at) < items.size()) {
        screen.send(intent::OpenRecord{Entity::event, calendar.items[items[static_cast<std::size_t>(calendar.at)]].id});
    }
}

} // namespace epic::app
