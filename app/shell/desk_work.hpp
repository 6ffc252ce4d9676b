// Saved views, and what is done with many records at once. Failures: those of the store. Threads: any.
#pragma once

#include "app/state/desk.hpp"
#include "storage/store/store.hpp"

namespace epic::shell {

Result<app::answer::Views> read_views(const store::Store& store);
// One that is renamed keeps its old name when the new one cannot be written.
Result<app::answer::ViewSaved> save_view(store::Store& store, const app::effect::SaveView& wanted);
Result<app::answer::IdsCollected> collect_ids(const store::Store& store, const app::effect::CollectIds& wanted);
// In one transaction; what is refused is told and the rest goes on. A rehearsal is rolled back.
Result<app::answer::ManyDone> run_many(store::Store& store, const app::effect::RunMany& wanted,
                                       const intl::Environment& environment);

} // namespace epic::shell
