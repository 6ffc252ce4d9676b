// The last exchange of a person whose access has ended.
//
// What they had not sent, and what had come back to them, goes to management; then their slot of this file is erased,
// the last one too, and the server is told. All of it only on the word of the server that this file knows: its
// certificate, its id, and “revoked” in its answer to hello. A refused password erases nothing. What others left here
// whose access has ended goes along: nobody may ever open this file again.
// Cut short anywhere, the next exchange goes on: what was handed over twice is one.
// Failures: those of the connection and of the file; conflict_with_state when the server does not say “revoked” after
// all.
// Threads: those of the store; blocks on the network.
#pragma once

#include "storage/intl/intl.hpp"
#include "storage/store/store.hpp"
#include "storage/sync/credential.hpp"
#include "storage/sync/hand_over.hpp"
#include "storage/sync/invitation.hpp"

namespace epic::sync {

// Gives how many operations were handed over. Lock and close the store afterwards.
Result<std::int64_t> take_leave(store::Store& store, const Credential& credential, const Invitation& invitation);
Result<std::int64_t> take_leave(Laptop& laptop, Remote& server, const DocumentLimits& limits = {});

} // namespace epic::sync
