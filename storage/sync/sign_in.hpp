// Opens a file for a person; who works here no more hands over what they left in it instead.
//
// A file that others use hears of someone's end in their sessions, and lets them in no more (Store::open). Their
// password still opens their slot: what they had not sent goes to management, and the slot is erased, as in any
// farewell. Of whom only this file has been told, and not yet the server, what they had not sent leaves as theirs. Who
// has access again, of which the file has not heard, is let in after an exchange.
//
// Failures: those of Store::open; `revoked` once it is handed over; sign_in_refused with the reason when it cannot be
// now, nothing being lost.
// Threads: any; blocks for the key derivation and, for who works here no more, on the network.
#pragma once

#include <memory>
#include <string>

#include "storage/intl/intl.hpp"
#include "storage/store/store.hpp"

namespace epic::sync {

Result<std::unique_ptr<store::Store>> sign_in(const std::string& path, const store::SignIn& who,
                                              const intl::Environment& environment);

} // namespace epic::sync
