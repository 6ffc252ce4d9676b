#include "app/shell/record_reader.hpp"

namespace epic::shell {
namespace {

constexpr std::int64_t related_max = 500;
constexpr std::int64_t history_max = 500;

Result<std::vector<RecordView>> all_where(store::Store& store, Entity entity, Field field, const Id& id) {
    ListQuery query;
    query.entity = entity;
    query.where = {{field, Comparison::equal, id}};
    query.limit = related_max;
    return EPIC_TRY(store.list(query)).items;
}

Result<> note_creation(store::Store& store, app::LoadedRecord& loaded, Entity entity, Field parent) {
    Record made(entity, Id{});
    made.set(parent, loaded.view.record.id);
    if (auto refusal = EPIC_TRY(store.may(Action::create, made, {}))) {
        loaded.cannot_create.emplace(entity, std::move(*refusal));
    }
    return Done{};
}

} // namespace

Result<app::LoadedRecord> read_record(store::Store& store, Entity entity, const Id& id) {
    app::LoadedRecord loaded;
    loaded.seen = store.seen().sequence;
    loaded.view = EPIC_TRY(store.find(entity, id));
    loaded.locked = EPIC_TRY(store.locked_fields(entity, id));
    loaded.history = EPIC_TRY(store.history(entity, id, history_max));
    if (entity == Entity::client) {
        EPIC_TRY(note_creation(store, loaded, Entity::contract, Field::contract_client));
        loaded.related = EPIC_TRY(all_where(store, Entity::contract, Field::contract_client, id));
    }
    if (entity == Entity::contract) {
        EPIC_TRY(note_creation(store, loaded, Entity::payment, Field::payment_contract));
        EPIC_TRY(note_creation(store, loaded, Entity::event, Field::event_contract));
        loaded.payments = EPIC_TRY(all_where(store, Entity::payment, Field::payment_contract, id));
        loaded.related = EPIC_TRY(all_where(store, Entity::event, Field::event_contract, id));
    }
    return loaded;
}

} // namespace epic::shell
