#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "app/screens/screen.hpp"
#include "app/state/first_run_words.hpp"
#include "app/state/overview_words.hpp"
#include "app/ui/button.hpp"
#include "app/ui/feedback.hpp"
#include "app/ui/layout.hpp"
#include "app/ui/navigation.hpp"
#include "app/ui/summary.hpp"
#include "app/ui/text.hpp"

namespace epic::app {
namespace {

using namespace ui;

constexpr float gap = 16;
constexpr float column_width_min = 340;
constexpr float footer_height = 36;
constexpr float bottom_space = 28;
constexpr std::size_t loading_rows = today_rows;

struct ListLook {
    const char* id;
    const Msg& title;
    Icon icon;
    const Msg& empty_title;
    const Msg& empty_text;
    const Msg& empty_action;
};

ListLook look_of(TodayList list, Department department) {
    switch (list) {
        case TodayList::to_sign:
            return {"to_sign",
                    words::today_to_sign,
                    Icon::edit,
                    words::today_none_to_sign,
                    words::today_none_to_sign_text,
                    words::today_see_contracts};
        case TodayList::to_be_paid:
            return {"to_be_paid",
                    department == Department::gestion ? words::today_outstanding : words::today_to_be_paid,
                    Icon::payment,
                    words::today_none_to_be_paid,
                    words::today_none_to_be_paid_text,
                    words::today_see_contracts};
        case TodayList::not_contacted:
            return {"not_contacted",           words::today_not_contacted,     Icon::phone,
                    words::today_none_to_call, words::today_none_to_call_text, words::today_see_clients};
        case TodayList::without_support:
            return {"without_support",         words::today_without_support,   Icon::person_add,
                    words::today_none_without, words::today_none_without_text, words::today_see_events};
        case TodayList::coming: break;
    }
    return {"coming",
            words::today_coming,
            Icon::event,
            words::today_nothing_after,
            words::today_nothing_after_text,
            words::today_my_events};
}

// Where an empty list leads: to all of the kind.
ListQuery all_of(const TodayCard& card, Department department) {
    ListQuery query{.entity = card.behind.entity};
    if (card.of == TodayList::without_support || card.of == TodayList::coming) query.filters = {Filter::event_upcoming};
    if (card.of == TodayList::coming) query.filters.push_back(Filter::event_mine);
    if (query.entity == Entity::contract && department == Department::commercial) {
        query.filters = {Filter::contract_my_clients};
    }
    if (query.entity == Entity::client) query.filters = {Filter::client_mine};
    return query;
}

// Places things beside each other, as many as have room, from edge to edge: of what does not divide, some take a pixel.
class Columns {
public:
    Columns(float width_min, int count_max)
        : origin_(ImGui::GetCursorPos()),
          full_(available_width()),
          count_(std::clamp(static_cast<int>((full_ + gap) / (width_min + gap)), 1, count_max)) {}
    // Of the column that `next` went to.
    float width() const { return (left_px(at_) - left_px(at_ - 1)) / Kit::current().scale() - gap; }
    int count() const { return count_; }
    void next(float height) {
        if (at_ == count_) {
            at_ = 0;
            top_ += height + gap;
        }
        ImGui::SetCursorPos({origin_.x + left_px(at_), origin_.y + px(top_)});
        ++at_;
        bottom_ = top_ + height;
    }
    void end(float space_below) const { end_row(origin_, bottom_ + space_below); }

private:
    float left_px(int column) const {
        const float scale = Kit::current().scale();
        return std::round((full_ + gap) * scale * static_cast<float>(column) / static_cast<float>(count_));
    }
    ImVec2 origin_;
    float full_;
    int count_;
    int at_ = 0;
    float top_ = 0, bottom_ = 0;
};

void figures(const Screen& screen, const TodayState& today) {
    Columns columns(200, 3);
    for (const TodayFigure& shown : today.figures) {
        columns.next(figure_height);
        const ListLook look = look_of(shown.of, today.data->department);
        const std::string id = std::string("today.figure.") + look.id;
        if (figure(id.c_str(), {.label = screen.say(look.title),
                                .value = shown.value,
                                .detail = shown.detail,
                                .icon = look.icon,
                                .tone = tone(shown.mood),
                                .width = columns.width()})) {
            screen.send(intent::ShowList{shown.behind});
        }
    }
    columns.end(gap);
}

void record_line(const Screen& screen, const std::string& id, const TodayLine& shown, float room_right) {
    std::vector<LinePill> pills;
    for (const StatusPill& pill : shown.pills) pills.push_back({pill.text, tone(pill.mood)});
    if (line(id.c_str(), {.title = shown.title,
                          .detail = shown.detail,
                          .amount = shown.amount,
                          .pills = pills,
                          .avatar_key = shown.avatar_key,
                          .room_right = room_right})) {
        screen.send(intent::OpenRecord{shown.entity, shown.id});
    }
}

void contacted_button(const Screen& screen, const std::string& id, const Id& client, ImVec2 origin, float right) {
    const ImVec2 below = ImGui::GetCursorPos();
    ImGui::SetCursorPos({origin.x + right - px(size::control_height_small),
                         origin.y + px((line_height_px - size::control_height_small) / 2)});
    if (icon_button(id.c_str(), Icon::check, screen.say(words::today_contacted), {.small = true})) {
        screen.send(intent::ContactedToday{client});
    }
    ImGui::SetCursorPos(below);
}

float card_height(std::size_t rows) {
    return 2 * size::card_padding + 34 + static_cast<float>(rows) * line_height_px + footer_height;
}

// How many lines a card has room for in the height that is left; the page scrolls rather than show fewer than six.
std::size_t rows_in(float height) {
    const float room = (height - card_height(0)) / line_height_px;
    return std::max(static_cast<std::size_t>(today_rows), static_cast<std::size_t>(std::max(room, 0.0F)));
}

void list_card(const Screen& screen, const TodayCard& card, Department department, float width, float height,
               std::size_t rows_max) {
    const ListLook look = look_of(card.of, department);
    const std::string id = std::string("today.") + look.id;
    const Card frame(id.c_str(), {.title = screen.say(look.title), .width = width, .height = height});
    if (card.lines.empty()) {
        if (empty_state((id + ".empty").c_str(), {.icon = look.icon,
                                                  .title = screen.say(look.empty_title),
                                                  .text = screen.say(look.empty_text),
                                                  .action = screen.say(look.empty_action),
                                                  .primary = false})) {
            screen.send(intent::ShowList{all_of(card, department)});
        }
        return;
    }
    const bool call = card.of == TodayList::not_contacted;
    for (std::size_t i = 0; i < std::min(card.lines.size(), rows_max); ++i) {
        const std::string number = std::to_string(i);
        const ImVec2 origin = ImGui::GetCursorPos();
        const float right = px(available_width());
        record_line(screen, id + "." + number, card.lines[i], call ? size::control_height_small + 8 : 0);
        if (call) contacted_button(screen, "today.contacted." + number, card.lines[i].id, origin, right);
        end_row(origin, line_height_px);
    }
    space(12);
    if (link((id + ".all").c_str(), screen.say(words::today_show_all))) screen.send(intent::ShowList{card.behind});
}

void load_card(const Screen& screen, const TodayState& today, float width, float height, std::size_t rows_max) {
    // Few people fit between the other cards; the others are below them in the card, which grows.
    const Card frame("today.load", {.title = screen.say(words::today_load), .width = width, .height = height});
    if (today.load.empty()) {
        if (empty_state("today.load.empty", {.icon = Icon::support,
                                             .title = screen.say(words::today_none_support),
                                             .text = screen.say(words::today_none_support_text),
                                             .action = screen.say(words::today_see_people),
                                             .primary = false})) {
            screen.send(intent::ShowList{ListQuery{.entity = Entity::collaborator}});
        }
        return;
    }
    const std::size_t shown = std::min(today.load.size(), rows_max);
    for (std::size_t i = 0; i < shown; ++i) {
        const SupportLoad& person = today.load[i];
        const ImVec2 origin = ImGui::GetCursorPos();
        const std::string key = person.person.text();
        const std::string id = "today.load." + std::to_string(i);
        if (meter(id.c_str(), {.title = person.name, .text = person.text, .share = person.share, .avatar_key = key})) {
            screen.send(intent::ShowList{person.behind});
        }
        end_row(origin, line_height_px);
    }
    space(12);
    ui::text(screen.say(words::today_load_text), type::small, Role::text_muted);
}

void cards(const Screen& screen, const TodayState& today) {
    const Department department = today.data->department;
    Columns columns(column_width_min, 3);
    // Cards below each other are as high as six lines; in one row they take the height that the window has.
    const std::size_t rows_max = rows_in(columns.count() == 3 ? available_height() - bottom_space : 0);
    std::size_t rows = 4; // what an empty one needs
    for (const TodayCard& card : today.cards) rows = std::max(rows, card.lines.size());
    const bool with_load = department == Department::gestion;
    if (with_load) rows = std::max(rows, today.load.size());
    const float height = card_height(std::min(rows, rows_max));
    for (const TodayCard& card : today.cards) {
        columns.next(height);
        list_card(screen, card, department, columns.width(), height, rows_max);
    }
    if (with_load) {
        columns.next(height);
        load_card(screen, today, columns.width(), height, rows_max);
    }
    columns.end(0);
}

// ---- support ----

// A value that is wanted elsewhere: on the phone, in a map.
void copy_row(const Screen& screen, const std::string& id, Icon mark, const std::string& value, const Msg& tooltip) {
    if (value.empty()) return;
    const float height = size::control_height_small;
    const ImVec2 origin = ImGui::GetCursorPos();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float middle = at.y + px(height) / 2;
    const float right = px(available_width());
    draw_icon({at.x + px(9), middle}, mark, size::icon_small, colour(Role::text_muted));
    const float left = px(28);
    const float room = right - left - px(height + 4);
    draw_text_middle(at.x + left, middle, value, type::body, colour(Role::text), room);
    const float text_width = std::min(measure(value, type::body).x, room);
    ImGui::SetCursorPos({origin.x + left + text_width + px(4), origin.y});
    if (icon_button(id.c_str(), Icon::copy, screen.say(tooltip), {.small = true})) {
        screen.send(intent::CopyText{value});
    }
    end_row(origin, height);
}

void part_title(std::string_view title) {
    space(12);
    ui::text(title, type::label, Role::text_muted);
    space(4);
}

void place_part(const Screen& screen, const std::string& id, const TodayEvent& event) {
    part_title(screen.say(words::today_venue));
    if (event.venue.empty() && event.address.empty()) {
        ui::text(screen.say(words::today_not_given), type::body, Role::text_muted);
        return;
    }
    if (!event.venue.empty()) ui::text(event.venue, type::body_medium);
    if (!event.address.empty()) {
        const ImVec2 origin = ImGui::GetCursorPos();
        const float room = available_width() - size::control_height_small - 8;
        ui::text_wrapped(event.address, type::body, Role::text, room);
        const ImVec2 below = ImGui::GetCursorPos();
        // Right behind what it copies, as beside the phone number.
        const float text_width = std::min(measure(event.address, type::body).x, px(room));
        const float lift = (px(size::control_height_small) - line_height(type::body)) / 2;
        ImGui::SetCursorPos({origin.x + text_width + px(4), origin.y - std::floor(lift)});
        if (icon_button((id + ".address").c_str(), Icon::copy, screen.say(words::today_copy_address),
                        {.small = true})) {
            screen.send(intent::CopyText{event.address});
        }
        ImGui::SetCursorPos(below);
        space(0); // the cell ends with an item
    }
}

void contact_part(const Screen& screen, const std::string& id, const TodayEvent& event) {
    part_title(screen.say(words::today_contact));
    if (event.contact.empty() && event.phone.empty() && event.email.empty()) {
        ui::text(screen.say(words::today_not_given), type::body, Role::text_muted);
        return;
    }
    if (!event.contact.empty()) ui::text(event.contact, type::body_medium);
    copy_row(screen, id + ".phone", Icon::phone, event.phone, words::today_copy_phone);
    copy_row(screen, id + ".email", Icon::mail, event.email, words::today_copy_email);
    space(0);
}

void event_head(const Screen& screen, const TodayEvent& event) {
    const ImVec2 origin = ImGui::GetCursorPos();
    const std::string_view state = screen.say(event.running ? words::today_now : words::today_next);
    pill(state, event.running ? Tone::success : Tone::accent, event.running ? Icon::circle : Icon::clock);
    same_line(8);
    pill(event.countdown, event.running ? Tone::success : Tone::neutral);
    for (const StatusPill& shown : event.pills) {
        same_line(8);
        pill(shown.text, tone(shown.mood), Icon::warning);
    }
    end_row(origin, 24 + 12);
    ui::text(event.title, {20, Weight::semibold});
    space(4);
    ui::text(event.when, type::body, Role::text);
    std::string below = screen.say(words::today_for_client, {event.client});
    if (!event.attendees.empty()) below += " · " + event.attendees;
    space(2);
    ui::text(below, type::body, Role::text_muted);
}

void event_card(const Screen& screen, const TodayEvent& event, std::size_t at, float width) {
    const std::string id = "today.event." + std::to_string(at);
    const Card card(id.c_str(), {.width = width});
    event_head(screen, event);
    {
        FormGrid grid(available_width() >= 420 ? 2 : 1);
        grid.next();
        place_part(screen, id, event);
        grid.next();
        contact_part(screen, id, event);
    }
    if (!event.notes.empty()) {
        part_title(screen.say(words::today_notes));
        ui::text_wrapped(event.notes);
    }
    space(16);
    if (button((id + ".open").c_str(), screen.say(words::today_open_event),
               {.kind = at == 0 ? ButtonKind::primary : ButtonKind::secondary, .icon = Icon::open})) {
        screen.send(intent::OpenRecord{Entity::event, event.id});
    }
}

// What happens now and next, and what comes later: beside it where there is room, else below.
struct EventsBeside {
    bool beside;
    float main, side;
    explicit EventsBeside(float full)
        : beside(full >= 2 * 460),
          main(beside ? full - std::floor(full * 0.4F) - gap : full),
          side(beside ? std::floor(full * 0.4F) : full) {}
};

void my_events(const Screen& screen, const TodayState& today) {
    if (today.now_and_next.empty()) {
        const Card card("today.none", {.height = std::max(available_height() - 28, 320.0F)});
        if (empty_state("today.none.empty", {.icon = Icon::event_available,
                                             .title = screen.say(words::today_no_events_title),
                                             .text = screen.say(words::today_no_events_text),
                                             .action = screen.say(words::today_no_events_action),
                                             .primary = false})) {
            screen.send(intent::ShowList{ListQuery{.entity = Entity::event, .filters = {Filter::event_upcoming}}});
        }
        return;
    }
    const ImVec2 origin = ImGui::GetCursorPos();
    const auto [beside, main, side] = EventsBeside(available_width());
    float bottom = 0;
    for (std::size_t i = 0; i < today.now_and_next.size(); ++i) {
        event_card(screen, today.now_and_next[i], i, main);
        space(gap);
    }
    bottom = ImGui::GetCursorPosY();
    if (beside) ImGui::SetCursorPos({origin.x + px(main + gap), origin.y});
    const std::size_t rows_max = rows_in(beside ? available_height() - bottom_space : 0);
    for (const TodayCard& card : today.cards) {
        const std::size_t rows = std::clamp<std::size_t>(card.lines.size(), 4, rows_max);
        list_card(screen, card, Department::support, side, card_height(rows), rows_max);
    }
    bottom = std::max(bottom, ImGui::GetCursorPosY());
    end_row(origin, (bottom - origin.y) / Kit::current().scale());
}

// An empty office tells who begins, and with what.
void first_steps(const Screen& screen, Department department) {
    const auto count = [&](Section section) { return screen.state.counts[static_cast<std::size_t>(section)]; };
    if (count(Section::clients) != 0 || count(Section::contracts) != 0) return;
    const bool gestion = department == Department::gestion;
    if (!gestion && department != Department::commercial) return;
    {
        const Card card("today.first", {.title = screen.say(words::first_steps)});
        ui::text_wrapped(screen.say(gestion ? words::first_steps_gestion : words::first_steps_commercial), type::body,
                         Role::text_muted, std::min(available_width(), 720.0F));
        space(16);
        const Entity entity = gestion ? Entity::collaborator : Entity::client;
        const std::string_view text = screen.say(gestion ? words::new_collaborator_button : words::new_client_button);
        if (button("today.first.new", text,
                   {.kind = ButtonKind::primary,
                    .icon = Icon::add,
                    .takes_keyboard = main_button_takes_keyboard(screen, "today.first.new")})) {
            screen.send(intent::NewRecord{entity});
        }
    }
    space(gap);
}

void list_skeleton(const char* id, std::string_view title, float width) {
    const float height = card_height(loading_rows);
    const Card card(id, {.title = title, .width = width, .height = height});
    for (std::size_t row = 0; row < loading_rows; ++row) {
        const ImVec2 origin = ImGui::GetCursorPos();
        line_skeleton();
        end_row(origin, line_height_px);
    }
}

// The events of support, and beside them or below what comes later.
void loading_events(const Screen& screen) {
    const ImVec2 origin = ImGui::GetCursorPos();
    const EventsBeside place(available_width());
    {
        const Card card("today.loading", {.width = place.main});
        for (const auto& [width, height] :
             {std::pair{140.0F, 24.0F}, {320.0F, 20.0F}, {260.0F, 14.0F}, {300.0F, 14.0F}}) {
            skeleton(std::min(width, available_width()), height);
            space(14);
        }
    }
    if (place.beside) {
        ImGui::SetCursorPos({origin.x + px(place.main + gap), origin.y});
    } else {
        space(gap);
    }
    list_skeleton("today.loading.later", screen.say(words::today_coming), place.side);
}

// As it will stand there, so that nothing moves when it does.
void loading(const Screen& screen) {
    const Department department = screen.state.person.department;
    if (department == Department::support) {
        loading_events(screen);
        return;
    }
    {
        Columns columns(200, 3);
        for (int i = 0; i < 3; ++i) {
            columns.next(figure_height);
            figure_skeleton(columns.width());
        }
        columns.end(gap);
    }
    std::array titles{&words::today_to_sign, &words::today_to_be_paid, &words::today_not_contacted};
    if (department == Department::gestion)
        titles = {&words::today_without_support, &words::today_outstanding, &words::today_load};
    Columns columns(column_width_min, 3);
    for (std::size_t i = 0; i < titles.size(); ++i) {
        columns.next(card_height(loading_rows));
        list_skeleton(("today.loading." + std::to_string(i)).c_str(), screen.say(*titles[i]), columns.width());
    }
    columns.end(0);
    space(bottom_space);
}

} // namespace

void draw_today(const Screen& screen) {
    const TodayState& today = screen.state.today;
    const Pane page("page", {.kind = PaneKind::page, .scroll = true});
    page_header(screen.say(words::nav_today), today.date);
    space(16);
    if (read_failed(screen, "today.error", today.error)) space(gap);
    if (!today.data) {
        if (!today.error) loading(screen);
        return;
    }
    if (today.data->department == Department::support) {
        my_events(screen, today);
    } else {
        first_steps(screen, today.data->department);
        figures(screen, today);
        cards(screen, today);
    }
    space(bottom_space);
}

bool read_failed(const Screen& screen, const char* id, const std::optional<Error>& error) {
    if (!error) return false;
    const std::string text = error->message.in(screen.state.language);
    if (banner(
            id, text,
            {.tone = Tone::danger, .title = screen.say(words::today_failed), .action = screen.say(words::try_again)}) ==
        BannerEvent::action) {
        screen.send(intent::ReadAgain{});
    }
    return true;
}

} // namespace epic::app
