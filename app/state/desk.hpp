// The palette, saved views, and what is chosen in a list: their state, intents, effects and answers.
//
// Threads: plain values.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.hpp"
#include "core/commands/command.hpp"
#include "core/model/query.hpp"
#include "core/model/search.hpp"

namespace epic::app {

// In front while it is there. What it offers beside records is composed where it is drawn.
struct PaletteState {
    std::string text;
    std::uint64_t asked = 0; // the ticket of the last question, and of the last that was answered
    std::uint64_t answered = 0;
    std::vector<SearchHit> hits;
    std::optional<Error> error;
    bool searching() const { return asked != answered; }
};

enum class Choosing : std::uint8_t {
    toggle, // one row
    extend, // from the anchor to here
};

namespace intent {

struct OpenPalette {};
struct ClosePalette {};
struct PaletteText {
    std::string text;
};

struct SetColumns {
    Entity entity{};
    std::vector<std::string> columns; // in order; empty: the usual ones
};
struct ChooseColumns {
    std::optional<Entity> entity{};
}; // the dialog; nothing closes it

struct ShowView {
    Entity entity{};
    std::string name;
};
struct SaveView {
    Entity entity{};
}; // asks for a name
struct RenameView {
    Entity entity{};
};
struct RemoveView {
    Entity entity{};
}; // those two: of the view that is shown

struct ChooseRow {
    Entity entity{};
    std::int64_t row = 0;
    std::int64_t anchor = 0;
    Choosing how{};
};
struct ChooseAll {
    Entity entity{};
};
struct ChooseNone {
    Entity entity{};
};
struct EditField {
    Field field{};
}; // of the page's record

struct ActOnChosen {
    Entity entity{};
}; // assign support, or another commercial

} // namespace intent

namespace effect {

struct FindAll {
    std::uint64_t ticket = 0;
    std::string text;
};
struct LoadViews {};
struct SaveView {
    std::uint64_t serial = 0;
    SavedView view;
    std::string replaces{}; // renamed: the name it had
};
struct RemoveView {
    Entity entity{};
    std::string name;
};
// The ids of rows that are not all here.
struct CollectIds {
    std::uint64_t generation = 0;
    ListQuery query; // with limit and offset
};
// Several commands as one action. `rehearse`: says what would come of it, and writes nothing.
struct RunMany {
    std::uint64_t serial = 0;
    std::string name; // of the action in the journal
    std::vector<Command> commands;
    bool rehearse = true;
};

} // namespace effect

namespace answer {

struct Found {
    std::uint64_t ticket = 0;
    std::vector<SearchHit> hits;
};
struct FindFailed {
    std::uint64_t ticket = 0;
    Error error;
};
struct Views {
    std::array<std::vector<SavedView>, entity_count> by_entity;
};
struct ViewSaved {
    std::uint64_t serial = 0;
    Entity entity{};
    std::string name;
};
struct IdsCollected {
    Entity entity{};
    std::uint64_t generation = 0;
    std::vector<Id> ids;
};
struct ManyDone {
    std::uint64_t serial = 0;
    bool rehearsed = false;
    std::int64_t written = 0;
    std::vector<Message> warnings;
    std::vector<Message> refusals; // one for each that would not do
    Id action{};
};

} // namespace answer

// What a person may choose at once: Ctrl+A takes the first so many.
inline constexpr std::int64_t chosen_max = 5'000;

} // namespace epic::app
