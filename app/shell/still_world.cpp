#include "app/shell/still_world.hpp"

#include "storage/demo/demo.hpp"
#include "storage/demo/seeded_ids.hpp"
#include "storage/vault/vault.hpp"

namespace epic::shell {
namespace {

constexpr std::uint64_t seed = 1;

class StandingClock final : public Clock {
public:
    explicit StandingClock(Instant moment) : moment_(moment) {}
    Instant now() const override { return moment_; }

private:
    Instant moment_;
};

// Wherever the pictures are drawn, the office is in Paris.
class ParisZones final : public TimeZones {
public:
    explicit ParisZones(const TimeZones& system) : system_(system) {}
    bool knows(std::string_view zone) const override { return system_.knows(zone); }
    Instant to_instant(const CivilTime& time, std::string_view zone) const override {
        return system_.to_instant(time, zone);
    }
    CivilTime to_civil(Instant instant, std::string_view zone) const override {
        return system_.to_civil(instant, zone);
    }
    std::vector<std::string> names() const override { return system_.names(); }
    std::string local_zone() const override { return "Europe/Paris"; }

private:
    const TimeZones& system_;
};

} // namespace

struct StillWorld::State {
    explicit State(Instant moment) : clock(moment) {}
    StandingClock clock;
    ParisZones zones{intl::system_environment().zones};
    demo::SeededIds ids{clock, seed};
    intl::Environment environment{clock, zones, intl::system_environment().unicode, ids};
};

StillWorld::StillWorld(Instant moment) : state_(std::make_unique<State>(moment)) {}
StillWorld::~StillWorld() = default;

const intl::Environment& StillWorld::environment() const {
    return state_->environment;
}

Result<std::array<StillWorld::Person, department_count>> StillWorld::make_demonstration(
    const std::filesystem::path& file) const {
    const demo::Made made =
        EPIC_TRY(demo::make(file.string(), std::nullopt, state_->environment, vault::KdfLimits::minimum(), seed));
    std::array<Person, department_count> first;
    for (const demo::Person& person : made.people) {
        Person& place = first[static_cast<std::size_t>(person.department)];
        if (place.email.empty()) place = {person.email, person.password};
    }
    return first;
}

} // namespace epic::shell
