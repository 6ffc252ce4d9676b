// What this file holds of the server's state, and rows of it that were found different.
#include <map>

#include "storage/store/exchange.hpp"
#include "storage/store/internal/confirmed.hpp"
#include "storage/store/internal/database.hpp"
#include "storage/store/store_words.hpp"

namespace epic::store {
namespace {

using Shadows = std::map<std::pair<Id, std::string>, std::optional<std::string>>;

Shadows read_shadows(Connection& connection) {
    Shadows shadows;
    Query query(connection, "journal/all_shadows.sql");
    while (query.step()) shadows.insert_or_assign({query.id(0), query.text(1)}, query.optional_text(2));
    return shadows;
}

// The row without what is pending on top.
void take_away_pending(Record& record, const Shadows& shadows) {
    auto found = shadows.lower_bound({record.id, std::string()});
    for (; found != shadows.end() && found->first.first == record.id; ++found) {
        const auto field = find_field(record.entity, found->first.second);
        if (!field) continue;
        auto value = value_from_wire(*field, found->second);
        if (value) record.set(*field, std::move(value).value());
    }
}

// Whatever number this file has for it.
void force_field(Connection& connection, Stored& row, Field field, const Value& value, std::uint64_t number) {
    Query(connection, "journal/remove_version.sql")
        .bind(":record", row.record.id)
        .bind(":field", std::string(spec(field).name))
        .run();
    confirm_field(connection, row, field, value, number);
}

void put_server_row(Connection& connection, const BootstrapRow& arrived) {
    const Record& record = arrived.record;
    std::map<Field, std::uint64_t> numbers;
    for (const auto& [field, number] : arrived.numbers) numbers[field] = number;
    auto row = find_record(connection, record.entity, record.id);
    if (!row) {
        row = Stored{record, arrived.created_number};
    } else {
        row->record.created_by = record.created_by;
        row->created_number = arrived.created_number;
    }
    for (const FieldSpec& found : fields_of(record.entity)) {
        const auto changed = numbers.find(found.field);
        force_field(connection, *row, found.field, record.get(found.field),
                    changed == numbers.end() ? arrived.created_number : changed->second);
    }
    put_record(connection, *row);
}

} // namespace

Result<std::uint64_t> Exchange::for_each_confirmed(std::optional<Entity> only,
                                                   const std::function<bool(const Record&)>& visit) const {
    return database_.read([&](Connection& connection) -> Result<std::uint64_t> {
        const Shadows shadows = read_shadows(connection);
        for (std::size_t e = 0; e < entity_count; ++e) {
            const auto entity = static_cast<Entity>(e);
            if (only && *only != entity) continue;
            Query ids(connection, record_file(entity, ".ids"));
            while (ids.step()) {
                auto row = find_record(connection, entity, ids.id(0));
                if (!row || !row->created_number) continue;
                take_away_pending(row->record, shadows);
                if (!visit(row->record)) return Error{.code = ErrorCode::cancelled, .message = words::stopped_early};
            }
        }
        Query state(connection, "exchange/state.sql");
        return state.step() ? state.number(6) : 0;
    });
}

Result<> Exchange::repair(const std::vector<BootstrapRow>& rows) {
    const auto put_all = [&](Connection& connection, Changed& changed) -> Result<> {
        for (const BootstrapRow& row : rows) put_server_row(connection, row);
        changed.entities = all_entities;
        changed.exchange = true;
        return Done{};
    };
    return database_.write(put_all, Source::server);
}

} // namespace epic::store
