// Undo and redo of the store, as the window's answers. Failures: those of Store::undo. Threads: any; both write.
#pragma once

#include <optional>

#include "app/state/intent.hpp"
#include "storage/store/store.hpp"

namespace epic::shell {

// Nothing: what the person signed in did last.
Result<app::answer::TookBack> undo(store::Store& store, const std::optional<Id>& action);
Result<app::answer::TookBack> redo(store::Store& store);
// Of the record that a command writes.
Entity entity_of_command(const Command& command);
// By which a toast may undo what was just written; nil when there is nothing, or it holds a password.
Id undoable_action(const Command& command, const store::Written& written);

} // namespace epic::shell
