#include "tests/simulation/light_laptop.hpp"

#include <algorithm>
#include <set>
#include <span>

namespace epic::test {
namespace {

bool waits(LightLaptop::State state) {
    return state == LightLaptop::State::pending || state == LightLaptop::State::sent;
}

Error missing() {
    return Error{.code = ErrorCode::not_found, .message = {}};
}

} // namespace

LightLaptop::LightLaptop(const Id& person, const std::string& server_id, const Id& device, bool by_pages,
                         const Clock& clock, IdSource& ids, const TimeZones& zones)
    : person_(person), people_{person}, clock_(&clock), ids_(&ids), zones_(&zones) {
    state_.device = device;
    state_.server_id = server_id;
    state_.joined = true;
    state_.epoch = 1;
    state_.bootstrapped = !by_pages;
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
        const bool creates = one->operation.kind == OperationKind::create;
        // Sent by a copy of the file: what the server has of the record is shown, and is what is seen.
        if (creates && shown.created_number) continue;
        const auto& changes = one->operation.changes;
        const bool wrote = std::any_of(changes.begin(), changes.end(), [&](const auto& c) { return c.field == field; });
        if (wrote) return {0, one->operation.id};
        if (creates) creation = one->operation.id;
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
        for (const Field field : planned.changed) {
            FieldChange change{field, planned.before.get(field), planned.after.get(field), {}};
            if (planned.kind != OperationKind::create) change.base = base_of(records_.at(operation.record), field);
            operation.changes.push_back(std::move(change));
        }
        done.push_back(operation.id);
        take_own(std::move(operation), planned.after);
    }
    last_stamp_ = clock.last();
    return done;
}

void LightLaptop::take_own(Operation operation, const Record& after) {
    Shown& shown = records_.try_emplace(operation.record, Shown{after}).first->second;
    if (operation.kind != OperationKind::create) {
        for (const FieldChange& change : operation.changes) {
            shown.shadows.try_emplace(change.field, shown.record.get(change.field));
            shown.record.set(change.field, change.after);
        }
    }
    last_stamp_ = std::max(last_stamp_, operation.stamp);
    by_id_[operation.id] = journal_.size();
    journal_.push_back({std::move(operation)});
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

// Notes and those that they were written on leave one after the other: only the answer tells what a copy merged into
// the first.
static bool continues_notes(std::span<const Operation> group, std::span<const Operation> earlier) {
    for (const Operation& operation : group) {
        for (const FieldChange& change : operation.changes) {
            if (spec(change.field).merge != MergePolicy::lines) continue;
            for (const Operation& one : earlier) {
                if (change.base.operation == one.id && one.kind == OperationKind::change) return true;
            }
        }
    }
    return false;
}

Result<std::vector<Operation>> LightLaptop::pending(const Id& author, std::size_t operations_max) const {
    std::vector<Operation> ready;
    std::set<Id> held; // they build on what somebody else has not sent
    const std::set<Id> authors = authors_waiting();
    const bool alone = authors.empty() || authors == std::set{author} || undone_ != Undone::nothing;
    for (std::size_t i = 0; i < journal_.size();) {
        const Id group = journal_[i].operation.group;
        if (!ready.empty() && ready.size() >= operations_max) break;
        const std::size_t before = ready.size();
        bool behind = false;
        for (; i < journal_.size() && journal_[i].operation.group == group; ++i) {
            const bool own = journal_[i].operation.author == author || undone_ == Undone::own_session;
            if (journal_[i].state != State::pending || !own) continue;
            ready.push_back(journal_[i].operation);
            behind = behind || (!alone && builds_on_others(ready.back(), author, held));
        }
        const auto all = std::span<const Operation>(ready);
        if (!behind && continues_notes(all.subspan(before), all.first(before))) {
            ready.resize(before);
            break;
        }
        if (!behind) continue;
        for (std::size_t at = before; at < ready.size(); ++at) held.insert(ready[at].id);
        ready.resize(before);
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

Result<> LightLaptop::amend(const Id& operation, const Value& value, const store::FieldResult& met) {
    Line* found = mutable_line(operation);
    if (found == nullptr || found->state != State::pending) return missing();
    for (FieldChange& change : found->operation.changes) {
        if (change.field != met.field) continue;
        // What was written on top has not seen what was merged in: it is merged in its turn, also when this one comes
        // back.
        rebase_followers(found->operation, change);
        change.before = met.value;
        change.after = value;
        change.base = {met.number, std::nullopt};
    }
    const auto shown = records_.find(found->operation.record);
    if (shown != records_.end()) settle(shown->second, met.field);
    return Done{};
}

} // namespace epic::test
