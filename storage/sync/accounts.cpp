#include "storage/sync/accounts.hpp"

#include "core/model/contact.hpp"
#include "storage/sync/central_session.hpp"
#include "storage/sync/exchange_once.hpp"
#include "storage/sync/joined_office.hpp"
#include "storage/sync/sync_words.hpp"

namespace epic::sync {
namespace {

// Passwords do not wait in a queue as other changes do: without the server nothing has happened.
template <typename T>
Result<T> at_server(Result<T> attempt) {
    if (!attempt && attempt.error().code == ErrorCode::unreachable) attempt.error().message = words::server_needed;
    return attempt;
}

} // namespace

CentralAccounts::CentralAccounts(store::Store& store, const intl::Environment& environment, Credential credential,
                                 std::function<void(const Credential&)> changed)
    : store_(store), environment_(environment), credential_(std::move(credential)), changed_(std::move(changed)) {}

Result<Invitation> CentralAccounts::invitation() const {
    return invitation_of(store_);
}

Result<> CentralAccounts::ready() {
    const Invitation office = EPIC_TRY(invitation());
    Connection connection = EPIC_TRY(at_server(connect_to(office, credential_)));
    EPIC_TRY(ask_who(connection, office));
    return Done{};
}

Result<> CentralAccounts::add_account(const Id& collaborator, std::string_view email, std::string_view password) {
    return reset_account(collaborator, email, password);
}

Result<> CentralAccounts::reset_account(const Id& collaborator, std::string_view email, std::string_view password) {
    // The person must be on the server before their account, and as active and with the e-mail that they have here.
    const ExchangeReport exchanged = EPIC_TRY(exchange_once(store_, environment_, credential_));
    if (exchanged.state != SyncState::up_to_date && exchanged.problem) return at_server(Result<>(*exchanged.problem));
    const Credential theirs = EPIC_TRY(credential_for(email, password));
    const Invitation office = EPIC_TRY(invitation());
    Connection connection = EPIC_TRY(at_server(connect_to(office, credential_)));
    auto made = connection.call_for_text("account_put", {theirs.account, collaborator.hex(), theirs.password});
    if (!made) return to_error_of_procedure(made.error());
    return Done{};
}

Result<> CentralAccounts::change_own_password(std::string_view email, std::string_view current, std::string_view next) {
    const Credential before = EPIC_TRY(credential_for(email, current));
    const Credential after = EPIC_TRY(credential_for(email, next));
    const Invitation office = EPIC_TRY(invitation());
    Connection connection = EPIC_TRY(at_server(connect_to(office, before)));
    auto changed = connection.call_for_text("account_password", {after.password});
    if (!changed) return to_error_of_procedure(changed.error());
    use(after);
    return Done{};
}

Result<Id> CentralAccounts::check_account(std::string_view email, std::string_view password) {
    const Invitation office = EPIC_TRY(invitation());
    const Credential theirs = EPIC_TRY(credential_for(email, password));
    Connection connection = EPIC_TRY(at_server(connect_to(office, theirs)));
    const HelloAnswer hello = EPIC_TRY(ask_who(connection, office));
    one_time_ = hello.one_time_password;
    return hello.collaborator;
}

Result<bool> CentralAccounts::renew(const store::SignIn& who) {
    EPIC_TRY(store_.renew_access(who, *this));
    use(EPIC_TRY(credential_for(normalised_email(who.email), environment_.unicode.nfc(who.password))));
    return one_time_;
}

void CentralAccounts::use(const Credential& credential) {
    credential_ = credential;
    if (changed_) changed_(credential);
}

} // namespace epic::sync
