// What the pure update functions may ask of the outside: tables that never change while the program runs.
//
// Threads: the referenced objects are safe from any thread (core/base/seams.hpp).
#pragma once

#include "core/base/instant.hpp"
#include "core/base/seams.hpp"
#include "core/words/message.hpp"

namespace epic::app {

struct Seams {
    const TimeZones& zones;
    const Unicode& unicode;
};

// How what is read shall be written. It travels with the question, so that whoever reads an answer writes it too: the
// thread that draws has better things to do. An answer in another language than the present one is written again.
struct Wording {
    Language language{};
    Instant now{};
};

} // namespace epic::app
