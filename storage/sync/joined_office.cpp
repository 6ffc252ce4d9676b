#include "storage/sync/joined_office.hpp"

#include <utility>

#include "storage/sync/sync_words.hpp"

namespace epic::sync {

Result<JoinedOffice> joined_office(store::Store& store) {
    store::ExchangeState state = EPIC_TRY(store.exchange().state());
    if (!state.joined) return Error{.code = ErrorCode::not_ours, .message = words::not_joined};
    Invitation invitation = EPIC_TRY(read_invitation(state.invitation));
    return JoinedOffice{std::move(invitation), std::move(state)};
}

Result<Invitation> invitation_of(store::Store& store) {
    JoinedOffice office = EPIC_TRY(joined_office(store));
    return std::move(office.invitation);
}

} // namespace epic::sync
