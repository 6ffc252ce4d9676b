// Buttons. Each returns true in the frame in which it is pressed (mouse, Enter or Space).
//
// A button that may not be used stays where it is, is drawn disabled and says why in a tooltip:
// give it a `disabled_reason`. `id` is stable whatever the language; it is what tests look for.
// Threads: the one that draws. Widths: design pixels.
#pragma once

#include <initializer_list>
#include <span>
#include <string_view>

#include "app/ui/icons.hpp"
#include "app/ui/theme.hpp"

namespace epic::ui {

enum class ButtonKind : std::uint8_t { primary, secondary, ghost, danger };

struct ButtonOptions {
    ButtonKind kind = ButtonKind::secondary;
    Icon icon = Icon::none;
    std::string_view disabled_reason = {}; // not empty: disabled, and this is why
    bool disabled = false;                 // without a reason, for example while it works
    bool busy = false;                     // a spinner in place of the icon; implies disabled
    bool small = false;
    float width = 0;             // 0: as wide as its text; -1: all that is available
    bool takes_keyboard = false; // in this frame, and it is to be seen: Enter presses it
    std::string_view tooltip = {};
    std::string_view shortcut = {}; // shown in the tooltip, for example "Ctrl+N"
};

bool button(const char* id, std::string_view text, const ButtonOptions& options = {});
// Screen pixels that `button` will take.
float button_width(std::string_view text, const ButtonOptions& options = {});

struct IconButtonOptions {
    std::string_view disabled_reason = {};
    bool disabled = false;
    bool framed = false; // with an outline, to stand beside fields
    bool small = false;
    Role tint = Role::text_muted;
    std::string_view shortcut = {};
};
// The tooltip is also its name.
bool icon_button(const char* id, Icon icon, std::string_view tooltip, const IconButtonOptions& options = {});

// A word in a text that can be pressed.
bool link(const char* id, std::string_view text, std::string_view disabled_reason = {});

// Buttons side by side, at the right edge of what is available: the last is the main one.
struct ButtonSpec {
    const char* id;
    std::string_view text = {};
    ButtonOptions options = {};
};
// The index of the pressed button, -1 when none is.
int buttons_right(std::span<const ButtonSpec> buttons);
int buttons_right(std::initializer_list<ButtonSpec> buttons);

} // namespace epic::ui
