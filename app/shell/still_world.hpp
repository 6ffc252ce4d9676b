// A world that stands still: one moment in Paris, and identifiers that are the same on every run, so that pictures
// drawn in it can be compared with those of another day. Only ever for files that are made to be looked at.
//
// Ownership: the environment lives as long as its world. Threads: any.
#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <string>

#include "core/base/result.hpp"
#include "core/model/field.hpp"
#include "storage/intl/intl.hpp"

namespace epic::shell {

// Tuesday 24 November 2026, 9:20 in Paris: the middle of a morning's work.
inline constexpr Instant picture_moment{1'795'508'400'000};

class StillWorld {
public:
    explicit StillWorld(Instant moment = picture_moment);
    ~StillWorld();
    StillWorld(const StillWorld&) = delete;
    StillWorld& operator=(const StillWorld&) = delete;

    const intl::Environment& environment() const;

    struct Person {
        std::string email;
        std::string password;
    };
    // Makes the demonstration file of this moment, with the cheapest key derivation; returns the first person of each
    // department, by Department. What fails: as demo::make.
    Result<std::array<Person, department_count>> make_demonstration(const std::filesystem::path& file) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace epic::shell
