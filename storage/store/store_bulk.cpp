// Many commands as one.
#include "storage/store/bulk.hpp"
#include "storage/store/internal/writing.hpp"

namespace epic::store {

Result<Written> Bulk::execute(const Command& command) {
    Group group = writing_.new_group(action_);
    Written written = EPIC_TRY(writing_.execute(command, {}, group));
    if (!written.operations.empty()) ++commands_written_;
    return written;
}

Result<Plan> Bulk::preview(const Command& command) const {
    return writing_.plan(command);
}

Result<std::optional<Record>> Bulk::find(Entity entity, const Id& id) const {
    return writing_.world().find(entity, id);
}

namespace {

std::vector<Id> ids_of(Query& query) {
    std::vector<Id> ids;
    while (query.step()) ids.push_back(query.id(0));
    return ids;
}

} // namespace

Result<> Bulk::for_each_client_name(const NameVisit& visit) const {
    Query query(writing_.connection(), "bulk/client_names.sql");
    while (query.step()) visit(query.id(0), query.text(1), query.text(2));
    return Done{};
}

Result<std::vector<Id>> Bulk::clients_by_email(const std::string& email) const {
    Query query(writing_.connection(), "bulk/clients_by_email.sql");
    return ids_of(query.bind(":email", email));
}

Result<std::vector<Id>> Bulk::clients_by_phone(const std::string& e164) const {
    Query query(writing_.connection(), "bulk/clients_by_phone.sql");
    return ids_of(query.bind(":phone", e164));
}

Result<std::vector<Id>> Bulk::events_starting(const Id& contract, Instant starts) const {
    Query query(writing_.connection(), "bulk/events_starting.sql");
    return ids_of(query.bind(":contract", contract).bind(":starts_at", starts.unix_ms));
}

Result<> Store::execute_together(const Id& action, std::string_view name, const std::function<Result<>(Bulk&)>& body) {
    return database_->write([&](Connection& connection, Changed& changed) -> Result<> {
        Writing writing(*database_, connection, changed);
        Bulk bulk(writing, action);
        EPIC_TRY(body(bulk));
        if (bulk.commands_written() == 0) return Done{};
        const Id me = writing.session().actor.id;
        insert_action(connection, {action, me, ActionKind::done, action, std::string(name)});
        return Done{};
    });
}

} // namespace epic::store
