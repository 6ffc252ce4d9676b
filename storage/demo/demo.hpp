// Makes a demonstration file: seven people over the three departments, and a year of their work around today.
//
// Everything is written by the commands that the window and the command line send, by the person whose work
// it is, in the order of time: rights, history and derived amounts are those of a file in use.
// Failures: those of Store::create, `invalid_value` for an agenda that is none, and whatever a command refuses;
// the unfinished file is removed then.
// Threads: any; blocks for some seconds, most of them key derivation. Ownership: plain values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/id.hpp"
#include "core/base/result.hpp"
#include "core/model/field.hpp"
#include "storage/intl/intl.hpp"
#include "storage/vault/vault.hpp"

namespace epic::demo {

struct Person {
    std::string full_name;
    std::string email;
    std::string password; // made at random, to be printed
    Department department = Department::support;
};

// A line of the agenda that could not be used.
struct Rejected {
    std::size_t line = 0;
    std::string column; // its heading; empty: the whole line
    std::string_view code;
    Message message;
};

struct Made {
    Id file_id{};
    std::vector<Person> people;
    std::vector<Rejected> rejected;
};

// Without an agenda our own year; with one its venues become clients and its dated events become events.
// With a seed the same moment gives the same ids and passwords on every run: for pictures that are compared.
Result<Made> make(const std::string& path, std::optional<std::string_view> agenda_csv,
                  const intl::Environment& environment, const vault::KdfLimits& limits,
                  std::optional<std::uint64_t> seed = {});

} // namespace epic::demo
