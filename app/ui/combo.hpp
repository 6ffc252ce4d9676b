// Choosing one of several: a combo with a search, segments, filter chips.
//
// Items are shown in the order given. Searching folds both sides with Kit::set_fold, so "ele" finds "Éléonore".
// Threads: the one that draws. Views must live until the call returns.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "app/ui/field.hpp"

namespace epic::ui {

struct ComboItem {
    std::string_view id = {};     // stable; what `selected` holds
    std::string_view text = {};   // what is shown and searched
    std::string_view detail = {}; // muted, at the right; searched too
    bool person = false;          // with an avatar
};

struct ComboOptions {
    FieldOptions field = {};      // its hint is shown while nothing is selected
    bool searchable = true;       // below seven items there is no search anyway
    bool clearable = false;       // offers to select nothing
    std::string* query = nullptr; // not null: the caller searches, and gives the items that fit this text
};

// `selected` is empty or an item's id. True when it changed. `selected_text` is shown when no item has that id
// (the caller searches, and the selected one is not among the answers).
bool combo(const char* id, std::string& selected, std::span<const ComboItem> items, const ComboOptions& options = {},
           std::string_view selected_text = {});

// Two to five choices beside each other. Items are reported as "<id>.<index>". True when it changed.
bool segmented(const char* id, std::span<const std::string_view> choices, int& selected,
               std::string_view disabled_reason = {});

struct ChipOptions {
    std::int64_t count = -1; // shown when not negative
    Icon icon = Icon::none;
    std::string_view tooltip = {};
    std::string_view count_text = {}; // formatted; taken instead of `count` when not empty
};
float chip_width(std::string_view text, const ChipOptions& options = {}); // screen pixels
// A filter that is on or off. True when pressed; the caller switches. Place chips with `Row` (layout.hpp), 32 high.
bool chip(const char* id, std::string_view text, bool active, const ChipOptions& options = {});

} // namespace epic::ui
