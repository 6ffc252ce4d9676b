#include <algorithm>
#include <string>
#include <vector>

#include "app/screens/screen.hpp"
#include "app/screens/settings_words.hpp"
#include "app/screens/shortcuts.hpp"
#include "app/state/date_words.hpp"
#include "app/state/desk_words.hpp"
#include "app/state/gate_words.hpp"
#include "app/state/leave_words.hpp"
#include "app/state/list_words.hpp"
#include "app/state/update.hpp"
#include "app/ui/spotlight.hpp"
#include "core/model/model_words.hpp"

namespace epic::app {
namespace {

using namespace ui;

struct Line {
    std::string id;
    Icon icon = Icon::none;
    std::string avatar_key;
    std::string title;
    std::vector<TextMark> title_marks;
    std::string detail;
    std::vector<TextMark> detail_marks;
    std::string trailing;
    std::string keys;
    bool disabled = false;
    Intent intent;
};

struct Lines {
    const Screen& screen;
    const PaletteState& palette;
    std::vector<Line> records{}, views{}, commands{};

    std::string say(const Msg& msg) const { return std::string(screen.say(msg)); }

    // Every word that was typed begins a word of the text.
    bool fits(std::string_view text) const {
        const auto fold = Kit::current().fold();
        const std::string typed = fold != nullptr ? fold(palette.text) : palette.text;
        const std::string folded = " " + (fold != nullptr ? fold(text) : std::string(text));
        std::size_t at = 0;
        while (at < typed.size()) {
            const std::size_t start = typed.find_first_not_of(' ', at);
            if (start == std::string::npos) break;
            const std::size_t end = std::min(typed.find(' ', start), typed.size());
            if (folded.find(" " + typed.substr(start, end - start)) == std::string::npos) return false;
            at = end;
        }
        return true;
    }

    static std::vector<TextMark> marks_of(const SearchMatch& match, std::size_t shift = 0) {
        std::vector<TextMark> marks;
        for (const TextRange& range : match.ranges) marks.push_back({range.begin + shift, range.length});
        return marks;
    }

    void record(const SearchHit& hit) {
        const Record& found = hit.view.record;
        Line line;
        line.id = "palette.record." + std::to_string(records.size());
        line.icon = icon_of(found.entity);
        if (found.entity == Entity::client || found.entity == Entity::collaborator) line.avatar_key = found.id.text();
        line.title = hit.title;
        line.detail = hit.subtitle;
        line.trailing = say(kind_title(found.entity));
        if (hit.mistyped) line.trailing = say(words::palette_mistyped) + " · " + line.trailing;
        for (const SearchMatch& match : hit.matches) {
            if (match.text == hit.title && line.title_marks.empty()) {
                line.title_marks = marks_of(match);
            } else if (match.text == hit.subtitle && line.detail_marks.empty()) {
                line.detail_marks = marks_of(match);
            } else if (line.detail == hit.subtitle && line.detail_marks.empty()) {
                // What was found elsewhere, and where.
                const std::string before = line.detail.empty() ? "" : line.detail + " · ";
                const std::string where = screen.say(words::palette_found_in, {say(spec(match.field).label), ""});
                std::string text = match.text;
                std::ranges::replace(text, '\n', ' ');
                line.detail = before + where + text;
                line.detail_marks = marks_of(match, before.size() + where.size());
            }
        }
        const bool payment = found.entity == Entity::payment;
        const auto contract = payment ? found.reference(Field::payment_contract) : std::nullopt;
        line.intent = payment && contract ? intent::OpenRecord{Entity::contract, *contract}
                                          : intent::OpenRecord{found.entity, found.id};
        records.push_back(std::move(line));
    }

    void command(std::string id, Icon icon, std::string title, Intent intent, std::string keys = {},
                 std::string why_not = {}) {
        if (!fits(title)) return;
        Line line;
        line.id = "palette." + id;
        line.icon = icon;
        line.title = std::move(title);
        line.keys = std::move(keys);
        line.disabled = !why_not.empty();
        line.detail = std::move(why_not);
        line.intent = std::move(intent);
        commands.push_back(std::move(line));
    }

    void create(Entity entity, const Msg& text) {
        command("new." + std::string(entity_name(entity)), Icon::add, say(text), intent::NewRecord{entity}, {},
                create_disabled_reason(screen.state, entity));
    }

    void preferences(std::string id, Icon icon, std::string title, Theme theme) {
        Preferences wanted = screen.state.preferences;
        if (wanted.theme == theme) return;
        wanted.theme = theme;
        command(std::move(id), icon, std::move(title), intent::SetPreferences{wanted});
    }

    void all() {
        for (const SearchHit& hit : palette.hits) record(hit);
        for (const auto& of_entity : screen.state.views) {
            for (const SavedView& view : of_entity) {
                if (view.query.entity == Entity::payment || !fits(view.name)) continue;
                Line line;
                line.id = "palette.view." + std::to_string(views.size());
                line.icon = Icon::star;
                line.title = view.name;
                line.trailing = say(section_title(section_of(view.query.entity)));
                line.intent = intent::ShowView{view.query.entity, view.name};
                views.push_back(std::move(line));
            }
        }
        int number = 0;
        for (const Section section : sidebar_sections) {
            const std::string keys = ++number <= 9 ? "Ctrl+" + std::to_string(number) : std::string();
            command("go." + std::to_string(static_cast<int>(section)), Icon::arrow_forward,
                    screen.say(words::palette_go, {say(section_title(section))}), intent::GoTo{section}, keys);
        }
        create(Entity::client, words::new_client_button);
        create(Entity::contract, words::act_new_contract);
        create(Entity::event, words::act_new_event);
        create(Entity::collaborator, words::new_collaborator_button);
        command("undo", Icon::undo, say(words::palette_undo), intent::Undo{}, "Ctrl+Z");
        command("redo", Icon::refresh, say(words::palette_redo), intent::Redo{}, keys_text(screen, "Ctrl+Shift+Z"));
        const bool server = screen.state.sync.phase != SyncPhase::no_server;
        command("sync", Icon::sync, say(words::sync_now), intent::SyncNow{}, "F5",
                server ? std::string() : say(words::no_server_reason));
        command("lock", Icon::lock, say(words::nav_lock), intent::Lock{}, "Ctrl+L");
        const bool french = screen.state.language == Language::french;
        command("language", Icon::language,
                screen.say(words::palette_language, {say(french ? words::english : words::french)}),
                intent::SetLanguage{french ? Language::english : Language::french});
        const auto theme = [&](const Msg& name) { return screen.say(words::palette_theme, {screen.say(name)}); };
        preferences("theme.light", Icon::eye, theme(words::theme_light), Theme::light);
        preferences("theme.dark", Icon::eye, theme(words::theme_dark), Theme::dark);
        preferences("theme.contrast", Icon::eye, theme(words::theme_high_contrast), Theme::high_contrast);
        command("password", Icon::key, say(words::change_own_password), intent::ChangeOwnPassword{});
        command("shortcuts", Icon::help, say(words::settings_shortcuts), intent::ShowShortcuts{}, "?");
        command("close", Icon::logout, say(words::nav_close), intent::CloseFile{});
        command("quit", Icon::close, say(words::shortcut_quit), intent::Quit{}, "Ctrl+Q");
    }
};

void take(const Screen& screen, const Line& line) {
    screen.send(intent::ClosePalette{});
    screen.send(line.intent);
}

} // namespace

const Msg& kind_title(Entity entity) {
    switch (entity) {
        case Entity::client: return words::client;
        case Entity::contract: return words::contract;
        case Entity::payment: return words::column_payment;
        case Entity::event: return words::column_event;
        case Entity::collaborator: break;
    }
    return words::kind_title_collaborator;
}

void draw_palette(const Screen& screen) {
    const PaletteState& palette = *screen.state.palette;
    View& view = screen.view;
    Lines lines{screen, palette};
    lines.all();
    std::vector<const Line*> usable;
    for (const auto* group : {&lines.records, &lines.views, &lines.commands}) {
        for (const Line& line : *group) {
            if (!line.disabled) usable.push_back(&line);
        }
    }
    Spotlight box("palette");
    std::string text = palette.text;
    if (box.input("palette.text", text, screen.say(words::palette_hint), palette.searching())) {
        view.palette_current = 0;
        view.palette_waits = false;
        screen.send(intent::PaletteText{text});
    }
    const int last = std::max(static_cast<int>(usable.size()) - 1, 0);
    view.palette_current = std::clamp(view.palette_current + box.moved(), 0, last);
    const Line* current = usable.empty() ? nullptr : usable[static_cast<std::size_t>(view.palette_current)];
    const std::pair<const std::vector<Line>*, const Msg*> groups[] = {{&lines.records, &words::palette_records},
                                                                      {&lines.views, &words::palette_views},
                                                                      {&lines.commands, &words::palette_commands}};
    const Line* pressed = nullptr;
    for (const auto& [group, title] : groups) {
        if (!group->empty()) box.heading(screen.say(*title));
        for (const Line& line : *group) {
            const bool chosen = box.row(line.id.c_str(),
                                        {.icon = line.icon,
                                         .avatar_key = line.avatar_key,
                                         .title = line.title,
                                         .title_marks = line.title_marks,
                                         .detail = line.detail,
                                         .detail_marks = line.detail_marks,
                                         .trailing = line.trailing,
                                         .keys = line.keys,
                                         .disabled = line.disabled},
                                        &line == current);
            if (chosen) pressed = &line;
            const auto under = std::ranges::find(usable, &line);
            if (box.hovered() && under != usable.end()) view.palette_current = static_cast<int>(under - usable.begin());
        }
    }
    if (palette.error) {
        box.nothing(palette.error->message.in(screen.state.language));
    } else if (lines.records.empty() && lines.views.empty() && lines.commands.empty()) {
        box.nothing(screen.say(palette.searching() ? words::loading : words::palette_nothing));
    }
    box.footer(screen.say(words::palette_footer));
    // What stands there now may be the answer to less than was typed.
    if (box.confirmed() && palette.searching()) view.palette_waits = true;
    const bool confirmed = (box.confirmed() || view.palette_waits) && !palette.searching();
    if (pressed == nullptr && confirmed) pressed = current;
    if (confirmed) view.palette_waits = false;
    if (pressed != nullptr) {
        view.palette_current = 0;
        take(screen, *pressed);
    } else if (box.dismissed()) {
        view.palette_current = 0;
        view.palette_waits = false;
        screen.send(intent::ClosePalette{});
    }
}

} // namespace epic::app
