#include "storage/sync/engine.hpp"

#include <algorithm>
#include <array>
#include <cassert>

#include "storage/sync/sync_words.hpp"

namespace epic::sync {
namespace {

constexpr unsigned errno_account_closed = 31'002;
constexpr unsigned errno_account_unknown = 31'001;
constexpr unsigned errno_form = 31'004;
constexpr unsigned errno_program_old = 31'005;
constexpr unsigned errno_server_old = 31'006;
constexpr unsigned errno_other_server = 31'007;
constexpr unsigned errno_fence = 31'008;
constexpr unsigned errno_size = 31'009;
constexpr unsigned errno_restored = 31'010;
constexpr unsigned errno_retired = 31'011;
constexpr unsigned errno_behind = 31'012;
constexpr unsigned errno_compacted = 31'015;

Error problem(ErrorCode code, const Msg& message, const RemoteFailure& failure = {}) {
    return Error{.code = code,
                 .message = message,
                 .details = failure.number == 0
                                ? failure.details
                                : "server error " + std::to_string(failure.number) + ": " + failure.details};
}

// What a refusal by number means to a person.
Error refusal(const RemoteFailure& failure) {
    switch (failure.number) {
        case errno_account_unknown: return problem(ErrorCode::account_refused, words::account_refused, failure);
        case errno_account_closed: return problem(ErrorCode::revoked, words::revoked, failure);
        case errno_program_old: return problem(ErrorCode::server_refused, words::program_old, failure);
        case errno_server_old: return problem(ErrorCode::server_refused, words::server_old, failure);
        case errno_other_server: return problem(ErrorCode::server_refused, words::other_server, failure);
        case errno_restored:
        case errno_behind: return problem(ErrorCode::server_refused, words::server_restored, failure);
        default: return problem(ErrorCode::server_refused, words::server_refused, failure);
    }
}

// Errors of MySQL and MariaDB that speak of a value, not of the server's health: the same value fails the same way
// again.
bool is_of_content(unsigned number) {
    constexpr std::array<unsigned, 15> numbers{1048, 1062, 1264, 1265, 1292, 1366, 1406, 1411,
                                               1452, 1690, 3140, 3141, 3819, 4025, 4038};
    return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
}

} // namespace

Engine::Engine(EngineSettings settings, std::uint64_t seed) : settings_(settings), random_(seed) {
    assert(settings_.hosts > 0);
    operations_max_ = settings_.operations_max;
}

Action Engine::act(Step step) {
    step_ = step;
    switch (step) {
        case Step::rest: status_.activity = Activity::resting; break;
        case Step::connect:
        case Step::greet:
        case Step::new_device:
        case Step::begin_anew: status_.activity = Activity::connecting; break;
        case Step::prepare:
        case Step::send:
        case Step::settle:
        case Step::split:
        case Step::set_aside: status_.activity = Activity::sending; break;
        case Step::page:
        case Step::keep_page:
        case Step::fetch:
        case Step::fetch_older:
        case Step::keep_older:
        case Step::hand_over:
        case Step::keep: status_.activity = Activity::receiving; break;
        case Step::disconnect: break;
    }
    return Action{.step = step, .host = host_, .until = rest_until_, .operations_max = operations_max_};
}

Action Engine::rest(Instant now, std::int64_t ms) {
    rest_until_ = Instant{now.unix_ms + ms};
    stopping_ = true;
    return act(Step::disconnect);
}

std::int64_t Engine::back_off() {
    const int doublings = std::min(status_.failures - 1, 10);
    const std::int64_t whole = std::min(settings_.retry_ms_max, settings_.retry_ms_min << std::max(doublings, 0));
    // Anywhere up to it: laptops that lost the same server do not all come back at once.
    const std::int64_t least = std::min(settings_.retry_ms_min, whole);
    return least + static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(whole - least + 1));
}

Action Engine::stop(Error error, Instant now, bool needs_you) {
    status_.up_to_date = false;
    status_.needs_you = needs_you;
    status_.restored = false;
    status_.revoked = error.code == ErrorCode::revoked;
    status_.problem = std::move(error);
    ++status_.failures;
    return rest(now, needs_you ? settings_.interval_ms : back_off());
}

Action Engine::on(const Event& event, Instant now) {
    if (const auto* failure = std::get_if<RemoteFailed>(&event)) return failed(failure->failure, now);
    if (const auto* failure = std::get_if<LocalFailed>(&event)) return stop(failure->error, now, true);
    if (std::holds_alternative<Woken>(event)) {
        // Woken in the middle of an exchange: it goes on, and what woke it is found by the next one.
        if (step_ != Step::rest) return act(step_);
        hosts_tried_ = 0;
        // All laptops write to the same server of a cluster: two at once would meet in conflicts.
        if (host_ != 0 && now.unix_ms - left_first_host_.unix_ms >= settings_.first_host_ms) host_ = 0;
        retries_ = 0;
        fetch_first_ = false;
        renewed_ = false;
        begun_anew_ = false;
        of_content_ = false;
        older_pages_ = 0;
        stopping_ = false;
        return act(Step::connect);
    }
    retries_ = 0;
    if (std::holds_alternative<Connected>(event)) return act(Step::greet);
    if (const auto* hello = std::get_if<Greeted>(&event)) return greeted(*hello, now);
    if (std::holds_alternative<Renewed>(event)) return act(Step::greet);
    if (std::holds_alternative<Paged>(event)) return act(Step::keep_page);
    if (const auto* kept = std::get_if<PageKept>(&event)) return act(kept->more ? Step::page : Step::fetch);
    if (const auto* prepared = std::get_if<Prepared>(&event)) return act(prepared->any ? Step::send : Step::fetch);
    if (std::holds_alternative<Sent>(event)) return act(Step::settle);
    if (const auto* settled = std::get_if<Settled>(&event)) {
        if (settled->known) fetch_first_ = true;
        return act(settled->known ? Step::fetch : Step::prepare);
    }
    if (std::holds_alternative<Fetched>(event)) return act(step_ == Step::fetch_older ? Step::keep_older : Step::keep);
    if (const auto* split = std::get_if<Split>(&event)) {
        if (!split->possible) {
            if (of_content_) return act(Step::set_aside);
            return stop(problem(ErrorCode::server_refused, words::batch_refused), now, true);
        }
        operations_max_ = std::max<std::size_t>(1, operations_max_ / 2);
        return act(Step::prepare);
    }
    if (std::holds_alternative<SetAside>(event)) {
        operations_max_ = settings_.operations_max;
        return act(Step::prepare);
    }
    if (const auto* kept = std::get_if<Kept>(&event)) {
        if (kept->more) return act(Step::fetch);
        if (fetch_first_) {
            fetch_first_ = false;
            return act(Step::prepare);
        }
        older_ = kept->older;
        return kept->hand_over ? act(Step::hand_over) : go_older(now);
    }
    if (std::holds_alternative<HandedOver>(event)) return go_older(now);
    if (const auto* older = std::get_if<OlderKept>(&event)) {
        older_ = older->more;
        return go_older(now);
    }
    assert(std::holds_alternative<Disconnected>(event) && stopping_);
    stopping_ = false;
    return act(Step::rest);
}

Action Engine::went_through(Instant now) {
    status_ = EngineStatus{.activity = status_.activity, .up_to_date = true};
    operations_max_ = settings_.operations_max;
    return rest(now, older_ ? settings_.retry_ms_min : settings_.interval_ms);
}

Action Engine::go_older(Instant now) {
    if (!older_ || older_pages_ >= settings_.older_pages_max) return went_through(now);
    ++older_pages_;
    return act(Step::fetch_older);
}

Action Engine::greeted(const Greeted& hello, Instant now) {
    const HelloAnswer& answer = hello.answer;
    if (!hello.known_server) return stop(problem(ErrorCode::server_refused, words::other_server), now, true);
    if (answer.moved) return stop(problem(ErrorCode::account_refused, words::account_moved), now, true);
    if (answer.revoked) return stop(problem(ErrorCode::revoked, words::revoked), now, true);
    // Of a restored server its place in the log says something to a retired device too: what was lost has to go back
    // first. But for a log that was shortened beyond it.
    const bool another_log = answer.history == History::different && !hello.place_gone;
    const bool place_is_known = answer.history == History::behind || another_log || hello.new_epoch;
    if (answer.open && answer.device == Standing::retired && !place_is_known) {
        return renew(Step::begin_anew, now);
    }
    // Looked at before the fence: a restored server must not make its laptops believe that they are copies.
    if (!answer.open || hello.new_epoch) {
        Action stopped = stop(problem(ErrorCode::server_refused, words::server_restored), now, true);
        status_.restored = true;
        return stopped;
    }
    if (answer.history != History::same) return behind(now);
    behind_since_.reset();
    if (hello.place_gone) return renew(Step::begin_anew, now);
    switch (answer.device) {
        case Standing::clone:
        case Standing::retired: return renew(Step::new_device, now);
        case Standing::none:
        case Standing::unknown: return stop(problem(ErrorCode::server_refused, words::server_restored), now, true);
        case Standing::unheard:
            // The answer to somebody else's batch was lost, and only they could ask for it again. As another device the
            // person signed in need not wait for them: the log tells what became of it.
            if (hello.others_batch) return renew(Step::new_device, now);
            break;
        case Standing::new_device:
        case Standing::known: break;
    }
    if (hello.wants_pages) {
        fetch_first_ = true;
        return act(Step::page);
    }
    return act(fetch_first_ ? Step::fetch : Step::prepare);
}

Action Engine::split(bool of_content) {
    of_content_ = of_content;
    return act(Step::split);
}

Action Engine::renew(Step step, Instant now) {
    bool& done = step == Step::begin_anew ? begun_anew_ : renewed_;
    if (done) return stop(problem(ErrorCode::server_refused, words::server_refused), now, true);
    done = true;
    fetch_first_ = true;
    return act(step);
}

// A copy that lags catches up; a server that was restored and says nothing of it does not.
Action Engine::behind(Instant now) {
    if (!behind_since_) behind_since_ = now;
    if (now.unix_ms - behind_since_->unix_ms < settings_.lag_ms_max) {
        return stop(problem(ErrorCode::unreachable, words::server_lags), now, false);
    }
    return stop(problem(ErrorCode::server_refused, words::server_restored), now, true);
}

Action Engine::failed(const RemoteFailure& failure, Instant now) {
    if (stopping_) { // the connection broke while it was being closed
        stopping_ = false;
        return act(Step::rest);
    }
    if (step_ == Step::fetch_older && failure.fault == RemoteFault::refused) {
        older_ = false; // the log does not go back that far any more: what is left of its history is with others
        return went_through(now);
    }
    switch (failure.fault) {
        case RemoteFault::retry:
            if (++retries_ <= settings_.retries_max) return act(step_);
            return stop(problem(ErrorCode::unreachable, words::connection_lost, failure), now, false);
        case RemoteFault::lost:
        case RemoteFault::unreachable:
        case RemoteFault::next_host:
            if (host_ == 0) left_first_host_ = now;
            host_ = (host_ + 1) % settings_.hosts;
            if (++hosts_tried_ < settings_.hosts) return act(Step::connect);
            return stop(to_error(failure), now, false);
        case RemoteFault::interrupted: return stop(to_error(failure), now, false);
        case RemoteFault::account_refused:
        case RemoteFault::certificate: return stop(to_error(failure), now, true);
        case RemoteFault::too_large:
            if (step_ == Step::send) return split(true);
            return stop(to_error(failure), now, true);
        case RemoteFault::refused:
            if (failure.number == errno_fence && !renewed_) return renew(Step::new_device, now);
            if ((failure.number == errno_retired || failure.number == errno_compacted) && !begun_anew_) {
                return renew(Step::begin_anew, now);
            }
            if ((failure.number == errno_form || failure.number == errno_size) && step_ == Step::send) {
                return split(true);
            }
            return stop(refusal(failure), now, true);
        case RemoteFault::server: break;
    }
    // An error nobody foresaw may come from one operation of the batch: smaller ones find it.
    const bool of_content = is_of_content(failure.number);
    if (step_ == Step::send && (operations_max_ > 1 || of_content)) return split(of_content);
    return stop(to_error(failure), now, false);
}

} // namespace epic::sync
