// What people hand over to management, on a laptop in memory.
#include "tests/simulation/light_laptop.hpp"

namespace epic::test {
namespace {

store::ReturnedItem item_of(const Operation& operation, const std::string& reason) {
    store::ReturnedItem item;
    item.id = operation.id;
    item.operation = operation;
    item.code = reason.substr(0, reason.find(' '));
    item.rule = reason.find(' ') == std::string::npos ? std::string() : reason.substr(reason.find(' ') + 1);
    return item;
}

} // namespace

Result<std::vector<store::ReturnedItem>> LightLaptop::left_behind(const Id& person) const {
    std::vector<store::ReturnedItem> items;
    for (const Line& one : journal_) {
        const bool waits = one.state == State::pending || one.state == State::sent;
        if (waits && one.operation.author == person) items.push_back(item_of(one.operation, {}));
    }
    for (const auto& [id, reason] : tray_) {
        const Operation& operation = line(id)->operation;
        if (!of_others_.contains(id) && operation.author == person) items.push_back(item_of(operation, reason));
    }
    return items;
}

std::vector<Id> LightLaptop::own_tray() const {
    std::vector<Id> found;
    for (const auto& [id, reason] : tray_) {
        const bool mine = of_others_.contains(id) ? manages() : line(id)->operation.author == person_;
        if (mine) found.push_back(id);
    }
    return found;
}

std::vector<Id> LightLaptop::may_hand_over() const {
    std::vector<Id> found;
    for (const Id& id : own_tray()) {
        if (of_others_.contains(id) == manages()) found.push_back(id);
    }
    return found;
}

void LightLaptop::hand_over(const Id& operation) {
    given_.insert(operation);
}

void LightLaptop::take_on(const Id& operation) {
    tray_.erase(operation);
    taken_on_.insert(operation);
}

bool LightLaptop::manages() const {
    const Actor me = actor();
    return me.active && me.department == Department::gestion;
}

Result<std::vector<store::ReturnedItem>> LightLaptop::handed_over() const {
    std::vector<store::ReturnedItem> items;
    for (const auto& [id, reason] : tray_) {
        if (given_.contains(id)) items.push_back(item_of(line(id)->operation, reason));
    }
    return items;
}

Result<> LightLaptop::note_handed_over(const Id& operation) {
    // From now on it is in the tray of management, on this laptop too.
    given_.erase(operation);
    if (tray_.contains(operation)) of_others_.insert(operation);
    return Done{};
}

Result<> LightLaptop::take_handed_over(const std::vector<store::ReturnedItem>& items, const std::vector<Id>& taken,
                                       std::uint64_t cursor) {
    for (const store::ReturnedItem& item : items) {
        if (line(item.id) != nullptr) continue;
        by_id_[item.id] = journal_.size();
        journal_.push_back({item.operation, State::refused});
        tray_[item.id] = item.code + " " + item.rule;
        of_others_.insert(item.id);
    }
    for (const Id& operation : taken) {
        if (of_others_.contains(operation)) tray_.erase(operation);
    }
    state_.handed_over_cursor = cursor;
    return Done{};
}

} // namespace epic::test
