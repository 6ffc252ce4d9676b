// The present state in pages, and what people hand over to management.
#include <algorithm>

#include "tests/simulation/model/server.hpp"

namespace epic::model {
namespace {

using Json = nlohmann::json;

constexpr std::int64_t day_ms = 86'400'000;

bool a_page_entity(std::string_view text) {
    return text == "conflict" || parse_entity(text).has_value();
}

bool a_part(std::string_view text) {
    return text == "near" || text == "all";
}

bool a_page_count(std::string_view text) {
    return is_digits(text, 4);
}

Json value_of(const Text& text) {
    return text ? Json(*text) : Json();
}

} // namespace

Cells row_of(const std::string& id, const Row& row) {
    Json fields = Json::object();
    for (const FieldSpec& field : fields_of(row.entity))
        fields[std::string(field.name)] = value_of(row.get(field.name));
    Json numbers = Json::array();
    for (const auto& [unit, version] : row.versions) numbers.push_back({unit, std::to_string(version.number)});
    return {id,
            std::string(entity_name(row.entity)),
            row.created_by,
            std::to_string(row.created.number),
            row.created.operation,
            fields.dump(),
            numbers.dump()};
}

// "near" are the events of the caller or still to come, and what belongs to them.
std::vector<std::string> Server::page_ids(const std::string& caller, Entity entity, bool near) const {
    std::set<std::string> ids;
    if (!near || entity == Entity::collaborator) {
        for (const auto& [id, row] : records) {
            if (row.entity == entity) ids.insert(id);
        }
        return {ids.begin(), ids.end()};
    }
    std::set<std::string> contracts;
    for (const auto& [id, row] : records) {
        if (row.entity != Entity::event || row.flag("withdrawn")) continue;
        const std::int64_t ends = std::stoll(*row.get("ends_at"));
        const bool own = row.get("support") == caller || row.created_by == caller;
        if (ends <= now_() - day_ms || !(own || ends < now_() + 60 * day_ms)) continue;
        const std::string contract = *row.get("contract");
        contracts.insert(contract);
        if (entity == Entity::event) ids.insert(id);
        if (entity == Entity::contract) ids.insert(contract);
        if (entity == Entity::client) ids.insert(*records.at(contract).get("client"));
    }
    for (const auto& [id, row] : records) {
        if (entity == Entity::payment && row.entity == entity && contracts.contains(*row.get("contract")))
            ids.insert(id);
    }
    return {ids.begin(), ids.end()};
}

Answer Server::open_questions(const std::string& after, std::uint64_t count) const {
    std::map<std::string, std::map<std::string, const Conflict*>> open; // by operation and unit
    for (const Conflict& conflict : conflicts) {
        if (!conflict.settled_by && conflict.operation > after) open[conflict.operation][conflict.unit] = &conflict;
    }
    while (open.size() > count) open.erase(std::prev(open.end()));
    Answer answer;
    answer.sets.resize(2);
    for (const auto& [operation, units] : open) {
        const Conflict& first = *units.begin()->second;
        Json all = Json::array();
        for (const auto& [unit, conflict] : units) {
            all.push_back({unit, conflict->outcome, std::to_string(conflict->theirs_number), conflict->base,
                           Json::parse(conflict->mine), Json::parse(conflict->theirs)});
        }
        answer.sets[1].push_back({operation, std::string(entity_name(records.at(first.record).entity)), first.record,
                                  first.author, std::to_string(first.number), all.dump()});
    }
    return answer;
}

Answer Server::page(const Account& account, const Json& request) {
    member_text(request, "device", an_id);
    const std::string name = *member_text(request, "entity", a_page_entity);
    const std::string part = *member_text(request, "part", a_part);
    const std::string after = member_text(request, "after", an_optional_id).value_or("");
    const std::uint64_t asked = std::stoull(*member_text(request, "records_max", a_page_count));
    const std::uint64_t count = std::max<std::uint64_t>(1, std::min(asked, page_max));
    Answer answer;
    if (name == "conflict") {
        answer = open_questions(after, count);
    } else {
        answer.sets.resize(2);
        for (const std::string& id : page_ids(account.collaborator, *parse_entity(name), part == "near")) {
            if (id > after && answer.sets[1].size() < count) answer.sets[1].push_back(row_of(id, records.at(id)));
        }
    }
    const std::size_t rows = answer.sets[1].size();
    const bool counts = after.empty() && name == "collaborator";
    answer.sets[0].push_back(one_cell(Json{
        {"entity", name},
        {"part", part},
        {"rows", std::to_string(rows)},
        {"total", counts ? Json(std::to_string(records.size())) : Json()},
        {"more", rows == count ? 1 : 0}}.dump()));
    return answer;
}

// Of these records, those that are there.
Answer Server::rows(const Json& request) const {
    const auto entity = parse_entity(member_text(request, "entity", a_page_entity).value_or(""));
    if (!entity || !request.contains("ids") || !request["ids"].is_array() || request["ids"].size() > 1'000) {
        throw Refused{31004, "form: $.ids"};
    }
    std::set<std::string> ids;
    for (const Json& id : request["ids"]) {
        if (id.is_string() && an_id(id.get<std::string>())) ids.insert(id.get<std::string>());
    }
    Answer answer;
    answer.sets.resize(2);
    answer.sets[0].push_back(
        one_cell(Json{{"entity", entity_name(*entity)}, {"rows", std::to_string(ids.size())}}.dump()));
    for (const std::string& id : ids) {
        const auto found = records.find(id);
        if (found != records.end() && found->second.entity == *entity)
            answer.sets[1].push_back(row_of(id, found->second));
    }
    return answer;
}

// Whose work it is, where it is not the caller's: only of who is on this server and works here no more.
Text Server::request_of(const Account& account, const Json& request) const {
    const Text of = member_text(request, "of", an_optional_id);
    if (!of || of->empty() || *of == account.collaborator) return std::nullopt;
    const auto person = records.find(*of);
    const bool departed =
        person != records.end() && person->second.entity == Entity::collaborator && !person->second.flag("active");
    if (!departed) throw Refused{31019, "of"};
    return of;
}

// The same document of one device is taken once.
Answer Server::hand_over(std::string_view name, std::string_view text, const Json& request) {
    const Text device = member_text(request, "device", an_id);
    const Text of = request_of(accounts.find(name)->second, request);
    const bool empty = !request.contains("operations") || request["operations"].empty();
    if (!of || !empty) {
        ++hand_overs_;
        const bool known = std::any_of(handed_over.begin(), handed_over.end(), [&](const HandedOver& one) {
            return one.device == *device && one.document == text;
        });
        if (!known) handed_over.push_back({hand_overs_, *device, std::string(name), std::string(text), of});
    }
    return Answer{.sets = {{one_cell(R"({"handed_over":"1"})")}}};
}

Answer Server::farewell(const Account& account, const Json& request) const {
    if (!request_of(account, request) && account.state != "closing") throw Refused{31004, "form"};
    return Answer{.sets = {{one_cell(R"({"farewell":"1"})")}}};
}

Answer Server::give_handed_over(const Account& account, const Json& request) {
    const auto caller = records.find(account.collaborator);
    const bool manages =
        caller != records.end() && caller->second.get("department") == "gestion" && caller->second.flag("active");
    if (!manages) throw Refused{31003, "not_allowed"};
    const std::uint64_t after = std::stoull(*member_text(request, "after", a_number));
    if (request.contains("taken") && request["taken"].is_array()) {
        for (const Json& one : request["taken"]) {
            const std::string operation = one.is_string() ? one.get<std::string>() : std::string();
            if (an_id(operation)) handed_over_taken.emplace(operation, account.collaborator);
        }
    }
    Answer answer;
    answer.sets.resize(3);
    answer.sets[0].push_back(
        one_cell(Json{{"to", std::to_string(handed_over.empty() ? 0 : handed_over.back().id)}}.dump()));
    for (const HandedOver& one : handed_over) {
        if (one.id <= after) continue;
        const auto account_of = accounts.find(one.account);
        const Text bringer = account_of == accounts.end() ? Text() : Text(account_of->second.collaborator);
        answer.sets[1].push_back(
            {std::to_string(one.id), one.of ? one.of : bringer, one.document, one.of ? bringer : Text()});
    }
    for (const auto& [operation, who] : handed_over_taken) answer.sets[2].push_back({operation});
    return answer;
}

} // namespace epic::model
