// Lists: a window, the first rows, all of them, how many there are.
#include "storage/store/internal/database.hpp"
#include "storage/store/internal/interruption.hpp"
#include "storage/store/internal/lists.hpp"
#include "storage/store/store.hpp"
#include "storage/store/store_words.hpp"

namespace epic::store {
namespace {

// Calls `body(connection, reader)` until the reader loses interest.
template <typename Answer, typename Body>
Result<Answer> read_while_wanted(Database& database, const std::function<bool()>& stale, Body&& body) {
    return database.read([&](Connection& connection) -> Result<Answer> {
        const Interruption interruption(connection, stale);
        try {
            return body(connection, database.reader(read_device(connection).joined));
        } catch (const SQLite::Exception& exception) {
            if (!was_interrupted(exception)) throw;
            return Error{.code = ErrorCode::cancelled, .message = words::stopped_early};
        }
    });
}

} // namespace

Result<Page> Store::list(const ListQuery& query, const std::function<bool()>& stale) const {
    return read_while_wanted<Page>(*database_, stale, [&](Connection& connection, const Reader& reader) {
        return read_page(connection, database_->list_memory(), query, reader);
    });
}

Result<> Store::prepare(const ListQuery& query, const std::function<bool()>& stale) const {
    database_->prepare_lists();
    return read_while_wanted<Done>(*database_, stale, [&](Connection& connection, const Reader& reader) {
        prepare_list(connection, database_->list_memory(), query, reader);
        return Done{};
    });
}

bool Store::is_prepared(const ListQuery& query) const {
    const auto prepared = database_->read([&](Connection& connection) -> Result<bool> {
        return store::is_prepared(connection, database_->list_memory(), query,
                                  database_->reader(read_device(connection).joined));
    });
    return prepared && *prepared;
}

Result<std::vector<RecordView>> Store::first(const ListQuery& query) const {
    return database_->read([&](Connection& connection) -> Result<std::vector<RecordView>> {
        return read_first(connection, query, database_->reader(read_device(connection).joined));
    });
}

Result<> Store::for_each(const ListQuery& query, const std::function<Result<>(const RecordView&)>& visit) const {
    return database_->read([&](Connection& connection) -> Result<> {
        return visit_rows(connection, query, database_->reader(read_device(connection).joined), visit);
    });
}

Result<std::vector<std::int64_t>> Store::count(std::span<const ListQuery> queries) const {
    return database_->read([&](Connection& connection) -> Result<std::vector<std::int64_t>> {
        const Reader reader = database_->reader(read_device(connection).joined);
        std::vector<std::int64_t> counts;
        counts.reserve(queries.size());
        for (const ListQuery& query : queries) {
            counts.push_back(count_rows(connection, database_->list_memory(), query, reader));
        }
        return counts;
    });
}

} // namespace epic::store
