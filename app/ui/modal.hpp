// A dialog in front of the dimmed page, and menus below a button.
//
//     if (state.editing) {
//         ui::Modal modal("client.edit", {.title = …, .subtitle = …});
//         text_field(…, {.focus = modal.appearing()});
//         int pressed = modal.footer({{"client.edit.cancel", …}, {"client.edit.save", …, {.kind = primary}}});
//         if (pressed == 0 || modal.dismissed()) …
//         if (pressed == 1 || modal.confirmed()) …
//     }
//
// It is open as long as it is drawn. The first field gets the keyboard by itself when none asked for it.
// Esc or the cross ("<id>.close") dismisses; Enter confirms unless a field of several lines, a combo or
// a button has taken it. A dialog higher than the screen scrolls between header and footer.
// Threads: the one that draws. Widths: design pixels.
#pragma once

#include <initializer_list>
#include <span>
#include <string_view>

#include "app/ui/button.hpp"

namespace epic::ui {

struct ModalOptions {
    std::string_view title = {};
    std::string_view subtitle = {};
    float width = 520;
    Icon icon = Icon::none;
    Tone tone = Tone::accent; // of the icon
    bool can_dismiss = true;  // false: no cross, Esc does nothing
};

class Modal {
public:
    Modal(const char* id, const ModalOptions& options);
    ~Modal();
    Modal(const Modal&) = delete;
    Modal& operator=(const Modal&) = delete;
    bool appearing() const { return appearing_; } // the first frame
    bool dismissed() const { return dismissed_; }
    bool confirmed() const { return confirmed_; }
    // The row of buttons at the bottom; call it last. The pressed index, -1 when none.
    int footer(std::initializer_list<ButtonSpec> buttons, std::string_view note = {});

private:
    const char* id_;
    bool open_ = false;
    bool appearing_ = false;
    bool dismissed_ = false;
    bool confirmed_ = false;
    bool body_open_ = false;
    bool footer_drawn_ = false;
};

struct MenuItem {
    const char* id;
    std::string_view text = {};
    Icon icon = Icon::none;
    std::string_view disabled_reason = {};
    std::string_view shortcut = {};
    bool danger = false;
    bool separator_before = false;
    bool checked = false;
};
// Opens below the item just drawn when `open_now`; the pressed index, -1 when none.
int menu(const char* id, bool open_now, std::span<const MenuItem> items);

} // namespace epic::ui
