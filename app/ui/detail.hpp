// What the widgets of this folder share; nobody else includes it. Screen pixels throughout.
#pragma once

#include <imgui.h>
// After imgui.h, which it needs.
#include <imgui_internal.h>
#include <string>
#include <string_view>
#include <vector>

#include "app/ui/kit.hpp"
#include "app/ui/text.hpp"

namespace epic::ui {

// State that outlives a frame and belongs to the popup, dialog or field that is open.
struct PopupState {
    ImGuiID combo = 0; // the open combo
    std::string combo_query = {};
    int combo_highlight = 0;
    bool combo_reveal = false;
    ImGuiID date = 0; // the open date picker
    int date_year = 0;
    int date_month = 0;
    ImGuiID password_shown = 0;
    struct OpenModal {
        ImGuiID id;
        int last_frame;
    };
    std::vector<OpenModal> modals;
    ImGuiID checkbox = 0;           // on which the keyboard stands
    bool wants_first_field = false; // a dialog has just opened: its first field takes the keyboard
    struct Drag {
        ImGuiID id = 0;
        float grab = 0;
    } scroll_drag;
};

namespace detail {

struct Press {
    ImGuiID id = 0;
    ImRect box;
    bool visible = false;
    bool hovered = false;
    bool held = false;
    bool pressed = false;
    bool focused = false; // the keyboard would press it, and that is to be seen
};
// Lays out an item of `box` that can be pressed, and reports it as "text###id".
Press press_area(std::string_view id, std::string_view text, ImVec2 box, bool disabled = false,
                 ImGuiButtonFlags flags = 0);
// The same at a place, without moving the cursor.
Press press_area_at(std::string_view id, std::string_view text, const ImRect& box, bool disabled = false,
                    ImGuiItemFlags item_flags = 0, ImGuiButtonFlags flags = 0);
void report(ImGuiID id, std::string_view text, std::string_view name, ImGuiItemStatusFlags extra = 0);

// The keyboard stands on the item that follows, visibly, from the next frame on.
void take_keyboard();

void focus_ring(const ImRect& box, float radius);
// A soft shadow below a rounded box that is drawn afterwards.
void shadow(ImDrawList* list, const ImRect& box, float radius, float strength);
void popup_shadow(); // around the current popup
void filled_box(ImDrawList* list, const ImRect& box, float radius, ImU32 fill, ImU32 outline = 0);
void draw_spinner(ImVec2 centre, float diameter, ImU32 tint); // diameter in design pixels
void draw_pill(const ImRect& box, std::string_view text, Tone tone, Icon icon = Icon::none);
void draw_avatar(ImVec2 centre, std::string_view name, std::string_view key, float diameter); // design pixels
// Lines of text broken at `width`, a little further apart than ImGui's.
float paragraph_height(std::string_view text, TextStyle style, float width);
// `at` is the top left, or the top centre.
void draw_paragraph(ImVec2 at, std::string_view text, TextStyle style, ImU32 tint, float width, bool centred = false);
std::vector<std::string_view> wrap(std::string_view text, TextStyle style, float width);
// "Ctrl+K" as little keys; the width drawn.
float keys_width(std::string_view chord);
float draw_keys(ImVec2 at, std::string_view chord, bool muted);
// Digits of equal width, so that amounts below each other align.
float measure_tabular(std::string_view value, TextStyle style);
void draw_tabular(float x, float centre_y, std::string_view value, TextStyle style, ImU32 tint);
ImDrawList* draw_list();
void show_tooltip(std::string_view text, std::string_view shortcut);
// The tooltip of the last item, when there is one: at once for a reason, after a moment otherwise.
void item_tooltip(std::string_view text, std::string_view shortcut, bool is_reason);

} // namespace detail
} // namespace epic::ui
