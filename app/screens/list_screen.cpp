#include <algorithm>

#include "app/screens/screen.hpp"
#include "app/screens/settings_words.hpp"
#include "app/state/desk_words.hpp"
#include "app/state/offered_filters.hpp"
#include "app/ui/button.hpp"
#include "app/ui/combo.hpp"
#include "app/ui/field.hpp"
#include "app/ui/layout.hpp"
#include "app/ui/modal.hpp"
#include "app/ui/navigation.hpp"
#include "app/ui/text.hpp"

namespace epic::app {
namespace {

using namespace ui;

constexpr float search_width = 280;
constexpr float chip_height = 32;

struct ListWords {
    const Msg& title;
    const PluralMsg& count;
    const Msg& search;
    const Msg& create;
    const Msg& empty_title;
    const Msg& empty_text;
};

ListWords words_of(Entity entity) {
    switch (entity) {
        case Entity::contract:
            return {words::nav_contracts,    words::count_contracts,    words::search_contracts,
                    words::act_new_contract, words::no_contracts_title, words::no_contracts_text};
        case Entity::event:
            return {words::nav_events,    words::count_events,    words::search_events,
                    words::act_new_event, words::no_events_title, words::no_events_text};
        case Entity::collaborator:
            return {words::nav_collaborators,       words::count_collaborators,    words::search_collaborators,
                    words::new_collaborator_button, words::no_collaborators_title, words::no_collaborators_text};
        case Entity::client:
        case Entity::payment: break;
    }
    return {words::nav_clients,       words::count_clients,    words::search_clients,
            words::new_client_button, words::no_clients_title, words::no_clients_text};
}

std::string id_of(Entity entity, std::string_view part) {
    return "list." + std::string(entity_name(entity)) + "." + std::string(part);
}

void header(const Screen& screen, Entity entity, const ListState& list) {
    const ListWords said = words_of(entity);
    const std::string reason = create_disabled_reason(screen.state, entity);
    const std::string id = id_of(entity, "new");
    const std::string total =
        list.loaded ? screen.count(said.count, list.total) : std::string(screen.say(words::loading));
    const std::string subtitle = list.view.empty() ? total : total + " · " + list.view;
    const int pressed = page_header(
        screen.say(said.title), subtitle,
        {{id.c_str(),
          screen.say(said.create),
          {.kind = ButtonKind::primary, .icon = Icon::add, .disabled_reason = reason, .shortcut = "Ctrl+N"}}});
    if (pressed == 0) screen.send(intent::NewRecord{entity});
}

// Saved views, columns, and what goes in and out, at the right end of the line of filters.
constexpr float tools_width = 3 * size::control_height + 2 * 4;

void views_menu(const Screen& screen, Entity entity, const ListState& list) {
    const auto& views = screen.state.views[static_cast<std::size_t>(entity)];
    const bool open = icon_button(id_of(entity, "views").c_str(), Icon::star, screen.say(words::views_button),
                                  {.framed = true, .tint = list.view.empty() ? Role::text_muted : Role::accent});
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < views.size(); ++i) ids.push_back(id_of(entity, "view." + std::to_string(i)));
    std::vector<MenuItem> items;
    for (std::size_t i = 0; i < views.size(); ++i) {
        items.push_back({.id = ids[i].c_str(), .text = views[i].name, .checked = views[i].name == list.view});
    }
    const std::string rename = screen.say(words::view_rename, {list.view});
    const std::string remove = screen.say(words::view_remove, {list.view});
    items.push_back({.id = "views.save",
                     .text = screen.say(words::view_save),
                     .icon = Icon::add,
                     .separator_before = !views.empty()});
    if (!list.view.empty()) {
        items.push_back({.id = "views.rename", .text = rename, .icon = Icon::edit});
        items.push_back({.id = "views.remove", .text = remove, .icon = Icon::trash, .danger = true});
    }
    const int pressed = menu(id_of(entity, "views.menu").c_str(), open, items);
    const int saved = static_cast<int>(views.size());
    if (pressed < 0) return;
    if (pressed < saved) screen.send(intent::ShowView{entity, views[static_cast<std::size_t>(pressed)].name});
    if (pressed == saved) screen.send(intent::SaveView{entity});
    if (pressed == saved + 1) screen.send(intent::RenameView{entity});
    if (pressed == saved + 2) screen.send(intent::RemoveView{entity});
}

void tools(const Screen& screen, Entity entity, const ListState& list, ImVec2 at) {
    const float step = px(size::control_height + 4);
    ImGui::SetCursorPos(at);
    views_menu(screen, entity, list);
    ImGui::SetCursorPos({at.x + step, at.y});
    if (icon_button(id_of(entity, "columns").c_str(), Icon::tune, screen.say(words::columns_choose),
                    {.framed = true})) {
        screen.send(intent::ChooseColumns{entity});
    }
    ImGui::SetCursorPos({at.x + 2 * step, at.y});
    transfer_menu(screen, entity);
}

// In the place of the filters while rows are chosen.
void chosen_bar(const Screen& screen, Entity entity, const ListState& list) {
    const auto count = static_cast<std::int64_t>(list.chosen.size());
    ui::Row row(size::control_height);
    const std::string_view act = screen.say(entity == Entity::event ? words::many_assign : words::many_reassign);
    row.next(size::control_height);
    if (button(id_of(entity, "act_on_chosen").c_str(), act, {.kind = ButtonKind::primary, .icon = Icon::person_add})) {
        screen.send(intent::ActOnChosen{entity});
    }
    row.next(size::control_height);
    if (button(id_of(entity, "choose_none").c_str(), screen.say(words::many_clear),
               {.kind = ButtonKind::ghost, .icon = Icon::close, .shortcut = screen.say(words::key_escape)})) {
        screen.send(intent::ChooseNone{entity});
    }
    row.next(20);
    ui::text(screen.count(words::many_chosen, count), type::body_medium);
    row.end();
}

void filters(const Screen& screen, Entity entity, const ListState& list) {
    const ListWords said = words_of(entity);
    const ImVec2 start = ImGui::GetCursorPos();
    const float full_width = px(available_width());
    tools(screen, entity, list, {start.x + full_width - px(tools_width), start.y});
    ImGui::SetCursorPos(start);
    std::string text = list.query.text;
    const FieldResult typed = search_field(id_of(entity, "search").c_str(), text,
                                           {.hint = screen.say(said.search),
                                            .focus = screen.state.search_focus,
                                            .select_all = true,
                                            .width = search_width});
    if (screen.state.search_focus) screen.send(intent::SearchFocused{});
    if (typed.changed) screen.send(intent::SetText{entity, text});
    const auto& active = list.query.filters;
    const auto offered = offered_filters(entity, screen.state.person.department, active);
    float chips_width = 0;
    for (const Filter filter : offered) chips_width += chip_width(screen.say(spec(filter).label)) + px(8);
    // Where the window is narrow the chips have lines of their own, below.
    float right = start.x + full_width - px(tools_width + size::gap);
    float chips_left = start.x + px(search_width + size::gap);
    ImVec2 place{chips_left, start.y + px((size::control_height - chip_height) / 2)};
    if (chips_left + chips_width - px(8) > right) {
        chips_left = start.x;
        right = start.x + full_width;
        place = {chips_left, start.y + px(size::control_height + 10)};
    }
    for (const Filter filter : offered) {
        const FilterSpec& rule = spec(filter);
        const bool on = std::find(active.begin(), active.end(), filter) != active.end();
        const std::string_view label = screen.say(rule.label);
        const float width = chip_width(label);
        if (place.x + width > right) place = {chips_left, place.y + px(chip_height + 8)};
        ImGui::SetCursorPos(place);
        place.x += width + px(8);
        const std::string id = id_of(entity, "filter." + std::string(rule.name));
        if (chip(id.c_str(), label, on)) screen.send(intent::ToggleFilter{entity, filter});
    }
    end_row(start, (place.y - start.y) / Kit::current().scale() + (size::control_height + chip_height) / 2 + 8);
}

void draw_cell(TableRow& table_row, const Row& row, const Cell& cell) {
    switch (cell.kind) {
        case CellKind::name: table_row.name(cell.text, row.avatar_key, cell.second_line); break;
        case CellKind::text:
            if (cell.second_line.empty()) {
                table_row.text(cell.text);
            } else {
                table_row.two_lines(cell.text, cell.second_line);
            }
            break;
        case CellKind::muted: table_row.muted(cell.text); break;
        case CellKind::amount: table_row.amount(cell.text); break;
        case CellKind::pill: table_row.pill(cell.text, tone(cell.mood)); break;
    }
}

std::vector<Column> table_columns(const Screen& screen, Entity entity, const std::vector<std::size_t>& shown) {
    std::vector<Column> columns;
    for (const std::size_t at : shown) {
        const ListColumn& column = columns_of(entity)[at];
        columns.push_back({.id = column.id,
                           .title = screen.say(column.title),
                           .width = column.share,
                           .width_min = column.width_min,
                           .align = column.right ? Align::right : Align::left,
                           .sortable = column.sort.has_value() || column.derived != Sort::Derived::none,
                           .optional = column.optional});
    }
    return columns;
}

// The arrow stands where the question says, whoever asked it.
int sorted_column(Entity entity, const Sort& sort, const std::vector<std::size_t>& shown) {
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const ListColumn& column = columns_of(entity)[shown[i]];
        const bool by_field = sort.field && column.sort == sort.field;
        const bool derived = sort.derived != Sort::Derived::none && column.derived == sort.derived;
        if (by_field || derived) return static_cast<int>(i);
    }
    return -1;
}

void report_choice(const Screen& screen, Entity entity, const TableSelecting& selecting) {
    switch (selecting.how) {
        case TableSelecting::How::toggle:
            screen.send(intent::ChooseRow{entity, selecting.row, selecting.row, Choosing::toggle});
            break;
        case TableSelecting::How::extend:
            screen.send(intent::ChooseRow{entity, selecting.row, selecting.anchor, Choosing::extend});
            break;
        case TableSelecting::How::all: screen.send(intent::ChooseAll{entity}); break;
        case TableSelecting::How::none: screen.send(intent::ChooseNone{entity}); break;
    }
}

void move_column(const Screen& screen, Entity entity, std::vector<std::size_t> shown, const ColumnMove& move) {
    const std::size_t column = shown[move.from];
    shown.erase(shown.begin() + static_cast<std::ptrdiff_t>(move.from));
    shown.insert(shown.begin() + static_cast<std::ptrdiff_t>(move.to), column);
    std::vector<std::string> names;
    for (const std::size_t at : shown) names.emplace_back(columns_of(entity)[at].id);
    screen.send(intent::SetColumns{entity, std::move(names)});
}

void table_of(const Screen& screen, Entity entity, const ListState& list) {
    View::ListView& view = screen.view.lists[static_cast<std::size_t>(section_of(entity))];
    const std::vector<std::size_t> shown = shown_columns(entity, columns_named(screen.state, entity));
    const std::vector<Column> columns = table_columns(screen, entity, shown);
    if (view.question_changed || (list.first_visible == 0 && view.shown_generation != list.generation)) {
        if (list.first_visible == 0) view.table.scroll_px = 0;
        view.question_changed = false;
    }
    view.shown_generation = list.generation;
    view.table.sort_column = sorted_column(entity, list.query.sort, shown);
    view.table.sort_descending = list.query.sort.descending;
    view.table.selected.clear();
    if (!list.chosen.empty()) {
        for (const auto& [number, rows] : list.pages) {
            for (std::size_t i = 0; i < rows.size(); ++i) {
                const auto at = number * page_rows + static_cast<std::int64_t>(i);
                if (list.chosen.contains(rows[i].view.record.id)) view.table.selected.insert(at);
            }
        }
    }
    const float height = available_height();
    const bool many = many_disabled_reason(screen.state, entity) == std::string();
    const TableResult result = table(id_of(entity, "table").c_str(), view.table,
                                     {.columns = columns,
                                      .row_count = list.total,
                                      .row_height = entity == Entity::event ? 52 : size::row_height,
                                      .height = height,
                                      .ends_early = true,
                                      .multi_select = many,
                                      .movable_from = 1, // the first says what the row is about
                                      .click_opens = true,
                                      .loading = !list.loaded},
                                     [&](TableRow& table_row) {
                                         const Row* row = list.row(table_row.index());
                                         if (row == nullptr) {
                                             table_row.skeleton();
                                             return;
                                         }
                                         for (const std::size_t at : shown) draw_cell(table_row, *row, row->cells[at]);
                                     });
    if (result.first_visible != list.first_visible || result.visible_count != list.visible_count) {
        screen.send(intent::ShowRows{entity, result.first_visible, result.visible_count});
    }
    if (result.opened) {
        if (const Row* row = list.row(*result.opened)) screen.send(intent::OpenRecord{entity, row->view.record.id});
    }
    if (result.selecting) report_choice(screen, entity, *result.selecting);
    if (result.moved) move_column(screen, entity, shown, *result.moved);
    if (result.sort_changed) {
        Sort sort;
        if (view.table.sort_column >= 0) {
            const std::size_t at = shown[static_cast<std::size_t>(view.table.sort_column)];
            const ListColumn& column = columns_of(entity)[at];
            sort = {column.sort, column.derived, view.table.sort_descending};
        }
        screen.send(intent::SetSort{entity, sort});
    }
}

void nothing_here(const Screen& screen, Entity entity, const ListState& list) {
    const ListWords said = words_of(entity);
    const Card card(id_of(entity, "empty").c_str(), {.height = available_height()});
    const auto total = screen.state.counts[static_cast<std::size_t>(section_of(entity))];
    if (list.filtered() && total.value_or(1) > 0) {
        if (empty_state(id_of(entity, "no_match").c_str(), {.icon = Icon::search,
                                                            .title = screen.say(words::no_match_title),
                                                            .text = screen.say(words::no_match_text),
                                                            .action = screen.say(words::clear_filters),
                                                            .primary = false})) {
            screen.send(intent::ClearFilters{entity});
        }
        return;
    }
    const std::string reason = create_disabled_reason(screen.state, entity);
    const bool offered = reason.empty();
    if (empty_state(id_of(entity, "nothing").c_str(), {.icon = icon_of(entity),
                                                       .title = screen.say(said.empty_title),
                                                       .text = screen.say(said.empty_text),
                                                       .action = offered ? screen.say(said.create) : std::string_view(),
                                                       .action_icon = Icon::add,
                                                       .primary = false})) {
        screen.send(intent::NewRecord{entity});
    }
}

} // namespace

void draw_list(const Screen& screen, Entity entity) {
    const ListState& list = screen.state.list(entity);
    const Pane page("page", {.kind = PaneKind::page});
    header(screen, entity, list);
    space(16);
    if (list.chosen.empty()) {
        filters(screen, entity, list);
        draw_conditions(screen, entity);
    } else {
        chosen_bar(screen, entity, list);
    }
    space(16);
    if (list.error) {
        const std::string text = list.error->message.in(screen.state.language);
        if (banner("list.error", text,
                   {.tone = Tone::danger,
                    .title = screen.say(words::list_failed),
                    .action = screen.say(words::try_again)}) == BannerEvent::action) {
            screen.send(intent::Retry{entity});
        }
        space(16);
    }
    if (list.loaded && list.total == 0 && !list.error) {
        nothing_here(screen, entity, list);
    } else {
        table_of(screen, entity, list);
    }
}

} // namespace epic::app
