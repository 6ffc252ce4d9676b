#include <algorithm>

#include "app/screens/screen.hpp"
#include "app/ui/button.hpp"
#include "app/ui/combo.hpp"
#include "app/ui/field.hpp"
#include "app/ui/layout.hpp"
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
    const int pressed = page_header(
        screen.say(said.title), total,
        {{id.c_str(),
          screen.say(said.create),
          {.kind = ButtonKind::primary, .icon = Icon::add, .disabled_reason = reason, .shortcut = "Ctrl+N"}}});
    if (pressed == 0) screen.send(intent::NewRecord{entity});
}

void filters(const Screen& screen, Entity entity, const ListState& list) {
    const ListWords said = words_of(entity);
    const ImVec2 start = ImGui::GetCursorPos();
    const float full_width = px(available_width());
    std::string text = list.query.text;
    const FieldResult typed = search_field(id_of(entity, "search").c_str(), text,
                                           {.hint = screen.say(said.search),
                                            .focus = screen.state.search_focus,
                                            .select_all = true,
                                            .width = search_width});
    if (screen.state.search_focus) screen.send(intent::SearchFocused{});
    if (typed.changed) screen.send(intent::SetText{entity, text});
    // The chips go on in a second line, under the first of them, where the window is narrow.
    const float right = start.x + full_width;
    const float chips_left = start.x + px(search_width + size::gap);
    ImVec2 place{chips_left, start.y + px((size::control_height - chip_height) / 2)};
    for (const Filter filter : filters_of(entity)) {
        const FilterSpec& rule = spec(filter);
        const auto& active = list.query.filters;
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

std::vector<Column> table_columns(const Screen& screen, Entity entity) {
    std::vector<Column> columns;
    for (const ListColumn& column : columns_of(entity)) {
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

void table_of(const Screen& screen, Entity entity, const ListState& list) {
    View::ListView& view = screen.view.lists[static_cast<std::size_t>(section_of(entity))];
    const std::vector<Column> columns = table_columns(screen, entity);
    if (view.question_changed || (list.first_visible == 0 && view.shown_generation != list.generation)) {
        if (list.first_visible == 0) view.table.scroll_px = 0;
        view.question_changed = false;
    }
    view.shown_generation = list.generation;
    const float height = available_height();
    const TableResult result = table(id_of(entity, "table").c_str(), view.table,
                                     {.columns = columns,
                                      .row_count = list.total,
                                      .row_height = entity == Entity::event ? 52 : size::row_height,
                                      .height = height,
                                      .loading = !list.loaded},
                                     [&](TableRow& table_row) {
                                         const Row* row = list.row(table_row.index());
                                         if (row == nullptr) {
                                             table_row.skeleton();
                                             return;
                                         }
                                         for (const Cell& cell : row->cells) draw_cell(table_row, *row, cell);
                                     });
    if (result.first_visible != list.first_visible || result.visible_count != list.visible_count) {
        screen.send(intent::ShowRows{entity, result.first_visible, result.visible_count});
    }
    if (result.opened) {
        if (const Row* row = list.row(*result.opened)) screen.send(intent::OpenRecord{entity, row->view.record.id});
    }
    if (result.sort_changed) {
        Sort sort;
        if (view.table.sort_column >= 0) {
            const ListColumn& column = columns_of(entity)[static_cast<std::size_t>(view.table.sort_column)];
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
    filters(screen, entity, list);
    draw_conditions(screen, entity);
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
