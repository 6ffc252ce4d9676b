#include <algorithm>

#include "tests/simulation/desk.hpp"

namespace epic::test {
namespace {

using nlohmann::json;

class CountedIds final : public IdSource {
public:
    explicit CountedIds(std::uint64_t& made) : made_(made) {}
    Id next() override {
        // The tail looks random, as that of a real one.
        std::uint64_t bits = ++made_ * 0x9E3779B97F4A7C15ULL;
        bits ^= bits >> 29U;
        std::array<std::uint8_t, 10> tail{};
        for (std::uint8_t& byte : tail) byte = static_cast<std::uint8_t>(bits), bits = bits >> 8U | bits << 56U;
        return Id::make_v7(1'700'000'000'000 + static_cast<std::int64_t>(made_), tail);
    }

private:
    std::uint64_t& made_;
};

} // namespace

void SimulationCounts::add(const SimulationCounts& other) {
    for (const auto member :
         {&SimulationCounts::seeds,           &SimulationCounts::laptops,       &SimulationCounts::edits,
          &SimulationCounts::refused_here,    &SimulationCounts::returned,      &SimulationCounts::lines,
          &SimulationCounts::exchanges,       &SimulationCounts::cut_before,    &SimulationCounts::cut_after,
          &SimulationCounts::twice,           &SimulationCounts::delayed,       &SimulationCounts::deadlocks,
          &SimulationCounts::unreachable,     &SimulationCounts::killed,        &SimulationCounts::cloned,
          &SimulationCounts::restored,        &SimulationCounts::races,         &SimulationCounts::questions,
          &SimulationCounts::settled,         &SimulationCounts::closed,        &SimulationCounts::retired,
          &SimulationCounts::lines_gone,      &SimulationCounts::left_at_once,  &SimulationCounts::pages,
          &SimulationCounts::crosswise,       &SimulationCounts::farewells,     &SimulationCounts::handed_over,
          &SimulationCounts::chosen_on_top,   &SimulationCounts::asked_again,   &SimulationCounts::taken_on,
          &SimulationCounts::shared,          &SimulationCounts::signed_in,     &SimulationCounts::for_departed,
          &SimulationCounts::server_restored, &SimulationCounts::lines_lost,    &SimulationCounts::lines_returned,
          &SimulationCounts::went_back,       &SimulationCounts::lost_for_good, &SimulationCounts::unnoticed}) {
        this->*member += other.*member;
    }
}

Simulation::Simulation(std::uint64_t seed, model::Undone undone, SimulationCounts& counts, std::string folder)
    : random_(seed),
      counts_(counts),
      folder_(std::move(folder)),
      ids_(std::make_unique<CountedIds>(ids_made_)),
      server_(
          "00000000000000000000000000000001", [this] { return now_; }, [this] { return ids_->next().hex(); }) {
    server_.undone = undone;
    ++counts_.seeds;
    // Small batches in some of them, so that an exchange has many steps.
    if (random_.chance(40)) settings_.operations_max = static_cast<std::size_t>(random_.between(1, 4));
    may_be_restored_ = random_.chance(15);
    // The history from before a file joined is what the laptop in memory does not have; edits stand on lines of it.
    if (may_be_restored_ && !folder_.empty()) settings_.older_pages_max = 0;
}

Simulation::~Simulation() = default;

std::string Simulation::unique() {
    return "v" + std::to_string(++values_made_);
}

Simulation::Desk& Simulation::add_desk(const Id& person) {
    // Half of the clocks are right; the others are off by up to a day.
    const std::int64_t skew = random_.chance(50) ? 0 : random_.between(-86'400'000, 86'400'000);
    auto clock = std::make_unique<Desk::SkewedClock>(now_, skew);
    const intl::Environment& system = intl::system_environment();
    auto environment =
        std::make_unique<intl::Environment>(intl::Environment{*clock, system.zones, system.unicode, *ids_});
    LightLaptop laptop(person, server_.server_id, ids_->next(), random_.chance(60), *clock, *ids_, system.zones);
    desks_.push_back(std::make_unique<Desk>(
        Desk{std::move(clock), std::move(environment), std::move(laptop), {}, "epic_" + person.hex().substr(8)}));
    Desk& desk = *desks_.back();
    desk.servers = std::make_unique<Network>(*this, desk.account);
    if (may_be_restored_) desk.laptop.keep_what_comes();
    ++counts_.laptops;
    using Left = std::pair<model::Undone, LightLaptop::Undone>;
    for (const auto& [left_out, rule] : {Left{model::Undone::own_session, LightLaptop::Undone::own_session},
                                         Left{model::Undone::hold_back, LightLaptop::Undone::hold_back},
                                         Left{model::Undone::pages_go_back, LightLaptop::Undone::pages_go_back},
                                         Left{model::Undone::departed, LightLaptop::Undone::departed}}) {
        if (server_.undone == left_out) desk.laptop.leave_out(rule);
    }
    return desk;
}

std::string Simulation::next_file() {
    return folder_ + "/" + std::to_string(++files_made_) + ".epic";
}

TwinLaptop::Problem Simulation::twin_problem() {
    return [this](std::string text) { problem(std::move(text)); };
}

// The office that founds the server brings people, and something to work on: clients, contracts that are signed, an
// event for each.
void Simulation::found() {
    json operations = json::array();
    const auto create = [&](Entity entity, const Id& record, std::size_t author, const json& values) {
        json fields = json::array();
        for (const auto& [name, value] : values.items()) fields.push_back({name, value, "0"});
        operations.push_back({{"id", ids_->next().hex()},
                              {"c", std::string(entity_name(entity)) + ".add"},
                              {"e", entity_name(entity)},
                              {"r", record.hex()},
                              {"k", "create"},
                              {"a", people_[author].hex()},
                              {"s", "1"},
                              {"f", std::move(fields)}});
    };
    for (const char* department : {"gestion", "commercial", "support", "commercial", "gestion", "support"}) {
        const Id person = ids_->next();
        people_.push_back(person);
        server_.accounts["epic_" + person.hex().substr(8)] = {.collaborator = person.hex()};
        create(Entity::collaborator, person, 0,
               {{"full_name", unique()},
                {"email", unique() + "@agence.example"},
                {"department", department},
                {"must_change_password", "0"},
                {"language", "fr"},
                {"active", "1"}});
    }
    for (int i = 0; i < 3; ++i) {
        const Id client = ids_->next(), contract = ids_->next();
        create(Entity::client, client, 1,
               {{"full_name", unique()},
                {"first_contact", "2027-01-04"},
                {"commercial", people_[1].hex()},
                {"withdrawn", "0"}});
        create(Entity::contract, contract, 0,
               {{"client", client.hex()},
                {"total", std::to_string(100 + ++values_made_)},
                {"currency", "EUR"},
                {"created_on", "2027-01-05"},
                {"signed_on", "2027-01-06"},
                {"withdrawn", "0"}});
        const std::int64_t starts = now_ + 3'600'000 + static_cast<std::int64_t>(++values_made_);
        json event{{"title", unique()},
                   {"contract", contract.hex()},
                   {"starts_at", std::to_string(starts)},
                   {"ends_at", std::to_string(starts + 3'600'000)},
                   {"time_zone", "Europe/Paris"},
                   {"cancelled", "0"},
                   {"withdrawn", "0"}};
        if (random_.chance(70)) event["support"] = people_[random_.chance(70) ? 2 : 5].hex();
        create(Entity::event, ids_->next(), 1, event);
    }
    const std::string device = ids_->next().hex();
    const std::string fence = server_.register_device(device);
    server_.seed(json{{"protocol", "1"},
                      {"schema", "1"},
                      {"server_id", server_.server_id},
                      {"device", device},
                      {"fence", fence},
                      {"batch", ids_->next().hex()},
                      {"operations", std::move(operations)}}
                     .dump());
    const auto laptops = random_.between(2, 8);
    for (std::int64_t i = 0; i < laptops; ++i) {
        const auto whose = i < 3 ? i : random_.between(0, static_cast<std::int64_t>(people_.size()) - 1);
        Desk& desk = add_desk(people_[static_cast<std::size_t>(whose)]);
        if (!folder_.empty()) {
            desk.twin = std::make_unique<TwinLaptop>(next_file(), desk.laptop, *desk.environment, twin_problem());
        }
        if (random_.chance(25)) share(desk);
        // Some people begin only later, while things break.
        if (i < 3 || random_.chance(60)) exchange(desk);
        if (random_.chance(40)) keep_copy(desk);
    }
}

std::vector<std::string> Simulation::run() {
    try {
        simulate();
    } catch (const std::exception& error) {
        problem(error.what());
    }
    return std::move(problems_);
}

void Simulation::simulate() {
    faults_ = false;
    found();
    faults_ = true;
    // Small answers in half of them, so that an exchange has many steps.
    if (random_.chance(50)) {
        server_.pull_max = static_cast<std::uint64_t>(random_.between(1, 12));
        server_.page_max = static_cast<std::uint64_t>(random_.between(1, 6));
    }
    fault_percent_ = random_.chance(30) ? 0 : static_cast<int>(random_.between(1, 25));
    const std::int64_t actions = random_.between(30, 120);
    for (std::int64_t i = 0; i < actions; ++i) act();
    settle_everything();
    examine();
    for (const auto& desk : desks_) {
        if (desk->twin && !desk->gone) desk->twin->compare_all();
    }
    counts_.lines += static_cast<std::int64_t>(server_.log.size());
}

void Simulation::act() {
    now_ += random_.between(0, 60'000);
    Desk& desk = *desks_[static_cast<std::size_t>(random_.between(0, static_cast<std::int64_t>(desks_.size()) - 1))];
    if (desk.laptop.people().size() > 1 && random_.chance(15)) somebody_else_signs_in(desk);
    if (may_be_restored_ && random_.chance(must_confirm_ || nobody_noticed_ ? 10 : 4)) return back_up_or_restore();
    const std::int64_t dice = random_.between(0, 999);
    if (dice < 450) return edit(desk);
    if (dice < 650) return exchange(desk);
    if (dice < 912) return step(desk);
    if (dice < 942) return deliver_delayed();
    if (dice < 952) return give_accounts_back(50);
    if (dice < 955) return management_leaves();
    if (dice < 957) return leave_crosswise();
    if (dice < 965) return answer_alike();
    if (dice < 970) return with_management(desk);
    if (dice < 972) return answer_on_top();
    break_something(desk);
}

// One step of an exchange that others may come between.
void Simulation::step(Desk& desk) {
    if (desk.erased) return;
    if (!desk.runner) {
        ++counts_.exchanges;
        sync::Laptop& laptop = desk.twin ? static_cast<sync::Laptop&>(*desk.twin) : desk.laptop;
        desk.runner = std::make_unique<sync::Runner>(laptop, *desk.servers, *desk.environment);
        desk.engine = std::make_unique<sync::Engine>(settings_, random_.bits());
        desk.action = desk.engine->on(sync::Woken{}, desk.clock->now());
    }
    if (desk.action.step != sync::Step::rest) {
        desk.action = desk.engine->on(desk.runner->perform(desk.action), desk.clock->now());
        now_ += random_.between(0, 40);
    }
    if (desk.action.step == sync::Step::rest) {
        if (desk.engine->status().revoked) {
            desk.runner.reset(), desk.engine.reset();
            return take_leave(desk);
        }
        if (desk.engine->status().restored) come_back(desk);
        // Sometimes the program runs on, sometimes it was closed and is opened again.
        if (random_.chance(50))
            desk.runner.reset(), desk.engine.reset();
        else
            desk.action = desk.engine->on(sync::Woken{}, desk.clock->now());
    }
}

void Simulation::exchange(Desk& desk) {
    desk.runner.reset();
    int steps = 0;
    do step(desk);
    while (desk.runner && desk.action.step != sync::Step::connect && ++steps < 1'000);
    if (steps == 1'000) problem("an exchange does not end");
    desk.runner.reset();
}

void Simulation::deliver_delayed() {
    if (delayed_.empty()) return;
    const auto call = std::move(delayed_.front());
    delayed_.pop_front();
    server_.call(call.first, call.second.first, call.second.second);
}

// An account closes with its person; management makes it anew for whom it has made active again, who may need a laptop.
void Simulation::give_accounts_back(int percent) {
    for (auto& [name, account] : server_.accounts) {
        const bool active = server_.records.at(account.collaborator).flag("active");
        if (account.state == "ready" || !active || !random_.chance(percent)) continue;
        account.state = "ready";
        const Id person = *Id::parse(account.collaborator);
        const bool has_one = std::any_of(desks_.begin(), desks_.end(), [&](const auto& desk) {
            const std::vector<Id>& people = desk->laptop.people();
            return !desk->erased && std::find(people.begin(), people.end(), person) != people.end();
        });
        if (has_one) continue;
        Desk& desk = add_desk(person);
        if (folder_.empty()) continue;
        desk.twin = std::make_unique<TwinLaptop>(next_file(), desk.laptop, *desk.environment, twin_problem());
    }
}

bool Simulation::rests(const Desk& desk) const {
    if (desk.gone) return desk.erased;
    const store::ExchangeState state = desk.laptop.state().value();
    const bool hears = desk.twin || !desk.laptop.manages() || server_.handed_over.empty() ||
                       state.handed_over_cursor == server_.handed_over.back().id;
    return nothing_can_leave(desk) && authors_to_admit(desk).empty() && state.cursor == server_.head &&
           state.epoch == server_.epoch && hears;
}

void Simulation::settle_everything() {
    faults_ = false;
    while (!delayed_.empty()) deliver_delayed();
    if (nobody_noticed_) notice_restore();
    if (must_confirm_) {
        // What is there comes back, whoever brings it: some hold what follows on what others hold.
        for (int twice = 0; twice < 2; ++twice) {
            for (std::size_t i = 0; i < desks_.size(); ++i) exchange(*desks_[i]);
        }
        call_central_restored("confirm");
    }
    for (int round = 0; round < 30; ++round) {
        give_accounts_back(100); // somebody may be let go and taken back by what arrives only now
        for (const auto& desk : desks_) {
            if (round > 0 && rests(*desk)) continue;
            if (round > 3) {
                for (const Id& author : authors_to_admit(*desk)) admit(*desk, author);
            }
            now_ += 1'000;
            exchange_for_everyone(*desk);
        }
        bool quiet = true;
        for (const auto& desk : desks_) {
            desk->gone = desk->erased || server_.accounts[desk->account].state != "ready";
            quiet = quiet && rests(*desk) && desk->gone == desk->erased;
        }
        if (!quiet) continue;
        for (const auto& [name, account] : server_.accounts) counts_.closed += account.state == "ready" ? 0 : 1;
        // What one of management has taken on leaves the trays of the others.
        for (int twice = 0; twice < 2; ++twice) {
            for (const auto& desk : desks_) {
                if (!desk->gone && desk->laptop.manages()) exchange(*desk);
            }
        }
        return;
    }
    problem("a laptop does not come to rest");
}

} // namespace epic::test
