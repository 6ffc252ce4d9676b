#include <algorithm>
#include <array>
#include <optional>

#include "app/screens/screen.hpp"
#include "app/state/first_run_words.hpp"
#include "app/state/present.hpp"
#include "app/ui/button.hpp"
#include "app/ui/combo.hpp"
#include "app/ui/layout.hpp"
#include "app/ui/text.hpp"

namespace epic::app {
namespace {

using namespace ui;

constexpr float page_width = 840;
constexpr float column_gap = 16;
constexpr float shadow_room = 8; // a card's shadow is not cut at the edge of the column

struct Way {
    const char* id;
    const char* button_id;
    Icon icon;
    const Msg& title;
    const Msg& text;
    const Msg& button;
    ButtonKind kind;
};

bool draw_way(const Screen& screen, const Way& way, float width, bool takes_keyboard) {
    const Card card(way.id, {.width = width, .height = 216});
    ui::icon(way.icon, 24, Role::accent);
    space(12);
    ui::text(screen.say(way.title), type::card);
    space(4);
    ui::text_wrapped(screen.say(way.text), type::small, Role::text_muted);
    // The buttons of the three cards stand on one line, whatever the texts need.
    ImGui::SetCursorPosY(ImGui::GetWindowHeight() - px(size::card_padding + size::control_height));
    return button(way.button_id, screen.say(way.button), {.kind = way.kind, .takes_keyboard = takes_keyboard});
}

void draw_recent(const Screen& screen, const RecentFile& file, std::size_t at, bool main, bool takes_keyboard) {
    const std::string number = std::to_string(at);
    const std::string open_id = "start.recent." + number;
    const std::string forget_id = "start.forget." + number;
    const float row_height = 52;
    const ImVec2 origin = ImGui::GetCursorPos();
    const std::string fresh = file.missing  ? std::string(screen.say(words::file_missing))
                              : file.opened ? ago_text(*file.opened, screen.state.now, screen.state.zone,
                                                       screen.seams.zones, screen.state.language)
                                            : std::string();
    const float buttons =
        button_width(screen.say(words::open_this), {.small = true}) + px(8 + size::control_height_small);
    const float width = px(available_width());
    const ImVec2 at_screen = ImGui::GetCursorScreenPos();
    const float middle = at_screen.y + px(row_height) / 2;
    draw_icon({at_screen.x + px(12), middle}, Icon::file, size::icon, colour(Role::text_muted));
    const float text_x = at_screen.x + px(36);
    const float text_width = width - px(36 + 16) - buttons - px(170);
    draw_text_middle(text_x, middle - px(9), file.name, type::body_medium, colour(Role::text), text_width);
    draw_text_middle(text_x, middle + px(10), file.folder, type::meta, colour(Role::text_muted), text_width);
    const float fresh_width = std::min(measure(fresh, type::small).x, px(160));
    draw_text_middle(at_screen.x + width - buttons - px(16) - fresh_width, middle, fresh, type::small,
                     colour(file.missing ? Role::warning : Role::text_muted), px(160));
    ImGui::SetCursorPos({origin.x + width - buttons, origin.y + px((row_height - size::control_height_small) / 2)});
    if (button(open_id.c_str(), screen.say(words::open_this),
               {.kind = main ? ButtonKind::primary : ButtonKind::secondary,
                .disabled = file.missing,
                .small = true,
                .takes_keyboard = main && takes_keyboard})) {
        screen.send(intent::OpenFile{file.path});
    }
    same_line(8);
    if (icon_button(forget_id.c_str(), Icon::close, screen.say(words::forget_file), {.small = true})) {
        screen.send(intent::ForgetRecent{file.path});
    }
    end_row(origin, row_height);
}

// For who wants to look before anything is made.
void demonstration_card(const Screen& screen) {
    const std::string_view label = screen.say(words::start_demonstration_button);
    const Card card("start.demonstration.card", {.width = page_width});
    const ImVec2 origin = ImGui::GetCursorPos();
    const float top = ImGui::GetCursorScreenPos().y;
    const float button_px = button_width(label);
    const float room = px(available_width()) - button_px - px(24);
    ui::text(screen.say(words::demonstration), type::card);
    space(4);
    ui::text_wrapped(screen.say(words::start_demonstration_text), type::small, Role::text_muted,
                     room / Kit::current().scale());
    const float height = (ImGui::GetItemRectMax().y - top) / Kit::current().scale();
    ImGui::SetCursorPos(
        {origin.x + px(available_width()) - button_px, origin.y + px((height - size::control_height) / 2)});
    if (button("start.demonstration", label)) screen.send(intent::OpenDemonstration{});
    end_row(origin, height);
}

// In their own language each, so that one who cannot read the present one finds theirs.
std::array<std::string_view, 2> language_names() {
    return {"English", "Français"};
}

// The file that was used last and is still there: what most come for.
std::optional<std::size_t> main_recent(const AppState& state) {
    const auto found =
        std::find_if(state.recents.begin(), state.recents.end(), [](const RecentFile& file) { return !file.missing; });
    if (found == state.recents.end()) return std::nullopt;
    return static_cast<std::size_t>(found - state.recents.begin());
}

void draw_recents(const Screen& screen, std::optional<std::size_t> main, bool takes_keyboard) {
    const Card card("start.recents", {.title = screen.say(words::recent_files), .width = page_width});
    const auto& recents = screen.state.recents;
    if (recents.empty()) ui::text(screen.say(words::no_recent_files), type::body, Role::text_muted);
    for (std::size_t i = 0; i < recents.size(); ++i) {
        if (i > 0) divider(0);
        draw_recent(screen, recents[i], i, main == i, takes_keyboard);
    }
}

} // namespace

float language_switch_width(const Screen&) {
    float width = px(6);
    for (const std::string_view name : language_names()) width += measure(name, type::label).x + px(28);
    return width;
}

void language_switch(const Screen& screen) {
    int selected = screen.state.language == Language::french ? 1 : 0;
    if (segmented("language", language_names(), selected)) {
        screen.send(intent::SetLanguage{selected == 1 ? Language::french : Language::english});
    }
}

void draw_start(const Screen& screen) {
    {
        const Pane top("gate.top", {.height = size::top_bar_height, .padding_x = 16, .padding_y = 10});
        align_right(language_switch_width(screen));
        language_switch(screen);
    }
    const Pane page("start.page", {.kind = PaneKind::page, .scroll = true});
    const Centred centred("start", page_width + 2 * shadow_room);
    ImGui::Indent(px(shadow_room));
    ui::icon(Icon::celebration, 36, Role::accent);
    space(8);
    ui::text(screen.say(words::product), type::display);
    space(4);
    ui::text(screen.say(words::tagline), type::body, Role::text_muted);
    space(24);
    if (screen.state.file_error) {
        const Error& error = *screen.state.file_error;
        banner("start.error", error.message.in(screen.state.language), {.tone = Tone::danger});
        space(16);
    }
    const float width = (page_width - 2 * column_gap) / 3;
    const std::optional<std::size_t> recent = main_recent(screen.state);
    const bool takes_keyboard = main_button_takes_keyboard(
        screen, recent ? "start.recent." + std::to_string(*recent) : std::string("start.create"));
    const std::array<Way, 3> ways{
        {{"start.way.create", "start.create", Icon::note_add, words::start_create, words::start_create_text,
          words::start_create_button, recent ? ButtonKind::secondary : ButtonKind::primary},
         {"start.way.join", "start.join", Icon::server, words::start_join, words::start_join_text,
          words::start_join_button, ButtonKind::secondary},
         {"start.way.open", "start.open", Icon::folder_open, words::start_open, words::start_open_text,
          words::start_open_button, ButtonKind::secondary}}};
    for (std::size_t i = 0; i < ways.size(); ++i) {
        if (i > 0) same_line(column_gap);
        if (!draw_way(screen, ways[i], width, takes_keyboard && i == 0 && !recent)) continue;
        if (i == 0) screen.send(intent::GoToGate{Gate::create_file});
        if (i == 1) screen.send(intent::GoToGate{Gate::join_server});
        if (i == 2) screen.send(intent::BrowseFile{});
    }
    space(16);
    demonstration_card(screen);
    space(16);
    draw_recents(screen, recent, takes_keyboard);
    space(shadow_room);
}

} // namespace epic::app
