#include "app/screens/screen.hpp"
#include "app/state/present.hpp"
#include "app/ui/button.hpp"
#include "app/ui/layout.hpp"
#include "app/ui/navigation.hpp"
#include "app/ui/text.hpp"

namespace epic::app {
namespace {

using namespace ui;

void status_card(const Screen& screen) {
    const AppState& state = screen.state;
    const SyncStatus& sync = state.sync;
    const Card card("sync.status", {.title = screen.say(words::sync_status_card)});
    detail_row(screen.say(words::sync_state), sync_pill_text(screen));
    detail_row(screen.say(words::sync_pending), sync.pending > 0
                                                    ? screen.count(words::sync_changes, sync.pending)
                                                    : std::string(screen.say(words::sync_nothing_pending)));
    const auto when = [&](std::optional<Instant> instant) {
        return instant ? moment_text(*instant, state.zone, screen.seams.zones, state.language)
                       : std::string(screen.say(words::sync_never));
    };
    detail_row(screen.say(words::sync_last_exchange), when(sync.last_exchange));
}

void server_card(const Screen& screen) {
    const SyncStatus& sync = screen.state.sync;
    const Card card("sync.server", {.title = screen.say(words::sync_server_card)});
    detail_row(screen.say(words::sync_server), sync.servers);
    detail_row(screen.say(words::sync_server_id), sync.server_id);
    detail_row(screen.say(words::sync_device), sync.device_id);
    detail_row(screen.say(words::sync_position),
               display_text(static_cast<std::int64_t>(sync.head), screen.state.language));
}

std::string value_of(const Screen& screen, const InboxItem& item, const Value& value, const std::string& name) {
    if (!item.field) return {};
    return value_text(*item.field, value, name, item.currency, screen.seams.zones, screen.state.language);
}

void inbox_item(const Screen& screen, const InboxItem& item, std::size_t at) {
    const std::string number = std::to_string(at);
    const std::string link_id = "inbox.open." + number;
    if (link(link_id.c_str(), item.record_name.empty() ? screen.say(words::show_record) : item.record_name)) {
        screen.send(intent::OpenRecord{item.entity, item.record});
    }
    space(4);
    if (!item.reason.empty()) {
        ui::text_wrapped(item.reason, type::small, Role::text_muted);
        space(4);
    }
    if (item.field) {
        ui::text(screen.say(spec(*item.field).label), type::label, Role::text_muted);
        space(4);
        detail_row(screen.say(words::value_base), value_of(screen, item, item.base, item.base_name));
        detail_row(screen.say(words::value_mine), value_of(screen, item, item.mine, item.mine_name));
        if (item.conflict) {
            detail_row(screen.say(words::value_theirs), value_of(screen, item, item.theirs, item.theirs_name));
        }
    }
}

void inbox_card(const Screen& screen, bool conflicts) {
    bool any = false;
    for (const InboxItem& item : screen.state.inbox) any |= item.conflict == conflicts;
    if (!any) return;
    space(16);
    const Card card(conflicts ? "sync.conflicts" : "sync.returned",
                    {.title = screen.say(conflicts ? words::sync_conflicts : words::sync_returned),
                     .subtitle = screen.say(conflicts ? words::sync_conflicts_text : words::sync_returned_text)});
    bool first = true;
    for (std::size_t i = 0; i < screen.state.inbox.size(); ++i) {
        const InboxItem& item = screen.state.inbox[i];
        if (item.conflict != conflicts) continue;
        if (!first) divider(12);
        first = false;
        inbox_item(screen, item, i);
    }
}

} // namespace

void draw_sync(const Screen& screen) {
    const SyncStatus& sync = screen.state.sync;
    const bool no_server = sync.phase == SyncPhase::no_server;
    const Pane page("page", {.kind = PaneKind::page, .scroll = true});
    const std::string_view reason = no_server ? screen.say(words::no_server_reason) : std::string_view();
    const int pressed = page_header(screen.say(words::sync_title), sync_pill_text(screen),
                                    {{"sync.now",
                                      screen.say(words::sync_now),
                                      {.kind = ButtonKind::primary,
                                       .icon = Icon::sync,
                                       .disabled_reason = reason,
                                       .busy = sync.phase == SyncPhase::syncing,
                                       .shortcut = "F5"}}});
    if (pressed == 0) screen.send(intent::SyncNow{});
    space(16);
    if (no_server) {
        const Card card("sync.none", {.height = 320});
        empty_state("sync.empty", {.icon = Icon::server,
                                   .title = screen.say(words::sync_no_server_title),
                                   .text = screen.say(words::sync_no_server_text)});
        return;
    }
    if (!sync.problem.empty()) {
        const std::string what = sync.what_to_do.in(screen.state.language);
        const std::string problem = sync.problem.in(screen.state.language);
        banner("sync.problem", what.empty() ? problem : what,
               {.tone = sync.phase == SyncPhase::needs_you ? Tone::danger : Tone::warning,
                .title = what.empty() ? std::string_view() : std::string_view(problem)});
        space(16);
    }
    status_card(screen);
    inbox_card(screen, true);
    inbox_card(screen, false);
    space(16);
    server_card(screen);
    space(28);
}

} // namespace epic::app
