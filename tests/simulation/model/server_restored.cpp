// After the server was restored from a backup: laptops return what it lost, under its own seal, and management
// confirms.
#include <algorithm>
#include <set>

#include "tests/simulation/model/server.hpp"

namespace epic::model {
namespace {

using Json = nlohmann::json;

constexpr std::uint64_t jump = 1'000'000;

enum Column : std::size_t {
    number_at,
    operation_at,
    batch_at,
    group_at,
    position_at,
    command_at,
    entity_at,
    record_at,
    kind_at,
    author_at,
    device_at,
    stamp_at,
    at_at,
    fields_at,
    conflicts_at,
    settles_at,
    columns
};

bool a_step(std::string_view text) {
    return text == "begin" || text == "confirm";
}

bool an_account(std::string_view text) {
    return !text.empty() && text.size() <= 32 &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

bool an_epoch(std::string_view text) {
    return is_digits(text, 6);
}

bool a_seal(std::string_view text) {
    return is_hex(text, 64);
}

Text text_of(const Json& json) {
    return json.is_string() ? Text(json.get<std::string>()) : Text();
}

} // namespace

std::string Server::seal_of(std::uint64_t of_epoch, std::uint64_t number, const std::string& of_chain) const {
    return sha256("seal " + std::to_string(of_epoch) + " " + std::to_string(number) + " " + of_chain);
}

void Server::restore(const Server& backup) {
    *this = backup;
    hand_overs_ = handed_over.empty() ? 0 : handed_over.back().id;
}

Answer Server::restored(const Account& account, const Json& request) {
    const auto caller = records.find(account.collaborator);
    const bool manages =
        caller != records.end() && caller->second.get("department") == "gestion" && caller->second.flag("active");
    if (!manages) throw Refused{31003, "not_allowed"};
    const std::string step = *member_text(request, "step", a_step);
    if (step == "begin" && state == "open") {
        if (undone != Undone::new_epoch) ++epoch;
        state = "restored";
    } else if (step == "confirm" && state == "restored") {
        for (auto& [name, one] : accounts) {
            if (one.state == "ready" && !records.at(one.collaborator).flag("active")) one.state = "closing";
        }
        // What laptops still hold under lost numbers is older than all that comes.
        head += jump;
        const std::string id = sha256("restored " + std::to_string(epoch)).substr(0, 32);
        batches[id] = Batch{.id = id,
                            .device = std::string(32, '0'),
                            .account = "central",
                            .digest = {},
                            .fence_before = {},
                            .chain = chain,
                            .seal = seal_of(epoch, head, chain),
                            .answer = {},
                            .first = {},
                            .last = head,
                            .epoch = epoch};
        last_numbers_[head] = id;
        state = "open";
    }
    Answer answer;
    answer.sets.resize(2);
    answer.sets[0].push_back(one_cell(
        Json{{"epoch", std::to_string(epoch)}, {"state", state}, {"head", std::to_string(head)}, {"chain", chain}}
            .dump()));
    for (const auto& [id, row] : records) {
        const bool has_one = std::any_of(accounts.begin(), accounts.end(), [&, whose = id](const auto& one) {
            return one.second.collaborator == whose && one.second.state == "ready";
        });
        if (row.entity == Entity::collaborator && row.flag("active") && !has_one) answer.sets[1].push_back({id});
    }
    return answer;
}

Answer Server::common(const Json& request) const {
    if (!request.contains("known") || !request["known"].is_array() || request["known"].size() > 5'000) {
        throw Refused{31004, "form: $.known"};
    }
    std::uint64_t found = 0;
    for (const Json& one : request["known"]) {
        const Text number = one.is_array() && one.size() > 1 ? text_of(one[0]) : Text();
        if (!number || !a_number(*number)) continue;
        const auto last = last_numbers_.find(std::stoull(*number));
        if (last != last_numbers_.end() && batches.at(last->second).chain == text_of(one[1])) {
            found = std::max(found, last->first);
        }
    }
    return Answer{.sets = {{one_cell(Json{
                      {"common", std::to_string(found)},
                      {"head", std::to_string(head)},
                      {"chain", chain},
                      {"epoch", std::to_string(epoch)},
                      {"state", state}}.dump())}}};
}

Answer Server::take_back(const Json& request) {
    if (!request.contains("batches") || !request["batches"].is_array()) throw Refused{31004, "form: $.batches"};
    if (state != "restored") throw Refused{31017, "return"};
    std::uint64_t taken = 0;
    const Server before = *this; // what does not fit takes all of the request with it
    try {
        for (const Json& batch : request["batches"]) taken += take_batch(batch);
    } catch (const Refused&) {
        *this = before;
        throw;
    }
    return Answer{
        .sets = {{one_cell(
            Json{{"head", std::to_string(head)}, {"chain", chain}, {"taken", std::to_string(taken)}}.dump())}}};
}

std::uint64_t Server::take_batch(const Json& json) {
    Batch batch{.id = *member_text(json, "id", an_id),
                .device = *member_text(json, "device", an_id),
                .account = *member_text(json, "account", an_account),
                .digest = {},
                .fence_before = {},
                .chain = {},
                .seal = {},
                .answer = {},
                .first = {},
                .last = {}};
    batch.epoch = std::stoull(*member_text(json, "epoch", an_epoch));
    batch.last = std::stoull(*member_text(json, "last", a_number));
    batch.seal = *member_text(json, "seal", a_seal);
    if (*batch.last <= head) return 0;
    std::vector<Line> lines;
    std::string digests;
    for (const Json& cells : json.contains("lines") && json["lines"].is_array() ? json["lines"] : Json::array()) {
        Line line;
        for (std::size_t i = 0; i < columns; ++i)
            line.cells.push_back(text_of(cells.is_array() && i < cells.size() ? cells[i] : Json()));
        line.cells[batch_at] = batch.id;
        line.number = std::stoull(line.cells[number_at].value_or("0"));
        std::string text;
        for (const Text& cell : line.cells) text += cell.value_or("") + "\n";
        text.pop_back();
        line.digest = sha256(text);
        digests += line.digest;
        lines.push_back(std::move(line));
    }
    const std::string next = sha256(chain + batch.id + digests);
    if (seal_of(batch.epoch, *batch.last, next) != batch.seal) throw Refused{31018, "seal"};
    for (Line& line : lines) {
        take_line(line);
        log.push_back(std::move(line));
    }
    if (!lines.empty()) batch.first = std::stoull(*json["lines"][0][0].get_ptr<const std::string*>());
    head = *batch.last;
    chain = batch.chain = next;
    last_numbers_[head] = batch.id;
    batches[batch.id] = batch;
    return lines.size();
}

// As it was judged then.
void Server::take_line(const Line& line) {
    const std::string& operation = *line.cells[operation_at];
    const std::string& record = *line.cells[record_at];
    numbers_.emplace(operation, line.number);
    if (undone != Undone::returned_values) take_values(line, Json::parse(*line.cells[fields_at]));
    const Json settles = line.cells[settles_at] ? Json::parse(*line.cells[settles_at]) : Json::array();
    const Entity entity = *parse_entity(*line.cells[entity_at]);
    const Json asked = line.cells[conflicts_at] ? Json::parse(*line.cells[conflicts_at]) : Json::array();
    std::set<std::string> units; // that it is about: another of the same edit stays open
    for (const Json& one : asked) units.insert(one[0].get<std::string>());
    for (const Json& pair : Json::parse(*line.cells[fields_at])) {
        const FieldSpec* named = find_spec(entity, pair[0].get<std::string>());
        if (named != nullptr) units.insert(unit_of(*named));
    }
    for (Conflict& conflict : conflicts) {
        if (conflict.record != record || conflict.settled_by || !units.contains(conflict.unit)) continue;
        if (std::find(settles.begin(), settles.end(), Json(conflict.operation)) != settles.end()) {
            conflict.settled_by = operation;
        }
    }
    if (undone == Undone::returned_questions) return;
    for (const Json& one : asked) {
        conflicts.push_back({.operation = operation,
                             .unit = one[0],
                             .record = record,
                             .author = *line.cells[author_at],
                             .base = one[3],
                             .mine = one[4].dump(),
                             .theirs = one[5].dump(),
                             .outcome = one[1],
                             .theirs_number = std::stoull(one[2].get<std::string>()),
                             .number = line.number,
                             .settled_by = {}});
    }
}

void Server::take_values(const Line& line, const Json& fields) {
    const std::string& operation = *line.cells[operation_at];
    const std::string& record = *line.cells[record_at];
    const Entity entity = *parse_entity(*line.cells[entity_at]);
    const Version version{line.number, operation, std::stoull(*line.cells[stamp_at])};
    const bool creates = line.cells[kind_at] == "create";
    if (creates) {
        Row row{
            .entity = entity, .created = version, .created_by = *line.cells[author_at], .values = {}, .versions = {}};
        for (const FieldSpec& field : fields_of(entity)) {
            Text& value = row.values[std::string(field.name)];
            if (field.type == FieldType::boolean) value = field.field == Field::collaborator_active ? "1" : "0";
            if (field.type == FieldType::language) value = "fr";
        }
        records[record] = std::move(row);
    }
    Row& row = records.at(record);
    for (const Json& pair : fields) {
        const FieldSpec* spec = find_spec(entity, pair[0].get<std::string>());
        if (spec == nullptr) continue;
        row.values[std::string(spec->name)] = text_of(pair[1]);
        if (!creates) row.versions[unit_of(*spec)] = version;
    }
    if (entity == Entity::collaborator && !creates && !row.flag("active")) {
        for (auto& [name, account] : accounts) {
            if (account.collaborator == record && account.state == "ready") account.state = "closing";
        }
    }
    // 2027-0001, and 2027-E2-0001 after a restore.
    const Text number = creates && entity == Entity::contract ? row.get("number") : Text();
    if (!number || number->size() < 9) return;
    const std::size_t dash = number->rfind('-');
    const std::uint64_t of_epoch = (*number)[5] == 'E' ? std::stoull(number->substr(6)) : 1;
    std::uint64_t& counter = contract_counters_[{std::stoi(*number), of_epoch}];
    counter = std::max<std::uint64_t>(counter, std::stoull(number->substr(dash + 1)));
}

} // namespace epic::model
