// A small company in a real encrypted file: one person of each kind, a clock that stands still.
//
// Key derivation is at its least. Throws std::runtime_error with the error's text where a test only sets the scene.
#pragma once

#include <map>
#include <memory>
#include <stdexcept>
#include <string>

#include "storage/store/exchange.hpp"
#include "storage/store/store.hpp"
#include "tests/support/places.hpp"

namespace epic::test {

class FixedClock final : public Clock {
public:
    Instant now() const override { return now_; }
    void set(Instant now) { now_ = now; }
    void set(std::string_view text) { now_ = *parse_instant(text); }

private:
    Instant now_ = *parse_instant("2026-11-23T09:00:00Z");
};

// Zones of ICU, but this computer stands in Paris wherever the tests run.
class ParisZones final : public TimeZones {
public:
    bool knows(std::string_view zone) const override { return icu_.knows(zone); }
    Instant to_instant(const CivilTime& time, std::string_view zone) const override {
        return icu_.to_instant(time, zone);
    }
    CivilTime to_civil(Instant instant, std::string_view zone) const override { return icu_.to_civil(instant, zone); }
    std::vector<std::string> names() const override { return icu_.names(); }
    std::string local_zone() const override { return "Europe/Paris"; }

private:
    intl::IcuTimeZones icu_;
};

template <typename T>
T must(Result<T> result) {
    if (!result) {
        const Error& error = result.error();
        throw std::runtime_error(error.message.in(Language::english) + " [" + std::string(error_code_name(error.code)) +
                                 " " + std::string(error.rule) + " " + error.details + "]");
    }
    return std::move(result).value();
}

inline void must(Result<> result) {
    (void)must<Done>(std::move(result));
}

class Office {
public:
    Office();

    // Whose session it is from now on. Once the file has joined a server, they sign in.
    Office& as(const Id& person);
    store::Store& operator*() { return *store; }
    store::Store* operator->() { return store.get(); }

    // Closes the file and opens it as this person.
    void reopen(const std::string& email, const std::string& password = "secret");
    std::string file() const { return (folder / "office.epic").string(); }

    Id add(Entity entity, const FieldValues& values);
    Id add_person(const std::string& name, const std::string& email, Department department);
    Id add_client(const std::string& name, const FieldValues& more = {});
    // Signed, unless `signed_on` is empty.
    Id add_contract(const Id& client, std::int64_t total_minor, bool is_signed = true);
    Id add_payment(const Id& contract, std::int64_t minor);
    // Times as "2026-11-24T10:00", in Paris.
    Id add_event(const Id& contract, const std::string& title, const std::string& starts, const std::string& ends,
                 const std::string& zone = "Europe/Paris");

    Record record(Entity entity, const Id& id) { return must(store->find(entity, id)).record; }
    std::vector<Id> ids(const ListQuery& query);

    TemporaryFolder folder;
    FixedClock clock;
    ParisZones zones;
    intl::IcuUnicode unicode;
    intl::RandomIds ids_source{clock};
    intl::Environment environment{clock, zones, unicode, ids_source};
    std::unique_ptr<store::Store> store;
    std::map<Id, store::SignIn> sign_ins;
    Id gestion, commercial, other_commercial, support, other_support;
};

inline FieldSet one(Field field) {
    return field_set({field});
}

} // namespace epic::test
