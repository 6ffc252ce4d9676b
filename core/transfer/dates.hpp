// Dates and times as spreadsheets write them, in the order that a whole column decides.
//
//     iso   2026-06-04, 2026/06/04, 20260604
//     dmy   04/06/2026, 4.6.26, 04-06-2026      French
//     mdy   6/4/2026, 06-04-26                   American
// and in every order: "4 juin 2026", "4 Jun 2023 @ 1PM", "June 4, 2026", "le 18 avril 2021". A time may follow:
// "13:00", "13:00:05", "13h", "13h30", "1 PM", "à 13h30". Two digits of a year are of 1970 to 2069.
// An ISO date is read in a column of any order: it cannot be mistaken. Threads: pure functions and plain values.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/base/instant.hpp"

namespace epic {

enum class DateOrder : std::uint8_t { iso, dmy, mdy };
inline constexpr std::size_t date_order_count = 3;

std::string_view date_order_name(DateOrder order); // "iso", "dmy", "mdy"
std::optional<DateOrder> parse_date_order(std::string_view name);

struct DateAndTime {
    Date date;
    std::optional<int> second; // of the day
    bool operator==(const DateAndTime&) const = default;
};

// Nothing when it is none, or not in this order. `folded` is without case and accents (Unicode::fold).
std::optional<DateAndTime> read_date_and_time(std::string_view folded, DateOrder order);
// "13:00", "13h30", "1 pm": the second of the day.
std::optional<int> read_time_of_day(std::string_view folded);

// Looks at the cells of one column and decides its order.
class DateColumn {
public:
    void look_at(std::string_view folded);

    struct Decision {
        DateOrder order = DateOrder::iso;
        bool sure = true; // false: day first and month first read it equally well
        bool operator==(const Decision&) const = default;
    };
    // Nothing while no cell was a date. The order that reads most cells; `otherwise` when two read as many.
    std::optional<Decision> decide(DateOrder otherwise = DateOrder::dmy) const;

private:
    std::array<std::uint64_t, date_order_count> readable_{};
};

} // namespace epic
