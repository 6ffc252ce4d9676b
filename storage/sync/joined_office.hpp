// The office that a file has joined.
// Threads: any that may use the store.
#pragma once

#include "storage/store/exchange.hpp"
#include "storage/store/store.hpp"
#include "storage/sync/invitation.hpp"

namespace epic::sync {

struct JoinedOffice {
    Invitation invitation;
    store::ExchangeState state;
};

// not_ours: the file never joined one. Otherwise failures of the file.
Result<JoinedOffice> joined_office(store::Store& store);
// Of that office.
Result<Invitation> invitation_of(store::Store& store);

} // namespace epic::sync
