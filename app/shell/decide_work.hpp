// What a person decided in the inbox, written by the store. Failures: those of settle, resend, hand_over and
// dismiss_returned. Threads: any; writes.
#pragma once

#include "app/state/inbox_intent.hpp"
#include "storage/store/store.hpp"

namespace epic::shell {

Result<app::answer::Decided> decide(store::Store& store, const app::effect::Decide& wanted);

} // namespace epic::shell
