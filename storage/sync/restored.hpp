// A laptop and a server that was restored from a backup.
//
// The server has lost the end of its log. While it waits (state `restored`), every laptop returns the batches that it
// holds beyond the server's head, word for word and under the server's own seal, so that most often nothing is lost at
// all. Once gestion has confirmed (state `open`), a laptop that still holds more goes back to the last number in
// common: what came after it waits again to be sent by its authors, and what the server has since is fetched. Nothing
// is removed here, and nothing is done on the word of a server that does not name a newer epoch: a copy that lags is
// waited for. Failures: those of the connection and of the file; cut short anywhere, the next exchange does it again.
// Threads: those of the store; blocks on the network.
#pragma once

#include <cstdint>

#include "storage/store/store.hpp"
#include "storage/sync/credential.hpp"
#include "storage/sync/invitation.hpp"
#include "storage/sync/laptop.hpp"
#include "storage/sync/remote.hpp"

namespace epic::sync {

struct Comeback {
    bool resumed = false;      // this file follows the server again: exchange
    bool waits = false;        // for gestion to confirm
    std::int64_t returned = 0; // operations that the server had lost, and has again
};
Result<Comeback> come_back(store::Store& store, const Credential& credential, const Invitation& invitation);
Result<Comeback> come_back(Laptop& laptop, Remote& server);
// For somebody whose access has ended, and who may ask for no records any more: returns what can be returned, or makes
// what the server lost wait again. Whoever uses this file after them does the whole of it.
Result<Comeback> come_back_to_leave(Laptop& laptop, Remote& server);

} // namespace epic::sync
