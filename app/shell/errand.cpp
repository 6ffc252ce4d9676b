#include "app/shell/errand.hpp"

#include <utility>

namespace epic::shell {

bool Errand::start(Work work) {
    if (running_) return false;
    if (thread_.joinable()) thread_.join();
    stop_ = false;
    running_ = true;
    thread_ = std::thread([this, work = std::move(work)] {
        work(stop_);
        running_ = false;
    });
    return true;
}

void Errand::stop() {
    stop_ = true;
    if (thread_.joinable()) thread_.join();
}

} // namespace epic::shell
