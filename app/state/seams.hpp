// What the pure update functions may ask of the outside: tables that never change while the program runs.
//
// Threads: the referenced objects are safe from any thread (core/base/seams.hpp).
#pragma once

#include "core/base/seams.hpp"

namespace epic::app {

struct Seams {
    const TimeZones& zones;
    const Unicode& unicode;
};

} // namespace epic::app
