#include <cassert>
#include <map>

#include "app/cli/cli_words.hpp"
#include "app/cli/input.hpp"
#include "app/cli/record_json.hpp"
#include "app/cli/table.hpp"
#include "app/cli/verbs.hpp"

namespace epic::cli {
namespace {

// Amounts in a history take the currency that was current: that of the same operation, else the record's.
Currency currency_at(const std::vector<HistoryItem>& items, const HistoryItem& amount, bool before, Currency fallback) {
    for (const HistoryItem& item : items) {
        if (item.operation != amount.operation || spec(item.field).type != FieldType::currency) continue;
        const Value& value = before ? item.before : item.after;
        if (const auto* text = std::get_if<std::string>(&value)) return Currency::parse(*text).value_or(fallback);
    }
    return fallback;
}

std::string state_text(const Context& context, const std::string& state) {
    static const std::map<std::string, Msg, std::less<>> words_of{
        {"local", words::state_local},   {"pending", words::state_pending},   {"confirmed", words::state_confirmed},
        {"merged", words::state_merged}, {"conflict", words::state_conflict}, {"refused", words::state_refused}};
    const auto found = words_of.find(state);
    return found == words_of.end() ? state : context.say(found->second);
}

} // namespace

Entity entity_of(const Call& call) {
    const auto entity = parse_entity(call.verb->words.substr(0, call.verb->words.find(' ')));
    assert(entity && "the verb's first word is no entity");
    return *entity;
}

Result<Answer> answer_write(const Context& context, Entity entity, const store::Written& written) {
    const RecordView view = EPIC_TRY(context.store->find(entity, written.record));
    const Writer writer{context.language, context.environment.zones};
    Answer answer;
    answer.json["record"] = record_json(view);
    answer.json["operation_id"] = written.operations.empty() ? Json(nullptr) : Json(written.operations.front().text());
    answer.json["warnings"] = Json::array();
    answer.text = context.say(written.operations.empty() ? words::nothing_changed : words::recorded,
                              {context.say(entity_kind(entity)), writer.title(view), view.record.id.text()}) +
                  "\n";
    for (const Warning& warning : written.warnings) {
        Json json;
        json["code"] = warning.id;
        json["message"] = warning.message.in(context.language);
        answer.json["warnings"].push_back(std::move(json));
        answer.text += context.say(words::warning, {warning.message.in(context.language)}) + "\n";
    }
    return answer;
}

Result<Answer> add_record(Context& context, const Call& call) {
    const Entity entity = entity_of(call);
    AddRecord command{entity, {}, EPIC_TRY(read_sets(context, entity, call.values("--set"), nullptr))};
    return answer_write(context, entity, EPIC_TRY(context.store->execute(command)));
}

Result<Answer> edit_record(Context& context, const Call& call) {
    const Entity entity = entity_of(call);
    const store::Seen seen = context.store->seen();
    const Id id = EPIC_TRY(read_id(context, entity, call.positional("ID")));
    const RecordView present = EPIC_TRY(context.store->find(entity, id));
    EditRecord command{entity, id, EPIC_TRY(read_sets(context, entity, call.values("--set"), &present))};
    return answer_write(context, entity, EPIC_TRY(context.store->execute(command, seen)));
}

Result<Answer> show_record(Context& context, const Call& call) {
    const Entity entity = entity_of(call);
    const Id id = EPIC_TRY(read_id(context, entity, call.positional("ID")));
    const RecordView view = EPIC_TRY(context.store->find(entity, id));
    Answer answer;
    answer.json = record_json(view);
    answer.text = Writer{context.language, context.environment.zones}.sheet(view);
    return answer;
}

Result<ListQuery> read_query(const Context& context, Entity entity, const Call& call) {
    ListQuery query;
    query.entity = entity;
    if (const auto name = call.value("--view")) query = EPIC_TRY(context.store->saved_view(entity, *name)).query;
    // What is said besides narrows the view further.
    for (const std::string& name : call.values("--filter"))
        query.filters.push_back(EPIC_TRY(read_filter(query.entity, name)));
    for (const std::string& typed : call.values("--where")) {
        for (Where& where : EPIC_TRY(read_where(context, query.entity, typed))) query.where.push_back(std::move(where));
    }
    if (const auto text = call.value("--text")) query.text += (query.text.empty() ? "" : " ") + *text;
    if (const auto sort = call.value("--sort")) query.sort = EPIC_TRY(read_sort(query.entity, *sort));
    if (const auto limit = call.value("--limit")) query.limit = EPIC_TRY(read_count(*limit));
    if (const auto offset = call.value("--offset")) query.offset = EPIC_TRY(read_count(*offset));
    return query;
}

Result<Answer> list_records(Context& context, const Call& call) {
    const ListQuery query = EPIC_TRY(read_query(context, entity_of(call), call));
    const Page page = EPIC_TRY(context.store->list(query));

    Answer answer;
    answer.json = page_json(page);
    if (page.items.empty()) {
        answer.text = context.say(words::no_rows) + "\n";
        return answer;
    }
    answer.text = Writer{context.language, context.environment.zones}.list(query.entity, page.items).text();
    const auto number = [&](std::int64_t value) { return display_text(value, context.language); };
    answer.text += "\n" +
                   context.say(words::rows_shown, {number(page.offset + 1),
                                                   number(page.offset + static_cast<std::int64_t>(page.items.size())),
                                                   number(page.total)}) +
                   "\n";
    return answer;
}

Result<Answer> show_history(Context& context, const Call& call) {
    const Entity entity = entity_of(call);
    const Id id = EPIC_TRY(read_id(context, entity, call.positional("ID")));
    const RecordView view = EPIC_TRY(context.store->find(entity, id));
    const std::vector<HistoryItem> items = EPIC_TRY(context.store->history(entity, id));
    const bool has_money = entity == Entity::contract || entity == Entity::payment;
    const Currency present = has_money ? money_of(view.record).currency : euro;
    const Writer writer{context.language, context.environment.zones};
    const std::string local = context.environment.zones.local_zone();
    const std::string zone = entity == Entity::event ? view.record.text(Field::event_time_zone) : local;

    Answer answer;
    answer.json["total"] = items.size();
    answer.json["items"] = Json::array();
    Table table;
    for (const Msg* heading :
         {&words::when, &words::by_whom, &words::what, &words::before, &words::after, &words::state}) {
        table.columns.push_back({context.say(*heading), false});
    }
    for (const HistoryItem& item : items) {
        const Currency before = currency_at(items, item, true, present);
        const Currency after = currency_at(items, item, false, present);
        Json json = history_json(item, after);
        json["before"] = value_json(item.field, item.before, item.before_name, before);
        answer.json["items"].push_back(std::move(json));
        table.rows.push_back({writer.time(item.at, local), item.by_name, context.say(spec(item.field).label),
                              writer.value(item.field, item.before, item.before_name, before, zone),
                              writer.value(item.field, item.after, item.after_name, after, zone),
                              state_text(context, item.state)});
    }
    answer.text = table.text();
    return answer;
}

} // namespace epic::cli
