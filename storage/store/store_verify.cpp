// verify, second part: what SQLite, our rules and the history say of an open file.
#include <array>

#include "storage/store/internal/database.hpp"
#include "storage/store/internal/journal.hpp"
#include "storage/store/internal/tallies.hpp"
#include "storage/store/internal/word_index.hpp"
#include "storage/store/store.hpp"
#include "storage/store/verify_words.hpp"

namespace epic::store {
namespace {

struct Rule {
    std::string_view code;
    std::string_view file;
    const Msg& message;
};
constexpr std::array rules = {
    Rule{"paid", "verify/paid.sql", words::breaks_paid},
    Rule{"payment_currency", "verify/payment_currency.sql", words::breaks_currency},
    Rule{"reversal", "verify/reversals.sql", words::breaks_reversal},
    Rule{"event_on_unsigned_contract", "verify/unsigned_events.sql", words::breaks_signature},
    Rule{"event_times", "verify/event_times.sql", words::breaks_times},
    Rule{"last_gestion", "verify/last_gestion.sql", words::breaks_gestion},
    Rule{"contract_number", "verify/contract_numbers.sql", words::breaks_number},
    Rule{"contract_counter", "verify/contract_counter.sql", words::breaks_counter},
    Rule{"shadow", "verify/shadows.sql", words::breaks_shadow},
    Rule{"batch", "verify/batches.sql", words::breaks_batch},
    Rule{"empty_operation", "verify/empty_operations.sql", words::breaks_operation},
    Rule{"device", "verify/device.sql", words::breaks_device},
};

// A rule that is broken a thousand times is one thing to mend.
constexpr std::int64_t names_max = 5;

// Counts what breaks a rule and keeps the first few names.
class Breaches {
public:
    void add(const std::string& name) {
        if (++count_ > names_max) return;
        if (!names_.empty()) names_ += ", ";
        names_ += name;
    }
    void report(std::string_view code, const Msg& message, std::string table, std::vector<Flaw>& flaws) const {
        if (count_ == 0) return;
        const std::string more = count_ > names_max ? names_ + " … (" + std::to_string(count_) + ")" : names_;
        flaws.push_back({std::string(code), std::move(table), count_, Message(message, {more})});
    }

private:
    std::int64_t count_ = 0;
    std::string names_;
};

void ask_sqlite(Connection& connection, Verification& verification) {
    verification.pages = connection.sqlite().execAndGet("PRAGMA page_count").getInt64();
    Query check = Query::composed(connection, "PRAGMA integrity_check");
    while (check.step()) {
        if (check.text(0) == "ok") continue;
        verification.damaged.push_back({"database", {}, 0, Message(words::database_says, {check.text(0)})});
    }
}

void ask_rules(Connection& connection, Verification& verification) {
    for (const Rule& rule : rules) {
        Breaches breaches;
        Query query(connection, rule.file);
        while (query.step()) breaches.add(query.text(0));
        breaches.report(rule.code, rule.message, {}, verification.invariants);
    }
    Query references(connection, "verify/references.sql");
    while (references.step()) {
        const std::string table = references.text(0);
        verification.invariants.push_back(
            {"reference", table, references.integer(1),
             Message(words::breaks_reference, {std::to_string(references.integer(1))}).with(area_of(table))});
    }
}

std::string name_or_id(Connection& connection, Entity entity, const Id& record) {
    std::string name = name_of(connection, entity, record);
    return name.empty() ? record.text() : name;
}

// The figures that are kept instead of being counted.
void ask_tallies(Connection& connection, Verification& verification) {
    Breaches breaches;
    for (const std::string& tally : wrong_tallies(connection)) breaches.add(tally);
    breaches.report("tally", words::breaks_tally, {}, verification.invariants);
}

// Holds each record against what its history says of it.
void ask_history(Connection& connection, Verification& verification) {
    struct Told {
        std::string entity;
        Id record{};
        std::string field;
        std::optional<std::string> value;
        std::optional<std::uint64_t> number; // nothing: it waits
    };
    Breaches breaches;
    std::optional<Stored> row;
    bool blamed = false;
    // What was fetched after a restore, or because both sides differed, comes without a line, or before it.
    const auto came_later = [&](const Told& told, Field field) {
        return row && told.number && confirmed_number(connection, *row, field) > *told.number;
    };
    const auto compare = [&](const Told& told) {
        const auto entity = parse_entity(told.entity);
        const auto field = entity ? find_field(*entity, told.field) : std::nullopt;
        if (!field || blamed) return;
        const bool differs = !row || wire_text(row->record.get(*field)) != told.value;
        blamed = differs && !came_later(told, *field);
        if (blamed) breaches.add(name_or_id(connection, *entity, told.record));
    };
    Query query(connection, "verify/history.sql");
    std::optional<Told> last;
    while (query.step()) {
        Told told{query.text(0), query.id(1), query.text(2), query.optional_text(3),
                  query.is_null(4) ? std::nullopt : std::optional(query.number(4))};
        if (last && (told.record != last->record || told.field != last->field)) compare(*last);
        if (!last || told.record != last->record) {
            const auto entity = parse_entity(told.entity);
            row = entity ? find_record(connection, *entity, told.record) : std::nullopt;
            blamed = false;
        }
        last = std::move(told);
    }
    if (last) compare(*last);
    breaches.report("history", words::breaks_history, {}, verification.invariants);
}

void ask_derived(Connection& connection, Verification& verification) {
    for (std::size_t i = 0; i < entity_count; ++i) {
        const auto entity = static_cast<Entity>(i);
        Breaches breaches;
        Query ids(connection, record_file(entity, ".ids"));
        while (ids.step()) {
            const Id id = ids.id(0);
            const auto stored = find_record(connection, entity, id);
            if (stored && !words_are_current(connection, stored->record)) {
                breaches.add(name_or_id(connection, entity, id));
            }
        }
        breaches.report("derived", words::breaks_derived, std::string(entity_name(entity)), verification.invariants);
    }
}

// Written as an INSERT, though nothing is: on the writing connection.
Result<> ask_word_index(Database& database, Verification& verification) {
    return database.write_quietly([&](Connection& connection) -> Result<> {
        for (std::size_t i = 0; i < entity_count; ++i) {
            const std::string table(entity_name(static_cast<Entity>(i)));
            try {
                Query::composed(connection, for_table("verify/any_table/words.sql", table)).run();
            } catch (const SQLite::Exception& exception) {
                if (connection.explain(exception).code != ErrorCode::damaged) throw;
                verification.invariants.push_back(
                    {"words", table, 0, Message(words::breaks_words).with(area_of(table))});
            }
        }
        return Done{};
    });
}

} // namespace

Result<Verification> Store::verify() const {
    Verification verification;
    database_->remember_pages(false);
    auto read = database_->read([&](Connection& connection) -> Result<> {
        ask_sqlite(connection, verification);
        if (!verification.damaged.empty()) return Done{};
        ask_rules(connection, verification);
        ask_tallies(connection, verification);
        ask_history(connection, verification);
        ask_derived(connection, verification);
        return Done{};
    });
    if (read && verification.damaged.empty()) read = ask_word_index(*database_, verification);
    database_->remember_pages(true);
    // A damaged page is an answer here, not a failure.
    if (!read && read.error().code != ErrorCode::damaged) return std::move(read).error();
    if (!read) verification.damaged.push_back({"page_damaged", {}, 0, read.error().message});
    return verification;
}

} // namespace epic::store
