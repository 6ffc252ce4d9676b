// Rows of the log, as sync_pull streams them.
#include <algorithm>

#include "storage/sync/json_reader.hpp"
#include "storage/sync/sync_words.hpp"
#include "storage/sync/wire.hpp"

namespace epic::sync {
namespace {

using Json = nlohmann::json;

enum Column : std::size_t {
    number_column,
    operation_column,
    batch_column,
    group_column,
    position_column,
    command_column,
    entity_column,
    record_column,
    kind_column,
    author_column,
    device_column,
    stamp_column,
    at_column,
    fields_column,
    conflicts_column,
    settles_column,
    column_count
};

// [[name, value], …] of fields that this program knows; a newer server may send others, which are left alone.
std::vector<std::pair<Field, Value>> read_values(JsonReader& reader, Entity entity, const Json& pairs) {
    std::vector<std::pair<Field, Value>> values;
    if (!pairs.is_array()) reader.reject("values");
    for (const Json& pair : pairs.is_array() ? pairs : Json::array()) {
        if (!pair.is_array() || pair.size() < 2 || !pair[0].is_string() ||
            !(pair[1].is_null() || pair[1].is_string())) {
            reader.reject("value");
            return values;
        }
        const auto field = find_field(entity, pair[0].get<std::string>());
        if (!field) continue;
        auto value =
            value_from_wire(*field, pair[1].is_null() ? std::nullopt : std::optional(pair[1].get<std::string>()));
        if (!value) {
            reader.reject("value");
            return values;
        }
        values.emplace_back(*field, std::move(*value));
    }
    return values;
}

const Value* value_of(const std::vector<std::pair<Field, Value>>& values, Field field) {
    const auto found =
        std::find_if(values.begin(), values.end(), [&](const auto& pair) { return pair.first == field; });
    return found == values.end() ? nullptr : &found->second;
}

// [unit, outcome, theirs_number, base, mine, theirs]
void read_conflict(JsonReader& reader, const Json& cells, LogLine& line) {
    const bool formed = cells.is_array() && cells.size() >= 6 && cells[1].is_string() && cells[2].is_string();
    if (!formed) return reader.reject("conflict");
    const Operation& operation = line.entry.operation;
    const std::string outcome = cells[1].get<std::string>();
    const std::uint64_t theirs_number = reader.parse_number(cells[2].get<std::string>(), "conflict");
    const auto mine = read_values(reader, operation.entity, cells[4]);
    const auto theirs = read_values(reader, operation.entity, cells[5]);
    for (const auto& [field, value] : mine) {
        const Value* met = value_of(theirs, field);
        const Value standing = met == nullptr ? Value{} : *met;
        if (outcome != "won") {
            line.entry.operation.changes.push_back({field, {}, value, {}});
            line.entry.results.push_back({field, standing, theirs_number});
        }
        // A unit is one choice, but a field of it that both wrote alike is nothing to choose.
        if (value == standing) continue;
        line.conflicts.push_back({.id = conflict_id(operation.id, field),
                                  .entity = operation.entity,
                                  .record = operation.record,
                                  .field = field,
                                  .operation = operation.id,
                                  .author = operation.author,
                                  .base = {},
                                  .mine = value,
                                  .theirs = standing,
                                  .theirs_author = {},
                                  .number = line.entry.number});
    }
}

} // namespace

Id conflict_id(const Id& operation, Field field) {
    // The operation's id with another last byte per field: unique, because no two operations differ only there
    // (the tail of a UUIDv7 is random) and a field stands once in an operation.
    Id id = operation;
    id.bytes[15] = static_cast<std::uint8_t>(id.bytes[15] ^ (0x80U | static_cast<unsigned>(field)));
    return id;
}

Result<> read_conflicts(std::string_view text, LogLine& line) {
    JsonReader reader(text);
    if (!reader.root().is_array()) reader.reject("conflicts");
    for (const Json& cells : reader.root().is_array() ? reader.root() : Json::array()) {
        read_conflict(reader, cells, line);
    }
    if (reader.rejected()) return reader.failure();
    return Done{};
}

std::optional<std::uint64_t> number_of_log_row(RowView row) {
    JsonReader reader("{}");
    if (row.empty() || !row[number_column]) return std::nullopt;
    const std::uint64_t number = reader.parse_number(*row[number_column], "number");
    return reader.rejected() ? std::nullopt : std::optional(number);
}

Result<LogLine> read_log_row(RowView row) {
    JsonReader fields(row.size() >= column_count && row[fields_column] ? *row[fields_column] : std::string_view());
    if (row.size() < column_count) {
        fields.reject("columns of the log");
        return fields.failure();
    }
    const auto cell = [&](Column column) { return row[column].value_or(std::string_view()); };
    LogLine line;
    Operation& operation = line.entry.operation;
    line.entry.number = fields.parse_number(cell(number_column), "number");
    operation.id = fields.parse_id(cell(operation_column), "operation");
    operation.group = fields.parse_id(cell(group_column), "group");
    operation.position = static_cast<std::uint32_t>(fields.parse_number(cell(position_column), "position"));
    operation.command = std::string(cell(command_column));
    operation.record = fields.parse_id(cell(record_column), "record");
    operation.author = fields.parse_id(cell(author_column), "author");
    operation.device = fields.parse_id(cell(device_column), "device");
    operation.stamp = HybridTime{fields.parse_number(cell(stamp_column), "stamp")};
    operation.kind = cell(kind_column) == "create" ? OperationKind::create : OperationKind::change;
    const auto entity = parse_entity(cell(entity_column));
    if (!entity) fields.reject("entity");
    operation.entity = entity.value_or(Entity::client);

    for (auto& [field, value] : read_values(fields, operation.entity, fields.root())) {
        if (field == Field::contract_number && operation.kind == OperationKind::create) {
            const auto number = wire_text(value);
            line.contract_number = store::ContractNumber{operation.record, number.value_or(std::string())};
        }
        operation.changes.push_back({field, {}, std::move(value), {}});
    }
    if (row[conflicts_column]) EPIC_TRY(read_conflicts(*row[conflicts_column], line));
    if (row[settles_column]) {
        JsonReader settles(*row[settles_column]);
        for (const Json& one : settles.root().is_array() ? settles.root() : Json::array()) {
            operation.settles.push_back(
                settles.parse_id(one.is_string() ? one.get<std::string>() : std::string(), "settles"));
        }
        if (settles.rejected()) return settles.failure();
    }
    if (!line.conflicts.empty() || !line.entry.results.empty()) line.entry.verdict = store::Verdict::conflict;
    if (fields.rejected()) return fields.failure();
    return line;
}

} // namespace epic::sync
