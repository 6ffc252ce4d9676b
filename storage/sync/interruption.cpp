#include "storage/sync/interruption.hpp"

#include <utility>

namespace epic::sync {

void Interruption::interrupt() {
    const std::lock_guard guard(mutex_);
    interrupted_ = true;
    if (end_) end_();
}

bool Interruption::interrupted() const {
    const std::lock_guard guard(mutex_);
    return interrupted_;
}

std::unique_ptr<Interruption::Guard> Interruption::during(Interruption* interruption, std::function<void()> end) {
    if (interruption == nullptr) return nullptr;
    const std::lock_guard guard(interruption->mutex_);
    interruption->end_ = std::move(end);
    if (interruption->interrupted_) interruption->end_();
    return std::make_unique<Guard>(interruption);
}

Interruption::Guard::~Guard() {
    const std::lock_guard guard(owner_->mutex_);
    owner_->end_ = nullptr;
}

} // namespace epic::sync
