// A sample office in which much happens around now: an event that runs, the next one, double bookings, one across
// midnight, one of several days, and clients whom nobody called for long. Throws when something is refused.
#pragma once

#include "tests/app/harness/sample_office.hpp"

namespace epic::test {

struct BusyOffice : SampleOffice {
    Id running{};    // of `support`: began an hour ago, ends in two
    Id next{};       // of `support`: tomorrow at about this time
    Id clash{};      // of `support`: while `next` runs
    Id nobody{};     // in two days, nobody assigned
    Id exhibition{}; // of `other_support`: four days long, from tomorrow on
    Id forgotten{};  // client of `commercial`, last contact a year ago
    Id support_id{};
    Id other_support_id{};
};

BusyOffice make_busy_office(const std::filesystem::path& file);
// So many more clients of `commercial`, contracts to sign and events in the weeks around now, in one action.
void fill_office(const std::filesystem::path& file, const BusyOffice& office, int records);

} // namespace epic::test
