#include "app/shell/undo_work.hpp"

#include "storage/store/exchange.hpp"

namespace epic::shell {
namespace {

app::answer::TookBack answer_of(store::Store& store, const store::Store::Undone& undone, bool again) {
    app::answer::TookBack answer{undone.step.what, again, undone.step.action, Entity::client, undone.written.record};
    const auto operation = store.exchange().operation(undone.written.operations.front());
    if (!operation) return answer;
    answer.entity = operation->entity;
    const auto withdrawn = find_field(operation->entity, "withdrawn");
    const auto now = store.find(operation->entity, undone.written.record);
    answer.gone = withdrawn && now && now->record.flag(*withdrawn);
    return answer;
}

} // namespace

Result<app::answer::TookBack> undo(store::Store& store, const std::optional<Id>& action) {
    const auto undone = EPIC_TRY(action ? store.undo_import(*action) : store.undo());
    return answer_of(store, undone, false);
}

Result<app::answer::TookBack> redo(store::Store& store) {
    const auto undone = EPIC_TRY(store.redo());
    return answer_of(store, undone, true);
}

Id undoable_action(const Command& command, const store::Written& written) {
    const bool password =
        std::holds_alternative<ResetPassword>(command) || std::holds_alternative<PasswordChanged>(command);
    return password || written.operations.empty() ? Id{} : written.group;
}

Entity entity_of_command(const Command& command) {
    struct Visitor {
        Entity operator()(const AddRecord& c) const { return c.entity; }
        Entity operator()(const EditRecord& c) const { return c.entity; }
        Entity operator()(const SignContract&) const { return Entity::contract; }
        Entity operator()(const ReversePayment&) const { return Entity::payment; }
        Entity operator()(const AssignSupport&) const { return Entity::event; }
        Entity operator()(const CancelEvent&) const { return Entity::event; }
        Entity operator()(const DeactivateCollaborator&) const { return Entity::collaborator; }
        Entity operator()(const ResetPassword&) const { return Entity::collaborator; }
        Entity operator()(const PasswordChanged&) const { return Entity::collaborator; }
        Entity operator()(const SettleQuestion& c) const { return c.entity; }
    };
    return std::visit(Visitor{}, command);
}

} // namespace epic::shell
