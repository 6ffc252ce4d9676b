#include "storage/demo/demo.hpp"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <filesystem>
#include <map>
#include <random>

#include "storage/demo/agenda.hpp"
#include "storage/demo/own_year.hpp"
#include "storage/demo/seeded_ids.hpp"
#include "storage/store/store.hpp"

namespace epic::demo {
namespace {

// Stands where the story stands.
class StoryClock final : public Clock {
public:
    Instant now() const override { return Instant{unix_ms_.load()}; }
    void set(Instant instant) { unix_ms_.store(instant.unix_ms); }

private:
    std::atomic<std::int64_t> unix_ms_{0};
};

// 80 bits in letters and digits that nobody confuses, in groups that can be read out.
template <typename Source>
std::string random_password(Source& source) {
    static constexpr std::string_view alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
    std::uniform_int_distribution<std::size_t> letter(0, alphabet.size() - 1);
    std::string password;
    for (int i = 0; i < 16; ++i) {
        if (i > 0 && i % 4 == 0) password += '-';
        password += alphabet[letter(source)];
    }
    return password;
}

class Writer {
public:
    Writer(const intl::Environment& environment, const Calendar& calendar, std::optional<std::uint64_t> seed)
        : now_(environment.clock.now()),
          seed_(seed),
          random_ids_(clock_),
          seeded_ids_(clock_, seed.value_or(0)),
          zones_(environment.zones),
          environment_{clock_, environment.zones, environment.unicode,
                       seed ? static_cast<IdSource&>(seeded_ids_) : random_ids_},
          calendar_(calendar) {}

    Result<Made> write(const std::string& path, Scenario scenario, const vault::KdfLimits& limits) {
        std::ranges::stable_sort(scenario.deeds, [](const Deed& a, const Deed& b) {
            return std::pair(a.day, a.kind) < std::pair(b.day, b.kind);
        });
        const Date first = scenario.deeds.empty() ? calendar_.today : scenario.deeds.front().day;
        set_clock(date_from_days(days_since_epoch(first) - 14), 9 * 60);
        EPIC_TRY(create(path, scenario.people, limits));
        if (const auto told = tell(scenario.deeds); !told) {
            store_.reset();
            std::error_code ignored;
            for (const char* suffix : {"", "-wal"}) std::filesystem::remove(path + suffix, ignored);
            return told.error();
        }
        made_.file_id = store_->file_id();
        return std::move(made_);
    }

private:
    Result<> create(const std::string& path, const std::vector<Cast>& people, const vault::KdfLimits& limits) {
        std::random_device system; // getrandom(2) or the processor's generator
        std::mt19937_64 seeded(seed_.value_or(0));
        for (const Cast& cast : people) {
            made_.people.push_back({cast.full_name, cast.email,
                                    seed_ ? random_password(seeded) : random_password(system), cast.department});
        }
        const Cast& first = people.front();
        assert(first.department == Department::gestion);
        store_ = EPIC_TRY(store::Store::create(path,
                                               {.full_name = first.full_name,
                                                .email = first.email,
                                                .password = made_.people.front().password,
                                                .phone = first.phone},
                                               environment_, limits));
        ids_of_[first.key] = store_->session().actor.id;
        for (std::size_t i = 1; i < people.size(); ++i) {
            const Cast& cast = people[i];
            AddRecord command{Entity::collaborator,
                              {},
                              {{Field::collaborator_full_name, cast.full_name},
                               {Field::collaborator_email, cast.email},
                               {Field::collaborator_phone, cast.phone},
                               {Field::collaborator_department, std::string(department_name(cast.department))},
                               {Field::collaborator_must_change_password, std::int64_t{0}}}};
            ids_of_[cast.key] = EPIC_TRY(store_->add_collaborator(command, made_.people[i].password)).record;
        }
        return Done{};
    }

    Result<> tell(const std::vector<Deed>& deeds) {
        for (const Deed& deed : deeds) {
            set_clock(deed.day, 8 * 60 + 30 + 60 * static_cast<int>(deed.kind));
            EPIC_TRY(store_->act_as(ids_of_.at(deed.author)));
            auto written = store_->execute(command_of(deed));
            if (!written) {
                written.error().details += " (" + deed.record + ")";
                return std::move(written).error();
            }
            ids_of_[deed.record] = deed.kind == Deed::Kind::reverse ? ids_of_[deed.record] : written->record;
        }
        return Done{};
    }

    // Only forward, a little at each step, and never beyond the present moment.
    void set_clock(Date day, int minute) {
        const Instant wished = zones_.to_instant({day, minute / 60, minute % 60, 0}, zones_.local_zone());
        const Instant next{std::max(wished.unix_ms, clock_.now().unix_ms + 41'000)};
        clock_.set(std::min(next, now_));
    }

    Command command_of(const Deed& deed) const {
        const auto id = [&](const Key& key) { return ids_of_.at(key); };
        const auto add = [&](Entity entity, Field parent) {
            AddRecord command{entity, {}, deed.values};
            command.values.emplace_back(parent, id(deed.parent));
            return command;
        };
        switch (deed.kind) {
            case Deed::Kind::add_client: return AddRecord{Entity::client, {}, deed.values};
            case Deed::Kind::contacted:
                return EditRecord{Entity::client, id(deed.record), {{Field::client_last_contact, deed.day}}};
            case Deed::Kind::add_contract: return add(Entity::contract, Field::contract_client);
            case Deed::Kind::sign: return SignContract{id(deed.record), deed.day};
            case Deed::Kind::add_event: return add(Entity::event, Field::event_contract);
            case Deed::Kind::assign: return AssignSupport{id(deed.record), id(deed.support)};
            case Deed::Kind::pay: {
                AddRecord command = add(Entity::payment, Field::payment_contract);
                command.values.emplace_back(Field::payment_received_on, deed.day);
                return command;
            }
            case Deed::Kind::reverse: return ReversePayment{id(deed.record), deed.note};
            case Deed::Kind::cancel: break;
        }
        return CancelEvent{id(deed.record)};
    }

    const Instant now_;
    const std::optional<std::uint64_t> seed_;
    StoryClock clock_;
    intl::RandomIds random_ids_;
    SeededIds seeded_ids_;
    const TimeZones& zones_;
    const intl::Environment environment_;
    const Calendar& calendar_;
    std::unique_ptr<store::Store> store_;
    std::map<Key, Id> ids_of_;
    Made made_;
};

} // namespace

Result<Made> make(const std::string& path, std::optional<std::string_view> agenda_csv,
                  const intl::Environment& environment, const vault::KdfLimits& limits,
                  std::optional<std::uint64_t> seed) {
    const TimeZones& zones = environment.zones;
    const Calendar calendar{zones.to_civil(environment.clock.now(), zones.local_zone()).date};
    Agenda agenda;
    if (agenda_csv) {
        agenda = EPIC_TRY(read_agenda(*agenda_csv, calendar, zones));
    } else {
        agenda.scenario = own_year(calendar, zones);
    }
    Made made = EPIC_TRY(Writer(environment, calendar, seed).write(path, std::move(agenda.scenario), limits));
    made.rejected = std::move(agenda.rejected);
    return made;
}

} // namespace epic::demo
