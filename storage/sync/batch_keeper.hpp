// Puts the rows of a sync_pull together again into batches, as sync_return takes them. Threads: confined to one.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "storage/store/exchange.hpp"
#include "storage/sync/remote.hpp"

namespace epic::sync {

class BatchKeeper {
public:
    void clear();
    // Of an answer that ends at `to`. While a file is far behind the head, nothing is taken: that is in every backup.
    void begin(std::uint64_t to, std::uint64_t head);
    // A row of sync_pull. What is not as described is left out: the log itself is judged elsewhere.
    void take(std::size_t result_set, RowView row);
    // The whole batches, ascending.
    std::vector<store::KeptBatch> batches() const;

private:
    struct Batch {
        std::vector<std::string> columns;
        std::vector<std::vector<std::optional<std::string>>> lines;
    };
    std::vector<Batch> batches_;
    std::map<std::string, std::size_t, std::less<>> by_id_;
    bool wanted_ = true;
};

} // namespace epic::sync
