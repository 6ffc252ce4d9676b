// The books at the end of a simulation: what the log, the laptops and the people say must agree. Nothing here asks how
// the server or the engine came to it.
#include <algorithm>
#include <sstream>

#include "core/rules/rules.hpp"
#include "tests/simulation/desk.hpp"

namespace epic::test {
namespace {

using nlohmann::json;
using Values = std::map<std::string, model::Text>; // by field name

enum Column : std::size_t {
    operation_at = 1,
    group_at = 3,
    entity_at = 6,
    record_at = 7,
    kind_at = 8,
    author_at = 9,
    fields_at = 13,
    conflicts_at = 14
};

// Values that no two edits share, so that a value says who wrote it.
bool is_unique(Field field) {
    switch (field) {
        case Field::client_phone:
        case Field::client_company:
        case Field::contract_total:
        case Field::collaborator_phone:
        case Field::event_title:
        case Field::event_venue_name:
        case Field::event_contact_name:
        case Field::event_attendees:
        case Field::event_starts_at: return true;
        default: return false;
    }
}

Id id_of(const model::Text& text) {
    return Id::parse(text.value_or("")).value_or(Id{});
}

// A record whose creation a restored server lost, and that came to a laptop with a page, stays there and is counted.
std::set<Id> lost_records(const std::set<Id>& at_risk, const std::map<Id, Operation>& authored,
                          const model::Server& server) {
    std::set<Id> lost;
    for (const Id& id : at_risk) {
        const Operation& operation = authored.at(id);
        const bool created = operation.kind == OperationKind::create;
        if (created && !server.records.contains(operation.record.hex())) lost.insert(operation.record);
    }
    return lost;
}

} // namespace

std::set<std::string> lines_of(const std::optional<std::string>& text) {
    std::set<std::string> lines;
    std::istringstream all(text.value_or(""));
    for (std::string line; std::getline(all, line);) lines.insert(line);
    return lines;
}

void Simulation::problem(std::string text) {
    // Where a rule is left out, its own trace may come behind many others.
    const std::size_t enough = server_.undone == model::Undone::nothing ? 5 : 200;
    if (problems_.size() < enough) problems_.push_back(std::move(text));
}

void Simulation::examine() {
    if (!problems_.empty()) return;
    examine_laptops();
    examine_operations();
    examine_log();
    examine_business();
}

void Simulation::examine_laptops() {
    const std::set<Id> only_here = lost_records(at_risk_, authored_, server_);
    for (const auto& desk : desks_) {
        if (desk->gone) continue;
        const auto& shown = desk->laptop.records();
        const auto there = std::count_if(shown.begin(), shown.end(), [&](const auto& one) {
            return one.second.created_number.has_value() && !only_here.contains(one.first);
        });
        if (static_cast<std::size_t>(there) != server_.records.size())
            problem("a laptop shows another number of records than the server");
        for (const auto& [id, row] : server_.records) {
            const auto found = shown.find(*Id::parse(id));
            if (found == shown.end()) {
                problem("a laptop lacks " + std::string(entity_name(row.entity)) + " " + id);
                continue;
            }
            for (const FieldSpec& field : fields_of(row.entity)) {
                const auto here = wire_text(LightLaptop::confirmed(found->second, field.field));
                if (here == row.get(field.name)) continue;
                problem("not converged: " + std::string(entity_name(row.entity)) + " " + id + " " +
                        std::string(field.name) + " is " + here.value_or("empty") + ", the server has " +
                        row.get(field.name).value_or("nothing"));
            }
        }
        examine_questions(*desk);
    }
}

// What the server asks is asked on every laptop, about the same two values, and nothing else is.
void Simulation::examine_questions(const Desk& desk) {
    std::set<std::string> wanted, asked;
    const auto named = [](const std::string& record, const std::string& operation, std::string_view field,
                          const model::Text& mine, const model::Text& theirs) {
        return record + " " + operation + " " + std::string(field) + " " + mine.value_or("nothing") + " or " +
               theirs.value_or("nothing");
    };
    for (const model::Conflict& conflict : server_.conflicts) {
        if (conflict.settled_by) continue;
        const auto choice = authored_.find(id_of(conflict.operation));
        if (choice != authored_.end() && !choice->second.settles.empty()) ++counts_.asked_again;
        const json theirs = json::parse(conflict.theirs);
        for (const json& pair : json::parse(conflict.mine)) {
            const auto met =
                std::find_if(theirs.begin(), theirs.end(), [&](const json& other) { return other[0] == pair[0]; });
            const auto value = [](const json& of) {
                return of[1].is_null() ? model::Text() : of[1].get<std::string>();
            };
            const model::Text standing = met == theirs.end() ? model::Text() : value(*met);
            if (value(pair) == standing) continue;
            wanted.insert(
                named(conflict.record, conflict.operation, pair[0].get<std::string>(), value(pair), standing));
        }
    }
    for (const auto& [id, question] : desk.laptop.questions()) {
        const store::ConflictEntry& entry = question.entry;
        if (!question.open) continue;
        asked.insert(named(entry.record.hex(), entry.operation.hex(), spec(entry.field).name, wire_text(entry.mine),
                           wire_text(entry.theirs)));
    }
    for (const std::string& one : asked) {
        if (!wanted.contains(one)) problem("a laptop asks what the server does not: " + one);
    }
    for (const std::string& one : wanted) {
        if (!asked.contains(one)) problem("a question of the server is not asked on a laptop: " + one);
    }
}

void Simulation::examine_operations() {
    std::set<Id> in_log;
    for (const model::Line& line : server_.log) {
        const Id id = id_of(line.cells[operation_at]);
        if (!in_log.insert(id).second) problem("an operation is twice in the log");
        const auto authored = authored_.find(id);
        if (authored != authored_.end() && authored->second.author != id_of(line.cells[author_at])) {
            problem("an edit is in the log under another name");
        }
    }
    std::set<Id> in_a_tray;
    for (const auto& desk : desks_) {
        if (desk->gone && !desk->erased) problem("somebody without an account has not taken leave");
        for (const auto& [id, reason] : desk->laptop.tray()) {
            if (desk->erased) continue;
            if (desk->laptop.manages() || !desk->laptop.has_left(id)) in_a_tray.insert(id);
            // Nothing comes back because somebody else's edit that it builds on had not left yet.
            const bool too_early = reason.starts_with("not_found record") && excused_.empty() && at_risk_.empty() &&
                                   server_.records.contains(desk->laptop.line(id)->operation.record.hex());
            if (too_early) problem("an edit came back because what it builds on had not left");
        }
        for (const LightLaptop::Line& line : desk->laptop.journal()) {
            if (line.state != LightLaptop::State::confirmed || desk->erased) continue;
            const model::Line* stands = server_.line(line.number);
            const bool there = stands != nullptr && id_of(stands->cells[operation_at]) == line.operation.id;
            if (!there) problem("an acknowledged operation is not in the log under its number");
        }
    }
    const std::set<Id> handed = examine_handed_over(in_log);
    examine_waiting();
    for (const auto& [id, operation] : authored_) {
        if (in_log.contains(id)) continue;
        if (excused_.contains(id)) {
            if (at_risk_.contains(id)) ++counts_.lost_for_good;
            continue;
        }
        const bool kept = in_a_tray.contains(id);
        if (!kept && !handed.contains(id)) problem("an edit is lost: " + operation.command + " " + id.hex());
        ++(kept ? counts_.returned : counts_.handed_over);
    }
    std::map<std::string, std::int64_t> sums;
    for (const model::Line& line : server_.log) {
        if (line.cells[entity_at] != "payment") continue;
        const json fields = json::parse(*line.cells[fields_at]);
        std::string contract;
        std::int64_t amount = 0;
        for (const json& pair : fields) {
            if (pair[0] == "contract") contract = pair[1];
            if (pair[0] == "amount") amount = std::stoll(pair[1].get<std::string>());
        }
        sums[contract] += amount;
    }
    const std::set<Id> only_here = lost_records(at_risk_, authored_, server_);
    for (const auto& desk : desks_) {
        if (desk->gone || desk->laptop.waiting() > 0) continue;
        const auto& shown = desk->laptop.records();
        for (const auto& [contract, sum] : sums) {
            const Id id = *Id::parse(contract);
            std::int64_t paid = desk->laptop.paid_minor(id).value();
            for (const Id& lost : only_here) {
                const auto found = shown.find(lost);
                if (found == shown.end() || found->second.record.entity != Entity::payment) continue;
                const Record& payment = found->second.record;
                if (payment.reference(Field::payment_contract) == id) paid -= payment.integer(Field::payment_amount);
            }
            if (paid != sum) problem("payments do not add up alike");
        }
    }
}

// Replays the log: was each author allowed, was each race recorded, and none that was none?
void Simulation::examine_log() {
    std::map<std::string, std::pair<Entity, Values>> state;
    std::map<std::string, std::string> created_by;
    const std::set<std::string>& dirty = chosen_;
    std::set<Id> returned = returned_once_;
    for (const auto& desk : desks_) {
        returned.insert(desk->laptop.returned_once().begin(), desk->laptop.returned_once().end());
    }
    const auto value = [&](const std::string& record, std::string_view field) -> model::Text {
        const auto found = state.find(record);
        return found == state.end() ? std::nullopt : found->second.second[std::string(field)];
    };
    std::map<Id, std::uint64_t> in_log;
    for (const model::Line& line : server_.log) in_log[id_of(line.cells[operation_at])] = line.number;

    for (const model::Line& line : server_.log) {
        const Id id = id_of(line.cells[operation_at]);
        const std::string& record = *line.cells[record_at];
        const Entity entity = *parse_entity(*line.cells[entity_at]);
        const bool creates = line.cells[kind_at] == "create";
        const json fields = json::parse(*line.cells[fields_at]);
        const json conflicts = line.cells[conflicts_at] ? json::parse(*line.cells[conflicts_at]) : json::array();
        const auto authored = authored_.find(id);

        if (authored != authored_.end()) {
            const Operation& operation = authored->second;
            // Rights, by core's table and the state of that moment.
            RuleFacts facts{.record = operation.record, .created_by = id_of(created_by[record])};
            const std::string contract = entity == Entity::contract ? record : creates && (entity == Entity::event || entity == Entity::payment)
                ? [&] { for (const json& p : fields) if (p[0] == "contract") return p[1].get<std::string>(); return std::string(); }()
                : value(record, "contract").value_or("");
            std::string client = entity == Entity::client ? record : value(contract, "client").value_or("");
            for (const json& pair : fields) {
                if (creates && entity == Entity::contract && pair[0] == "client") client = pair[1];
            }
            if (const auto owner = value(client, "commercial")) facts.client_commercial = id_of(owner);
            for (const json& pair : fields) {
                if (creates && entity == Entity::client && pair[0] == "commercial")
                    facts.client_commercial = id_of(pair[1].get<std::string>());
            }
            facts.contract_signed = value(contract, "signed_on").has_value() && value(contract, "withdrawn") != "1";
            if (const auto support = value(record, "support"); support && entity == Entity::event)
                facts.support = id_of(support);
            FieldSet set;
            for (const FieldChange& change : operation.changes) {
                const bool off =
                    spec(change.field).type == FieldType::boolean && change.after == Value{std::int64_t{0}};
                if (!creates || (!is_null(change.after) && !off)) set.set(static_cast<std::size_t>(change.field));
            }
            const std::string author = operation.author.hex();
            const Actor actor{operation.author,
                              parse_department(value(author, "department").value_or("")).value_or(Department::support),
                              value(author, "active") == "1"};
            if (refuses(actor, entity, creates ? Action::create : Action::change, set, facts)) {
                problem("someone did what the rule table forbids: " + operation.command);
            }
            for (const FieldChange& change : operation.changes) {
                const std::string_view name = spec(change.field).name;
                const std::string unit = model::unit_of(spec(change.field));
                if (creates || !is_unique(change.field) || dirty.contains(record + unit)) continue;
                auto seen = wire_text(change.before);
                bool doubtful = false;
                // A value of an edit that came back stood on what that edit had seen.
                for (;;) {
                    const auto writer = seen ? written_by_.find(*seen) : written_by_.end();
                    if (writer == written_by_.end()) break;
                    const auto taken = in_log.find(writer->second);
                    if (taken != in_log.end() && taken->second < line.number) {
                        // Returned on one laptop and taken from its copy: what stood on it was put on something else.
                        doubtful = returned.contains(writer->second);
                        break;
                    }
                    const auto& changes = authored_.at(writer->second).changes;
                    const auto same = std::find_if(changes.begin(), changes.end(),
                                                   [&](const auto& c) { return c.field == change.field; });
                    if (same == changes.end()) break;
                    seen = wire_text(same->before);
                }
                if (doubtful) continue;
                const model::Text standing = value(record, name);
                const model::Text wrote = wire_text(change.after);
                // One that came along from an earlier edit of the same author is about what that one met.
                const bool recorded = std::any_of(conflicts.begin(), conflicts.end(), [&](const json& c) {
                    const bool along = c[1] == "won" && std::none_of(c[5].begin(), c[5].end(), [&](const json& pair) {
                                           return pair[0] == name &&
                                                  (pair[1].is_null() ? !standing : pair[1] == standing.value_or(""));
                                       });
                    return c[0] == unit && !along;
                });
                if (recorded) ++counts_.races;
                if (!wrote || wrote == standing) continue;
                if (seen == standing && recorded && !unsure_.contains(id))
                    problem("a question that is none: " + operation.command + " " + std::string(name));
                if (seen != standing && !recorded) {
                    problem("a race that nobody recorded: " + operation.command + " " + std::string(name) + " seen " +
                            seen.value_or("nothing") + " met " + standing.value_or("nothing"));
                }
                const bool written =
                    std::any_of(fields.begin(), fields.end(), [&](const json& f) { return f[0] == name; });
                if (!recorded && !written) problem("an applied edit did not write its value");
                for (const json& conflict : conflicts) {
                    if (conflict[0] != unit) continue;
                    if (conflict[1] == "question") ++counts_.questions;
                    // Both values are kept, and where a person is asked the server's stands.
                    const std::string mine = conflict[4].dump();
                    if (mine.find(*wrote) == std::string::npos) problem("a race lost a value");
                    const bool asks = spec(change.field).merge == MergePolicy::ask;
                    if (asks && written) problem("a question was decided by the clock");
                }
            }
            const bool was_withdrawn = value(record, "withdrawn") == "1";
            const bool about_it = std::any_of(operation.changes.begin(), operation.changes.end(),
                                              [](const auto& c) { return spec(c.field).name == "withdrawn"; });
            const bool told =
                std::any_of(conflicts.begin(), conflicts.end(), [](const json& c) { return c[1] == "deleted"; });
            if (!creates && was_withdrawn && !about_it && !told) problem("an edit after a deletion was not recorded");
        }
        state.try_emplace(record, entity, Values{});
        for (const json& pair : fields) {
            state[record].second[pair[0].get<std::string>()] =
                pair[1].is_null() ? model::Text() : model::Text(pair[1].get<std::string>());
        }
        if (creates) {
            created_by[record] = *line.cells[author_at];
            for (const FieldSpec& field : fields_of(entity)) {
                if (field.type != FieldType::boolean) continue;
                Values& values = state[record].second;
                if (!values[std::string(field.name)]) values[std::string(field.name)] = "0";
            }
        }
    }

    // Whole groups, or nothing of them.
    std::map<Id, std::pair<std::size_t, std::size_t>> groups;
    for (const auto& [id, operation] : authored_) {
        auto& [all, taken] = groups[operation.group];
        ++all;
        if (in_log.contains(id)) ++taken;
    }
    for (const auto& [group, counted] : groups) {
        if (counted.second != 0 && counted.second != counted.first) problem("a group was taken in part");
    }

    examine_notes(in_log);
}

// Whether the log has what added this line after that number.
bool Simulation::came_later(const std::string& line, const std::map<Id, std::uint64_t>& in_log,
                            std::uint64_t number) const {
    return std::any_of(lines_added_.begin(), lines_added_.end(), [&](const auto& added) {
        const auto there = in_log.find(added.first);
        return there != in_log.end() && there->second > number && added.second.contains(line);
    });
}

// Nobody's line of notes is lost: it stands, or somebody took it away, or a question or a later choice holds it. What
// was taken away stays away. No clock decides about notes.
void Simulation::examine_notes(const std::map<Id, std::uint64_t>& in_log) {
    std::map<std::string, std::set<std::string>> removed, in_question; // by record
    for (const auto& [id, lines] : lines_removed_) {
        // Sent again after a restore, it may meet what it had been merged with before.
        if (!in_log.contains(id)) continue;
        std::set<std::string>& of_record = removed[authored_.at(id).record.hex()];
        for (const std::string& line : lines) {
            // It had come back to its author, who went on without it, and a copy of the file had it taken later.
            if (came_later(line, in_log, in_log.at(id))) continue;
            of_record.insert(line);
        }
        if (unsure_.contains(id)) in_question[authored_.at(id).record.hex()].insert(lines.begin(), lines.end());
    }
    for (const model::Conflict& conflict : server_.conflicts) {
        if (conflict.unit != "notes") continue;
        if (conflict.outcome == "won" || conflict.outcome == "lost") problem("notes were decided by the clock");
        for (const std::string& side : {conflict.mine, conflict.theirs}) {
            const json pairs = json::parse(side);
            for (const json& pair : pairs) {
                const auto lines =
                    lines_of(pair[1].is_null() ? model::Text() : model::Text(pair[1].get<std::string>()));
                in_question[conflict.record].insert(lines.begin(), lines.end());
            }
        }
    }
    const auto notes_of = [&](const std::string& record) {
        const auto row = server_.records.find(record);
        return row == server_.records.end() ? std::set<std::string>() : lines_of(row->second.get("notes"));
    };
    for (const auto& [id, lines] : lines_added_) {
        const std::string record = authored_.at(id).record.hex();
        if (!in_log.contains(id) || chosen_.contains(record + "notes")) continue;
        const std::set<std::string> standing = notes_of(record);
        for (const std::string& line : lines) {
            if (standing.contains(line) || removed[record].contains(line) || in_question[record].contains(line))
                continue;
            problem("a line of notes is lost: " + line);
        }
    }
    for (const auto& [record, lines] : removed) {
        if (chosen_.contains(record + "notes") || in_question.contains(record)) continue;
        const std::set<std::string> standing = notes_of(record);
        for (const std::string& line : lines) {
            if (standing.contains(line)) problem("a line of notes came back: " + line);
        }
    }
}

void Simulation::examine_business() {
    std::size_t gestion = 0;
    std::set<std::string> emails, numbers, reversed;
    for (const auto& [id, row] : server_.records) {
        if (row.entity == Entity::collaborator) {
            if (row.get("department") == "gestion" && row.flag("active")) ++gestion;
            if (!emails.insert(*row.get("email")).second) problem("two people have one e-mail");
        }
        if (row.entity == Entity::contract && !numbers.insert(*row.get("number")).second)
            problem("a contract number is twice there");
        if (row.entity == Entity::payment && row.get("reverses") && !reversed.insert(*row.get("reverses")).second) {
            problem("a payment is reversed twice");
        }
        if (row.entity == Entity::event && !row.flag("cancelled") && !row.flag("withdrawn")) {
            const model::Row& contract = server_.records.at(*row.get("contract"));
            if (!contract.get("signed_on")) problem("an event stands on a contract that is not signed");
            if (contract.flag("withdrawn")) problem("an event stands on a contract that is withdrawn");
        }
    }
    if (gestion == 0) problem("nobody of management is left");
}

} // namespace epic::test
