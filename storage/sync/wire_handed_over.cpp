// What people hand over to management: operations as in a push, with why they came back.
#include "storage/sync/install.hpp"
#include "storage/sync/json_reader.hpp"
#include "storage/sync/wire.hpp"

namespace epic::sync {
namespace {

using Json = nlohmann::json;

Base read_base(JsonReader& reader, const std::string& text) {
    if (const auto operation = text.size() == 32 ? Id::parse(text) : std::nullopt) return {0, operation};
    return {reader.parse_number(text, "base"), std::nullopt};
}

void read_fields(JsonReader& reader, const Json& fields, Operation& operation) {
    for (const Json& cells : fields.is_array() ? fields : Json::array()) {
        const bool formed = cells.is_array() && cells.size() >= 3 && cells[0].is_string() && cells[2].is_string() &&
                            (cells[1].is_null() || cells[1].is_string());
        if (!formed) return reader.reject("fields");
        const auto field = find_field(operation.entity, cells[0].get<std::string>());
        if (!field) continue; // of a newer program
        auto value =
            value_from_wire(*field, cells[1].is_null() ? std::nullopt : std::optional(cells[1].get<std::string>()));
        if (!value) return reader.reject("value");
        operation.changes.push_back({*field, {}, std::move(*value), read_base(reader, cells[2].get<std::string>())});
    }
}

// Nothing for what cannot be read: it was written without the server having judged it.
std::optional<store::ReturnedItem> read_item(const Json& json, const std::optional<Id>& author) {
    JsonReader reader("{}");
    store::ReturnedItem item;
    Operation& operation = item.operation;
    item.id = operation.id = reader.id(json, "id");
    operation.command = reader.text(json, "c");
    const auto entity = parse_entity(reader.text(json, "e"));
    if (!entity) return std::nullopt;
    operation.entity = *entity;
    operation.record = reader.id(json, "r");
    operation.kind = reader.text(json, "k") == "create" ? OperationKind::create : OperationKind::change;
    operation.stamp = HybridTime{reader.number(json, "s")};
    operation.group = json.contains("g") ? reader.id(json, "g") : operation.id;
    if (json.contains("p")) operation.position = static_cast<std::uint32_t>(reader.number(json, "p"));
    if (author) {
        operation.author = *author;
    } else {
        operation.author = reader.id(json, "a");
    }
    read_fields(reader, reader.member(json, "f"), operation);
    item.code = reader.text(json, "code");
    item.rule = reader.text(json, "rule");
    item.text = reader.text(json, "text");
    item.at = operation.stamp.instant();
    item.handed_over = true;
    if (reader.rejected() || operation.changes.empty()) return std::nullopt;
    return item;
}

} // namespace

std::string handed_over_document(const Envelope& envelope, std::uint64_t after, std::span<const Id> taken) {
    Json json{{"protocol", "1"},
              {"schema", std::to_string(schema_version)},
              {"server_id", envelope.server_id},
              {"device", envelope.device.hex()},
              {"after", std::to_string(after)}};
    json["taken"] = Json::array();
    for (const Id& operation : taken) json["taken"].push_back(operation.hex());
    return json.dump();
}

Result<std::vector<store::ReturnedItem>> read_handed_over(std::string_view document, const std::optional<Id>& author) {
    JsonReader reader(document);
    std::vector<store::ReturnedItem> items;
    const Json& operations = reader.member(reader.root(), "operations");
    if (!operations.is_array()) {
        reader.reject("operations");
        return reader.failure();
    }
    for (const Json& one : operations) {
        if (!one.is_object()) continue;
        if (auto item = read_item(one, author)) items.push_back(std::move(*item));
    }
    return items;
}

} // namespace epic::sync
