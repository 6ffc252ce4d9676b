#include "app/screens/screen.hpp"
#include "app/state/exchange_words.hpp"
#include "app/state/inbox_words.hpp"
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
    if (sync.next_try && sync.phase != SyncPhase::syncing) {
        detail_row(screen.say(words::past_next), when(sync.next_try));
    }
}

// What waits for a decision is decided in the inbox.
void inbox_banner(const Screen& screen) {
    const auto count = static_cast<std::int64_t>(screen.state.inbox.size());
    if (count == 0) return;
    if (banner("sync.inbox", screen.count(words::inbox_waiting, count),
               {.tone = Tone::warning, .action = screen.say(words::inbox_open)}) == BannerEvent::action) {
        screen.send(intent::GoTo{Section::inbox});
    }
    space(16);
}

} // namespace

void draw_sync(const Screen& screen) {
    const SyncStatus& sync = screen.state.sync;
    const bool no_server = sync.phase == SyncPhase::no_server;
    const Pane page("page", {.kind = PaneKind::page, .scroll = true, .content_max = 1440});
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
        const std::string_view action =
            sync.password_needed ? screen.say(words::central_password_open) : std::string_view();
        const std::string what = sync.what_to_do.in(screen.state.language);
        const std::string problem = sync.problem.in(screen.state.language);
        const BannerEvent event = banner("sync.problem", what.empty() ? problem : what,
                                         {.tone = sync.phase == SyncPhase::needs_you ? Tone::danger : Tone::warning,
                                          .title = what.empty() ? std::string_view() : std::string_view(problem),
                                          .action = action});
        if (event == BannerEvent::action) screen.send(intent::EnterCentralPassword{});
        space(16);
    }
    inbox_banner(screen);
    status_card(screen);
    space(16);
    pending_card(screen);
    space(16);
    past_card(screen);
    space(16);
    check_card(screen);
    space(16);
    connection_card(screen);
    space(28);
}

} // namespace epic::app
