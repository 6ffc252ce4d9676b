// What the functions that open forms share. Internal to app/state.
#pragma once

#include "app/state/form_open.hpp"

namespace epic::app {

FormState made(AppState& state, FormKind kind);
// An input for a field of a record, empty.
FormField record_field(Field field);
// The choices that do not come from the file.
void set_choices(FormState& form, const Seams& seams);
Effects ask_choices(const AppState& state, const FormState& form);
// The reason beside each field that this person may not change.
void judge_rights(FormState& form, const RecordPage& page);

} // namespace epic::app
