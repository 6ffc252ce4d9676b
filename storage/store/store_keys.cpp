// The file's keys, for those who may: the recovery key, access given again with it, another data key.
#include <set>

#include "core/model/contact.hpp"
#include "storage/store/exchange.hpp"
#include "storage/store/internal/access.hpp"
#include "storage/store/internal/database.hpp"
#include "storage/store/internal/world.hpp"
#include "storage/store/store.hpp"
#include "storage/store/store_words.hpp"
#include "storage/vault/recovery_key.hpp"

namespace epic::store {
namespace {

// Whoever may change anyone's account may change who gets into the file.
Result<> check_right(const Session& session) {
    if (session.must_change_password) {
        return Error{.code = ErrorCode::must_change_password, .message = words::password_must_change};
    }
    const auto refusal = refuses(session.actor, Entity::collaborator, Action::change,
                                 field_set({Field::collaborator_active}), RuleFacts{});
    if (!refusal) return Done{};
    Error error = to_error(*refusal);
    error.message = words::keys_are_managements;
    error.field = {};
    return error;
}

// The active person with this e-mail. not_found, or sign_in_refused for an account that is closed.
Result<Id> person_to_let_in(vault::Vault& vault, const intl::Environment& environment, const std::string& email) {
    const auto connection = EPIC_TRY(Connection::open(vault, environment));
    const SqlWorld world(*connection);
    const auto person = EPIC_TRY(world.collaborator_by_email(email));
    if (!person) {
        return Error{.code = ErrorCode::not_found, .message = Message(words::id_unknown, {email}), .field = "email"};
    }
    const auto record = EPIC_TRY(world.find(Entity::collaborator, *person));
    if (!record || !record->flag(Field::collaborator_active)) {
        return Error{.code = ErrorCode::sign_in_refused, .message = words::account_inactive};
    }
    return *person;
}

} // namespace

Result<std::string> Store::renew_recovery_key() {
    EPIC_TRY(check_right(session()));
    const vault::RecoveryKey key = EPIC_TRY(database_->vault().renew_recovery_key());
    return key.text();
}

Result<std::unique_ptr<Store>> Store::recover(const std::string& path, std::string_view recovery_key, const SignIn& who,
                                              const intl::Environment& environment) {
    EPIC_TRY(check_password(who.password));
    const vault::RecoveryKey key = EPIC_TRY(vault::RecoveryKey::parse(recovery_key));
    const std::string email = normalised_email(who.email);
    const std::string password = environment.unicode.nfc(who.password);
    {
        const auto vault = EPIC_TRY(vault::Vault::open_for_recovery(path, key));
        const Id person = EPIC_TRY(person_to_let_in(*vault, environment, email));
        EPIC_TRY(give_slot(*vault, {email, password}, person));
    }
    auto store = EPIC_TRY(open(path, who, environment));
    // Ends a “must change”: they have just chosen.
    EPIC_TRY(store->commit(PasswordChanged{}, std::nullopt));
    return store;
}

Result<vault::RekeyOutcome> Store::rekey(const std::string& path, const SignIn& who,
                                         const intl::Environment& environment,
                                         const std::function<bool(const vault::RekeyProgress&)>& go_on) {
    std::set<Id> closed; // accounts without unsent work, which must not come along
    {
        const auto store = EPIC_TRY(open(path, who, environment));
        EPIC_TRY(check_right(store->session()));
        for (const vault::SlotInfo& slot : store->slots()) {
            const auto person = store->find(Entity::collaborator, slot.collaborator);
            if (person && !person->record.flag(Field::collaborator_active)) closed.insert(slot.collaborator);
        }
        for (const WaitingAuthor& author : EPIC_TRY(store->exchange().waiting())) closed.erase(author.author);
    }
    const std::string password = environment.unicode.nfc(who.password);
    return vault::Vault::rekey(
        path, {normalised_email(who.email), password}, [&](const Id& person) { return !closed.contains(person); },
        go_on);
}

} // namespace epic::store
