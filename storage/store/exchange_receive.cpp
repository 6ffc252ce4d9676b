// What arrives: the server's log, and the rows of a first synchronisation.
#include <algorithm>
#include <functional>
#include <map>
#include <sqlite3.h>

#include "storage/store/exchange.hpp"
#include "storage/store/internal/arriving_rows.hpp"
#include "storage/store/internal/confirmed.hpp"
#include "storage/store/internal/database.hpp"
#include "storage/store/store_words.hpp"

namespace epic::store {
namespace {

Error malformed(std::string details) {
    return Error{.code = ErrorCode::server_refused, .message = words::entries_malformed, .details = std::move(details)};
}

bool waits(State state) {
    return state == State::pending || state == State::sent;
}

State state_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::merged: return State::merged;
        case Verdict::conflict: return State::conflict;
        case Verdict::applied:
        case Verdict::refused: break;
    }
    return State::confirmed;
}

// The values that stand after an entry, by field.
std::map<Field, FieldResult> standing_after(const LogEntry& entry) {
    std::map<Field, FieldResult> standing;
    for (const FieldChange& change : entry.operation.changes) {
        standing[change.field] = {change.field, change.after, entry.number};
    }
    for (const FieldResult& result : entry.results) standing[result.field] = result;
    return standing;
}

Error others_first() {
    return Error{.code = ErrorCode::cancelled, .message = words::file_busy, .details = "somebody waits to write"};
}

Value confirmed_value(Connection& connection, const Stored& row, Field field) {
    auto kept = shadow_of(connection, row.record.id, field);
    return kept ? std::move(*kept) : row.record.get(field);
}

class LogReader {
public:
    explicit LogReader(Connection& connection) : connection_(connection), rows_(connection) {}

    // Then `settle`.
    Result<> take(const LogEntry& entry) {
        for (const FieldChange& change : entry.operation.changes) {
            if (spec(change.field).entity != entry.operation.entity) return malformed("a field of another entity");
        }
        const auto known = find_operation(connection_, entry.operation.id);
        if (!known) {
            take_new(entry);
        } else if (waits(known->state)) {
            // Ours, and the answer to it was lost.
            rows_.settle();
            settle_taken(connection_, *known, entry.verdict, entry.number, results_of(entry, *known), {});
        } else if (known->state == State::refused) {
            // It came back here, but a copy of this file had it taken later: the log holds.
            rows_.settle();
            take_after_all(entry, *known);
        } else if (known->number != entry.number) {
            // Its number was of a log that a restore has lost, and somebody else has returned it.
            rows_.settle();
            settle_taken(connection_, *known, entry.verdict, entry.number, results_of(entry, *known), {});
        } else {
            Query(connection_, "journal/told_by_log.sql").bind(":id", known->operation.id).run();
        }
        return Done{};
    }
    void settle() { rows_.settle(); }
    bool settle(const std::function<bool()>& yields) { return rows_.settle(yields); }

private:
    void take_new(const LogEntry& entry) {
        const Operation& operation = entry.operation;
        auto row = find_record(connection_, operation.entity, operation.record);
        journal(entry, row);
        const bool creates = operation.kind == OperationKind::create;
        if (!row) {
            // A change of a record that never arrived stays in the journal alone.
            if (creates) create(entry);
            return;
        }
        const Stored before = *row;
        if (creates && !row->created_number) row->created_number = entry.number;
        for (const auto& [field, result] : standing_after(entry)) {
            confirm_field(connection_, *row, field, result.value, result.number);
        }
        rows_.put(before, *row);
    }

    void create(const LogEntry& entry) {
        Stored row{Record(entry.operation.entity, entry.operation.record), entry.number};
        row.record.created_by = entry.operation.author;
        for (const FieldChange& change : entry.operation.changes) row.record.set(change.field, change.after);
        for (const FieldResult& result : entry.results) {
            confirm_field(connection_, row, result.field, result.value, result.number);
        }
        rows_.add(row);
    }

    // The log names what was written and what is asked. Of a field that the operation names and the log does not,
    // both had the same value: it stands as it stood, under its older number.
    std::vector<FieldResult> results_of(const LogEntry& entry, const JournalLine& known) {
        std::vector<FieldResult> results = entry.results;
        const auto row = find_record(connection_, known.operation.entity, known.operation.record);
        for (const FieldChange& change : known.operation.changes) {
            const auto& written = entry.operation.changes;
            const auto named = std::find_if(written.begin(), written.end(),
                                            [&](const FieldChange& other) { return other.field == change.field; });
            // A copy of this file may have merged its notes before it was sent.
            if (named != written.end() && named->after != change.after) {
                const bool met = std::any_of(entry.results.begin(), entry.results.end(),
                                             [&](const FieldResult& other) { return other.field == change.field; });
                if (!met) {
                    results.push_back({change.field, named->after, entry.number});
                    // What was written on top has not seen what was merged in: it is merged in its turn.
                    rebase_followers(connection_, known.operation.id, change);
                }
            }
            if (named != written.end() || !row || entry.operation.kind == OperationKind::create) continue;
            results.push_back(confirmed_result(connection_, *row, change.field));
        }
        add_unheard(entry, known, results);
        return results;
    }

    // Heard once before a restore, where the log told less of it: what both had alike was not written then.
    static void add_unheard(const LogEntry& entry, const JournalLine& known, std::vector<FieldResult>& results) {
        const auto names = [](const auto& all, Field field) {
            return std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.field == field; });
        };
        for (const FieldChange& change : entry.operation.changes) {
            if (names(known.operation.changes, change.field) || names(results, change.field)) continue;
            results.push_back({change.field, change.after, entry.number});
        }
    }

    void take_after_all(const LogEntry& entry, const JournalLine& known) {
        Query(connection_, "exchange/dismiss_returned.sql").bind(":operation", known.operation.id).run();
        const bool creates = known.operation.kind == OperationKind::create;
        if (creates && !find_record(connection_, known.operation.entity, known.operation.record)) {
            Stored row{Record(known.operation.entity, known.operation.record), entry.number};
            row.record.created_by = known.operation.author;
            for (const FieldChange& change : known.operation.changes) row.record.set(change.field, change.after);
            put_record(connection_, row);
        }
        settle_taken(connection_, known, entry.verdict, entry.number, results_of(entry, known), {});
    }

    void journal(const LogEntry& entry, const std::optional<Stored>& row) {
        Operation operation = entry.operation;
        for (FieldChange& change : operation.changes) {
            if (!row) continue;
            change.before = confirmed_value(connection_, *row, change.field);
            // It met nothing: its author had seen what stood, which matters where it has to be sent again.
            const std::uint64_t met = confirmed_number(connection_, *row, change.field);
            const bool saw = operation.kind == OperationKind::change && entry.verdict == Verdict::applied;
            if (saw && met < entry.number) change.base = {met, std::nullopt};
        }
        std::vector<StandingResult> results;
        for (const FieldResult& result : entry.results) results.push_back({result.field, result.value, result.number});
        insert_operation(connection_, operation, state_of(entry.verdict), entry.number, results);
    }

    Connection& connection_;
    ArrivingRows rows_;
};

// Below everything that this file wrote or met, in the order of the log.
void journal_older(Connection& connection, const LogEntry& entry) {
    constexpr std::int64_t beginning = -(std::int64_t{1} << 48);
    if (find_operation(connection, entry.operation.id)) return;
    const std::int64_t sequence = beginning + static_cast<std::int64_t>(entry.number);
    Operation operation = entry.operation;
    for (FieldChange& change : operation.changes) {
        Query before(connection, "journal/value_before.sql");
        before.bind(":record", operation.record)
            .bind(":field", std::string(spec(change.field).name))
            .bind(":sequence", sequence);
        if (!before.step()) continue;
        auto value = value_from_wire(change.field, before.optional_text(0));
        if (value) change.before = std::move(*value);
    }
    std::vector<StandingResult> results;
    for (const FieldResult& result : entry.results) results.push_back({result.field, result.value, result.number});
    insert_operation(connection, operation, state_of(entry.verdict), entry.number, results, {}, sequence);
}

void set_line_aside(Connection& connection, std::uint64_t number, const std::string& reason,
                    const std::string& program) {
    Query(connection, "exchange/set_line_aside.sql")
        .bind(":number", number)
        .bind(":reason", reason)
        .bind(":at", connection.environment().clock.now().unix_ms)
        .bind(":program", program)
        .run();
}

void take_or_set_aside(Connection& connection, const LogEntry& entry, const std::string& program) {
    std::string reason;
    connection.set_mark();
    try {
        LogReader reader(connection);
        const auto taken = reader.take(entry);
        if (!taken) reason = taken.error().details;
        reader.settle();
    } catch (const SQLite::Exception& exception) {
        constexpr int primary = 0xff; // the rest of the code says which constraint
        if ((exception.getErrorCode() & primary) != SQLITE_CONSTRAINT) throw; // the disk, or the file
        reason = exception.what();
    }
    if (!reason.empty()) {
        connection.roll_back_to_mark();
        set_line_aside(connection, entry.number, reason, program);
    }
    connection.forget_mark();
}

void see_stamp(Connection& connection, HybridTime stamp) {
    const Device device = read_device(connection);
    HybridClock clock(device.last_stamp);
    clock.see(stamp, Instant{connection.environment().clock.now().unix_ms + device.clock_offset_ms});
    Query(connection, "session/set_stamp.sql").bind(":stamp", clock.last().packed).run();
}

// What a page changes of a record that was here already came by operations that this file will never see one by one.
void journal_difference(Connection& connection, const Stored& row, const std::map<Field, FieldResult>& differing) {
    if (differing.empty()) return;
    const intl::Environment& environment = connection.environment();
    Operation operation;
    operation.id = operation.group = environment.ids.next();
    operation.command = std::string(entity_name(row.record.entity)) + ".edit";
    operation.entity = row.record.entity;
    operation.record = row.record.id;
    operation.stamp = read_device(connection).last_stamp;
    std::uint64_t number = 0;
    std::vector<StandingResult> results;
    for (const auto& [field, result] : differing) {
        operation.changes.push_back({field, confirmed_value(connection, row, field), result.value, {}});
        results.push_back({field, result.value, result.number});
        number = std::max(number, result.number);
    }
    insert_operation(connection, operation, State::confirmed, number, results);
}

void put_bootstrap_row(Connection& connection, ArrivingRows& rows, const BootstrapRow& arrived) {
    const Record& record = arrived.record;
    std::map<Field, std::uint64_t> numbers;
    for (const auto& [field, number] : arrived.numbers) numbers[field] = number;
    auto row = find_record(connection, record.entity, record.id);
    const bool is_new = !row;
    const std::optional<Stored> before = row;
    if (is_new) row = Stored{Record(record.entity, record.id), {}};
    row->record.created_by = record.created_by;
    row->created_number = arrived.created_number;
    if (!is_new) {
        std::map<Field, FieldResult> differing;
        for (const auto& [field, number] : numbers) {
            if (number <= confirmed_number(connection, *row, field)) continue;
            if (record.get(field) == confirmed_value(connection, *row, field)) continue;
            differing[field] = {field, record.get(field), number};
        }
        journal_difference(connection, *row, differing);
    }
    for (const FieldSpec& found : fields_of(record.entity)) {
        const auto changed = numbers.find(found.field);
        const std::uint64_t number = changed == numbers.end() ? arrived.created_number : changed->second;
        if (is_new && changed == numbers.end()) {
            row->record.set(found.field, record.get(found.field));
        } else {
            confirm_field(connection, *row, found.field, record.get(found.field), number);
        }
    }
    if (is_new) {
        rows.add(*row);
    } else {
        rows.put(*before, *row);
    }
}

} // namespace

Result<> Exchange::apply(const Pulled& pulled, Patience patience) {
    bool one_by_one = false;
    const auto yields = [&] { return patience == Patience::gives_way && database_.wanted(); };
    const auto take_all = [&](Connection& connection, Changed& changed) -> Result<> {
        LogReader reader(connection);
        HybridTime newest{};
        for (const LogEntry& entry : pulled.entries) {
            if (yields()) return others_first();
            newest = std::max(newest, entry.operation.stamp);
            if (one_by_one) {
                take_or_set_aside(connection, entry, pulled.program);
            } else {
                EPIC_TRY(reader.take(entry));
            }
        }
        if (!reader.settle(yields)) return others_first();
        for (const auto& [number, reason] : pulled.set_aside)
            set_line_aside(connection, number, reason, pulled.program);
        for (const ConflictEntry& conflict : pulled.conflicts) put_conflict(connection, conflict);
        for (const auto& [id, number] : pulled.conflicts_closed) {
            Query(connection, "exchange/close_conflict.sql").bind(":id", id).bind(":number", number).run();
        }
        for (const ContractNumber& issued : pulled.contract_numbers) put_contract_number(connection, issued);
        see_stamp(connection, newest);
        Query(connection, "exchange/set_cursor.sql")
            .bind(":cursor", pulled.cursor)
            .bind(":chain_hash", pulled.chain_hash)
            .run();
        const bool news = !pulled.entries.empty() || !pulled.contract_numbers.empty();
        changed.entities = news ? all_entities : 0;
        changed.exchange = true;
        return Done{};
    };
    auto taken = database_.write(take_all, Source::server);
    // One line that cannot be must not keep the others out; looking for it costs nothing as long as there is none.
    const bool of_content =
        !taken && (taken.error().code == ErrorCode::server_refused || taken.error().code == ErrorCode::unexpected);
    if (!of_content) return taken;
    one_by_one = true;
    return database_.write(take_all, Source::server);
}

Result<> Exchange::apply_bootstrap(const std::vector<BootstrapRow>& rows, const std::string& progress,
                                   const std::vector<ConflictEntry>& conflicts, Patience patience) {
    const auto yields = [&] { return patience == Patience::gives_way && database_.wanted(); };
    const auto take_all = [&](Connection& connection, Changed& changed) -> Result<> {
        ArrivingRows arriving(connection);
        for (const BootstrapRow& row : rows) {
            if (yields()) return others_first();
            put_bootstrap_row(connection, arriving, row);
        }
        if (!arriving.settle(yields)) return others_first();
        for (const ConflictEntry& conflict : conflicts) {
            put_conflict(connection, conflict);
            Query(connection, "exchange/reopen_conflict.sql").bind(":id", conflict.id).run();
        }
        Query(connection, "exchange/set_bootstrap.sql").bind(":progress", progress).run();
        changed.entities = all_entities;
        changed.exchange = true;
        return Done{};
    };
    return database_.write(take_all, Source::server);
}

Result<> Exchange::apply_history(const Pulled& pulled, Patience patience) {
    const auto take_all = [&](Connection& connection, Changed& changed) -> Result<> {
        for (const LogEntry& entry : pulled.entries) {
            if (patience == Patience::gives_way && database_.wanted()) return others_first();
            journal_older(connection, entry);
        }
        Query(connection, "exchange/set_history_cursor.sql").bind(":cursor", pulled.cursor).run();
        changed.exchange = true;
        return Done{};
    };
    return database_.write(take_all, Source::server);
}

Result<> Exchange::begin_bootstrap() {
    return database_.write_quietly([](Connection& connection) -> Result<> {
        Query(connection, "exchange/begin_bootstrap.sql").run();
        Query(connection, "exchange/close_conflicts.sql").run();
        return Done{};
    });
}

Result<std::int64_t> Exchange::lines_set_aside() const {
    return database_.read([](Connection& connection) -> Result<std::int64_t> {
        Query query(connection, "exchange/lines_set_aside.sql");
        return query.step() ? query.integer(0) : 0;
    });
}

Result<std::vector<std::uint64_t>> Exchange::lines_of_others(const std::string& program, std::size_t limit) const {
    return database_.read([&](Connection& connection) -> Result<std::vector<std::uint64_t>> {
        std::vector<std::uint64_t> numbers;
        Query query(connection, "exchange/lines_of_others.sql");
        query.bind(":program", program).bind(":limit", static_cast<std::int64_t>(limit));
        while (query.step()) numbers.push_back(query.number(0));
        return numbers;
    });
}

Result<> Exchange::take_line_up(std::uint64_t number, const std::string& program) {
    return database_.write([&](Connection& connection, Changed& changed) -> Result<> {
        Query(connection, "exchange/take_line_up.sql").bind(":number", number).bind(":program", program).run();
        changed.exchange = true;
        return Done{};
    });
}

Result<> Exchange::finish_bootstrap(std::uint64_t cursor, const std::string& chain_hash) {
    return database_.write([&](Connection& connection, Changed& changed) -> Result<> {
        const bool had_history = last_sequence(connection) > 0;
        Query(connection, "exchange/begin_history.sql").bind(":end", cursor).run();
        Query(connection, "exchange/finish_bootstrap.sql")
            .bind(":cursor", cursor)
            .bind(":chain_hash", chain_hash)
            .run();
        // Of a first synchronisation nothing is news. A file that had been away keeps what it was told meanwhile.
        if (!had_history) Query(connection, "digest/everyone_has_seen.sql").run();
        changed.exchange = true;
        return Done{};
    });
}

} // namespace epic::store
