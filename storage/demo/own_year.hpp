// Our own year: the files of assets/demo, which read like those of a real company.
#pragma once

#include "storage/demo/scenario.hpp"

namespace epic::demo {

// The seven people of every demonstration.
std::vector<Cast> the_cast();
// Amounts, dates and references of our files are asserted to be right: a test reads them all.
Scenario own_year(const Calendar& calendar, const TimeZones& zones);

} // namespace epic::demo
