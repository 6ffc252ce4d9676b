// Saved views: lists under a name.
#include <algorithm>

#include "core/model/validation.hpp"
#include "storage/store/internal/database.hpp"
#include "storage/store/store.hpp"
#include "storage/store/store_words.hpp"

namespace epic::store {
namespace {

constexpr std::size_t name_length_max = 100;

std::string joined(const std::vector<std::string>& names) {
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : ",") + name;
    return all;
}

std::vector<std::string> parted(const std::string& all) {
    std::vector<std::string> names;
    for (std::size_t first = 0; first < all.size();) {
        const std::size_t end = std::min(all.find(',', first), all.size());
        names.push_back(all.substr(first, end - first));
        first = end + 1;
    }
    return names;
}

// What a newer program wrote and this one does not know is left out.
std::optional<Where> read_condition(Entity entity, const Query& query) {
    const auto field = find_field(entity, query.text(0));
    const auto comparison = parse_comparison(query.text(1));
    if (!field || !comparison) return std::nullopt;
    const auto text = query.optional_text(2);
    if (*comparison == Comparison::contains && text) return Where{*field, *comparison, Value{*text}};
    auto value = value_from_wire(*field, text);
    if (!value) return std::nullopt;
    return Where{*field, *comparison, std::move(*value)};
}

SavedView read_view_row(Connection& connection, Entity entity, const Query& query) {
    SavedView view;
    view.name = query.text(1);
    view.query.entity = entity;
    for (const std::string& name : parted(query.text(2))) {
        if (const auto filter = parse_filter(entity, name)) view.query.filters.push_back(*filter);
    }
    view.query.text = query.text(3);
    view.query.sort = parse_sort(entity, query.text(4)).value_or(Sort{});
    view.query.withdrawn = query.integer(5) != 0;
    view.columns = parted(query.text(6));
    Query conditions(connection, "view/conditions.sql");
    conditions.bind(":view", query.integer(0));
    while (conditions.step()) {
        if (auto where = read_condition(entity, conditions)) view.query.where.push_back(std::move(*where));
    }
    return view;
}

Error unknown(std::string_view name) {
    return Error{.code = ErrorCode::not_found, .message = Message(words::view_unknown, {name}), .field = "view"};
}

} // namespace

Result<> Store::save_view(const SavedView& view) {
    const Id me = session().actor.id;
    const Unicode& unicode = database_->environment().unicode;
    const std::string folded = unicode.fold(view.name);
    if (folded.find_first_not_of(" \t\n") == std::string::npos || length_in_code_points(view.name) > name_length_max) {
        return Error{.code = ErrorCode::invalid_value, .message = words::view_needs_name, .field = "view"};
    }
    std::vector<std::string> filters;
    for (const Filter filter : view.query.filters) filters.emplace_back(spec(filter).name);
    const std::string entity(entity_name(view.query.entity));
    return database_->write_quietly([&](Connection& connection) -> Result<> {
        Query(connection, "view/remove.sql")
            .bind(":person", me)
            .bind(":entity", entity)
            .bind(":name_fold", folded)
            .run();
        Query(connection, "view/save.sql")
            .bind(":person", me)
            .bind(":entity", entity)
            .bind(":name", view.name)
            .bind(":name_fold", folded)
            .bind(":filters", joined(filters))
            .bind(":text", view.query.text)
            .bind(":sort", sort_text(view.query.sort))
            .bind(":withdrawn", view.query.withdrawn ? 1 : 0)
            .bind(":columns", joined(view.columns))
            .run();
        const std::int64_t row = connection.sqlite().getLastInsertRowid();
        std::int64_t position = 0;
        for (const Where& where : view.query.where) {
            Query(connection, "view/save_condition.sql")
                .bind(":view", row)
                .bind(":position", position++)
                .bind(":field", std::string(spec(where.field).name))
                .bind(":comparison", std::string(comparison_text(where.comparison)))
                .bind(":value", wire_text(where.value))
                .run();
        }
        return Done{};
    });
}

Result<std::vector<SavedView>> Store::saved_views(Entity entity) const {
    const Id me = session().actor.id;
    return database_->read([&](Connection& connection) -> Result<std::vector<SavedView>> {
        std::vector<SavedView> views;
        Query query(connection, "view/list.sql");
        query.bind(":person", me).bind(":entity", std::string(entity_name(entity)));
        while (query.step()) views.push_back(read_view_row(connection, entity, query));
        return views;
    });
}

Result<SavedView> Store::saved_view(Entity entity, std::string_view name) const {
    const Id me = session().actor.id;
    return database_->read([&](Connection& connection) -> Result<SavedView> {
        Query query(connection, "view/find.sql");
        query.bind(":person", me)
            .bind(":entity", std::string(entity_name(entity)))
            .bind(":name_fold", database_->environment().unicode.fold(name));
        if (!query.step()) return unknown(name);
        return read_view_row(connection, entity, query);
    });
}

Result<> Store::remove_view(Entity entity, std::string_view name) {
    const Id me = session().actor.id;
    return database_->write_quietly([&](Connection& connection) -> Result<> {
        Query query(connection, "view/remove.sql");
        query.bind(":person", me)
            .bind(":entity", std::string(entity_name(entity)))
            .bind(":name_fold", database_->environment().unicode.fold(name));
        if (query.run() == 0) return unknown(name);
        return Done{};
    });
}

} // namespace epic::store
