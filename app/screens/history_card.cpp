#include <cmath>

#include "app/screens/screen.hpp"
#include "app/ui/layout.hpp"
#include "app/ui/text.hpp"

namespace epic::app {
namespace {

using namespace ui;

constexpr float text_left = 44;

void operation_head(const HistoryLine& line) {
    const ImVec2 origin = ImGui::GetCursorPos();
    const ImVec2 place = ImGui::GetCursorScreenPos();
    avatar(line.who, line.avatar_key, 28);
    const float middle = place.y + px(14);
    float x = place.x + px(text_left);
    x += draw_text_middle(x, middle, line.who, type::body_medium, colour(Role::text)) + px(6);
    x += draw_text_middle(x, middle, line.command, type::body, colour(Role::text)) + px(10);
    draw_text_middle(x, middle, line.when, type::small, colour(Role::text_muted));
    if (!line.state.empty()) {
        ImGui::SetCursorPos({origin.x, origin.y + px(2)});
        align_right(pill_width(line.state));
        pill(line.state, tone(line.state_mood));
    }
    end_row(origin, 34);
}

// What is too long for half of a line, or has several, takes lines of its own below it: nowhere else can be read what
// stood there before.
bool is_long(const std::string& text, float room) {
    return text.find('\n') != std::string::npos || measure(text, type::body).x > room;
}

void long_values(const HistoryLine& line, std::string_view after, ImVec2 origin, float values_left) {
    const float room = available_width() - values_left;
    const auto paragraph = [&](std::string_view value, Role role, float indent) {
        ImGui::SetCursorPosX(origin.x + px(values_left + indent));
        text_wrapped(value, type::body, role, room - indent);
        space(4);
    };
    ImGui::SetCursorPos({origin.x, origin.y + px(2)});
    constexpr float arrow = 24;
    if (!line.before.empty()) {
        paragraph(line.before, Role::text_muted, 0);
        ImGui::SetCursorPosX(origin.x + px(values_left));
        const ImVec2 at = ImGui::GetCursorScreenPos();
        draw_icon({at.x + px(8), at.y + std::floor(line_height(type::body) / 2)}, Icon::arrow_forward, 16,
                  colour(Role::text_muted));
    }
    paragraph(after, line.after.empty() ? Role::text_muted : Role::text, line.before.empty() ? 0 : arrow);
    end_row(origin, (ImGui::GetCursorPosY() - origin.y) / Kit::current().scale());
}

void field_line(const Screen& screen, const HistoryLine& line) {
    const ImVec2 origin = ImGui::GetCursorPos();
    const ImVec2 place = ImGui::GetCursorScreenPos();
    const float middle = place.y + px(12);
    const float right = place.x + px(available_width());
    const float left = place.x + px(text_left);
    const float values_left = left + px(170);
    draw_text_middle(left, middle, line.field, type::label, colour(Role::text_muted), px(162));
    const std::string_view after =
        line.after.empty() ? screen.say(words::nothing_written) : std::string_view(line.after);
    const bool changed = !line.before.empty();
    const float room = changed ? (right - values_left) / 2 - px(24) : right - values_left;
    if (is_long(line.before, room) || is_long(line.after, room)) {
        long_values(line, after, origin, text_left + 170);
        return;
    }
    float x = values_left;
    if (changed) {
        x += draw_text_middle(x, middle, line.before, type::body, colour(Role::text_muted), room) + px(8);
        draw_icon({x + px(8), middle}, Icon::arrow_forward, 16, colour(Role::text_muted));
        x += px(24);
    }
    draw_text_middle(x, middle, after, type::body, colour(line.after.empty() ? Role::text_muted : Role::text),
                     right - x);
    end_row(origin, 26);
}

} // namespace

void record_history(const Screen& screen, const RecordPage& page) {
    const Card card("record.history");
    if (page.history.empty()) ui::text(screen.say(words::no_history), type::body, Role::text_muted);
    bool first = true;
    for (const HistoryLine& line : page.history) {
        if (line.first_of_operation) {
            if (!first) divider(12);
            operation_head(line);
        }
        field_line(screen, line);
        first = false;
    }
}

} // namespace epic::app
