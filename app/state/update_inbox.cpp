// Deciding about conflicts and returned edits.
#include <algorithm>

#include "app/state/form_words.hpp"
#include "app/state/inbox_words.hpp"
#include "app/state/updater.hpp"

namespace epic::app {
namespace {

const Msg& done_message(InboxAction action) {
    switch (action) {
        case InboxAction::keep_mine: return words::inbox_done_mine;
        case InboxAction::take_theirs: return words::inbox_done_theirs;
        case InboxAction::own_value: return words::inbox_done_value;
        case InboxAction::send_again: return words::inbox_done_sent;
        case InboxAction::hand_over: return words::inbox_done_handed;
        case InboxAction::edit_again:
        case InboxAction::dismiss: break;
    }
    return words::inbox_done_dismissed;
}

// Whether a dialog of its own changes the field, and which action opens it.
RecordAction action_for(const FieldValues& values) {
    for (const auto& [field, value] : values) {
        if (field == Field::event_support) return RecordAction::assign_support;
        if (field == Field::event_cancelled) return RecordAction::cancel_event;
        if (field == Field::collaborator_active) {
            return value == Value{std::int64_t{0}} ? RecordAction::deactivate : RecordAction::reactivate;
        }
    }
    return RecordAction::edit;
}

} // namespace

void Updater::format_inbox() {
    for (InboxItem& item : state.inbox) format(item, state.actor(), state.language, seams, state.now);
    format(state.away, state.language, seams, state.now);
}

void Updater::operator()(answer::Inbox& it) {
    const Id marked = state.inbox_current < state.inbox.size() ? state.inbox[state.inbox_current].id : Id{};
    state.inbox = std::move(it.items);
    state.away = std::move(it.away);
    state.inbox_loaded = true;
    state.inbox_error.reset();
    state.inbox_busy = false;
    if (it.wording.language != state.language) format_inbox();
    const auto same = std::ranges::find_if(state.inbox, [&](const InboxItem& item) { return item.id == marked; });
    if (same != state.inbox.end()) {
        state.inbox_current = static_cast<std::size_t>(same - state.inbox.begin());
    } else if (!state.inbox.empty()) {
        state.inbox_current = std::min(state.inbox_current, state.inbox.size() - 1);
    }
}

void Updater::operator()(answer::InboxFailed& it) {
    state.inbox_error = std::move(it.error);
    state.inbox_busy = false;
}

void Updater::operator()(intent::InboxMove& it) {
    if (state.inbox.empty()) return;
    const auto last = static_cast<std::ptrdiff_t>(state.inbox.size()) - 1;
    const auto wanted = static_cast<std::ptrdiff_t>(state.inbox_current) + it.by;
    state.inbox_current = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(wanted, 0, last));
}

void Updater::operator()(intent::InboxMark& it) {
    if (it.index < state.inbox.size()) state.inbox_current = it.index;
}

void Updater::operator()(intent::Decide& it) {
    if (state.gate != Gate::open || state.form || state.inbox_busy) return;
    const auto item = std::ranges::find_if(state.inbox, [&](const InboxItem& other) { return other.id == it.item; });
    const InboxOffer* offer = item == state.inbox.end() ? nullptr : item->offered(it.action);
    if (offer == nullptr || !offer->disabled_reason.empty()) return;
    if (it.action == InboxAction::own_value) {
        emit(open_settle_form(state, *item, seams));
    } else if (it.action == InboxAction::edit_again) {
        EditAgain again{item->id, item->record, {}, {}};
        for (const InboxLine& line : item->lines) {
            again.values.emplace_back(line.field, line.mine);
            again.names.emplace(line.field, line.mine_name);
        }
        state.edit_again = std::move(again);
        intent::OpenRecord open{item->entity, item->record};
        (*this)(open);
    } else {
        state.inbox_busy = true;
        emit(effect::Decide{0, it.action, it.item});
    }
}

void Updater::operator()(intent::AwaySeen&) {
    if (state.gate != Gate::open || state.away.entries.empty()) return;
    emit(effect::MarkSeen{state.away.digest.until});
    emit(effect::LoadInbox{wording()});
}

void Updater::edit_again_when_loaded() {
    if (!state.edit_again || !state.page || state.form) return;
    const EditAgain again = std::move(*state.edit_again);
    state.edit_again.reset();
    if (state.page->id != again.record) return;
    intent::Act act{action_for(again.values)};
    (*this)(act);
    if (!state.form || state.form->subject != again.record) return;
    FormState& form = *state.form;
    form.inbox_item = again.item;
    Record wanted = form.before;
    for (const auto& [field, value] : again.values) wanted.set(field, value);
    for (const auto& [field, name] : again.names) {
        FormField* typed = form.find(spec(field).name);
        if (typed == nullptr || typed->disabled()) continue;
        typed->text = input_text(field, wanted, seams, state.language);
        typed->chosen_label = name;
        typed->shown = true;
    }
    form.restored = false;
    judge(form, seams, today());
}

void Updater::operator()(answer::Decided& it) {
    if (state.form && state.form->serial == it.serial) state.form.reset();
    if (!it.quiet) {
        const auto item =
            std::ranges::find_if(state.inbox, [&](const InboxItem& other) { return other.id == it.item; });
        const bool of_another =
            it.action == InboxAction::keep_mine && item != state.inbox.end() && !item->mine_by.empty();
        show_done(of_another ? Message(words::inbox_done_of, {item->mine_by}) : Message(done_message(it.action)),
                  it.undo);
    }
    emit(effect::LoadInbox{wording()});
    if (!state.trail.empty()) load_page();
    refresh_lists();
}

void Updater::operator()(answer::DecisionFailed& it) {
    state.inbox_busy = false;
    if (state.form && state.form->serial == it.serial) {
        refuse(*state.form, it.error);
    } else {
        show(it.error);
    }
    emit(effect::LoadInbox{wording()});
}

} // namespace epic::app
