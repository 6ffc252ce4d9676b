#include "app/ui/date_field.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "app/ui/button.hpp"
#include "app/ui/field_frame.hpp"
#include "app/ui/layout.hpp"

namespace epic::ui {
namespace {

constexpr float day_side = 36;
constexpr float picker_padding = 12;

std::string two(int n) {
    return {static_cast<char>('0' + n / 10 % 10), static_cast<char>('0' + n % 10)};
}

bool allowed(Date date, const DateOptions& options) {
    return (!options.earliest || date >= *options.earliest) && (!options.latest || date <= *options.latest);
}

int keep_date_characters(ImGuiInputTextCallbackData* data) {
    const ImWchar c = data->EventChar;
    const bool digit = c >= '0' && c <= '9';
    return digit || c == '/' || c == '.' || c == '-' || c == ' ' ? 0 : 1;
}

void step_month(PopupState& state, int by) {
    const int months = state.date_year * 12 + state.date_month - 1 + by;
    const int first = 12;
    const int last = 9999 * 12 + 11;
    const int kept = std::clamp(months, first, last);
    state.date_year = kept / 12;
    state.date_month = kept % 12 + 1;
}

// The month with its arrows; the picked day.
std::optional<Date> draw_month(const std::string& id, const DateInput& input, const DateOptions& options,
                               PopupState& state) {
    const Kit& kit = Kit::current();
    const KitWords& words = kit.words();
    const float side = px(day_side);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const std::string title = std::string(words.months[static_cast<std::size_t>(state.date_month - 1)]) + " " +
                              std::to_string(state.date_year);
    draw_text_middle(at.x + px(8), at.y + px(15), title, type::body_semibold, colour(Role::text), side * 7 - px(80));
    ImGui::SetCursorScreenPos({at.x + side * 7 - px(62), at.y});
    if (icon_button((id + ".previous").c_str(), Icon::chevron_left, words.previous_month, {.small = true}))
        step_month(state, -1);
    ImGui::SameLine(0, px(2));
    if (icon_button((id + ".next").c_str(), Icon::chevron_right, words.next_month, {.small = true}))
        step_month(state, 1);
    float y = at.y + px(36);
    for (std::size_t i = 0; i < 7; ++i) {
        const float width = measure(words.weekdays[i], type::meta_medium).x;
        draw_text_middle(std::round(at.x + side * (static_cast<float>(i) + 0.5F) - width / 2), y + px(12),
                         words.weekdays[i], type::meta_medium, colour(Role::text_muted));
    }
    y += px(26);
    const Date first{state.date_year, state.date_month, 1};
    const std::int64_t start = days_since_epoch(first) - weekday_monday_first(first);
    std::optional<Date> picked;
    for (int cell = 0; cell < 42; ++cell) {
        const Date day = date_from_days(start + cell);
        const bool outside = day.month != state.date_month;
        const bool disabled = !is_valid(day) || !allowed(day, options);
        const ImVec2 low{at.x + side * static_cast<float>(cell % 7), y + side * static_cast<float>(cell / 7)};
        const ImRect box{{low.x + px(2), low.y + px(2)}, {low.x + side - px(2), low.y + side - px(2)}};
        const std::string number = std::to_string(day.day);
        const detail::Press press = detail::press_area_at(id + ".day." + iso_text(day), number, box, disabled);
        const bool chosen = input.value == day;
        ImDrawList* list = detail::draw_list();
        const float radius = px(size::radius_control);
        if (chosen) {
            detail::filled_box(list, box, radius, colour(Role::accent));
        } else if (press.hovered && !disabled) {
            detail::filled_box(list, box, radius, colour(Role::surface_hover));
        }
        if (day == options.today && !chosen) {
            list->AddRect(box.Min, box.Max, colour(Role::accent), radius, 0, std::max(1.0F, px(1)));
        }
        if (press.focused) detail::focus_ring(box, radius);
        const Role role = chosen                 ? Role::on_accent
                          : disabled || outside  ? Role::text_faint
                          : day == options.today ? Role::accent
                                                 : Role::text;
        const float faint = outside && !chosen ? 0.65F : 1.0F;
        const TextStyle style = chosen || day == options.today ? type::body_medium : type::body;
        const float width = measure(number, style).x;
        draw_text_middle(std::round(box.GetCenter().x - width / 2), box.GetCenter().y, number, style,
                         colour(role, disabled ? 0.45F : faint));
        if (press.pressed) picked = day;
    }
    ImGui::SetCursorScreenPos({at.x, y + side * 6 + px(4)});
    const bool today_allowed = allowed(options.today, options);
    if (button((id + ".today").c_str(), words.today,
               {.kind = ButtonKind::ghost, .disabled = !today_allowed, .small = true}))
        picked = options.today;
    return picked;
}

} // namespace

DateInput::DateInput(std::optional<Date> date) : value(date), text(date ? date_text(*date) : std::string{}) {}

std::string date_text(Date date) {
    std::string year = std::to_string(date.year);
    year.insert(0, 4 - std::min<std::size_t>(year.size(), 4), '0');
    return two(date.day) + "/" + two(date.month) + "/" + year;
}

std::optional<Date> parse_typed_date(std::string_view text, Date today) {
    std::array<int, 3> numbers{};
    std::array<int, 3> digits{};
    std::size_t count = 0;
    bool in_number = false;
    for (const char c : text) {
        if (c >= '0' && c <= '9') {
            if (!in_number && ++count > 3) return std::nullopt;
            in_number = true;
            if (++digits[count - 1] > 8) return std::nullopt;
            numbers[count - 1] = numbers[count - 1] * 10 + (c - '0');
        } else if (c == '/' || c == '.' || c == '-' || c == ' ') {
            in_number = false;
        } else {
            return std::nullopt;
        }
    }
    Date date;
    if (count == 3 && digits[0] == 4) {
        date = {numbers[0], numbers[1], numbers[2]};
    } else if (count == 3 && digits[2] != 1 && digits[2] != 3) {
        date = {digits[2] == 2 ? 2000 + numbers[2] : numbers[2], numbers[1], numbers[0]};
    } else if (count == 2 && digits[0] <= 2) {
        date = {today.year, numbers[1], numbers[0]};
    } else if (count == 1 && digits[0] == 8) {
        date = {numbers[0] % 10000, numbers[0] / 10000 % 100, numbers[0] / 1000000};
    } else {
        return std::nullopt;
    }
    if (!is_valid(date)) return std::nullopt;
    return date;
}

FieldResult date_field(const char* id, DateInput& input, const DateOptions& options) {
    Kit& kit = Kit::current();
    PopupState& state = kit.popup();
    FieldOptions field = options.field;
    if (field.hint.empty()) field.hint = kit.words().date_hint;
    if (field.error.empty() && input.invalid) field.error = options.invalid_error;
    const detail::InputResult typed = detail::input({.id = id,
                                                     .value = &input.text,
                                                     .options = &field,
                                                     .flags = ImGuiInputTextFlags_CallbackCharFilter,
                                                     .callback = keep_date_characters,
                                                     .right_inset = px(22)});
    FieldResult result = typed.field;
    const std::optional<Date> before = input.value;
    if (result.changed) {
        const std::optional<Date> date = parse_typed_date(input.text, options.today);
        input.value = date && allowed(*date, options) ? date : std::nullopt;
        input.invalid = false;
    }
    if (result.left || result.submitted) {
        input.invalid = !input.text.empty() && !input.value;
        if (input.value) input.text = date_text(*input.value);
    }

    const std::string name(id);
    const std::string popup_name = name + ".picker";
    const ImRect& box = typed.frame.box;
    const ImRect mark{{box.Max.x - px(31), box.GetCenter().y - px(13)},
                      {box.Max.x - px(5), box.GetCenter().y + px(13)}};
    const bool disabled = detail::is_disabled(field);
    const detail::Press press =
        detail::press_area_at(name + ".open", field.label, mark, disabled, ImGuiItemFlags_NoTabStop);
    if (press.hovered && !disabled) detail::filled_box(detail::draw_list(), mark, px(5), colour(Role::surface_hover));
    draw_icon(mark.GetCenter(), Icon::calendar, size::icon_small, colour(Role::text_muted, disabled ? 0.6F : 1.0F));
    // Alt+Down opens it from the field, as in every desktop.
    const bool by_key = result.focused && ImGui::GetIO().KeyAlt && ImGui::IsKeyPressed(ImGuiKey_DownArrow, false);
    if (press.pressed || by_key) {
        const Date shown = input.value.value_or(options.today);
        state.date_year = shown.year;
        state.date_month = shown.month;
        ImGui::OpenPopup(popup_name.c_str());
    }
    const ImVec2 screen = ImGui::GetMainViewport()->Size;
    const float height = px(36 + 26 + day_side * 6 + 4 + size::control_height_small + 2 * picker_padding);
    const bool above = box.Max.y + px(4) + height > screen.y - px(8) && box.Min.y > height + px(12);
    const float width = px(day_side * 7 + 2 * picker_padding);
    const float left = std::min(box.Min.x, screen.x - width - px(8));
    const float top = above ? box.Min.y - px(4) - height : std::min(box.Max.y + px(4), screen.y - height - px(8));
    ImGui::SetNextWindowPos({left, top});
    ImGui::SetNextWindowSize({width, height});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {px(picker_padding), px(picker_padding)});
    if (ImGui::BeginPopup(popup_name.c_str(),
                          ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoScrollbar)) {
        detail::popup_shadow();
        if (const std::optional<Date> picked = draw_month(name, input, options, state)) {
            input.value = picked;
            input.text = date_text(*picked);
            input.invalid = false;
            result.left = true;
            ImGui::CloseCurrentPopup();
        }
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
    detail::end_frame_of(field);
    result.changed = input.value != before;
    return result;
}

} // namespace epic::ui
