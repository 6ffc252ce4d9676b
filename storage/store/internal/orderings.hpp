// The rows of a list in order, remembered: a window anywhere in a million rows, and its total, without walking there.
//
// SQLite has to walk to an offset, and to look at every row for a total. So the first question about a part that is
// not near the beginning walks once, over an index that knows all it needs, and keeps the numbers of the rows: four
// bytes a row. An order holds as long as none of the tables it was read from has been written (tally_entity.revision,
// read in the same transaction, says so).
// Both directions of a sort share one order, since what is empty comes last in both.
// Throws SQLite::Exception. Threads: any; the connection is the caller's.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "storage/store/internal/list_statement.hpp"

namespace epic::store {

class Orderings {
public:
    struct Order {
        std::vector<std::uint32_t> rows; // ascending
        std::size_t filled = 0;          // so many have a value to sort by, and come first
        // Of the descending list too.
        std::vector<std::int64_t> window(bool descending, std::int64_t offset, std::int64_t limit) const;
    };

    // Remembered, or nothing.
    std::shared_ptr<const Order> find(const std::string& key);
    void keep(const std::string& key, std::shared_ptr<const Order> order);
    void clear();

private:
    struct Entry {
        std::string key;
        std::shared_ptr<const Order> order;
    };
    std::mutex mutex_;
    std::list<Entry> entries_; // the last used first
};

} // namespace epic::store
