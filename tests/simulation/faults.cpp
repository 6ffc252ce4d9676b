// What breaks: programs, files, and laptops that nobody has seen for a long time.
#include <algorithm>

#include "tests/simulation/desk.hpp"

namespace epic::test {
namespace {

bool may_sign_in(const LightLaptop& laptop) {
    return laptop.lets_in(laptop.person());
}

} // namespace

void Simulation::break_something(Desk& desk) {
    if (desk.erased) return;
    switch (random_.between(0, 5)) {
        case 0: // killed between two steps
        case 1:
            ++counts_.killed;
            desk.runner.reset();
            if (desk.twin && may_sign_in(desk.laptop)) desk.twin->reopen();
            return;
        case 2: { // copied, and both go on
            if (desks_.size() >= 10 || (desk.twin && !may_sign_in(desk.laptop))) return;
            ++counts_.cloned;
            const LightLaptop copy = desk.laptop;
            Desk& clone = add_desk(desk.laptop.person());
            clone.laptop = copy;
            clone.laptop.use_clock(*clone.clock);
            sign_in(clone, clone.laptop.person());
            if (!desk.twin) return;
            const std::string file = next_file();
            desk.twin->copy_to(file);
            clone.twin = TwinLaptop::of_copy(file, clone.laptop, *clone.environment, twin_problem());
            return;
        }
        case 3: return keep_copy(desk);
        case 4: return long_absence(desk);
        default: break;
    }
    if (desk.backup && (!desk.twin || may_sign_in(*desk.backup))) put_back(desk);
}

void Simulation::keep_copy(Desk& desk) {
    desk.backup = desk.laptop;
    if (!desk.twin) return;
    desk.backup_file = next_file();
    desk.twin->copy_to(desk.backup_file);
}

// A file replaced by an older copy of it.
void Simulation::put_back(Desk& desk) {
    ++counts_.restored;
    desk.runner.reset();
    for (const LightLaptop::Line& line : desk.laptop.journal()) {
        const std::vector<Id>& people = desk.laptop.people();
        const bool written_here = std::find(people.begin(), people.end(), line.operation.author) != people.end();
        const bool gone = desk.backup->line(line.operation.id) == nullptr;
        const bool nowhere = at_risk_.contains(line.operation.id) && !somebody_has(line.operation.id, &desk);
        if (gone && (written_here || nowhere)) excused_.insert(line.operation.id);
    }
    returned_once_.insert(desk.laptop.returned_once().begin(), desk.laptop.returned_once().end());
    desk.laptop = *desk.backup;
    sign_in(desk, desk.laptop.person());
    if (!desk.twin) return;
    // The copy stays, to be put back once more.
    const std::string file = next_file();
    TwinLaptop::copy(desk.backup_file, file);
    desk.twin.reset();
    desk.twin = TwinLaptop::of_copy(file, desk.laptop, *desk.environment, twin_problem());
}

// So long that the server gave the device up, and shortened its log up to what all others have.
void Simulation::long_absence(Desk& desk) {
    ++counts_.retired;
    desk.runner.reset();
    std::set<std::string> alive;
    for (const auto& other : desks_) {
        if (other.get() != &desk && !other->erased) alive.insert(other->laptop.state().value().device.hex());
    }
    for (auto& [id, device] : server_.devices) {
        if (!alive.contains(id)) device.state = "retired";
    }
    // More than a year of log is kept: until then somebody has noticed that the server was restored.
    if (nobody_noticed_) return;
    const std::uint64_t before = server_.log_from();
    server_.shorten_log();
    counts_.lines_gone += std::count_if(server_.log.begin(), server_.log.end(), [&](const model::Line& line) {
        return line.number > before && line.number <= server_.log_from();
    });
}

} // namespace epic::test
