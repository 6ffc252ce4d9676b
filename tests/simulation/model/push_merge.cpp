// What changed since the author looked is met field by field, and the result is written.
#include <algorithm>

#include "tests/simulation/model/push.hpp"

namespace epic::model {
namespace {

using Json = nlohmann::json;

Json pairs(const std::vector<const PushedField*>& fields, Text PushedField::*value) {
    Json all = Json::array();
    for (const PushedField* field : fields) {
        const Text& text = field->*value;
        all.push_back({field->name, text ? Json(*text) : Json()});
    }
    return all;
}

} // namespace

void Push::merge(PushedOperation& operation) {
    const Row& row = server_.records.at(operation.record);
    std::string fixed;
    std::set<std::string> open;
    for (PushedField& field : operation.fields) {
        const auto changed = row.versions.find(field.unit);
        const bool unchanged = changed == row.versions.end();
        field.met = unchanged ? row.created : changed->second;
        if (field.spec->merge == MergePolicy::immutable) {
            field.outcome = "fixed";
            if (fixed.empty() || field.name < fixed) fixed = field.name;
        } else if (field.base == std::to_string(field.met.number) ||
                   (field.base == field.met.operation && server_.undone != Undone::false_question) ||
                   (field.base == "0" && unchanged) || server_.undone == Undone::base) {
            field.outcome = "applied";
        } else {
            open.insert(field.unit);
        }
    }
    if (!fixed.empty()) return operation.refuse("invalid_value", "field.fixed", fixed);
    for (const std::string& unit : open) {
        // A unit is one choice, whatever each of its fields says that it stood on.
        std::string base;
        for (const PushedField& field : operation.fields) {
            if (field.unit == unit && field.outcome.empty() && (base.empty() || field.base < base)) base = field.base;
        }
        for (PushedField& field : operation.fields) {
            if (field.unit == unit && field.outcome == "applied") field.outcome.clear(), field.base = base;
        }
        meet(operation, unit);
    }
    for (const char* verdict : {"orphan", "merge", "deferred"}) {
        const bool any_such = std::any_of(operation.fields.begin(), operation.fields.end(),
                                          [&](const PushedField& field) { return field.outcome == verdict; });
        if (!any_such) continue;
        if (std::string_view(verdict) == "orphan") return operation.refuse("conflict_with_state", "base.refused");
        operation.state = verdict;
        return;
    }
}

void Push::meet(PushedOperation& operation, const std::string& unit) {
    const Row& row = server_.records.at(operation.record);
    std::vector<PushedField*> fields;
    for (PushedField& field : operation.fields) {
        if (field.unit == unit && field.outcome.empty()) fields.push_back(&field);
    }
    std::string base = fields.front()->base;
    for (const PushedField* field : fields) base = std::min(base, field->base);
    const Version met = fields.front()->met;
    const auto decide = [&](const char* outcome) {
        for (PushedField* field : fields) field->outcome = outcome;
        if (server_.undone == Undone::unit) {
            for (std::size_t i = 1; i < fields.size(); ++i) fields[i]->outcome = "applied";
        }
    };
    const auto agreed = server_.agreements_.find({base, unit});
    if (agreed != server_.agreements_.end() && agreed->second == met.number) return decide("applied");
    const bool an_operation = base.size() == 32;
    if (an_operation && !server_.numbers_.contains(base)) {
        const auto in_batch = by_id_.find(base);
        const std::string before = in_batch == by_id_.end() ? std::string() : operations_[in_batch->second].state;
        return decide(before == "merge" || before == "deferred" ? "deferred" : "orphan");
    }
    for (PushedField* field : fields) field->current = row.get(field->name);
    for (const Conflict& conflict : server_.conflicts) {
        const bool waits = conflict.outcome == "lost" || conflict.outcome == "question";
        if (conflict.operation == base && conflict.unit == unit && !conflict.settled_by && waits) {
            return decide("amended");
        }
    }
    if (std::all_of(fields.begin(), fields.end(), [](const auto* field) { return field->value == field->current; })) {
        // A choice is written even when it names what already stands: the log must tell whose question ends, and about
        // what.
        const bool chooses =
            std::any_of(server_.conflicts.begin(), server_.conflicts.end(), [&](const Conflict& conflict) {
                return conflict.record == operation.record && conflict.unit == unit && !conflict.settled_by &&
                       operation.settles.contains(conflict.operation);
            });
        return decide(chooses && server_.undone != Undone::choice ? "applied" : "agreed");
    }
    const bool newer = operation.stamp > met.stamp || (operation.stamp == met.stamp && operation.id > met.operation);
    switch (fields.front()->spec->merge) {
        case MergePolicy::lines:
            if (server_.undone != Undone::notes) return decide(operation.round < 3 ? "merge" : "question");
            return decide(newer ? "won" : "lost");
        case MergePolicy::newest_wins: return decide(newer ? "won" : "lost");
        case MergePolicy::ask:
        case MergePolicy::immutable: break;
    }
    if (server_.undone == Undone::question_policy) return decide(newer ? "won" : "lost");
    decide("question");
}

void Push::write(PushedOperation& operation) {
    operation.state = "applied";
    operation.number = ++server_.head;
    on_undo([this] { --server_.head; });
    if (operation.creates && operation.entity == Entity::contract) {
        const Text given = operation.set("number");
        const auto taken = [&](const Row& row) { return row.get("number") == given; };
        const bool free =
            given && !std::any_of(server_.records.begin(), server_.records.end(), [&](const auto& record) {
                return record.second.entity == Entity::contract && taken(record.second);
            });
        if (!free) {
            std::erase_if(operation.fields, [](const PushedField& field) { return field.name == "number"; });
            operation.fields.push_back({.name = "number",
                                        .base = "0",
                                        .unit = "number",
                                        .value = next_contract_number(operation),
                                        .spec = &spec(Field::contract_number),
                                        .outcome = "applied"});
        } else if (given->size() >= 9 && given->size() <= 12 && is_digits(given->substr(0, 4), 4) &&
                   (*given)[4] == '-' && is_digits(given->substr(5), 7)) {
            std::uint64_t& counter = server_.contract_counters_[{std::stoi(given->substr(0, 4)), 1}];
            const std::uint64_t was = counter;
            on_undo([&counter, was] { counter = was; });
            counter = std::max<std::uint64_t>(counter, std::stoull(given->substr(5)));
        }
    }
    write_conflicts(operation);
    write_line(operation);
    write_record(operation);
    if (server_.numbers_.emplace(operation.id, operation.number).second) {
        on_undo([this, id = operation.id] { server_.numbers_.erase(id); });
    }
}

std::string Push::next_contract_number(const PushedOperation& operation) {
    const int year = std::stoi(operation.set("created_on")->substr(0, 4));
    std::uint64_t& counter = server_.contract_counters_[{year, server_.epoch}];
    const std::uint64_t was = counter;
    on_undo([&counter, was] { counter = was; });
    std::string digits = std::to_string(++counter);
    if (digits.size() < 4) digits.insert(0, 4 - digits.size(), '0');
    const std::string epoch = server_.epoch > 1 ? "E" + std::to_string(server_.epoch) + "-" : "";
    return operation.set("created_on")->substr(0, 4) + "-" + epoch + digits;
}

void Push::write_conflicts(PushedOperation& operation) {
    std::map<std::string, std::vector<const PushedField*>> units;
    for (const PushedField& field : operation.fields) units[field.unit].push_back(&field);
    const auto change = [&](std::size_t at, auto edit) {
        on_undo([this, at, was = server_.conflicts[at]] { server_.conflicts[at] = was; });
        edit(server_.conflicts[at]);
    };
    for (std::size_t i = 0; i < server_.conflicts.size(); ++i) {
        const Conflict& conflict = server_.conflicts[i];
        if (conflict.settled_by || conflict.record != operation.record || !units.contains(conflict.unit) ||
            !operation.settles.contains(conflict.operation)) {
            continue;
        }
        change(i, [&](Conflict& settled) { settled.settled_by = operation.id; });
    }
    const auto add = [&](Conflict conflict) {
        server_.conflicts.push_back(std::move(conflict));
        on_undo([this] { server_.conflicts.pop_back(); });
    };
    for (const auto& [unit, fields] : units) {
        // The outcome of a unit is that of the fields that met something.
        const auto found =
            std::find_if(fields.begin(), fields.end(), [](const PushedField* f) { return f->outcome != "applied"; });
        if (found == fields.end()) continue;
        const PushedField& first = **found;
        std::string base = first.base;
        for (const PushedField* field : fields) {
            if (field->outcome != "applied") base = std::min(base, field->base);
        }
        if (first.outcome == "amended") {
            operation.settles.insert(base);
            for (std::size_t i = 0; i < server_.conflicts.size(); ++i) {
                if (server_.conflicts[i].operation != base || server_.conflicts[i].unit != unit) continue;
                change(i, [&](Conflict& amended) {
                    amended.operation = operation.id;
                    amended.author = operation.author;
                    amended.mine = pairs(fields, &PushedField::value).dump();
                    // It meets what stands now; what is equal to that nobody needs to answer.
                    amended.theirs = pairs(fields, &PushedField::current).dump();
                    amended.theirs_number = first.met.number;
                    amended.number = operation.number;
                    // A choice that stands on the very edit in question is asked about once more, and not settled.
                    amended.settled_by.reset();
                    if (amended.mine == amended.theirs) amended.settled_by = operation.id;
                });
                if (server_.conflicts[i].settled_by) {
                    server_.agreements_[{operation.id, unit}] = first.met.number;
                    on_undo([this, key = std::pair(operation.id, unit)] { server_.agreements_.erase(key); });
                }
            }
        } else if (first.outcome == "agreed") {
            server_.agreements_[{operation.id, unit}] = first.met.number;
            on_undo([this, key = std::pair(operation.id, unit)] { server_.agreements_.erase(key); });
        } else {
            add({.operation = operation.id,
                 .unit = unit,
                 .record = operation.record,
                 .author = operation.author,
                 .base = base,
                 .mine = pairs(fields, &PushedField::value).dump(),
                 .theirs = pairs(fields, &PushedField::current).dump(),
                 .outcome = first.outcome,
                 .theirs_number = first.met.number,
                 .number = operation.number,
                 .settled_by = {}});
        }
    }
    // Where what is amended had won, and its author wrote on in the same edit, the question goes along.
    for (std::size_t i = 0; i < server_.conflicts.size(); ++i) {
        const Conflict& won = server_.conflicts[i];
        const auto named = units.find(won.unit);
        const bool along = won.outcome == "won" && !won.settled_by && won.record == operation.record &&
                           operation.settles.contains(won.operation) && named != units.end() &&
                           std::all_of(named->second.begin(), named->second.end(),
                                       [](const PushedField* field) { return field->outcome == "applied"; });
        if (!along) continue;
        change(i, [&](Conflict& moved) {
            moved.operation = operation.id;
            moved.author = operation.author;
            moved.mine = pairs(named->second, &PushedField::value).dump();
            moved.number = operation.number;
        });
    }
    if (operation.creates || operation.names("withdrawn") || server_.undone == Undone::deleted) return;
    const Row& row = server_.records.at(operation.record);
    if (!row.flag("withdrawn")) return;
    const auto changed = row.versions.find("withdrawn");
    add({.operation = operation.id,
         .unit = "withdrawn",
         .record = operation.record,
         .author = operation.author,
         .base = "0",
         .mine = "[]",
         .theirs = "[]",
         .outcome = "deleted",
         .theirs_number = (changed == row.versions.end() ? row.created : changed->second).number,
         .number = operation.number,
         .settled_by = {}});
}

void Push::write_line(PushedOperation& operation) {
    Json fields = Json::array();
    for (const PushedField& field : operation.fields) {
        if (field.outcome != "applied" && field.outcome != "won") continue;
        fields.push_back({field.name, field.value ? Json(*field.value) : Json()});
    }
    std::map<std::string, Json> found; // by unit
    for (const Conflict& conflict : server_.conflicts) {
        if (conflict.operation != operation.id || conflict.number != operation.number) continue;
        found[conflict.unit] = {conflict.unit, conflict.outcome,           std::to_string(conflict.theirs_number),
                                conflict.base, Json::parse(conflict.mine), Json::parse(conflict.theirs)};
    }
    Json conflicts = Json::array();
    for (auto& [unit, conflict] : found) conflicts.push_back(std::move(conflict));
    const Json settles = operation.settles;
    Line line{
        .number = operation.number,
        .cells = {std::to_string(operation.number), operation.id, batch_, operation.group,
                  std::to_string(operation.position), operation.command, std::string(entity_name(operation.entity)),
                  operation.record, operation.creates ? "create" : "change", operation.author, device_,
                  std::to_string(operation.stamp), std::to_string(at_), fields.dump(),
                  conflicts.empty() ? Text() : Text(conflicts.dump()),
                  operation.settles.empty() ? Text() : Text(settles.dump())},
        .digest = {}};
    std::string text;
    for (const Text& cell : line.cells) text += cell.value_or("") + "\n";
    text.pop_back();
    line.digest = sha256(text);
    server_.log.push_back(std::move(line));
    on_undo([this] { server_.log.pop_back(); });
}

void Push::write_record(PushedOperation& operation) {
    if (operation.creates) {
        Row row{.entity = operation.entity,
                .created = {operation.number, operation.id, operation.stamp},
                .created_by = operation.author,
                .values = {},
                .versions = {}};
        for (const FieldSpec& field : fields_of(operation.entity)) {
            Text& value = row.values[std::string(field.name)];
            if (field.type == FieldType::boolean) value = field.field == Field::collaborator_active ? "1" : "0";
            if (field.type == FieldType::language) value = "fr";
        }
        for (const PushedField& field : operation.fields) {
            if (field.value) row.values[field.name] = field.value;
        }
        server_.records[operation.record] = std::move(row);
        on_undo([this, id = operation.record] { server_.records.erase(id); });
        return;
    }
    Row& row = server_.records.at(operation.record);
    const auto before = row.values;
    on_undo([&row, was = row] { row = was; });
    for (const PushedField& field : operation.fields) {
        if (field.outcome != "applied" && field.outcome != "won") continue;
        row.values[field.name] = field.value;
        row.versions[field.unit] = {operation.number, operation.id, operation.stamp};
    }
    // Who is not active any more has no account, from the very moment in which the server takes that.
    const bool gone = operation.entity == Entity::collaborator && !row.flag("active") && row.values != before;
    for (auto& [name, account] : server_.accounts) {
        if (!gone || account.collaborator != operation.record || account.state != "ready") continue;
        account.state = "closing";
        on_undo([&account] { account.state = "ready"; });
    }
}

} // namespace epic::model
