// What a person sees of the exchange: questions that are open, and what came back.
#include "storage/store/exchange.hpp"
#include "storage/store/internal/confirmed.hpp"
#include "storage/store/internal/database.hpp"
#include "storage/store/store_words.hpp"

namespace epic::store {
namespace {

Error unknown(const Id& id) {
    return Error{.code = ErrorCode::not_found, .message = Message(words::id_unknown, {id.text()})};
}

Value kept_value(Field field, const std::optional<std::string>& text) {
    auto value = value_from_wire(field, text);
    return value ? std::move(value).value() : Value{};
}

std::optional<ConflictEntry> read_conflict(const Query& query) {
    const auto entity = parse_entity(query.text(1));
    const auto field = entity ? find_field(*entity, query.text(3)) : std::nullopt;
    if (!field) return std::nullopt; // of a newer program
    ConflictEntry entry;
    entry.id = query.id(0);
    entry.entity = *entity;
    entry.record = query.id(2);
    entry.field = *field;
    entry.operation = query.id(4);
    entry.author = query.id(5);
    entry.base = kept_value(*field, query.optional_text(6));
    entry.mine = kept_value(*field, query.optional_text(7));
    entry.theirs = kept_value(*field, query.optional_text(8));
    entry.theirs_author = query.id(9);
    entry.number = query.number(10);
    return entry;
}

} // namespace

Result<std::vector<OpenConflict>> Exchange::conflicts() const {
    return database_.read([](Connection& connection) -> Result<std::vector<OpenConflict>> {
        std::vector<OpenConflict> open;
        Query query(connection, "exchange/open_conflicts.sql");
        while (query.step()) {
            auto entry = read_conflict(query);
            if (!entry) continue;
            OpenConflict conflict;
            conflict.record_name = name_of(connection, entry->entity, entry->record);
            conflict.author_name = name_of(connection, Entity::collaborator, entry->author);
            conflict.theirs_author_name = name_of(connection, Entity::collaborator, entry->theirs_author);
            const auto row = find_record(connection, entry->entity, entry->record);
            if (row) conflict.now = row->record.get(entry->field);
            conflict.entry = std::move(*entry);
            open.push_back(std::move(conflict));
        }
        return open;
    });
}

Result<std::vector<ReturnedItem>> Exchange::returned(const Id& author) const {
    const Language language = database_.session().language;
    return database_.read([&](Connection& connection) -> Result<std::vector<ReturnedItem>> {
        std::vector<ReturnedItem> items;
        Query query(connection, "exchange/returned_of.sql");
        query.bind(":author", author);
        while (query.step()) {
            ReturnedItem item;
            item.id = query.id(0);
            item.code = query.text(1);
            item.rule = query.text(2);
            item.text =
                item.rule == built_on_refused_rule ? Message(words::built_on_refused).in(language) : query.text(3);
            item.at = Instant{query.integer(4)};
            auto line = find_operation(connection, item.id);
            if (!line) continue;
            item.operation = std::move(line->operation);
            items.push_back(std::move(item));
        }
        return items;
    });
}

Result<> Exchange::dismiss_returned(const Id& operation) {
    return database_.write([&](Connection& connection, Changed& changed) -> Result<> {
        const int found = Query(connection, "exchange/dismiss_returned.sql").bind(":operation", operation).run();
        if (found == 0) return unknown(operation);
        changed.exchange = true;
        return Done{};
    });
}

Result<Operation> Exchange::operation(const Id& id) const {
    return database_.read([&](Connection& connection) -> Result<Operation> {
        auto line = find_operation(connection, id);
        if (!line) return unknown(id);
        return std::move(line->operation);
    });
}

} // namespace epic::store
