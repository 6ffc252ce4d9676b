// What others changed while the person was away.
#include <algorithm>

#include "app/cli/cli_words.hpp"
#include "app/cli/input.hpp"
#include "app/cli/record_json.hpp"
#include "app/cli/table.hpp"
#include "app/cli/verbs.hpp"

namespace epic::cli {
namespace {

// That of the same change where the currency changed too, else the record's of today.
Currency currency_of(const Context& context, const DigestItem& item, bool before) {
    for (const DigestField& field : item.fields) {
        if (spec(field.field).type != FieldType::currency) continue;
        const Value& value = before ? field.before : field.after;
        if (const auto* text = std::get_if<std::string>(&value)) return Currency::parse(*text).value_or(euro);
    }
    if (item.entity != Entity::contract && item.entity != Entity::payment) return euro;
    const auto found = context.store->find(item.entity, item.record);
    return found ? money_of(found->record).currency : euro;
}

Json item_json(const Context& context, const DigestItem& item) {
    Json json;
    json["entity"] = entity_name(item.entity);
    json["record_id"] = item.record.text();
    json["name"] = item.name;
    json["created"] = item.created;
    json["own"] = item.own;
    json["by"] = reference_json(item.by, item.by_name);
    json["at"] = utc_text(item.at);
    json["fields"] = Json::array();
    for (const DigestField& field : item.fields) {
        Json one;
        one["field"] = spec(field.field).name;
        one["before"] = value_json(field.field, field.before, field.before_name, currency_of(context, item, true));
        one["after"] = value_json(field.field, field.after, field.after_name, currency_of(context, item, false));
        one["by"] = reference_json(field.by, field.by_name);
        one["at"] = utc_text(field.at);
        json["fields"].push_back(std::move(one));
    }
    return json;
}

// Where an event is, its times are those of its place.
std::string zone_of(const Context& context, const DigestItem& item) {
    if (item.entity != Entity::event) return {};
    const auto found = context.store->find(item.entity, item.record);
    return found ? found->record.text(Field::event_time_zone) : std::string();
}

} // namespace

Result<Answer> show_digest(Context& context, const Call& call) {
    std::int64_t limit = 200;
    if (const auto typed = call.value("--limit")) limit = EPIC_TRY(read_count(*typed));
    const Digest digest = EPIC_TRY(context.store->digest(limit));
    Answer answer;
    answer.json["since"] = utc_text(digest.since);
    answer.json["total"] = digest.total;
    answer.json["items"] = Json::array();
    const Writer writer{context.language, context.environment.zones};
    const std::string here = context.environment.zones.local_zone();
    Table table;
    for (const Msg* heading :
         {&words::record, &words::what, &words::before, &words::after, &words::by_whom, &words::when}) {
        table.columns.push_back({context.say(*heading), false});
    }
    for (const DigestItem& item : digest.items) {
        answer.json["items"].push_back(item_json(context, item));
        const std::string zone = zone_of(context, item);
        for (const DigestField& field : item.fields) {
            table.rows.push_back(
                {context.say(entity_kind(item.entity)) + " " + item.name, context.say(spec(field.field).label),
                 writer.value(field.field, field.before, field.before_name, currency_of(context, item, true), zone),
                 writer.value(field.field, field.after, field.after_name, currency_of(context, item, false), zone),
                 field.by_name, writer.time(field.at, here)});
        }
    }
    answer.text = table.rows.empty() ? context.say(words::digest_empty) + "\n" : table.text();
    if (call.has("--seen")) EPIC_TRY(context.store->mark_digest_seen(digest.until));
    return answer;
}

} // namespace epic::cli
