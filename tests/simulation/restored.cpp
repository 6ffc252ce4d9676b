// The central server restored from an older backup: what laptops kept comes back, and only what none kept may be lost.
#include "storage/sync/restored.hpp"

#include <algorithm>

#include "storage/sync/wire.hpp"
#include "tests/simulation/desk.hpp"

namespace epic::test {

using nlohmann::json;

bool Simulation::somebody_has(const Id& operation, const Desk* but) const {
    return std::any_of(desks_.begin(), desks_.end(), [&](const auto& desk) {
        return desk.get() != but && !desk->erased && desk->laptop.line(operation) != nullptr;
    });
}

// One thing after the other: a backup, the restore, and what management does about it.
void Simulation::back_up_or_restore() {
    if (nobody_noticed_) return notice_restore();
    if (must_confirm_ && random_.chance(50)) return give_back_with_a_gap();
    if (must_confirm_) return call_central_restored("confirm");
    if (!backup_) {
        backup_ = server_;
        return;
    }
    restore_server();
}

// Somebody returns what does not follow on what the server has: it must not be taken.
void Simulation::give_back_with_a_gap() {
    for (const auto& desk : desks_) {
        const auto batches = desk->laptop.kept_batches(server_.head).value();
        if (desk->erased || batches.size() < 2 || !has_account(desk->laptop.person())) continue;
        json request{{"protocol", "1"}, {"schema", "1"}, {"server_id", server_.server_id}};
        request["batches"] = {json::parse(batches[1].document)};
        server_.call(desk->account, "sync_return", request.dump());
        return;
    }
}

void Simulation::restore_server() {
    ++counts_.server_restored;
    ++restores_;
    std::set<Id> kept;
    for (const model::Line& line : backup_->log) kept.insert(*Id::parse(*line.cells[1]));
    for (const model::Line& line : server_.log) {
        const Id operation = *Id::parse(*line.cells[1]);
        if (kept.contains(operation) || !authored_.contains(operation)) continue;
        ++counts_.lines_lost;
        at_risk_.insert(operation);
        if (!somebody_has(operation)) excused_.insert(operation);
    }
    // What was written on lost numbers, or on what had not been sent yet, may be asked about once more than it should.
    for (const auto& [id, operation] : authored_) {
        if (!kept.contains(id)) unsure_.insert(id);
    }
    // What was handed over since, and the author's laptop has let go of.
    for (std::size_t i = backup_->handed_over.size(); i < server_.handed_over.size(); ++i) {
        const auto items = sync::read_handed_over(server_.handed_over[i].document, std::nullopt);
        if (!items) continue;
        for (const store::ReturnedItem& item : *items) excused_.insert(item.id);
    }
    server_.restore(*backup_);
    backup_.reset();
    // Sometimes nobody says so at first: who knows more than the server waits, and who does not works on and gets
    // numbers that others had.
    nobody_noticed_ = random_.chance(40);
    if (nobody_noticed_)
        ++counts_.unnoticed;
    else
        notice_restore();
}

void Simulation::notice_restore() {
    nobody_noticed_ = false;
    must_confirm_ = true;
    call_central_restored("begin");
}

void Simulation::call_central_restored(const char* step) {
    for (auto& [name, account] : server_.accounts) {
        const model::Row& person = server_.records.at(account.collaborator);
        if (person.get("department") != "gestion" || !person.flag("active")) continue;
        account.state = "ready"; // an administrator sees to that
        const json request{{"protocol", "1"}, {"schema", "1"}, {"server_id", server_.server_id}, {"step", step}};
        const model::Answer answer = server_.call(name, "central_restored", request.dump());
        if (answer.refused != 0) problem("central_restored is refused: " + answer.reason);
        if (std::string_view(step) == "confirm") must_confirm_ = false;
        return;
    }
    problem("nobody of management can confirm the restored server");
}

// As the exporter does after an exchange that ended with a restored server.
void Simulation::come_back(Desk& desk) {
    auto opened = desk.servers->open(0);
    if (!opened) return;
    sync::Laptop& laptop = desk.twin ? static_cast<sync::Laptop&>(*desk.twin) : desk.laptop;
    const auto back = sync::come_back(laptop, **opened);
    if (!back) return; // cut short: the next exchange does it again
    counts_.lines_returned += back->returned;
    if (back->resumed) ++counts_.went_back;
}

} // namespace epic::test
