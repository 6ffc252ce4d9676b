// Search as one types.
#include "storage/store/internal/database.hpp"
#include "storage/store/internal/search.hpp"
#include "storage/store/internal/text_rows.hpp"
#include "storage/store/store.hpp"

namespace epic::store {

Result<SearchAnswer> Store::search(std::string_view text, std::int64_t limit,
                                   const std::function<bool()>& stale) const {
    return database_->read([&](Connection& connection) -> Result<SearchAnswer> {
        const Interruption interruption(connection, stale);
        const Reader reader = database_->reader(read_device(connection).joined);
        const auto wanted = static_cast<std::size_t>(std::max<std::int64_t>(limit, 0));
        try {
            return search_records(connection, database_->search_memory(), text, wanted, reader, interruption);
        } catch (const SQLite::Exception& exception) {
            if (!was_interrupted(exception)) throw;
            return SearchAnswer{.hits = {}, .interrupted = true};
        }
    });
}

Result<> Store::prepare_search(const std::function<bool()>& stale) const {
    return database_->read([&](Connection& connection) -> Result<> {
        const Interruption interruption(connection, stale);
        const SearchMemory memory = database_->search_memory();
        memory.vocabulary.refresh(connection);
        read_ahead(connection, memory.rows, memory.log, {Entity::client, Entity::event, Entity::contract},
                   read_tallied(connection));
        return Done{};
    });
}

} // namespace epic::store
