#include "app/screens/screen.hpp"
#include "app/state/first_run_words.hpp"
#include "app/ui/button.hpp"
#include "app/ui/feedback.hpp"
#include "app/ui/layout.hpp"
#include "app/ui/text.hpp"
#include "core/model/model_words.hpp"

namespace epic::app {
namespace {

using namespace ui;

constexpr float page_width = 560;
constexpr float shadow_room = 8; // a card's shadow is not cut at the edge of the column
constexpr float row_height = 56;

void person_row(const Screen& screen, const DemonstrationPerson& person, std::size_t at, bool takes_keyboard) {
    const std::string id = "demonstration.enter." + std::to_string(at);
    const std::string_view label = screen.say(words::demonstration_enter);
    const ImVec2 origin = ImGui::GetCursorPos();
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float width = px(available_width());
    const float button_px = button_width(label, {.small = true});
    ImGui::SetCursorPos({origin.x, origin.y + px((row_height - size::avatar) / 2)});
    avatar(person.name, person.email);
    const float text_x = corner.x + px(size::avatar + 12);
    const float room = width - px(size::avatar + 12 + 16) - button_px;
    const float middle = corner.y + px(row_height) / 2;
    draw_text_middle(text_x, middle - px(9), person.name, type::body_medium, colour(Role::text), room);
    draw_text_middle(text_x, middle + px(10), screen.say(department_label(person.department)), type::meta,
                     colour(Role::text_muted), room);
    ImGui::SetCursorPos({origin.x + width - button_px, origin.y + px((row_height - size::control_height_small) / 2)});
    if (button(id.c_str(), label, {.small = true, .takes_keyboard = takes_keyboard}))
        screen.send(intent::EnterDemonstration{at});
    end_row(origin, row_height);
}

void people_card(const Screen& screen) {
    const Demonstration& demonstration = screen.state.demonstration;
    const Card card("demonstration.card", {.width = page_width, .padding = 32});
    if (demonstration.making) {
        spinner(28);
        space(12);
        ui::text(screen.say(words::demonstration_making), type::card);
        space(4);
        text_wrapped(screen.say(words::start_demonstration_text), type::body, Role::text_muted);
        return;
    }
    const bool takes_keyboard = main_button_takes_keyboard(screen, "demonstration.enter.0");
    ui::text(screen.say(words::demonstration_who), type::title);
    space(4);
    text_wrapped(screen.say(words::demonstration_text), type::body, Role::text_muted);
    space(12);
    for (std::size_t i = 0; i < demonstration.people.size(); ++i) {
        if (i > 0) divider(0);
        person_row(screen, demonstration.people[i], i, takes_keyboard && i == 0);
    }
    space(16);
    if (button("demonstration.afresh", screen.say(words::demonstration_afresh),
               {.kind = ButtonKind::ghost,
                .icon = Icon::refresh,
                .tooltip = screen.say(words::demonstration_afresh_help)})) {
        screen.send(intent::OpenDemonstration{true});
    }
}

} // namespace

void draw_demonstration(const Screen& screen) {
    gate_top(screen);
    const Pane page("gate.page", {.kind = PaneKind::page, .scroll = true});
    const Centred centred("demonstration", page_width + 2 * shadow_room);
    ImGui::Indent(px(shadow_room));
    people_card(screen);
    space(shadow_room);
}

} // namespace epic::app
