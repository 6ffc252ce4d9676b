// What people hand over to management, on its way there and into its trays.
#include <algorithm>

#include "storage/sync/json_reader.hpp"
#include "storage/sync/local_failure.hpp"
#include "storage/sync/runner.hpp"

namespace epic::sync {

Event Runner::hand_over() {
    const store::ExchangeState state = EPIC_LOCAL(laptop_.state());
    const Envelope envelope{state.server_id, state.device};
    // Only one's own: what others handed over here leaves in their sessions.
    std::vector<store::ReturnedItem> mine;
    for (store::ReturnedItem& item : EPIC_LOCAL(laptop_.handed_over())) {
        if (item.operation.author == laptop_.person()) mine.push_back(std::move(item));
    }
    if (!mine.empty()) {
        const auto sent = connection_->call_for_text("sync_hand_over", {hand_over_document(envelope, mine)});
        if (!sent) return RemoteFailed{sent.error()};
        for (const store::ReturnedItem& item : mine) EPIC_LOCAL(laptop_.note_handed_over(item.id));
    }
    if (!laptop_.manages()) return HandedOver{};

    std::vector<store::ReturnedItem> items;
    std::vector<Id> taken;
    std::uint64_t cursor = state.handed_over_cursor;
    JsonReader reader("{}");
    const auto read = [&](std::size_t result_set, RowView row) {
        if (result_set == 1 && row.size() >= 3 && row[0] && row[2]) {
            cursor = std::max(cursor, reader.parse_number(*row[0], "number"));
            const auto author = row[1] ? Id::parse(*row[1]) : std::nullopt;
            auto found = read_handed_over(*row[2], author);
            if (!found) return; // not by a program of ours: nobody could read it
            for (store::ReturnedItem& item : *found) items.push_back(std::move(item));
        }
        if (result_set == 2 && !row.empty() && row[0]) taken.push_back(reader.parse_id(*row[0], "operation"));
    };
    const std::vector<Id> done = EPIC_LOCAL(laptop_.handed_over_done());
    const auto asked =
        connection_->call("sync_handed_over", {handed_over_document(envelope, state.handed_over_cursor, done)}, read);
    if (!asked) return RemoteFailed{asked.error()};
    if (reader.rejected()) return LocalFailed{reader.failure()};
    const bool news = !items.empty() || cursor != state.handed_over_cursor || taken.size() > done.size();
    if (news) EPIC_LOCAL(laptop_.take_handed_over(items, taken, cursor));
    return HandedOver{};
}

} // namespace epic::sync
