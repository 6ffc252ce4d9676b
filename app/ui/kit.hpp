// The kit: what all widgets of one ImGui context share (palette, scale, fonts, the state of open popups).
//
// One Kit per ImGui context, made after ImGui::CreateContext and destroyed before ImGui::DestroyContext; it hangs
// in ImGuiIO::UserData, so widgets are plain functions and no state is global. The frame is:
//
//     kit.begin_frame();          // right after ImGui::NewFrame()
//     … widgets …
//     ImGui::Render();
//     kit.redraw_in_seconds();    // how long the loop may sleep, infinity when nothing moves
//
// Threads: the one that draws. Lengths: design pixels in, screen pixels out of `px`.
#pragma once

#include <array>
#include <imgui.h>
#include <memory>
#include <string>
#include <string_view>

#include "app/ui/icons.hpp"
#include "app/ui/theme.hpp"

namespace epic::ui {

struct ItemSink; // app/ui/item_hooks.hpp
struct PopupState;
class TypeAhead;

// Texts the kit says by itself; the caller translates them once per language. Views must outlive the kit's use.
struct KitWords {
    std::string_view clear = "Clear";
    std::string_view close = "Close";
    std::string_view search = "Search…";
    std::string_view nothing_found = "Nothing found";
    std::string_view show_password = "Show the password";
    std::string_view hide_password = "Hide the password";
    std::string_view previous_month = "Previous month";
    std::string_view next_month = "Next month";
    std::string_view today = "Today";
    std::string_view date_hint = "dd/mm/yyyy";
    std::string_view time_hint = "hh:mm";
    // Full month names, January first, and two or three letters per weekday, Monday first.
    std::array<std::string_view, 12> months{"January", "February", "March",     "April",   "May",      "June",
                                            "July",    "August",   "September", "October", "November", "December"};
    std::array<std::string_view, 7> weekdays{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};
};

// Folds a text for searching (case, accents). Without one, ASCII case is folded.
using FoldFunction = std::string (*)(std::string_view text);

class Kit {
public:
    // Loads the fonts into the current ImGui context and sets its style. `scale`: 1 is 100 %.
    explicit Kit(float scale);
    ~Kit();
    Kit(const Kit&) = delete;
    Kit& operator=(const Kit&) = delete;

    // The kit of the current ImGui context; it must have one.
    static Kit& current();

    void begin_frame();

    float scale() const { return scale_; }
    void set_scale(float scale); // between frames
    const Palette& palette() const { return *palette_; }
    void set_palette(const Palette& palette); // between frames; must outlive the kit
    const KitWords& words() const { return words_; }
    void set_words(const KitWords& words) { words_ = words; }
    FoldFunction fold() const { return fold_; }
    void set_fold(FoldFunction function) { fold_ = function; }
    ImFont* font(Weight weight) const { return fonts_[static_cast<std::size_t>(weight)]; }
    ImFont* icon_font() const { return icon_font_; }

    // A widget that moves says when it wants the next frame; the smallest answer of the frame counts.
    void request_redraw_in(double seconds);
    double redraw_in_seconds() const;

    // Tests only: told of every item as it is drawn. Not owned; null, the default, costs one comparison.
    void set_item_sink(ItemSink* sink);
    ItemSink* item_sink() const { return item_sink_; }

    // Widgets only.
    PopupState& popup() { return *popup_; }
    TypeAhead& type_ahead() { return *type_ahead_; }

private:
    void apply_style();
    const Palette* palette_;
    float scale_;
    KitWords words_;
    FoldFunction fold_;
    std::array<ImFont*, 3> fonts_{};
    ImFont* icon_font_ = nullptr;
    double redraw_at_;
    ItemSink* item_sink_ = nullptr;
    std::unique_ptr<PopupState> popup_;
    std::unique_ptr<TypeAhead> type_ahead_;
};

// Screen pixels of a length in design pixels, rounded so that edges stay crisp.
float px(float design_pixels);
// The colour of a role in the current palette; `alpha` multiplies.
ImU32 colour(Role role, float alpha = 1.0F);
ImVec4 colour4(Role role, float alpha = 1.0F);

} // namespace epic::ui
