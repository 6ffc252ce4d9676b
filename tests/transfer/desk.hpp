// A commercial's desk: a real encrypted file, a clock that stands still, files beside it.
//
// Key derivation is at its least. Throws std::runtime_error where a test only sets the scene.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "storage/store/store.hpp"
#include "storage/transfer/import.hpp"
#include "tests/support/places.hpp"

namespace epic::test {

template <typename T>
T must(Result<T> result) {
    if (result) return std::move(result).value();
    throw std::runtime_error(result.error().message.in(Language::english) + " " + result.error().details);
}

inline void must(Result<> result) {
    (void)must<Done>(std::move(result));
}

class FixedClock final : public Clock {
public:
    Instant now() const override { return *parse_instant("2026-11-24T09:00:00Z"); }
};

class Desk {
public:
    Desk();

    Id gestion, commercial, other_commercial, support; // the commercial is signed in
    Desk& as(const Id& person);

    // Of the commercial's client.
    Id signed_contract();
    Id add(Entity entity, const FieldValues& values);

    std::string file(std::string_view name) const { return (folder / name).string(); }
    std::string write(std::string_view name, std::string_view text) const;
    std::string read(std::string_view name) const { return read_file(folder / name); }

    Result<transfer::ImportPlan> analyse(const std::string& path, const transfer::ImportOptions& options = {}) const;
    // Throws when the file cannot be looked at.
    transfer::ImportReport import(const std::string& path, const transfer::ImportOptions& options = {});
    std::vector<Record> all(Entity entity);
    std::int64_t count(Entity entity);

    TemporaryFolder folder;
    FixedClock clock;
    intl::IcuTimeZones zones;
    intl::IcuUnicode unicode;
    intl::RandomIds ids{clock};
    intl::Environment environment{clock, zones, unicode, ids};
    std::unique_ptr<store::Store> store;

private:
    Id person(const std::string& name, Department department);
};

} // namespace epic::test
