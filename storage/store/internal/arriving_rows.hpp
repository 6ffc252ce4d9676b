// Rows that arrive in great numbers, in one transaction: what a server sends.
//
// put_record asks for every row what was there and keeps every figure at once. Of rows that were not there nothing
// needs to be asked, and what they add to the figures is counted for all of them together. Nor does a row that was
// there count again when nothing that figures look at differs. The word index is told of all of them at one go. That is
// done in `settle`, which the owner calls before the transaction commits, and before anything but this class writes,
// counts or finds a row by its words. Throws SQLite::Exception; then the transaction must be taken back. Threads: those
// of the Connection.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <unordered_set>
#include <utility>

#include "storage/store/internal/records.hpp"

namespace epic::store {

class ArrivingRows {
public:
    explicit ArrivingRows(Connection& connection) : connection_(connection) {}
    ArrivingRows(const ArrivingRows&) = delete;
    ArrivingRows& operator=(const ArrivingRows&) = delete;

    // One that is not there yet.
    void add(const Stored& stored);
    // One that is there, as it was before.
    void put(const Stored& before, const Stored& stored);
    void settle();
    // As long as `yields` says no; false when it said yes, and the transaction is to be taken back.
    bool settle(const std::function<bool()>& yields);

private:
    struct Rows {
        std::int64_t first = 0;
        std::int64_t last = 0; // 0: none
    };
    // What the word index has of a row, and is to have.
    struct Words {
        std::string before;
        std::string after;
    };
    Rows& added(Entity entity) { return added_[static_cast<std::size_t>(entity)]; }
    void add_client(const Stored& stored);
    void add_contract(const Stored& stored);
    void add_payment(const Stored& stored);
    void insert(const Stored& stored);
    bool waits(const Stored& before, const Stored& stored) const;
    void settle_figures();

    Connection& connection_;
    std::array<Rows, entity_count> added_{};
    std::unordered_set<Id> new_;  // the added ones
    std::unordered_set<Id> paid_; // contracts that are out of their figures until their payments are counted
    std::array<bool, entity_count> touched_{};               // rows were written that count as before
    std::map<std::pair<Entity, std::int64_t>, Words> words_; // in the order in which the index wants to be told
};

} // namespace epic::store
