#include <algorithm>
#include <utility>

#include "app/screens/screen.hpp"
#include "app/state/present.hpp"
#include "app/ui/button.hpp"
#include "app/ui/layout.hpp"
#include "app/ui/navigation.hpp"
#include "app/ui/text.hpp"

namespace epic::app {
namespace {

using namespace ui;

constexpr float card_width = 440;
constexpr float shadow_room = 8; // a card's shadow is not cut at the edge of the column

struct GateWords {
    const char* id;
    Icon icon;
    const Msg& title;
    const Msg* text; // none for sign-in, which names the file instead
    const Msg& button;
    const Msg& busy;
};

GateWords words_of(Gate gate) {
    switch (gate) {
        case Gate::create_file:
            return {"create",
                    Icon::note_add,
                    words::create_file_title,
                    &words::create_file_text,
                    words::create_file_button,
                    words::creating};
        case Gate::join_server:
            return {"join", Icon::server, words::join_title, &words::join_text, words::join_button, words::joining};
        case Gate::change_password:
            return {"password",
                    Icon::key,
                    words::new_password_title,
                    &words::new_password_text,
                    words::change_password_button,
                    words::saving};
        case Gate::start:
        case Gate::demonstration:
        case Gate::sign_in:
        case Gate::open: break;
    }
    return {"sign_in", Icon::lock, words::sign_in, nullptr, words::sign_in, words::signing_in};
}

void which_file(const Screen& screen) {
    const AppState& state = screen.state;
    ui::text(state.file_name, type::body_medium);
    space(2);
    const std::string fresh =
        state.file_fresh
            ? screen.say(words::data_fresh,
                         {ago_text(*state.file_fresh, state.now, state.zone, screen.seams.zones, state.language)})
            : std::string(screen.say(words::data_never_fresh));
    ui::text(fresh, type::small, Role::text_muted);
}

bool draw_fields(const Screen& screen, const FormState& form) {
    bool submitted = false;
    std::string_view first;
    for (const FormField& field : form.fields) {
        if (first.empty() && field.text.empty()) first = field.key;
    }
    const bool focus = screen.view.form_serial != form.serial;
    screen.view.form_serial = form.serial;
    for (const FormField& field : form.fields) {
        space(field.key == form.fields.front().key ? 0 : 12);
        submitted |= draw_field(screen, form, field, {.focus = focus && field.key == first, .reserve_message = false});
    }
    return submitted;
}

void gate_card(const Screen& screen, const FormState& form, const GateWords& said) {
    const AppState& state = screen.state;
    const Card card("gate.card", {.width = card_width, .padding = 32});
    {
        ui::Row row(32);
        row.next(28);
        ui::icon(said.icon, 28, Role::accent);
        row.next(29, 10);
        ui::text(screen.say(said.title), type::title);
        row.end();
    }
    space(8);
    if (said.text != nullptr) {
        ui::text_wrapped(screen.say(*said.text), type::body, Role::text_muted);
    } else {
        which_file(screen);
    }
    space(16);
    form_error(screen, form, "gate.error");
    if (form.error.empty() && !form.notice.empty()) {
        banner("gate.notice", form.notice.in(state.language));
        space(16);
    }
    const bool submitted = draw_fields(screen, form);
    space(18);
    const std::string id = std::string(said.id) + ".submit";
    const std::string why = form.busy ? std::string() : form.save_reason.in(state.language);
    const bool pressed = button(id.c_str(), screen.say(form.busy ? said.busy : said.button),
                                {.kind = ButtonKind::primary, .disabled_reason = why, .busy = form.busy, .width = -1});
    if (pressed || submitted) screen.send(intent::Submit{});
}

} // namespace

bool main_button_takes_keyboard(const Screen& screen, std::string_view id) {
    if (ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel)) return false;
    View& view = screen.view;
    const int frame = ImGui::GetFrameCount();
    const bool continues = std::exchange(view.main_button_frame, frame) == frame - 1 && view.main_button == id;
    if (!continues) view.main_button = id;
    // A card that has just come draws nothing of what is in it at first: it is asked for more than once.
    constexpr int attempts = 3;
    ImGuiStorage* kept = ImGui::GetStateStorage();
    const ImGuiID key = ImGui::GetID("main_button.attempts");
    const int left = continues ? kept->GetInt(key, 0) : attempts;
    kept->SetInt(key, std::max(left - 1, 0));
    return left > 0;
}

void gate_top(const Screen& screen) {
    const Pane top("gate.top", {.height = size::top_bar_height, .padding_x = 16, .padding_y = 10});
    ui::Row row(size::control_height);
    row.next(28);
    if (screen.state.gate != Gate::change_password && back_link("gate.back", screen.say(words::other_file))) {
        screen.send(intent::CloseFile{});
    }
    row.push_right(language_switch_width(screen));
    row.next(size::control_height);
    language_switch(screen);
}

void draw_gate(const Screen& screen) {
    const AppState& state = screen.state;
    gate_top(screen);
    if (!state.gate_form) return;
    const FormState& form = *state.gate_form;
    const GateWords said = words_of(state.gate);
    const Pane page("gate.page", {.kind = PaneKind::page, .scroll = true});
    const Centred centred("gate", card_width + 2 * shadow_room);
    ImGui::Indent(px(shadow_room));
    gate_card(screen, form, said);
    space(shadow_room);
}

} // namespace epic::app
