// What the exchange asks: questions where two edits met, and edits that the server gave back.
#include <algorithm>

#include "app/cli/cli_words.hpp"
#include "app/cli/input.hpp"
#include "app/cli/record_json.hpp"
#include "app/cli/table.hpp"
#include "app/cli/verbs.hpp"
#include "storage/store/exchange.hpp"
#include "storage/sync/exporter.hpp"

namespace epic::cli {
namespace {

Json conflict_json(const store::OpenConflict& conflict) {
    const store::ConflictEntry& entry = conflict.entry;
    Json json;
    json["id"] = entry.id.text();
    json["kind"] = "conflict";
    json["entity"] = entity_name(entry.entity);
    json["record_id"] = entry.record.text();
    json["field"] = spec(entry.field).name;
    json["base"] = value_json(entry.field, entry.base, {}, euro);
    json["mine"] = value_json(entry.field, entry.mine, {}, euro);
    json["theirs"] = value_json(entry.field, entry.theirs, {}, euro);
    json["reason"] = nullptr;
    return json;
}

Json returned_json(const store::ReturnedItem& item, const FieldChange& change) {
    Json json;
    json["id"] = item.id.text();
    json["kind"] = "returned";
    json["entity"] = entity_name(item.operation.entity);
    json["record_id"] = item.operation.record.text();
    json["field"] = spec(change.field).name;
    json["base"] = value_json(change.field, change.before, {}, euro);
    json["mine"] = value_json(change.field, change.after, {}, euro);
    json["theirs"] = nullptr;
    json["reason"] = item.text;
    return json;
}

Result<Id> read_item(const Call& call) {
    const std::string& typed = call.positional("ID");
    const auto id = Id::parse(typed);
    if (!id) return Error{.code = ErrorCode::not_found, .message = Message(words::inbox_unknown, {typed})};
    return *id;
}

Result<Entity> entity_of_answer(const Context& context, const store::Written& written, Entity otherwise) {
    if (written.operations.empty()) return otherwise;
    return EPIC_TRY(context.store->exchange().operation(written.operations.front())).entity;
}

} // namespace

Result<Answer> list_inbox(Context& context, const Call&) {
    Answer answer;
    answer.json["items"] = Json::array();
    Table table;
    for (const Msg* heading :
         {&words::kind, &words::record, &words::what, &words::mine, &words::theirs, &words::reason}) {
        table.columns.push_back({context.say(*heading), false});
    }
    const Writer writer{context.language, context.environment.zones};
    const std::string zone = context.environment.zones.local_zone();
    for (const store::OpenConflict& conflict : EPIC_TRY(context.store->exchange().conflicts())) {
        const store::ConflictEntry& entry = conflict.entry;
        answer.json["items"].push_back(conflict_json(conflict));
        table.rows.push_back({context.say(words::conflict),
                              conflict.record_name,
                              context.say(spec(entry.field).label),
                              writer.value(entry.field, entry.mine, {}, euro, zone),
                              writer.value(entry.field, entry.theirs, {}, euro, zone),
                              {}});
    }
    for (const store::ReturnedItem& item :
         EPIC_TRY(context.store->exchange().returned(context.store->session().actor.id))) {
        for (const FieldChange& change : item.operation.changes) {
            answer.json["items"].push_back(returned_json(item, change));
            table.rows.push_back({context.say(words::returned),
                                  item.operation.record.text(),
                                  context.say(spec(change.field).label),
                                  writer.value(change.field, change.after, {}, euro, zone),
                                  {},
                                  item.text});
        }
    }
    answer.json["total"] = answer.json["items"].size();
    answer.text = table.rows.empty() ? context.say(words::inbox_empty) + "\n" : table.text();
    // Nothing to answer, but nothing that leaves by itself either.
    answer.json["waiting"] = Json::array();
    for (const sync::Waiting& one : EPIC_TRY(sync::waiting_for(*context.store))) {
        answer.json["waiting"].push_back(waiting_json(one));
        answer.text += sync::sentence_of(one).in(context.language) + "\n";
    }
    return answer;
}

Result<Answer> resolve_conflict(Context& context, const Call& call) {
    const Id id = EPIC_TRY(read_item(call));
    const auto keep = call.value("--keep");
    const auto value = call.value("--value");
    if (keep.has_value() == value.has_value() || (keep && *keep != "mine" && *keep != "theirs")) {
        return usage_error(Message(words::argument_missing, {"--keep mine|theirs, --value V"}));
    }
    const auto open = EPIC_TRY(context.store->exchange().conflicts());
    const auto asked = std::find_if(open.begin(), open.end(), [&](const auto& c) { return c.entry.id == id; });
    if (asked == open.end()) {
        return Error{.code = ErrorCode::not_found, .message = Message(words::inbox_unknown, {id.text()})};
    }
    const store::ConflictEntry& entry = asked->entry;
    if (keep) {
        const auto kept = *keep == "mine" ? store::Keep::mine : store::Keep::theirs;
        return answer_write(context, entry.entity, EPIC_TRY(context.store->settle(id, kept)));
    }
    const RecordView present = EPIC_TRY(context.store->find(entry.entity, entry.record));
    const std::string set = std::string(spec(entry.field).name) + "=" + *value;
    const FieldValues values = EPIC_TRY(read_sets(context, entry.entity, {set}, &present));
    return answer_write(context, entry.entity, EPIC_TRY(context.store->settle(id, values)));
}

Result<Answer> resend_returned(Context& context, const Call& call) {
    const Id id = EPIC_TRY(read_item(call));
    const store::Written written = EPIC_TRY(context.store->resend(id));
    const Entity entity = EPIC_TRY(context.store->exchange().operation(id)).entity;
    return answer_write(context, EPIC_TRY(entity_of_answer(context, written, entity)), written);
}

Result<Answer> hand_over_returned(Context& context, const Call& call) {
    const Id id = EPIC_TRY(read_item(call));
    EPIC_TRY(context.store->hand_over(id));
    Answer answer;
    answer.json["handed_over"] = id.text();
    answer.text = context.say(words::handed_over) + "\n";
    return answer;
}

} // namespace epic::cli
