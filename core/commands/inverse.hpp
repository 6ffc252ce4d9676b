// Taking an operation back: which command does the opposite, and what a person calls what was done.
//
// Undo writes no history away: it is a further command, judged by the rights and invariants of today (Anki does the
// same). A creation is withdrawn, a payment reversed, a reversal recorded again as a payment, an edit set back to its
// before-image. Threads: pure functions, but for the World that they read.
#pragma once

#include <span>
#include <string_view>

#include "core/base/result.hpp"
#include "core/commands/command.hpp"
#include "core/commands/world.hpp"
#include "core/merge/operation.hpp"

namespace epic {

// `note` is that of a payment's reversal, in the author's words. not_found when a payment is gone.
Result<Command> inverse_of(const Operation& operation, const World& world, std::string_view note);

// In which order to take the operations of one group back: the last first, but people come back before anything is
// given to them, and go when nothing is theirs any more.
void order_for_undo(std::vector<Operation>& group);

// The command that an operation was, to be tried again: an edit that the server gave back.
Command repeated(const Operation& operation);
// In which order to repeat those of one group; the same care for people.
void order_for_repeating(std::vector<Operation>& group);

// "Total amount of contract 2026-0003", "new client Lou Bouzin": to be set behind "Undo:". `operations` are those of
// one group, not empty; `name` is that of the first one's record.
Message what_was_done(std::span<const Operation> operations, std::string_view name);
// "import of 1,234 records".
Message what_was_imported(std::int64_t records);
// "12 changes made together".
Message what_was_done_together(std::int64_t records);

} // namespace epic
