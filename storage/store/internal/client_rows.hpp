// Whose client a contract or an event is of, in memory: by the number of its row the number of the client's row, four
// bytes each. A list is then asked for what its clients are called without joining every row of it.
//
// Read once, through indexes that have both in the order of their ids; what was written since is corrected
// (change_log.hpp). Throws SQLite::Exception. Threads: any; the connection is the caller's, inside its transaction.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "storage/store/internal/change_log.hpp"
#include "storage/store/internal/connection.hpp"

namespace epic::store {

class ClientRows {
public:
    // The client's row for each row; 0 where there is none.
    using Rows = std::shared_ptr<const std::vector<std::uint32_t>>;

    // Contracts and events.
    static bool has(Entity entity) { return entity == Entity::contract || entity == Entity::event; }
    // As the transaction sees them, or nothing when they are not known.
    Rows find(Connection& connection, Entity entity, const Revisions& now, const ChangeLog& log);
    // The same, read if need be.
    Rows read(Connection& connection, Entity entity, const Revisions& now, const ChangeLog& log);
    void clear();

private:
    struct Known {
        Rows rows;
        Revisions revisions{};
    };
    void keep(Entity entity, Known known);

    std::mutex mutex_;
    std::array<std::optional<Known>, entity_count> known_;
};

} // namespace epic::store
