// Conflicts and returned edits of the person signed in, and what others changed meanwhile, as the inbox shows them.
// Failures: those of the store. Threads: any.
#pragma once

#include "app/state/intent.hpp"
#include "storage/store/store.hpp"

namespace epic::shell {

Result<app::answer::Inbox> read_inbox(store::Store& store);

} // namespace epic::shell
