#include "storage/sync/exchange_report.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <random>
#include <utility>

#include "storage/sync/sync_words.hpp"

namespace epic::sync {
namespace {

std::string name_of(store::Store& store, const Id& person) {
    const auto record = store.find(Entity::collaborator, person);
    return record ? record->record.text(Field::collaborator_full_name) : std::string("?");
}

// Operations of others who used this computer leave in their own sessions: said, because nothing else would. First what
// keeps back the person's own.
std::optional<Error> reason_of(const std::vector<Waiting>& waiting) {
    if (waiting.empty()) return std::nullopt;
    const auto holds = std::find_if(waiting.begin(), waiting.end(), [](const Waiting& one) { return one.held > 0; });
    return Error{.code = ErrorCode::not_allowed,
                 .message = sentence_of(holds == waiting.end() ? waiting.front() : *holds)};
}

// A clock that is far off does not stop the exchange, but whoever looks at it is misled.
std::optional<Error> wrong_clock(store::Store& store) {
    constexpr std::int64_t minute_ms = 60'000;
    const auto state = store.exchange().state();
    if (!state) return state.error();
    const std::int64_t minutes = std::abs(state->clock_offset_ms) / minute_ms;
    if (minutes < 5) return std::nullopt;
    const std::string much =
        minutes < 120 ? std::to_string(minutes) + " min" : std::to_string((minutes + 30) / 60) + " h";
    const Msg& message = state->clock_offset_ms < 0 ? words::clock_ahead : words::clock_behind;
    return Error{.code = ErrorCode::invalid_value, .message = Message(message, {much}), .field = "clock"};
}

} // namespace

std::string_view sync_state_name(SyncState state) {
    constexpr std::array<std::string_view, 7> names{"not_joined", "connecting", "sending",  "receiving",
                                                    "up_to_date", "offline",    "needs_you"};
    return names[static_cast<std::size_t>(state)];
}

Result<std::vector<Waiting>> waiting_for(store::Store& store) {
    std::vector<Waiting> others;
    const Id me = store.session().actor.id;
    for (const store::WaitingAuthor& author : EPIC_TRY(store.exchange().waiting())) {
        if (author.author != me) others.push_back({author.author, name_of(store, author.author), author.operations, 0});
    }
    for (const Id& person : EPIC_TRY(store.exchange().departed({}))) {
        const auto left = static_cast<std::int64_t>(EPIC_TRY(store.exchange().left_behind(person)).size());
        auto one = std::find_if(others.begin(), others.end(), [&](const Waiting& w) { return w.author == person; });
        if (one == others.end()) one = others.insert(others.end(), {person, name_of(store, person)});
        one->operations = left;
        one->departed = true;
    }
    if (others.empty()) return others;
    for (const store::HeldBack& held : EPIC_TRY(store.exchange().held_back(me))) {
        for (Waiting& other : others) {
            if (other.author == held.behind) other.held = held.operations;
        }
    }
    return others;
}

Message sentence_of(const Waiting& waiting) {
    if (waiting.held == 0) {
        return Message(waiting.departed ? words::departed_waits : words::waits_for_author, {waiting.name});
    }
    return Message(waiting.departed ? words::held_behind_departed : words::held_behind,
                   {std::to_string(waiting.held), waiting.name});
}

SyncState state_of(const EngineStatus& status) {
    switch (status.activity) {
        case Activity::connecting: return SyncState::connecting;
        case Activity::sending: return SyncState::sending;
        case Activity::receiving: return SyncState::receiving;
        case Activity::resting: break;
    }
    if (status.needs_you) return SyncState::needs_you;
    return status.up_to_date ? SyncState::up_to_date : SyncState::offline;
}

std::optional<Error> remaining_problem(store::Store& store, const std::vector<Waiting>& waiting) {
    if (auto reason = reason_of(waiting)) return reason;
    const auto aside = store.exchange().lines_set_aside();
    if (!aside || *aside == 0) return wrong_clock(store);
    return Error{.code = ErrorCode::newer_version,
                 .message = Message(words::lines_set_aside, {std::to_string(*aside)})};
}

ExchangeReport report_of(store::Store& store, const EngineStatus& engine, const RunnerCounts& counts) {
    ExchangeReport report;
    report.pushed = counts.pushed;
    report.pulled = counts.pulled;
    report.head = counts.head;
    report.state = state_of(engine);
    report.problem = engine.problem;
    if (auto waiting = waiting_for(store)) report.waiting = std::move(*waiting);
    if (!report.problem) report.problem = remaining_problem(store, report.waiting);
    if (const auto counts_here = store.pending_counts()) {
        report.pending = counts_here->operations;
        report.conflicts = counts_here->conflicts;
        report.returned = counts_here->returned;
    }
    return report;
}

std::uint64_t random_seed() {
    std::random_device device;
    return static_cast<std::uint64_t>(device()) << 32U | device();
}

} // namespace epic::sync
