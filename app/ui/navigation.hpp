// Getting around: sidebar items, tabs, the way back, the top bar's person.
//
// Each returns true when pressed, if it can be. Threads: the one that draws.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

#include "app/ui/button.hpp"
#include "app/ui/icons.hpp"
#include "app/ui/theme.hpp"

namespace epic::ui {

// The product's mark and name at the head of the sidebar.
void brand(std::string_view name, Icon icon, float inset = 6);

struct SidebarItemOptions {
    Icon icon = Icon::none;
    bool active = false;
    std::string_view count = {};     // formatted
    Tone count_tone = Tone::neutral; // another tone makes the count a pill: it wants attention
    std::string_view tooltip = {};
};
bool sidebar_item(const char* id, std::string_view text, const SidebarItemOptions& options = {});
void sidebar_heading(std::string_view text);

// Title of a page, muted text below it, its buttons at the right: the last is the main one.
// The index of the pressed button, -1 when none is.
int page_header(std::string_view title, std::string_view subtitle = {}, std::initializer_list<ButtonSpec> actions = {});

struct TabItem {
    const char* id; // reported as it is
    std::string_view text = {};
    std::string_view count = {}; // formatted; may be empty
};
// True when `selected` changed.
bool tabs(const char* id, std::span<const TabItem> items, int& selected);

// "‹ Clients": back to where one came from.
bool back_link(const char* id, std::string_view text);

struct Crumb {
    const char* id; // null: the last one, where one is
    std::string_view text = {};
};
// The index of the pressed crumb, -1 when none is.
int breadcrumb(std::span<const Crumb> crumbs);

// Avatar, name and role of who is signed in, as one button.
bool person_button(const char* id, std::string_view name, std::string_view role, std::string_view key);
// Screen pixels of a person button.
float person_button_width(std::string_view name, std::string_view role);

// A field-like button that opens the global search: magnifier, hint, key hint.
bool search_button(const char* id, std::string_view hint, std::string_view chord, float width);

} // namespace epic::ui
