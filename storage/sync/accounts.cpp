#include "storage/sync/accounts.hpp"

#include "storage/sync/central_session.hpp"
#include "storage/sync/exporter.hpp"
#include "storage/sync/sync_words.hpp"

namespace epic::sync {

CentralAccounts::CentralAccounts(store::Store& store, const intl::Environment& environment, Credential credential,
                                 std::function<void(const Credential&)> changed)
    : store_(store), environment_(environment), credential_(std::move(credential)), changed_(std::move(changed)) {}

Result<Invitation> CentralAccounts::invitation() const {
    const store::ExchangeState state = EPIC_TRY(store_.exchange().state());
    if (!state.joined) return Error{.code = ErrorCode::not_ours, .message = words::not_joined};
    return read_invitation(state.invitation);
}

Result<> CentralAccounts::ready() {
    const Invitation office = EPIC_TRY(invitation());
    Connection connection = EPIC_TRY(connect_to(office, credential_));
    EPIC_TRY(ask_who(connection, office));
    return Done{};
}

Result<> CentralAccounts::add_account(const Id& collaborator, std::string_view email, std::string_view password) {
    // The person must be on the server before their account.
    const ExchangeReport exchanged = EPIC_TRY(exchange_once(store_, environment_, credential_));
    if (exchanged.state != SyncState::up_to_date && exchanged.problem) return *exchanged.problem;
    return reset_account(collaborator, email, password);
}

Result<> CentralAccounts::reset_account(const Id& collaborator, std::string_view email, std::string_view password) {
    const Credential theirs = EPIC_TRY(credential_for(email, password));
    const Invitation office = EPIC_TRY(invitation());
    Connection connection = EPIC_TRY(connect_to(office, credential_));
    auto made = connection.call_for_text("account_put", {theirs.account, collaborator.hex(), theirs.password});
    if (!made) return to_error_of_procedure(made.error());
    return Done{};
}

Result<> CentralAccounts::change_own_password(std::string_view email, std::string_view current, std::string_view next) {
    const Credential before = EPIC_TRY(credential_for(email, current));
    const Credential after = EPIC_TRY(credential_for(email, next));
    const Invitation office = EPIC_TRY(invitation());
    Connection connection = EPIC_TRY(connect_to(office, before));
    auto changed = connection.call_for_text("account_password", {after.password});
    if (!changed) return to_error_of_procedure(changed.error());
    credential_ = after;
    if (changed_) changed_(after);
    return Done{};
}

Result<Id> CentralAccounts::check_account(std::string_view email, std::string_view password) {
    const Invitation office = EPIC_TRY(invitation());
    const Credential theirs = EPIC_TRY(credential_for(email, password));
    Connection connection = EPIC_TRY(connect_to(office, theirs));
    return EPIC_TRY(ask_who(connection, office)).collaborator;
}

} // namespace epic::sync
