// The first synchronisation: page after page, each kept with the place where it ends.
#include "storage/sync/local_failure.hpp"
#include "storage/sync/runner.hpp"
#include "storage/sync/sync_words.hpp"

namespace epic::sync {

Event Runner::page() {
    const store::ExchangeState state = EPIC_LOCAL(laptop_.state());
    if (const auto place = read_place(state.bootstrap)) {
        place_ = *place;
    } else {
        place_ = PlaceInPages{.head = head_.first, .chain = head_.second};
    }
    page_rows_.clear();
    page_questions_.clear();
    page_ = {};
    if (place_.finished()) return Paged{};
    const PageStage stage = place_.what();
    std::optional<Error> unreadable;
    bool answered = false;
    const auto fault = [&](Error error) {
        if (!unreadable) unreadable = std::move(error);
    };
    const auto read = [&](std::size_t result_set, RowView row) {
        if (result_set == 0) {
            auto answer = read_page(row.empty() || !row[0] ? std::string_view() : *row[0]);
            if (!answer) return fault(answer.error());
            page_ = *answer;
            answered = true;
        } else if (result_set == 1 && stage.entity == "conflict") {
            auto questions = read_page_questions(row);
            if (!questions) return fault(questions.error());
            page_questions_.push_back(std::move(*questions));
        } else if (result_set == 1) {
            auto found = read_page_row(row);
            if (!found) return fault(found.error());
            page_rows_.push_back(std::move(*found));
        }
    };
    const Envelope envelope{state.server_id, state.device};
    const Instant asked = environment_.clock.now();
    const auto done =
        connection_->call("sync_page", {page_document(envelope, stage, place_.after, page_length_.records())}, read);
    if (!done) return RemoteFailed{done.error()};
    if (unreadable) return LocalFailed{std::move(*unreadable)};
    if (!answered) return LocalFailed{Error{.code = ErrorCode::server_refused, .message = words::strange_answer}};
    page_length_.took(static_cast<std::uint32_t>(page_rows_.size()), environment_.clock.now().unix_ms - asked.unix_ms);
    if (page_.total != 0) place_.total = std::max(place_.total, page_.total);
    return Paged{};
}

// Stores a slice at the present pace. False when it gave way to somebody who writes: again, with a shorter one.
Result<bool> Runner::kept_slice(std::size_t entries, const std::function<Result<>()>& keep) {
    laptop_.give_way(pace_.gives_way());
    const std::int64_t before = processor_time_us();
    auto kept = keep();
    laptop_.give_way(false);
    if (!kept && kept.error().code == ErrorCode::cancelled && pace_.gives_way()) {
        pace_.gave_way();
        return false;
    }
    EPIC_TRY(std::move(kept));
    pace_.took(entries, processor_time_us() - before);
    return true;
}

Event Runner::keep_page() {
    const bool near = !place_.useful();
    for (std::size_t begin = 0; begin < page_rows_.size();) {
        const std::size_t end = std::min(page_rows_.size(), begin + pace_.slice());
        const auto first = page_rows_.begin() + static_cast<std::ptrdiff_t>(begin);
        std::vector<store::BootstrapRow> slice(
            std::make_move_iterator(first), std::make_move_iterator(first + static_cast<std::ptrdiff_t>(end - begin)));
        PlaceInPages reached = place_;
        reached.after = slice.back().record.id.hex();
        reached.done += slice.size();
        // What comes early comes again with everything.
        if (near) reached.total += slice.size();
        const bool kept = EPIC_LOCAL(
            kept_slice(slice.size(), [&] { return laptop_.apply_bootstrap(slice, write_place(reached), {}); }));
        if (!kept) {
            std::move(slice.begin(), slice.end(), first);
            continue;
        }
        place_ = reached;
        counts_.pulled += static_cast<std::int64_t>(slice.size());
        counts_.done = place_.done;
        counts_.total = std::max(place_.total, place_.done);
        begin = end;
    }
    std::vector<store::ConflictEntry> conflicts;
    for (PageQuestions& questions : page_questions_) {
        place_.after = questions.operation.hex();
        for (store::ConflictEntry& conflict : questions.conflicts) conflicts.push_back(std::move(conflict));
    }
    page_rows_.clear();
    page_questions_.clear();
    if (!page_.more) place_.next_stage();
    EPIC_LOCAL(laptop_.apply_bootstrap({}, write_place(place_), conflicts));
    counts_.useful = place_.useful();
    if (!place_.finished()) return PageKept{true};
    EPIC_LOCAL(laptop_.finish_bootstrap(place_.head, place_.chain));
    counts_.first = false;
    counts_.cursor = place_.head;
    return PageKept{false};
}

} // namespace epic::sync
