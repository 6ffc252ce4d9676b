// The cards of the page of the exchange.
#include <algorithm>
#include <string>

#include "app/screens/screen.hpp"
#include "app/state/exchange_words.hpp"
#include "app/state/present.hpp"
#include "app/ui/button.hpp"
#include "app/ui/feedback.hpp"
#include "app/ui/layout.hpp"
#include "app/ui/text.hpp"

namespace epic::app {
namespace {

using namespace ui;

constexpr std::size_t past_shown_max = 12;

std::string number_text(const Screen& screen, std::int64_t number) {
    return display_text(number, screen.state.language);
}

void pending_row(const Screen& screen, const PendingEdit& edit, std::size_t at) {
    const float row_height = 60;
    const ImVec2 origin = ImGui::GetCursorPos();
    const ImVec2 place = ImGui::GetCursorScreenPos();
    const float width = px(available_width());
    const float left = px(36);
    const float right_width = std::min(measure(edit.who, type::small).x + 1, width / 3);
    draw_icon({place.x + px(12), place.y + px(18)}, icon_of(edit.entity), 20, colour(Role::text_muted));
    ImGui::SetCursorPos({origin.x + left, origin.y + px(8)});
    const std::string id = "pending." + std::to_string(at);
    std::string name(screen.say(kind_title(edit.entity)));
    if (!edit.record_name.empty()) name += " · " + edit.record_name;
    const float text_width = width - left - right_width - px(16);
    if (edit.record_there) {
        ImGui::PushClipRect(place, {place.x + left + text_width, place.y + px(row_height)}, true);
        if (link(id.c_str(), name)) screen.send(intent::OpenRecord{edit.entity, edit.record});
        ImGui::PopClipRect();
    } else {
        draw_text_middle(place.x + left, place.y + px(18), name, type::body_medium, colour(Role::text), text_width);
    }
    draw_text_middle(place.x + width - right_width, place.y + px(18), edit.who, type::small, colour(Role::text_muted),
                     right_width);
    const std::string detail = edit.what.empty() ? edit.why : edit.what + " · " + edit.why;
    const float scale = Kit::current().scale();
    ImGui::SetCursorPos({origin.x + left, origin.y + px(33)});
    text_wrapped(detail, type::small, Role::text_muted, (width - left) / scale);
    end_row(origin, std::max(row_height, (ImGui::GetCursorPosY() - origin.y) / scale + 8));
}

void past_row(const Screen& screen, const ExchangeNote& note) {
    const AppState& state = screen.state;
    const float row_height = 40;
    const ImVec2 origin = ImGui::GetCursorPos();
    const ImVec2 place = ImGui::GetCursorScreenPos();
    const float width = px(available_width());
    const float middle = place.y + px(row_height) / 2;
    const bool failed = !note.problem.empty();
    const std::string_view mark = screen.say(failed ? words::past_failed : words::past_done);
    const float mark_width = pill_width(mark);
    const std::string when = moment_text(note.last, state.zone, screen.seams.zones, state.language);
    draw_text_middle(place.x, middle, when, type::body, colour(Role::text), px(180));
    std::string what;
    if (note.sent > 0) what = screen.count(words::past_sent, note.sent);
    if (note.received > 0) what += (what.empty() ? "" : " · ") + screen.count(words::past_received, note.received);
    if (what.empty()) what = failed ? note.problem.in(state.language) : std::string(screen.say(words::past_nothing));
    if (note.times > 1) what += " · " + screen.count(words::past_times, note.times);
    const float scale = Kit::current().scale();
    ImGui::SetCursorPos({origin.x + px(188), origin.y + (px(row_height) - line_height(type::body)) / 2});
    text_wrapped(what, type::body, Role::text_muted, (width - px(188) - mark_width - px(16)) / scale);
    const float bottom = (ImGui::GetCursorPosY() - origin.y) / scale + 8;
    ImGui::SetCursorPos({origin.x + width - mark_width, origin.y + px((row_height - 24) / 2)});
    pill(mark, failed ? Tone::warning : Tone::success);
    end_row(origin, std::max(row_height, bottom));
}

void check_running(const Screen& screen, const CheckState& check) {
    const Msg& step = check.stopping                       ? words::check_stopping
                      : check.step == CheckStep::comparing ? words::check_comparing
                      : check.step == CheckStep::mending   ? words::check_mending
                                                           : words::check_exchanging;
    ProgressOptions options{.text = screen.say(step)};
    std::string detail;
    if (check.total > 0) {
        options.fraction = static_cast<float>(static_cast<double>(std::min(check.done, check.total)) /
                                              static_cast<double>(check.total));
        detail = screen.say(words::check_of, {number_text(screen, static_cast<std::int64_t>(check.done)),
                                              number_text(screen, static_cast<std::int64_t>(check.total))});
    }
    options.detail = detail;
    if (!check.stopping) options.cancel = screen.say(words::cancel);
    if (progress("check.progress", options)) screen.send(intent::StopCheck{});
}

void check_found(const Screen& screen, const CheckResult& found) {
    const AppState& state = screen.state;
    const std::string when = ago_text(found.at, state.now, state.zone, screen.seams.zones, state.language);
    {
        ui::Row row(24);
        row.next(24);
        draw_icon({ImGui::GetCursorScreenPos().x + px(12), ImGui::GetCursorScreenPos().y + px(12)},
                  found.match ? Icon::check_circle : Icon::warning, 20,
                  colour(found.match ? Role::success : Role::warning));
        ImGui::Dummy({px(24), px(24)});
        row.next(20);
        ui::text_wrapped(screen.say(found.match ? words::check_same : words::check_differed, {when}),
                         type::body_medium);
        row.end();
    }
    if (found.fetched_again > 0) {
        space(4);
        ui::text_wrapped(screen.count(words::check_fetched, found.fetched_again));
    }
    if (found.only_here > 0) {
        space(4);
        ui::text_wrapped(screen.count(words::check_only_here, found.only_here));
    }
    space(8);
    for (const CheckedTable& table : found.tables) {
        const std::string rows = table.same ? screen.count(words::check_rows_same, table.here)
                                            : screen.say(words::check_rows, {number_text(screen, table.here),
                                                                             number_text(screen, table.at_server)});
        detail_row(screen.say(kind_title(table.entity)), rows, {.value_role = table.same ? Role::text : Role::warning});
    }
}

} // namespace

void pending_card(const Screen& screen) {
    const PendingState& pending = screen.state.pending;
    const Card card("sync.pending", {.title = screen.say(words::pending_card)});
    if (pending.edits.empty()) {
        ui::text(screen.say(pending.loaded ? words::pending_none : words::loading), type::body, Role::text_muted);
        return;
    }
    for (std::size_t i = 0; i < pending.edits.size(); ++i) {
        if (i > 0) divider(0);
        pending_row(screen, pending.edits[i], i);
    }
    const std::int64_t more = pending.total - static_cast<std::int64_t>(pending.edits.size());
    if (more <= 0) return;
    space(8);
    ui::text(screen.count(words::pending_more, more), type::small, Role::text_muted);
}

void past_card(const Screen& screen) {
    const auto& past = screen.state.sync.exchanges;
    const Card card("sync.past", {.title = screen.say(words::past_card), .subtitle = screen.say(words::past_since)});
    if (past.empty()) ui::text(screen.say(words::past_none), type::body, Role::text_muted);
    const std::size_t shown = std::min(past.size(), past_shown_max);
    for (std::size_t i = 0; i < shown; ++i) {
        if (i > 0) divider(0);
        past_row(screen, past[past.size() - 1 - i]);
    }
}

void check_card(const Screen& screen) {
    const CheckState& check = screen.state.check;
    const Card card("sync.check", {.title = screen.say(words::check_card), .subtitle = screen.say(words::check_text)});
    if (check.error) {
        banner("check.error", check.error->message.in(screen.state.language), {.tone = Tone::warning});
        space(12);
    }
    if (check.ticket != 0) {
        check_running(screen, check);
        return;
    }
    if (check.last) {
        check_found(screen, *check.last);
    } else {
        ui::text(screen.say(words::check_never), type::body, Role::text_muted);
    }
    space(12);
    if (button("check.now", screen.say(words::check_now), {.icon = Icon::refresh}))
        screen.send(intent::CheckBothSides{});
}

void connection_card(const Screen& screen) {
    const SyncStatus& sync = screen.state.sync;
    const Card card("sync.server",
                    {.title = screen.say(words::sync_server_card), .subtitle = screen.say(words::connection_fixed)});
    const DetailOptions wide{.label_width = 240};
    detail_row(screen.say(words::connection_servers), sync.servers, wide);
    detail_row(screen.say(words::connection_database), sync.database, wide);
    detail_row(screen.say(words::connection_certificate), sync.certificate, wide);
    detail_row(screen.say(words::connection_login), sync.login, wide);
    detail_row(screen.say(words::connection_account), sync.account, wide);
    detail_row(screen.say(words::connection_device), sync.device_name, wide);
    detail_row(screen.say(words::connection_device_id), sync.device_id, wide);
    detail_row(screen.say(words::sync_server_id), sync.server_id, wide);
    detail_row(screen.say(words::sync_position), number_text(screen, static_cast<std::int64_t>(sync.head)), wide);
    space(12);
    if (button("sync.join_file", screen.say(words::renew_join_file), {.icon = Icon::file})) {
        screen.send(intent::RenewJoinFile{});
    }
}

} // namespace epic::app
