// A field in front of everything, with what it finds below: the palette behind Ctrl+K.
//
//     Spotlight box("palette");
//     if (box.input(text, hint, searching)) …                  // the text changed
//     for (…) if (box.row(id, {.title = …}, at == current)) …  // pressed
//
// The keyboard stays in the field: up, down, page up and page down move `current` among `count` rows, Enter takes it,
// Esc dismisses. It is open as long as it is drawn. Threads: the one that draws. Lengths: design pixels.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "app/ui/icons.hpp"
#include "app/ui/theme.hpp"

namespace epic::ui {

// Part of a text that is shown as found, in bytes.
struct TextMark {
    std::size_t begin = 0;
    std::size_t length = 0;
};
// A line with marks, its capitals centred on `centre_y`; returns the width drawn. Screen pixels.
float draw_marked_text(float x, float centre_y, std::string_view text, std::span<const TextMark> marks, TextStyle style,
                       Role role, float max_width);

struct SpotlightRow {
    Icon icon = Icon::none;
    std::string_view avatar_key = {}; // not empty: an avatar instead of the icon
    std::string_view title = {};
    std::span<const TextMark> title_marks = {};
    std::string_view detail = {}; // a second line; may be empty
    std::span<const TextMark> detail_marks = {};
    std::string_view trailing = {}; // muted, at the right
    std::string_view keys = {};     // at the right
    bool disabled = false;
};

class Spotlight {
public:
    explicit Spotlight(const char* id);
    ~Spotlight();
    Spotlight(const Spotlight&) = delete;
    Spotlight& operator=(const Spotlight&) = delete;

    // True when the text changed. Begins the list.
    bool input(const char* id, std::string& text, std::string_view hint, bool busy);
    void heading(std::string_view text);
    // True when pressed. `hovered()` tells of the same row that the pointer has come to it.
    bool row(const char* id, const SpotlightRow& row, bool current);
    bool hovered() const { return hovered_; }
    void nothing(std::string_view text);
    // Below the list.
    void footer(std::string_view text);

    int moved() const { return moved_; } // by the keyboard in this frame
    bool confirmed() const { return confirmed_; }
    bool dismissed() const { return dismissed_; }

private:
    void end_list();
    bool open_ = false;
    bool list_open_ = false;
    bool appearing_ = false;
    bool confirmed_ = false;
    bool dismissed_ = false;
    bool hovered_ = false;
    int moved_ = 0;
};

} // namespace epic::ui
