#include "storage/sync/sign_in.hpp"

#include "core/model/contact.hpp"
#include "storage/store/exchange.hpp"
#include "storage/sync/credential.hpp"
#include "storage/sync/exchange_once.hpp"
#include "storage/sync/farewell.hpp"
#include "storage/sync/joined_office.hpp"
#include "storage/sync/sync_words.hpp"

namespace epic::sync {
namespace {

enum class Leaving : std::uint8_t { handed_over, has_access, sent, later, only_others };

Result<Leaving> leave(store::Store& store, const Credential& credential, const intl::Environment& environment) {
    const Invitation invitation = EPIC_TRY(invitation_of(store));
    const auto taken = [&] {
        const auto turn = store.exchange().turn();
        return take_leave(store, credential, invitation);
    }();
    if (taken) return Leaving::handed_over;
    switch (taken.error().code) {
        case ErrorCode::conflict_with_state: { // the server says that they do work here, or still do
            EPIC_TRY(exchange_once(store, environment, credential));
            if (store.session().actor.active) return Leaving::has_access;
            const auto items = EPIC_TRY(store.exchange().left_behind(store.session().actor.id));
            return items.empty() ? Leaving::sent : Leaving::later;
        }
        // Their account is gone, since every laptop that was not given up had heard.
        case ErrorCode::account_refused: return Leaving::only_others;
        default: return Leaving::later;
    }
}

} // namespace

Result<std::unique_ptr<store::Store>> sign_in(const std::string& path, const store::SignIn& who,
                                              const intl::Environment& environment) {
    auto opened = store::Store::open(path, who, environment);
    if (opened || opened.error().rule != store::access_ended_rule) return opened;
    Leaving leaving{};
    {
        const auto store = store::Store::open_to_leave(path, who, environment);
        if (!store) return opened; // the file never joined a server
        const Credential credential =
            EPIC_TRY(credential_for(normalised_email(who.email), environment.unicode.nfc(who.password)));
        leaving = EPIC_TRY(leave(**store, credential, environment));
        (*store)->lock();
    }
    const auto refused = [](ErrorCode code, const Msg& message) {
        return Error{.code = code, .message = message, .rule = store::access_ended_rule};
    };
    switch (leaving) {
        case Leaving::handed_over: return refused(ErrorCode::revoked, words::left_at_sign_in);
        case Leaving::sent: return refused(ErrorCode::sign_in_refused, words::sent_at_sign_in);
        case Leaving::later: return refused(ErrorCode::sign_in_refused, words::leaves_later);
        case Leaving::only_others: return refused(ErrorCode::sign_in_refused, words::leaves_with_others);
        case Leaving::has_access: break;
    }
    return store::Store::open(path, who, environment);
}

} // namespace epic::sync
