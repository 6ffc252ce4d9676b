// Rows that arrive in great numbers, in one transaction: what a server sends.
//
// put_record asks for every row what was there and keeps every figure at once. Of rows that were not there nothing needs to
// be asked, and what they add to the figures is counted for all of them together: in `settle`, which the owner calls
// before the transaction commits, and before anything but this class writes or counts a row.
// Throws SQLite::Exception; then the transaction must be taken back. Threads: those of the Connection.
#pragma once

#include <array>
#include <cstdint>
#include <unordered_set>

#include "storage/store/internal/records.hpp"

namespace epic::store {

class ArrivingRows {
public:
    explicit ArrivingRows(Connection& connection) : connection_(connection) {}
    ArrivingRows(const ArrivingRows&) = delete;
    ArrivingRows& operator=(const ArrivingRows&) = delete;

    // One that is not there yet.
    void add(const Stored& stored);
    // One that is there: put_record, with what waits settled where it must be.
    void put(const Stored& stored);
    void settle();

private:
    struct Rows {
        std::int64_t first = 0;
        std::int64_t last = 0; // 0: none
    };
    Rows& added(Entity entity) { return added_[static_cast<std::size_t>(entity)]; }
    void add_client(const Stored& stored);
    void add_contract(const Stored& stored);
    void add_payment(const Stored& stored);
    void insert(const Stored& stored);

    Connection& connection_;
    std::array<Rows, entity_count> added_{};
    std::unordered_set<Id> new_;     // the added ones
    std::unordered_set<Id> paid_;    // contracts that are out of their figures until their payments are counted
};

} // namespace epic::store
