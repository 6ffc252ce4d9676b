// What an engine's state means to a person, for the exporter and for a single exchange.
// Threads: as the store.
#pragma once

#include "storage/sync/engine.hpp"
#include "storage/sync/exchange_once.hpp"
#include "storage/sync/runner.hpp"

namespace epic::sync {

SyncState state_of(const EngineStatus& status);
// What an exchange that went through leaves to be said: whose changes wait, lines that this program cannot show, a
// clock that is far off.
std::optional<Error> remaining_problem(store::Store& store, const std::vector<Waiting>& waiting);
ExchangeReport report_of(store::Store& store, const EngineStatus& engine, const RunnerCounts& counts);
// For the engine's waits, which differ between laptops.
std::uint64_t random_seed();

} // namespace epic::sync
