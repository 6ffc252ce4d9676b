// What leaves: the queue, the frozen batch, and what the server answered.
#include <algorithm>
#include <map>
#include <set>

#include "storage/store/exchange.hpp"
#include "storage/store/internal/confirmed.hpp"
#include "storage/store/internal/database.hpp"
#include "storage/store/internal/queue.hpp"
#include "storage/store/store_words.hpp"

namespace epic::store {
namespace {

std::optional<FrozenBatch> read_batch(Connection& connection) {
    FrozenBatch batch;
    {
        Query query(connection, "exchange/find_batch.sql");
        if (!query.step()) return std::nullopt;
        batch.id = query.id(0);
        batch.hash = query.text(1);
        batch.fence = query.text(2);
        batch.author = query.id(3);
        batch.document = query.text(4);
    }
    Query query(connection, "exchange/batch_operations.sql");
    query.bind(":batch", batch.id);
    while (query.step()) batch.operations.push_back(query.id(0));
    return batch;
}

void remove_batch(Connection& connection, const Id& batch) {
    Query(connection, "exchange/thaw_operations.sql").bind(":batch", batch).run();
    Query(connection, "exchange/remove_batch.sql").bind(":id", batch).run();
}

bool waits(State state) {
    return state == State::pending || state == State::sent;
}

} // namespace

Result<std::vector<WaitingAuthor>> Exchange::waiting() const {
    return database_.read([](Connection& connection) -> Result<std::vector<WaitingAuthor>> {
        std::vector<WaitingAuthor> authors;
        Query query(connection, "journal/authors_waiting.sql");
        while (query.step()) {
            authors.push_back({query.id(0), query.integer(1), HybridTime{query.number(2)}.instant()});
        }
        return authors;
    });
}

Result<std::vector<HeldBack>> Exchange::held_back(const Id& author) const {
    return database_.read(
        [&](Connection& connection) -> Result<std::vector<HeldBack>> { return read_held_back(connection, author); });
}

Result<std::vector<Operation>> Exchange::pending(const Id& author, std::size_t operations_max) const {
    return database_.read([&](Connection& connection) -> Result<std::vector<Operation>> {
        return read_queue(connection, author, operations_max);
    });
}

Result<std::vector<Operation>> Exchange::pending_of_everyone(std::size_t operations_max) const {
    return database_.read([&](Connection& connection) -> Result<std::vector<Operation>> {
        return read_queue(connection, std::nullopt, operations_max);
    });
}

Result<std::optional<FrozenBatch>> Exchange::frozen() const {
    return database_.read(
        [](Connection& connection) -> Result<std::optional<FrozenBatch>> { return read_batch(connection); });
}

Result<> Exchange::freeze(const FrozenBatch& batch) {
    return database_.write_quietly([&](Connection& connection) -> Result<> {
        if (read_batch(connection)) return Error{.code = ErrorCode::in_use, .message = words::batch_frozen};
        Query(connection, "exchange/insert_batch.sql")
            .bind(":id", batch.id)
            .bind(":hash", batch.hash)
            .bind(":fence", batch.fence)
            .bind(":author", batch.author)
            .bind(":document", batch.document)
            .run();
        for (const Id& operation : batch.operations) {
            Query(connection, "exchange/send_operation.sql").bind(":batch", batch.id).bind(":id", operation).run();
        }
        return Done{};
    });
}

Result<> Exchange::thaw(const Id& batch) {
    return database_.write_quietly([&](Connection& connection) -> Result<> {
        remove_batch(connection, batch);
        return Done{};
    });
}

Result<> Exchange::amend(const Id& operation, const Value& value, const FieldResult& met) {
    return database_.write([&](Connection& connection, Changed& changed) -> Result<> {
        const auto line = find_operation(connection, operation);
        if (!line || line->state != State::pending) {
            return Error{.code = ErrorCode::not_found, .message = Message(words::id_unknown, {operation.text()})};
        }
        Query(connection, "journal/amend_field.sql")
            .bind(":sequence", line->sequence)
            .bind(":field", std::string(spec(met.field).name))
            .bind(":before", wire_text(met.value))
            .bind(":after", wire_text(value))
            .bind(":base_number", met.number)
            .run();
        // What was written on top has not seen what was merged in: it is merged in its turn, also when this one comes
        // back.
        for (const FieldChange& change : line->operation.changes) {
            if (change.field == met.field) rebase_followers(connection, operation, change);
        }
        if (auto row = find_record(connection, line->operation.entity, line->operation.record)) {
            settle_field(connection, *row, met.field);
            put_record(connection, *row);
        }
        changed.entities = entity_bit(line->operation.entity);
        changed.exchange = true;
        return Done{};
    });
}

Result<> Exchange::apply(const Acknowledgement& acknowledgement) {
    return database_.write([&](Connection& connection, Changed& changed) -> Result<> {
        std::vector<std::pair<JournalLine, Reason>> refused;
        for (const Outcome& outcome : acknowledgement.outcomes) {
            const auto line = find_operation(connection, outcome.operation);
            // An answer may come twice.
            if (!line || !waits(line->state)) continue;
            if (outcome.verdict == Verdict::refused) {
                refused.emplace_back(*line, Reason{outcome.code, outcome.rule, outcome.text});
                continue;
            }
            std::vector<FieldResult> results = outcome.results;
            const Operation& operation = line->operation;
            if (const auto row = find_record(connection, operation.entity, operation.record); row && outcome.passed) {
                for (const FieldChange& change : operation.changes) {
                    results.push_back(confirmed_result(connection, *row, change.field));
                    const bool merged =
                        spec(change.field).merge == MergePolicy::lines && results.back().value != change.after;
                    if (merged) rebase_followers(connection, operation.id, change);
                }
            }
            settle_taken(connection, *line, outcome.verdict, outcome.number, results, acknowledgement.seal);
            for (const ConflictEntry& conflict : outcome.conflicts) put_conflict(connection, conflict);
        }
        // What has no outcome goes again, unless it belongs to what was refused.
        remove_batch(connection, acknowledgement.batch);
        take_back(connection, refused);
        for (const ContractNumber& issued : acknowledgement.contract_numbers) put_contract_number(connection, issued);
        if (!acknowledgement.fence.empty()) {
            Query(connection, "exchange/set_fence.sql").bind(":fence", acknowledgement.fence).run();
        }
        changed.entities = all_entities;
        changed.exchange = true;
        return Done{};
    });
}

} // namespace epic::store
