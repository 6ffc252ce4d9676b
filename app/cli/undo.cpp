// Taking back what one did oneself, in this call or an earlier one: the journal remembers.
#include "app/cli/verbs.hpp"
#include "core/commands/inverse_words.hpp"
#include "storage/store/exchange.hpp"

namespace epic::cli {
namespace {

Result<Answer> answer_step(const Context& context, const store::Store::Undone& undone, const Msg& said) {
    const Operation first = EPIC_TRY(context.store->exchange().operation(undone.written.operations.front()));
    Answer answer = EPIC_TRY(answer_write(context, first.entity, undone.written));
    const std::string what = undone.step.what.in(context.language);
    answer.json["action_id"] = undone.step.action.text();
    answer.json["what"] = what;
    answer.json["operations"] = undone.written.operations.size();
    // Of many records the first says nothing.
    const bool one = undone.written.operations.size() == 1;
    answer.text = context.say(said, {what}) + "\n" + (one ? answer.text : "");
    return answer;
}

} // namespace

Result<Answer> undo_last(Context& context, const Call& call) {
    const auto import = call.value("--import");
    if (!import) return answer_step(context, EPIC_TRY(context.store->undo()), epic::words::undone);
    const auto id = Id::parse(*import);
    if (!id) return Error{.code = ErrorCode::not_found, .message = epic::words::nothing_to_undo, .field = "import"};
    return answer_step(context, EPIC_TRY(context.store->undo_import(*id)), epic::words::undone);
}

Result<Answer> redo_last(Context& context, const Call&) {
    return answer_step(context, EPIC_TRY(context.store->redo()), epic::words::done_again);
}

} // namespace epic::cli
