// For every state and fault of the exchange: what a person reads, and what they can do. One table, which the window,
// the command line and README.md of this folder show.
//
// Threads: constants and pure functions.
#pragma once

#include <span>

#include "core/base/result.hpp"
#include "core/words/message.hpp"
#include "storage/sync/exporter.hpp"

namespace epic::sync {

struct PlainWords {
    Msg what;
    Msg to_do;
};

std::span<const PlainWords> plain_words();

// The state in a sentence; `first`: the first synchronisation has not come to its end.
const Msg& state_words(SyncState state, bool first);
// What can be done about a problem of the exchange: by its sentence, else by its kind.
const Msg& what_to_do(const Error& problem);

} // namespace epic::sync
