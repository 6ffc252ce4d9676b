// Lines of the log that an older program could not take: the program that follows it reads them again.
#include <array>

#include "storage/sync/acknowledgement.hpp"
#include "storage/sync/local_failure.hpp"
#include "storage/sync/program_version.hpp"
#include "storage/sync/runner.hpp"

namespace epic::sync {
namespace {

constexpr unsigned errno_compacted = 31'015;

} // namespace

std::optional<Event> Runner::take_lines_up() {
    const auto numbers = laptop_.lines_of_others(program_version());
    if (!numbers) return LocalFailed{numbers.error()};
    for (const std::uint64_t number : *numbers) {
        const auto state = laptop_.state();
        if (!state) return LocalFailed{state.error()};
        if (auto failed = take_line_up(number, *state)) return failed;
    }
    return std::nullopt;
}

std::optional<Event> Runner::take_line_up(std::uint64_t number, const store::ExchangeState& state) {
    const Envelope envelope{state.server_id, state.device};
    std::vector<LogLine> lines;
    std::string reason = "the line is not there any more";
    const auto read = [&](std::size_t result_set, RowView row) {
        if (result_set != 2 || number_of_log_row(row) != number) return;
        auto line = read_log_row(row);
        if (line) {
            lines.push_back(std::move(*line));
        } else {
            reason = line.error().details;
        }
    };
    const auto fetched = connection_->call("sync_pull", {pull_document(envelope, number - 1, 1)}, read);
    if (!fetched && fetched.error().number == errno_compacted) {
        // What it said is in the rows, and nowhere else any more.
        EPIC_LOCAL(laptop_.begin_bootstrap());
        EPIC_LOCAL(laptop_.take_line_up(number, program_version()));
        return std::nullopt;
    }
    if (!fetched) return RemoteFailed{fetched.error()};

    // The place in the log stays where it is.
    store::Pulled pulled = pulled_from(lines);
    pulled.cursor = state.cursor;
    pulled.chain_hash = state.chain_hash;
    pulled.program = program_version();
    if (lines.empty()) pulled.set_aside.push_back({number, reason});
    EPIC_LOCAL(laptop_.apply(pulled));
    if (!lines.empty()) {
        // What came after it in the log met a record that was not there, or was not as it is.
        const Operation& operation = pulled.entries.front().operation;
        const std::array<Id, 1> record{operation.record};
        const auto rows = fetch_rows(*connection_, envelope, operation.entity, record);
        if (!rows) {
            const bool lost = rows.error().code == ErrorCode::unreachable;
            if (lost) return RemoteFailed{{RemoteFault::lost, 0, rows.error().details}};
            return LocalFailed{rows.error()};
        }
        EPIC_LOCAL(laptop_.repair(*rows));
    }
    EPIC_LOCAL(laptop_.take_line_up(number, program_version()));
    return std::nullopt;
}

} // namespace epic::sync
