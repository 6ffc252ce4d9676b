// The recovery key on paper: saved as a file or given to the printer, as the window's answers.
//
// Threads: any but the one that draws; blocks on the disk and the printer's queue.
#pragma once

#include "app/state/effect.hpp"
#include "app/state/intent.hpp"
#include "storage/intl/intl.hpp"
#include "storage/store/store.hpp"

namespace epic::shell {

app::answer::RecoveryKeyKept save_recovery_key(const store::Store& store, const app::effect::SaveRecoveryKey& wanted,
                                               const intl::Environment& environment);
app::answer::RecoveryKeyKept print_recovery_key(const store::Store& store, const app::effect::PrintRecoveryKey& wanted,
                                                const intl::Environment& environment);

} // namespace epic::shell
