// Fields to type in. Label above, error or help below, one ring when focused.
//
// The caller owns the text. `error` and `help` take the same line; `reserve_message` keeps that line free, so that
// a form does not jump when an error appears. A field's rectangle and disabled state are reported under its `id`.
// Threads: the one that draws. Widths: design pixels, 0 is all that is available.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "app/ui/icons.hpp"
#include "app/ui/theme.hpp"

namespace epic::ui {

struct FieldOptions {
    std::string_view label = {};
    std::string_view hint = {}; // shown while the field is empty
    std::string_view help = {};
    std::string_view error = {}; // not empty: the field is wrong, and this is why
    std::string_view disabled_reason = {};
    bool disabled = false;
    bool required = false;
    bool reserve_message = false;
    bool focus = false;      // take the keyboard now; true for one frame
    bool select_all = false; // when it gets the keyboard
    Icon icon = Icon::none;
    std::string_view suffix = {}; // a unit at the right edge, for example "€"
    float width = 0;
    std::size_t bytes_max = 4096;
};

struct FieldResult {
    bool changed = false;   // in this frame
    bool submitted = false; // Enter was pressed in it
    bool left = false;      // lost the keyboard after an edit: the moment to validate, or to write
    bool focused = false;
    bool ended = false; // lost the keyboard, edited or not
};

FieldResult text_field(const char* id, std::string& value, const FieldOptions& options = {});
// With an eye that shows what was typed.
FieldResult password_field(const char* id, std::string& value, const FieldOptions& options = {});
// `lines` high; Enter makes a new line, Ctrl+Enter submits.
FieldResult text_area(const char* id, std::string& value, int lines, const FieldOptions& options = {});
// With a magnifier and a cross that empties it. Without a hint it says KitWords::search.
FieldResult search_field(const char* id, std::string& value, const FieldOptions& options = {});
// Takes digits, separators, a sign and spaces; `suffix` is the currency. Parse with epic::parse_money when left.
FieldResult money_field(const char* id, std::string& value, const FieldOptions& options = {});
// Takes what a phone number may hold.
FieldResult phone_field(const char* id, std::string& value, const FieldOptions& options = {});
// Takes digits only.
FieldResult number_field(const char* id, std::string& value, const FieldOptions& options = {});
// Keeps "hh:mm" when it is left: "9", "930", "9h30", "21:5" are understood; anything else stays as typed.
FieldResult time_field(const char* id, std::string& value, const FieldOptions& options = {});

// Shows the tick itself; true when it changed.
struct CheckboxOptions {
    std::string_view help = {};
    std::string_view disabled_reason = {};
    bool disabled = false;
    bool takes_keyboard = false; // in this frame, and it is to be seen: Space ticks it
};
// Space and the mouse tick it. Enter goes on to what the dialog is for, as from a field.
bool checkbox(const char* id, std::string_view label, bool& value, const CheckboxOptions& options = {});

} // namespace epic::ui
