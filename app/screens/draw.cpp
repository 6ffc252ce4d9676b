#include "app/screens/draw.hpp"

#include <algorithm>

#include "app/screens/screen.hpp"
#include "app/screens/shortcuts.hpp"
#include "app/state/date_words.hpp"
#include "app/state/leave_words.hpp"
#include "app/state/present.hpp"
#include "app/state/update.hpp"
#include "app/ui/layout.hpp"

namespace epic::app {
namespace {

std::string_view action_text(const Screen& screen, ToastAction action) {
    if (action == ToastAction::undo) return screen.say(words::toast_undo);
    if (action == ToastAction::redo) return screen.say(words::toast_redo);
    return {};
}

// Toasts live in the state; how long each still stands is the picture's business.
void toasts(const Screen& screen) {
    std::vector<ui::Toast>& shown = screen.view.toasts;
    const auto& wanted = screen.state.toasts;
    std::erase_if(shown, [&](const ui::Toast& toast) {
        return std::none_of(wanted.begin(), wanted.end(), [&](const Toast& other) { return other.id == toast.id; });
    });
    for (const Toast& toast : wanted) {
        const auto found =
            std::find_if(shown.begin(), shown.end(), [&](const ui::Toast& other) { return other.id == toast.id; });
        ui::Toast& there = found == shown.end() ? shown.emplace_back() : *found;
        there.id = toast.id;
        there.text = refusal_text(toast.message, toast.who_could, screen.state.language);
        there.tone = tone(toast.mood);
        there.action = action_text(screen, toast.action);
    }
    const auto event = ui::toasts(shown);
    if (!event) return;
    const auto toast =
        std::find_if(wanted.begin(), wanted.end(), [&](const Toast& other) { return other.id == event->toast; });
    if (event->action && toast != wanted.end()) {
        if (toast->action == ToastAction::undo) screen.send(intent::Undo{toast->subject});
        if (toast->action == ToastAction::redo) screen.send(intent::Redo{});
    }
    screen.send(intent::DismissToast{event->toast});
}

} // namespace

ui::Tone tone(Mood mood) {
    switch (mood) {
        case Mood::accent: return ui::Tone::accent;
        case Mood::success: return ui::Tone::success;
        case Mood::warning: return ui::Tone::warning;
        case Mood::danger: return ui::Tone::danger;
        case Mood::info: return ui::Tone::info;
        case Mood::neutral: break;
    }
    return ui::Tone::neutral;
}

ui::Icon icon_of(Entity entity) {
    switch (entity) {
        case Entity::client: return ui::Icon::people;
        case Entity::contract: return ui::Icon::contract;
        case Entity::payment: return ui::Icon::payment;
        case Entity::event: return ui::Icon::event;
        case Entity::collaborator: break;
    }
    return ui::Icon::badge;
}

void end_row(ImVec2 origin, float height) {
    ImGui::SetCursorPos(origin);
    ImGui::Dummy({1, ui::px(height)}); // tells the window how far it reaches
    ImGui::SetCursorPos({origin.x, origin.y + ui::px(height)});
}

void draw(const AppState& state, View& view, const Seams& seams, std::vector<Intent>& out) {
    const Screen screen{state, view, seams, out};
    act_on_shortcuts(screen);
    const ui::Root root;
    if (state.gate == Gate::open) {
        draw_shell(screen);
        if (state.leaving) {
            draw_leaving(screen);
        } else if (state.picker) {
            draw_file_picker(screen);
        } else if (state.palette) {
            draw_palette(screen);
        } else if (state.choosing_columns) {
            draw_columns_dialog(screen);
        } else if (state.import) {
            draw_import(screen);
        } else if (state.form) {
            draw_form(screen);
        } else if (state.writing) {
            draw_writing(screen);
        }
        draw_shortcuts(screen);
        if (!state.leaving && !state.picker) draw_recovery_key(screen);
    } else if (state.gate == Gate::start) {
        draw_start(screen);
    } else if (state.gate == Gate::demonstration) {
        draw_demonstration(screen);
    } else {
        draw_gate(screen);
    }
    if (state.picker && state.gate != Gate::open) draw_file_picker(screen);
    toasts(screen);
}

ui::KitWords kit_words(Language language) {
    const auto say = [&](const Msg& msg) { return tr(language, msg); };
    ui::KitWords kit;
    kit.clear = say(words::kit_clear);
    kit.close = say(words::close);
    kit.search = say(words::kit_search);
    kit.nothing_found = say(words::kit_nothing_found);
    kit.show_password = say(words::kit_show_password);
    kit.hide_password = say(words::kit_hide_password);
    kit.previous_month = say(words::kit_previous_month);
    kit.next_month = say(words::kit_next_month);
    kit.today = say(words::kit_today);
    kit.date_hint = say(words::kit_date_hint);
    kit.time_hint = say(words::kit_time_hint);
    for (std::size_t i = 0; i < kit.months.size(); ++i) kit.months[i] = say(words::months[i]);
    for (std::size_t i = 0; i < kit.weekdays.size(); ++i) kit.weekdays[i] = say(words::short_weekdays[i]);
    return kit;
}

} // namespace epic::app
