// How a store comes to be: a new file, a file to be filled by a server, an existing file.
#include "core/model/contact.hpp"
#include "core/model/validation.hpp"
#include "storage/store/exchange.hpp"
#include "storage/store/internal/access.hpp"
#include "storage/store/internal/database.hpp"
#include "storage/store/store.hpp"
#include "storage/store/store_words.hpp"

namespace epic::store {
namespace {

Record founder_record(const Founder& founder, const Id& id) {
    Record record(Entity::collaborator, id);
    record.created_by = id;
    record.set({{Field::collaborator_full_name, founder.full_name},
                {Field::collaborator_email, normalised_email(founder.email)},
                {Field::collaborator_department, std::string(department_name(Department::gestion))},
                {Field::collaborator_active, std::int64_t{1}},
                {Field::collaborator_must_change_password, std::int64_t{0}},
                {Field::collaborator_language, std::string(language_code(founder.language))}});
    if (!founder.phone.empty()) record.set(Field::collaborator_phone, founder.phone);
    return record;
}

// The first operation of the journal is the founder's creation of themselves.
Plan founding_plan(const Record& record) {
    PlannedOperation operation;
    operation.kind = OperationKind::create;
    operation.before = Record(record.entity, record.id);
    operation.after = record;
    for (const FieldSpec& found : fields_of(record.entity)) {
        if (!is_null(record.get(found.field))) operation.changed.push_back(found.field);
    }
    return Plan{
        .command = "collaborator.add", .operations = {std::move(operation)}, .warnings = {}, .record = record.id};
}

Result<> check_text(Field field, const std::string& text, const TimeZones& zones) {
    if (!text.empty()) return validate(field, text, zones);
    return Done{};
}

// A vault under a temporary name, with schema and first rows, then under its own.
template <typename Fill>
Result<std::unique_ptr<Database>> create_database(const std::string& path, const SignIn& who, const Id& collaborator,
                                                  const intl::Environment& environment, const vault::KdfLimits& limits,
                                                  Fill&& fill) {
    const std::string login = normalised_email(who.email);
    const std::string password = environment.unicode.nfc(who.password);
    auto vault = EPIC_TRY(vault::Vault::create(path, {login, password}, collaborator, limits));
    auto database = std::make_unique<Database>(std::move(vault), environment, login);
    EPIC_TRY(database->set_up());
    EPIC_TRY(database->write_quietly(std::forward<Fill>(fill)));
    database->close_connections();
    EPIC_TRY(database->vault().finish());
    EPIC_TRY(database->begin());
    return database;
}

} // namespace

Result<std::unique_ptr<Store>> Store::create(const std::string& path, const Founder& founder,
                                             const intl::Environment& environment, const vault::KdfLimits& limits) {
    const Record record = founder_record(founder, environment.ids.next());
    EPIC_TRY(validate_record(record, environment.zones));
    EPIC_TRY(check_text(Field::collaborator_full_name, founder.full_name, environment.zones));
    EPIC_TRY(check_text(Field::collaborator_email, record.text(Field::collaborator_email), environment.zones));
    EPIC_TRY(check_text(Field::collaborator_phone, founder.phone, environment.zones));
    EPIC_TRY(check_password(founder.password));
    auto database = EPIC_TRY(create_database(path, {founder.email, founder.password}, record.id, environment, limits,
                                             [&](Connection& connection) -> Result<> {
                                                 Group group{environment.ids.next()};
                                                 apply_plan(connection, founding_plan(record), record.id, {}, group);
                                                 return Done{};
                                             }));
    return std::unique_ptr<Store>(new Store(std::move(database)));
}

Result<std::unique_ptr<Store>> Store::create_to_join(const std::string& path, const SignIn& who, const Id& collaborator,
                                                     const intl::Environment& environment,
                                                     const vault::KdfLimits& limits) {
    EPIC_TRY(check_password(who.password));
    auto database = EPIC_TRY(
        create_database(path, who, collaborator, environment, limits, [](Connection&) -> Result<> { return Done{}; }));
    return std::unique_ptr<Store>(new Store(std::move(database)));
}

Result<std::unique_ptr<Store>> Store::open_for_anyone(const std::string& path, const SignIn& who,
                                                      const intl::Environment& environment) {
    const std::string login = normalised_email(who.email);
    const std::string password = environment.unicode.nfc(who.password);
    auto vault = EPIC_TRY(vault::Vault::open(path, {login, password}));
    auto database = std::make_unique<Database>(std::move(vault), environment, login);
    EPIC_TRY(database->begin());
    return std::unique_ptr<Store>(new Store(std::move(database)));
}

Result<std::unique_ptr<Store>> Store::open(const std::string& path, const SignIn& who,
                                           const intl::Environment& environment) {
    auto store = EPIC_TRY(open_for_anyone(path, who, environment));
    const Session session = store->session();
    if (session.known && !session.actor.active) {
        return Error{.code = ErrorCode::sign_in_refused, .message = words::account_inactive, .rule = access_ended_rule};
    }
    // A file that is joining knows nobody until the first exchange; any other must know who signs in.
    if (!session.known && !EPIC_TRY(store->exchange().state()).joined &&
        EPIC_TRY(store->list({.entity = Entity::collaborator, .limit = 1})).total > 0) {
        return Error{.code = ErrorCode::sign_in_refused, .message = words::account_unknown};
    }
    return store;
}

Result<std::unique_ptr<Store>> Store::open_to_leave(const std::string& path, const SignIn& who,
                                                    const intl::Environment& environment) {
    auto store = EPIC_TRY(open_for_anyone(path, who, environment));
    const Session session = store->session();
    const bool gone = session.known && !session.actor.active;
    if (!gone || !EPIC_TRY(store->exchange().state()).joined) {
        return Error{.code = ErrorCode::conflict_with_state, .message = words::account_inactive};
    }
    return store;
}

} // namespace epic::store
