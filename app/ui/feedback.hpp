// What tells people what happened: pills, banners, toasts, progress, empty states, tooltips, key hints, avatars.
//
// Threads: the one that draws. Widths: design pixels.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/ui/button.hpp"
#include "app/ui/icons.hpp"
#include "app/ui/theme.hpp"

namespace epic::ui {

void pill(std::string_view text, Tone tone, Icon icon = Icon::none);
// Screen pixels of a pill.
float pill_width(std::string_view text, Icon icon = Icon::none);

// One or two initials on a colour that `key` (an id, an e-mail) always gives.
void avatar(std::string_view name, std::string_view key, float diameter = size::avatar);
std::string initials(std::string_view name);

// A turning ring; asks for frames only while it is drawn.
void spinner(float diameter = size::icon_small, Role role = Role::accent);

// Always in the top bar. True when pressed.
struct SyncPillOptions {
    Tone tone = Tone::neutral;
    Icon icon = Icon::cloud_off;
    bool spinning = false;
    std::string_view tooltip = {};
};
float sync_pill_width(std::string_view text); // screen pixels
bool sync_pill(const char* id, std::string_view text, const SyncPillOptions& options);

struct BannerOptions {
    Tone tone = Tone::info;
    std::string_view title = {};
    std::string_view action = {}; // a button at the right
    bool dismissible = false;     // a cross
};
enum class BannerEvent : std::uint8_t { none, action, dismissed };
// The text wraps. Items: "<id>.action", "<id>.close".
BannerEvent banner(const char* id, std::string_view text, const BannerOptions& options = {});

struct Toast {
    std::uint64_t id = 0;
    std::string text = {};
    Tone tone = Tone::success;
    std::string action = {}; // for example "Undo"; empty: none
    double seconds_left = 6;
    bool shown = false; // its time begins with the frame after its first
};
struct ToastEvent {
    std::uint64_t toast = 0;
    bool action = false; // pressed; otherwise it was closed or its time is over
};
// Bottom right, the newest lowest. Counts the time down (not while the pointer is on it) and removes what ended.
// Items: "toast.<toast id>.action", "toast.<toast id>.close". Call once per frame, after the page.
std::optional<ToastEvent> toasts(std::vector<Toast>& stack);

struct ProgressOptions {
    float fraction = -1;          // negative: unknown, a moving bar
    std::string_view text = {};   // above the bar
    std::string_view detail = {}; // muted, at the right
    std::string_view cancel = {}; // empty: cannot be cancelled
    float width = 0;
};
// True when cancel ("<id>.cancel") was pressed.
bool progress(const char* id, const ProgressOptions& options);

struct EmptyStateOptions {
    Icon icon = Icon::inbox;
    std::string_view title = {};
    std::string_view text = {};
    std::string_view action = {};
    Icon action_icon = Icon::none;
    std::string_view action_disabled_reason = {};
    bool primary = true;
    float height = 0; // 0: all that is available; centred in it
};
// True when its action ("<id>.action") was pressed.
bool empty_state(const char* id, const EmptyStateOptions& options);

void skeleton(float width, float height = 14);

// For the item just drawn, also when it is disabled.
void tooltip(std::string_view text, std::string_view shortcut = {});

// "Ctrl", "K" on little keys.
void key_hint(std::string_view chord);
float key_hint_width(std::string_view chord); // screen pixels

} // namespace epic::ui
