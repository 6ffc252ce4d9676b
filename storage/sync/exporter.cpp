#include "storage/sync/exporter.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <pthread.h>
#include <thread>
#include <utility>

#include "storage/sync/exchange_report.hpp"
#include "storage/sync/farewell.hpp"
#include "storage/sync/joined_office.hpp"
#include "storage/sync/network_watch.hpp"
#include "storage/sync/restored.hpp"
#include "storage/sync/sync_words.hpp"

namespace epic::sync {
namespace {

// After a local change: long enough for one action's writes to leave together, short enough to feel at once.
constexpr std::chrono::milliseconds after_a_change{300};
constexpr std::chrono::milliseconds after_the_network{700};
constexpr std::chrono::seconds slow_after{20};
constexpr std::size_t past_max = 100;

void fill_counts(store::Store& store, SyncStatus& status) {
    if (const auto counts = store.pending_counts()) {
        status.pending = counts->operations;
        status.conflicts = counts->conflicts;
        status.returned = counts->returned;
    }
    if (const auto state = store.exchange().state()) status.last_exchange = state->last_exchange;
}

// What a person reads of it: the same sentence is the same problem, whatever the details.
bool ended_alike(const PastExchange& one, const PastExchange& other) {
    const auto sentence = [](const PastExchange& past) {
        return past.problem ? past.problem->message.msg.id : std::string_view();
    };
    return one.pushed + one.pulled + other.pushed + other.pulled == 0 && one.state == other.state &&
           sentence(one) == sentence(other);
}

void keep(std::vector<PastExchange>& past, PastExchange ended) {
    if (!past.empty() && ended_alike(past.back(), ended)) {
        past.back().last = ended.last;
        ++past.back().times;
        return;
    }
    if (past.size() == past_max) past.erase(past.begin());
    past.push_back(std::move(ended));
}

} // namespace

// What wakes the thread. Shared with the store's subscription, which another thread may still be calling while
// the exporter goes away.
struct Signals {
    std::mutex mutex;
    std::condition_variable changed;
    bool requested = false;
    bool local_change = false;
    bool network = false;
    bool stopping = false;

    void raise(bool Signals::*reason) {
        {
            const std::lock_guard lock(mutex);
            this->*reason = true;
        }
        changed.notify_all();
    }
};

class Exporter::Implementation {
public:
    Implementation(store::Store& store, const intl::Environment& environment, Credential credential)
        : store_(store), environment_(environment), credential_(std::move(credential)) {
        fill_counts(store_, status_);
    }
    ~Implementation() { stop(); }
    Implementation(const Implementation&) = delete;
    Implementation& operator=(const Implementation&) = delete;

    Result<> start();
    void stop();
    void sync_now() { signals_->raise(&Signals::requested); }
    void network_returned() { signals_->raise(&Signals::network); }
    std::uint64_t exchanges() const;
    ExchangeReport last_report() const;
    std::vector<PastExchange> past() const;
    void use(Credential credential);
    SyncStatus status() const;
    Subscription subscribe(std::function<void()> callback);

private:
    void run();
    void exchange();
    void wait_until(Instant until);
    void publish(const EngineStatus& engine, const RunnerCounts& counts, Instant next_try);
    void refresh_counts();
    void tell();
    void take_credential();
    void take_leave_now();
    bool come_back_now();
    Credential present_credential() const;

    store::Store& store_;
    const intl::Environment& environment_;

    const std::shared_ptr<Signals> signals_ = std::make_shared<Signals>();
    mutable std::mutex mutex_; // never taken together with the signals'
    Credential credential_;
    SyncStatus status_;
    bool new_credential_ = false;
    std::uint64_t exchanges_ = 0;
    ExchangeReport last_report_;
    std::vector<PastExchange> past_;
    std::chrono::steady_clock::time_point step_began_{};
    std::vector<std::weak_ptr<const std::function<void()>>> subscribers_;

    RunnerCounts reported_;          // of this runner, by the exchanges before
    std::unique_ptr<Runner> runner_; // replaced under the mutex, by its own thread
    std::unique_ptr<Engine> engine_;
    bool access_ended_ = false; // of its own thread
    store::Store::Subscription store_subscription_;
    std::thread thread_;
    std::unique_ptr<NetworkWatch> network_;
};

Result<> Exporter::Implementation::start() {
    if (thread_.joinable()) return Done{};
    auto invitation = invitation_of(store_);
    if (!invitation) {
        if (invitation.error().code == ErrorCode::not_ours) return Done{};
        return std::move(invitation).error();
    }
    runner_ = std::make_unique<Runner>(store_, environment_, credential_, std::move(*invitation));
    engine_ = std::make_unique<Engine>(EngineSettings{.hosts = runner_->hosts()}, random_seed());
    status_.state = SyncState::connecting;
    // Signals are not for this thread: one during a TLS read cuts the client library's timeout short.
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    thread_ = std::thread([this] { run(); });
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    store_subscription_ = store_.subscribe([signals = signals_, own = thread_.get_id()](const store::Changed&) {
        if (std::this_thread::get_id() != own) signals->raise(&Signals::local_change);
    });
    network_ = watch_network([signals = signals_] { signals->raise(&Signals::network); });
    return Done{};
}

void Exporter::Implementation::stop() {
    network_.reset();
    store_subscription_.reset();
    signals_->raise(&Signals::stopping);
    {
        const std::lock_guard lock(mutex_);
        if (runner_) runner_->interrupt();
    }
    if (thread_.joinable()) thread_.join();
}

void Exporter::Implementation::use(Credential credential) {
    {
        const std::lock_guard lock(mutex_);
        credential_ = std::move(credential);
        new_credential_ = true;
    }
    sync_now();
}

SyncStatus Exporter::Implementation::status() const {
    const std::lock_guard lock(mutex_);
    SyncStatus status = status_;
    const bool at_work = status.state == SyncState::connecting || status.state == SyncState::sending ||
                         status.state == SyncState::receiving;
    // A step that takes long is no failure yet, but nobody should have to wonder.
    if (at_work && !status.problem && std::chrono::steady_clock::now() - step_began_ > slow_after) {
        status.problem = Error{.code = ErrorCode::unreachable, .message = words::server_slow};
    }
    return status;
}

std::uint64_t Exporter::Implementation::exchanges() const {
    const std::lock_guard lock(mutex_);
    return exchanges_;
}

ExchangeReport Exporter::Implementation::last_report() const {
    const std::lock_guard lock(mutex_);
    return last_report_;
}

std::vector<PastExchange> Exporter::Implementation::past() const {
    const std::lock_guard lock(mutex_);
    return past_;
}

Exporter::Subscription Exporter::Implementation::subscribe(std::function<void()> callback) {
    auto subscription = std::make_shared<const std::function<void()>>(std::move(callback));
    const std::lock_guard lock(mutex_);
    subscribers_.push_back(subscription);
    return subscription;
}

void Exporter::Implementation::publish(const EngineStatus& engine, const RunnerCounts& counts, Instant next_try) {
    SyncStatus status;
    status.state = state_of(engine);
    status.problem = engine.problem;
    status.revoked = engine.revoked;
    status.access_ended = access_ended_;
    status.password_needed = engine.needs_you && engine.problem->code == ErrorCode::account_refused;
    status.done = counts.done;
    status.total = counts.total;
    status.first = counts.first;
    if (engine.activity == Activity::resting) status.next_try = next_try;
    fill_counts(store_, status);
    if (!status.problem && engine.up_to_date) {
        if (const auto waiting = waiting_for(store_)) status.problem = remaining_problem(store_, *waiting);
    }
    {
        const std::lock_guard lock(mutex_);
        step_began_ = std::chrono::steady_clock::now();
        status_ = std::move(status);
    }
    tell();
}

void Exporter::Implementation::refresh_counts() {
    SyncStatus counted;
    fill_counts(store_, counted);
    {
        const std::lock_guard lock(mutex_);
        status_.pending = counted.pending;
        status_.conflicts = counted.conflicts;
        status_.returned = counted.returned;
    }
    tell();
}

void Exporter::Implementation::tell() {
    std::vector<Subscription> subscribers;
    {
        const std::lock_guard lock(mutex_);
        std::erase_if(subscribers_, [](const auto& weak) { return weak.expired(); });
        for (const auto& weak : subscribers_) {
            if (auto subscriber = weak.lock()) subscribers.push_back(std::move(subscriber));
        }
    }
    for (const Subscription& subscriber : subscribers) (*subscriber)();
}

void Exporter::Implementation::take_credential() {
    const auto invitation = invitation_of(store_);
    const std::lock_guard lock(mutex_);
    if (!new_credential_ || !invitation) return;
    const std::size_t hosts_before = runner_->hosts();
    runner_ = std::make_unique<Runner>(store_, environment_, credential_, *invitation);
    // The engine counts the servers of the join file.
    if (runner_->hosts() != hosts_before) {
        engine_ = std::make_unique<Engine>(EngineSettings{.hosts = runner_->hosts()}, random_seed());
    }
    reported_ = {};
    new_credential_ = false;
}

void Exporter::Implementation::wait_until(Instant until) {
    using namespace std::chrono;
    const auto deadline =
        steady_clock::now() + milliseconds(std::max<std::int64_t>(0, until.unix_ms - environment_.clock.now().unix_ms));
    // While the last exchange failed, a local change does not hurry the next: a person who types would make the
    // laptop knock at a wall, or lock an account by asking again with a wrong password. It is only counted. The network
    // does the opposite: it is news only where the server could not be reached.
    const SyncState state = status().state;
    const bool hurried = state == SyncState::up_to_date;
    const bool unreached = state == SyncState::offline;
    Signals& signals = *signals_;
    std::unique_lock lock(signals.mutex);
    signals.network = false; // of the time before
    for (;;) {
        signals.changed.wait_until(lock, deadline, [&] {
            return signals.stopping || signals.requested || signals.local_change || signals.network;
        });
        if (std::exchange(signals.network, false) && unreached) {
            // An address is there before the way to the server is.
            signals.changed.wait_for(lock, after_the_network, [&] { return signals.stopping || signals.requested; });
            break;
        }
        const bool changed = std::exchange(signals.local_change, false);
        if (changed) {
            lock.unlock();
            refresh_counts();
            lock.lock();
        }
        if (changed && hurried) {
            signals.changed.wait_for(lock, after_a_change, [&] { return signals.stopping || signals.requested; });
            signals.local_change = false;
            break;
        }
        if (signals.stopping || signals.requested || steady_clock::now() >= deadline) break;
    }
    signals.requested = false;
    lock.unlock();
    take_credential();
}

void Exporter::Implementation::exchange() {
    auto turn = store_.exchange().turn();
    Action action = engine_->on(Woken{}, environment_.clock.now());
    Step published = Step::rest;
    while (action.step != Step::rest) {
        if (action.step != published && action.step != Step::disconnect) {
            publish(engine_->status(), runner_->counts(), action.until);
            published = action.step;
        }
        action = engine_->on(runner_->perform(action), environment_.clock.now());
    }
    if (engine_->status().revoked) take_leave_now();
    const bool again = engine_->status().restored && come_back_now();
    turn.unlock();
    {
        ExchangeReport report = report_of(store_, engine_->status(), runner_->counts());
        report.pushed -= std::exchange(reported_.pushed, report.pushed);
        report.pulled -= std::exchange(reported_.pulled, report.pulled);
        const Instant now = environment_.clock.now();
        const std::lock_guard lock(mutex_);
        keep(past_, {now, now, 1, report.pushed, report.pulled, report.state, report.problem});
        last_report_ = std::move(report);
        ++exchanges_;
    }
    publish(engine_->status(), runner_->counts(), action.until);
    if (access_ended_ || again) return;
    wait_until(action.until);
}

// Cut short, it is tried again by the next exchange.
void Exporter::Implementation::take_leave_now() {
    const auto invitation = invitation_of(store_);
    if (!invitation) return;
    access_ended_ = static_cast<bool>(take_leave(store_, present_credential(), *invitation));
}

// Whether this file follows the server again.
bool Exporter::Implementation::come_back_now() {
    const auto invitation = invitation_of(store_);
    if (!invitation) return false;
    const auto back = come_back(store_, present_credential(), *invitation);
    return back && back->resumed;
}

Credential Exporter::Implementation::present_credential() const {
    const std::lock_guard lock(mutex_);
    return credential_;
}

void Exporter::Implementation::run() {
    for (;;) {
        {
            const std::lock_guard lock(signals_->mutex);
            if (signals_->stopping) return;
        }
        exchange();
        if (access_ended_) return;
    }
}

Exporter::Exporter(store::Store& store, const intl::Environment& environment, Credential credential)
    : implementation_(std::make_unique<Implementation>(store, environment, std::move(credential))) {}
Exporter::~Exporter() = default;
Result<> Exporter::start() {
    return implementation_->start();
}
void Exporter::stop() {
    implementation_->stop();
}
void Exporter::sync_now() {
    implementation_->sync_now();
}
void Exporter::network_returned() {
    implementation_->network_returned();
}
std::uint64_t Exporter::exchanges() const {
    return implementation_->exchanges();
}
ExchangeReport Exporter::last_report() const {
    return implementation_->last_report();
}
std::vector<PastExchange> Exporter::past() const {
    return implementation_->past();
}
void Exporter::use(Credential credential) {
    implementation_->use(std::move(credential));
}
SyncStatus Exporter::status() const {
    return implementation_->status();
}
Exporter::Subscription Exporter::subscribe(std::function<void()> callback) {
    return implementation_->subscribe(std::move(callback));
}

} // namespace epic::sync
