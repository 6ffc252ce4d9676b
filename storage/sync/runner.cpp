#include "storage/sync/runner.hpp"

#include <algorithm>
#include <cassert>
#include <tuple>
#include <utility>

#include "storage/sync/acknowledgement.hpp"
#include "storage/sync/connection_facts.hpp"
#include "storage/sync/local_failure.hpp"
#include "storage/sync/office_servers.hpp"
#include "storage/sync/program_version.hpp"
#include "storage/sync/store_laptop.hpp"
#include "storage/sync/sync_words.hpp"

namespace epic::sync {
namespace {

constexpr std::uint32_t fetch_operations = 1'000;

Envelope envelope_of(const store::ExchangeState& state) {
    return {state.server_id, state.device};
}

} // namespace

Runner::Runner(store::Store& store, const intl::Environment& environment, Credential credential, Invitation invitation)
    : own_laptop_(std::make_unique<StoreLaptop>(store)),
      own_servers_(std::make_unique<OfficeServers>(std::move(credential), std::move(invitation))),
      laptop_(*own_laptop_),
      servers_(*own_servers_),
      environment_(environment) {}

Runner::Runner(Laptop& laptop, Servers& servers, const intl::Environment& environment)
    : laptop_(laptop), servers_(servers), environment_(environment) {}

Event Runner::perform(const Action& action) {
    switch (action.step) {
        case Step::connect: return connect(action.host);
        case Step::greet: return greet();
        case Step::new_device: return new_device();
        case Step::begin_anew: return begin_anew();
        case Step::page: return page();
        case Step::keep_page: return keep_page();
        case Step::prepare: return prepare(action.operations_max);
        case Step::send: return send();
        case Step::settle: return settle();
        case Step::fetch: return fetch();
        case Step::keep: return keep();
        case Step::fetch_older: return fetch_older();
        case Step::keep_older: return keep_older();
        case Step::hand_over: return hand_over();
        case Step::split: return split(action.operations_max);
        case Step::set_aside: return set_aside();
        case Step::disconnect: return disconnect();
        case Step::rest: break;
    }
    assert(false && "rest is the caller's");
    return Disconnected{};
}

void Runner::interrupt() {
    const std::lock_guard lock(connection_mutex_);
    interrupted_ = true;
    if (connection_) connection_->interrupt();
}

Event Runner::connect(std::size_t host) {
    {
        const std::lock_guard lock(connection_mutex_);
        connection_.reset();
        if (interrupted_) return RemoteFailed{{RemoteFault::interrupted, 0, "stopped"}};
    }
    auto opened = servers_.open(host);
    if (!opened) return RemoteFailed{opened.error()};
    const std::lock_guard lock(connection_mutex_);
    connection_ = std::move(opened).value();
    if (interrupted_) connection_->interrupt();
    return Connected{};
}

Event Runner::disconnect() {
    const std::lock_guard lock(connection_mutex_);
    connection_.reset();
    return Disconnected{};
}

Event Runner::greet() {
    const store::ExchangeState state = EPIC_LOCAL(laptop_.state());
    const bool wants_pages = laptop_.wants_pages(state);
    const auto place = read_place(state.bootstrap);
    // Pages that have begun are of the log as it was then: a server that lost some of it since cannot go on with them.
    const bool goes_on = wants_pages && place;
    const auto frozen = EPIC_LOCAL(laptop_.frozen());
    const bool sends = frozen || !EPIC_LOCAL(laptop_.pending(laptop_.person(), 1)).empty();
    const Instant before = environment_.clock.now();
    auto text =
        connection_->call_for_text("sync_hello", {hello_document({.envelope = envelope_of(state),
                                                                  .fence = state.fence,
                                                                  .cursor = goes_on ? place->head : state.cursor,
                                                                  .chain = goes_on ? place->chain : state.chain_hash,
                                                                  .device_name = device_name(),
                                                                  .sends = sends})});
    const Instant after = environment_.clock.now();
    if (!text) return RemoteFailed{text.error()};
    HelloAnswer answer = EPIC_LOCAL(read_hello(*text));
    const bool known = answer.server_id == state.server_id;
    server_schema_ = answer.schema;
    bytes_max_ = std::min<std::size_t>(1'000'000, answer.bytes_max);
    const bool new_epoch = answer.epoch > state.epoch;
    upkeep_ = answer.upkeep;
    counts_.head = answer.head;
    counts_.cursor = state.cursor;
    if (known && !answer.revoked) {
        const std::int64_t middle = before.unix_ms + (after.unix_ms - before.unix_ms) / 2;
        EPIC_LOCAL(laptop_.set_clock(answer.now.unix_ms - middle, HybridTime::at(answer.now)));
        if (!answer.fence.empty() && answer.fence != state.fence) {
            EPIC_LOCAL(laptop_.set_fence(answer.fence));
        }
    }
    const bool others_batch = frozen && frozen->author != laptop_.person();
    head_ = {answer.head, answer.chain};
    counts_.first = wants_pages;
    counts_.useful = !wants_pages || (place && place->useful());
    const bool place_gone = !wants_pages && state.cursor < answer.log_from;
    return Greeted{std::move(answer), known, wants_pages, others_batch, new_epoch, place_gone};
}

Event Runner::new_device() {
    EPIC_LOCAL(laptop_.become_new_device(environment_.ids.next()));
    batch_.reset();
    return Renewed{};
}

Event Runner::begin_anew() {
    EPIC_LOCAL(laptop_.begin_bootstrap());
    return new_device();
}

Result<std::vector<Operation>> Runner::operations_of(const store::FrozenBatch& batch) const {
    std::vector<Operation> operations;
    for (const Id& id : batch.operations) operations.push_back(EPIC_TRY(laptop_.operation(id)));
    return operations;
}

Event Runner::prepare(std::size_t operations_max) {
    const store::ExchangeState state = EPIC_LOCAL(laptop_.state());
    const Id author = laptop_.person();
    batch_ = EPIC_LOCAL(laptop_.frozen());
    if (batch_ && batch_->fence == state.fence && batch_->author == author) {
        sent_ = EPIC_LOCAL(operations_of(*batch_));
        return Prepared{true};
    }
    // Frozen under a fence that the server has never given, or gave to another copy: it was not taken. Nor was one of
    // somebody else, or this would be another device by now; it leaves in its author's own session.
    if (batch_) EPIC_LOCAL(laptop_.thaw(batch_->id));
    store::FrozenBatch batch{.id = environment_.ids.next(),
                             .hash = {},
                             .fence = state.fence,
                             .author = author,
                             .document = {},
                             .operations = {}};
    Envelope envelope = envelope_of(state);
    envelope.server_schema = server_schema_;
    for (;; operations_max = std::max<std::size_t>(1, operations_max / 2)) {
        sent_ = EPIC_LOCAL(laptop_.pending(author, operations_max));
        if (sent_.empty()) return Prepared{false};
        batch.document = push_document(envelope, state.fence, batch.id, sent_, false, rounds_);
        if (batch.document.size() <= bytes_max_ || operations_max == 1) break;
    }
    for (const Operation& operation : sent_) batch.operations.push_back(operation.id);
    batch.hash = document_hash(batch.document);
    EPIC_LOCAL(laptop_.freeze(batch));
    batch_ = std::move(batch);
    return Prepared{true};
}

Event Runner::send() {
    if (batch_->document.size() > bytes_max_)
        return RemoteFailed{{RemoteFault::too_large, 0, "longer than the server takes"}};
    auto answer = connection_->call_for_text("sync_push", {batch_->document});
    if (!answer) return RemoteFailed{answer.error()};
    answer_ = std::move(*answer);
    return Sent{};
}

Event Runner::settle() {
    const PushAnswer answer = EPIC_LOCAL(read_push(answer_, sent_));
    const store::ExchangeState state = EPIC_LOCAL(laptop_.state());
    EPIC_LOCAL(laptop_.apply(acknowledgement_of(answer, sent_, state.cursor, laptop_.language())));
    bool known = false;
    for (std::size_t i = 0; i < sent_.size(); ++i) {
        const OperationAnswer& one = answer.operations[i];
        known = known || (one.state == OperationState::known && one.number > state.cursor);
        if (one.state == OperationState::applied) ++counts_.pushed;
        if (one.state == OperationState::merge) EPIC_LOCAL(merge_notes(one, sent_[i]));
    }
    batch_.reset();
    return Settled{known};
}

Result<> Runner::merge_notes(const OperationAnswer& answer, const Operation& sent) {
    auto round = std::find_if(rounds_.begin(), rounds_.end(), [&](const auto& r) { return r.first == sent.id; });
    if (round == rounds_.end()) round = rounds_.insert(rounds_.end(), {sent.id, 0});
    ++round->second;
    for (const FieldAnswer& field : answer.fields) {
        if (field.outcome != FieldOutcome::merge) continue;
        const auto merged = merged_notes(sent, field);
        // Nothing to merge by line: a person decides, and the server is told not to ask again.
        if (!merged) {
            round->second = merge_rounds_max;
            continue;
        }
        EPIC_TRY(laptop_.amend(sent.id, *merged, {field.field, field.value, field.number}));
    }
    return Done{};
}

Event Runner::fetch() {
    const store::ExchangeState state = EPIC_LOCAL(laptop_.state());
    return fetch_after(state, state.cursor);
}

Event Runner::fetch_older() {
    const store::ExchangeState state = EPIC_LOCAL(laptop_.state());
    return fetch_after(state, state.history_cursor);
}

Event Runner::keep_older() {
    const store::ExchangeState state = EPIC_LOCAL(laptop_.state());
    std::size_t begin = 0;
    do {
        const std::size_t end = std::min(lines_.size(), begin + pace_.slice());
        store::Pulled pulled = pulled_from(std::span(lines_).subspan(begin, end - begin));
        pulled.cursor = end == lines_.size() ? pulled_.to : lines_[end - 1].entry.number;
        if (!EPIC_LOCAL(kept_slice(end - begin, [&] { return laptop_.apply_history(pulled); }))) continue;
        begin = end;
    } while (begin < lines_.size());
    lines_.clear();
    return OlderKept{pulled_.to < state.history_end};
}

Event Runner::fetch_after(const store::ExchangeState& state, std::uint64_t after) {
    lines_.clear();
    set_aside_.clear();
    kept_.clear();
    std::optional<Error> unreadable;
    std::optional<PullAnswer> answer;
    const auto read = [&](std::size_t result_set, RowView row) {
        if (unreadable) return;
        kept_.take(result_set, row);
        if (result_set == 0) {
            auto found = read_pull(row.empty() || !row[0] ? std::string_view() : *row[0]);
            if (found) {
                answer = *found;
                kept_.begin(answer->to, answer->head);
            } else {
                unreadable = found.error();
            }
        } else if (result_set == 2) {
            auto line = read_log_row(row);
            if (line)
                lines_.push_back(std::move(*line));
            else if (const auto number = number_of_log_row(row))
                set_aside_.push_back({*number, line.error().details});
            else
                unreadable = line.error();
        }
    };
    const auto done =
        connection_->call("sync_pull", {pull_document(envelope_of(state), after, fetch_operations)}, read);
    if (!done) return RemoteFailed{done.error()};
    if (unreadable) return LocalFailed{std::move(*unreadable)};
    if (!answer) return LocalFailed{Error{.code = ErrorCode::server_refused, .message = words::strange_answer}};
    pulled_ = *answer;
    counts_.head = counts_.total = pulled_.head;
    return Fetched{};
}

Result<> Runner::keep_slices(const PullAnswer& answer) {
    std::size_t begin = 0;
    do {
        std::size_t end = std::min(lines_.size(), begin + pace_.slice());
        while (end < lines_.size() && end > 0 &&
               lines_[end].entry.operation.group == lines_[end - 1].entry.operation.group) {
            ++end;
        }
        const bool last = end == lines_.size();
        store::Pulled pulled = pulled_from(std::span(lines_).subspan(begin, end - begin));
        // Between two batches only the last slice knows the chain: without one the server does not compare.
        pulled.cursor = last ? answer.to : lines_[end - 1].entry.number;
        pulled.chain_hash = last ? answer.chain : std::string();
        if (last) pulled.set_aside = set_aside_;
        pulled.program = program_version();
        if (!EPIC_TRY(kept_slice(end - begin, [&] { return laptop_.apply(pulled); }))) continue;
        counts_.cursor = pulled.cursor;
        counts_.pulled += static_cast<std::int64_t>(end - begin);
        counts_.done = counts_.cursor;
        begin = end;
    } while (begin < lines_.size());
    set_aside_.clear();
    return Done{};
}

Event Runner::keep() {
    EPIC_LOCAL(keep_slices(pulled_));
    lines_.clear();
    EPIC_LOCAL(laptop_.keep_batches(kept_.batches()));
    const bool more = pulled_.to < pulled_.head;
    if (!more && std::exchange(upkeep_, false)) {
        // Retention is the server's business: whether it succeeds is nothing to this laptop.
        const store::ExchangeState state = EPIC_LOCAL(laptop_.state());
        std::ignore = connection_->call_for_text("central_upkeep", {plain_document(envelope_of(state))});
    }
    if (!more) {
        rounds_.clear();
        if (auto failed = take_lines_up()) return std::move(*failed);
        EPIC_LOCAL(laptop_.note_exchange(environment_.clock.now()));
    }
    if (more) return Kept{true};
    const auto handed = EPIC_LOCAL(laptop_.handed_over());
    const bool leave = server_schema_ >= schema_of_departed && !EPIC_LOCAL(laptop_.departed()).empty();
    const store::ExchangeState state = EPIC_LOCAL(laptop_.state());
    return Kept{false, state.history_cursor < state.history_end, !handed.empty() || leave || laptop_.manages()};
}

Event Runner::split(std::size_t operations_max) {
    const bool possible = operations_max > 1 && sent_.size() > 1;
    EPIC_LOCAL(laptop_.thaw(batch_->id));
    batch_.reset();
    return Split{possible};
}

Event Runner::set_aside() {
    store::Acknowledgement answer;
    for (const Operation& operation : sent_) {
        store::Outcome outcome;
        outcome.operation = operation.id;
        outcome.verdict = store::Verdict::refused;
        outcome.code = error_code_name(ErrorCode::server_refused);
        outcome.text = Message(words::change_set_aside).in(laptop_.language());
        answer.outcomes.push_back(std::move(outcome));
    }
    EPIC_LOCAL(laptop_.apply(answer));
    return SetAside{};
}

} // namespace epic::sync
