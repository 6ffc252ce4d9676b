#include "storage/store/store.hpp"

#include <cassert>

#include "core/model/contact.hpp"
#include "storage/store/exchange.hpp"
#include "storage/store/internal/database.hpp"
#include "storage/store/internal/lists.hpp"
#include "storage/store/internal/writing.hpp"
#include "storage/store/store_words.hpp"

namespace epic::store {
namespace {

// Numbers of contracts are in capitals, whoever types them.
std::string in_capitals(std::string_view typed) {
    std::string text(typed);
    for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return text;
}

// A password that was chosen is not unchosen.
bool can_be_undone(const Command& command) {
    return !std::holds_alternative<ResetPassword>(command) && !std::holds_alternative<PasswordChanged>(command);
}

Error unknown(std::string_view typed) {
    return Error{.code = ErrorCode::not_found, .message = Message(words::id_unknown, {typed})};
}

Planner planner_over(const World& world, const intl::Environment& environment) {
    return Planner{world, environment.zones, environment.ids};
}

} // namespace

Store::Store(std::unique_ptr<Database> database)
    : database_(std::move(database)), exchange_(std::make_unique<Exchange>(*database_)) {}

Store::~Store() = default;

std::string Store::path() const {
    return database_->vault().path();
}

Id Store::file_id() const {
    return database_->vault().file_id();
}

Session Store::session() const {
    return database_->session();
}

std::string Store::login() const {
    return database_->login();
}

void Store::lock() {
    database_->vault().lock();
    // Their caches hold pages in clear.
    database_->close_connections();
}

Moment Store::moment() const {
    return database_->moment();
}

// ---- reading ----

Result<RecordView> Store::find(Entity entity, const Id& id) const {
    return database_->read([&](Connection& connection) -> Result<RecordView> {
        const Reader reader = database_->reader(read_device(connection).joined);
        auto view = read_view(connection, entity, id, reader);
        if (!view) return unknown(id.text());
        return std::move(*view);
    });
}

Result<std::vector<HistoryItem>> Store::history(Entity entity, const Id& id, std::int64_t limit,
                                                std::int64_t offset) const {
    return database_->read([&](Connection& connection) -> Result<std::vector<HistoryItem>> {
        if (!find_record(connection, entity, id)) return unknown(id.text());
        return read_history(connection, entity, id, limit, offset);
    });
}

Result<Id> Store::resolve(Entity entity, std::string_view typed) const {
    return database_->read([&](Connection& connection) -> Result<Id> {
        if (const auto id = Id::parse(typed)) {
            if (!find_record(connection, entity, *id)) return unknown(typed);
            return *id;
        }
        if (entity == Entity::collaborator) {
            const auto found = EPIC_TRY(SqlWorld(connection).collaborator_by_email(typed));
            if (found) return *found;
        }
        if (entity == Entity::contract) {
            Query query(connection, "record/contract.find_by_number.sql");
            query.bind(":number", in_capitals(typed));
            if (query.step()) {
                const Id found = query.id(0);
                const std::int64_t shown = query.integer(1);
                if (!query.step() || query.integer(1) != shown) return found;
                return Error{.code = ErrorCode::invalid_value, .message = Message(words::id_ambiguous, {typed})};
            }
        }
        return unknown(typed);
    });
}

Result<PendingCounts> Store::pending_counts() const {
    const Id me = database_->session().actor.id;
    return database_->read([&](Connection& connection) -> Result<PendingCounts> {
        Query query(connection, "session/pending_counts.sql");
        query.bind(":me", me);
        if (!query.step()) return PendingCounts{};
        return PendingCounts{query.integer(0), query.integer(1), query.integer(2)};
    });
}

// ---- rights ----

Result<std::optional<Refusal>> Store::may(Action action, const Record& record, const FieldSet& fields) const {
    const Actor actor = database_->session().actor;
    return database_->read([&](Connection& connection) -> Result<std::optional<Refusal>> {
        const SqlWorld world(connection);
        return planner_over(world, database_->environment()).refusal(actor, action, fields, record);
    });
}

Result<std::optional<Refusal>> Store::may_change(Entity entity, const Id& id, const FieldSet& fields) const {
    const Actor actor = database_->session().actor;
    return database_->read([&](Connection& connection) -> Result<std::optional<Refusal>> {
        const auto stored = find_record(connection, entity, id);
        if (!stored) return unknown(id.text());
        const SqlWorld world(connection);
        return planner_over(world, database_->environment()).refusal(actor, Action::change, fields, stored->record);
    });
}

Result<std::vector<std::pair<Field, Refusal>>> Store::locked_fields(Entity entity, const Id& id) const {
    const Actor actor = database_->session().actor;
    return database_->read([&](Connection& connection) -> Result<std::vector<std::pair<Field, Refusal>>> {
        const auto stored = find_record(connection, entity, id);
        if (!stored) return unknown(id.text());
        const SqlWorld world(connection);
        const RuleFacts facts = EPIC_TRY(planner_over(world, database_->environment()).facts(stored->record));
        std::vector<std::pair<Field, Refusal>> locked;
        for (const FieldSpec& found : fields_of(entity)) {
            if (found.merge == MergePolicy::immutable) continue;
            auto refusal = refuses(actor, entity, Action::change, field_set({found.field}), facts);
            if (refusal) locked.emplace_back(found.field, std::move(*refusal));
        }
        return locked;
    });
}

// ---- writing ----

Seen Store::seen() const {
    auto sequence =
        database_->read([](Connection& connection) -> Result<Seen> { return Seen{last_sequence(connection)}; });
    // Without it the command is judged against what stands when it comes, which is right when nothing arrives.
    return sequence ? *sequence : Seen{std::int64_t{1} << 62};
}

Result<Plan> Store::preview(const Command& command) const {
    const Actor actor = database_->session().actor;
    return database_->read([&](Connection& connection) -> Result<Plan> {
        const SqlWorld world(connection);
        return planner_over(world, database_->environment()).plan(command, actor, moment());
    });
}

Result<Written> Store::execute(const Command& command, std::optional<Seen> seen) {
    const auto* deactivation = std::get_if<DeactivateCollaborator>(&command);
    return deactivation == nullptr ? commit(command, seen) : deactivate(*deactivation);
}

Result<Written> Store::commit(const Command& command, std::optional<Seen> seen) {
    return database_->write([&](Connection& connection, Changed& changed) -> Result<Written> {
        Writing writing(*database_, connection, changed);
        Group group = writing.new_group();
        Written written = EPIC_TRY(writing.execute(command, seen, group));
        if (!written.operations.empty() && can_be_undone(command)) {
            const Id me = writing.session().actor.id;
            insert_action(connection, {group.id, me, ActionKind::done, group.id, command_name(command)});
        }
        return written;
    });
}

// ---- change notification ----

std::uint64_t Store::version() const {
    return database_->version();
}

Store::Subscription Store::subscribe(std::function<void(const Changed&)> callback) {
    return database_->subscribe(std::move(callback));
}

Exchange& Store::exchange() {
    return *exchange_;
}

} // namespace epic::store
