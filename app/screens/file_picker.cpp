// The program's own file dialog.
#include <algorithm>
#include <array>
#include <string>

#include "app/screens/screen.hpp"
#include "app/screens/shortcuts.hpp"
#include "app/state/file_picker_words.hpp"
#include "app/ui/button.hpp"
#include "app/ui/combo.hpp"
#include "app/ui/feedback.hpp"
#include "app/ui/field.hpp"
#include "app/ui/layout.hpp"
#include "app/ui/modal.hpp"
#include "app/ui/navigation.hpp"
#include "app/ui/table.hpp"
#include "app/ui/text.hpp"

namespace epic::app {
namespace {

using namespace ui;

// As high as leaves the name and the choice of kinds on screen.
float list_height() {
    const float window = ImGui::GetMainViewport()->Size.y / Kit::current().scale();
    return std::clamp(window - 464, 160.0F, 300.0F);
}

void places(const Screen& screen, const FilePicker& picker) {
    ui::Row row(size::control_height);
    row.next(size::control_height);
    if (icon_button("files.up", Icon::arrow_up, screen.say(words::picker_up),
                    {.disabled = picker.folder == "/", .framed = true, .shortcut = keys_text(screen, "Backspace")})) {
        screen.send(intent::PickerGo{".."});
    }
    for (std::size_t i = 0; i < picker.places.size(); ++i) {
        const FilePlace& place = picker.places[i];
        const std::string id = "files.place." + std::to_string(i);
        const std::string_view name = place.home ? screen.say(words::picker_home) : std::string_view(place.name);
        const ButtonOptions look{.icon = place.home ? Icon::home : Icon::folder_open};
        row.wrap(button_width(name, look), size::gap);
        row.next(size::control_height);
        if (button(id.c_str(), name, look)) screen.send(intent::PickerGo{place.path});
    }
    row.end();
    space(10);
    const ImVec2 origin = ImGui::GetCursorPos();
    const ImVec2 place = ImGui::GetCursorScreenPos();
    const float width = px(available_width());
    draw_text(place, picker.folder, type::small, colour(Role::text_muted), width);
    end_row(origin, 24);
}

// Whether one was opened: Enter is used up then.
bool entries(const Screen& screen, const FilePicker& picker) {
    TableState& table_state = screen.view.picker_table;
    if (screen.view.picker_folder != picker.folder) {
        screen.view.picker_folder = picker.folder;
        table_state = {};
    }
    table_state.current = picker.current;
    const std::array columns{
        Column{.id = "icon", .width = 44, .fixed = true, .sortable = false},
        Column{.id = "name", .title = screen.say(words::picker_name), .width = 3, .width_min = 160, .sortable = false},
        Column{.id = "size",
               .title = screen.say(words::picker_size),
               .width = 100,
               .fixed = true,
               .align = Align::right,
               .sortable = false,
               .optional = true},
        Column{.id = "changed",
               .title = screen.say(words::picker_changed),
               .width = 190,
               .fixed = true,
               .sortable = false,
               .optional = true}};
    const TableResult result = table(
        "files.list", table_state,
        {.columns = columns,
         .row_count = static_cast<std::int64_t>(picker.lines.size()),
         .row_height = 38,
         .height = list_height(),
         .multi_select = true, // a click marks, a double click or Enter opens
         .boxes = false,
         .loading = picker.loading && picker.all.empty()},
        [&](TableRow& row) {
            const FilePicker::Line& line = picker.lines[static_cast<std::size_t>(row.index())];
            const FolderEntry& entry = picker.all[line.at];
            row.icon(entry.folder ? Icon::folder_open : Icon::file, entry.folder ? Role::accent : Role::text_muted, {});
            row.text(entry.name, Role::text, entry.folder ? type::body_medium : type::body);
            row.muted(line.size);
            row.muted(line.changed);
        });
    table_state.selected.clear();
    if (result.opened) {
        screen.send(intent::PickerOpen{*result.opened});
    } else if (result.current_changed) {
        screen.send(intent::PickerMark{table_state.current});
    }
    return result.opened.has_value();
}

void replace_question(const Screen& screen, const FilePicker& picker) {
    Modal modal(
        "files.replace",
        {.title = screen.say(words::picker_replace_title), .width = 460, .icon = Icon::warning, .tone = Tone::warning});
    ui::text_wrapped(screen.say(words::picker_replace_text, {picker.replaces.substr(picker.replaces.rfind('/') + 1)}));
    const int pressed =
        modal.footer({{"replace.back", screen.say(words::go_back), {}},
                      {"replace.yes", screen.say(words::picker_replace), {.kind = ButtonKind::danger}}});
    if (pressed == 0 || modal.dismissed()) screen.send(intent::PickerCancel{});
    if (pressed == 1) screen.send(intent::PickerReplace{});
}

} // namespace

void draw_file_picker(const Screen& screen) {
    const FilePicker& picker = *screen.state.picker;
    if (!picker.replaces.empty()) {
        replace_question(screen, picker);
        return;
    }
    Modal modal("files", {.title = picker.request.title, .width = 760});
    places(screen, picker);
    if (picker.error) {
        banner("files.error", picker.error->message.in(screen.state.language), {.tone = Tone::warning});
        space(8);
    }
    const bool opened = entries(screen, picker);
    if (picker.lines.empty() && !picker.loading) {
        ui::text(screen.say(words::picker_empty), type::small, Role::text_muted);
    }
    space(12);
    std::string name = picker.name;
    const std::string wrong = picker.name_error.in(screen.state.language);
    const FieldResult typed = text_field(
        "files.name", name,
        {.label = screen.say(words::picker_name), .error = wrong, .reserve_message = true, .select_all = true});
    if (typed.changed) screen.send(intent::PickerType{name});
    const std::string_view ending = file_ending(picker.request.type);
    if (!ending.empty()) {
        const std::string of_kind = screen.say(words::picker_of_kind, {ending});
        const std::array<std::string_view, 2> kinds{of_kind, screen.say(words::picker_all)};
        int chosen = picker.others ? 1 : 0;
        if (segmented("files.kind", kinds, chosen)) screen.send(intent::PickerShowOthers{chosen == 1});
    }
    const std::string_view take = screen.say(picker.request.save ? words::picker_save : words::picker_open);
    const int pressed = modal.footer(
        {{"files.cancel", screen.say(words::cancel), {}}, {"files.take", take, {.kind = ButtonKind::primary}}});
    // Backspace leads up, unless a name is typed.
    if (!ImGui::GetIO().WantTextInput && ImGui::IsKeyPressed(ImGuiKey_Backspace, false)) {
        screen.send(intent::PickerGo{".."});
    }
    if (pressed == 0 || modal.dismissed()) screen.send(intent::PickerCancel{});
    if (!opened && (pressed == 1 || typed.submitted || modal.confirmed())) screen.send(intent::PickerTake{});
}

} // namespace epic::app
