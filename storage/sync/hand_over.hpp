// What goes to management: a person's own, and what people left in this file whose access has ended.
//
// Of somebody else only what the server takes for them: it says itself whether they work here no more, and tells
// management who brought it. Cut short anywhere, it is done again from the start; what is handed over twice is one.
// Threads: those of laptop and server; blocks on the network.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "storage/sync/engine.hpp"
#include "storage/sync/laptop.hpp"
#include "storage/sync/remote.hpp"
#include "storage/sync/wire.hpp"

namespace epic::sync {

struct DocumentLimits {
    std::size_t operations_max = 500;
    std::size_t bytes_max = 1'000'000; // what is longer looks like a lost network
};

// In as many documents as it needs. Nothing when that went through. Without items, and `of` somebody else, the server
// is only asked.
std::optional<Event> hand_over_items(Remote& server, const Envelope& envelope,
                                     std::span<const store::ReturnedItem> items, const DocumentLimits& limits,
                                     const std::optional<Id>& of = {});

// Everything that Laptop::departed() left: to the server, then taken back here, their slots erased and the server told.
// A server older than schema_of_departed is not asked, and who has access after all keeps everything. Nothing when that
// went through.
std::optional<Event> hand_over_of_departed(Laptop& laptop, Remote& server, const Envelope& envelope,
                                           const DocumentLimits& limits);

} // namespace epic::sync
