// Lists under a name, each person's own.
#include "app/cli/cli_words.hpp"
#include "app/cli/input.hpp"
#include "app/cli/record_json.hpp"
#include "app/cli/table.hpp"
#include "app/cli/verbs.hpp"

namespace epic::cli {
namespace {

Result<Entity> read_entity(const std::string& typed) {
    const auto entity = parse_entity(typed);
    if (!entity) return usage_error(Message(words::not_an_entity, {typed}));
    return *entity;
}

Json view_json(const SavedView& view) {
    Json json;
    json["name"] = view.name;
    json["entity"] = entity_name(view.query.entity);
    json["filters"] = Json::array();
    for (const Filter filter : view.query.filters) json["filters"].push_back(spec(filter).name);
    json["where"] = Json::array();
    for (const Where& where : view.query.where) {
        const auto value = wire_text(where.value);
        json["where"].push_back({{"field", spec(where.field).name},
                                 {"comparison", comparison_text(where.comparison)},
                                 {"value", value ? Json(*value) : Json(nullptr)}});
    }
    json["text"] = view.query.text;
    json["sort"] = sort_text(view.query.sort);
    json["columns"] = view.columns;
    return json;
}

} // namespace

Result<Answer> save_view(Context& context, const Call& call) {
    SavedView view;
    view.name = call.positional("NAME");
    const Entity entity = EPIC_TRY(read_entity(call.positional("ENTITY")));
    view.query = EPIC_TRY(read_query(context, entity, call));
    view.columns = call.values("--column");
    EPIC_TRY(context.store->save_view(view));
    Answer answer;
    answer.json["view"] = view_json(view);
    answer.text = context.say(words::view_saved, {view.name}) + "\n";
    return answer;
}

Result<Answer> list_views(Context& context, const Call&) {
    Answer answer;
    answer.json["items"] = Json::array();
    Table table;
    for (const Msg* heading : {&words::record, &words::view_name}) {
        table.columns.push_back({context.say(*heading), false});
    }
    for (const Entity entity :
         {Entity::collaborator, Entity::client, Entity::contract, Entity::payment, Entity::event}) {
        for (const SavedView& view : EPIC_TRY(context.store->saved_views(entity))) {
            answer.json["items"].push_back(view_json(view));
            table.rows.push_back({std::string(entity_name(entity)), view.name});
        }
    }
    answer.json["total"] = answer.json["items"].size();
    answer.text = table.rows.empty() ? context.say(words::no_rows) + "\n" : table.text();
    return answer;
}

Result<Answer> delete_view(Context& context, const Call& call) {
    const std::string& name = call.positional("NAME");
    const Entity entity = EPIC_TRY(read_entity(call.positional("ENTITY")));
    EPIC_TRY(context.store->remove_view(entity, name));
    Answer answer;
    answer.json["deleted"] = name;
    answer.text = context.say(words::view_deleted, {name}) + "\n";
    return answer;
}

} // namespace epic::cli
