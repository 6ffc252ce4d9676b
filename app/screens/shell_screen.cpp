#include <algorithm>
#include <array>
#include <cmath>

#include "app/screens/screen.hpp"
#include "app/screens/settings_words.hpp"
#include "app/state/desk_words.hpp"
#include "app/state/inbox_words.hpp"
#include "app/state/overview_words.hpp"
#include "app/state/present.hpp"
#include "app/ui/button.hpp"
#include "app/ui/layout.hpp"
#include "app/ui/modal.hpp"
#include "app/ui/navigation.hpp"
#include "app/ui/text.hpp"

namespace epic::app {
namespace {

using namespace ui;

void nav_item(const Screen& screen, const char* id, Section section, Icon icon) {
    const AppState& state = screen.state;
    SidebarItemOptions options;
    options.icon = icon;
    options.active = state.section == section;
    std::string count;
    if (section == Section::inbox) {
        if (!state.inbox.empty()) {
            count = display_text(static_cast<std::int64_t>(state.inbox.size()), state.language);
            options.count_tone = Tone::warning;
        }
    } else if (is_list(section)) {
        const auto total = state.counts[static_cast<std::size_t>(section)];
        if (total) count = display_text(*total, state.language);
    }
    options.count = count;
    if (sidebar_item(id, screen.say(section_title(section)), options)) screen.send(intent::GoTo{section});
}

void sidebar(const Screen& screen) {
    const Pane side("sidebar", {.width = size::sidebar_width, .kind = PaneKind::sidebar});
    brand(screen.say(words::product), Icon::celebration);
    nav_item(screen, "nav.today", Section::today, Icon::today);
    nav_item(screen, "nav.calendar", Section::calendar, Icon::calendar);
    nav_item(screen, "nav.clients", Section::clients, Icon::people);
    nav_item(screen, "nav.contracts", Section::contracts, Icon::contract);
    nav_item(screen, "nav.events", Section::events, Icon::event);
    sidebar_heading(screen.say(words::heading_office));
    nav_item(screen, "nav.collaborators", Section::collaborators, Icon::badge);
    nav_item(screen, "nav.dashboard", Section::dashboard, Icon::chart);
    nav_item(screen, "nav.inbox", Section::inbox, Icon::inbox);
    nav_item(screen, "nav.sync", Section::sync, Icon::sync);
    nav_item(screen, "nav.settings", Section::settings, Icon::settings);
}

SyncPillOptions pill_look(const SyncStatus& sync) {
    switch (sync.phase) {
        case SyncPhase::offline: return {Tone::neutral, Icon::cloud_off, false, {}};
        case SyncPhase::waiting: return {Tone::info, Icon::cloud_upload, false, {}};
        case SyncPhase::syncing: return {Tone::info, Icon::sync, true, {}};
        case SyncPhase::up_to_date: return {Tone::success, Icon::cloud_done, false, {}};
        case SyncPhase::needs_you: return {Tone::warning, Icon::sync_problem, false, {}};
        case SyncPhase::no_server: break;
    }
    return {Tone::neutral, Icon::computer, false, {}};
}

void person_menu(const Screen& screen, bool open_now) {
    const std::array<MenuItem, 3> items{
        {{"person.password", screen.say(words::change_own_password), Icon::key, {}, {}, false, false, false},
         {"person.lock", screen.say(words::nav_lock), Icon::lock, {}, "Ctrl+L", false, true, false},
         {"person.close", screen.say(words::nav_close), Icon::logout, {}, {}, false, false, false}}};
    switch (menu("person.menu", open_now, items)) {
        case 0: screen.send(intent::ChangeOwnPassword{}); break;
        case 1: screen.send(intent::Lock{}); break;
        case 2: screen.send(intent::CloseFile{}); break;
        default: break;
    }
}

// Places the next thing of the bar so that it ends `from_right_px` before the right edge, in the middle of the bar.
void place(float from_right_px, float height) {
    align_right(from_right_px);
    ImGui::SetCursorPosY(px((size::top_bar_height - height) / 2));
}

void top_bar(const Screen& screen) {
    const AppState& state = screen.state;
    const Pane bar("top_bar", {.height = size::top_bar_height, .kind = PaneKind::top_bar});
    const std::string pill = sync_pill_text(screen);
    const std::string_view role = screen.say(department_label(state.person.department));
    const float person = person_button_width(state.person.name, role);
    const float lock_end = person + px(size::gap);
    const float pill_end = lock_end + px(size::control_height + size::gap);
    const ImVec2 start = ImGui::GetCursorPos();
    const float room = available_width() - (pill_end + sync_pill_width(pill)) / Kit::current().scale() - size::gap;
    ImGui::SetCursorPosY(px((size::top_bar_height - size::control_height) / 2));
    if (search_button("search", screen.say(words::palette_open), "Ctrl+K", std::clamp(room, 120.0F, 420.0F))) {
        screen.send(intent::OpenPalette{});
    }
    ImGui::SetCursorPos(start);
    place(pill_end + sync_pill_width(pill), size::control_height_small);
    SyncPillOptions look = pill_look(state.sync);
    look.tooltip = screen.say(words::pill_tooltip);
    const bool asks = state.sync.phase == SyncPhase::needs_you && !state.sync.password_needed && !state.inbox.empty();
    if (sync_pill("sync.pill", pill, look)) screen.send(intent::GoTo{asks ? Section::inbox : Section::sync});
    same_line();
    place(lock_end + px(size::control_height), size::control_height);
    if (icon_button("lock", Icon::lock, screen.say(words::nav_lock), {.shortcut = "Ctrl+L"})) {
        screen.send(intent::Lock{});
    }
    same_line();
    place(person, 40);
    const bool pressed = person_button("person", state.person.name, role, state.person.id.text());
    person_menu(screen, pressed);
}

} // namespace

const Msg& section_title(Section section) {
    switch (section) {
        case Section::today: return words::nav_today;
        case Section::dashboard: return words::nav_dashboard;
        case Section::calendar: return words::nav_calendar;
        case Section::clients: return words::nav_clients;
        case Section::contracts: return words::nav_contracts;
        case Section::events: return words::nav_events;
        case Section::collaborators: return words::nav_collaborators;
        case Section::inbox: return words::nav_inbox;
        case Section::sync: return words::nav_sync;
        case Section::settings: break;
    }
    return words::nav_settings;
}

std::string sync_pill_text(const Screen& screen) {
    const SyncStatus& sync = screen.state.sync;
    switch (sync.phase) {
        case SyncPhase::offline:
            return sync.pending > 0 ? screen.count(words::pill_offline_pending, sync.pending)
                                    : std::string(screen.say(words::pill_offline));
        case SyncPhase::waiting: return screen.count(words::pill_pending, sync.pending);
        case SyncPhase::syncing:
            if (sync.percent) return screen.say(words::pill_receiving, {std::to_string(*sync.percent)});
            return std::string(screen.say(words::pill_syncing));
        case SyncPhase::up_to_date:
            return screen.say(words::pill_up_to_date,
                              {ago_text(sync.last_exchange.value_or(screen.state.now), screen.state.now,
                                        screen.state.zone, screen.seams.zones, screen.state.language)});
        case SyncPhase::needs_you: return std::string(screen.say(words::pill_needs_you));
        case SyncPhase::no_server: break;
    }
    return std::string(screen.say(words::pill_no_server));
}

void draw_shell(const Screen& screen) {
    sidebar(screen);
    same_line(0);
    const Pane right("right", {});
    top_bar(screen);
    if (screen.state.page) {
        draw_record(screen);
    } else if (screen.state.section == Section::inbox) {
        draw_inbox(screen);
    } else if (screen.state.section == Section::today) {
        draw_today(screen);
    } else if (screen.state.section == Section::calendar) {
        draw_calendar(screen);
    } else if (screen.state.section == Section::dashboard) {
        draw_dashboard(screen);
    } else if (screen.state.section == Section::sync) {
        draw_sync(screen);
    } else if (screen.state.section == Section::settings) {
        draw_settings(screen);
    } else {
        draw_list(screen, entity_of(screen.state.section));
    }
}

} // namespace epic::app
