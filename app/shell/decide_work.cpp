#include "app/shell/decide_work.hpp"

#include "storage/store/exchange.hpp"

namespace epic::shell {

using app::InboxAction;

namespace {

// An answer that left the value as it was has nothing to take back.
Id undo_of(const store::Store& store, const store::Written& written) {
    const auto next = store.undoable();
    return next && *next && (*next)->action == written.group ? written.group : Id{};
}

} // namespace

Result<app::answer::Decided> decide(store::Store& store, const app::effect::Decide& wanted) {
    app::answer::Decided decided{wanted.serial, wanted.action, wanted.item, {}, wanted.quiet};
    switch (wanted.action) {
        case InboxAction::keep_mine:
            decided.undo = undo_of(store, EPIC_TRY(store.settle(wanted.item, store::Keep::mine)));
            break;
        case InboxAction::take_theirs:
            decided.undo = undo_of(store, EPIC_TRY(store.settle(wanted.item, store::Keep::theirs)));
            break;
        case InboxAction::own_value:
            decided.undo = undo_of(store, EPIC_TRY(store.settle(wanted.item, wanted.values)));
            break;
        case InboxAction::send_again: {
            const store::Written written = EPIC_TRY(store.resend(wanted.item));
            if (!written.operations.empty()) decided.undo = written.group;
            break;
        }
        case InboxAction::hand_over: EPIC_TRY(store.hand_over(wanted.item)); break;
        case InboxAction::edit_again: // a form does that
        case InboxAction::dismiss: EPIC_TRY(store.exchange().dismiss_returned(wanted.item)); break;
    }
    return decided;
}

} // namespace epic::shell
