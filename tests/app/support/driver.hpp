// Drives a user interface as a person would: no window, no graphics card, the real widgets, the real input queue.
//
//     Driver driver(1440, 900, 1.0F, [&] { draw(state); });
//     driver.click("client.new");
//     driver.fill("client.form.name", "Éléonore Lefèvre");
//     driver.key(ImGuiKey_Enter);
//     REQUIRE(driver.sees("Éléonore Lefèvre"));
//
// Items are found by the name after ### ("client.new"), whatever the language, or else by the text they show.
// What cannot be done (no such item, hidden, disabled) throws a std::runtime_error that lists what is there.
// A Driver owns an ImGui context and its Kit and makes them current; one at a time. Threads: the test's.
#pragma once

#include <functional>
#include <imgui.h>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "app/ui/item_hooks.hpp"
#include "app/ui/kit.hpp"
#include "tests/app/support/screen_text.hpp"

namespace epic::test {

struct Item {
    ImGuiID id = 0;
    std::string name;   // after ###
    std::string text;   // before ###
    std::string window; // ImGui's name of its window
    ImVec4 bounds{};    // left, top, right, bottom
    ImVec4 clip{};      // what is to be seen of it
    bool disabled = false;
    bool checked = false;
    bool visible() const { return clip.z > clip.x + 1 && clip.w > clip.y + 1; }
};

class Driver : private ui::ItemSink {
public:
    Driver(int width, int height, float scale, std::function<void()> draw);
    ~Driver() override;
    Driver(const Driver&) = delete;
    Driver& operator=(const Driver&) = delete;

    ui::Kit& kit() { return *kit_; }
    void resize(int width, int height, float scale);
    // Called between two frames, when the kit may be given another theme or scale.
    void set_between_frames(std::function<void()> between) { between_frames_ = std::move(between); }

    // Draws frames, 1/60 s apart.
    void frames(int count = 2);
    // Nothing is drawn for a while, as when nobody touches the program; the frame that follows knows.
    void pause(float seconds) { delta_seconds_ = seconds; }
    // Draws frames in real time until `done` or `seconds_max` are over; the last answer of `done`.
    bool wait_until(const std::function<bool()>& done, double seconds_max = 10);

    const std::vector<Item>& items() const { return items_; }
    // Null when there is none. An item that is to be seen is preferred.
    const Item* find(std::string_view name_or_text) const;
    const Item& get(std::string_view name_or_text) const;
    bool is_disabled(std::string_view name_or_text) const { return get(name_or_text).disabled; }
    bool is_checked(std::string_view name_or_text) const { return get(name_or_text).checked; }

    // Mouse. The item is scrolled into view with the wheel when it is not.
    void move_to(std::string_view name_or_text);
    void move_to(float x, float y);
    void click(std::string_view name_or_text);
    void double_click(std::string_view name_or_text);
    void click_at(float x, float y);
    void wheel(std::string_view name_or_text, float notches);
    void drag(ImVec2 from, ImVec2 to);

    // Keyboard. Text goes where the keyboard is; `fill` clicks a field and replaces what is in it.
    void type(std::string_view utf8);
    void key(ImGuiKeyChord chord, int times = 1);
    void fill(std::string_view name, std::string_view utf8);

    // What is on the screen now.
    std::vector<TextRun> texts() const { return screen_text(); }
    std::string text_on_screen() const; // all runs, one a line
    bool sees(std::string_view text) const;
    // What the pointer resting on an item explains, for example why it is disabled; empty when nothing.
    std::string tooltip_of(std::string_view name_or_text);

    // Texts that are cut or lie on each other, in words; empty when all is well.
    std::vector<std::string> layout_faults() const;
    // Those that had no room and end with an ellipsis, as they would be whole. What people wrote may be long; a word
    // of the program always has room.
    std::vector<std::string> shortened_texts() const;

private:
    void item(ImGuiID id, ImVec4 bounds, ImVec4 clip, bool disabled, std::string_view window) override;
    void label(ImGuiID id, std::string_view label, int status) override;
    void text(std::string_view value, ImVec4 bounds, ImVec4 clip, std::string_view window, bool shortened) override;
    static constexpr float frame_seconds = 1.0F / 60;
    bool scrolls(const std::string& window) const;
    void frame();
    const Item& reachable(std::string_view name_or_text);
    std::string known_items() const;

    std::function<void()> draw_;
    std::function<void()> between_frames_;
    ImGuiContext* context_ = nullptr;
    float delta_seconds_ = frame_seconds;
    std::unique_ptr<ui::Kit> kit_;
    std::vector<Item> items_;
    std::unordered_map<ImGuiID, std::size_t> index_;
    struct Line {
        std::string text, window;
        ImVec4 bounds, clip;
        bool shortened;
    };
    std::vector<Line> lines_; // what widgets meant to write, in this frame
};

} // namespace epic::test
