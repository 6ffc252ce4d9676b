// What the store asks of the central server when a password is concerned. Sync implements it; a file that
// never joined a server has none.
//
// Passwords are as typed, in NFC; e-mails normalised. Nothing of them is kept in journal or log.
// Failures: unreachable, account_refused, server_refused, not_allowed. Calls block on the network.
// Threads: called from the thread that calls the Store, without any lock of the store held.
#pragma once

#include <string_view>

#include "core/base/id.hpp"
#include "core/base/result.hpp"

namespace epic::store {

class AccountServer {
public:
    virtual ~AccountServer() = default;

    // Before the local write: whether the server answers now, as the person signed in.
    virtual Result<> ready() = 0;
    // After the local write: exchanges what is pending, so that the collaborator exists there, and makes
    // their account.
    virtual Result<> add_account(const Id& collaborator, std::string_view email, std::string_view password) = 0;
    virtual Result<> reset_account(const Id& collaborator, std::string_view email, std::string_view password) = 0;
    // Of the person signed in.
    virtual Result<> change_own_password(std::string_view email, std::string_view current, std::string_view next) = 0;
    // Whose account this e-mail and password open: how a person who has no slot on this laptop is admitted.
    virtual Result<Id> check_account(std::string_view email, std::string_view password) = 0;
};

} // namespace epic::store
