// A laptop in memory and a server that was restored from a backup: exchange.hpp, "a server that was restored".
#include <algorithm>
#include <set>

#include "tests/simulation/light_laptop.hpp"
#include "tests/simulation/model/server.hpp"

namespace epic::test {
namespace {

constexpr std::uint64_t lost_number = 999'999'999'999'999'999; // of no version that the server has
using store::unseen_number;

} // namespace

Result<> LightLaptop::keep_batches(const std::vector<store::KeptBatch>& batches) {
    if (!keeps_batches_) return Done{};
    for (const store::KeptBatch& batch : batches) kept_.insert_or_assign(batch.last_number, batch);
    return Done{};
}

Result<std::vector<store::KeptBatch>> LightLaptop::kept_batches(std::uint64_t after) const {
    std::vector<store::KeptBatch> found;
    for (auto one = kept_.upper_bound(after); one != kept_.end(); ++one) found.push_back(one->second);
    return found;
}

Result<sync::Laptop::Chains> LightLaptop::kept_chains() const {
    Chains chains;
    for (const auto& [number, batch] : kept_) chains.emplace_back(number, batch.chain);
    return chains;
}

Result<sync::Laptop::Touched> LightLaptop::go_back(std::uint64_t common, const std::string& chain) {
    std::set<std::pair<Entity, Id>> touched;
    std::map<std::uint64_t, Id> lost;  // what had these numbers
    std::vector<Id> again;             // to be sent
    std::map<std::uint64_t, Id> heard; // who has a number: as the log told last, or else an answer
    for (const bool by_answer : {true, false}) {
        for (const Line& line : journal_) {
            if (line.state == State::confirmed && line.by_answer == by_answer) heard[line.number] = line.operation.id;
        }
    }
    for (Line& line : journal_) {
        if (line.state != State::confirmed) continue;
        const bool overtaken = heard[line.number] != line.operation.id;
        if (line.number <= common && !overtaken) continue;
        const Operation& operation = line.operation;
        lost.emplace(line.number, line.operation.id);
        again.push_back(line.operation.id);
        line.state = State::pending;
        line.number = 0;
        touched.insert({operation.entity, operation.record});
        std::erase_if(questions_, [&](const auto& one) { return one.second.entry.operation == operation.id; });
        const auto found = records_.find(operation.record);
        if (found == records_.end()) continue;
        if (operation.kind == OperationKind::create) {
            found->second.created_number.reset();
            found->second.versions.clear();
            if (undone_ != Undone::pages_go_back) confirm_creation(found->second, operation);
            continue;
        }
        for (const FieldChange& change : operation.changes) {
            found->second.shadows.try_emplace(change.field, change.before);
        }
    }
    for (const Id& id : again) {
        const Operation& operation = line(id)->operation;
        const auto found = records_.find(operation.record);
        if (found == records_.end()) continue;
        for (const FieldSpec& field : fields_of(operation.entity)) {
            settle(found->second, field.field);
            // A creation's own values are in the row, not below it.
            const bool of_creation =
                operation.kind == OperationKind::create && !edit_waits(operation.record, field.field);
            if (of_creation) found->second.shadows.erase(field.field);
        }
    }
    stand_elsewhere(common, lost);
    if (undone_ != Undone::pages_go_back) {
        // What came with pages has no line in the journal.
        for (const auto& [id, shown] : records_) {
            std::uint64_t newest = shown.created_number.value_or(0);
            bool anothers = is_anothers(id, newest);
            for (const auto& [field, number] : shown.versions) {
                newest = std::max(newest, number);
                anothers = anothers || is_anothers(id, number);
            }
            if (newest > common || anothers) touched.insert({shown.record.entity, id});
        }
        for (const Line& line : journal_) {
            const bool waits = line.state == State::pending || line.state == State::sent;
            if (waits) touched.insert({line.operation.entity, line.operation.record});
        }
        std::erase_if(questions_, [&](const auto& one) { return one.second.entry.number > common; });
    }
    kept_.erase(kept_.upper_bound(common), kept_.end());
    state_.cursor = common;
    state_.chain_hash = chain;
    return Touched(touched.begin(), touched.end());
}

// Whether the journal has this number of another record: it was fetched from a server that has been restored since.
bool LightLaptop::is_anothers(const Id& record, std::uint64_t number) const {
    return std::any_of(journal_.begin(), journal_.end(), [&](const Line& line) {
        return line.state == State::confirmed && line.number == number && line.operation.record != record;
    });
}

bool LightLaptop::edit_waits(const Id& record, Field field) const {
    return std::any_of(journal_.begin(), journal_.end(), [&](const Line& line) {
        const bool waits = line.state == State::pending || line.state == State::sent;
        if (!waits || line.operation.record != record || line.operation.kind == OperationKind::create) return false;
        const auto& changes = line.operation.changes;
        return std::any_of(changes.begin(), changes.end(), [&](const auto& change) { return change.field == field; });
    });
}

// Nothing else stands of a record that the server does not have; its number comes beside the log.
void LightLaptop::confirm_creation(Shown& shown, const Operation& creation) {
    for (const FieldSpec& field : fields_of(creation.entity)) {
        if (field.field != Field::contract_number) shown.shadows[field.field] = Value{};
    }
    for (const FieldChange& change : creation.changes) {
        if (change.field != Field::contract_number) shown.shadows[change.field] = change.after;
    }
}

void LightLaptop::stand_elsewhere(std::uint64_t common, const std::map<std::uint64_t, Id>& lost) {
    for (Line& later : journal_) {
        const bool waits = later.state == State::pending || later.state == State::sent;
        if (!waits || later.operation.kind == OperationKind::create) continue;
        for (FieldChange& change : later.operation.changes) {
            if (change.base.operation || change.base.number == unseen_number) continue;
            const auto had = lost.find(change.base.number);
            const Line* before = had == lost.end() ? nullptr : line(had->second);
            const bool own = spec(change.field).merge != MergePolicy::lines && before != nullptr &&
                             before->operation.author == later.operation.author &&
                             before->operation.record == later.operation.record;
            // Heard from the log, where it met something: what its author saw is not known.
            const bool untold = change.base.number == 0;
            if (own)
                change.base = {0, before->operation.id};
            else if (untold || had != lost.end() || change.base.number > common)
                change.base = {untold ? unseen_number : lost_number, std::nullopt};
        }
    }
}

Result<> LightLaptop::repair(const std::vector<store::BootstrapRow>& rows) {
    for (const store::BootstrapRow& arrived : rows) {
        const Record& record = arrived.record;
        Shown& shown = records_.try_emplace(record.id, Shown{Record(record.entity, record.id)}).first->second;
        shown.record.created_by = record.created_by;
        shown.created_number = arrived.created_number;
        shown.versions.clear();
        for (const auto& [field, number] : arrived.numbers) shown.versions[field] = number;
        for (const FieldSpec& field : fields_of(record.entity)) {
            const auto shadow = shown.shadows.find(field.field);
            if (shadow == shown.shadows.end())
                shown.record.set(field.field, record.get(field.field));
            else
                shadow->second = record.get(field.field);
        }
    }
    return Done{};
}

Result<> LightLaptop::resume(std::uint64_t common, std::uint64_t epoch, const std::set<Id>& missing) {
    stand_elsewhere(common, {});
    stand_on_alike(missing);
    if (undone_ != Undone::pages_go_back)
        std::erase_if(questions_, [&](const auto& one) { return one.second.entry.number > common; });
    state_.epoch = epoch;
    state_.bootstrap.clear();
    state_.handed_over_cursor = 0;
    return Done{};
}

// Whose author saw the very values that the server has stands on those; fields of one unit are one choice.
void LightLaptop::stand_on_alike(const std::set<Id>& missing) {
    for (Line& line : journal_) {
        const bool waits = line.state == State::pending || line.state == State::sent;
        const auto shown = records_.find(line.operation.record);
        if (!waits || shown == records_.end() || missing.contains(line.operation.record)) continue;
        std::set<std::string> other; // units of which it saw something else
        for (const FieldChange& change : line.operation.changes) {
            if (change.before != confirmed_result(shown->second, change.field).value)
                other.insert(model::unit_of(spec(change.field)));
        }
        for (FieldChange& change : line.operation.changes) {
            const bool lost = !change.base.operation && change.base.number == lost_number;
            if (!lost || other.contains(model::unit_of(spec(change.field)))) continue;
            change.base = {confirmed_number(shown->second, change.field), std::nullopt};
        }
    }
}

} // namespace epic::test
