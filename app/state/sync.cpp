#include "app/state/sync.hpp"

#include "app/state/exchange_words.hpp"
#include "app/state/present.hpp"

namespace epic::app {
namespace {

Message reason_of(const PendingEdit& edit, const SyncStatus& sync) {
    switch (edit.waits_for) {
        case WaitsFor::answer: return words::waits_answer;
        case WaitsFor::its_author: return Message(words::waits_for_them, {edit.author});
        case WaitsFor::another: return Message(words::waits_behind, {edit.behind});
        case WaitsFor::exchange: break;
    }
    if (sync.password_needed) return words::waits_password;
    if (sync.phase == SyncPhase::offline) return words::waits_network;
    // What is asked of a person about other things does not keep it back.
    return sync.phase == SyncPhase::needs_you && !sync.problem.empty() ? words::waits_settled : words::waits_exchange;
}

} // namespace

void format(PendingEdit& edit, const SyncStatus& sync, Language language, const Seams& seams, Instant now) {
    edit.what.clear();
    if (edit.command.ends_with(".add")) edit.what = tr(language, words::pending_created);
    for (const Field field : edit.fields) {
        if (edit.command.ends_with(".add")) break;
        if (!edit.what.empty()) edit.what += ", ";
        edit.what += tr(language, spec(field).label);
    }
    const std::string when = ago_text(edit.at, now, seams.zones.local_zone(), seams.zones, language);
    edit.who =
        edit.own ? tr(language, words::pending_by_you, {when}) : tr(language, words::pending_by, {edit.author, when});
    edit.why = reason_of(edit, sync).in(language);
}

} // namespace epic::app
