// Makes the forms: which fields each has, what they hold at first, and which of them this person may change.
//
// Each returns the effects that the form needs (its choices, a suggested password). Threads: pure but for `state`.
#pragma once

#include "app/state/app_state.hpp"
#include "app/state/effect.hpp"

namespace epic::app {

using Effects = std::vector<Effect>;

// Before being signed in, and the own password. Fills state.gate_form.
void open_gate_form(AppState& state, FormKind kind, const Seams& seams);

// The dialog that creates a record; `contract` and `client` prefill what it belongs to. Fills state.form.
struct NewFrom {
    const RecordView* client = nullptr;
    const RecordView* contract = nullptr;
};
Effects open_create_form(AppState& state, Entity entity, const NewFrom& from, const Seams& seams);
// The dialogs about the record of the page. state.page must be loaded.
Effects open_edit_form(AppState& state, const Seams& seams);
Effects open_action_form(AppState& state, FormKind kind, const Seams& seams);
Effects open_reverse_form(AppState& state, const Id& payment, const Seams& seams);
// Another value than the two that met.
Effects open_settle_form(AppState& state, const InboxItem& item, const Seams& seams);
// A name for what a list shows; `renames` is empty for a new one.
void open_view_form(AppState& state, Entity entity, const std::string& renames, const Seams& seams);
// One person for many events or clients.
Effects open_many_form(AppState& state, Entity entity, std::vector<Id> records, const Seams& seams);
// Assigns support without a dialog: it is previewed at once, and only warnings are shown. `seen` is the point in the
// journal before the event was read. Fills state.form.
Effects open_quick_assignment(AppState& state, const CalendarEvent& event, const std::optional<Id>& support,
                              std::int64_t seen, const Seams& seams);
void open_own_password_form(AppState& state, const Seams& seams);
void open_recovery_key_form(AppState& state, const Seams& seams);
void open_backup_form(AppState& state, const Seams& seams);
// For someone whose password or e-mail at the server was changed elsewhere.
void open_central_password_form(AppState& state, const Seams& seams);
void open_join_file_form(AppState& state, const Seams& seams);

// The choices whose words depend on the language, again.
void relabel(FormState& form, Language language);
// What a search field asks for.
ListQuery choices_query(const AppState& state, const FormState& form, const FormField& field);
Choice choice_of(const RecordView& view, Language language);

} // namespace epic::app
