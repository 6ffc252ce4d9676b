// What a laptop keeps for a server that may be restored from a backup, and how it goes back with one that was.
#include <set>

#include "storage/store/exchange.hpp"
#include "storage/store/internal/confirmed.hpp"
#include "storage/store/internal/database.hpp"

namespace epic::store {
namespace {

std::vector<JournalLine> lines_after(Connection& connection, std::uint64_t number) {
    std::vector<JournalLine> lines;
    Query query(connection, "journal/after_number.sql");
    query.bind(":number", number);
    while (query.step()) lines.push_back(read_line(query));
    for (JournalLine& line : lines) read_changes(connection, line);
    return lines;
}

void send_again(Connection& connection, const JournalLine& line) {
    const Operation& operation = line.operation;
    Query(connection, "journal/send_again.sql").bind(":id", operation.id).run();
    Query(connection, "journal/forget_results.sql").bind(":sequence", line.sequence).run();
    Query(connection, "exchange/forget_conflicts_of.sql").bind(":operation", operation.id).run();
    if (operation.kind == OperationKind::create) {
        Query(connection, record_file(operation.entity, ".unconfirm")).bind(":id", operation.record).run();
        Query(connection, "journal/remove_versions.sql").bind(":record", operation.record).run();
        return;
    }
    // What stood before is what the server has confirmed, until it says otherwise; the first of them counts.
    for (const FieldChange& change : operation.changes) {
        Query(connection, "journal/insert_shadow.sql")
            .bind(":record", operation.record)
            .bind(":field", std::string(spec(change.field).name))
            .bind(":value", wire_text(change.before))
            .run();
    }
}

} // namespace

Result<> Exchange::keep_batches(const std::vector<KeptBatch>& batches, std::size_t kept_max) {
    if (batches.empty()) return Done{};
    const auto keep_all = [&](Connection& connection) -> Result<> {
        for (const KeptBatch& batch : batches) {
            Query(connection, "exchange/keep_batch.sql")
                .bind(":last_number", batch.last_number)
                .bind(":chain", batch.chain)
                .bind(":document", batch.document)
                .run();
        }
        Query(connection, "exchange/prune_batches.sql").bind(":kept", static_cast<std::int64_t>(kept_max)).run();
        return Done{};
    };
    return database_.write_quietly(keep_all, Source::server);
}

Result<std::vector<KeptBatch>> Exchange::kept_batches(std::uint64_t after) const {
    return database_.read([&](Connection& connection) -> Result<std::vector<KeptBatch>> {
        std::vector<KeptBatch> batches;
        Query query(connection, "exchange/kept_batches.sql");
        query.bind(":after", after);
        while (query.step()) batches.push_back({query.number(0), query.text(1), query.text(2)});
        return batches;
    });
}

Result<std::vector<std::pair<std::uint64_t, std::string>>> Exchange::kept_chains() const {
    return database_.read([&](Connection& connection) -> Result<std::vector<std::pair<std::uint64_t, std::string>>> {
        std::vector<std::pair<std::uint64_t, std::string>> chains;
        Query query(connection, "exchange/kept_chains.sql");
        while (query.step()) chains.emplace_back(query.number(0), query.text(1));
        return chains;
    });
}

Result<std::vector<std::pair<Entity, Id>>> Exchange::go_back(std::uint64_t common, const std::string& chain,
                                                             std::uint64_t epoch) {
    std::set<std::pair<Entity, Id>> touched;
    EPIC_TRY(database_.write([&](Connection& connection, Changed& changed) -> Result<> {
        for (const JournalLine& line : lines_after(connection, common)) {
            send_again(connection, line);
            touched.insert({line.operation.entity, line.operation.record});
        }
        Query(connection, "exchange/forget_batches.sql").bind(":common", common).run();
        Query(connection, "exchange/set_cursor.sql").bind(":cursor", common).bind(":chain_hash", chain).run();
        Query(connection, "exchange/set_epoch.sql").bind(":epoch", epoch).run();
        changed.entities = all_entities;
        changed.exchange = true;
        return Done{};
    }));
    return std::vector<std::pair<Entity, Id>>(touched.begin(), touched.end());
}

} // namespace epic::store
