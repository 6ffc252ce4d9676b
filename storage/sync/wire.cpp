#include "storage/sync/wire.hpp"

#include <algorithm>

#include "storage/sync/install.hpp"
#include "storage/sync/json_reader.hpp"
#include "storage/sync/sync_words.hpp"

namespace epic::sync {
namespace {

using Json = nlohmann::json;

Json envelope_json(const Envelope& envelope) {
    Json json{{"protocol", "1"}, {"schema", std::to_string(schema_version)}};
    if (!envelope.device.is_nil()) json["device"] = envelope.device.hex();
    if (!envelope.server_id.empty()) json["server_id"] = envelope.server_id;
    return json;
}

std::string base_text(const Base& base) {
    return base.operation ? base.operation->hex() : std::to_string(base.number);
}

// From this version on, a server takes the entity from the command.
constexpr std::uint64_t schema_of_short_operations = 3;

bool command_names_entity(const Operation& operation) {
    const std::string_view command = operation.command;
    return command.substr(0, command.find('.')) == entity_name(operation.entity);
}

Json operation_json(const Operation& operation, bool with_author, int round, bool names_entity = true) {
    Json fields = Json::array();
    for (const FieldChange& change : operation.changes) {
        const auto value = wire_text(change.after);
        fields.push_back({spec(change.field).name, value ? Json(*value) : Json(), base_text(change.base)});
    }
    Json json{{"id", operation.id.hex()},
              {"c", operation.command},
              {"r", operation.record.hex()},
              {"s", std::to_string(operation.stamp.packed)},
              {"f", std::move(fields)}};
    // What is usual is left out: most operations are a change, alone in their group.
    if (names_entity || !command_names_entity(operation)) json["e"] = entity_name(operation.entity);
    if (operation.group != operation.id) json["g"] = operation.group.hex();
    if (operation.position != 0) json["p"] = std::to_string(operation.position);
    if (operation.kind == OperationKind::create) json["k"] = "create";
    for (const Id& settled : operation.settles) json["x"].push_back(settled.hex());
    if (round != 0) json["m"] = std::to_string(round);
    if (with_author) json["a"] = operation.author.hex();
    return json;
}

std::optional<FieldOutcome> parse_outcome(std::string_view name) {
    if (name == "agreed") return FieldOutcome::agreed;
    if (name == "won") return FieldOutcome::won;
    if (name == "lost") return FieldOutcome::lost;
    if (name == "question") return FieldOutcome::question;
    if (name == "amended") return FieldOutcome::amended;
    if (name == "merge") return FieldOutcome::merge;
    return std::nullopt;
}

} // namespace

Error JsonReader::failure() const {
    return Error{.code = ErrorCode::server_refused, .message = words::strange_answer, .details = "answer: " + wrong_};
}

std::string hello_document(const HelloRequest& request) {
    Json json = envelope_json(request.envelope);
    json["cursor"] = std::to_string(request.cursor);
    if (!request.fence.empty()) json["fence"] = request.fence;
    if (!request.chain.empty()) json["chain"] = request.chain;
    if (!request.device_name.empty()) json["device_name"] = request.device_name;
    if (request.sends) json["sends"] = "1";
    json["program"] = "1";
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<HelloAnswer> read_hello(std::string_view text) {
    JsonReader reader(text);
    const Json& root = reader.root();
    HelloAnswer answer;
    answer.server_id = reader.id(root, "server_id").hex();
    answer.schema = reader.number(root, "schema");
    answer.epoch = reader.number(root, "epoch");
    answer.head = reader.number(root, "head");
    answer.chain = reader.text(root, "chain");
    answer.fence = reader.text(root, "fence");
    answer.now = Instant{static_cast<std::int64_t>(reader.number(root, "now"))};
    answer.collaborator = reader.id(root, "collaborator");
    const std::string account = reader.text(root, "account");
    answer.revoked = account == "revoked";
    answer.moved = account == "moved";
    answer.open = reader.text(root, "state") == "open";
    answer.upkeep = reader.text(root, "upkeep") == "1";
    answer.one_time_password = reader.text(root, "one_time_password") == "1";
    if (root.contains("log_from")) answer.log_from = reader.number(root, "log_from");
    if (root.contains("bytes_max")) answer.bytes_max = static_cast<std::size_t>(reader.number(root, "bytes_max"));

    const std::string history = reader.text(root, "history");
    if (history == "behind")
        answer.history = History::behind;
    else if (history == "different")
        answer.history = History::different;
    else if (history != "same")
        reader.reject("history");

    const std::string device = reader.text(root, "device");
    if (device == "new")
        answer.device = Standing::new_device;
    else if (device == "unheard")
        answer.device = Standing::unheard;
    else if (device == "clone")
        answer.device = Standing::clone;
    else if (device == "retired")
        answer.device = Standing::retired;
    else if (device == "unknown")
        answer.device = Standing::unknown;
    else if (device == "none")
        answer.device = Standing::none;
    else if (device != "known")
        reader.reject("device");

    if (reader.rejected()) return reader.failure();
    return answer;
}

std::string push_document(const Envelope& envelope, std::string_view fence, const Id& batch,
                          std::span<const Operation> operations, bool with_authors, const MergeRounds& rounds) {
    Json json = envelope_json(envelope);
    json["fence"] = fence;
    json["batch"] = batch.hex();
    Json array = Json::array();
    for (const Operation& operation : operations) {
        const auto round =
            std::find_if(rounds.begin(), rounds.end(), [&](const auto& r) { return r.first == operation.id; });
        array.push_back(operation_json(operation, with_authors, round == rounds.end() ? 0 : round->second,
                                       envelope.server_schema < schema_of_short_operations));
    }
    json["operations"] = std::move(array);
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string hand_over_document(const Envelope& envelope, std::span<const store::ReturnedItem> items,
                               const std::optional<Id>& of) {
    Json json = envelope_json(envelope);
    if (of) json["of"] = of->hex();
    Json array = Json::array();
    for (const store::ReturnedItem& item : items) {
        Json one = operation_json(item.operation, true, 0);
        if (!item.code.empty()) one["code"] = item.code;
        if (!item.rule.empty()) one["rule"] = item.rule;
        if (!item.text.empty()) one["text"] = item.text;
        array.push_back(std::move(one));
    }
    json["operations"] = std::move(array);
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string farewell_document(const Envelope& envelope, const std::optional<Id>& of) {
    Json json = envelope_json(envelope);
    if (of) json["of"] = of->hex();
    return json.dump();
}

std::string plain_document(const Envelope& envelope) {
    return envelope_json(envelope).dump();
}

Result<PushAnswer> read_push(std::string_view text, std::span<const Operation> sent) {
    JsonReader reader(text);
    const Json& root = reader.root();
    PushAnswer answer;
    answer.batch = reader.id(root, "batch");
    answer.fence = reader.text(root, "fence");
    answer.epoch = reader.number(root, "epoch");
    answer.chain = reader.text(root, "chain");
    answer.seal = reader.text(root, "seal");
    answer.now = Instant{static_cast<std::int64_t>(reader.number(root, "now"))};
    const Json& operations = reader.member(root, "operations");
    if (!operations.is_array() || operations.size() != sent.size() || answer.fence.empty()) reader.reject("operations");
    for (std::size_t i = 0; !reader.rejected() && i < sent.size(); ++i) {
        const Json& one = operations[i];
        OperationAnswer operation;
        operation.id = reader.id(one, "id");
        if (operation.id != sent[i].id) reader.reject("order of operations");
        const std::string state = reader.text(one, "state");
        if (state == "refused")
            operation.state = OperationState::refused;
        else if (state == "merge")
            operation.state = OperationState::merge;
        else if (state == "deferred")
            operation.state = OperationState::deferred;
        else if (state == "known")
            operation.state = OperationState::known;
        else if (state != "applied")
            reader.reject("state");
        const bool numbered = operation.state == OperationState::applied || operation.state == OperationState::known;
        if (numbered) operation.number = reader.number(one, "number");
        operation.code = reader.text(one, "code");
        operation.rule = reader.text(one, "rule");
        operation.field = reader.text(one, "field");
        const Json& fields = reader.member(one, "fields");
        for (const Json& cells : fields.is_array() ? fields : Json::array()) {
            const bool formed = cells.is_array() && cells.size() >= 4 && cells[0].is_string() && cells[1].is_string() &&
                                cells[2].is_string() && (cells[3].is_null() || cells[3].is_string());
            const auto field = formed ? find_field(sent[i].entity, cells[0].get<std::string>()) : std::nullopt;
            const auto outcome = formed ? parse_outcome(cells[1].get<std::string>()) : std::nullopt;
            if (!field || !outcome) {
                reader.reject("fields");
                break;
            }
            auto value =
                value_from_wire(*field, cells[3].is_null() ? std::nullopt : std::optional(cells[3].get<std::string>()));
            if (!value) {
                reader.reject("value");
                break;
            }
            const std::uint64_t number = reader.parse_number(cells[2].get<std::string>(), "number");
            operation.fields.push_back({*field, *outcome, number, std::move(*value)});
        }
        answer.operations.push_back(std::move(operation));
    }
    if (reader.rejected()) return reader.failure();
    return answer;
}

std::string pull_document(const Envelope& envelope, std::uint64_t after, std::uint32_t operations_max) {
    Json json = envelope_json(envelope);
    json["after"] = std::to_string(after);
    json["operations_max"] = std::to_string(operations_max);
    return json.dump();
}

Result<PullAnswer> read_pull(std::string_view text) {
    JsonReader reader(text);
    PullAnswer answer;
    answer.from = reader.number(reader.root(), "from");
    answer.to = reader.number(reader.root(), "to");
    answer.head = reader.number(reader.root(), "head");
    answer.chain = reader.text(reader.root(), "chain");
    if (answer.to < answer.from || answer.head < answer.to) reader.reject("numbers");
    if (reader.rejected()) return reader.failure();
    return answer;
}

} // namespace epic::sync
