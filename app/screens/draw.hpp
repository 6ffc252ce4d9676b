// The screens: one draw function for a whole state. It only draws: what a person does comes out as intents.
//
// `View` is what belongs to the picture and not to the program: where a table is scrolled, half a date being
// typed, how long a toast still stands. It may be thrown away at any time. Threads: the one that draws, between
// Kit::begin_frame and ImGui::Render.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/state/intent.hpp"
#include "app/ui/date_field.hpp"
#include "app/ui/feedback.hpp"
#include "app/ui/kit.hpp"
#include "app/ui/table.hpp"

namespace epic::app {

struct View {
    struct ListView {
        ui::TableState table;
        std::uint64_t shown_generation = 0;
        bool question_changed = false; // by this screen: begin at the top
    };
    std::array<ListView, list_count> lists;
    struct CalendarView {
        int frame = -1;              // in which it was drawn last
        bool take_focus = false;     // the grid takes the keyboard in this frame
        bool focus_next = false;     // and in the next one
        Date week_shown{};           // the hours were scrolled to the morning for
        bool reveal = false;         // the chosen event
        std::optional<Id> dragged{}; // follows the pointer
        std::optional<Id> carried{}; // taken with the keyboard
        std::vector<Id> choices{};   // which of several events shall be opened
        bool choose_now = false;
        ImVec2 choose_at{};
    } calendar;
    std::uint64_t form_serial = 0;
    std::map<std::string, ui::DateInput> dates; // of the form in front, by field
    std::map<std::string, std::string> times;
    std::vector<ui::Toast> toasts;
    std::map<std::string, int> chart_bars; // the one that the keyboard has chosen
    ui::TableState picker_table;           // of the program's own file dialog
    std::string picker_folder;
    bool licences_shown = false;
    Id inbox_shown{};                     // the entry that was last scrolled to
    std::map<Id, float> inbox_heights_px; // of entries that were on screen, while there are many
    float inbox_width_px = 0;             // with which they were laid out
    int palette_current = 0;
    std::uint64_t writing_ticket = 0;
    double writing_since = 0;   // since when a file is being written
    bool palette_waits = false; // Enter was pressed before the answer came
    std::string main_button;    // of a page without fields: it was given the keyboard
    int main_button_frame = -1; // in which it was drawn last
};

void draw(const AppState& state, View& view, const Seams& seams, std::vector<Intent>& out);

// What the widgets say, in `language`. The texts live for ever.
ui::KitWords kit_words(Language language);

} // namespace epic::app
