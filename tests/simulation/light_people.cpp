// Several people on one laptop in memory: slots, whose operations wait for whose, and the end of one's access.
#include <algorithm>

#include "tests/simulation/light_laptop.hpp"

namespace epic::test {
namespace {

bool waits(LightLaptop::State state) {
    return state == LightLaptop::State::pending || state == LightLaptop::State::sent;
}

} // namespace

void LightLaptop::admit(const Id& person) {
    if (std::find(people_.begin(), people_.end(), person) == people_.end()) people_.push_back(person);
}

void LightLaptop::sign_in(const Id& person) {
    person_ = person;
}

bool LightLaptop::lets_in(const Id& person) const {
    const auto found = records_.find(person);
    return found == records_.end() || found->second.record.flag(Field::collaborator_active);
}

std::set<Id> LightLaptop::authors_waiting() const {
    std::set<Id> authors;
    for (const Line& one : journal_) {
        if (waits(one.state)) authors.insert(one.operation.author);
    }
    return authors;
}

bool LightLaptop::has_left(const Id& operation) const {
    return of_others_.contains(operation);
}

// On what somebody else has not sent yet, or on an own operation that does.
bool LightLaptop::builds_on_others(const Operation& operation, const Id& author, const std::set<Id>& held) const {
    const auto comes_first = [&](const Line& line) {
        return held.contains(line.operation.id) || (waits(line.state) && line.operation.author != author);
    };
    const auto creation_waits = [&](const Id& record) {
        const auto made = std::find_if(journal_.begin(), journal_.end(), [&](const Line& line) {
            return line.operation.record == record && line.operation.kind == OperationKind::create &&
                   line.state != State::refused;
        });
        return made != journal_.end() && comes_first(*made);
    };
    if (operation.kind == OperationKind::change && creation_waits(operation.record)) return true;
    return std::any_of(operation.changes.begin(), operation.changes.end(), [&](const FieldChange& change) {
        const Line* base = change.base.operation ? line(*change.base.operation) : nullptr;
        if (base != nullptr && comes_first(*base)) return true;
        const auto* named = std::get_if<Id>(&change.after);
        return named != nullptr && creation_waits(*named);
    });
}

Result<std::vector<Id>> LightLaptop::departed() const {
    std::set<Id> people(people_.begin(), people_.end());
    for (const Id& author : authors_waiting()) people.insert(author);
    for (const auto& [id, reason] : tray_) {
        if (!of_others_.contains(id)) people.insert(line(id)->operation.author);
    }
    if (undone_ == Undone::departed) people.clear();
    people.erase(person_);
    std::erase_if(people, [&](const Id& person) {
        const auto found = records_.find(person);
        return found == records_.end() || !found->second.created_number ||
               confirmed(found->second, Field::collaborator_active) != Value{std::int64_t{0}};
    });
    return std::vector<Id>(people.begin(), people.end());
}

Result<> LightLaptop::note_left_behind(const Id& person) {
    if (frozen_ && frozen_->author == person) {
        const Result<> thawed = thaw(frozen_->id);
        if (!thawed) return thawed.error();
    }
    std::vector<std::pair<Id, std::string>> left;
    for (const Line& one : journal_) {
        if (waits(one.state) && one.operation.author == person)
            left.emplace_back(one.operation.id, "revoked signed_in");
    }
    take_back(left, false);
    for (const auto& [id, why] : tray_) {
        if (line(id)->operation.author == person) of_others_.insert(id);
    }
    std::erase(people_, person);
    return Done{};
}

const Value& LightLaptop::confirmed(const Shown& shown, Field field) {
    const auto shadow = shown.shadows.find(field);
    return shadow == shown.shadows.end() ? shown.record.get(field) : shadow->second;
}

} // namespace epic::test
