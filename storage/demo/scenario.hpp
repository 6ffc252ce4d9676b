// What happened in a demonstration's year: who did what and when, before anything is written.
//
// Threads: plain values and pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/instant.hpp"
#include "core/base/seams.hpp"
#include "core/model/record.hpp"

namespace epic::demo {

// Keys name people and records within a scenario.
using Key = std::string;

struct Cast {
    Key key;
    std::string full_name;
    std::string email;
    std::string phone;
    Department department = Department::support;
};

struct Deed {
    // In the order in which they come on one day.
    enum class Kind : std::uint8_t {
        add_client,
        contacted, // the client's last contact
        add_contract,
        sign,
        add_event,
        assign,
        pay,
        reverse,
        cancel,
    };
    Kind kind{};
    Date day{};
    Key author;
    Key record;         // the one that is made or changed
    Key parent{};       // of what is made: the client of a contract, the contract of a payment or event
    Key support{};      // of an assignment
    FieldValues values; // of what is made
    std::string note{}; // of a reversal
};

struct Scenario {
    std::vector<Cast> people; // the first one makes the file
    std::vector<Deed> deeds;  // in any order
};

// The days and times in which scenarios are written down.
struct Calendar {
    Date today;

    Date day(std::int64_t offset) const { return date_from_days(days_since_epoch(today) + offset); }
    // "-34", "0"          days from today
    // "w-3/6"             the Saturday of the week three weeks before this one
    // ">06-04"            the next 4 June after today
    // ">07-01/6"          the first Saturday from the next 1 July on
    // Asserts that it is one of these: they stand in our own files.
    Date read(std::string_view text) const;
};

} // namespace epic::demo
