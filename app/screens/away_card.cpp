#include <algorithm>

#include "app/screens/screen.hpp"
#include "app/state/inbox_words.hpp"
#include "app/state/present.hpp"
#include "app/ui/button.hpp"
#include "app/ui/layout.hpp"
#include "app/ui/text.hpp"

namespace epic::app {
namespace {

using namespace ui;

constexpr float row_height = 40;
constexpr float change_height = 24;

void change_row(const AwayLine& line) {
    const float height = change_height;
    const ImVec2 origin = ImGui::GetCursorPos();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float middle = at.y + px(height) / 2;
    const float label = px(150);
    const float left = at.x + px(32);
    const float room = px(available_width()) - px(32) - label - px(28);
    draw_text_middle(left, middle, line.label, type::small, colour(Role::text_muted), label - px(12));
    const std::string_view before = line.before.empty() ? "—" : std::string_view(line.before);
    const std::string_view after = line.after.empty() ? "—" : std::string_view(line.after);
    // What was gives way to what is.
    const float after_width = std::min(measure(after, type::body).x + 1, room * 0.65F);
    const float before_width = std::min(measure(before, type::body).x + 1, room - after_width);
    float x = left + label;
    draw_text_middle(x, middle, before, type::body, colour(Role::text_muted), before_width);
    x += before_width + px(6);
    draw_icon({x + px(8), middle}, Icon::arrow_forward, 16, colour(Role::text_faint));
    x += px(22);
    draw_text_middle(x, middle, after, type::body, colour(Role::text), after_width);
    end_row(origin, height);
}

// `details_px`: of the widest of all entries, so that the pills stand below each other.
void entry_rows(const Screen& screen, const AwayEntry& entry, std::size_t at, float details_px) {
    const float height = row_height;
    const ImVec2 origin = ImGui::GetCursorPos();
    const ImVec2 place = ImGui::GetCursorScreenPos();
    const float all = height + change_height * static_cast<float>(entry.lines.size());
    // Two hundred of them, laid out whole, are a frame late.
    if (!ImGui::IsRectVisible(place, {place.x + px(available_width()), place.y + px(all)})) {
        end_row(origin, all);
        return;
    }
    const float middle = place.y + px(height) / 2;
    draw_icon({place.x + px(10), middle}, icon_of(entry.entity), size::icon, colour(Role::text_muted));
    float right = px(available_width());
    const float detail = measure(entry.detail, type::small).x;
    draw_text_middle(place.x + right - detail, middle, entry.detail, type::small, colour(Role::text_muted));
    right -= details_px + px(12);
    for (const auto& [shown, word, tone_of] : {std::tuple(entry.created, &words::away_new, Tone::success),
                                               std::tuple(entry.own, &words::away_own, Tone::accent)}) {
        if (!shown) continue;
        right -= pill_width(screen.say(*word));
        ImGui::SetCursorPos({origin.x + right, origin.y + px((height - 24) / 2)});
        pill(screen.say(*word), tone_of);
        right -= px(8);
    }
    ImGui::SetCursorPos({origin.x + px(32), origin.y + px((height - 20) / 2)});
    ImGui::PushClipRect(place, {place.x + right, place.y + px(height)}, true);
    const std::string id = "away.open." + std::to_string(at);
    const std::string_view name = entry.name.empty() ? screen.say(words::inbox_no_name) : std::string_view(entry.name);
    if (link(id.c_str(), name)) screen.send(intent::OpenRecord{entry.entity, entry.record});
    ImGui::PopClipRect();
    end_row(origin, height);
    for (const AwayLine& line : entry.lines) change_row(line);
}

} // namespace

void draw_away(const Screen& screen, float width) {
    const AwayState& away = screen.state.away;
    if (away.entries.empty()) return;
    const Card card("inbox.away", {.width = width});
    const ImVec2 origin = ImGui::GetCursorPos();
    const std::string_view seen = screen.say(words::away_seen);
    const ButtonOptions options{.icon = Icon::check, .small = true};
    const std::string since =
        screen.say(words::away_since,
                   {moment_text(away.digest.since, screen.state.zone, screen.seams.zones, screen.state.language)});
    section_header(screen.say(words::away_title), since);
    const ImVec2 below = ImGui::GetCursorPos();
    ImGui::SetCursorPos(origin);
    align_right(button_width(seen, options));
    if (button("away.seen", seen, options)) screen.send(intent::AwaySeen{});
    ImGui::SetCursorPos(below);
    float details_px = 0;
    for (const AwayEntry& entry : away.entries) details_px = std::max(details_px, measure(entry.detail, type::small).x);
    for (std::size_t i = 0; i < away.entries.size(); ++i) {
        if (i > 0) divider(0);
        entry_rows(screen, away.entries[i], i, details_px);
    }
    const std::int64_t more = away.digest.total - static_cast<std::int64_t>(away.entries.size());
    if (more > 0) {
        space(8);
        ui::text(screen.count(words::away_more, more), type::small, Role::text_muted);
    }
}

} // namespace epic::app
