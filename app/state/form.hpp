// A form as data: which fields, what was typed, what is wrong, what a person may not change and why.
//
// One engine serves every form of the program, from sign-in to a new event: a screen draws the fields in its own
// layout, the update functions read, judge and turn them into a command. Nothing here knows ImGui or a file.
// Errors are found on every keystroke (`can_save`), but shown at a field only once it was left (`shown`).
// Threads: plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/state/seams.hpp"
#include "core/commands/command.hpp"
#include "core/model/record.hpp"

namespace epic::app {

enum class FormKind : std::uint8_t {
    sign_in,
    create_file,
    join_server,
    change_password,
    recovery_key,
    backup,
    client,
    contract,
    event,
    collaborator,
    payment,
    sign_contract,
    reverse_payment,
    assign_support,
    cancel_event,
    deactivate,
    reset_password,
    settle_question,
    save_view,
    assign_many,
    reassign_many,
    central_password,
    join_file,
};

enum class InputKind : std::uint8_t {
    text,
    email,
    phone,
    long_text,
    password,
    one_time_password, // shown as it is typed, because it has to be told to someone
    amount,
    number,
    date,   // `text` is ISO 8601 once it is whole, otherwise as typed
    moment, // "2026-11-23 14:30": a date, a space, a time
    choice, // `text` is the value of one of `choices`
    search, // as choice, but the choices are asked for while one types (`query`)
    path,
};

struct Choice {
    std::string value;
    std::string label;
    std::string detail;
    bool person = false;
};

struct FormField {
    std::string key; // stable; the name of the field in an Error
    InputKind kind = InputKind::text;
    Msg label{"", ""};
    Msg help{"", ""};
    bool required = false;
    bool clearable = false;
    std::optional<Field> field{}; // of the record; none for passwords, paths and arguments of commands
    std::string text;
    std::string initial; // what it held when the form opened
    std::vector<Choice> choices;
    std::string chosen_label; // of `text`, when it is not among `choices`
    std::string query;        // of a search
    std::optional<Entity> target{};
    Message error;           // why `text` will not do
    bool shown = false;      // the field was left, or saving was tried
    Message disabled_reason; // not empty: this person may not change it, and this is why
    Message disabled_who;    // who may
    bool disabled() const { return !disabled_reason.empty(); }
};

struct FormState {
    FormKind kind = FormKind::sign_in;
    std::uint64_t serial = 0; // one number per opened form; answers carry it
    Entity entity = Entity::client;
    std::optional<Id> subject{};        // the record that is changed; none when it is created
    Record before;                      // of `subject`, as it was when the form opened
    std::optional<std::int64_t> seen{}; // LoadedRecord::seen
    std::string subject_name;
    Id inbox_item{};          // that this answers
    std::vector<Id> many;     // the records that it is about, when they are several
    FieldValues fixed;        // go with what is typed, without being shown
    Currency currency = euro; // of an amount typed without one
    std::vector<FormField> fields;
    Message notice;                // what happens when this is saved
    Message error;                 // what the last attempt met
    Message who_could;             // beside `error`
    Message save_reason;           // not empty: it cannot be saved yet, and this is why
    std::vector<Message> warnings; // not empty: these are asked before it is saved
    bool busy = false;
    bool restored = false; // from a draft
    bool quick = false;    // not drawn, but for its warnings: it was saved as it opened

    FormField* find(std::string_view key);
    const FormField* find(std::string_view key) const;
    std::string_view text_of(std::string_view key) const;
    bool dirty() const;
    // Under which its draft is kept; empty for forms that keep none.
    std::string draft_key() const;
    bool can_save() const { return save_reason.empty() && !busy; }
};

inline constexpr std::size_t password_length_min = 10; // code points

// Judges every field again and sets `error` of each and `save_reason`.
void judge(FormState& form, const Seams& seams, Date today);

// The values that were typed and differ from what was there; only for a form that judge() found good.
FieldValues typed_values(const FormState& form, const Seams& seams);
// The values of all fields, changed or not.
FieldValues all_values(const FormState& form, const Seams& seams);
// The command that saving means; nothing for forms that are no command (sign in, create a file, join, passwords).
std::optional<Command> command_of(const FormState& form, const Seams& seams);

// What an input shows for a value: amounts and dates as they are typed.
std::string input_text(Field field, const Record& record, const Seams& seams, Language language);

} // namespace epic::app
