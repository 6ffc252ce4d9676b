// What goes to management, on its way there and into its trays: what people hand over, and what those left here whose
// access has ended.
#include <algorithm>

#include "storage/sync/hand_over.hpp"
#include "storage/sync/json_reader.hpp"
#include "storage/sync/local_failure.hpp"
#include "storage/sync/runner.hpp"
#include "storage/sync/sync_words.hpp"

namespace epic::sync {

Event Runner::hand_over() {
    const store::ExchangeState state = EPIC_LOCAL(laptop_.state());
    const Envelope envelope{state.server_id, state.device, server_schema_};
    const DocumentLimits limits{.bytes_max = bytes_max_};
    // Only one's own: what others handed over here leaves in their sessions.
    std::vector<store::ReturnedItem> mine;
    for (store::ReturnedItem& item : EPIC_LOCAL(laptop_.handed_over())) {
        if (item.operation.author == laptop_.person()) mine.push_back(std::move(item));
    }
    if (auto failed = hand_over_items(*connection_, envelope, mine, limits)) return std::move(*failed);
    for (const store::ReturnedItem& item : mine) EPIC_LOCAL(laptop_.note_handed_over(item.id));
    // Those who work here no more have no session of their own.
    if (auto failed = hand_over_of_departed(laptop_, *connection_, envelope, limits)) return std::move(*failed);
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
            // The server says who brought it, and does not vouch for them.
            const auto bringer = row.size() >= 4 && row[3] ? Id::parse(*row[3]) : std::nullopt;
            for (store::ReturnedItem& item : *found) {
                if (bringer) {
                    const Message text(words::brought_for_departed, {laptop_.name_of(*bringer)});
                    item.text = text.in(laptop_.language()) + (item.text.empty() ? "" : " ") + item.text;
                }
                items.push_back(std::move(item));
            }
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
