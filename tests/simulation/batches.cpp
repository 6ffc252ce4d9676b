#include "tests/simulation/batches.hpp"

#include <algorithm>

namespace epic::test {
namespace {

using Json = nlohmann::json;

Entity entity_of(const model::Server& model, const std::string& id) {
    return model.records.at(id).entity;
}

std::string_view command_of(Entity entity, bool creates) {
    static std::string text;
    text = std::string(entity_name(entity)) + (creates ? ".add" : ".edit");
    return text;
}

} // namespace

Batches::Batches(Random& random, model::Server& model, std::string server_id)
    : random_(random), model_(model), server_id_(std::move(server_id)) {}

std::string Batches::next_id() {
    const std::string digits = std::to_string(++counter_);
    return "019000000000700080" + std::string(14 - digits.size(), '0') + digits;
}

std::string Batches::founding() {
    Json operations = Json::array();
    for (const Caller& caller : callers) {
        std::string operation = caller.id;
        operation[0] = 'f';
        operations.push_back({{"id", operation},
                              {"c", "collaborator.add"},
                              {"e", "collaborator"},
                              {"r", caller.id},
                              {"k", "create"},
                              {"a", callers.front().id},
                              {"s", "1"},
                              {"f",
                               {{"full_name", caller.account, "0"},
                                {"email", caller.account + "@agence.example", "0"},
                                {"department", caller.department, "0"},
                                {"active", "1", "0"},
                                {"language", "fr", "0"}}}});
    }
    const auto create = [&](Entity entity, const Caller& author, const std::string& record, const Json& values) {
        Json fields = Json::array();
        for (const auto& [name, value] : values.items()) fields.push_back({name, value, "0"});
        operations.push_back({{"id", next_id()},
                              {"c", command_of(entity, true)},
                              {"e", entity_name(entity)},
                              {"r", record},
                              {"k", "create"},
                              {"a", author.id},
                              {"s", "1"},
                              {"f", fields}});
        operations_.push_back(operations.back()["id"]);
    };
    for (std::size_t i = 0; i < 4; ++i) {
        const Caller& commercial = callers[2 + i % 2];
        const std::string client = next_id(), contract = next_id();
        create(Entity::client, commercial, client,
               {{"full_name", "Lou Bouzin"}, {"first_contact", "2026-11-20"}, {"commercial", commercial.id}});
        Json made{{"client", client}, {"total", "250000"}, {"currency", "EUR"}, {"created_on", "2026-11-20"}};
        if (i > 0) made["signed_on"] = "2026-11-21";
        create(Entity::contract, callers[0], contract, made);
        if (i == 0) continue;
        Json event{{"title", "Mariage"},
                   {"contract", contract},
                   {"starts_at", "1780570800000"},
                   {"ends_at", "1780617600000"},
                   {"time_zone", "Europe/Paris"}};
        if (i > 1) event["support"] = callers[2 + i].id;
        create(Entity::event, commercial, next_id(), event);
        create(Entity::payment, callers[0], next_id(),
               {{"contract", contract}, {"amount", "100"}, {"currency", "EUR"}, {"received_on", "2026-11-22"}});
    }
    return operations.dump();
}

Json Batches::envelope(const Station& station) const {
    return {{"protocol", "1"}, {"schema", "1"}, {"server_id", server_id_}, {"device", station.device}};
}

std::string Batches::hello(const Station& station) {
    Json request = envelope(station);
    request["cursor"] = std::to_string(random_.chance(90) ? station.cursor : station.cursor + 1000);
    if (!station.fence.empty()) request["fence"] = random_.chance(95) ? station.fence : std::string(32, 'a');
    if (!station.chain.empty()) request["chain"] = random_.chance(95) ? station.chain : std::string(64, 'b');
    request["device_name"] = "poste";
    return request.dump();
}

std::string Batches::pull(const Station& station) {
    Json request = envelope(station);
    request["after"] = std::to_string(random_.chance(95) ? station.cursor : station.cursor + 5);
    request["operations_max"] = std::to_string(random_.between(1, 40));
    return request.dump();
}

std::string Batches::page(const Station& station) {
    Json request = envelope(station);
    request["entity"] = random_.pick(std::vector<std::string>{"collaborator", "client", "contract", "payment", "event",
                                                              "conflict", "conflict", "invoice"});
    request["part"] = random_.chance(50) ? "near" : "all";
    if (random_.chance(50) && !operations_.empty()) {
        request["after"] = request["entity"] == "conflict" ? random_.pick(operations_) : any(Entity::event);
    }
    request["records_max"] = std::to_string(random_.between(0, 12));
    return request.dump();
}

std::string Batches::hand_over(const Station& station) {
    Json request = envelope(station);
    // The same document now and then.
    request["operations"] = {{{"id", operations_.empty() ? next_id() : operations_[operations_.size() / 2]},
                              {"text", random_.chance(50) ? "é" : "e"}}};
    // For somebody else, who still works here or does not; sometimes only asked.
    if (random_.chance(50)) request["of"] = any(Entity::collaborator);
    if (request.contains("of") && random_.chance(30)) request["operations"] = Json::array();
    return request.dump();
}

std::string Batches::handed_over(const Station& station) {
    Json request = envelope(station);
    request["after"] = std::to_string(random_.between(0, 6));
    request["taken"] = Json::array();
    if (random_.chance(50) && !operations_.empty()) request["taken"] = {random_.pick(operations_), "not an id"};
    return request.dump();
}

std::string Batches::any(Entity entity) {
    std::vector<std::string> found;
    for (const auto& [id, row] : model_.records) {
        if (row.entity == entity) found.push_back(id);
    }
    if (found.empty() || random_.chance(2)) return next_id();
    // Few records meet often.
    const auto last = static_cast<std::int64_t>(found.size()) - 1;
    return found[static_cast<std::size_t>(random_.between(std::max<std::int64_t>(0, last - 4), last))];
}

std::string Batches::any_person(std::string_view department) {
    std::vector<std::string> fits;
    for (const auto& [id, row] : model_.records) {
        if (row.entity == Entity::collaborator &&
            (row.get("department") == std::string(department) || random_.chance(5)))
            fits.push_back(id);
    }
    return fits.empty() ? next_id() : random_.pick(fits);
}

Json Batches::value(const FieldSpec& field, const Station& station) {
    if (!field.required && random_.chance(10)) return {};
    if (random_.chance(2)) {
        const std::vector<Json> wrong{
            "",    "x",          "-1",      "1e3", "0x10",     "2026-02-30", "12345678901234567890",
            "eur", "gestion\n",  "a b",     "5\n", nullptr,    " ",          std::string(25'000, 'x'),
            "007", "ligne\nune", "é\u200b", "-0",  "2026-1-1", "9",          "00000000000000000000000000000000"};
        return random_.pick(wrong);
    }
    const auto pick = [&](std::vector<std::string> texts) { return random_.pick(texts); };
    switch (field.type) {
        case FieldType::boolean: return pick({"0", "1", "0"});
        case FieldType::integer: return pick({"0", "40", "80", "120"});
        case FieldType::amount_minor: return pick({"100", "250000", "840000", "-250000", "0"});
        case FieldType::currency: return pick({"EUR", "EUR", "EUR", "USD"});
        case FieldType::date: return pick({"2026-11-20", "2027-02-28", "2024-02-29", "2025-12-31"});
        case FieldType::instant:
            return field.name == "starts_at" ? pick({"1780570800000", "1780600000000"})
                                             : pick({"1780617600000", "1780700000000", "1780570800000"});
        case FieldType::zone: return pick({"Europe/Paris", "America/Montreal"});
        case FieldType::department: return pick({"gestion", "commercial", "support"});
        case FieldType::language: return pick({"fr", "en"});
        case FieldType::email: return pick({"a@example.org", "b@example.org", "lou@midi.example"});
        case FieldType::long_text: return pick({"une ligne", "une ligne\ndeux", "autre \"ligne\"\tà part", "\\ l’été"});
        case FieldType::reference:
            if (field.name == "commercial") return random_.chance(70) ? station.caller.id : any_person("commercial");
            if (field.name == "support") return any_person("support");
            return any(*field.target);
        case FieldType::text:
        case FieldType::phone: break;
    }
    return pick({"Lou Bouzin", "0561", "Œuvre & Cie", "midi", "Midi", "école \"B\""});
}

std::string Batches::base(const model::Row& row, const std::string& unit) {
    const auto changed = row.versions.find(unit);
    const model::Version now = changed == row.versions.end() ? row.created : changed->second;
    switch (random_.between(0, 9)) {
        case 0: return "0";
        case 1: return std::to_string(random_.between(0, static_cast<std::int64_t>(model_.log.size())));
        case 2:
        case 3: return std::to_string(row.created.number);
        case 4: return now.operation;
        case 5:
        case 6: return operations_.empty() ? "0" : random_.pick(operations_);
        default: return std::to_string(now.number);
    }
}

Json Batches::creation(Entity entity, const Station& station) {
    const std::string record = random_.chance(97) ? next_id() : any(entity);
    Json fields = Json::array();
    const std::string contract = any(Entity::contract);
    Json reversed;
    if (entity == Entity::payment && random_.chance(25)) reversed = any(Entity::payment);
    for (const FieldSpec& field : fields_of(entity)) {
        const bool defaulted = field.type == FieldType::boolean;
        if (field.required ? random_.chance(1) : random_.chance(60)) continue;
        if (defaulted && random_.chance(60)) continue;
        if (field.field == Field::contract_number && random_.chance(90)) continue;
        if (field.field == Field::event_support && random_.chance(90)) continue;
        Json value_now = value(field, station);
        if (defaulted && random_.chance(85)) value_now = field.field == Field::collaborator_active ? "1" : "0";
        if (field.field == Field::collaborator_email) value_now = next_id() + "@agence.example";
        if (field.name == "contract") value_now = contract;
        if (field.field == Field::payment_reverses) value_now = reversed;
        if (reversed.is_string() && field.field == Field::payment_amount && random_.chance(85)) {
            const auto found = model_.records.find(reversed.get<std::string>());
            if (found != model_.records.end()) value_now = std::to_string(-std::stoll(*found->second.get("amount")));
        }
        if (reversed.is_string() && field.field == Field::payment_contract && random_.chance(85)) {
            const auto found = model_.records.find(reversed.get<std::string>());
            if (found != model_.records.end()) value_now = *found->second.get("contract");
        }
        fields.push_back({field.name, std::move(value_now), "0"});
    }
    return {{"c", command_of(entity, true)}, {"e", entity_name(entity)}, {"r", record}, {"k", "create"}, {"f", fields}};
}

Json Batches::edit(Entity entity, const std::string& record, const Station& station) {
    const auto row = model_.records.find(record);
    Json fields = Json::array();
    const auto all = fields_of(entity);
    const int count = random_.chance(70) ? 1 : static_cast<int>(random_.between(0, 3));
    std::set<std::string> units;
    for (int i = 0; i < count; ++i) {
        const FieldSpec& chosen =
            all[static_cast<std::size_t>(random_.between(0, static_cast<std::int64_t>(all.size()) - 1))];
        const bool dull = chosen.merge == MergePolicy::immutable || chosen.name == "withdrawn" ||
                          chosen.name == "active" || chosen.name == "department";
        if (dull && random_.chance(80)) continue;
        const std::string unit = model::unit_of(chosen);
        if (!units.insert(unit).second && random_.chance(95)) continue;
        std::string seen = row == model_.records.end() ? "0" : base(row->second, unit);
        const auto fresh =
            std::find_if(fresh_.begin(), fresh_.end(), [&](const auto& one) { return one.first == record; });
        if (fresh != fresh_.end() && random_.chance(80)) seen = fresh->second;
        for (const FieldSpec& field : all) {
            if (model::unit_of(field) == unit) fields.push_back({field.name, value(field, station), seen});
        }
    }
    return {{"c", command_of(entity, false)}, {"e", entity_name(entity)}, {"r", record}, {"f", fields}};
}

Json Batches::operation(const Station& station, std::string_view group, int position) {
    static const std::vector<Entity> by_role[] = {
        {Entity::contract, Entity::contract, Entity::event, Entity::event, Entity::client, Entity::payment,
         Entity::collaborator},
        {Entity::client, Entity::client, Entity::contract, Entity::payment, Entity::event, Entity::event},
        {Entity::event, Entity::event, Entity::event, Entity::client, Entity::collaborator}};
    const std::size_t role = station.caller.department == "gestion"      ? 0
                             : station.caller.department == "commercial" ? 1
                                                                         : 2;
    const Entity entity = random_.pick(by_role[role]);
    Json json;
    if (!fresh_.empty() && random_.chance(35)) {
        const std::string record = random_.pick(fresh_).first;
        const auto known = model_.records.find(record);
        json = edit(known == model_.records.end() ? entity : known->second.entity, record, station);
    } else if (random_.chance(entity == Entity::collaborator ? 10 : 35)) {
        json = creation(entity, station);
    } else {
        json = edit(entity, any(entity), station);
        if (random_.chance(2) && model_.records.contains(json["r"])) {
            json["e"] = entity_name(entity_of(model_, json["r"]) == Entity::client ? Entity::event : Entity::client);
        }
    }
    const std::string id = !operations_.empty() && random_.chance(3) ? random_.pick(operations_) : next_id();
    json["id"] = id;
    json["s"] = std::to_string(random_.between(1, 6));
    if (!group.empty()) json["g"] = group, json["p"] = std::to_string(position);
    if (random_.chance(10)) json["m"] = std::to_string(random_.between(0, 4));
    if (random_.chance(15) && !model_.conflicts.empty()) {
        const model::Conflict& conflict = random_.pick(model_.conflicts);
        json["x"] = {conflict.operation};
        if (random_.chance(85) && model_.records.contains(conflict.record)) {
            const Json chosen = edit(entity_of(model_, conflict.record), conflict.record, station);
            for (const char* member : {"c", "e", "r", "f"}) json[member] = chosen[member];
            json.erase("k");
            // On the very edit that the question is about.
            if (random_.chance(40)) {
                for (Json& field : json["f"]) field[2] = conflict.operation;
            }
        }
    }
    if (random_.chance(25)) json.erase("e");
    fresh_.emplace_back(json["r"], id);
    operations_.push_back(id);
    return json;
}

std::string Batches::push(Station& station) {
    Json request = envelope(station);
    request["fence"] = station.fence.empty() ? std::string(32, 'c') : station.fence;
    request["batch"] = next_id();
    Json operations = Json::array();
    std::set<std::string> ids;
    const int groups = static_cast<int>(random_.between(1, 5));
    fresh_.clear();
    for (int i = 0; i < groups; ++i) {
        const int size = random_.chance(70) ? 1 : static_cast<int>(random_.between(2, 4));
        const std::string group = size == 1 ? std::string() : next_id();
        for (int k = 0; k < size; ++k) {
            Json one = operation(station, group, k);
            if (ids.insert(one["id"]).second || random_.chance(1)) operations.push_back(std::move(one));
        }
    }
    if (random_.chance(1)) operations[0]["id"] = "not an id";
    if (random_.chance(1)) operations[0]["e"] = "invoice";
    request["operations"] = std::move(operations);
    return request.dump();
}

} // namespace epic::test
