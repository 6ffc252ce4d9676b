// One company by seed: several laptops, people of every role, a network and machines that fail.
//
// Everything that decides is the program's own: core's commands and rules, the engine, the runner, the wire. The server
// is the model, the laptop is light_laptop.hpp. At the end everything is connected again and the books are examined
// (books.cpp). Same seed, same run. Threads: one; simulations share nothing.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "storage/intl/intl.hpp"
#include "storage/sync/engine.hpp"
#include "storage/sync/runner.hpp"
#include "tests/simulation/light_laptop.hpp"
#include "tests/simulation/model/server.hpp"
#include "tests/simulation/twin_laptop.hpp"
#include "tests/support/random.hpp"

namespace epic::test {

struct SimulationCounts {
    std::int64_t seeds = 0, laptops = 0, edits = 0, refused_here = 0, returned = 0, lines = 0, exchanges = 0;
    std::int64_t cut_before = 0, cut_after = 0, twice = 0, delayed = 0, deadlocks = 0, unreachable = 0;
    std::int64_t killed = 0, cloned = 0, restored = 0, races = 0, questions = 0;
    std::int64_t settled = 0, closed = 0, retired = 0, lines_gone = 0, left_at_once = 0, pages = 0, crosswise = 0;
    std::int64_t farewells = 0, handed_over = 0, taken_on = 0;
    std::int64_t chosen_on_top = 0, asked_again = 0;
    std::int64_t shared = 0, signed_in = 0, for_departed = 0;
    std::int64_t server_restored = 0, lines_lost = 0, lines_returned = 0, went_back = 0, lost_for_good = 0;
    std::int64_t unnoticed = 0;
    void add(const SimulationCounts& other);
};

// Of notes. No two people write the same line.
std::set<std::string> lines_of(const std::optional<std::string>& text);

class Simulation {
public:
    // In `folder` each laptop has a real file beside it; without one they are in memory alone.
    Simulation(std::uint64_t seed, model::Undone undone, SimulationCounts& counts, std::string folder = {});
    ~Simulation();
    // What was wrong; nothing when all is well.
    std::vector<std::string> run();

private:
    struct Desk;
    class Network;
    class Connection;

    void found();
    void act();
    void edit(Desk& desk);
    void perform(Desk& desk, const Command& wanted);
    std::optional<Command> command(Desk& desk);
    std::optional<Command> settlement(Desk& desk);
    std::optional<Command> note(Desk& desk, Entity entity, Field field);
    void step(Desk& desk);
    void exchange(Desk& desk);
    void break_something(Desk& desk);
    void long_absence(Desk& desk);
    void management_leaves();
    void answer_alike();
    void answer_on_top();
    void leave_crosswise();
    void with_management(Desk& desk);
    void take_leave(Desk& desk);
    void sign_in_to_leave(Desk& desk, const Id& person);
    void restore_server();
    void notice_restore();
    void back_up_or_restore();
    void give_back_with_a_gap();
    void call_central_restored(const char* step);
    void come_back(Desk& desk);
    bool somebody_has(const Id& operation, const Desk* but = nullptr) const;
    void share(Desk& desk);
    void admit(Desk& desk, const Id& person);
    void sign_in(Desk& desk, const Id& person);
    void somebody_else_signs_in(Desk& desk);
    bool lets_in(const Desk& desk, const Id& person) const;
    bool has_account(const Id& person) const;
    bool nothing_can_leave(const Desk& desk) const;
    void exchange_for_everyone(Desk& desk);
    std::vector<Id> authors_to_admit(const Desk& desk) const;
    void deliver_delayed();
    void give_accounts_back(int percent);
    bool rests(const Desk& desk) const;
    void settle_everything();
    Desk& add_desk(const Id& person);
    std::string next_file();
    TwinLaptop::Problem twin_problem();
    void keep_copy(Desk& desk);
    void put_back(Desk& desk);
    void simulate();
    std::optional<Id> any(const Desk& desk, Entity entity);
    std::string unique();

    // ---- books.cpp ----
    void examine();
    void examine_laptops();
    void examine_questions(const Desk& desk);
    void examine_notes(const std::map<Id, std::uint64_t>& in_log);
    bool came_later(const std::string& line, const std::map<Id, std::uint64_t>& in_log, std::uint64_t number) const;
    void examine_operations();
    std::set<Id> examine_handed_over(const std::set<Id>& in_log);
    void examine_waiting();
    void examine_log();
    void examine_business();
    void problem(std::string text);

    Random random_;
    SimulationCounts& counts_;
    const std::string folder_;
    std::uint64_t files_made_ = 0;
    std::int64_t now_ = 1'800'000'000'000;
    std::uint64_t ids_made_ = 0;
    std::uint64_t values_made_ = 0;
    bool faults_ = true;
    int fault_percent_ = 0;
    sync::EngineSettings settings_{};
    std::unique_ptr<IdSource> ids_;
    model::Server server_;
    std::vector<Id> people_;
    std::vector<std::unique_ptr<Desk>> desks_;
    std::deque<std::pair<std::string, std::pair<std::string, std::string>>> delayed_; // account, procedure, request
    std::map<Id, Operation> authored_;
    std::map<std::string, Id> written_by_;                            // unique values
    std::map<Id, std::set<std::string>> lines_added_, lines_removed_; // of notes, by operation
    std::set<Id> excused_; // lost with a file that was replaced by an older copy
    std::optional<model::Server> backup_;
    bool may_be_restored_ = false; // in this company
    int restores_ = 0;
    bool nobody_noticed_ = false;  // that the server was restored
    bool must_confirm_ = false;    // it was said that the server was restored, and management has not confirmed
    std::set<Id> at_risk_;         // acknowledged, and lost by a server that was restored
    std::set<Id> taken_once_;      // on by management, of what was handed over
    std::set<Id> unsure_;          // what they stand on may have been among that
    std::set<std::string> chosen_; // record and unit: chosen by hand, so that a value may come back
    std::set<Id> returned_once_;   // edits that came back on some laptop
    std::vector<std::string> problems_;
};

} // namespace epic::test
