#include "app/shell/exchange_reader.hpp"

#include "storage/store/exchange.hpp"

namespace epic::shell {
namespace {

using app::PendingEdit;
using app::WaitsFor;

// The fields that a person changed; the others of a unit (the currency of an amount) only go along.
std::vector<Field> fields_of_edit(const Operation& operation) {
    std::vector<Field> fields;
    for (const FieldChange& change : operation.changes) {
        if (change.before != change.after) fields.push_back(change.field);
    }
    return fields;
}

WaitsFor reason_of(const store::QueuedOperation& queued, const Id& me) {
    if (queued.sent) return WaitsFor::answer;
    if (queued.operation.author != me) return WaitsFor::its_author;
    return queued.behind ? WaitsFor::another : WaitsFor::exchange;
}

} // namespace

Result<app::answer::Pending> read_pending(store::Store& store) {
    app::answer::Pending read;
    const Id me = store.session().actor.id;
    read.pending.loaded = true;
    read.pending.total = EPIC_TRY(store.pending_counts()).operations;
    for (store::QueuedOperation& queued : EPIC_TRY(store.exchange().queue(app::pending_shown_max))) {
        const Operation& operation = queued.operation;
        PendingEdit edit;
        edit.entity = operation.entity;
        edit.record = operation.record;
        edit.record_name = std::move(queued.record_name);
        // A payment is shown on the page of its contract.
        edit.record_there = operation.entity != Entity::payment && store.find(operation.entity, operation.record);
        edit.command = operation.command;
        edit.fields = fields_of_edit(operation);
        edit.author = std::move(queued.author_name);
        edit.own = operation.author == me;
        edit.at = operation.stamp.instant();
        edit.waits_for = reason_of(queued, me);
        edit.behind = std::move(queued.behind_name);
        read.pending.edits.push_back(std::move(edit));
    }
    return read;
}

} // namespace epic::shell
