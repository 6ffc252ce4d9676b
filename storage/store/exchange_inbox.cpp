// What a person sees of the exchange: questions that are open, and what came back.
#include <map>
#include <set>

#include "storage/store/exchange.hpp"
#include "storage/store/internal/confirmed.hpp"
#include "storage/store/internal/database.hpp"
#include "storage/store/internal/inbox.hpp"
#include "storage/store/internal/queue.hpp"
#include "storage/store/store_words.hpp"

namespace epic::store {
namespace {

Error unknown(const Id& id) {
    return Error{.code = ErrorCode::not_found, .message = Message(words::id_unknown, {id.text()})};
}

// Pending or in the frozen batch, oldest first.
std::vector<JournalLine> waiting_of(Connection& connection, const Id& author) {
    std::vector<JournalLine> lines;
    Query query(connection, "journal/waiting_of_author.sql");
    query.bind(":author", author);
    while (query.step()) lines.push_back(read_line(query));
    for (JournalLine& line : lines) read_changes(connection, line);
    return lines;
}

} // namespace

Result<std::vector<QueuedOperation>> Exchange::queue(std::size_t operations_max) const {
    return database_.read([&](Connection& connection) -> Result<std::vector<QueuedOperation>> {
        std::vector<QueuedOperation> queued;
        {
            Query query(connection, "journal/waiting_all.sql");
            while (queued.size() < operations_max && query.step()) {
                JournalLine line = read_line(query);
                read_changes(connection, line);
                queued.push_back({.operation = std::move(line.operation), .sent = line.state == State::sent});
            }
        }
        std::vector<Id> authors;
        {
            Query query(connection, "journal/authors_waiting.sql");
            while (query.step()) authors.push_back(query.id(0));
        }
        std::map<Id, Id> behind; // one person alone waits for nobody
        for (std::size_t i = 0; authors.size() > 1 && i < authors.size(); ++i) {
            behind.merge(read_behind(connection, authors[i]));
        }
        for (QueuedOperation& one : queued) {
            one.record_name = name_of(connection, one.operation.entity, one.operation.record);
            one.author_name = name_of(connection, Entity::collaborator, one.operation.author);
            const auto found = behind.find(one.operation.id);
            if (found == behind.end()) continue;
            one.behind = found->second;
            one.behind_name = name_of(connection, Entity::collaborator, found->second);
        }
        return queued;
    });
}

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

Result<std::vector<ReturnedItem>> Exchange::returned(const Id& person) const {
    const Language language = database_.session().language;
    return database_.read([&](Connection& connection) -> Result<std::vector<ReturnedItem>> {
        Query query(connection, "exchange/returned_of.sql");
        query.bind(":author", person);
        return read_returned(connection, query, language);
    });
}

Result<std::vector<ReturnedItem>> Exchange::handed_over() const {
    const Language language = database_.session().language;
    return database_.read([&](Connection& connection) -> Result<std::vector<ReturnedItem>> {
        Query query(connection, "exchange/handed_over.sql");
        return read_returned(connection, query, language);
    });
}

Result<> Exchange::note_handed_over(const Id& operation) {
    return database_.write_quietly([&](Connection& connection) -> Result<> {
        Query(connection, "exchange/note_handed_over.sql").bind(":operation", operation).run();
        return Done{};
    });
}

Result<> Exchange::take_handed_over(const std::vector<ReturnedItem>& items, const std::vector<Id>& taken,
                                    std::uint64_t cursor) {
    return database_.write([&](Connection& connection, Changed& changed) -> Result<> {
        for (const ReturnedItem& item : items) {
            // What was written on this very file is in its journal, and waits or was answered here.
            if (find_operation(connection, item.id)) continue;
            insert_operation(connection, item.operation, State::refused, 0);
            Query(connection, "exchange/put_handed_over.sql")
                .bind(":operation", item.id)
                .bind(":author", item.operation.author)
                .bind(":code", item.code)
                .bind(":rule", item.rule)
                .bind(":text", item.text)
                .bind(":at", item.at.unix_ms)
                .run();
        }
        for (const Id& operation : taken) {
            Query(connection, "exchange/handed_over_taken.sql").bind(":operation", operation).run();
        }
        Query(connection, "exchange/set_handed_over_cursor.sql").bind(":cursor", cursor).run();
        changed.exchange = true;
        return Done{};
    });
}

Result<std::vector<Id>> Exchange::handed_over_done() const {
    return database_.read([](Connection& connection) -> Result<std::vector<Id>> {
        std::vector<Id> done;
        Query query(connection, "exchange/handed_over_done.sql");
        while (query.step()) done.push_back(query.id(0));
        return done;
    });
}

Result<> Exchange::dismiss_returned(const Id& operation) {
    return database_.write([&](Connection& connection, Changed& changed) -> Result<> {
        const auto line = find_operation(connection, operation);
        // An edit stays readable in its record's history; a creation that came back has no record any more.
        if (line && !find_record(connection, line->operation.entity, line->operation.record)) {
            return Error{.code = ErrorCode::conflict_with_state,
                         .message = words::returned_creation_stays,
                         .rule = "returned.text_kept"};
        }
        const int found = Query(connection, "exchange/dismiss_returned.sql").bind(":operation", operation).run();
        if (found == 0) return unknown(operation);
        changed.exchange = true;
        return Done{};
    });
}

Result<std::vector<Id>> Exchange::departed(const std::vector<Id>& slots) const {
    const Id me = database_.session().actor.id;
    return database_.read([&](Connection& connection) -> Result<std::vector<Id>> {
        std::set<Id> people(slots.begin(), slots.end());
        for (const char* file : {"journal/authors_waiting.sql", "exchange/authors_in_tray.sql"}) {
            Query query(connection, file);
            while (query.step()) people.insert(query.id(0));
        }
        people.erase(me);
        std::vector<Id> gone;
        for (const Id& person : people) {
            const auto row = find_record(connection, Entity::collaborator, person);
            if (!row || !row->created_number) continue; // a person whom the server does not know
            const FieldResult active = confirmed_result(connection, *row, Field::collaborator_active);
            if (active.value == Value{std::int64_t{0}}) gone.push_back(person);
        }
        return gone;
    });
}

Result<std::vector<ReturnedItem>> Exchange::left_behind(const Id& author) const {
    const Language language = database_.session().language;
    return database_.read([&](Connection& connection) -> Result<std::vector<ReturnedItem>> {
        std::vector<ReturnedItem> items;
        for (JournalLine& line : waiting_of(connection, author)) {
            ReturnedItem item;
            item.id = line.operation.id;
            item.operation = std::move(line.operation);
            items.push_back(std::move(item));
        }
        Query tray(connection, "exchange/tray_of_author.sql");
        tray.bind(":author", author);
        for (ReturnedItem& item : read_returned(connection, tray, language)) items.push_back(std::move(item));
        return items;
    });
}

Result<> Exchange::note_left_behind(const Id& author, const std::string& text) {
    return database_.write([&](Connection& connection, Changed& changed) -> Result<> {
        std::vector<std::pair<JournalLine, Reason>> waiting;
        for (JournalLine& line : waiting_of(connection, author)) {
            waiting.emplace_back(std::move(line), Reason{"revoked", "signed_in", text});
        }
        Query(connection, "exchange/thaw_of_author.sql").bind(":author", author).run();
        Query(connection, "exchange/remove_batch_of_author.sql").bind(":author", author).run();
        take_back(connection, waiting, Asked::no);
        Query(connection, "exchange/note_left_behind.sql").bind(":author", author).run();
        changed.entities = all_entities;
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
