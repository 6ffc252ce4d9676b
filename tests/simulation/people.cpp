// What people do, by role; now and then what they may not.
#include <algorithm>
#include <iterator>
#include <sstream>

#include "tests/simulation/desk.hpp"

namespace epic::test {

std::optional<Id> Simulation::any(const Desk& desk, Entity entity) {
    std::vector<Id> found;
    for (const auto& [id, shown] : desk.laptop.records()) {
        if (shown.record.entity == entity) found.push_back(id);
    }
    if (found.empty()) return std::nullopt;
    // Few records, so that people meet.
    const auto last = static_cast<std::int64_t>(found.size()) - 1;
    return found[static_cast<std::size_t>(random_.between(std::max<std::int64_t>(0, last - 2), last))];
}

void Simulation::edit(Desk& desk) {
    if (desk.erased) return;
    auto wanted = random_.chance(12) ? settlement(desk) : command(desk);
    if (wanted) perform(desk, *wanted);
}

void Simulation::perform(Desk& desk, const Command& wanted) {
    if (desk.erased) return;
    auto done = desk.twin ? desk.twin->execute(wanted) : desk.laptop.execute(wanted);
    if (!done) {
        ++counts_.refused_here;
        return;
    }
    for (const Id& id : *done) {
        ++counts_.edits;
        const Operation& operation = desk.laptop.line(id)->operation;
        authored_[id] = operation;
        // On a laptop that has not heard yet of the restored server.
        if (nobody_noticed_ || must_confirm_ || desk.laptop.state().value().epoch != server_.epoch) unsure_.insert(id);
        if (!operation.settles.empty()) {
            ++counts_.settled;
            if (operation.changes.front().base.operation) ++counts_.chosen_on_top;
            for (const FieldChange& change : operation.changes) {
                chosen_.insert(operation.record.hex() + model::unit_of(spec(change.field)));
            }
            continue;
        }
        for (const FieldChange& change : operation.changes) {
            const auto text = wire_text(change.after);
            if (spec(change.field).merge == MergePolicy::lines) {
                const std::set<std::string> before = lines_of(wire_text(change.before));
                const std::set<std::string> after = lines_of(text);
                std::set_difference(after.begin(), after.end(), before.begin(), before.end(),
                                    std::inserter(lines_added_[id], lines_added_[id].end()));
                std::set_difference(before.begin(), before.end(), after.begin(), after.end(),
                                    std::inserter(lines_removed_[id], lines_removed_[id].end()));
            } else if (text) {
                written_by_.emplace(*text, id);
            }
        }
    }
}

std::optional<Command> Simulation::settlement(Desk& desk) {
    std::vector<const LightLaptop::Question*> open;
    for (const auto& [id, question] : desk.laptop.questions()) {
        if (question.open) open.push_back(&question);
    }
    if (open.empty()) return std::nullopt;
    const store::ConflictEntry& asked = random_.pick(open)->entry;
    SettleQuestion settle{.entity = asked.entity, .record = asked.record, .values = {}, .settles = {}};
    const bool mine = random_.chance(50);
    for (const LightLaptop::Question* other : open) {
        const store::ConflictEntry& entry = other->entry;
        const bool one_unit = entry.field == asked.field || (spec(entry.field).unit != MergeUnit::alone &&
                                                             spec(entry.field).unit == spec(asked.field).unit);
        if (entry.record != asked.record || !one_unit) continue;
        if (std::find(settle.settles.begin(), settle.settles.end(), entry.operation) == settle.settles.end()) {
            settle.settles.push_back(entry.operation);
        }
        if (entry.operation == asked.operation)
            settle.values.emplace_back(entry.field, mine ? entry.mine : entry.theirs);
    }
    return settle;
}

// Lines are added at either end, changed and removed, so that people meet in them.
std::optional<Command> Simulation::note(Desk& desk, Entity entity, Field field) {
    const auto id = any(desk, entity);
    if (!id) return std::nullopt;
    std::vector<std::string> lines;
    std::istringstream before(desk.laptop.records().at(*id).record.text(field));
    for (std::string line; std::getline(before, line);) lines.push_back(line);
    const std::int64_t dice = lines.empty() ? 0 : random_.between(0, 99);
    if (dice < 50) {
        lines.push_back(unique());
    } else if (dice < 65) {
        lines.insert(lines.begin(), unique());
    } else {
        const auto at = lines.begin() + random_.between(0, static_cast<std::int64_t>(lines.size()) - 1);
        if (dice < 85)
            *at = unique();
        else
            lines.erase(at);
    }
    std::string text;
    for (const std::string& line : lines) text += (text.empty() ? "" : "\n") + line;
    return EditRecord{entity, *id, {{field, text.empty() ? Value{} : Value{std::move(text)}}}};
}

// To other departments, each on a laptop of their own, before anybody has heard of it: the server must keep one.
void Simulation::management_leaves() {
    for (const auto& desk : desks_) {
        const Actor me = desk->laptop.actor();
        if (me.department != Department::gestion || !me.active) continue;
        ++counts_.left_at_once;
        const std::string other(department_name(random_.chance(50) ? Department::commercial : Department::support));
        perform(*desk, EditRecord{Entity::collaborator, me.id, {{Field::collaborator_department, other}}});
    }
}

// One person writes what another chooses for the same question, before they have heard of each other: what the choice
// names stands already.
void Simulation::answer_alike() {
    for (const auto& desk : desks_) {
        for (const auto& [id, question] : desk->laptop.questions()) {
            const store::ConflictEntry& asked = question.entry;
            if (!question.open || spec(asked.field).unit != MergeUnit::alone || is_null(asked.mine)) continue;
            const auto other = std::find_if(desks_.begin(), desks_.end(), [&](const auto& one) {
                return one != desk && one->laptop.records().contains(asked.record) && one->laptop.actor().active;
            });
            if (other == desks_.end()) return;
            chosen_.insert(asked.record.hex() + model::unit_of(spec(asked.field)));
            const FieldValues value{{asked.field, asked.mine}};
            const SettleQuestion settle{asked.entity, asked.record, value, {asked.operation}};
            perform(**other, EditRecord{asked.entity, asked.record, value});
            perform(*desk, settle);
            exchange(**other);
            return;
        }
    }
}

// Somebody whose edit waits for an answer writes once more, and chooses before that has left: the choice stands on an
// edit that goes on with the very question.
void Simulation::answer_on_top() {
    for (const auto& desk : desks_) {
        for (const auto& [id, question] : desk->laptop.questions()) {
            const store::ConflictEntry& asked = question.entry;
            const bool own = asked.author == desk->laptop.person();
            if (!question.open || !own || spec(asked.field).unit != MergeUnit::alone) continue;
            if (spec(asked.field).type != FieldType::text && spec(asked.field).type != FieldType::integer) continue;
            const Value value = spec(asked.field).type == FieldType::text
                                    ? Value{unique()}
                                    : Value{static_cast<std::int64_t>(100 + ++values_made_)};
            const SettleQuestion settle{asked.entity,
                                        asked.record,
                                        {{asked.field, random_.chance(50) ? asked.mine : asked.theirs}},
                                        {asked.operation}};
            perform(*desk, EditRecord{asked.entity, asked.record, {{asked.field, value}}});
            perform(*desk, settle);
            exchange(*desk);
            return;
        }
    }
}

// Two of management let two people go at once, each to take over from the other: who comes second is refused, whole.
void Simulation::leave_crosswise() {
    std::vector<Desk*> management;
    for (const auto& desk : desks_) {
        const Actor me = desk->laptop.actor();
        if (me.department == Department::gestion && me.active) management.push_back(desk.get());
    }
    if (management.size() < 2) return;
    ++counts_.crosswise;
    perform(*management[0], DeactivateCollaborator{people_[1], people_[3]});
    perform(*management[1], DeactivateCollaborator{people_[3], people_[1]});
    for (Desk* desk : {management[0], management[1]}) exchange(*desk);
}

std::optional<Command> Simulation::command(Desk& desk) {
    const auto edit_of = [&](Entity entity, FieldValues values) -> std::optional<Command> {
        const auto id = any(desk, entity);
        if (!id) return std::nullopt;
        return EditRecord{entity, *id, std::move(values)};
    };
    const auto amount = [&] { return static_cast<std::int64_t>(100 + ++values_made_); };
    const auto person = [&](Department department) {
        std::vector<Id> fits;
        for (const auto& [id, shown] : desk.laptop.records()) {
            if (shown.record.entity == Entity::collaborator && department_of(shown.record) == department)
                fits.push_back(id);
        }
        return fits.empty() ? desk.laptop.person() : random_.pick(fits);
    };
    const Department mine = desk.laptop.actor().department;
    const Department role = random_.chance(90) ? mine : static_cast<Department>(random_.between(0, 2));
    const std::int64_t dice = random_.between(0, 99);
    if (role == Department::gestion) {
        if (dice < 22) {
            const auto client = any(desk, Entity::client);
            if (!client) return std::nullopt;
            return AddRecord{
                Entity::contract, {}, {{Field::contract_client, *client}, {Field::contract_total, amount()}}};
        }
        if (dice < 36) return edit_of(Entity::contract, {{Field::contract_total, amount()}});
        if (dice < 44) return edit_of(Entity::client, {{Field::client_commercial, person(Department::commercial)}});
        if (dice < 62) {
            const auto event = any(desk, Entity::event);
            if (!event) return std::nullopt;
            return AssignSupport{*event,
                                 random_.chance(85) ? std::optional(person(Department::support)) : std::nullopt};
        }
        if (dice < 70) return note(desk, Entity::contract, Field::contract_notes);
        if (dice < 74) return edit_of(Entity::contract, {{Field::contract_withdrawn, std::int64_t{dice % 2}}});
        if (dice < 80) return edit_of(Entity::event, {{Field::event_title, unique()}});
        if (dice < 84) return edit_of(Entity::collaborator, {{Field::collaborator_phone, unique()}});
        if (dice < 88) {
            const Id whom = random_.pick(people_);
            return DeactivateCollaborator{whom, person(static_cast<Department>(random_.between(1, 2)))};
        }
        if (dice < 91)
            return EditRecord{
                Entity::collaborator, random_.pick(people_), {{Field::collaborator_active, std::int64_t{1}}}};
    }
    if (role == Department::commercial || (role == Department::gestion && dice >= 91)) {
        if (dice < 16) return AddRecord{Entity::client, {}, {{Field::client_full_name, unique()}}};
        if (dice < 30) return edit_of(Entity::client, {{Field::client_phone, unique()}});
        if (dice < 38)
            return edit_of(Entity::client,
                           {{Field::client_company, unique()}, {Field::client_email, unique() + "@x.example"}});
        if (dice < 46) return note(desk, Entity::client, Field::client_notes);
        if (dice < 48) return edit_of(Entity::client, {{Field::client_withdrawn, std::int64_t{dice % 2}}});
        if (dice < 60) {
            const auto contract = any(desk, Entity::contract);
            if (!contract) return std::nullopt;
            return SignContract{*contract, {}};
        }
        if (dice < 63) return edit_of(Entity::contract, {{Field::contract_signed_on, Value{}}});
        if (dice < 68) return edit_of(Entity::contract, {{Field::contract_total, amount()}});
        if (dice < 80) {
            const auto contract = any(desk, Entity::contract);
            if (!contract) return std::nullopt;
            const std::int64_t starts =
                now_ + random_.between(1, 100) * 3'600'000 + static_cast<std::int64_t>(++values_made_);
            return AddRecord{Entity::event,
                             {},
                             {{Field::event_title, unique()},
                              {Field::event_contract, *contract},
                              {Field::event_starts_at, starts},
                              {Field::event_ends_at, starts + 3'600'000}}};
        }
        if (dice < 90) {
            const auto contract = any(desk, Entity::contract);
            if (!contract) return std::nullopt;
            const Value currency = desk.laptop.records().at(*contract).record.get(Field::contract_currency);
            return AddRecord{Entity::payment,
                             {},
                             {{Field::payment_contract, *contract},
                              {Field::payment_amount, amount()},
                              {Field::payment_currency, currency}}};
        }
        if (dice < 94) {
            const auto payment = any(desk, Entity::payment);
            if (!payment) return std::nullopt;
            return ReversePayment{*payment, "une erreur"};
        }
        return edit_of(Entity::event, {{Field::event_title, unique()}});
    }
    if (dice < 20) return edit_of(Entity::event, {{Field::event_title, unique()}});
    if (dice < 40) return edit_of(Entity::event, {{Field::event_attendees, amount()}});
    if (dice < 55)
        return edit_of(Entity::event, {{Field::event_venue_name, unique()}, {Field::event_contact_name, unique()}});
    if (dice < 75) return note(desk, Entity::event, Field::event_notes);
    if (dice < 85) {
        const std::int64_t starts =
            now_ + random_.between(1, 100) * 3'600'000 + static_cast<std::int64_t>(++values_made_);
        return edit_of(Entity::event, {{Field::event_starts_at, starts}, {Field::event_ends_at, starts + 7'200'000}});
    }
    if (dice < 92) {
        const auto event = any(desk, Entity::event);
        if (!event) return std::nullopt;
        return CancelEvent{*event};
    }
    return edit_of(Entity::event, {{Field::event_cancelled, std::int64_t{0}}});
}

} // namespace epic::test
