#include "storage/store/internal/change_log.hpp"

#include <algorithm>

namespace epic::store {
namespace {

// Beyond this, reading again is as quick.
constexpr std::size_t changes_of_one_max = 10'000;
// A megabyte, or what a person writes in a week.
constexpr std::size_t remembered_max = 30'000;

} // namespace

void RowChanges::add(const RowChange& change) {
    if (!complete_) return;
    changes_.push_back(change);
    complete_ = changes_.size() <= changes_of_one_max;
    if (!complete_) changes_ = {};
}

void RowChanges::clear() {
    changes_.clear();
    complete_ = true;
}

bool ChangeLog::announce(const Revisions& before, const Revisions& after, const RowChanges& changes) {
    if (before == after) return false;
    const std::lock_guard lock(mutex_);
    const bool follows = begin_ && before == (steps_.empty() ? *begin_ : steps_.back().after);
    if (!follows || !changes.is_complete()) {
        steps_.clear();
        remembered_ = 0;
        begin_ = before;
    }
    if (!changes.is_complete()) {
        begin_.reset();
        return false;
    }
    steps_.push_back({after, changes.all()});
    // Each step costs something by itself, even one without a row.
    remembered_ += changes.all().size() + 1;
    while (remembered_ > remembered_max) {
        remembered_ -= steps_.front().changes.size() + 1;
        begin_ = steps_.front().after;
        steps_.pop_front();
    }
    return true;
}

void ChangeLog::withdraw() {
    const std::lock_guard lock(mutex_);
    if (steps_.empty()) return;
    remembered_ -= steps_.back().changes.size() + 1;
    steps_.pop_back();
}

std::optional<std::vector<RowChange>> ChangeLog::between(const Revisions& one, const Revisions& other) const {
    if (one == other) return std::vector<RowChange>{};
    const std::lock_guard lock(mutex_);
    // The step behind which the state stood.
    const auto steps_before = [&](const Revisions& state) -> std::optional<std::size_t> {
        if (begin_ == state) return 0;
        const auto found = std::find_if(steps_.begin(), steps_.end(), [&](const Step& s) { return s.after == state; });
        if (found == steps_.end()) return std::nullopt;
        return static_cast<std::size_t>(found - steps_.begin()) + 1;
    };
    const auto first = steps_before(one);
    const auto last = steps_before(other);
    if (!first || !last) return std::nullopt;
    std::vector<RowChange> changes;
    for (std::size_t i = std::min(*first, *last); i < std::max(*first, *last); ++i) {
        changes.insert(changes.end(), steps_[i].changes.begin(), steps_[i].changes.end());
    }
    return changes;
}

void ChangeLog::clear() {
    const std::lock_guard lock(mutex_);
    begin_.reset();
    steps_.clear();
    remembered_ = 0;
}

} // namespace epic::store
