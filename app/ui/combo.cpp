#include "app/ui/combo.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "app/ui/field_frame.hpp"
#include "app/ui/layout.hpp"
#include "app/ui/type_ahead.hpp"

namespace epic::ui {
namespace {

constexpr float option_height = 36;
constexpr int options_seen_max = 8;
constexpr std::size_t search_from = 7;

bool fits(std::string_view item, std::string_view folded_query, FoldFunction fold) {
    return fold(item).find(folded_query) != std::string::npos;
}

// Every word of the query is somewhere in the text or the detail.
std::vector<int> matching(std::span<const ComboItem> items, const std::string& query, FoldFunction fold) {
    std::vector<int> found;
    const std::string folded = fold(query);
    for (std::size_t i = 0; i < items.size(); ++i) {
        bool all = true;
        std::size_t at = 0;
        while (all && at < folded.size()) {
            const std::size_t start = folded.find_first_not_of(' ', at);
            if (start == std::string::npos) break;
            const std::size_t end = std::min(folded.find(' ', start), folded.size());
            const std::string_view word = std::string_view(folded).substr(start, end - start);
            all = fits(items[i].text, word, fold) || fits(items[i].detail, word, fold);
            at = end;
        }
        if (all) found.push_back(static_cast<int>(i));
    }
    return found;
}

bool types_a_word() {
    const ImGuiIO& io = ImGui::GetIO();
    const auto& typed = io.InputQueueCharacters;
    return !io.KeyCtrl && !io.KeyAlt && !typed.empty() && typed[0] > ' ';
}

// The one that begins with what is typed, as in every list without a search; the same letter again goes to the next.
int begins_with_typed(std::span<const ComboItem> items, PopupState& state, FoldFunction fold) {
    const auto find = [&](std::size_t from) -> std::optional<std::size_t> {
        for (std::size_t step = 0; step < items.size(); ++step) {
            const std::size_t at = (from + step) % items.size();
            if (fold(items[at].text).starts_with(state.combo_query)) return at;
        }
        return std::nullopt;
    };
    auto at = static_cast<std::size_t>(std::max(state.combo_highlight, 0));
    for (const ImWchar typed : ImGui::GetIO().InputQueueCharacters) {
        char bytes[5];
        ImTextCharToUtf8(bytes, typed);
        const std::string letter = fold(bytes);
        const bool first = state.combo_query.empty();
        state.combo_query += letter;
        std::optional<std::size_t> found = find(first ? 0 : at);
        if (!found) {
            state.combo_query = letter;
            found = find(at + 1);
        }
        if (!found) state.combo_query.clear();
        at = found.value_or(at);
    }
    return static_cast<int>(at);
}

int move_highlight(ImGuiInputTextCallbackData* data) {
    auto& state = *static_cast<PopupState*>(data->UserData);
    state.combo_highlight += data->EventKey == ImGuiKey_UpArrow ? -1 : 1;
    state.combo_reveal = true;
    return 0;
}

void draw_option(const detail::Press& press, const ComboItem& item, bool highlighted, bool chosen) {
    ImDrawList* list = detail::draw_list();
    if (highlighted) detail::filled_box(list, press.box, px(6), colour(Role::surface_hover));
    const float middle = press.box.GetCenter().y;
    float x = press.box.Min.x + px(10);
    float right = press.box.Max.x - px(10);
    if (item.person) {
        detail::draw_avatar({x + px(12), middle}, item.text, item.id, 24);
        x += px(24 + 8);
    }
    if (chosen) {
        draw_icon({right - px(9), middle}, Icon::check, size::icon_small, colour(Role::accent));
        right -= px(18 + 8);
    }
    const float text_width = measure(item.text, type::body).x;
    if (!item.detail.empty()) {
        const float room = std::max(right - x - text_width - px(12), px(60));
        const float width = std::min(measure(item.detail, type::small).x, room);
        draw_text_middle(right - width, middle, item.detail, type::small, colour(Role::text_muted), width + 1);
        right -= width + px(12);
    }
    draw_text_middle(x, middle, item.text, chosen ? type::body_medium : type::body, colour(Role::text), right - x);
}

// The list below the search; the index of the chosen item, -1 when none is.
int draw_list_of(const char* id, std::span<const ComboItem> items, const std::vector<int>& found,
                 std::string_view selected, PopupState& state, bool enter) {
    int chosen = -1;
    const int count = static_cast<int>(found.size());
    state.combo_highlight = std::clamp(state.combo_highlight, 0, std::max(count - 1, 0));
    const float row = px(option_height);
    const float high = row * static_cast<float>(std::clamp(count, 1, options_seen_max));
    ImGui::BeginChild("options", {0, high}, 0, ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav);
    if (count == 0) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        draw_text_middle(at.x + px(10), at.y + row / 2, Kit::current().words().nothing_found, type::body,
                         colour(Role::text_faint));
    }
    const float width = ImGui::GetContentRegionAvail().x;
    const bool pointer_moved = ImGui::GetIO().MouseDelta.x != 0 || ImGui::GetIO().MouseDelta.y != 0;
    ImGuiListClipper clipper;
    clipper.Begin(count, row);
    if (state.combo_reveal && count > 0) clipper.IncludeItemByIndex(state.combo_highlight);
    while (clipper.Step()) {
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            const ComboItem& item = items[static_cast<std::size_t>(found[static_cast<std::size_t>(i)])];
            const std::string name = std::string(id) + ".option." + std::string(item.id);
            const detail::Press press = detail::press_area(name, item.text, {width, row});
            if (press.hovered && pointer_moved) state.combo_highlight = i;
            if (i == state.combo_highlight && state.combo_reveal) {
                ImGui::ScrollToRect(ImGui::GetCurrentWindow(), press.box, ImGuiScrollFlags_KeepVisibleEdgeY);
                state.combo_reveal = false;
            }
            draw_option(press, item, i == state.combo_highlight, item.id == selected);
            if (press.pressed) chosen = found[static_cast<std::size_t>(i)];
        }
    }
    ImGui::EndChild();
    if (enter && count > 0) chosen = found[static_cast<std::size_t>(state.combo_highlight)];
    return chosen;
}

struct Closed {
    detail::Press press;
    detail::FieldFrame frame;
    bool cleared = false;
};

Closed draw_closed(const char* id, const ComboItem* item, std::string_view shown, const ComboOptions& options,
                   bool open) {
    const FieldOptions& field = options.field;
    const bool disabled = detail::is_disabled(field);
    Closed result;
    result.frame = detail::begin_frame_of(field, px(size::control_height));
    const ImRect& box = result.frame.box;
    const bool clearable = options.clearable && !shown.empty() && !disabled;
    const ImRect cross{{box.Max.x - px(36 + 22), box.Min.y + px(5)}, {box.Max.x - px(36 - 2), box.Max.y - px(5)}};
    if (detail::takes_keyboard(field)) detail::take_keyboard();
    // An item that others may lie on takes no press in the frame in which the pointer arrives.
    if (clearable) ImGui::SetNextItemAllowOverlap();
    const std::string_view name = field.label.empty() ? field.hint : field.label;
    result.press = detail::press_area_at(id, name, box, disabled, 0, ImGuiButtonFlags_PressedOnClick);
    detail::paint_frame(result.frame, field, open || result.press.focused, result.press.hovered);
    float x = result.frame.left;
    const float middle = box.GetCenter().y;
    const float right = box.Max.x - px(36) - (clearable ? px(24) : 0);
    if (item != nullptr && item->person) {
        detail::draw_avatar({x + px(11), middle}, item->text, item->id, 22);
        x += px(22 + 8);
    }
    draw_text_middle(x, middle, shown.empty() ? field.hint : shown, type::body,
                     colour(shown.empty() || disabled ? Role::text_faint : Role::text), right - x);
    draw_icon({box.Max.x - px(20), middle}, Icon::chevron_down, size::icon,
              colour(Role::text_muted, disabled ? 0.5F : 1.0F));
    detail::item_tooltip(field.disabled_reason, {}, true);
    if (clearable) {
        const std::string_view clear = Kit::current().words().clear;
        const detail::Press press =
            detail::press_area_at(std::string(id) + ".clear", clear, cross, false, ImGuiItemFlags_NoTabStop);
        draw_icon(cross.GetCenter(), Icon::close, 17, colour(press.hovered ? Role::text : Role::text_muted));
        result.cleared = press.pressed;
    }
    ImGui::SetCursorScreenPos(box.Min);
    ImGui::ItemSize(box.GetSize());
    return result;
}

} // namespace

bool combo(const char* id, std::string& selected, std::span<const ComboItem> items, const ComboOptions& options,
           std::string_view selected_text) {
    if (ImGui::GetCurrentWindow()->SkipItems) return false;
    Kit& kit = Kit::current();
    PopupState& state = kit.popup();
    const auto chosen = std::find_if(items.begin(), items.end(),
                                     [&](const ComboItem& item) { return item.id == selected && !selected.empty(); });
    const ComboItem* item = chosen != items.end() ? &*chosen : nullptr;
    const std::string popup_name = std::string(id) + ".popup";
    const bool open = ImGui::IsPopupOpen(popup_name.c_str());
    const Closed closed = draw_closed(id, item,
                                      item != nullptr    ? item->text
                                      : selected.empty() ? std::string_view{}
                                                         : selected_text,
                                      options, open);
    bool changed = false;
    if (closed.cleared) {
        selected.clear();
        changed = true;
    }
    bool appearing = false;
    // Who types where the keyboard is means this list.
    const bool typed_at = closed.press.focused && ImGui::GetCurrentContext()->ActiveId == 0 && types_a_word();
    if (typed_at && !open) kit.type_ahead().type_again();
    if ((closed.press.pressed || typed_at) && !open && !closed.cleared) {
        ImGui::OpenPopup(popup_name.c_str());
        appearing = true;
        state.combo = closed.press.id;
        state.combo_query.clear();
        if (options.query != nullptr) options.query->clear();
        state.combo_highlight = item != nullptr ? static_cast<int>(item - items.data()) : 0;
        state.combo_reveal = true;
    }

    const bool searches = options.query != nullptr || (options.searchable && items.size() >= search_from);
    const float rows = static_cast<float>(std::clamp<std::size_t>(items.size(), 1, options_seen_max));
    const float height = rows * px(option_height) + px(12) + (searches ? px(46) : 0);
    const ImVec2 screen = ImGui::GetMainViewport()->Size;
    const ImRect& box = closed.frame.box;
    const bool above = box.Max.y + px(4) + height > screen.y - px(8) && box.Min.y > height + px(12);
    ImGui::SetNextWindowPos({box.Min.x, above ? box.Min.y - px(4) : box.Max.y + px(4)}, ImGuiCond_Always,
                            {0, above ? 1.0F : 0.0F});
    const float width = std::max(box.GetWidth(), px(200));
    ImGui::SetNextWindowSizeConstraints({width, 0}, {width, screen.y});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {px(6), px(6)});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    if (ImGui::BeginPopup(popup_name.c_str(), ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                                  ImGuiWindowFlags_AlwaysAutoResize)) {
        detail::popup_shadow();
        std::string& query = options.query != nullptr ? *options.query : state.combo_query;
        bool enter = false;
        if (searches) {
            const std::string search_id = std::string(id) + ".search";
            const FieldOptions search{.hint = kit.words().search, .focus = appearing, .icon = Icon::search};
            const detail::InputResult typed = detail::input({.id = search_id.c_str(),
                                                             .value = &query,
                                                             .options = &search,
                                                             .flags = ImGuiInputTextFlags_CallbackHistory,
                                                             .callback = move_highlight,
                                                             .user = &state});
            detail::end_frame_of(search);
            space(6);
            enter = typed.field.submitted;
            if (typed.field.changed) {
                state.combo_highlight = 0;
                state.combo_reveal = true;
            }
        } else {
            // Without a field to type in, the list itself has the keyboard.
            const ImGuiID owner = ImGui::GetID("keys");
            for (const ImGuiKey key : {ImGuiKey_UpArrow, ImGuiKey_DownArrow, ImGuiKey_Enter, ImGuiKey_KeypadEnter})
                ImGui::SetKeyOwner(key, owner);
            const int step = (ImGui::IsKeyPressed(ImGuiKey_DownArrow, ImGuiInputFlags_Repeat, owner) ? 1 : 0) -
                             (ImGui::IsKeyPressed(ImGuiKey_UpArrow, ImGuiInputFlags_Repeat, owner) ? 1 : 0);
            const int before = state.combo_highlight;
            state.combo_highlight += step;
            if (types_a_word()) state.combo_highlight = begins_with_typed(items, state, kit.fold());
            state.combo_reveal |= state.combo_highlight != before;
            enter = !appearing && (ImGui::IsKeyPressed(ImGuiKey_Enter, 0, owner) ||
                                   ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, 0, owner));
        }
        std::vector<int> found;
        if (options.query != nullptr) {
            for (std::size_t i = 0; i < items.size(); ++i) found.push_back(static_cast<int>(i));
        } else {
            found = matching(items, searches ? query : std::string(), kit.fold());
        }
        const int index = draw_list_of(id, items, found, selected, state, enter);
        if (index >= 0) {
            const ComboItem& taken = items[static_cast<std::size_t>(index)];
            changed = selected != taken.id;
            selected = taken.id;
            ImGui::CloseCurrentPopup();
        } else if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) {
            ImGui::CloseCurrentPopup();
        }
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar(2);
    detail::end_frame_of(options.field);
    return changed;
}

bool segmented(const char* id, std::span<const std::string_view> choices, int& selected,
               std::string_view disabled_reason) {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    if (window->SkipItems) return false;
    const bool disabled = !disabled_reason.empty();
    const ImVec2 at = window->DC.CursorPos;
    const float high = px(size::control_height);
    const float inset = px(3);
    float total = 2 * inset;
    for (const std::string_view choice : choices) total += measure(choice, type::label).x + px(28);
    detail::filled_box(window->DrawList, {at, {at.x + total, at.y + high}}, px(size::radius_control),
                       colour(Role::surface_hover), colour(Role::border));
    bool changed = false;
    float x = at.x + inset;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        const float width = measure(choices[i], type::label).x + px(28);
        const ImRect box{{x, at.y + inset}, {x + width, at.y + high - inset}};
        const bool active = static_cast<int>(i) == selected;
        const detail::Press press =
            detail::press_area_at(std::string(id) + "." + std::to_string(i), choices[i], box, disabled);
        if (active) {
            detail::shadow(window->DrawList, box, px(5), 0.4F);
            detail::filled_box(window->DrawList, box, px(5), colour(Role::surface), colour(Role::border));
        }
        if (press.focused) detail::focus_ring(box, px(5));
        const Role role = disabled ? Role::text_faint : active || press.hovered ? Role::text : Role::text_muted;
        draw_text_middle(x + px(14), box.GetCenter().y, choices[i], type::label, colour(role));
        detail::item_tooltip(disabled_reason, {}, true);
        if (press.pressed && !active) {
            selected = static_cast<int>(i);
            changed = true;
        }
        x += width;
    }
    ImGui::ItemSize(ImVec2{total, high});
    return changed;
}

namespace {

std::string count_of(const ChipOptions& options) {
    if (!options.count_text.empty()) return std::string(options.count_text);
    return options.count >= 0 ? std::to_string(options.count) : std::string{};
}

} // namespace

float chip_width(std::string_view text, const ChipOptions& options) {
    const std::string count = count_of(options);
    const float mark = options.icon != Icon::none ? px(18 + 6) : 0;
    const float count_width = count.empty() ? 0 : measure(count, type::meta).x + px(8);
    return measure(text, type::label).x + mark + count_width + px(26);
}

bool chip(const char* id, std::string_view text, bool active, const ChipOptions& options) {
    const std::string count = count_of(options);
    const float mark = options.icon != Icon::none ? px(18 + 6) : 0;
    const float high = px(32);
    const detail::Press press = detail::press_area(id, text, {chip_width(text, options), high});
    if (!press.visible) return false;
    ImDrawList* list = detail::draw_list();
    const float radius = high / 2;
    if (active) {
        detail::filled_box(list, press.box, radius, colour(Role::accent_soft), colour(Role::accent));
    } else {
        detail::filled_box(list, press.box, radius, colour(press.hovered ? Role::surface_hover : Role::surface));
        detail::filled_box(list, press.box, radius, colour(press.hovered ? Role::surface_hover : Role::surface),
                           colour(Role::border_control, press.hovered ? 0.9F : 0.55F));
    }
    if (press.focused) detail::focus_ring(press.box, radius);
    const float middle = press.box.GetCenter().y;
    float x = press.box.Min.x + px(13);
    const Role role = active ? Role::accent : Role::text;
    if (options.icon != Icon::none) {
        draw_icon({x + px(9), middle}, options.icon, size::icon_small, colour(active ? role : Role::text_muted));
        x += mark;
    }
    const float drawn = draw_text_middle(x, middle, text, type::label, colour(role));
    if (!count.empty()) {
        draw_text_middle(x + std::ceil(drawn) + px(8), middle, count, type::meta,
                         colour(active ? Role::accent : Role::text_muted));
    }
    detail::report(press.id, text, id, ImGuiItemStatusFlags_Checkable | (active ? ImGuiItemStatusFlags_Checked : 0));
    detail::item_tooltip(options.tooltip, {}, false);
    return press.pressed;
}

} // namespace epic::ui
