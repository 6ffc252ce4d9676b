#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <span>

#include "app/screens/calendar_view.hpp"
#include "app/screens/shortcuts.hpp"
#include "app/state/calendar_words.hpp"
#include "app/state/date_words.hpp"
#include "app/state/overview_words.hpp"
#include "app/ui/button.hpp"
#include "app/ui/combo.hpp"
#include "app/ui/layout.hpp"
#include "app/ui/modal.hpp"
#include "app/ui/navigation.hpp"
#include "app/ui/text.hpp"

namespace epic::app {
namespace {

using namespace ui;

// After a click the keys are the grid's again; who goes by Tab stays where they are.
void back_to_grid(const Screen& screen) {
    if (!ImGui::GetIO().NavVisible) screen.view.calendar.focus_next = true;
}

void pages_and_title(const Screen& screen, ui::Row& row) {
    row.next(size::control_height, 24);
    const std::string page_up = keys_text(screen, "PageUp");
    const std::string page_down = keys_text(screen, "PageDown");
    if (icon_button("calendar.earlier", Icon::chevron_left, screen.say(words::calendar_earlier),
                    {.framed = true, .shortcut = page_up})) {
        screen.send(intent::CalendarPages{-1});
        back_to_grid(screen);
    }
    row.next(size::control_height, 8);
    if (button("calendar.today", screen.say(words::kit_today))) {
        screen.send(intent::CalendarGoToday{});
        back_to_grid(screen);
    }
    row.next(size::control_height, 8);
    if (icon_button("calendar.later", Icon::chevron_right, screen.say(words::calendar_later),
                    {.framed = true, .shortcut = page_down})) {
        screen.send(intent::CalendarPages{1});
        back_to_grid(screen);
    }
    row.next(22);
    ui::text(screen.state.calendar.title, type::card);
}

// At the right of the title, or in a line of their own where there is no room.
void choices(const Screen& screen, ui::Row& first) {
    const CalendarState& calendar = screen.state.calendar;
    const std::array<std::string_view, 3> modes{screen.say(words::calendar_month), screen.say(words::calendar_week),
                                                screen.say(words::calendar_timeline)};
    const std::array<std::string_view, 2> whose{screen.say(words::calendar_everyone), screen.say(words::calendar_mine)};
    const bool mine_means_something = screen.state.person.department != Department::gestion;
    const auto width_of = [](std::span<const std::string_view> texts) {
        float width = px(6);
        for (const std::string_view text : texts) width += measure(text, type::label).x + px(28);
        return width;
    };
    const float width = width_of(modes) + (mine_means_something ? width_of(whose) + px(size::gap) : 0);
    const float right_edge = ImGui::GetWindowPos().x + ImGui::GetWindowSize().x - px(size::page_padding);
    const bool beside = ImGui::GetItemRectMax().x + px(size::gap) + width <= right_edge;
    if (beside) first.push_right(width);
    std::optional<ui::Row> second;
    if (!beside) {
        first.end();
        space(8);
        second.emplace(size::control_height);
    }
    ui::Row& row = beside ? first : *second;
    if (mine_means_something) {
        int chosen = calendar.mine ? 1 : 0;
        row.next(size::control_height);
        if (segmented("calendar.whose", whose, chosen)) screen.send(intent::CalendarMine{chosen == 1});
    }
    int mode = static_cast<int>(calendar.mode);
    row.next(size::control_height);
    if (segmented("calendar.mode", modes, mode)) {
        screen.send(intent::ShowCalendar{static_cast<CalendarMode>(mode)});
        back_to_grid(screen);
    }
}

void notes(const Screen& screen) {
    const CalendarState& calendar = screen.state.calendar;
    if (read_failed(screen, "calendar.error", calendar.error)) space(12);
    if (calendar.shown() && calendar.data->page.more) {
        const std::string number =
            display_text(static_cast<std::int64_t>(calendar.items.size()), screen.state.language);
        banner("calendar.more", screen.say(words::calendar_too_many, {number}), {.tone = Tone::warning});
        space(12);
    }
    if (calendar.mode != CalendarMode::timeline) return;
    const View::CalendarView& view = screen.view.calendar;
    const CalendarItem* carried = nullptr;
    for (const CalendarItem& item : calendar.items) {
        if (view.carried == item.id) carried = &item;
    }
    const std::string text = carried != nullptr               ? screen.say(words::calendar_carrying, {carried->title})
                             : calendar.assign_reason.empty() ? std::string(screen.say(words::calendar_drag_hint))
                                                              : calendar.assign_reason;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float middle = at.y + px(10);
    draw_icon({at.x + px(8), middle}, calendar.assign_reason.empty() ? Icon::info : Icon::lock, 16,
              colour(Role::text_muted));
    draw_text_middle(at.x + px(24), middle, text, type::small, colour(Role::text_muted), px(available_width() - 24));
    ImGui::Dummy({1, px(20)});
    space(8);
}

// "Mon 23", and the ring of today.
void day_head(const Screen& screen, int day, float left, float right, float middle) {
    const CalendarState& calendar = screen.state.calendar;
    const Date date = day_of_span(calendar, day);
    const std::string_view name = weekday_name(screen, day);
    const float name_width = measure(name, type::label).x;
    const float x = (left + right) / 2 - (name_width + px(6 + 26)) / 2;
    draw_text_middle(x, middle, name, type::label, colour(Role::text_muted));
    day_mark({x + name_width + px(6 + 13), middle}, std::to_string(date.day), date == calendar.today, Role::text);
}

} // namespace

Date day_of_span(const CalendarState& calendar, int day) {
    return date_from_days(days_since_epoch(calendar.first) + day);
}

std::string_view weekday_name(const Screen& screen, int day) {
    return screen.say(words::calendar_weekdays[static_cast<std::size_t>(day % days_per_week)]);
}

BlockOptions block_of(const CalendarItem& item) {
    return {.time = item.time,
            .title = item.title,
            .detail = item.place,
            .hint = item.hint,
            .tone = tone(item.mood),
            .icon = item.double_booked ? Icon::warning : Icon::none};
}

BelowDays week_head(const Screen& screen, const CalendarFrame& frame, float aside_px) {
    const float head = px(40);
    const float width = frame.width() - px(14); // beside the bar that scrolls
    const auto left = [&](int day) {
        return frame.low.x + aside_px +
               (width - aside_px) * static_cast<float>(day) / static_cast<float>(days_per_week);
    };
    for (int day = 0; day < days_per_week; ++day) {
        day_head(screen, day, left(day), left(day + 1), frame.low.y + head / 2);
    }
    calendar_line({frame.low.x, frame.low.y + head - 1}, {frame.low.x + width, frame.low.y + head});
    return {{frame.low.x, frame.low.y + head}, width};
}

void open_items(const Screen& screen, const std::vector<std::size_t>& items, ImVec2 at) {
    const CalendarState& calendar = screen.state.calendar;
    if (items.empty()) return;
    if (items.size() == 1) {
        screen.send(intent::OpenRecord{Entity::event, calendar.items[items.front()].id});
        return;
    }
    constexpr std::size_t choices_max = 12; // what a menu has room for
    if (items.size() > choices_max && calendar.mode == CalendarMode::month) {
        const int first = std::max(calendar.items[items.back()].first_day, 0);
        screen.send(intent::CalendarGo{day_of_span(calendar, first)});
        screen.send(intent::ShowCalendar{CalendarMode::week});
        return;
    }
    View::CalendarView& view = screen.view.calendar;
    view.choices.clear();
    for (std::size_t i = 0; i < std::min(items.size(), choices_max); ++i) {
        view.choices.push_back(calendar.items[items[i]].id);
    }
    view.choose_now = true;
    view.choose_at = at;
}

void draw_chooser(const Screen& screen) {
    View::CalendarView& view = screen.view.calendar;
    if (view.choices.empty()) return;
    struct Line {
        std::string id, text;
        Id event;
    };
    std::vector<Line> lines;
    for (const CalendarItem& item : screen.state.calendar.items) {
        if (std::find(view.choices.begin(), view.choices.end(), item.id) == view.choices.end()) continue;
        lines.push_back({"calendar.choice." + std::to_string(lines.size()), item.time + "  " + item.title, item.id});
    }
    std::vector<MenuItem> items;
    for (const Line& line : lines)
        items.push_back({line.id.c_str(), line.text, Icon::event, {}, {}, false, false, false});
    ImGui::SetCursorScreenPos(view.choose_at);
    ImGui::Dummy({1, 1});
    const int chosen = menu("calendar.chooser", view.choose_now, items);
    view.choose_now = false;
    if (chosen < 0) return;
    screen.send(intent::OpenRecord{Entity::event, lines[static_cast<std::size_t>(chosen)].event});
    view.choices.clear();
}

bool move_cursor(const Screen& screen, const KeyArea& keys) {
    if (keys.page != 0) screen.send(intent::CalendarPages{keys.page});
    if (keys.home) screen.send(intent::CalendarGoToday{});
    if (keys.right != 0 || keys.down != 0) screen.send(intent::CalendarMove{keys.right, keys.down});
    return keys.enter;
}

void draw_calendar(const Screen& screen) {
    const CalendarState& calendar = screen.state.calendar;
    View::CalendarView& view = screen.view.calendar;
    view.take_focus = view.focus_next || ImGui::GetFrameCount() != view.frame + 1;
    view.focus_next = false;
    view.frame = ImGui::GetFrameCount();
    const Pane page("page", {.kind = PaneKind::page});
    // One line for name, pages and choices: the height is the calendar's.
    {
        ui::Row row(size::control_height);
        row.next(line_height(type::title) / Kit::current().scale());
        ui::text(screen.say(words::nav_calendar), type::title);
        pages_and_title(screen, row);
        choices(screen, row);
        row.end();
    }
    space(12);
    notes(screen);
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const CalendarFrame frame{low,
                              {low.x + std::floor(ImGui::GetContentRegionAvail().x),
                               low.y + std::max(std::floor(ImGui::GetContentRegionAvail().y), px(200))}};
    switch (calendar.mode) {
        case CalendarMode::month: draw_month(screen, frame); break;
        case CalendarMode::week: draw_week(screen, frame); break;
        case CalendarMode::timeline: draw_timeline(screen, frame); break;
    }
}

} // namespace epic::app
