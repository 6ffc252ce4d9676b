#include "tests/simulation/light_laptop.hpp"

#include <algorithm>
#include <set>

namespace epic::test {
namespace {

bool waits(LightLaptop::State state) {
    return state == LightLaptop::State::pending || state == LightLaptop::State::sent;
}

Error missing() {
    return Error{.code = ErrorCode::not_found, .message = {}};
}

} // namespace

LightLaptop::LightLaptop(const Id& person, const std::string& server_id, const Id& device, const Clock& clock,
                         IdSource& ids, const TimeZones& zones)
    : person_(person), clock_(&clock), ids_(&ids), zones_(&zones) {
    state_.device = device;
    state_.server_id = server_id;
    state_.joined = true;
    state_.epoch = 1;
}

const LightLaptop::Line* LightLaptop::line(const Id& operation) const {
    const auto found = by_id_.find(operation);
    return found == by_id_.end() ? nullptr : &journal_[found->second];
}

LightLaptop::Line* LightLaptop::mutable_line(const Id& operation) {
    const auto found = by_id_.find(operation);
    return found == by_id_.end() ? nullptr : &journal_[found->second];
}

std::size_t LightLaptop::waiting() const {
    return static_cast<std::size_t>(
        std::count_if(journal_.begin(), journal_.end(), [](const Line& one) { return waits(one.state); }));
}

Actor LightLaptop::actor() const {
    const auto found = records_.find(person_);
    if (found == records_.end()) return {.id = person_, .department = Department::support, .active = false};
    const Record& me = found->second.record;
    return {person_, department_of(me).value_or(Department::support), me.flag(Field::collaborator_active)};
}

std::uint64_t LightLaptop::confirmed_number(const Shown& shown, Field field) {
    const auto version = shown.versions.find(field);
    return version != shown.versions.end() ? version->second : shown.created_number.value_or(0);
}

Base LightLaptop::base_of(const Shown& shown, Field field) const {
    std::optional<Id> creation;
    for (auto one = journal_.rbegin(); one != journal_.rend(); ++one) {
        if (one->operation.record != shown.record.id || !waits(one->state)) continue;
        const auto& changes = one->operation.changes;
        const bool wrote = std::any_of(changes.begin(), changes.end(), [&](const auto& c) { return c.field == field; });
        if (wrote) return {0, one->operation.id};
        if (one->operation.kind == OperationKind::create) creation = one->operation.id;
    }
    if (!shown.created_number && creation) return {0, creation};
    return {confirmed_number(shown, field), std::nullopt};
}

Result<std::vector<Id>> LightLaptop::execute(const Command& command) {
    const Instant mine = clock_->now();
    const Moment moment{mine, zones_->to_civil(mine, "Europe/Paris").date};
    const Plan plan = EPIC_TRY((Planner{*this, *zones_, *ids_}.plan(command, actor(), moment)));
    std::vector<Id> done;
    HybridClock clock(last_stamp_);
    const Id group = plan.operations.size() == 1 ? Id{} : ids_->next();
    for (const PlannedOperation& planned : plan.operations) {
        Operation operation;
        operation.id = ids_->next();
        operation.group = group.is_nil() ? operation.id : group;
        operation.position = static_cast<std::uint32_t>(done.size());
        operation.command = plan.command;
        operation.entity = planned.after.entity;
        operation.record = planned.after.id;
        operation.kind = planned.kind;
        operation.author = person_;
        operation.device = state_.device;
        operation.stamp = clock.next(Instant{mine.unix_ms + state_.clock_offset_ms});
        operation.settles = planned.settles;
        const bool creates = planned.kind == OperationKind::create;
        Shown& shown = records_[operation.record];
        for (const Field field : planned.changed) {
            FieldChange change{field, planned.before.get(field), planned.after.get(field), {}};
            if (!creates) {
                change.base = base_of(shown, field);
                shown.shadows.try_emplace(field, shown.record.get(field));
            }
            operation.changes.push_back(std::move(change));
        }
        shown.record = planned.after;
        done.push_back(operation.id);
        by_id_[operation.id] = journal_.size();
        journal_.push_back({std::move(operation)});
    }
    last_stamp_ = clock.last();
    return done;
}

// ---- identity ----

Result<> LightLaptop::become_new_device(const Id& device) {
    if (frozen_) EPIC_TRY(thaw(frozen_->id));
    state_.device = device;
    state_.fence.clear();
    return Done{};
}

Result<> LightLaptop::set_fence(const std::string& fence) {
    state_.fence = fence;
    return Done{};
}

Result<> LightLaptop::set_clock(std::int64_t offset_ms, HybridTime seen) {
    state_.clock_offset_ms = offset_ms;
    HybridClock clock(last_stamp_);
    clock.see(seen, Instant{clock_->now().unix_ms + offset_ms});
    last_stamp_ = clock.last();
    return Done{};
}

Result<> LightLaptop::note_exchange(Instant at) {
    state_.last_exchange = at;
    return Done{};
}

// ---- sending ----

Result<Operation> LightLaptop::operation(const Id& id) const {
    const Line* found = line(id);
    if (found == nullptr) return missing();
    return found->operation;
}

Result<std::vector<Operation>> LightLaptop::pending(const Id& author, std::size_t operations_max) const {
    std::vector<Operation> ready;
    for (std::size_t i = 0; i < journal_.size();) {
        const Id group = journal_[i].operation.group;
        if (!ready.empty() && ready.size() >= operations_max) break;
        for (; i < journal_.size() && journal_[i].operation.group == group; ++i) {
            if (journal_[i].state == State::pending && journal_[i].operation.author == author) {
                ready.push_back(journal_[i].operation);
            }
        }
    }
    return ready;
}

Result<> LightLaptop::freeze(const store::FrozenBatch& batch) {
    if (frozen_) return Error{.code = ErrorCode::in_use, .message = {}};
    frozen_ = batch;
    for (const Id& id : batch.operations) mutable_line(id)->state = State::sent;
    return Done{};
}

Result<> LightLaptop::thaw(const Id& batch) {
    if (!frozen_ || frozen_->id != batch) return Done{};
    for (const Id& id : frozen_->operations) {
        Line* sent = mutable_line(id);
        if (sent != nullptr && sent->state == State::sent) sent->state = State::pending;
    }
    frozen_.reset();
    return Done{};
}

Result<> LightLaptop::amend(const Id& operation, Field field, const Value& value, std::uint64_t base_number) {
    Line* found = mutable_line(operation);
    if (found == nullptr || found->state != State::pending) return missing();
    for (FieldChange& change : found->operation.changes) {
        if (change.field != field) continue;
        change.after = value;
        change.base = {base_number, std::nullopt};
    }
    // What was written on top has not seen what was merged in: it is merged in its turn.
    for (Line& follower : journal_) {
        for (FieldChange& change : follower.operation.changes) {
            if (change.field == field && change.base.operation == operation) change.base = {base_number, std::nullopt};
        }
    }
    const auto shown = records_.find(found->operation.record);
    if (shown != records_.end()) settle(shown->second, field);
    return Done{};
}

Result<> LightLaptop::apply(const store::Acknowledgement& acknowledgement) {
    std::vector<std::pair<Id, std::string>> refused;
    for (const store::Outcome& outcome : acknowledgement.outcomes) {
        Line* found = mutable_line(outcome.operation);
        if (found == nullptr || !waits(found->state)) continue;
        if (outcome.verdict == store::Verdict::refused) {
            refused.emplace_back(outcome.operation, outcome.code + " " + outcome.rule);
            continue;
        }
        settle_taken(*found, outcome.verdict, outcome.number, outcome.results);
        for (const store::ConflictEntry& conflict : outcome.conflicts) keep(conflict);
    }
    EPIC_TRY(thaw(acknowledgement.batch));
    take_back(refused);
    if (!acknowledgement.fence.empty()) state_.fence = acknowledgement.fence;
    return Done{};
}

// ---- what the server said ----

void LightLaptop::confirm(Shown& shown, Field field, const Value& value, std::uint64_t number) {
    if (number < confirmed_number(shown, field)) return;
    if (number != shown.created_number) shown.versions[field] = number;
    const auto shadow = shown.shadows.find(field);
    if (shadow == shown.shadows.end()) {
        shown.record.set(field, value);
    } else {
        shadow->second = value;
    }
}

void LightLaptop::settle(Shown& shown, Field field) {
    const auto shadow = shown.shadows.find(field);
    if (shadow == shown.shadows.end()) return;
    for (auto one = journal_.rbegin(); one != journal_.rend(); ++one) {
        if (one->operation.record != shown.record.id || !waits(one->state)) continue;
        for (const FieldChange& change : one->operation.changes) {
            if (change.field == field) return shown.record.set(field, change.after);
        }
    }
    shown.record.set(field, shadow->second);
    shown.shadows.erase(shadow);
}

void LightLaptop::settle_taken(Line& taken, store::Verdict verdict, std::uint64_t number,
                               const std::vector<store::FieldResult>& results) {
    taken.state = State::confirmed;
    taken.verdict = verdict;
    taken.number = number;
    const auto found = records_.find(taken.operation.record);
    if (found == records_.end()) return;
    Shown& shown = found->second;
    if (taken.operation.kind == OperationKind::create) shown.created_number = number;
    std::map<Field, store::FieldResult> standing;
    for (const FieldChange& change : taken.operation.changes) standing[change.field] = {change.field, change.after, number};
    for (const store::FieldResult& result : results) standing[result.field] = result;
    for (const auto& [field, result] : standing) {
        confirm(shown, field, result.value, result.number);
        settle(shown, field);
    }
}

std::vector<store::FieldResult> LightLaptop::results_of(const store::LogEntry& entry, const Line& known) const {
    std::vector<store::FieldResult> results = entry.results;
    const auto found = records_.find(known.operation.record);
    if (found == records_.end() || entry.operation.kind == OperationKind::create) return results;
    for (const FieldChange& change : known.operation.changes) {
        const auto& written = entry.operation.changes;
        const auto named =
            std::find_if(written.begin(), written.end(), [&](const auto& other) { return other.field == change.field; });
        if (named != written.end()) {
            const bool met = std::any_of(entry.results.begin(), entry.results.end(),
                                         [&](const auto& other) { return other.field == change.field; });
            if (!met && named->after != change.after) results.push_back({change.field, named->after, entry.number});
            continue;
        }
        const auto shadow = found->second.shadows.find(change.field);
        results.push_back({change.field,
                           shadow == found->second.shadows.end() ? found->second.record.get(change.field) : shadow->second,
                           confirmed_number(found->second, change.field)});
    }
    return results;
}

void LightLaptop::take_back(const std::vector<std::pair<Id, std::string>>& refused) {
    std::map<Id, std::string> all(refused.begin(), refused.end());
    std::set<Id> groups;
    for (const auto& [id, reason] : refused) groups.insert(line(id)->operation.group);
    std::set<Id> gone;
    for (const Line& one : journal_) {
        const Operation& operation = one.operation;
        if (!waits(one.state) && !all.contains(operation.id)) continue;
        const bool of_group = groups.contains(operation.group);
        const bool names_gone = gone.contains(operation.record) ||
                                std::any_of(operation.changes.begin(), operation.changes.end(), [&](const auto& change) {
                                    const auto* id = std::get_if<Id>(&change.after);
                                    return id != nullptr && gone.contains(*id);
                                });
        if (!all.contains(operation.id) && !of_group && !names_gone) continue;
        all.try_emplace(operation.id, of_group ? "group" : "not_found base.refused");
        if (operation.kind == OperationKind::create) gone.insert(operation.record);
    }
    for (auto one = journal_.rbegin(); one != journal_.rend(); ++one) {
        const auto reason = all.find(one->operation.id);
        if (reason == all.end()) continue;
        one->state = State::refused;
        tray_[one->operation.id] = reason->second;
        returned_once_.insert(one->operation.id);
        for (const FieldChange& change : one->operation.changes) {
            for (Line& follower : journal_) {
                if (follower.operation.record != one->operation.record) continue;
                for (FieldChange& theirs : follower.operation.changes) {
                    if (theirs.field == change.field && theirs.base.operation == one->operation.id) theirs.base = change.base;
                }
            }
        }
    }
    for (const auto& [id, reason] : all) {
        const Operation& operation = line(id)->operation;
        if (operation.kind == OperationKind::create) {
            records_.erase(operation.record);
        } else if (const auto shown = records_.find(operation.record); shown != records_.end()) {
            for (const FieldChange& change : operation.changes) settle(shown->second, change.field);
        }
    }
}

void LightLaptop::keep(const store::ConflictEntry& conflict) {
    const auto [found, is_new] = questions_.try_emplace(conflict.id, Question{conflict});
    if (!is_new && conflict.number >= found->second.entry.number) {
        found->second.entry.mine = conflict.mine;
        found->second.entry.theirs = conflict.theirs;
        found->second.entry.number = conflict.number;
    }
}

void LightLaptop::take_new(const store::LogEntry& entry) {
    const Operation& operation = entry.operation;
    by_id_[operation.id] = journal_.size();
    journal_.push_back({operation, State::confirmed, entry.number, entry.verdict});
    const bool creates = operation.kind == OperationKind::create;
    auto found = records_.find(operation.record);
    if (found == records_.end()) {
        if (!creates) return;
        found = records_.emplace(operation.record, Shown{Record(operation.entity, operation.record)}).first;
        found->second.created_number = entry.number;
        found->second.record.created_by = operation.author;
    }
    Shown& shown = found->second;
    if (creates && !shown.created_number) shown.created_number = entry.number;
    std::map<Field, store::FieldResult> standing;
    for (const FieldChange& change : operation.changes) standing[change.field] = {change.field, change.after, entry.number};
    for (const store::FieldResult& result : entry.results) standing[result.field] = result;
    for (const auto& [field, result] : standing) confirm(shown, field, result.value, result.number);
}

Result<> LightLaptop::apply(const store::Pulled& pulled) {
    HybridTime newest{};
    for (const store::LogEntry& entry : pulled.entries) {
        newest = std::max(newest, entry.operation.stamp);
        Line* known = mutable_line(entry.operation.id);
        if (known == nullptr) {
            take_new(entry);
        } else if (waits(known->state)) {
            settle_taken(*known, entry.verdict, entry.number, results_of(entry, *known));
        } else if (known->state == State::refused) {
            tray_.erase(known->operation.id);
            if (known->operation.kind == OperationKind::create && !records_.contains(known->operation.record)) {
                Shown shown{Record(known->operation.entity, known->operation.record), entry.number};
                shown.record.created_by = known->operation.author;
                for (const FieldChange& change : known->operation.changes) shown.record.set(change.field, change.after);
                records_[known->operation.record] = std::move(shown);
            }
            settle_taken(*known, entry.verdict, entry.number, results_of(entry, *known));
        }
    }
    for (const store::ConflictEntry& conflict : pulled.conflicts) keep(conflict);
    for (const Id& id : pulled.conflicts_closed) {
        if (const auto found = questions_.find(id); found != questions_.end()) found->second.open = false;
    }
    for (const store::ContractNumber& issued : pulled.contract_numbers) {
        const auto found = records_.find(issued.contract);
        if (found != records_.end()) found->second.record.set(Field::contract_number, issued.number);
    }
    HybridClock clock(last_stamp_);
    clock.see(newest, Instant{clock_->now().unix_ms + state_.clock_offset_ms});
    last_stamp_ = clock.last();
    state_.cursor = pulled.cursor;
    state_.chain_hash = pulled.chain_hash;
    return Done{};
}

} // namespace epic::test
