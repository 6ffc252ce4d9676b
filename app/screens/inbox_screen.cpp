#include <array>
#include <vector>

#include "app/screens/screen.hpp"
#include "app/state/inbox_words.hpp"
#include "app/ui/button.hpp"
#include "app/ui/compare.hpp"
#include "app/ui/feedback.hpp"
#include "app/ui/layout.hpp"
#include "app/ui/navigation.hpp"
#include "app/ui/page_keys.hpp"
#include "app/ui/text.hpp"

namespace epic::app {
namespace {

using namespace ui;

constexpr float content_width_max = 1120;
constexpr std::size_t entries_laid_out_whole = 24;

struct ActionLook {
    const char* id;
    const Msg& text;
    Icon icon;
    const char* key;
};

ActionLook look_of(InboxAction action) {
    switch (action) {
        case InboxAction::keep_mine: return {"keep_mine", words::inbox_keep_mine, Icon::check, "1"};
        case InboxAction::take_theirs: return {"take_theirs", words::inbox_take_theirs, Icon::person, "2"};
        case InboxAction::own_value: return {"own_value", words::inbox_own_value, Icon::edit, "3"};
        case InboxAction::edit_again: return {"edit_again", words::inbox_edit_again, Icon::edit, "1"};
        case InboxAction::send_again: return {"send_again", words::inbox_send_again, Icon::cloud_upload, "2"};
        case InboxAction::hand_over: return {"hand_over", words::inbox_hand_over, Icon::handshake, "3"};
        case InboxAction::dismiss: break;
    }
    return {"dismiss", words::inbox_dismiss, Icon::close, "Del"};
}

// What the keys 1, 2 and 3 mean for an entry.
constexpr std::array conflict_keys{InboxAction::keep_mine, InboxAction::take_theirs, InboxAction::own_value};
constexpr std::array returned_keys{InboxAction::edit_again, InboxAction::send_again, InboxAction::hand_over};

struct Entry {
    const Screen& screen;
    const InboxItem& item;
    std::size_t at;
    bool current;
    float width; // of its card

    std::string id(std::string_view part) const { return "inbox." + std::string(part) + "." + std::to_string(at); }
    std::string_view say(const Msg& msg) const { return screen.say(msg); }
    void decide(InboxAction action) const { screen.send(intent::Decide{item.id, action}); }
    std::string_view why_not(InboxAction action) const {
        const InboxOffer* offer = item.offered(action);
        return offer == nullptr ? std::string_view() : std::string_view(offer->disabled_reason);
    }

    void head() const {
        const ImVec2 origin = ImGui::GetCursorPos();
        const ImVec2 place = ImGui::GetCursorScreenPos();
        const float side = 40;
        const Role ground = item.conflict ? Role::warning_soft : Role::info_soft;
        const Role mark = item.conflict ? Role::warning : Role::info;
        ImGui::GetWindowDrawList()->AddRectFilled(place, {place.x + px(side), place.y + px(side)}, colour(ground),
                                                  px(size::radius_card));
        draw_icon({place.x + px(side) / 2, place.y + px(side) / 2}, icon_of(item.entity), 22, colour(mark));
        const std::string_view kind = say(item.handed_over ? words::inbox_handed_over
                                          : item.conflict  ? words::inbox_conflict
                                                           : words::inbox_returned);
        const float kind_width = pill_width(kind);
        const float text_width = px(available_width()) - px(side + 14) - kind_width - px(12);
        ImGui::SetCursorPos({origin.x + px(side + 14), origin.y});
        ImGui::PushClipRect(place, {place.x + px(side + 14) + text_width, place.y + px(side)}, true);
        const std::string open = id("open");
        const std::string_view reason = item.record_there ? std::string_view() : say(words::inbox_record_missing);
        const std::string_view name = item.record_name.empty() ? say(words::inbox_no_name) : item.record_name;
        if (link(open.c_str(), name, reason)) {
            screen.send(intent::OpenRecord{item.entity, item.record});
        }
        ImGui::PopClipRect();
        std::string subtitle(say(kind_title(item.entity)));
        // A number says to nobody whose contract it is.
        if (!item.present.client_name.empty()) subtitle += " · " + item.present.client_name;
        if (!item.subtitle.empty()) subtitle += " · " + item.subtitle;
        draw_text({place.x + px(side + 14), place.y + px(22)}, subtitle, type::small, colour(Role::text_muted),
                  text_width);
        ImGui::SetCursorPos({origin.x, origin.y + px((side - 24) / 2)});
        align_right(kind_width);
        pill(kind, item.conflict ? Tone::warning : Tone::info);
        end_row(origin, side + 14);
    }

    // "Mine" is a word for the reader's own edit only.
    std::string_view mine_button() const {
        return say(item.mine_by.empty() ? words::inbox_keep_mine : words::inbox_take_this);
    }
    std::string_view theirs_button() const {
        if (item.mine_by.empty()) return say(words::inbox_take_theirs);
        return say(item.theirs_own ? words::inbox_keep_mine : words::inbox_leave_this);
    }

    void conflict() const {
        const std::string mine_title =
            item.mine_by.empty() ? std::string(say(words::inbox_mine)) : screen.say(words::inbox_of, {item.mine_by});
        const std::string theirs = item.theirs_by.empty() ? std::string(say(words::inbox_now))
                                                          : screen.say(words::inbox_stands, {item.theirs_by});
        std::vector<CompareRow> rows;
        for (const InboxLine& line : item.lines) {
            rows.push_back({line.label, {line.mine_text, line.theirs_text, line.before_text}});
        }
        std::vector<CompareColumn> columns(3);
        columns[0] = {.title = mine_title,
                      .detail = item.mine_by.empty() ? say(words::inbox_by_you) : std::string_view(),
                      .strong = true};
        columns[1] = {.title = say(item.theirs_own ? words::inbox_mine : words::inbox_theirs), .detail = theirs};
        const bool about_others = !item.mine_by.empty() && !item.theirs_own;
        columns[2] = {.title = say(words::inbox_before),
                      .detail = say(about_others ? words::inbox_before_them : words::inbox_before_both)};
        std::array<std::string, 3> ids;
        const std::array texts{mine_button(), theirs_button(), say(words::inbox_own_value)};
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const ActionLook look = look_of(conflict_keys[i]);
            ids[i] = id(look.id);
            columns[i].button_id = ids[i].c_str();
            columns[i].button_text = texts[i];
            columns[i].button = {.kind = i == 0 && current ? ButtonKind::primary : ButtonKind::secondary,
                                 .disabled_reason = why_not(conflict_keys[i]),
                                 .disabled = screen.state.inbox_busy};
            if (current) columns[i].key = look.key;
        }
        const int pressed = compare(columns, rows);
        if (pressed >= 0) decide(conflict_keys[static_cast<std::size_t>(pressed)]);
    }

    void returned() const {
        if (!item.reason.empty()) {
            text_wrapped(screen.say(words::inbox_reason, {item.reason}), type::body, Role::text);
            space(12);
        }
        std::vector<CompareRow> rows;
        for (const InboxLine& line : item.lines) rows.push_back({line.label, {line.mine_text, line.theirs_text}});
        std::vector<CompareColumn> columns{
            {.title = say(words::inbox_written), .detail = item.mine_by, .strong = true}};
        if (!item.creation) columns.push_back({.title = say(words::inbox_now)});
        compare(columns, rows);
        space(12);
        ui::Row row(size::control_height);
        for (const InboxAction action :
             {InboxAction::edit_again, InboxAction::send_again, InboxAction::hand_over, InboxAction::dismiss}) {
            const ActionLook look = look_of(action);
            const ButtonOptions options{.kind = action == InboxAction::edit_again && current ? ButtonKind::primary
                                                : action == InboxAction::dismiss             ? ButtonKind::ghost
                                                                                             : ButtonKind::secondary,
                                        .disabled_reason = why_not(action),
                                        .disabled = screen.state.inbox_busy,
                                        .small = true};
            const float hint = current ? key_hint_width(look.key) + px(6) : 0;
            row.wrap(button_width(say(look.text), options) + hint, size::gap);
            row.next(size::control_height_small);
            const std::string button_id = id(look.id);
            if (button(button_id.c_str(), say(look.text), options)) decide(action);
            if (!current) continue;
            row.next(22, 6);
            key_hint(look.key);
        }
        row.end();
    }

    void draw() const {
        const std::string card_id = id("item");
        {
            const Card card(card_id.c_str(), {.width = width});
            head();
            if (item.conflict) {
                conflict();
            } else {
                returned();
            }
        }
        const ImVec2 low = ImGui::GetItemRectMin();
        const ImVec2 high = ImGui::GetItemRectMax();
        if (current) {
            ImGui::GetWindowDrawList()->AddRect(low, high, colour(Role::accent), px(size::radius_card), 0,
                                                std::max(px(2), 1.0F));
            if (screen.view.inbox_shown != item.id) {
                screen.view.inbox_shown = item.id;
                if (low.y < ImGui::GetWindowPos().y || high.y > ImGui::GetWindowPos().y + ImGui::GetWindowHeight()) {
                    ImGui::SetScrollHereY(1.0F);
                }
            }
        } else if (ImGui::IsMouseHoveringRect(low, high) && ImGui::IsMouseReleased(ImGuiMouseButton_Left)) {
            // Not on the press: what appears with the mark would move a button from under the pointer.
            screen.send(intent::InboxMark{at});
        }
    }
};

// Leaves the room of an entry that is not on screen and whose height is known: laying out hundreds takes longer than a
// frame may.
bool passed_over(const Screen& screen, const Id& item, float width) {
    const auto known = screen.view.inbox_heights_px.find(item);
    if (known == screen.view.inbox_heights_px.end()) return false;
    const ImVec2 low = ImGui::GetCursorScreenPos();
    if (ImGui::IsRectVisible(low, {low.x + px(width), low.y + known->second})) return false;
    ImGui::Dummy({px(width), known->second});
    return true;
}

void take_keys(const Screen& screen) {
    const PageKeys keys("inbox.keys", {ImGuiKey_UpArrow, ImGuiKey_DownArrow, ImGuiKey_Home, ImGuiKey_End, ImGuiKey_1,
                                       ImGuiKey_2, ImGuiKey_3, ImGuiKey_Delete, ImGuiKey_Enter});
    const AppState& state = screen.state;
    const int count = static_cast<int>(state.inbox.size());
    const bool at_end = state.inbox_current + 1 >= state.inbox.size();
    // Below the last entry stands what others changed.
    if (keys.pressed(ImGuiKey_End) || (at_end && keys.pressed(ImGuiKey_DownArrow))) {
        ImGui::SetScrollY(ImGui::GetScrollMaxY());
    }
    if (keys.pressed(ImGuiKey_DownArrow)) screen.send(intent::InboxMove{1});
    if (keys.pressed(ImGuiKey_UpArrow)) screen.send(intent::InboxMove{-1});
    if (keys.pressed(ImGuiKey_Home)) screen.send(intent::InboxMove{-count});
    if (keys.pressed(ImGuiKey_End)) screen.send(intent::InboxMove{count});
    if (state.inbox_current >= state.inbox.size()) return;
    const InboxItem& item = state.inbox[state.inbox_current];
    const auto& meant = item.conflict ? conflict_keys : returned_keys;
    for (std::size_t i = 0; i < meant.size(); ++i) {
        if (keys.pressed(static_cast<ImGuiKey>(ImGuiKey_1 + static_cast<int>(i)))) {
            screen.send(intent::Decide{item.id, meant[i]});
        }
    }
    if (keys.pressed(ImGuiKey_Delete)) screen.send(intent::Decide{item.id, InboxAction::dismiss});
    if (keys.pressed_unfocused(ImGuiKey_Enter) && item.record_there) {
        screen.send(intent::OpenRecord{item.entity, item.record});
    }
}

void loading() {
    const Card card("inbox.loading", {.width = std::min(available_width(), content_width_max)});
    for (const float width : {200.0F, 360.0F, 420.0F, 280.0F}) {
        skeleton(width, 16);
        space(14);
    }
}

} // namespace

void draw_inbox(const Screen& screen) {
    const AppState& state = screen.state;
    const Pane page("page", {.kind = PaneKind::page, .scroll = true});
    const auto count = static_cast<std::int64_t>(state.inbox.size());
    std::string below;
    if (count > 0) {
        below = screen.count(words::inbox_waiting, count);
    } else if (!state.inbox_error) {
        below = screen.say(state.inbox_loaded ? words::inbox_nothing : words::loading);
    }
    page_header(screen.say(words::nav_inbox), below);
    space(16);
    if (read_failed(screen, "inbox.error", state.inbox_error)) space(16);
    if (!state.inbox_loaded) {
        if (!state.inbox_error) loading();
        return;
    }
    if (state.inbox.empty() && state.away.entries.empty()) {
        const Card card("inbox.empty", {.height = 360});
        empty_state("inbox.nothing", {.icon = Icon::check_circle,
                                      .title = screen.say(words::inbox_empty_title),
                                      .text = screen.say(words::inbox_empty_text)});
        return;
    }
    take_keys(screen);
    const float width = std::min(available_width(), content_width_max);
    const bool many = state.inbox.size() > entries_laid_out_whole;
    if (screen.view.inbox_width_px != px(width)) screen.view.inbox_heights_px.clear();
    screen.view.inbox_width_px = px(width);
    for (std::size_t i = 0; i < state.inbox.size(); ++i) {
        if (i > 0) space(16);
        const bool current = i == state.inbox_current;
        if (many && !current && passed_over(screen, state.inbox[i].id, width)) continue;
        Entry{screen, state.inbox[i], i, current, width}.draw();
        if (many) screen.view.inbox_heights_px[state.inbox[i].id] = ImGui::GetItemRectSize().y;
    }
    if (!state.inbox.empty() && !state.away.entries.empty()) space(16);
    draw_away(screen, width);
    space(28);
}

} // namespace epic::app
