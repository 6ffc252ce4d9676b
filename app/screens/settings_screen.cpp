#include <algorithm>
#include <array>

#include "app/screens/screen.hpp"
#include "app/screens/settings_words.hpp"
#include "app/state/first_run_words.hpp"
#include "app/ui/button.hpp"
#include "app/ui/combo.hpp"
#include "app/ui/layout.hpp"
#include "app/ui/modal.hpp"
#include "app/ui/navigation.hpp"
#include "app/ui/text.hpp"
#include "assets/embedded.hpp"

namespace epic::app {
namespace {

using namespace ui;

constexpr float column_width = 760;
constexpr float label_width = 300;
constexpr float gap = 16;

float column() {
    return std::min(available_width(), column_width);
}

// "Label and what it means" at the left; what follows, until `end`, at the right of it.
class Setting {
public:
    Setting(const Screen& screen, const Msg& label, const Msg* help, float control_height = size::control_height)
        : start_(ImGui::GetCursorPos()) {
        const float text_top = std::max((control_height - 20) / 2, 0.0F);
        ImGui::SetCursorPos({start_.x, start_.y + px(text_top)});
        ImGui::BeginGroup();
        text_wrapped(screen.say(label), type::body_medium, Role::text, label_width - 24);
        if (help != nullptr) {
            space(2);
            text_wrapped(screen.say(*help), type::small, Role::text_muted, label_width - 24);
        }
        ImGui::EndGroup();
        bottom_ = ImGui::GetCursorPosY();
        ImGui::SetCursorPos({start_.x + px(label_width), start_.y});
    }
    ~Setting() {
        const float bottom = std::max(bottom_, ImGui::GetCursorPosY());
        end_row(start_, (bottom - start_.y) / Kit::current().scale());
    }
    Setting(const Setting&) = delete;
    Setting& operator=(const Setting&) = delete;

private:
    ImVec2 start_;
    float bottom_;
};

void scale_stepper(const Screen& screen) {
    Preferences wanted = screen.state.preferences;
    const auto at = std::find(scale_percents.begin(), scale_percents.end(), wanted.scale_percent);
    ui::Row row(size::control_height);
    row.next(size::control_height);
    if (icon_button("settings.smaller", Icon::remove, screen.say(words::settings_smaller),
                    {.disabled = at == scale_percents.begin(), .framed = true, .shortcut = "Ctrl+-"})) {
        wanted.scale_percent = *std::prev(at);
        screen.send(intent::SetPreferences{wanted});
    }
    row.next(20);
    const std::string percent = screen.say(words::settings_percent, {std::to_string(wanted.scale_percent)});
    ui::text(percent, type::body_medium);
    row.next(size::control_height);
    if (icon_button("settings.larger", Icon::add, screen.say(words::settings_larger),
                    {.disabled = std::next(at) == scale_percents.end(), .framed = true, .shortcut = "Ctrl++"})) {
        wanted.scale_percent = *std::next(at);
        screen.send(intent::SetPreferences{wanted});
    }
}

void look_card(const Screen& screen) {
    const Card card("settings.look", {.title = screen.say(words::settings_look), .width = column()});
    space(16);
    {
        const Setting row(screen, words::settings_language, nullptr);
        language_switch(screen);
    }
    divider(16);
    {
        const Setting row(screen, words::settings_theme, nullptr);
        const std::array names{screen.say(words::theme_light), screen.say(words::theme_dark),
                               screen.say(words::theme_high_contrast)};
        int chosen = static_cast<int>(screen.state.preferences.theme);
        if (segmented("settings.theme", names, chosen)) {
            Preferences wanted = screen.state.preferences;
            wanted.theme = static_cast<Theme>(chosen);
            screen.send(intent::SetPreferences{wanted});
        }
    }
    divider(16);
    {
        const Setting row(screen, words::settings_scale, &words::settings_scale_help);
        scale_stepper(screen);
    }
}

void safety_card(const Screen& screen) {
    const Card card("settings.safety", {.title = screen.say(words::settings_safety), .width = column()});
    space(16);
    {
        const Setting row(screen, words::settings_lock, &words::settings_lock_help);
        std::array<std::string, idle_lock_choices_minutes.size()> texts;
        std::array<std::string_view, idle_lock_choices_minutes.size()> names;
        int chosen = 0;
        for (std::size_t i = 0; i < texts.size(); ++i) {
            texts[i] = screen.count(words::settings_minutes, idle_lock_choices_minutes[i]);
            names[i] = texts[i];
            if (idle_lock_choices_minutes[i] == screen.state.preferences.idle_lock_minutes)
                chosen = static_cast<int>(i);
        }
        if (segmented("settings.lock", names, chosen)) {
            Preferences wanted = screen.state.preferences;
            wanted.idle_lock_minutes = idle_lock_choices_minutes[static_cast<std::size_t>(chosen)];
            screen.send(intent::SetPreferences{wanted});
        }
    }
    divider(16);
    {
        const Setting row(screen, words::settings_password, &words::settings_password_help);
        if (button("settings.password", screen.say(words::change_own_password), {.icon = Icon::key})) {
            screen.send(intent::ChangeOwnPassword{});
        }
    }
}

// What keeps the file from being lost.
void file_card(const Screen& screen) {
    const AppState& state = screen.state;
    const Card card("settings.file", {.title = screen.say(words::settings_file), .width = column()});
    space(16);
    {
        const Setting row(screen, words::settings_backup, &words::settings_backup_help);
        if (button("settings.backup", screen.say(words::make_backup), {.icon = Icon::download}))
            screen.send(intent::BackUp{});
    }
    divider(16);
    {
        const Setting row(screen, words::recovery_title, &words::settings_recovery_help);
        const bool may = state.person.department == Department::gestion;
        const std::string_view why = may ? std::string_view() : screen.say(words::settings_recovery_who);
        if (button("settings.recovery", screen.say(words::new_recovery_key),
                   {.icon = Icon::key, .disabled_reason = why}))
            screen.send(intent::NewRecoveryKey{});
    }
    divider(16);
    {
        const Setting row(screen, words::settings_server, &words::settings_server_help);
        ImGui::BeginGroup();
        ui::text_wrapped(
            state.sync.servers.empty() ? std::string(screen.say(words::sync_no_server_title)) : state.sync.servers,
            type::body, Role::text, available_width());
        space(8);
        if (button("settings.sync", screen.say(words::settings_show_sync), {.icon = Icon::sync}))
            screen.send(intent::GoTo{Section::sync});
        ImGui::EndGroup();
    }
}

void help_card(const Screen& screen) {
    const Card card("settings.help", {.title = screen.say(words::settings_help), .width = column()});
    space(16);
    {
        const Setting row(screen, words::settings_keyboard, nullptr);
        if (button("settings.shortcuts", screen.say(words::settings_shortcuts), {.shortcut = "?"})) {
            screen.send(intent::ShowShortcuts{});
        }
    }
    divider(16);
    {
        const Setting row(screen, words::settings_licences, &words::settings_licences_help);
        if (button("settings.licences", screen.say(words::settings_show_licences))) screen.view.licences_shown = true;
    }
}

void licences_dialog(const Screen& screen) {
    if (!screen.view.licences_shown) return;
    Modal modal("licences", {.title = screen.say(words::settings_licences),
                             .subtitle = screen.say(words::settings_licences_help),
                             .width = 760});
    for (const assets::Licence& licence : assets::licences()) {
        ui::text(licence.of, type::card);
        space(4);
        ui::text_wrapped(licence.text, type::meta, Role::text_muted);
        space(24);
    }
    const int pressed = modal.footer({{"licences.done", screen.say(words::close), {.kind = ButtonKind::primary}}});
    if (pressed == 0 || modal.dismissed() || modal.confirmed()) screen.view.licences_shown = false;
}

} // namespace

void draw_settings(const Screen& screen) {
    const Pane page("page", {.kind = PaneKind::page, .scroll = true});
    page_header(screen.say(words::nav_settings), screen.say(words::settings_subtitle));
    space(16);
    // On a wide screen what concerns the file stands beside what concerns this person.
    const bool two_columns = available_width() >= 2 * column_width + gap;
    const ImVec2 origin = ImGui::GetCursorPos();
    look_card(screen);
    space(gap);
    safety_card(screen);
    const float left_bottom = ImGui::GetCursorPosY();
    if (two_columns) {
        ImGui::SetCursorPos({origin.x + px(column_width + gap), origin.y});
    } else {
        space(gap);
    }
    ImGui::BeginGroup();
    file_card(screen);
    space(gap);
    help_card(screen);
    ImGui::EndGroup();
    if (two_columns) {
        const float bottom = std::max(left_bottom, ImGui::GetCursorPosY());
        end_row(origin, (bottom - origin.y) / Kit::current().scale());
    }
    space(28);
    licences_dialog(screen);
}

} // namespace epic::app
