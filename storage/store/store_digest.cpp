// What others changed since a person last looked.
#include <algorithm>
#include <map>

#include "storage/store/internal/database.hpp"
#include "storage/store/internal/journal.hpp"
#include "storage/store/store.hpp"

namespace epic::store {
namespace {

struct Stretch {
    Id me{};
    std::int64_t since = 0;
    std::int64_t until = 0;
};

Value kept_value(Field field, const std::optional<std::string>& text) {
    auto value = value_from_wire(field, text);
    return value ? std::move(value).value() : Value{};
}

std::string name_in(Connection& connection, Field field, const Value& value) {
    const auto* id = std::get_if<Id>(&value);
    return id == nullptr || !spec(field).target ? std::string() : name_of(connection, *spec(field).target, *id);
}

void read_fields(Connection& connection, const Stretch& stretch, DigestItem& item) {
    std::map<Field, DigestField> fields;
    Query query(connection, "digest/fields.sql");
    query.bind(":record", item.record).bind(":since", stretch.since).bind(":until", stretch.until);
    while (query.step()) {
        const auto field = find_field(item.entity, query.text(0));
        if (!field) continue;            // of a newer program
        if (query.id(3) == stretch.me) { // whoever wrote over it has seen it
            fields.erase(*field);
            continue;
        }
        const auto [found, is_first] = fields.try_emplace(*field);
        DigestField& line = found->second;
        if (is_first) line.before = kept_value(*field, query.optional_text(1));
        line.field = *field;
        line.after = kept_value(*field, query.optional_text(2));
        item.by = line.by = query.id(3);
        item.by_name = line.by_name = query.text(4);
        item.at = line.at = HybridTime{query.number(5)}.instant();
    }
    for (auto& [field, line] : fields) {
        if (line.before == line.after) continue; // changed and changed back, or met a newer value
        line.before_name = name_in(connection, field, line.before);
        line.after_name = name_in(connection, field, line.after);
        item.fields.push_back(std::move(line));
    }
}

} // namespace

Result<Digest> Store::digest(std::int64_t limit) const {
    const Id me = session().actor.id;
    return database_->read([&](Connection& connection) -> Result<Digest> {
        Digest digest;
        Stretch stretch{me, last_sequence(connection), last_sequence(connection)};
        digest.until = stretch.until;
        {
            Query mark(connection, "digest/find_mark.sql");
            mark.bind(":person", me);
            if (!mark.step()) return digest;
            stretch.since = mark.integer(0);
            digest.since = Instant{mark.integer(1)};
        }
        Query records(connection, "digest/records.sql");
        records.bind(":me", me).bind(":since", stretch.since).bind(":until", stretch.until).bind(":limit", limit);
        while (records.step()) {
            const auto entity = parse_entity(records.text(0));
            if (!entity) continue;
            DigestItem item;
            item.entity = *entity;
            item.record = records.id(1);
            item.created = records.integer(2) != 0;
            digest.total = records.integer(3);
            item.own = records.integer(4) != 0;
            item.name = name_of(connection, item.entity, item.record);
            read_fields(connection, stretch, item);
            if (!item.fields.empty()) digest.items.push_back(std::move(item));
        }
        return digest;
    });
}

Result<> Store::mark_digest_seen(std::int64_t until) {
    const Id me = session().actor.id;
    return database_->write([&](Connection& connection, Changed& changed) -> Result<> {
        Query(connection, "digest/move_mark.sql")
            .bind(":person", me)
            .bind(":sequence", std::min(until, last_sequence(connection)))
            .bind(":at", connection.environment().clock.now().unix_ms)
            .run();
        changed.exchange = true;
        return Done{};
    });
}

} // namespace epic::store
