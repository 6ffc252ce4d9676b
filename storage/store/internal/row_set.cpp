#include "storage/store/internal/row_set.hpp"

#include <functional>

namespace epic::store {
namespace {

constexpr std::size_t bits_of_word = 64;
// A list needs 32 bits a row.
constexpr std::size_t bits_of_listed = 32;

} // namespace

RowSet::RowSet(std::vector<std::uint32_t> newest_first) : list_(std::move(newest_first)) {
    if (list_.size() * bits_of_listed <= (list_.empty() ? 0 : list_.front())) {
        list_.shrink_to_fit();
        return;
    }
    if (list_.empty()) return;
    bits_.resize(list_.front() / bits_of_word + 1);
    for (const std::uint32_t row : list_) bits_[row / bits_of_word] |= std::uint64_t{1} << row % bits_of_word;
    list_ = std::vector<std::uint32_t>(); // "= {}" would keep its memory
}

bool RowSet::contains(std::uint32_t row) const {
    if (is_list()) return std::binary_search(list_.begin(), list_.end(), row, std::greater<>());
    const std::size_t at = row / bits_of_word;
    return at < bits_.size() && (bits_[at] >> row % bits_of_word & 1U) != 0;
}

void RowSet::set(std::uint32_t row, bool is_in) {
    if (is_list()) {
        const auto at = std::lower_bound(list_.begin(), list_.end(), row, std::greater<>());
        const bool is_there = at != list_.end() && *at == row;
        if (is_in && !is_there) list_.insert(at, row);
        if (!is_in && is_there) list_.erase(at);
        return;
    }
    const std::size_t at = row / bits_of_word;
    if (at >= bits_.size()) {
        if (!is_in) return;
        bits_.resize(at + 1);
    }
    const std::uint64_t bit = std::uint64_t{1} << row % bits_of_word;
    bits_[at] = is_in ? bits_[at] | bit : bits_[at] & ~bit;
}

std::size_t RowSet::bytes() const {
    return list_.capacity() * sizeof(std::uint32_t) + bits_.capacity() * sizeof(std::uint64_t);
}

void CommonRows::add(std::shared_ptr<const RowSet> set) {
    sets_.push_back(std::move(set));
}

bool CommonRows::contains(std::uint32_t row) const {
    return std::all_of(sets_.begin(), sets_.end(), [&](const auto& set) { return set->contains(row); });
}

bool CommonRows::at_most(std::size_t count) const {
    std::size_t found = 0;
    newest_first([&](std::uint32_t) { return ++found <= count; });
    return found <= count;
}

const RowSet* CommonRows::shortest_list() const {
    const RowSet* shortest = nullptr;
    for (const auto& set : sets_) {
        if (set->is_list() && (shortest == nullptr || set->list().size() < shortest->list().size())) {
            shortest = set.get();
        }
    }
    return shortest;
}

} // namespace epic::store
