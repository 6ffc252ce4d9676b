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

std::string first_line(const std::string& text) {
    const std::size_t end = text.find('\n');
    return end == std::string::npos ? text : text.substr(0, end) + " …";
}

void field_line(const Screen& screen, const HistoryLine& line) {
    const ImVec2 origin = ImGui::GetCursorPos();
    const ImVec2 place = ImGui::GetCursorScreenPos();
    const float middle = place.y + px(12);
    const float right = place.x + px(available_width());
    const float left = place.x + px(text_left);
    const float values_left = left + px(170);
    draw_text_middle(left, middle, line.field, type::label, colour(Role::text_muted), px(162));
    const std::string_view nothing = screen.say(words::nothing_written);
    float x = values_left;
    if (!line.before.empty()) {
        const float half = (right - values_left) / 2 - px(24);
        x += draw_text_middle(x, middle, first_line(line.before), type::body, colour(Role::text_muted), half) + px(8);
        draw_icon({x + px(8), middle}, Icon::arrow_forward, 16, colour(Role::text_muted));
        x += px(24);
    }
    const std::string after = line.after.empty() ? std::string(nothing) : first_line(line.after);
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
