// Drafts: what a person was typing, per form.
#include "storage/store/internal/database.hpp"
#include "storage/store/store.hpp"

namespace epic::store {
namespace {

Store::Draft read_draft(const Query& query) {
    return Store::Draft{query.text(0), query.text(1), Instant{query.integer(2)}};
}

} // namespace

Result<> Store::save_draft(std::string_view form, std::string_view text) {
    const Id me = session().actor.id;
    return database_->write_quietly([&](Connection& connection) -> Result<> {
        Query(connection, "draft/save.sql")
            .bind(":person", me)
            .bind(":form", std::string(form))
            .bind(":text", std::string(text))
            .bind(":saved_at", database_->environment().clock.now().unix_ms)
            .run();
        return Done{};
    });
}

Result<std::optional<Store::Draft>> Store::load_draft(std::string_view form) const {
    const Id me = session().actor.id;
    return database_->read([&](Connection& connection) -> Result<std::optional<Draft>> {
        Query query(connection, "draft/load.sql");
        query.bind(":person", me).bind(":form", std::string(form));
        if (!query.step()) return std::optional<Draft>();
        return std::optional(read_draft(query));
    });
}

Result<> Store::remove_draft(std::string_view form) {
    const Id me = session().actor.id;
    return database_->write_quietly([&](Connection& connection) -> Result<> {
        Query(connection, "draft/remove.sql").bind(":person", me).bind(":form", std::string(form)).run();
        return Done{};
    });
}

Result<std::vector<Store::Draft>> Store::drafts() const {
    const Id me = session().actor.id;
    return database_->read([&](Connection& connection) -> Result<std::vector<Draft>> {
        std::vector<Draft> found;
        Query query(connection, "draft/list.sql");
        query.bind(":person", me);
        while (query.step()) found.push_back(read_draft(query));
        return found;
    });
}

} // namespace epic::store
