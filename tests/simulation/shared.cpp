// Laptops that two people share: two slots in one file, and each person's operations leave in their own session.
#include <algorithm>

#include "tests/simulation/desk.hpp"

namespace epic::test {
namespace {

std::string account_of(const Id& person) {
    return "epic_" + person.hex().substr(8);
}

} // namespace

bool Simulation::has_account(const Id& person) const {
    const auto account = server_.accounts.find(account_of(person));
    return account != server_.accounts.end() && account->second.state == "ready";
}

// A second person gets a slot.
void Simulation::share(Desk& desk) {
    const Id person = random_.pick(people_);
    if (desk.erased || person == desk.laptop.person() || !has_account(person)) return;
    ++counts_.shared;
    admit(desk, person);
}

void Simulation::admit(Desk& desk, const Id& person) {
    desk.laptop.admit(person);
    if (desk.twin) desk.twin->admit(person);
}

// The program is closed, and opened by this person.
void Simulation::sign_in(Desk& desk, const Id& person) {
    desk.runner.reset(), desk.engine.reset();
    desk.laptop.sign_in(person);
    desk.account = account_of(person);
    desk.servers = std::make_unique<Network>(*this, desk.account);
    if (desk.twin) desk.twin->reopen();
}

// Who has a slot, and of whom the file has not heard that they work here no more; who has it open goes on.
bool Simulation::lets_in(const Desk& desk, const Id& person) const {
    const std::vector<Id>& people = desk.laptop.people();
    if (person == desk.laptop.person()) return true;
    return std::find(people.begin(), people.end(), person) != people.end() && desk.laptop.lets_in(person);
}

void Simulation::somebody_else_signs_in(Desk& desk) {
    if (desk.erased) return;
    for (const Id& person : std::vector<Id>(desk.laptop.people())) {
        if (person == desk.laptop.person()) continue;
        ++counts_.signed_in;
        return lets_in(desk, person) ? sign_in(desk, person) : sign_in_to_leave(desk, person);
    }
}

// Nobody who works here no more has left anything, and of what waits everything is of people who have no slot here, or
// builds on that.
bool Simulation::nothing_can_leave(const Desk& desk) const {
    if (!desk.laptop.departed().value().empty()) return false;
    for (const Id& author : desk.laptop.authors_waiting()) {
        if (!lets_in(desk, author)) continue;
        const auto frozen = desk.laptop.frozen().value();
        if (frozen && frozen->author == author) return false;
        if (!desk.laptop.pending(author, 1).value().empty()) return false;
    }
    return true;
}

// After a restore a laptop may hold what others wrote, and nobody else has any more: they sign in there.
std::vector<Id> Simulation::authors_to_admit(const Desk& desk) const {
    std::vector<Id> found;
    if (at_risk_.empty() || desk.erased) return found;
    const std::vector<Id>& people = desk.laptop.people();
    for (const Id& author : desk.laptop.authors_waiting()) {
        const bool there = std::find(people.begin(), people.end(), author) != people.end();
        if (!there && has_account(author) && desk.laptop.lets_in(author)) found.push_back(author);
    }
    return found;
}

void Simulation::exchange_for_everyone(Desk& desk) {
    exchange(desk);
    const std::vector<Id> people = desk.laptop.people();
    for (const Id& person : people) {
        if (desk.erased || person == desk.laptop.person()) continue;
        const auto& there = desk.laptop.people();
        if (std::find(there.begin(), there.end(), person) == there.end()) continue;
        if (!desk.laptop.lets_in(person)) {
            // Of whom the server has said it, the others take care; whom only this file has told that they work here no
            // more sends what is theirs.
            const auto found = desk.laptop.records().find(person);
            const bool told =
                LightLaptop::confirmed(found->second, Field::collaborator_active) == Value{std::int64_t{0}};
            if (!told && desk.laptop.authors_waiting().contains(person)) sign_in_to_leave(desk, person);
            continue;
        }
        sign_in(desk, person);
        exchange(desk);
    }
}

// At the end nothing stands in a file any more: its author has sent it, or it is with management.
void Simulation::examine_waiting() {
    for (const auto& desk : desks_) {
        if (desk->erased) continue;
        for (const LightLaptop::Line& line : desk->laptop.journal()) {
            const bool waits = line.state == LightLaptop::State::pending || line.state == LightLaptop::State::sent;
            if (waits) problem("an edit stands in a file and nobody sends it: " + line.operation.command);
        }
    }
}

} // namespace epic::test
