#include "storage/store/internal/inbox.hpp"

#include "storage/store/internal/confirmed.hpp"
#include "storage/store/store_words.hpp"

namespace epic::store {
namespace {

Value kept_value(Field field, const std::optional<std::string>& text) {
    auto value = value_from_wire(field, text);
    return value ? std::move(value).value() : Value{};
}

} // namespace

std::optional<ConflictEntry> read_conflict(const Query& query) {
    const auto entity = parse_entity(query.text(1));
    const auto field = entity ? find_field(*entity, query.text(3)) : std::nullopt;
    if (!field) return std::nullopt;
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

std::vector<ReturnedItem> read_returned(Connection& connection, Query& query, Language language) {
    std::vector<ReturnedItem> items;
    while (query.step()) {
        ReturnedItem item;
        item.id = query.id(0);
        item.code = query.text(1);
        item.rule = query.text(2);
        item.text = item.rule == built_on_refused_rule ? Message(words::built_on_refused).in(language) : query.text(3);
        item.at = Instant{query.integer(4)};
        item.handed_over = query.integer(5) != 0;
        auto line = find_operation(connection, item.id);
        if (!line) continue;
        item.operation = std::move(line->operation);
        items.push_back(std::move(item));
    }
    return items;
}

} // namespace epic::store
