// A laptop of the simulation, with the program that runs on it. Internal to the simulation.
#pragma once

#include "tests/simulation/simulation.hpp"

namespace epic::test {

struct Simulation::Desk {
    class SkewedClock final : public Clock {
    public:
        SkewedClock(const std::int64_t& now, std::int64_t skew) : now_(now), skew_(skew) {}
        Instant now() const override { return Instant{now_ + skew_}; }

    private:
        const std::int64_t& now_;
        std::int64_t skew_;
    };

    std::unique_ptr<SkewedClock> clock;
    std::unique_ptr<intl::Environment> environment;
    LightLaptop laptop;
    std::optional<LightLaptop> backup{};
    std::string account;
    std::unique_ptr<TwinLaptop> twin{};
    std::string backup_file{};
    std::unique_ptr<sync::Servers> servers{};
    std::unique_ptr<sync::Runner> runner{};
    std::unique_ptr<sync::Engine> engine{};
    sync::Action action{};
    bool gone = false;   // the account is closed
    bool erased = false; // and its person has taken leave
};

// What reaches the server of what is sent, and what comes back of its answer.
class Simulation::Network final : public sync::Servers {
public:
    Network(Simulation& world, std::string account) : world_(world), account_(std::move(account)) {}
    std::size_t count() const override { return 1; }
    sync::Outcome<std::unique_ptr<sync::Remote>> open(std::size_t) override;

private:
    Simulation& world_;
    std::string account_;
};

} // namespace epic::test
