#include "storage/sync/exchange_once.hpp"

#include <chrono>
#include <mutex>
#include <thread>
#include <utility>

#include "storage/sync/exchange_report.hpp"
#include "storage/sync/farewell.hpp"
#include "storage/sync/joined_office.hpp"
#include "storage/sync/restored.hpp"
#include "storage/sync/sync_words.hpp"

namespace epic::sync {
namespace {

ExchangeProgress progress_of(const EngineStatus& status, const RunnerCounts& counts) {
    return {state_of(status), counts.done, counts.total, counts.first, counts.useful};
}

// Another exchange may hold it as long as a silent server keeps it waiting.
Result<std::unique_lock<std::mutex>> turn_of(store::Store& store, const Interruption* interruption) {
    if (interruption == nullptr) return store.exchange().turn();
    for (;;) {
        auto turn = store.exchange().try_turn();
        if (turn.owns_lock()) return turn;
        if (interruption->interrupted()) {
            return Error{.code = ErrorCode::cancelled, .message = words::exchange_stopped};
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

} // namespace

Result<ExchangeReport> exchange_once(store::Store& store, const intl::Environment& environment,
                                     const Credential& credential,
                                     const std::function<bool(const ExchangeProgress&)>& go_on,
                                     Interruption* interruption) {
    Invitation invitation = EPIC_TRY(invitation_of(store));
    const auto turn = EPIC_TRY(turn_of(store, interruption));
    Runner runner(store, environment, credential, std::move(invitation));
    const auto guard = Interruption::during(interruption, [&runner] { runner.interrupt(); });
    Engine engine({.hosts = runner.hosts()}, random_seed());
    const auto exchange = [&] {
        Action action = engine.on(Woken{}, environment.clock.now());
        while (action.step != Step::rest) {
            const bool stopped =
                action.step != Step::disconnect && go_on && !go_on(progress_of(engine.status(), runner.counts()));
            const Event event =
                stopped ? Event(RemoteFailed{{RemoteFault::interrupted, 0, "stopped"}}) : runner.perform(action);
            action = engine.on(event, environment.clock.now());
        }
    };
    exchange();
    if (engine.status().restored) {
        const auto back = come_back(store, credential, EPIC_TRY(invitation_of(store)));
        if (back && back->resumed) exchange();
    }
    if (engine.status().revoked) {
        ExchangeReport report;
        report.state = state_of(engine.status());
        report.problem = engine.status().problem;
        report.access_ended = static_cast<bool>(take_leave(store, credential, EPIC_TRY(invitation_of(store))));
        if (report.access_ended) return report;
    }
    return report_of(store, engine.status(), runner.counts());
}

} // namespace epic::sync
