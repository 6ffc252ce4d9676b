#include "storage/sync/hand_over.hpp"

#include <algorithm>
#include <tuple>
#include <variant>

#include "storage/sync/local_failure.hpp"

namespace epic::sync {
namespace {

constexpr unsigned errno_access_not_ended = 31'019;

bool has_access(const Event& event) {
    const auto* failed = std::get_if<RemoteFailed>(&event);
    return failed != nullptr && failed->failure.fault == RemoteFault::refused &&
           failed->failure.number == errno_access_not_ended;
}

} // namespace

std::optional<Event> hand_over_items(Remote& server, const Envelope& envelope,
                                     std::span<const store::ReturnedItem> items, const DocumentLimits& limits,
                                     const std::optional<Id>& of) {
    if (items.empty() && !of) return std::nullopt;
    do {
        std::size_t count = std::min(limits.operations_max, items.size());
        std::string document = hand_over_document(envelope, items.first(count), of);
        while (document.size() > limits.bytes_max && count > 1) {
            count = (count + 1) / 2;
            document = hand_over_document(envelope, items.first(count), of);
        }
        const auto sent = server.call_for_text("sync_hand_over", {document});
        if (!sent) return RemoteFailed{sent.error()};
        items = items.subspan(count);
    } while (!items.empty());
    return std::nullopt;
}

std::optional<Event> hand_over_of_departed(Laptop& laptop, Remote& server, const Envelope& envelope,
                                           const DocumentLimits& limits) {
    if (envelope.server_schema < schema_of_departed) return std::nullopt;
    for (const Id& person : EPIC_LOCAL(laptop.departed())) {
        const auto items = EPIC_LOCAL(laptop.left_behind(person));
        if (auto failed = hand_over_items(server, envelope, items, limits, person)) {
            if (has_access(*failed)) continue; // again, of which this file has not heard
            return failed;
        }
        EPIC_LOCAL(laptop.note_left_behind(person));
        // Unheard, the account stays until the device is retired: nothing of the person's is at stake any more.
        std::ignore = server.call_for_text("sync_farewell", {farewell_document(envelope, person)});
    }
    return std::nullopt;
}

} // namespace epic::sync
