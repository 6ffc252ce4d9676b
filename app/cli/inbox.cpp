// What the exchange asks: questions where two edits met, and edits that the server gave back.
#include <algorithm>

#include "app/cli/cli_words.hpp"
#include "app/cli/input.hpp"
#include "app/cli/record_json.hpp"
#include "app/cli/table.hpp"
#include "app/cli/verbs.hpp"
#include "app/shell/inbox_reader.hpp"
#include "storage/store/exchange.hpp"
#include "storage/sync/exporter.hpp"
#include "storage/sync/refusal.hpp"

namespace epic::cli {
namespace {

// What a value needs to be said in full: the record as it stands, and the fields that go with it.
struct About {
    std::optional<RecordView> present;
    std::string name;
    Currency currency = euro;
    std::string zone;
};

About about(const Context& context, Entity entity, const Id& id, const std::vector<FieldChange>& made = {}) {
    About found;
    if (auto view = context.store->find(entity, id)) found.present = std::move(*view);
    Record record(entity, id);
    if (found.present) record = found.present->record;
    for (const FieldChange& change : made) {
        if (is_null(record.get(change.field))) record.set(change.field, change.after);
    }
    RecordView view = found.present.value_or(RecordView{});
    view.record = record;
    found.name = shell::shown_name(view);
    if (entity == Entity::contract || entity == Entity::payment) found.currency = money_of(record).currency;
    if (entity == Entity::event) found.zone = record.text(Field::event_time_zone);
    if (entity == Entity::payment && found.name.empty()) {
        found.name = shell::referred_name(*context.store, Field::payment_contract, record.get(Field::payment_contract));
    }
    return found;
}

// An amount is in the currency of the same version, where the currency is part of the question.
Currency currency_of(const std::vector<store::OpenConflict>& open, const store::ConflictEntry& asked,
                     Value store::ConflictEntry::*version, Currency otherwise) {
    for (const store::OpenConflict& other : open) {
        if (other.entry.operation != asked.operation || spec(other.entry.field).type != FieldType::currency) continue;
        const Value& value = other.entry.*version;
        if (const auto* text = std::get_if<std::string>(&value)) return Currency::parse(*text).value_or(otherwise);
    }
    return otherwise;
}

// One version of a value, for programs and for people.
struct Version {
    Json json;
    std::string text;
};

Version version_of(const Context& context, Field field, const Value& value, const About& about, Currency currency) {
    const std::string name = shell::referred_name(*context.store, field, value);
    const Writer writer{context.language, context.environment.zones};
    return {value_json(field, value, name, currency), writer.value(field, value, name, currency, about.zone)};
}

Json item_json(const Id& id, const Msg& kind, Entity entity, const Id& record, const About& about, Field field) {
    Json json;
    json["id"] = id.text();
    json["kind"] = tr(Language::english, kind);
    json["entity"] = entity_name(entity);
    json["record_id"] = record.text();
    json["name"] = about.name;
    json["field"] = spec(field).name;
    return json;
}

void add_conflict(const Context& context, const std::vector<store::OpenConflict>& open,
                  const store::OpenConflict& conflict, Answer& answer, Table& table) {
    using Entry = store::ConflictEntry;
    const Entry& entry = conflict.entry;
    const About record = about(context, entry.entity, entry.record);
    const auto version = [&](Value Entry::*which) {
        return version_of(context, entry.field, entry.*which, record, currency_of(open, entry, which, record.currency));
    };
    const Version mine = version(&Entry::mine);
    const Version theirs = version(&Entry::theirs);
    const Id me = context.store->session().actor.id;
    Json json = item_json(entry.id, words::conflict, entry.entity, entry.record, record, entry.field);
    json["base"] = version(&Entry::base).json;
    json["mine"] = mine.json;
    json["theirs"] = theirs.json;
    json["reason"] = nullptr;
    json["mine_by"] = reference_json(entry.author, conflict.author_name);
    answer.json["items"].push_back(std::move(json));
    // Others see the question as well: a value that is not the reader's says whose it is.
    const std::string mine_text = entry.author == me || conflict.author_name.empty()
                                      ? mine.text
                                      : context.say(words::value_by, {mine.text, conflict.author_name});
    table.rows.push_back({context.say(words::conflict),
                          context.say(entity_kind(entry.entity)) + " " + record.name,
                          context.say(spec(entry.field).label),
                          mine_text,
                          theirs.text,
                          {},
                          entry.id.text()});
}

void add_returned(const Context& context, const store::ReturnedItem& item, Answer& answer, Table& table) {
    const Operation& operation = item.operation;
    const bool creation = operation.kind == OperationKind::create;
    const About record = about(context, operation.entity, operation.record, operation.changes);
    const std::string reason = sync::refusal_text(item, context.language);
    for (const FieldChange& change : operation.changes) {
        const Version mine = version_of(context, change.field, change.after, record, record.currency);
        Json json = item_json(item.id, words::returned, operation.entity, operation.record, record, change.field);
        json["base"] = version_of(context, change.field, change.before, record, record.currency).json;
        json["mine"] = mine.json;
        json["theirs"] = nullptr;
        json["reason"] = reason;
        answer.json["items"].push_back(std::move(json));
        // An amount says its currency.
        if (!shell::is_news(change, creation) || spec(change.field).type == FieldType::currency) continue;
        table.rows.push_back({context.say(words::returned),
                              context.say(entity_kind(operation.entity)) + " " + record.name,
                              context.say(spec(change.field).label),
                              mine.text,
                              {},
                              reason,
                              item.id.text()});
    }
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

// An edit that came back is no question: it is sent again, or what stands is kept.
Result<Answer> answer_returned(Context& context, const Id& id, std::optional<store::Keep> keep) {
    const auto tray = EPIC_TRY(context.store->exchange().returned(context.store->session().actor.id));
    const auto item = std::ranges::find_if(tray, [&](const auto& one) { return one.id == id; });
    if (item == tray.end()) {
        return Error{.code = ErrorCode::not_found, .message = Message(words::inbox_unknown, {id.text()})};
    }
    if (!keep) return usage_error(words::returned_has_no_value);
    const Operation& operation = item->operation;
    if (*keep == store::Keep::mine) {
        const store::Written written = EPIC_TRY(context.store->resend(id));
        return answer_write(context, EPIC_TRY(entity_of_answer(context, written, operation.entity)), written);
    }
    EPIC_TRY(context.store->exchange().dismiss_returned(id));
    Answer answer;
    answer.json["dismissed"] = id.text();
    answer.text = context.say(words::dismissed) + "\n";
    return answer;
}

} // namespace

Result<Answer> list_inbox(Context& context, const Call&) {
    Answer answer;
    answer.json["items"] = Json::array();
    Table table;
    for (const Msg* heading : {&words::kind, &words::record, &words::what, &words::mine, &words::theirs}) {
        table.columns.push_back({context.say(*heading), false});
    }
    // To be read to its end, and to be copied.
    table.columns.push_back({context.say(words::reason), false, true});
    table.columns.push_back({context.say(words::identifier), false, true});
    const std::vector<store::OpenConflict> open = EPIC_TRY(context.store->exchange().conflicts());
    for (const store::OpenConflict& conflict : open) add_conflict(context, open, conflict, answer, table);
    for (const store::ReturnedItem& item :
         EPIC_TRY(context.store->exchange().returned(context.store->session().actor.id))) {
        add_returned(context, item, answer, table);
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
    std::optional<store::Keep> kept;
    if (keep) kept = *keep == "mine" ? store::Keep::mine : store::Keep::theirs;
    if (asked == open.end()) return answer_returned(context, id, kept);
    const store::ConflictEntry& entry = asked->entry;
    if (kept) return answer_write(context, entry.entity, EPIC_TRY(context.store->settle(id, *kept)));
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
