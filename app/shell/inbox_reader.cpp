#include "app/shell/inbox_reader.hpp"

#include <algorithm>

#include "storage/store/exchange.hpp"
#include "storage/sync/refusal.hpp"

namespace epic::shell {

std::string shown_name(const RecordView& view) {
    const Record& record = view.record;
    switch (record.entity) {
        case Entity::collaborator: return record.text(Field::collaborator_full_name);
        case Entity::client: return record.text(Field::client_full_name);
        case Entity::contract: return view.number;
        case Entity::event: return record.text(Field::event_title);
        case Entity::payment: break;
    }
    return view.client_name;
}

std::string referred_name(const store::Store& store, Field field, const Value& value) {
    const auto* id = std::get_if<Id>(&value);
    const auto target = spec(field).target;
    if (id == nullptr || !target) return {};
    const auto found = store.find(*target, *id);
    return found ? shown_name(*found) : std::string();
}

bool is_news(const FieldChange& change, bool creation) {
    if (!creation) return change.before != change.after || spec(change.field).unit != MergeUnit::alone;
    return !is_null(change.after) && spec(change.field).type != FieldType::boolean;
}

namespace {

using app::InboxItem;
using app::InboxLine;

void take_names(const store::Store& store, InboxLine& line) {
    line.mine_name = referred_name(store, line.field, line.mine);
    line.theirs_name = referred_name(store, line.field, line.theirs);
    line.before_name = referred_name(store, line.field, line.before);
}

// The record as it stands, and whether this person may change what the item is about.
Result<> look_at_record(store::Store& store, InboxItem& item) {
    FieldSet fields;
    for (const InboxLine& line : item.lines) fields.set(static_cast<std::size_t>(line.field));
    item.seen = store.seen().sequence;
    if (auto found = store.find(item.entity, item.record)) {
        item.present = std::move(*found);
        item.record_there = true;
        item.record_name = shown_name(item.present);
        item.locked = EPIC_TRY(store.may_change(item.entity, item.record, fields));
        return Done{};
    }
    Record made(item.entity, item.record);
    for (const InboxLine& line : item.lines) made.set(line.field, line.mine);
    RecordView view;
    view.record = made;
    item.record_name = shown_name(view);
    if (item.creation) item.locked = EPIC_TRY(store.may(Action::create, made, fields));
    return Done{};
}

bool is_one_choice(const InboxItem& item, const store::ConflictEntry& entry, const Id& operation) {
    if (!item.conflict || item.record != entry.record || operation != entry.operation || item.lines.empty())
        return false;
    const MergeUnit unit = spec(item.lines.front().field).unit;
    return unit != MergeUnit::alone && unit == spec(entry.field).unit;
}

Result<> add_conflicts(store::Store& store, std::vector<InboxItem>& items) {
    const Id me = store.session().actor.id;
    std::vector<Id> operations; // of items
    for (const store::OpenConflict& conflict : EPIC_TRY(store.exchange().conflicts())) {
        const store::ConflictEntry& entry = conflict.entry;
        std::size_t at = 0;
        while (at < items.size() && !is_one_choice(items[at], entry, operations[at])) ++at;
        if (at == items.size()) {
            InboxItem item;
            item.id = entry.id;
            item.entity = entry.entity;
            item.record = entry.record;
            if (entry.author != me) item.mine_by = conflict.author_name;
            item.theirs_by = conflict.theirs_author_name;
            item.theirs_own = entry.theirs_author == me;
            if (const auto operation = store.exchange().operation(entry.operation))
                item.at = operation->stamp.instant();
            items.push_back(std::move(item));
            operations.push_back(entry.operation);
        }
        InboxLine line;
        line.field = entry.field;
        line.mine = entry.mine;
        line.theirs = entry.theirs;
        line.before = entry.base;
        take_names(store, line);
        items[at].lines.push_back(std::move(line));
    }
    return Done{};
}

Result<> add_returned(store::Store& store, Language language, std::vector<InboxItem>& items) {
    const Id me = store.session().actor.id;
    for (const store::ReturnedItem& returned : EPIC_TRY(store.exchange().returned(me))) {
        const Operation& operation = returned.operation;
        InboxItem item;
        item.id = returned.id;
        item.conflict = false;
        item.creation = operation.kind == OperationKind::create;
        item.handed_over = returned.handed_over;
        item.entity = operation.entity;
        item.record = operation.record;
        if (!returned.text.empty()) item.reason = sync::refusal_text(returned, language);
        item.at = returned.at;
        if (operation.author != me)
            item.mine_by = referred_name(store, Field::client_commercial, Value{operation.author});
        const auto present = store.find(operation.entity, operation.record);
        for (const FieldChange& change : operation.changes) {
            if (!is_news(change, item.creation)) continue;
            InboxLine line;
            line.field = change.field;
            line.mine = change.after;
            line.before = change.before;
            if (present) line.theirs = present->record.get(change.field);
            take_names(store, line);
            item.lines.push_back(std::move(line));
        }
        items.push_back(std::move(item));
    }
    return Done{};
}

Result<app::AwayState> read_away(store::Store& store) {
    app::AwayState away;
    away.digest = EPIC_TRY(store.digest());
    for (const DigestItem& item : away.digest.items) {
        if (item.entity != Entity::contract && item.entity != Entity::payment) continue;
        if (const auto found = store.find(item.entity, item.record)) {
            away.facts.emplace(item.record, app::AwayState::Facts{money_of(found->record), found->client_name});
        }
    }
    return away;
}

} // namespace

Result<app::answer::Inbox> read_inbox(store::Store& store, Language language) {
    app::answer::Inbox inbox;
    EPIC_TRY(add_conflicts(store, inbox.items));
    EPIC_TRY(add_returned(store, language, inbox.items));
    for (InboxItem& item : inbox.items) EPIC_TRY(look_at_record(store, item));
    inbox.away = EPIC_TRY(read_away(store));
    return inbox;
}

} // namespace epic::shell
