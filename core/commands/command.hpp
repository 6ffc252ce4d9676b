// Every way to write, by name. The window, the command line, the import and the demonstration file all
// send these; there is no other write path.
//
// A command says what a person wants. `plan` (core/commands/plan.hpp) judges it and says what changes.
// Threads: plain values.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/model/record.hpp"

namespace epic {

// client add, contract add, payment add, event add, collaborator add. What is left out gets its default
// (today's date, the author as commercial…). A nil id asks for a new one.
struct AddRecord {
    Entity entity{};
    Id id{};
    FieldValues values;
};

// … edit. Sets the fields named; a null value empties one. A value equal to the present one is no change.
struct EditRecord {
    Entity entity{};
    Id id{};
    FieldValues values;
};

struct SignContract {
    Id contract{};
    std::optional<Date> on; // today by default
};

struct ReversePayment {
    Id payment{};
    std::string note; // required
};

struct AssignSupport {
    Id event{};
    std::optional<Id> support; // nothing: take the assignment back
};

struct CancelEvent {
    Id event{};
};

struct DeactivateCollaborator {
    Id collaborator{};
    std::optional<Id> take_over; // who gets their clients or coming events
};

// Marks that the person must choose a new password. The password itself never enters a command: its slot
// and account are changed beside it (storage).
struct ResetPassword {
    Id collaborator{};
};

// The author has chosen a password of their own.
struct PasswordChanged {};

// What a person chose where two edits met: the values that stand from now on, and the operations whose questions about
// these fields that ends. Written even when the values stand already, because the choice itself is news.
struct SettleQuestion {
    Entity entity{};
    Id record{};
    FieldValues values;
    std::vector<Id> settles;
};

using Command = std::variant<AddRecord, EditRecord, SignContract, ReversePayment, AssignSupport, CancelEvent,
                             DeactivateCollaborator, ResetPassword, PasswordChanged, SettleQuestion>;

// The stable name in the journal and on the wire: "client.add", "contract.sign"…
std::string command_name(const Command& command);

} // namespace epic
