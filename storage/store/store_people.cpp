// Passwords: what a command says beside the slot of the file and the account at the server.
//
// A password never enters a command, the journal or an error.
#include "core/model/contact.hpp"
#include "storage/store/internal/access.hpp"
#include "storage/store/internal/database.hpp"
#include "storage/store/store.hpp"
#include "storage/store/store_words.hpp"

namespace epic::store {
namespace {

// Nothing on a file that never joined; else the server, which answers.
Result<AccountServer*> needed_server(Database& database, AccountServer* server) {
    const bool joined =
        EPIC_TRY(database.read([](Connection& connection) -> Result<bool> { return read_device(connection).joined; }));
    if (!joined) return static_cast<AccountServer*>(nullptr);
    if (server == nullptr) return Error{.code = ErrorCode::unreachable, .message = words::server_needed};
    EPIC_TRY(server->ready());
    return server;
}

std::string email_in(const AddRecord& command) {
    for (const auto& [field, value] : command.values) {
        const auto* text = std::get_if<std::string>(&value);
        if (field == Field::collaborator_email && text != nullptr) return normalised_email(*text);
    }
    return {};
}

} // namespace

Result<Written> Store::add_collaborator(const AddRecord& command, std::string_view initial_password,
                                        AccountServer* server) {
    EPIC_TRY(check_password(initial_password));
    AddRecord named = command;
    if (named.id.is_nil()) named.id = database_->environment().ids.next();
    // Judged before a key is derived or the network is used, and judged again when it is written.
    EPIC_TRY(preview(named));
    AccountServer* const account_server = EPIC_TRY(needed_server(*database_, server));
    const std::string password = database_->environment().unicode.nfc(initial_password);
    const std::string email = email_in(named);
    if (account_server != nullptr) {
        Written written = EPIC_TRY(commit(named, std::nullopt));
        EPIC_TRY(account_server->add_account(named.id, email, password));
        return written;
    }
    EPIC_TRY(database_->vault().add_slot({email, password}, named.id));
    auto written = commit(named, std::nullopt);
    if (!written) EPIC_TRY(database_->vault().remove_slot(named.id));
    return written;
}

Result<Written> Store::reset_password(const Id& collaborator, std::string_view initial_password,
                                      AccountServer* server) {
    EPIC_TRY(check_password(initial_password));
    const ResetPassword command{collaborator};
    EPIC_TRY(preview(command));
    AccountServer* const account_server = EPIC_TRY(needed_server(*database_, server));
    const std::string password = database_->environment().unicode.nfc(initial_password);
    const RecordView person = EPIC_TRY(find(Entity::collaborator, collaborator));
    const std::string email = normalised_email(person.record.text(Field::collaborator_email));
    Written written = EPIC_TRY(commit(command, std::nullopt));
    vault::Vault& vault = database_->vault();
    if (account_server != nullptr) {
        EPIC_TRY(account_server->reset_account(collaborator, email, password));
        if (has_slot(vault, collaborator)) EPIC_TRY(vault.reset_slot({email, password}, collaborator));
    } else {
        EPIC_TRY(give_slot(vault, {email, password}, collaborator));
    }
    return written;
}

Result<Written> Store::change_own_password(std::string_view current, std::string_view next, AccountServer* server) {
    EPIC_TRY(check_password(next));
    const Unicode& unicode = database_->environment().unicode;
    const std::string present = unicode.nfc(current);
    const std::string wanted = unicode.nfc(next);
    if (present == wanted) {
        return Error{.code = ErrorCode::invalid_value, .message = words::password_same, .field = "password"};
    }
    AccountServer* const account_server = EPIC_TRY(needed_server(*database_, server));
    const Session who = session();
    // At the server they are who they signed in as, until gestion makes them an account under another e-mail.
    const std::string email = account_server != nullptr ? database_->login() : normalised_email(who.email);
    // The server first: if the slot then fails, the old password still opens this file until the next contact.
    if (account_server != nullptr) EPIC_TRY(account_server->change_own_password(email, present, wanted));
    EPIC_TRY(database_->vault().change_credential({database_->login(), present}, {email, wanted}));
    database_->set_login(email);
    if (!who.known) return Written{};
    return commit(PasswordChanged{}, std::nullopt);
}

Result<Written> Store::deactivate(const DeactivateCollaborator& command) {
    Written written = EPIC_TRY(commit(command, std::nullopt));
    EPIC_TRY(settle_access(command.collaborator, written.warnings));
    return written;
}

Result<> Store::settle_access(const Id& person, std::vector<Warning>& warnings) {
    const bool joined = EPIC_TRY(
        database_->read([](Connection& connection) -> Result<bool> { return read_device(connection).joined; }));
    vault::Vault& vault = database_->vault();
    const Record record = EPIC_TRY(find(Entity::collaborator, person)).record;
    const bool active = record.flag(Field::collaborator_active);
    // On a joined file the slot stays for the farewell: unsent edits leave first. The server closes the account when
    // it takes the deactivation, and opens it again only with a reset.
    if (joined) {
        if (active) {
            warnings.push_back(
                {"no_access", Message(words::warning_no_access, {record.text(Field::collaborator_full_name)})});
        }
        return Done{};
    }
    if (!active && has_slot(vault, person)) return vault.remove_slot(person);
    if (active && !has_slot(vault, person)) {
        warnings.push_back(
            {"no_access", Message(words::warning_no_access, {record.text(Field::collaborator_full_name)})});
    }
    return Done{};
}

Result<> Store::renew_access(const SignIn& who, AccountServer& server) {
    EPIC_TRY(check_password(who.password));
    const std::string email = normalised_email(who.email);
    const std::string password = database_->environment().unicode.nfc(who.password);
    const Id me = database_->vault().opened_by();
    if (EPIC_TRY(server.check_account(email, password)) != me) {
        return Error{.code = ErrorCode::sign_in_refused, .message = words::account_of_another, .field = "email"};
    }
    EPIC_TRY(database_->vault().reset_slot({email, password}, me));
    database_->set_login(email);
    return Done{};
}

Result<> Store::end_access(const Id& person) {
    vault::Vault& vault = database_->vault();
    return has_slot(vault, person) ? vault.erase_slot(person) : Result<>(Done{});
}

Result<Id> Store::admit(const SignIn& who, AccountServer& server) {
    const std::string email = normalised_email(who.email);
    const std::string password = database_->environment().unicode.nfc(who.password);
    const Id person = EPIC_TRY(server.check_account(email, password));
    EPIC_TRY(give_slot(database_->vault(), {email, password}, person));
    return person;
}

Result<> Store::act_as(const Id& collaborator) {
    return database_->set_person(collaborator);
}

} // namespace epic::store
