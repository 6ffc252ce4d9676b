// What every draw function gets. Internal to app/screens.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "app/screens/draw.hpp"
#include "app/screens/screen_words.hpp"
#include "app/state/seams.hpp"
#include "app/ui/theme.hpp"

namespace epic::app {

struct Screen {
    const AppState& state;
    View& view;
    const Seams& seams;
    std::vector<Intent>& out;

    std::string_view say(const Msg& msg) const { return tr(state.language, msg); }
    std::string say(const Msg& msg, std::initializer_list<std::string_view> arguments) const {
        return tr(state.language, msg, arguments);
    }
    std::string count(const PluralMsg& msg, std::int64_t number) const {
        return tr(state.language, msg, number, display_text(number, state.language));
    }
    void send(Intent intent) const { out.push_back(std::move(intent)); }
};

ui::Tone tone(Mood mood);
ui::Icon icon_of(Entity entity);
// Ends a row that was drawn by hand: the cursor stands below it, `height` design pixels under `origin`.
void end_row(ImVec2 origin, float height);

// start_screen.cpp, gate_screens.cpp
void draw_start(const Screen& screen);
void draw_gate(const Screen& screen);
void gate_top(const Screen& screen); // the way back, and the language
// Whether the button that a page without fields is for takes the keyboard in this frame: when the page opens, when a
// dialog in front of it has closed, when another button became the main one.
bool main_button_takes_keyboard(const Screen& screen, std::string_view id);
void language_switch(const Screen& screen);
float language_switch_width(const Screen& screen); // screen pixels
// shell_screen.cpp
void draw_shell(const Screen& screen);
const Msg& section_title(Section section);
// In the order of the sidebar, which is also that of Ctrl+1, Ctrl+2, …
inline constexpr std::array sidebar_sections{
    Section::today,         Section::calendar,  Section::clients, Section::contracts, Section::events,
    Section::collaborators, Section::dashboard, Section::inbox,   Section::sync,      Section::settings};
std::string sync_pill_text(const Screen& screen);
// list_screen.cpp
void draw_list(const Screen& screen, Entity entity);
// record_screen.cpp, record_cards.cpp, history_card.cpp
void draw_record(const Screen& screen);
void record_details(const Screen& screen, const RecordPage& page);
void record_history(const Screen& screen, const RecordPage& page);
void detail_lines(const Screen& screen, const std::vector<DetailLine>& lines, float label_width, bool one_line);
// form_fields.cpp
struct FieldPlace {
    bool focus = false;
    bool reserve_message = true;
    bool bare = false; // without a label, and left as soon as it loses the keyboard
    float width = 0;
};
// True when Enter was pressed in it.
bool draw_field(const Screen& screen, const FormState& form, const FormField& field, const FieldPlace& place = {});
// form_dialog.cpp
void draw_form(const Screen& screen);
void form_error(const Screen& screen, const FormState& form, const char* id);
// columns_dialog.cpp
void draw_columns_dialog(const Screen& screen);
// transfer_menu.cpp, import_dialog.cpp
void transfer_menu(const Screen& screen, Entity entity);
void draw_import(const Screen& screen);
void draw_writing(const Screen& screen);
// file_picker.cpp
void draw_file_picker(const Screen& screen);
// palette_screen.cpp
void draw_palette(const Screen& screen);
const Msg& kind_title(Entity entity); // "Client"
// inbox_screen.cpp, away_card.cpp
void draw_inbox(const Screen& screen);
void draw_away(const Screen& screen, float width);
// leave_dialog.cpp
void draw_leaving(const Screen& screen);
// recovery_key_dialog.cpp, demonstration_screen.cpp
void draw_recovery_key(const Screen& screen);
void draw_demonstration(const Screen& screen);
// sync_screen.cpp, sync_cards.cpp
void draw_sync(const Screen& screen);
void pending_card(const Screen& screen);
void past_card(const Screen& screen);
void check_card(const Screen& screen);
void connection_card(const Screen& screen);
// today_screen.cpp
void draw_today(const Screen& screen);
// calendar_screen.cpp, calendar_grids.cpp, timeline.cpp
void draw_calendar(const Screen& screen);
// condition_chips.cpp
void draw_conditions(const Screen& screen, Entity entity);
// dashboard_screen.cpp
void draw_dashboard(const Screen& screen);
// A banner that offers to read the page again; false when nothing failed.
bool read_failed(const Screen& screen, const char* id, const std::optional<Error>& error);
// settings_screen.cpp
void draw_settings(const Screen& screen);

} // namespace epic::app
