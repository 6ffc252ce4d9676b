// Conflicts and returned edits of the person signed in, as the synchronisation page shows them.
// Failures: those of the store. Threads: any.
#pragma once

#include <vector>

#include "app/state/app_state.hpp"
#include "storage/store/store.hpp"

namespace epic::shell {

Result<std::vector<app::InboxItem>> read_inbox(store::Store& store);

} // namespace epic::shell
