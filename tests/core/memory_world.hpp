// A World over plain maps, and a small company in it: what core's tests plan commands against.
// Threads: confined to the test.
#pragma once

#include <algorithm>
#include <map>
#include <set>

#include "core/commands/plan.hpp"
#include "core/model/contact.hpp"

namespace epic::test {

// Knows two zones with fixed offsets: enough for core, whose zone rules live behind the seam.
class FixedZones : public TimeZones {
public:
    bool knows(std::string_view zone) const override { return zone == "Europe/Paris" || zone == "UTC"; }
    Instant to_instant(const CivilTime& time, std::string_view zone) const override {
        return Instant{as_utc(time).unix_ms - offset_ms(zone)};
    }
    CivilTime to_civil(Instant instant, std::string_view zone) const override {
        return civil_utc(Instant{instant.unix_ms + offset_ms(zone)});
    }
    std::vector<std::string> names() const override { return {"Europe/Paris", "UTC"}; }
    std::string local_zone() const override { return "Europe/Paris"; }

private:
    static std::int64_t offset_ms(std::string_view zone) { return zone == "UTC" ? 0 : 3'600'000; }
};

class PlainUnicode : public Unicode {
public:
    std::string nfc(std::string_view text) const override { return std::string(text); }
    std::string fold(std::string_view text) const override { return std::string(text); }
    std::string sort_key(std::string_view text) const override { return std::string(text); }
};

class CountedIds : public IdSource {
public:
    Id next() override {
        Id id;
        ++count_;
        for (std::size_t i = 0; i < 8; ++i) id.bytes[15 - i] = static_cast<std::uint8_t>(count_ >> (8 * i));
        return id;
    }

private:
    std::uint64_t count_ = 0;
};

class MemoryWorld : public World {
public:
    std::map<Id, Record> records;
    bool joined = false;

    void apply(const Plan& plan) {
        for (const PlannedOperation& operation : plan.operations) records[operation.after.id] = operation.after;
    }

    Result<std::optional<Record>> find(Entity entity, const Id& id) const override {
        const auto found = records.find(id);
        if (found == records.end() || found->second.entity != entity) return std::optional<Record>();
        return std::optional<Record>(found->second);
    }
    Result<std::optional<Id>> collaborator_by_email(std::string_view email) const override {
        for (const auto& [id, record] : records) {
            if (record.entity == Entity::collaborator && record.text(Field::collaborator_email) == email) {
                return std::optional<Id>(id);
            }
        }
        return std::optional<Id>();
    }
    Result<std::int64_t> active_gestion_count() const override {
        return std::count_if(records.begin(), records.end(), [](const auto& entry) {
            const Record& r = entry.second;
            return r.entity == Entity::collaborator && r.flag(Field::collaborator_active) &&
                   department_of(r) == Department::gestion;
        });
    }
    Result<std::int64_t> paid_minor(const Id& contract) const override {
        std::int64_t sum = 0;
        for (const auto& [id, r] : records) {
            if (r.entity == Entity::payment && r.reference(Field::payment_contract) == contract) {
                sum += r.integer(Field::payment_amount);
            }
        }
        return sum;
    }
    Result<bool> has_payment(const Id& contract) const override {
        return any([&](const Record& r) {
            return r.entity == Entity::payment && r.reference(Field::payment_contract) == contract;
        });
    }
    Result<bool> has_standing_payment(const Id& contract) const override {
        return any([&](const Record& r) {
            return r.entity == Entity::payment && r.reference(Field::payment_contract) == contract &&
                   !r.reference(Field::payment_reverses) && !*reversal_of(r.id);
        });
    }
    Result<std::optional<Id>> reversal_of(const Id& payment) const override {
        for (const auto& [id, r] : records) {
            if (r.entity == Entity::payment && r.reference(Field::payment_reverses) == payment)
                return std::optional<Id>(id);
        }
        return std::optional<Id>();
    }
    Result<bool> has_standing_event(const Id& contract) const override {
        return any([&](const Record& r) { return stands(r) && r.reference(Field::event_contract) == contract; });
    }
    Result<bool> has_contract(const Id& client) const override {
        return any([&](const Record& r) {
            return r.entity == Entity::contract && r.reference(Field::contract_client) == client;
        });
    }
    Result<std::vector<Id>> clients_of(const Id& commercial) const override {
        return ids([&](const Record& r) {
            return r.entity == Entity::client && r.reference(Field::client_commercial) == commercial;
        });
    }
    Result<std::vector<Id>> coming_events_of(const Id& support, Instant now) const override {
        return ids([&](const Record& r) {
            return stands(r) && r.reference(Field::event_support) == support && *r.instant(Field::event_ends_at) > now;
        });
    }
    Result<std::vector<Record>> overlapping_events(const Id& support, Instant starts, Instant ends,
                                                   const Id& except) const override {
        std::vector<Record> found;
        for (const auto& [id, r] : records) {
            if (id != except && stands(r) && r.reference(Field::event_support) == support &&
                *r.instant(Field::event_starts_at) < ends && *r.instant(Field::event_ends_at) > starts) {
                found.push_back(r);
            }
        }
        return found;
    }
    Result<std::optional<std::string>> next_local_contract_number(Date today) const override {
        if (joined) return std::optional<std::string>();
        return std::optional<std::string>(std::to_string(today.year) + "-0001");
    }

private:
    static bool stands(const Record& r) {
        return r.entity == Entity::event && !r.flag(Field::event_cancelled) && !r.flag(Field::event_withdrawn);
    }
    template <typename Predicate>
    bool any(Predicate predicate) const {
        return std::any_of(records.begin(), records.end(), [&](const auto& entry) { return predicate(entry.second); });
    }
    template <typename Predicate>
    std::vector<Id> ids(Predicate predicate) const {
        std::vector<Id> found;
        for (const auto& [id, r] : records) {
            if (predicate(r)) found.push_back(id);
        }
        return found;
    }
};

// Two of each department, a client of the first commercial, a contract that is not signed.
struct Company {
    MemoryWorld world;
    FixedZones zones;
    CountedIds ids;
    Moment moment{Instant{1'795'000'000'000}, Date{2026, 11, 18}};
    Actor gestion = hire("gestion", Department::gestion);
    Actor other_gestion = hire("gestion2", Department::gestion);
    Actor commercial = hire("bruno", Department::commercial);
    Actor other_commercial = hire("claire", Department::commercial);
    Actor support = hire("karim", Department::support);
    Actor other_support = hire("lea", Department::support);
    Id client{};
    Id contract{};

    Company() {
        client =
            must(commercial, AddRecord{Entity::client, {}, {{Field::client_full_name, std::string("Kevin Casey")}}});
        contract = must(gestion,
                        AddRecord{Entity::contract,
                                  {},
                                  {{Field::contract_client, client}, {Field::contract_total, std::int64_t{1'500'00}}}});
    }

    Planner planner() { return Planner{world, zones, ids}; }
    Result<Plan> plan(const Actor& actor, const Command& command) { return planner().plan(command, actor, moment); }
    // Plans and applies; throws when refused, which fails the test.
    Id must(const Actor& actor, const Command& command) {
        auto planned = plan(actor, command);
        if (!planned) throw std::runtime_error(planned.error().message.in(Language::english));
        world.apply(*planned);
        return planned->record;
    }
    AddRecord an_event(std::int64_t starts_ms, std::int64_t ends_ms) const {
        return AddRecord{Entity::event,
                         {},
                         {{Field::event_title, std::string("Mariage")},
                          {Field::event_contract, contract},
                          {Field::event_starts_at, starts_ms},
                          {Field::event_ends_at, ends_ms}}};
    }
    Record record(Entity entity, const Id& id) { return **world.find(entity, id); }

private:
    Actor hire(const std::string& name, Department department) {
        Record person(Entity::collaborator, ids.next());
        person.set({{Field::collaborator_full_name, name},
                    {Field::collaborator_email, name + "@epic.test"},
                    {Field::collaborator_department, std::string(department_name(department))},
                    {Field::collaborator_active, std::int64_t{1}},
                    {Field::collaborator_must_change_password, std::int64_t{0}},
                    {Field::collaborator_language, std::string("fr")}});
        world.records[person.id] = person;
        return Actor{person.id, department, true};
    }
};

} // namespace epic::test
