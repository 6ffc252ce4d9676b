// Reads what the pages about the whole office show, for whoever is signed in.
//
// Failures: those of the store. Threads: any.
#pragma once

#include "app/state/charts.hpp"
#include "app/state/today.hpp"
#include "storage/store/store.hpp"

namespace epic::shell {

Result<app::TodayData> read_today(const store::Store& store, const TimeZones& zones);
Result<app::ChartsData> read_charts(const store::Store& store, const TimeZones& zones, bool mine);

} // namespace epic::shell
