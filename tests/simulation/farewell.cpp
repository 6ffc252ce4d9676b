// The last exchange of someone whose access has ended, what people hand over to management, and what the books say of
// it.
#include "storage/sync/farewell.hpp"

#include <algorithm>

#include "tests/simulation/desk.hpp"

namespace epic::test {

void Simulation::take_leave(Desk& desk) {
    auto opened = desk.servers->open(0);
    if (!opened) return;
    sync::Laptop& laptop = desk.twin ? static_cast<sync::Laptop&>(*desk.twin) : desk.laptop;
    // Cut short, the next exchange begins anew.
    if (!sync::take_leave(laptop, **opened, {.operations_max = 2})) return;
    ++counts_.farewells;
    if (!desk.laptop.people().empty()) return sign_in(desk, desk.laptop.people().front());
    desk.twin.reset();
    desk.erased = desk.gone = true;
}

// Whom the file does not let in any more signs in once again: what they left goes to management, or waits.
void Simulation::sign_in_to_leave(Desk& desk, const Id& person) {
    const Id before = desk.laptop.person();
    sign_in(desk, person);
    take_leave(desk);
    if (desk.erased || desk.laptop.person() != person) return;
    // Only this file has been told; the server still takes it as theirs.
    exchange(desk);
    if (!desk.erased && desk.laptop.person() == person) sign_in(desk, before);
}

// From a tray: to management, or by management on themselves.
void Simulation::with_management(Desk& desk) {
    if (desk.erased || desk.twin) return;
    const std::vector<Id> items = desk.laptop.may_hand_over();
    if (items.empty()) return;
    const Id& item = random_.pick(items);
    if (!desk.laptop.manages()) return desk.laptop.hand_over(item);
    ++counts_.taken_on;
    desk.laptop.take_on(item);
    taken_once_.insert(item);
}

// Whole, and in the trays of all of management until one of them has taken it on.
std::set<Id> Simulation::examine_handed_over(const std::set<Id>& in_log) {
    std::set<Id> handed;
    for (const model::HandedOver& one : server_.handed_over) {
        const auto items = sync::read_handed_over(one.document, std::nullopt);
        const auto sent = nlohmann::json::parse(one.document);
        if (one.of) ++counts_.for_departed;
        if (!items || items->size() != sent["operations"].size()) problem("what was handed over cannot be read");
        for (const store::ReturnedItem& item : items ? *items : std::vector<store::ReturnedItem>{}) {
            handed.insert(item.id);
            const auto authored = authored_.find(item.id);
            if (authored == authored_.end()) continue;
            for (const FieldChange& change : authored->second.changes) {
                // Notes may have been merged with the server's before; a creation does not send what is empty.
                if (spec(change.field).merge == MergePolicy::lines || is_null(change.after)) continue;
                const auto& changes = item.operation.changes;
                const bool there = std::any_of(changes.begin(), changes.end(), [&](const FieldChange& given) {
                    return given.field == change.field && given.after == change.after;
                });
                if (!there) problem("what was handed over lacks a value");
            }
        }
    }
    for (const auto& desk : desks_) {
        if (desk->gone || desk->twin || !desk->laptop.manages()) continue;
        for (const Id& id : handed) {
            const LightLaptop::Line* line = desk->laptop.line(id);
            if (line == nullptr) {
                problem("management was not given what was handed over: " + id.hex());
                continue;
            }
            // What was written on this very file is in its journal, and waits or was answered here.
            const std::vector<Id>& people = desk->laptop.people();
            if (std::find(people.begin(), people.end(), line->operation.author) != people.end()) continue;
            const bool lost = !at_risk_.empty() && taken_once_.contains(id); // that somebody has taken it on
            const bool done = in_log.contains(id) || server_.handed_over_taken.contains(id.hex()) || lost;
            const bool in_tray = desk->laptop.tray().contains(id) && desk->laptop.has_left(id);
            // After a restore it may wait there for its author, who has sent it from elsewhere, or handed it over.
            const bool waits = !at_risk_.empty() && line->state == LightLaptop::State::pending;
            if (!done && !in_tray && !waits) problem("what was handed over is in no tray of management: " + id.hex());
            if (in_tray && server_.handed_over_taken.contains(id.hex())) problem("what is taken on is still in a tray");
        }
    }
    return handed;
}

} // namespace epic::test
