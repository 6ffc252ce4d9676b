// What a client sent, read without trust, and the order in which its operations must be done.
#include <algorithm>

#include "tests/simulation/model/push.hpp"

namespace epic::model {
namespace {

using Json = nlohmann::json;

Text scalar(const Json& json) {
    if (json.is_null() || json.is_structured()) return std::nullopt;
    return json.is_string() ? json.get<std::string>() : json.dump();
}

Text scalar_member(const Json& json, const char* name) {
    return json.is_object() && json.contains(name) ? scalar(json[name]) : std::nullopt;
}

Text element(const Json& json, std::size_t index) {
    return json.is_array() && index < json.size() ? scalar(json[index]) : std::nullopt;
}

bool is_command(std::string_view text) {
    const std::size_t dot = text.find('.');
    const auto word = [](std::string_view part) {
        return !part.empty() && part.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos;
    };
    return text.size() <= 64 && dot != std::string_view::npos && word(text.substr(0, dot)) &&
           word(text.substr(dot + 1));
}

bool is_field_name(std::string_view text) {
    return !text.empty() && text.size() <= 32 &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos;
}

[[noreturn]] void malformed(const char* what) {
    throw Refused{31004, std::string("form: ") + what};
}

std::string checked(Text text, bool fits, const char* what) {
    if (!text || !fits) malformed(what);
    return std::move(*text);
}

} // namespace

Text PushedOperation::set(std::string_view field) const {
    for (const PushedField& one : fields) {
        if (one.name == field && one.outcome != "invalid") return one.value;
    }
    return std::nullopt;
}

bool PushedOperation::names(std::string_view field) const {
    return std::any_of(fields.begin(), fields.end(), [&](const PushedField& one) { return one.name == field; });
}

bool PushedOperation::filled_in(const PushedField& field) const {
    const bool off = field.spec->type == FieldType::boolean && field.value == "0";
    return !creates || (field.value && !off);
}

void PushedOperation::refuse(std::string_view why, std::string_view by_rule, std::string_view field) {
    state = "refused", code = why, rule = by_rule, fault = field;
}

Push::Push(Server& server, bool trusted, std::string author)
    : server_(server), trusted_(trusted), author_(std::move(author)), at_(server.now_()) {}

void Push::read(const Json& request) {
    if (!request.contains("operations") || !request["operations"].is_array()) malformed("$.operations");
    const Json& operations = request["operations"];
    if (operations.empty() || operations.size() > 5000) throw Refused{31009, "size"};
    for (const Json& one : operations) read_operation(one);

    std::set<std::string> ended;
    for (std::size_t i = 0; i < operations_.size(); ++i) {
        if (!by_id_.emplace(operations_[i].id, i).second) malformed("an operation is twice in the batch");
        if (i > 0 && operations_[i].group != operations_[i - 1].group) ended.insert(operations_[i - 1].group);
        if (ended.contains(operations_[i].group)) malformed("a group is not in one piece");
    }
    for (PushedOperation& operation : operations_) judge_values(operation);
    order();
}

void Push::read_operation(const Json& json) {
    PushedOperation operation;
    const auto id = [&](const char* name, Text otherwise = {}) {
        Text found = scalar_member(json, name);
        if (!found) found = std::move(otherwise);
        const bool fits = found && is_hex(*found, 32);
        return checked(std::move(found), fits, name);
    };
    const auto number = [&](const char* name, std::size_t digits, Text otherwise) {
        Text found = scalar_member(json, name);
        if (!found) found = std::move(otherwise);
        const bool fits = found && is_digits(*found, digits);
        return std::stoull(checked(std::move(found), fits, name));
    };
    operation.id = id("id");
    operation.group = id("g", operation.id);
    operation.position = static_cast<int>(number("p", 5, "0"));
    Text command = scalar_member(json, "c");
    const bool named = command && is_command(*command);
    operation.command = checked(std::move(command), named, "c");
    const std::string of_command = operation.command.substr(0, operation.command.find('.'));
    const auto entity = parse_entity(scalar_member(json, "e").value_or(of_command));
    if (!entity) malformed("e");
    operation.entity = *entity;
    operation.record = id("r");
    const std::string kind = scalar_member(json, "k").value_or("change");
    if (kind != "create" && kind != "change") malformed("k");
    operation.creates = kind == "create";
    // A clock that runs ahead may not win for ever: two minutes are allowed.
    const auto latest = static_cast<std::uint64_t>(at_ + 120'000) * 65'536;
    operation.stamp = std::min<std::uint64_t>(latest, number("s", 19, {}));
    operation.round = static_cast<int>(number("m", 1, "0"));
    operation.author = trusted_ ? id("a") : author_;
    if (json.contains("f") && json["f"].is_array()) {
        for (const Json& cells : json["f"]) {
            PushedField field;
            Text name = element(cells, 0);
            Text base = element(cells, 2);
            const bool name_fits = name && is_field_name(*name);
            const bool base_fits = base && (is_digits(*base, 18) || is_hex(*base, 32));
            field.name = checked(std::move(name), name_fits, "f");
            field.base = checked(std::move(base), base_fits, "f");
            if (cells.is_array() && cells.size() > 1 && cells[1].is_structured()) malformed("f");
            field.value = element(cells, 1);
            operation.fields.push_back(std::move(field));
        }
    }
    if (json.contains("x") && json["x"].is_array()) {
        for (const Json& one : json["x"]) {
            const Text settled = scalar(one);
            if (settled && is_hex(*settled, 32)) operation.settles.insert(*settled);
        }
    }
    operations_.push_back(std::move(operation));
}

void Push::judge_values(PushedOperation& operation) {
    std::set<std::string> names;
    std::string invalid;
    bool twice = false;
    std::size_t required = 0;
    bool any_known = false;
    for (PushedField& field : operation.fields) {
        field.spec = find_spec(operation.entity, field.name);
        if (field.spec) {
            field.unit = unit_of(*field.spec);
            any_known = true;
            if (field.spec->required && field.spec->type != FieldType::boolean) ++required;
        }
        if (!field.spec || !is_value(*field.spec, field.value)) {
            field.outcome = "invalid";
            if (invalid.empty() || field.name < invalid) invalid = field.name;
        } else if (operation.creates) {
            field.outcome = "applied";
        }
        twice = !names.insert(field.name).second || twice;
    }
    if (!invalid.empty()) {
        operation.refuse("invalid_value", "value", invalid);
    } else if (operation.fields.empty() || twice) {
        operation.refuse("invalid_value", "value");
    }
    if (operation.creates && any_known) {
        std::size_t needed = 0;
        for (const FieldSpec& field : fields_of(operation.entity)) {
            if (field.required && field.type != FieldType::boolean) ++needed;
        }
        if (required != needed) operation.refuse("invalid_value", "required", operation.fault);
    }
    if (!operation.state.empty()) return;
    constexpr std::string_view deciding[] = {"commercial", "signed_on", "withdrawn", "currency",
                                             "support",    "contract",  "cancelled"};
    operation.alone = operation.entity == Entity::collaborator;
    for (const std::string_view name : deciding) operation.alone |= !operation.creates && operation.names(name);
    const Text starts = operation.set("starts_at");
    const Text ends = operation.set("ends_at");
    if (starts && ends && std::stoll(*ends) <= std::stoll(*starts)) {
        operation.refuse("invalid_value", "event.period", "ends_at");
    }
}

void Push::order() {
    std::map<std::string, std::size_t, std::less<>> touched; // by which last, 1 + index
    for (std::size_t i = 0; i < operations_.size(); ++i) {
        PushedOperation& operation = operations_[i];
        std::vector<std::string> touches{operation.record};
        std::vector<std::string> references{operation.record};
        if (operation.state.empty() || operation.rule == "event.period") {
            for (const char* name : {"contract", "reverses"}) {
                if (const Text id = operation.set(name)) touches.push_back(*id), references.push_back(*id);
            }
            if (const Text id = operation.set("client")) references.push_back(*id);
        }
        for (const std::string& id : references) {
            const auto earlier = touched.find(id);
            if (earlier != touched.end()) operation.depends_on = std::max(operation.depends_on, earlier->second);
        }
        for (const std::string& id : touches) touched[id] = i + 1;
        const auto known = server_.numbers_.find(operation.id);
        const bool twice = server_.undone == Undone::operation_once || server_.undone == Undone::batch_once;
        if (known != server_.numbers_.end() && !twice) {
            operation.state = "known", operation.code.clear(), operation.rule.clear(), operation.fault.clear();
            operation.number = known->second;
        }
    }
}

} // namespace epic::model
