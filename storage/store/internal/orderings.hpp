// The rows of a list in order, remembered: a window anywhere in a million rows, and its total, without walking there.
//
// SQLite has to walk to an offset, and to look at every row for a total. So the first question about a part that is
// not near the beginning walks once, over an index that knows all it needs, and keeps the numbers of the rows: four
// bytes a row. Each order is remembered with the state of the tables that it is of (change_log.hpp); what was written
// since is corrected in it (corrected_order.hpp).
// Both directions of a sort share one order, since what is empty comes last in both.
// Throws SQLite::Exception. Threads: any; the connection is the caller's.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "storage/store/internal/change_log.hpp"

namespace epic::store {

class Orderings {
public:
    struct Order {
        std::vector<std::uint32_t> rows; // ascending
        std::size_t filled = 0;          // so many have a value to sort by, and come first
        // Of the descending list too.
        std::vector<std::int64_t> window(bool descending, std::int64_t offset, std::int64_t limit) const;
    };

    struct Known {
        std::shared_ptr<const Order> order;
        Revisions revisions{};
        Instant now{};
    };

    // Remembered, or nothing.
    std::optional<Known> find(const std::string& key);
    // In place of one that is older.
    void keep(const std::string& key, Known known);
    void clear();

private:
    struct Entry {
        std::string key;
        Known known;
    };
    std::mutex mutex_;
    std::list<Entry> entries_; // the last used first
};

} // namespace epic::store
