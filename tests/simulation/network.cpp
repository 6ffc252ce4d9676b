// The network between laptops and the model of the server, and its faults.
#include "tests/simulation/desk.hpp"

namespace epic::test {

class Simulation::Connection final : public sync::Remote {
public:
    Connection(Simulation& world, std::string account)
        : world_(world), account_(std::move(account)), servers_(world.restores_) {}

    sync::Outcome<> call(std::string_view procedure, std::initializer_list<std::string_view> arguments,
                         const sync::RowSink& sink) override {
        const sync::RemoteFailure lost{sync::RemoteFault::lost, 2013, "cut"};
        // A server that is restored is another program: no connection outlives it.
        if (broken_ || servers_ != world_.restores_) return lost;
        const std::string_view request = *arguments.begin();
        SimulationCounts& counts = world_.counts_;
        if (procedure == "sync_page") ++counts.pages;
        const bool fault = world_.faults_ && world_.random_.chance(world_.fault_percent_);
        const std::int64_t kind = fault ? world_.random_.between(0, 4) : -1;
        if (kind == 0) return ++counts.cut_before, broken_ = true, lost;
        if (kind == 1) {
            ++counts.delayed;
            world_.delayed_.push_back({account_, {std::string(procedure), std::string(request)}});
            return broken_ = true, lost;
        }
        if (kind == 2) return ++counts.deadlocks, sync::RemoteFailure{sync::RemoteFault::retry, 1213, "deadlock"};
        const model::Answer answer = world_.server_.call(account_, procedure, request);
        if (kind == 3) {
            ++counts.twice;
            world_.server_.call(account_, procedure, request);
        }
        if (answer.refused != 0) return sync::RemoteFailure{sync::RemoteFault::refused, answer.refused, answer.reason};
        std::vector<std::optional<std::string_view>> row;
        for (std::size_t set = 0; set < answer.sets.size(); ++set) {
            for (const model::Cells& cells : answer.sets[set]) {
                // The answer is cut: sometimes after a part of it.
                if (kind == 4 && world_.random_.chance(30)) return ++counts.cut_after, broken_ = true, lost;
                row.assign(cells.begin(), cells.end());
                sink(set, row);
            }
        }
        if (kind == 4) return ++counts.cut_after, broken_ = true, lost;
        return Done{};
    }
    void interrupt() override {}

private:
    Simulation& world_;
    std::string account_;
    int servers_;
    bool broken_ = false;
};

sync::Outcome<std::unique_ptr<sync::Remote>> Simulation::Network::open(std::size_t) {
    if (world_.faults_ && world_.random_.chance(world_.fault_percent_)) {
        ++world_.counts_.unreachable;
        return sync::RemoteFailure{sync::RemoteFault::unreachable, 2002, "nobody there"};
    }
    return std::unique_ptr<sync::Remote>(std::make_unique<Connection>(world_, account_));
}

} // namespace epic::test
