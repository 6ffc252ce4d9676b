// Numbers of rows: a list while they are few, a bit for each row of the table when they are many.
//
// Threads: plain values.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace epic::store {

class RowSet {
public:
    RowSet() = default;
    explicit RowSet(std::vector<std::uint32_t> newest_first); // the highest number first, none twice

    bool contains(std::uint32_t row) const;
    void set(std::uint32_t row, bool is_in);
    std::size_t bytes() const;
    bool is_list() const { return bits_.empty(); }
    const std::vector<std::uint32_t>& list() const { return list_; }
    // 64 rows each, the lowest first.
    const std::vector<std::uint64_t>& bits() const { return bits_; }

private:
    std::vector<std::uint32_t> list_; // the highest first
    std::vector<std::uint64_t> bits_;
};

// The rows that several sets have in common, found as they are asked for.
class CommonRows {
public:
    void add(std::shared_ptr<const RowSet> set);
    bool has_sets() const { return !sets_.empty(); }
    // There must be a set.
    bool contains(std::uint32_t row) const;
    bool at_most(std::size_t count) const;
    // Calls visit(row), the highest first, until it returns false.
    template <typename Visit>
    void newest_first(Visit&& visit) const;

private:
    const RowSet* shortest_list() const;
    template <typename Visit>
    void through_bits(Visit&& visit) const;

    std::vector<std::shared_ptr<const RowSet>> sets_;
};

template <typename Visit>
void CommonRows::newest_first(Visit&& visit) const {
    const RowSet* list = shortest_list();
    if (list == nullptr) return through_bits(visit);
    for (const std::uint32_t row : list->list()) {
        if (contains(row) && !visit(row)) return;
    }
}

template <typename Visit>
void CommonRows::through_bits(Visit&& visit) const {
    std::size_t words = sets_.front()->bits().size();
    for (const auto& set : sets_) words = std::min(words, set->bits().size());
    for (std::size_t at = words; at-- > 0;) {
        std::uint64_t common = ~std::uint64_t{0};
        for (const auto& set : sets_) common &= set->bits()[at];
        while (common != 0) {
            const auto bit = static_cast<std::uint32_t>(std::bit_width(common)) - 1;
            common &= ~(std::uint64_t{1} << bit);
            if (!visit(static_cast<std::uint32_t>(at * 64) + bit)) return;
        }
    }
}

} // namespace epic::store
