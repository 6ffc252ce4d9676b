// Which rows the last transactions wrote, so that what is remembered of the tables is corrected instead of read again.
//
// A state of the tables is told by how often each was written (tally_entity.revision, read in the transaction that sees
// the state). Every writing transaction is told here with its rows and the states before and after it. What was written
// in another way makes a gap, and behind a gap nothing is known any more.
// Threads: any.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <vector>

#include "core/model/record.hpp"

namespace epic::store {

using Revisions = std::array<std::int64_t, entity_count>;

// A row that was inserted, updated or removed.
struct RowChange {
    Entity entity{};
    std::uint32_t row = 0;
    Id id{};
    bool renamed = true; // of a collaborator: false when other lists show it as before
};

// What one transaction has written so far. One that writes very much is not followed.
class RowChanges {
public:
    void add(const RowChange& change);
    void clear();
    bool is_complete() const { return complete_; }
    const std::vector<RowChange>& all() const { return changes_; }

private:
    std::vector<RowChange> changes_;
    bool complete_ = true;
};

class ChangeLog {
public:
    // Before the transaction commits, so that nobody sees the new state first. False when there is nothing to tell,
    // and so nothing to withdraw.
    bool announce(const Revisions& before, const Revisions& after, const RowChanges& changes);
    // What was announced last did not commit after all.
    void withdraw();
    // Every row in which the two states may differ, whichever is the older one; nothing when that is not known.
    std::optional<std::vector<RowChange>> between(const Revisions& one, const Revisions& other) const;
    void clear();

private:
    struct Step {
        Revisions after{};
        std::vector<RowChange> changes;
    };

    mutable std::mutex mutex_;
    std::optional<Revisions> begin_; // the state before the first step
    std::deque<Step> steps_;
    std::size_t remembered_ = 0; // changes in all steps
};

} // namespace epic::store
