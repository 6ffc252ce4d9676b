#include "storage/sync/wire_page.hpp"

#include "storage/sync/install.hpp"
#include "storage/sync/json_reader.hpp"
#include "storage/sync/sync_words.hpp"

namespace epic::sync {
namespace {

using Json = nlohmann::json;

enum Column : std::size_t {
    id_column,
    entity_column,
    created_by_column,
    created_number_column,
    created_operation_column,
    fields_column,
    numbers_column,
    column_count
};

} // namespace

std::string page_document(const Envelope& envelope, const PageStage& stage, std::string_view after,
                          std::uint32_t records_max) {
    const Json json{{"protocol", "1"},
                    {"schema", std::to_string(schema_version)},
                    {"server_id", envelope.server_id},
                    {"device", envelope.device.hex()},
                    {"part", stage.part},
                    {"entity", stage.entity},
                    {"after", after},
                    {"records_max", std::to_string(records_max)}};
    return json.dump();
}

Result<PageAnswer> read_page(std::string_view text) {
    JsonReader reader(text);
    PageAnswer answer;
    const Json& more = reader.member(reader.root(), "more");
    answer.more = more.is_boolean() ? more.get<bool>() : more.is_number() ? more.get<int>() != 0 : false;
    const Json& total = reader.member(reader.root(), "total");
    if (total.is_string()) answer.total = reader.parse_number(total.get<std::string>(), "total");
    if (!reader.root().is_object() || more.is_null()) reader.reject("page");
    if (reader.rejected()) return reader.failure();
    return answer;
}

Result<store::BootstrapRow> read_page_row(RowView row) {
    JsonReader fields(row.size() >= column_count && row[fields_column] ? *row[fields_column] : std::string_view());
    if (row.size() < column_count || !fields.root().is_object()) {
        fields.reject("columns of a page");
        return fields.failure();
    }
    const auto cell = [&](Column column) { return row[column].value_or(std::string_view()); };
    const auto entity = parse_entity(cell(entity_column));
    if (!entity) {
        fields.reject("entity");
        return fields.failure();
    }
    store::BootstrapRow found;
    found.record = Record(*entity, fields.parse_id(cell(id_column), "id"));
    found.record.created_by = fields.parse_id(cell(created_by_column), "created_by");
    found.created_number = fields.parse_number(cell(created_number_column), "created_number");
    for (const FieldSpec& known : fields_of(*entity)) {
        const std::string name(known.name);
        const Json& text = fields.member(fields.root(), name.c_str());
        if (!text.is_null() && !text.is_string()) fields.reject(known.name);
        auto value =
            value_from_wire(known.field, text.is_string() ? std::optional(text.get<std::string>()) : std::nullopt);
        if (!value) {
            fields.reject(known.name);
            return fields.failure();
        }
        found.record.set(known.field, std::move(*value));
    }
    JsonReader numbers(cell(numbers_column));
    if (!numbers.root().is_array()) fields.reject("numbers");
    for (const Json& pair : numbers.root().is_array() ? numbers.root() : Json::array()) {
        if (!pair.is_array() || pair.size() < 2 || !pair[0].is_string() || !pair[1].is_string()) {
            fields.reject("numbers");
            break;
        }
        const std::string unit = pair[0].get<std::string>();
        const std::uint64_t number = fields.parse_number(pair[1].get<std::string>(), "numbers");
        for (const FieldSpec& known : fields_of(*entity)) {
            if (unit_name(known) == unit) found.numbers.push_back({known.field, number});
        }
    }
    if (fields.rejected()) return fields.failure();
    return found;
}

Result<PageQuestions> read_page_questions(RowView row) {
    JsonReader reader("{}");
    if (row.size() < 6 || !row[5]) reader.reject("questions of a page");
    const auto cell = [&](std::size_t i) { return i < row.size() ? row[i].value_or("") : std::string_view(); };
    LogLine line;
    Operation& operation = line.entry.operation;
    operation.id = reader.parse_id(cell(0), "operation");
    const auto entity = parse_entity(cell(1));
    if (!entity) reader.reject("entity");
    operation.entity = entity.value_or(Entity::client);
    operation.record = reader.parse_id(cell(2), "record");
    operation.author = reader.parse_id(cell(3), "author");
    line.entry.number = reader.parse_number(cell(4), "number");
    if (reader.rejected()) return reader.failure();
    EPIC_TRY(read_conflicts(cell(5), line));
    return PageQuestions{operation.id, std::move(line.conflicts)};
}

} // namespace epic::sync
