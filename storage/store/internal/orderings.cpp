#include "storage/store/internal/orderings.hpp"

#include <algorithm>

namespace epic::store {
namespace {

// Of 400,000 rows each, 13 megabytes.
constexpr std::size_t orders_max = 8;

// Revisions only grow. Of one state the later moment counts.
bool is_older(const Revisions& one, const Revisions& other) {
    for (std::size_t i = 0; i < one.size(); ++i) {
        if (one[i] > other[i]) return false;
    }
    return true;
}

} // namespace

std::vector<std::int64_t> Orderings::Order::window(bool descending, std::int64_t offset, std::int64_t limit) const {
    std::vector<std::int64_t> window;
    const auto count = static_cast<std::int64_t>(rows.size());
    const auto with_value = static_cast<std::int64_t>(filled);
    const std::int64_t begin = std::clamp<std::int64_t>(offset, 0, count);
    const std::int64_t end = begin + std::clamp<std::int64_t>(limit, 0, count - begin);
    for (std::int64_t i = begin; i < end; ++i) {
        const std::int64_t from_the_end = i < with_value ? with_value - 1 - i : count - 1 - (i - with_value);
        window.push_back(rows[static_cast<std::size_t>(descending ? from_the_end : i)]);
    }
    return window;
}

std::optional<Orderings::Known> Orderings::find(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto found =
        std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.key == key; });
    if (found == entries_.end()) return std::nullopt;
    entries_.splice(entries_.begin(), entries_, found);
    return entries_.front().known;
}

void Orderings::keep(const std::string& key, Known known) {
    const std::lock_guard lock(mutex_);
    const auto found =
        std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.key == key; });
    if (found == entries_.end()) {
        entries_.push_front({key, std::move(known)});
    } else if (is_older(found->known.revisions, known.revisions)) {
        found->known = std::move(known);
    }
    if (entries_.size() > orders_max) entries_.pop_back();
}

void Orderings::clear() {
    const std::lock_guard lock(mutex_);
    entries_.clear();
}

} // namespace epic::store
