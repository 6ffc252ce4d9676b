#include "app/cli/record_json.hpp"

namespace epic::cli {
namespace {

std::string name_of(const RecordView& view, Field field) {
    const auto found = view.names.find(field);
    return found == view.names.end() ? std::string() : found->second;
}

// What is known of a contract besides its fields, and of what hangs on one.
void add_derived(Json& json, const RecordView& view) {
    switch (view.record.entity) {
        case Entity::contract:
            json["commercial"] = reference_json(view.commercial, view.commercial_name);
            json["amount_paid"] = money_json(view.paid);
            json["remaining"] = money_json(view.remaining);
            break;
        case Entity::payment:
            json["client"] = reference_json(view.client, view.client_name);
            json["reversed"] = view.reversed;
            break;
        case Entity::event:
            json["client"] = reference_json(view.client, view.client_name);
            json["commercial"] = reference_json(view.commercial, view.commercial_name);
            json["double_booked"] = view.double_booked;
            break;
        case Entity::collaborator:
        case Entity::client: break;
    }
}

} // namespace

Json money_json(Money money) {
    Json json;
    json["minor"] = money.minor;
    json["currency"] = money.currency.text();
    return json;
}

Json reference_json(const std::optional<Id>& id, const std::string& name) {
    if (!id) return nullptr;
    Json json;
    json["id"] = id->text();
    json["name"] = name.empty() ? Json(nullptr) : Json(name);
    return json;
}

Json value_json(Field field, const Value& value, const std::string& name, Currency currency) {
    if (is_null(value)) return nullptr;
    switch (spec(field).type) {
        case FieldType::boolean: return std::get<std::int64_t>(value) != 0;
        case FieldType::integer: return std::get<std::int64_t>(value);
        case FieldType::amount_minor: return money_json({std::get<std::int64_t>(value), currency});
        case FieldType::date: return iso_text(std::get<Date>(value));
        case FieldType::instant: return utc_text(Instant{std::get<std::int64_t>(value)});
        case FieldType::reference: return reference_json(std::get<Id>(value), name);
        default: break;
    }
    return std::get<std::string>(value);
}

Json record_json(const RecordView& view) {
    const Record& record = view.record;
    const bool has_money = record.entity == Entity::contract || record.entity == Entity::payment;
    const Currency currency = has_money ? money_of(record).currency : euro;
    Json json;
    json["id"] = record.id.text();
    for (const FieldSpec& field : fields_of(record.entity)) {
        // The currency is part of the amount.
        if (field.type == FieldType::currency) continue;
        if (field.field == Field::contract_number) {
            json["number"] = view.number.empty() ? Json(nullptr) : Json(view.number);
            json["number_provisional"] = view.number_provisional;
            continue;
        }
        json[std::string(field.name)] =
            value_json(field.field, record.get(field.field), name_of(view, field.field), currency);
    }
    add_derived(json, view);
    json["pending"] = view.pending;
    return json;
}

Json history_json(const HistoryItem& item, Currency currency) {
    Json json;
    json["at"] = utc_text(item.at);
    json["by"] = reference_json(item.by.is_nil() ? std::nullopt : std::optional(item.by), item.by_name);
    json["device"] = item.device.is_nil() ? Json(nullptr) : Json(item.device.text());
    json["operation_id"] = item.operation.text();
    json["command"] = item.command;
    json["field"] = spec(item.field).name;
    json["before"] = value_json(item.field, item.before, item.before_name, currency);
    json["after"] = value_json(item.field, item.after, item.after_name, currency);
    json["state"] = item.state;
    return json;
}

Json page_json(const Page& page) {
    Json json;
    json["total"] = page.total;
    json["limit"] = page.limit;
    json["offset"] = page.offset;
    json["items"] = Json::array();
    for (const RecordView& view : page.items) json["items"].push_back(record_json(view));
    return json;
}

} // namespace epic::cli
