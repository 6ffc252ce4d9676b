// What the store asks of the central server when a password is concerned (storage/store/account_server.hpp).
//
// Threads: any, one call at a time. Ownership: store and environment must outlive it.
#pragma once

#include <functional>

#include "storage/intl/intl.hpp"
#include "storage/store/account_server.hpp"
#include "storage/store/store.hpp"
#include "storage/sync/credential.hpp"
#include "storage/sync/invitation.hpp"

namespace epic::sync {

class CentralAccounts final : public store::AccountServer {
public:
    // `changed` is called with the new credential after change_own_password: give it to the exporter.
    CentralAccounts(store::Store& store, const intl::Environment& environment, Credential credential,
                    std::function<void(const Credential&)> changed = {});

    Result<> ready() override;
    Result<> add_account(const Id& collaborator, std::string_view email, std::string_view password) override;
    Result<> reset_account(const Id& collaborator, std::string_view email, std::string_view password) override;
    Result<> change_own_password(std::string_view email, std::string_view current, std::string_view next) override;
    Result<Id> check_account(std::string_view email, std::string_view password) override;

    // The person signed in has another password or e-mail at the server than on this laptop: this file follows.
    // Gives whether it is a one-time password, which must be changed before anything else. Failures: those of
    // Store::renew_access.
    Result<bool> renew(const store::SignIn& who);

private:
    Result<Invitation> invitation() const;
    void use(const Credential& credential);

    store::Store& store_;
    const intl::Environment& environment_;
    Credential credential_;
    std::function<void(const Credential&)> changed_;
    bool one_time_ = false; // the password that was checked last
};

} // namespace epic::sync
