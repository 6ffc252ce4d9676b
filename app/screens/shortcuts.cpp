#include "app/screens/shortcuts.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "app/screens/settings_words.hpp"
#include "app/state/desk_words.hpp"
#include "app/state/inbox_words.hpp"
#include "app/state/leave_words.hpp"
#include "app/ui/feedback.hpp"
#include "app/ui/layout.hpp"
#include "app/ui/modal.hpp"
#include "app/ui/text.hpp"

namespace epic::app {
namespace {

using namespace ui;

enum class Group : std::uint8_t { everywhere, lists, dialogs };

// What a chord sends; nothing when it means nothing here and now.
using Meaning = std::optional<Intent> (*)(const AppState& state);

struct Shortcut {
    Group group;
    const char* keys; // as written on the page; empty: a second chord, not on it
    const Msg& words;
    ImGuiKeyChord chord = 0; // 0: taken by the widgets, and listed only
    Meaning meaning = nullptr;
    bool above_dialogs = false; // also while a dialog has the keyboard
};

Preferences scaled(const AppState& state, int steps) {
    Preferences wanted = state.preferences;
    const auto at = std::find(scale_percents.begin(), scale_percents.end(), wanted.scale_percent);
    const std::ptrdiff_t last = static_cast<std::ptrdiff_t>(scale_percents.size()) - 1;
    const std::ptrdiff_t next = std::clamp<std::ptrdiff_t>(at - scale_percents.begin() + steps, 0, last);
    wanted.scale_percent = scale_percents[static_cast<std::size_t>(next)];
    return wanted;
}

std::optional<Intent> normal_size(const AppState& state) {
    Preferences wanted = state.preferences;
    wanted.scale_percent = Preferences().scale_percent;
    return intent::SetPreferences{wanted};
}

std::optional<Intent> edit_record(const AppState& state) {
    if (!state.page) return std::nullopt;
    return intent::Act{RecordAction::edit};
}

// A field that is being typed in takes back its own typing.
std::optional<Intent> undo(const AppState&) {
    if (ImGui::GetIO().WantTextInput) return std::nullopt;
    return intent::Undo{};
}

std::optional<Intent> redo(const AppState&) {
    if (ImGui::GetIO().WantTextInput) return std::nullopt;
    return intent::Redo{};
}

std::optional<Intent> go_back(const AppState& state) {
    const bool popup = ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
    if (!state.page || popup || ImGui::IsAnyItemActive()) return std::nullopt;
    if (state.inline_edit) return intent::Cancel{};
    return intent::Back{};
}

const auto& table() {
    static const std::array shortcuts{
        Shortcut{Group::everywhere, "?", words::shortcut_help},
        Shortcut{Group::everywhere, "", words::shortcut_help, ImGuiKey_F1,
                 [](const AppState&) { return std::optional<Intent>(intent::ShowShortcuts{}); }},
        Shortcut{Group::everywhere, "F5", words::shortcut_sync, ImGuiKey_F5,
                 [](const AppState&) { return std::optional<Intent>(intent::SyncNow{}); }, true},
        Shortcut{Group::everywhere, "Ctrl+L", words::shortcut_lock, ImGuiMod_Ctrl | ImGuiKey_L,
                 [](const AppState&) { return std::optional<Intent>(intent::Lock{}); }, true},
        Shortcut{Group::everywhere, "Ctrl+K", words::shortcut_palette, ImGuiMod_Ctrl | ImGuiKey_K,
                 [](const AppState&) { return std::optional<Intent>(intent::OpenPalette{}); }},
        Shortcut{Group::everywhere, "Ctrl+Z", words::shortcut_undo, ImGuiMod_Ctrl | ImGuiKey_Z, undo},
        Shortcut{Group::everywhere, "Ctrl+Shift+Z", words::shortcut_redo, ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_Z,
                 redo},
        Shortcut{Group::everywhere, "", words::shortcut_redo, ImGuiMod_Ctrl | ImGuiKey_Y, redo},
        Shortcut{Group::everywhere, "Ctrl+Q", words::shortcut_quit, ImGuiMod_Ctrl | ImGuiKey_Q,
                 [](const AppState&) { return std::optional<Intent>(intent::Quit{}); }, true},
        Shortcut{Group::everywhere, "Ctrl+1 … 9", words::shortcut_section},
        Shortcut{Group::everywhere, "Ctrl+,", words::shortcut_settings, ImGuiMod_Ctrl | ImGuiKey_Comma,
                 [](const AppState&) { return std::optional<Intent>(intent::GoTo{Section::settings}); }},
        Shortcut{Group::everywhere, "Ctrl++", words::shortcut_larger, ImGuiMod_Ctrl | ImGuiKey_Equal,
                 [](const AppState& s) { return std::optional<Intent>(intent::SetPreferences{scaled(s, 1)}); }, true},
        Shortcut{Group::everywhere, "Ctrl+-", words::shortcut_smaller, ImGuiMod_Ctrl | ImGuiKey_Minus,
                 [](const AppState& s) { return std::optional<Intent>(intent::SetPreferences{scaled(s, -1)}); }, true},
        Shortcut{Group::everywhere, "Ctrl+0", words::shortcut_normal_size, ImGuiMod_Ctrl | ImGuiKey_0, normal_size,
                 true},
        Shortcut{Group::lists, "Ctrl+N", words::shortcut_new, ImGuiMod_Ctrl | ImGuiKey_N,
                 [](const AppState&) { return std::optional<Intent>(intent::NewHere{}); }},
        Shortcut{Group::lists, "Ctrl+F", words::shortcut_filter, ImGuiMod_Ctrl | ImGuiKey_F,
                 [](const AppState&) { return std::optional<Intent>(intent::FocusSearch{}); }},
        Shortcut{Group::lists, "Ctrl+E", words::shortcut_edit, ImGuiMod_Ctrl | ImGuiKey_E, edit_record},
        Shortcut{Group::lists, "Space", words::shortcut_select},
        Shortcut{Group::lists, "Shift+↓", words::shortcut_select_more},
        Shortcut{Group::lists, "Ctrl+A", words::shortcut_select_all},
        Shortcut{Group::lists, "Alt+← →", words::shortcut_move_column},
        Shortcut{Group::lists, "1, 2, 3", words::shortcut_inbox},
        Shortcut{Group::lists, "Esc", words::shortcut_back, ImGuiKey_Escape, go_back},
        Shortcut{Group::dialogs, "Tab", words::shortcut_next},
        Shortcut{Group::dialogs, "Space", words::shortcut_press},
        Shortcut{Group::dialogs, "Enter", words::shortcut_confirm},
        Shortcut{Group::dialogs, "Ctrl+Enter", words::shortcut_confirm_notes},
        Shortcut{Group::dialogs, "Esc", words::shortcut_close},
    };
    return shortcuts;
}

// By character, wherever the layout has it, and not while a text is typed.
bool question_mark() {
    if (ImGui::GetIO().WantTextInput) return false;
    const auto& typed = ImGui::GetIO().InputQueueCharacters;
    return std::find(typed.begin(), typed.end(), static_cast<ImWchar>('?')) != typed.end();
}

void draw_group(const Screen& screen, Group group, const Msg& title, float room_right) {
    ui::text(screen.say(title), type::label, Role::text_muted);
    space(4);
    for (const Shortcut& shortcut : table()) {
        if (shortcut.group != group || shortcut.keys[0] == 0) continue;
        const float row_height = 30;
        const float text_inset = 6;
        const ImVec2 start = ImGui::GetCursorPos();
        const std::string keys = keys_text(screen, shortcut.keys);
        const float keys_px = key_hint_width(keys);
        const float scale = Kit::current().scale();
        ImGui::SetCursorPosY(start.y + px(text_inset));
        text_wrapped(screen.say(shortcut.words), type::body, Role::text,
                     available_width() - room_right - keys_px / scale - 12);
        const float height = (ImGui::GetItemRectMax().y - ImGui::GetItemRectMin().y) / scale + 2 * text_inset;
        ImGui::SetCursorPos({start.x, start.y + px((row_height - 22) / 2)});
        align_right(keys_px + px(room_right));
        key_hint(keys);
        end_row(start, std::max(row_height, height));
    }
}

std::string_view key_text(const Screen& screen, std::string_view key) {
    if (key == "Esc") return screen.say(words::key_escape);
    if (key == "Enter") return screen.say(words::key_enter);
    if (key == "Space") return screen.say(words::key_space);
    if (key == "Shift") return screen.say(words::key_shift);
    if (key == "PageUp") return screen.say(words::key_page_up);
    if (key == "PageDown") return screen.say(words::key_page_down);
    if (key == "Backspace") return screen.say(words::key_backspace);
    return key;
}

} // namespace

std::string keys_text(const Screen& screen, std::string_view keys) {
    std::string text;
    while (!keys.empty()) {
        const std::size_t plus = std::min(keys.find('+', 1), keys.size()); // a plus of its own is a key
        text += key_text(screen, keys.substr(0, plus));
        if (plus < keys.size()) text += '+';
        keys.remove_prefix(std::min(plus + 1, keys.size()));
    }
    return text;
}

void act_on_shortcuts(const Screen& screen) {
    const AppState& state = screen.state;
    if (state.gate != Gate::open) return;
    const bool dialog = state.form.has_value() || state.shortcuts_shown || state.leaving.has_value() ||
                        state.palette.has_value() || state.choosing_columns.has_value() || state.import.has_value() ||
                        state.picker.has_value() || state.recovery_key.has_value();
    for (const Shortcut& shortcut : table()) {
        if (shortcut.chord == 0 || (dialog && !shortcut.above_dialogs)) continue;
        if (!ImGui::IsKeyChordPressed(shortcut.chord)) continue;
        if (auto meant = shortcut.meaning(state)) screen.send(std::move(*meant));
    }
    constexpr int numbered = std::min(static_cast<int>(sidebar_sections.size()), 9); // by the keys from 1 to 9
    for (int place = 0; !dialog && place < numbered; ++place) {
        if (!ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | static_cast<ImGuiKey>(ImGuiKey_1 + place))) continue;
        screen.send(intent::GoTo{sidebar_sections[static_cast<std::size_t>(place)]});
    }
    if (!dialog && question_mark()) screen.send(intent::ShowShortcuts{});
}

void draw_shortcuts(const Screen& screen) {
    if (!screen.state.shortcuts_shown) return;
    Modal modal("shortcuts", {.title = screen.say(words::shortcuts_title), .width = 900});
    {
        FormGrid grid(2);
        grid.next();
        draw_group(screen, Group::everywhere, words::shortcuts_everywhere, 24);
        grid.next();
        draw_group(screen, Group::lists, words::shortcuts_lists, 0);
        space(16);
        draw_group(screen, Group::dialogs, words::shortcuts_dialogs, 0);
    }
    const int pressed = modal.footer({{"shortcuts.done", screen.say(words::close), {.kind = ButtonKind::primary}}});
    if (pressed == 0 || modal.dismissed() || modal.confirmed()) screen.send(intent::ShowShortcuts{false});
}

} // namespace epic::app
