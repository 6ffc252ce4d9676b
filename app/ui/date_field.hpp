// A date to type or to pick from a month. Monday first; names come from KitWords.
//
// Typed text is read as day, month, year ("4/6/2026", "4.6.26", "4 6", then the year of `today`) or ISO 8601.
// Threads: the one that draws.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/ui/field.hpp"
#include "core/base/instant.hpp"

namespace epic::ui {

// What is being typed is kept beside the date, so that half a date is not lost between frames.
struct DateInput {
    std::optional<Date> value = {};
    std::string text = {}; // as typed or as formatted
    bool invalid = false;  // the text is not a date; true once the field was left
    DateInput() = default;
    explicit DateInput(std::optional<Date> date);
};

struct DateOptions {
    FieldOptions field;
    Date today = {};                   // marked in the picker, and where an empty field opens
    std::optional<Date> earliest = {}; // days outside cannot be picked
    std::optional<Date> latest = {};
    std::string_view invalid_error = {}; // shown when `invalid` and `field.error` is empty
};

// `changed` when value changed (typed a whole date, picked, emptied).
FieldResult date_field(const char* id, DateInput& input, const DateOptions& options);

// "04/06/2026"
std::string date_text(Date date);
std::optional<Date> parse_typed_date(std::string_view text, Date today);

} // namespace epic::ui
