#include "app/shell/inbox_reader.hpp"

#include "storage/store/exchange.hpp"

namespace epic::shell {
namespace {

// The name of what a value refers to; empty when it is no reference or not known here.
std::string name_of(const store::Store& store, Field field, const Value& value) {
    const auto* id = std::get_if<Id>(&value);
    const auto target = spec(field).target;
    if (id == nullptr || !target) return {};
    const auto found = store.find(*target, *id);
    if (!found) return {};
    const Record& record = found->record;
    switch (*target) {
        case Entity::collaborator: return record.text(Field::collaborator_full_name);
        case Entity::client: return record.text(Field::client_full_name);
        case Entity::contract: return found->number;
        case Entity::payment:
        case Entity::event: break;
    }
    return {};
}

struct Shown {
    std::string name;
    Currency currency = euro;
};

Shown record_shown(const store::Store& store, Entity entity, const Id& id) {
    const auto found = store.find(entity, id);
    if (!found) return {};
    const Record& record = found->record;
    switch (entity) {
        case Entity::collaborator: return {record.text(Field::collaborator_full_name), euro};
        case Entity::client: return {record.text(Field::client_full_name), euro};
        case Entity::contract: return {found->number, money_of(record).currency};
        case Entity::event: return {record.text(Field::event_title), euro};
        case Entity::payment: break;
    }
    return {found->client_name, money_of(record).currency};
}

app::InboxItem item_of(const store::Store& store, const store::OpenConflict& conflict) {
    const store::ConflictEntry& entry = conflict.entry;
    app::InboxItem item;
    item.id = entry.id;
    item.conflict = true;
    item.entity = entry.entity;
    item.record = entry.record;
    const Shown shown = record_shown(store, entry.entity, entry.record);
    item.record_name = shown.name;
    item.currency = shown.currency;
    item.field = entry.field;
    item.base = entry.base;
    item.mine = entry.mine;
    item.theirs = entry.theirs;
    item.base_name = name_of(store, entry.field, entry.base);
    item.mine_name = name_of(store, entry.field, entry.mine);
    item.theirs_name = name_of(store, entry.field, entry.theirs);
    item.mine_by = conflict.author_name;
    item.theirs_by = conflict.theirs_author_name;
    return item;
}

// One line for each field that the returned operation set.
void add_returned(const store::Store& store, const store::ReturnedItem& returned, std::vector<app::InboxItem>& items) {
    const Operation& operation = returned.operation;
    const Shown shown = record_shown(store, operation.entity, operation.record);
    for (const FieldChange& change : operation.changes) {
        app::InboxItem item;
        item.id = returned.id;
        item.conflict = false;
        item.entity = operation.entity;
        item.record = operation.record;
        item.record_name = shown.name;
        item.currency = shown.currency;
        item.field = change.field;
        item.base = change.before;
        item.mine = change.after;
        item.base_name = name_of(store, change.field, change.before);
        item.mine_name = name_of(store, change.field, change.after);
        item.reason = returned.text;
        item.at = returned.at;
        items.push_back(std::move(item));
    }
}

} // namespace

Result<std::vector<app::InboxItem>> read_inbox(store::Store& store) {
    std::vector<app::InboxItem> items;
    for (const store::OpenConflict& conflict : EPIC_TRY(store.exchange().conflicts())) {
        items.push_back(item_of(store, conflict));
    }
    for (const store::ReturnedItem& returned : EPIC_TRY(store.exchange().returned(store.session().actor.id))) {
        add_returned(store, returned, items);
    }
    return items;
}

} // namespace epic::shell
