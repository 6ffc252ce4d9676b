// What waits to be sent, as the page of the exchange shows it. Threads: the runner's.
#pragma once

#include "app/state/sync_intent.hpp"
#include "storage/store/store.hpp"

namespace epic::shell {

Result<app::answer::Pending> read_pending(store::Store& store);

} // namespace epic::shell
