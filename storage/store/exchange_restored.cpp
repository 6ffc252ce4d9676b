// What a laptop keeps for a server that may be restored from a backup, and how it goes back with one that was.
#include <algorithm>
#include <map>
#include <set>

#include "storage/store/exchange.hpp"
#include "storage/store/internal/confirmed.hpp"
#include "storage/store/internal/database.hpp"

namespace epic::store {
namespace {

// Of a value that the server lost: no version that it has is this one.
constexpr std::uint64_t lost_number = 999'999'999'999'999'999;

// What has to be sent again, in the order in which it was written: what came after this number, and what had a number
// that the server has given once more.
std::vector<JournalLine> lines_after(Connection& connection, std::uint64_t number) {
    std::vector<JournalLine> lines;
    for (const char* file : {"journal/overtaken.sql", "journal/after_number.sql"}) {
        Query query(connection, file);
        // What pages changed is in the journal as nobody's, and nobody could send it.
        query.bind(":number", number).bind(":nobody", Id{});
        while (query.step()) lines.push_back(read_line(query));
    }
    std::sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.sequence < b.sequence; });
    for (JournalLine& line : lines) read_changes(connection, line);
    return lines;
}

std::vector<JournalLine> waiting_lines(Connection& connection) {
    std::vector<JournalLine> lines;
    Query query(connection, "journal/waiting_all.sql");
    while (query.step()) lines.push_back(read_line(query));
    for (JournalLine& line : lines) read_changes(connection, line);
    return lines;
}

// What stands on a lost number: on the author's own operation that had it, which goes along, or on nothing that the
// server knows. The number may be another's by now. What was heard from the log and had met something names no number:
// it is not known what its author saw, and "0" would say that nobody has changed the field.
void stand_elsewhere(Connection& connection, const JournalLine& line, std::uint64_t common,
                     const std::map<std::uint64_t, Operation>& lost) {
    if (line.operation.kind == OperationKind::create) return;
    for (const FieldChange& change : line.operation.changes) {
        if (change.base.operation || change.base.number == unseen_number) continue;
        const auto found = lost.find(change.base.number);
        // Not notes: a copy may have sent those merged with others', which their author has not seen.
        const bool own = spec(change.field).merge != MergePolicy::lines && found != lost.end() &&
                         found->second.author == line.operation.author && found->second.record == line.operation.record;
        if (found == lost.end() && change.base.number != 0 && change.base.number <= common) continue;
        const std::uint64_t nothing = change.base.number == 0 ? unseen_number : lost_number;
        Query(connection, "journal/stand_on.sql")
            .bind(":sequence", line.sequence)
            .bind(":field", std::string(spec(change.field).name))
            .bind(":base_number", own ? 0 : nothing)
            .bind(":base_operation", own ? std::optional(found->second.id) : std::nullopt)
            .run();
    }
}

// Of what lost the version that it stood on: its author saw the very values that the server has, so it stands on those.
// Fields of one unit are one choice.
void stand_on_alike(Connection& connection, const JournalLine& line) {
    const auto row = find_record(connection, line.operation.entity, line.operation.record);
    if (!row) return;
    const auto same_unit = [](Field a, Field b) {
        return a == b || (spec(a).unit != MergeUnit::alone && spec(a).unit == spec(b).unit);
    };
    const auto& changes = line.operation.changes;
    for (const FieldChange& change : changes) {
        if (change.base.operation || change.base.number != lost_number) continue;
        const bool alike = std::all_of(changes.begin(), changes.end(), [&](const FieldChange& other) {
            return !same_unit(change.field, other.field) ||
                   other.before == confirmed_result(connection, *row, other.field).value;
        });
        if (!alike) continue;
        Query(connection, "journal/stand_on.sql")
            .bind(":sequence", line.sequence)
            .bind(":field", std::string(spec(change.field).name))
            .bind(":base_number", confirmed_result(connection, *row, change.field).number)
            .bind(":base_operation", std::optional<Id>())
            .run();
    }
}

// Records of which anything is known from after this number, or under one that is another's, and those with something
// that waits.
std::set<std::pair<Entity, Id>> records_after(Connection& connection, std::uint64_t number,
                                              const std::vector<JournalLine>& waiting) {
    std::set<std::pair<Entity, Id>> found;
    for (std::size_t e = 0; e < entity_count; ++e) {
        const auto entity = static_cast<Entity>(e);
        Query query = Query::composed(connection, for_table("record/any_table/after.sql", entity_name(entity)));
        query.bind(":number", number);
        while (query.step()) found.insert({entity, query.id(0)});
    }
    for (const JournalLine& line : waiting) found.insert({line.operation.entity, line.operation.record});
    return found;
}

// The number is the server's, whose word comes beside the journal.
bool is_of_creation(Field field) {
    return field != Field::contract_number;
}

// Of a record that the server does not have nothing stands but what its creation says: what pages told of it is lost.
void confirm_creation(Connection& connection, const Operation& creation) {
    for (const FieldSpec& found : fields_of(creation.entity)) {
        if (!is_of_creation(found.field)) continue;
        const auto& changes = creation.changes;
        const auto written = std::find_if(changes.begin(), changes.end(),
                                          [&](const FieldChange& change) { return change.field == found.field; });
        const auto value = written == changes.end() ? std::nullopt : wire_text(written->after);
        for (const char* file : {"journal/insert_shadow.sql", "journal/update_shadow.sql"}) {
            Query(connection, file)
                .bind(":record", creation.record)
                .bind(":field", std::string(found.name))
                .bind(":value", value)
                .run();
        }
    }
}

void send_again(Connection& connection, const JournalLine& line) {
    const Operation& operation = line.operation;
    Query(connection, "journal/send_again.sql").bind(":id", operation.id).run();
    Query(connection, "journal/forget_results.sql").bind(":sequence", line.sequence).run();
    Query(connection, "exchange/forget_conflicts_of.sql").bind(":operation", operation.id).run();
    if (operation.kind == OperationKind::create) {
        Query(connection, record_file(operation.entity, ".unconfirm")).bind(":id", operation.record).run();
        Query(connection, "journal/remove_versions.sql").bind(":record", operation.record).run();
        return confirm_creation(connection, operation);
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

// Its own values are in the row, not below it: they give way to what the server turns out to have.
void show_of_creation(Connection& connection, Stored& row, const FieldSpec& field) {
    settle_field(connection, row, field.field);
    {
        Query edited(connection, "journal/last_unconfirmed.sql");
        edited.bind(":record", row.record.id).bind(":field", std::string(field.name)).bind(":known", std::int64_t{1});
        if (edited.step()) return;
    }
    Query(connection, "journal/remove_shadow.sql")
        .bind(":record", row.record.id)
        .bind(":field", std::string(field.name))
        .run();
}

// The row shows what waits, on top of what the server is believed to have: also where its value stood behind a
// question.
void show_again(Connection& connection, const Operation& operation) {
    auto row = find_record(connection, operation.entity, operation.record);
    if (!row) return;
    if (operation.kind == OperationKind::create) {
        for (const FieldSpec& found : fields_of(operation.entity)) {
            if (is_of_creation(found.field)) show_of_creation(connection, *row, found);
        }
    }
    for (const FieldChange& change : operation.changes) settle_field(connection, *row, change.field);
    put_record(connection, *row);
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

Result<std::vector<std::pair<Entity, Id>>> Exchange::go_back(std::uint64_t common, const std::string& chain) {
    std::set<std::pair<Entity, Id>> touched;
    EPIC_TRY(database_.write([&](Connection& connection, Changed& changed) -> Result<> {
        std::map<std::uint64_t, Operation> lost;
        const std::vector<JournalLine> again = lines_after(connection, common);
        for (const JournalLine& line : again) {
            lost.emplace(line.number, line.operation);
            send_again(connection, line);
        }
        for (const JournalLine& line : again) show_again(connection, line.operation);
        const std::vector<JournalLine> waiting = waiting_lines(connection);
        for (const JournalLine& line : waiting) stand_elsewhere(connection, line, common, lost);
        touched = records_after(connection, common, waiting);
        Query(connection, "exchange/forget_conflicts_after.sql").bind(":number", common).run();
        Query(connection, "exchange/forget_batches.sql").bind(":common", common).run();
        Query(connection, "exchange/set_cursor.sql").bind(":cursor", common).bind(":chain_hash", chain).run();
        changed.entities = all_entities;
        changed.exchange = true;
        return Done{};
    }));
    return std::vector<std::pair<Entity, Id>>(touched.begin(), touched.end());
}

Result<> Exchange::resume(std::uint64_t common, std::uint64_t epoch, const std::set<Id>& missing) {
    return database_.write([&](Connection& connection, Changed& changed) -> Result<> {
        // Also of what was written meanwhile, on a row that had not been fetched yet.
        for (const JournalLine& line : waiting_lines(connection)) stand_elsewhere(connection, line, common, {});
        for (const JournalLine& line : waiting_lines(connection)) {
            if (!missing.contains(line.operation.record)) stand_on_alike(connection, line);
        }
        // Those come with the log, in its order.
        Query(connection, "exchange/forget_conflicts_after.sql").bind(":number", common).run();
        Query(connection, "exchange/set_epoch.sql").bind(":epoch", epoch).run();
        changed.exchange = true;
        return Done{};
    });
}

} // namespace epic::store
