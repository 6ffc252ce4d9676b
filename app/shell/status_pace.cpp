#include "app/shell/status_pace.hpp"

#include <algorithm>
#include <tuple>

namespace epic::shell {
namespace {

bool alike(const Message& one, const Message& other) {
    return one.in(Language::english) == other.in(Language::english);
}

bool alike(const app::ExchangeNote& one, const app::ExchangeNote& other) {
    const auto parts = [](const app::ExchangeNote& note) {
        return std::tuple(note.first, note.last, note.times, note.sent, note.received);
    };
    return parts(one) == parts(other) && alike(one.problem, other.problem);
}

bool alike(const app::SyncStatus& one, const app::SyncStatus& other) {
    const auto counts = [](const app::SyncStatus& status) {
        return std::tuple(status.phase, status.pending, status.conflicts, status.returned, status.percent,
                          status.last_exchange, status.next_try, status.password_needed, status.head);
    };
    const auto connection = [](const app::SyncStatus& status) {
        return std::tie(status.servers, status.database, status.server_id, status.certificate, status.login,
                        status.account, status.device_name, status.device_id);
    };
    return counts(one) == counts(other) && connection(one) == connection(other) && alike(one.problem, other.problem) &&
           alike(one.what_to_do, other.what_to_do) &&
           std::equal(one.exchanges.begin(), one.exchanges.end(), other.exchanges.begin(), other.exchanges.end(),
                      [](const app::ExchangeNote& a, const app::ExchangeNote& b) { return alike(a, b); });
}

} // namespace

bool StatusPace::tells(const app::SyncStatus& status, Time now) {
    // Something to read, such as what waits or what is wrong, is not held back.
    const bool begins = told_ && told_->phase != app::SyncPhase::syncing && status.phase == app::SyncPhase::syncing &&
                        status.problem.empty() &&
                        std::tie(status.pending, status.conflicts, status.returned) ==
                            std::tie(told_->pending, told_->conflicts, told_->returned);
    if (begins) {
        if (!due_) due_ = now + quiet;
        if (now < *due_) return false;
    }
    due_.reset();
    if (told_ && alike(*told_, status)) return false;
    told_ = status;
    return true;
}

void StatusPace::forget() {
    told_.reset();
    due_.reset();
}

} // namespace epic::shell
